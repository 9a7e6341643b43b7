import { Backend } from "./driver/backend.js";
import { Gateways } from "./driver/gateways.js";
import { read, outcomes } from "./driver/data.js";
import { Ours } from "./driver/ours.js";
import { counters } from "./driver/browser.js";
import fs from "node:fs";
const b = new Backend({ program: process.env.MCI_PROGRAM, app: process.env.MCI_APP, data: "/work/main/target/bench/data-100000", scale: "large", rows: 100000 });
b.seed(); const g = new Gateways(); await b.start();
const s = await b.session(); const urls = new Map(s.regions.map((r) => [r.code, r.base_url.replace(/\/$/, "")])); await b.stop(); g.urls = urls; await g.start(b.codes);
await b.start((c) => g.address(c));
try {
const key = await b.key(urls); await g.record(urls, key, b.origin);
const w = outcomes(read(g, b.codes, s), s).ours;
const o = new Ours({ backend: b, gateways: g, urls, key, wanted: w });
const { browser, page: t, cdp } = await o.open();
const prof = async (name, f) => {
  const a = await counters(cdp);
  if (process.env.PROF) { await cdp.send("Profiler.enable"); await cdp.send("Profiler.setSamplingInterval", { interval: 500 }); await cdp.send("Profiler.start"); }
  const v = await f();
  const z = await counters(cdp);
  const d = (k) => Math.round((z[k] - a[k]) * 1000);
  console.log(name, JSON.stringify(v), { task: d("TaskDuration"), script: d("ScriptDuration"), style: d("RecalcStyleDuration"), layout: d("LayoutDuration"), layouts: z.LayoutCount - a.LayoutCount, styles: z.RecalcStyleCount - a.RecalcStyleCount });
  if (!process.env.PROF) return;
  const { profile } = await cdp.send("Profiler.stop");
  const self = new Map(); const byId = new Map(profile.nodes.map((n) => [n.id, n]));
  profile.samples.forEach((id, i) => { const n = byId.get(id).callFrame; const k = `${n.functionName || "(anon)"} ${n.url.split("/").pop()}:${n.lineNumber}`; self.set(k, (self.get(k) ?? 0) + profile.timeDeltas[i]); });
  for (const [k, us] of [...self].sort((x, y) => y[1] - x[1]).slice(0, 22)) console.log(String(Math.round(us / 1000)).padStart(7), k);
};
await prof("load", () => o.load(t, w.loaded));
await t.waitForTimeout(1500);
for (let k = 0; k < 2; k++) console.log("raw", await t.evaluate(async (all) => { const a = performance.now(); let n = 0; await Promise.all(all.map(async (u) => { const r = (await fetch(u + "/mci/v1/working-set")).body.getReader(); for (;;) { const { done, value } = await r.read(); if (done) break; n += value.length } })); return [n, performance.now() - a] }, b.codes.map((c) => g.address(c))));
if (!process.env.BULK) await prof("scroll", () => t.evaluate(() => __h.scroll()));
console.log(await t.evaluate(() => ({ elements: document.querySelectorAll("*").length, rows: __bench.rows().length, inrow: __bench.rows()[3].querySelectorAll("*").length })));
if (process.env.BULK) { const { customer, count } = w.bulk;
 await t.evaluate(async ([search, count]) => { __bench.viewport().scrollTop = 0; __bench.go(search); await __h.until(() => __bench.shownCount() === count); await __h.sleep(400); __bench.selectAll(); await __h.sleep(400); }, ["?sort=-priority,-latest&customer=" + customer, count]);
 console.log(await t.evaluate(() => document.querySelector(".bulk")?.innerText));
 const bar = t.getByRole("region", { name: "Bulk actions" });
 const click = (c) => c.evaluate((e) => e.click());
 await click(bar.getByRole("button", { name: "Status", exact: true })); await t.waitForTimeout(300);
 console.log(await t.evaluate(() => [...document.querySelectorAll('[role=menu],[role=menuitem],[role=menuitemradio]')].map((e) => e.outerHTML.slice(0, 120))));
 await click(t.getByRole("menuitem", { name: "Waiting" }).or(t.getByRole("menuitemradio", { name: "Waiting" }))); await t.waitForTimeout(500);
 console.log(await t.evaluate(() => document.querySelector(".bulk")?.innerText));
 await t.screenshot({ path: "/tmp/bulk.png" }); }
await browser.close();
} finally { await b.stop(); g.close(); }
process.exit(0);
