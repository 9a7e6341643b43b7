// Owns the browser of a measurement: a fresh profile each, the same flags for everybody.

import { chromium } from "playwright-core";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

export const FLAGS = [
  "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync", "--window-size=1720,1000",
];
const CLOCK = path.join(import.meta.dirname, "../page/clock.js");
const PROBE = path.join(import.meta.dirname, "../page/probe.js");
const OURS = path.join(import.meta.dirname, "../page/ours.js");
const FEED = path.join(import.meta.dirname, "../page/feed.js");

/** The app's adapter as one plain script: module syntax cannot be put into a page before its own. */
function adapter() {
  const plain = (file) => fs.readFileSync(file, "utf8").replaceAll(/^import .*$/gm, "").replaceAll(/^export /gm, "");
  return `(() => {\n${plain(PROBE)}\n${plain(OURS)}\n})();`;
}

/** What is put into the app's pages, and into everybody's. */
export const scripts = (ours) => [fs.readFileSync(CLOCK, "utf8"), ...(ours ? [adapter()] : [])];

/** Opens a browser; `ours` puts the app's adapter into its pages, `fed` gives it its working sets from memory. */
export async function launch({ ours = false, fed = false } = {}) {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), "mci-bench-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM,
    headless: true,
    args: FLAGS,
    viewport: { width: 1_720, height: 1_000 },
    ignoreDefaultArgs: ["--headless", "--hide-scrollbars", "--disable-features=PaintHolding"],
  });
  for (const content of scripts(ours)) await context.addInitScript({ content });
  if (fed) await context.addInitScript({ path: FEED });
  return {
    context,
    async close() {
      await context.close();
      fs.rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** A page with its inspector; errors of the page are kept. */
export async function page(browser) {
  const page = await browser.context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error).slice(0, 300)));
  const cdp = await browser.context.newCDPSession(page);
  await cdp.send("Performance.enable");
  return { page, cdp, errors };
}

/** The inspector's counters: seconds and bytes. */
export async function counters(cdp) {
  const { metrics } = await cdp.send("Performance.getMetrics");
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
}

/** Collects garbage until there is none. */
export async function collect(cdp, page) {
  for (let round = 0; round < 4; round++) {
    await cdp.send("HeapProfiler.collectGarbage");
    await page.waitForTimeout(250);
  }
}

/** How a slow machine or line is imitated. */
export async function slow(cdp, { cpu, line }) {
  if (cpu) await cdp.send("Emulation.setCPUThrottlingRate", { rate: cpu });
  if (line) {
    await cdp.send("Network.emulateNetworkConditions", {
      offline: false, latency: 40, downloadThroughput: 10e6 / 8, uploadThroughput: 5e6 / 8,
    });
  }
}
