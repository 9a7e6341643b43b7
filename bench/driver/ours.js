// Owns the measurements of the app: signed in, on the real backend, through its address and its DOM.

import { ANALYST, Writer } from "./backend.js";
import { bare } from "./bare.js";
import { counters, launch, page, scripts, slow } from "./browser.js";
import { SPEEDS, cycles, painted, weigh } from "./contender.js";

const PAGE = "/multi/investigations";
const SORTED = "?sort=-priority,-latest";

/** How long the same bytes take when a page only reads them and lets them go, in ms. */
const READ = async (urls) => {
  const start = performance.now();
  const drain = async (url) => {
    const reader = (await fetch(url)).body.getReader();
    while (!(await reader.read()).done);
  };
  await Promise.all(urls.map(drain));
  return performance.now() - start;
};

export class Ours {
  name = "ours";

  /**
   * `backend` with all rows, `gateways` before it, `urls` and `key` for programs, `small` a backend for the mounting,
   * `refresh()` reads the rows anew and answers what is right now.
   */
  constructor({ backend, gateways, urls, key, small, wanted, refresh }) {
    Object.assign(this, { backend, gateways, urls, key, small, wanted, refresh });
  }

  async open({ origin = this.backend.origin, fed = false } = {}) {
    const browser = await launch({ ours: true, fed });
    const answer = await browser.context.request.post(`${origin}/api/v1/session`, { data: ANALYST });
    if (!answer.ok()) throw new Error(`signing in answered ${answer.status()}`);
    return { browser, ...(await page(browser)) };
  }

  async nav(speed, sample) {
    const { browser, page: tab, cdp } = await this.open();
    this.gateways.mode = "packed";
    await cdp.send("Network.enable");
    const weight = weigh(cdp, (url) => url.includes("/mci/v1/") || url.includes("/api/v1/"));
    await slow(cdp, SPEEDS[speed]);
    await sample(`nav-${speed}`, null, async () => {
      await tab.goto(`${this.backend.origin}${PAGE}${SORTED}`, { waitUntil: "commit" });
      return { ...(await painted(tab)), ...weight };
    });
    await browser.close();
  }

  /** The bodies wait in the page's memory until the app stands; then everything arrives at once. */
  async load(tab, expected) {
    this.gateways.mode = "plain";
    await tab.goto(`${this.backend.origin}${PAGE}${SORTED}`);
    const waiting = () => tab.evaluate(() => __feed.waiting);
    for (let tries = 0; (await waiting()) < this.urls.size; tries++) {
      if (tries > 600) throw new Error(`only ${await waiting()} working sets were asked for`);
      await tab.waitForTimeout(50);
    }
    await tab.getByRole("searchbox", { name: "Search investigations" }).or(tab.getByLabel("Search investigations")).first().waitFor();
    await tab.waitForTimeout(500);
    const arriving = tab.evaluate((e) => __h.arrive(e), expected);
    await tab.waitForTimeout(200);
    const start = await tab.evaluate(() => {
      __feed.release();
      return __h.now();
    });
    const { first, dom, painted, longest } = await arriving;
    return { first: first - start, dom: dom - start, painted: painted - start, longest };
  }

  async work(phases, sample) {
    const { browser, page: tab, cdp, errors } = await this.open({ fed: true });
    const { wanted } = this;
    const call = (fn, arg) => tab.evaluate(fn, arg);
    const on = (name, fn) => sample(name, cdp, fn);
    const loaded = await on("load", () => this.load(tab, wanted.loaded));
    if (!loaded) return browser.close();
    if (phases.has("ops")) {
      await on("by-title", () => call((e) => __h.sort(false, e), wanted.alphabetical));
      await on("sort", () => call((e) => __h.sort(true, e), wanted.sort));
      await on("typing", () => call(([steps, e]) => __h.typing(steps, e), [wanted.search, wanted.sort]));
      const filter = [wanted.customers, wanted.filter, wanted.loaded];
      await on("filter", () => call(([ids, e, i]) => __h.filter(ids, e, i), filter));
      await on("select", () => call(() => __h.selectAll()));
    }
    if (phases.has("scroll")) {
      await call((order) => void (window.__order = order), wanted.order);
      await on("scroll", () => call(() => __h.scroll()));
      await call(() => delete window.__order);
    }
    if (phases.has("ops")) await on("bulk", () => this.bulk(tab));
    if (phases.has("stream")) await on("stream", () => this.stream(tab, cdp));
    if (phases.has("load")) {
      const urls = [...this.urls.keys()].map((code) => `${this.gateways.address(code)}/mci/v1/working-set`);
      await on("floor", () => call(READ, urls));
    }
    if (errors.length) console.log(`ours: ${errors.slice(0, 3).join("\n")}`);
    await browser.close();
    // What was written is in the next recording, so that no page starts with a backlog.
    if (phases.has("ops") || phases.has("stream")) this.wanted = await this.refresh();
  }

