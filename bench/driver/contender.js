// Owns the measurements of a bare page: a contender that knows `window.__bench` and gets its rows as JSON.

import { bare } from "./bare.js";
import { collect, counters, launch, page, scripts, slow } from "./browser.js";

export const SPEEDS = { plain: {}, cpu4: { cpu: 4 }, slow: { cpu: 4, line: true } };

/** Polls without code in the page that a strict policy would refuse. */
export async function painted(page, secs = 90) {
  for (const end = Date.now() + secs * 1_000; Date.now() < end; ) {
    const at = await page.evaluate(() => (window.__paintedAt ? { painted: __paintedAt, dom: __domAt } : null));
    if (at) return at;
    await page.waitForTimeout(100);
  }
  throw new Error("the first rows never came");
}

/** Bytes that came over the line, data aside. */
export function weigh(cdp, isData) {
  const urls = new Map();
  const sum = { bytes: 0, requests: 0 };
  cdp.on("Network.responseReceived", ({ requestId, response }) => urls.set(requestId, response.url));
  cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (!urls.has(requestId) || isData(urls.get(requestId))) return;
    sum.bytes += encodedDataLength;
    sum.requests++;
  });
  return sum;
}

export class Contender {
  constructor(name, origin, wanted) {
    Object.assign(this, { name, origin, wanted });
  }

  address(search = "") {
    return `${this.origin}/${this.name}/${search}`;
  }

  async ready(page) {
    for (let tries = 0; !(await page.evaluate(() => !!window.__bench)); tries++) {
      if (tries > 600) throw new Error(`${this.name} never came up`);
      await page.waitForTimeout(50);
    }
  }

  async nav(speed, sample) {
    const browser = await launch();
    const { page: tab, cdp } = await page(browser);
    await tab.goto(`${this.origin}/blank`);
    await cdp.send("Network.enable");
    const weight = weigh(cdp, (url) => url.includes("/data/"));
    await slow(cdp, SPEEDS[speed]);
    await sample(`nav-${speed}`, null, async () => {
      await tab.goto(this.address("?n=1000"), { waitUntil: "commit" });
      return { ...(await painted(tab)), ...weight };
    });
    await browser.close();
  }

  /** Loaded once, everything measured on it. */
  async work(phases, sample) {
    const browser = await launch();
    const { page: tab, cdp, errors } = await page(browser);
    await tab.goto(this.address());
    await this.ready(tab);
    const { wanted } = this;
    const call = (fn, arg) => tab.evaluate(fn, arg);
    const on = (name, fn) => sample(name, cdp, fn);
    const loaded = await on("load", () => call((e) => __h.load("all", e), wanted.initial));
    if (!loaded) return browser.close();
    if (phases.has("ops")) {
      await on("sort", () => call((e) => __h.sort(true, e), wanted.sort));
      await on("unsort", () => call((e) => __h.sort(false, e), wanted.initial));
      await on("typing", () => call(([steps, e]) => __h.typing(steps, e), [wanted.search, wanted.initial]));
      const filter = [wanted.names, wanted.filter, wanted.initial];
      await on("filter", () => call(([names, e, i]) => __h.filter(names, e, i), filter));
      await on("select", () => call(() => __h.selectAll()));
      await on("bulk", () => call((ids) => __h.bulk(ids, "WAITING"), wanted.ids));
    }
    if (phases.has("scroll")) {
      await call((order) => void (window.__order = order), wanted.order);
      await on("scroll", () => call(() => __h.scroll()));
      await call(() => delete window.__order);
    }
    if (phases.has("stream")) {
      await on("stream", () => call((ids) => __h.stream({ ids }), wanted.ids));
    }
    if (errors.length) console.log(`${this.name}: ${errors.slice(0, 3).join("\n")}`);
    await browser.close();
  }

  /** All rows in, and at rest. */
  async mem(sample) {
    const browser = await bare(scripts(false));
    try {
      await sample("mem", null, async () => {
        await browser.goto(this.address());
        await browser.evaluate("(async () => { while (!window.__bench) await __h.sleep(50); })()");
        await browser.evaluate(`__h.load("all", ${JSON.stringify(this.wanted.initial)}).then(() => __h.sleep(2000))`);
        return browser.weigh();
      });
    } finally {
      await browser.close();
    }
  }

  async leak(sample) {
    const browser = await launch();
    const { page: tab, cdp } = await page(browser);
    await tab.goto(this.address());
    await this.ready(tab);
    await sample("leak", null, async () => {
      await tab.evaluate(async () => {
        window.__text = await __h.data("1000");
        await __bench.destroy();
      });
      return cycles(tab, cdp, (tab) => tab.evaluate((e) => __h.cycle(__text, e), this.wanted.thousand));
    });
    await browser.close();
  }
}

/** Growth over 20 cycles, after 3 that warm up: bytes per cycle, nodes and listeners left. */
export async function cycles(tab, cdp, cycle) {
  const seen = [];
  for (let round = 0; round < 23; round++) {
    await cycle(tab);
    if (round !== 2 && round !== 22) continue;
    await collect(cdp, tab);
    const { JSHeapUsedSize, Nodes, JSEventListeners } = await counters(cdp);
    const wasm = await tab.evaluate(() => __h.wasmBytes());
    seen.push({ heap: JSHeapUsedSize, wasm, nodes: Nodes, listeners: JSEventListeners });
  }
  const [before, after] = seen;
  return {
    perCycle: (after.heap - before.heap) / 20,
    wasmPerCycle: (after.wasm - before.wasm) / 20,
    nodes: after.nodes - before.nodes,
    listeners: after.listeners - before.listeners,
  };
}