  /** The status of all rows of one customer: the one with nearest to a thousand. */
  async bulk(tab) {
    const { customer, count, status } = this.wanted.bulk;
    const word = status[0] + status.slice(1).toLowerCase();
    await tab.evaluate(
      async ([search, count]) => {
        __bench.viewport().scrollTop = 0;
        __bench.go(search);
        await __h.until(() => __bench.shownCount() === count);
        await __h.sleep(300);
        __bench.selectAll();
      },
      [`${SORTED}&customer=${customer}`, count],
    );
    // Clicked in the page: what stands over what is not measured here.
    const click = (control) => control.evaluate((element) => element.click());
    const bar = tab.getByRole("region", { name: "Bulk actions" });
    await click(bar.getByRole("button", { name: "Status", exact: true }));
    await click(tab.getByRole("menuitem", { name: word }));
    const start = bar.locator("button.primary");
    await start.waitFor();
    // Colleagues' rows are left out until somebody says otherwise.
    const include = bar.getByRole("button", { name: /^Include/ });
    while ((await include.count()) > 0) {
      await click(include.first());
      await tab.waitForTimeout(50);
    }
    const changes = Number((await start.innerText()).replaceAll(/[^0-9]/g, ""));
    if (changes < 500) throw new Error(`only ${changes} of ${count} rows would change`);
    await start.evaluate((button) => void (window.__start = button));
    const took = await tab.evaluate((word) => {
      const says = () => {
        const rows = __bench.uncovered().slice(0, 20);
        return rows.length >= 15 && rows.every(([, , row]) => __bench.status(row).trim().startsWith(word));
      };
      return __h.measure(() => __start.click(), says);
    }, word);
    return { ...took, rows: changes };
  }

  /** Changes that a program writes through the gateways arrive by the streams. */
  async stream(tab, cdp) {
    await tab.evaluate(async () => {
      __bench.go("?sort=-latest");
      __bench.viewport().scrollTop = 0;
      await __h.sleep(1_500);
    });
    const rows = this.wanted.latest.map(({ rrn, region, version, status, priority }) => ({ rrn, region, version, status, priority }));
    const writer = new Writer(this.urls, this.key, rows);
    const before = await counters(cdp);
    const watched = async () => {
      const frames = await tab.evaluate(() => __h.watch(5));
      const after = await counters(cdp);
      return { ...frames, task: (after.TaskDuration - before.TaskDuration) * 1_000 };
    };
    const [frames, written] = await Promise.all([watched(), writer.run(5)]);
    return { ...frames, ...written };
  }

  /** All rows in, from the regions, and at rest. */
  async mem(sample) {
    this.gateways.mode = "packed";
    const { origin } = this.backend;
    const browser = await bare(scripts(true));
    try {
      await sample("mem", null, async () => {
        const headers = { "content-type": "application/json" };
        const signedIn = await fetch(`${origin}/api/v1/session`, { method: "POST", headers, body: JSON.stringify(ANALYST) });
        for (const line of signedIn.headers.getSetCookie()) await browser.keep(origin, line);
        await browser.goto(`${origin}${PAGE}${SORTED}`);
        await browser.evaluate(`__h.until(() => __bench.shownCount() === ${this.wanted.loaded.count})`);
        await browser.evaluate("__h.sleep(2000)");
        return browser.weigh();
      });
    } finally {
      await browser.close();
    }
  }

  async leak(sample) {
    const { browser, page: tab, cdp } = await this.open({ origin: this.small.origin });
    await sample("leak", null, async () => {
      // Any document of this origin will do; the app is mounted as a portal mounts it.
      await tab.goto(`${this.small.origin}/manifest.json`);
      const page = `${PAGE}${SORTED}`;
      return cycles(tab, cdp, () =>
        tab.evaluate(async (page) => {
          history.replaceState(null, "", page);
          const { mount } = await import("/boot.js");
          const host = document.body.appendChild(document.createElement("div"));
          const app = await mount(host, { basePath: "/" });
          const rows = () => host.shadowRoot.querySelectorAll('[role="row"][aria-rowindex]').length;
          await __h.until(() => rows() > 10);
          await __h.frame();
          await __h.frame();
          await app.unmount();
          host.remove();
          await __h.frame();
        }, page),
      );
    });
    await browser.close();
  }
}
