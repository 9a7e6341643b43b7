import { Backend, ANALYST } from "./driver/backend.js";
import { Gateways } from "./driver/gateways.js";
import { launch, page } from "./driver/browser.js";
const b = new Backend({ program: process.env.MCI_PROGRAM, app: process.env.MCI_APP, data: process.env.DATA, scale: "large", rows: 100000 });
b.seed(); const g = new Gateways(); await b.start();
const urls = new Map((await b.session()).regions.map((r) => [r.code, r.base_url.replace(/\/$/, "")])); await b.stop(); g.urls = urls; await g.start(b.codes);
await b.start((c) => g.address(c));
try {
const key = await b.key(urls); await g.record(urls, key, b.origin); g.mode = process.env.MODE || "packed";
console.log(g.recordings.get("us").packed.headers);
const br = await launch({ ours: true });
await br.context.request.post(`${b.origin}/api/v1/session`, { data: ANALYST });
const { page: t, errors } = await page(br);
t.on("console", (m) => console.log("console", m.type(), m.text().slice(0, 300)));
t.on("requestfailed", (r) => console.log("failed", r.url(), r.failure()?.errorText));
t.on("response", (r) => console.log(r.status(), r.request().method(), r.url()));
await t.goto(`${b.origin}/multi/investigations?sort=-priority,-latest`);
await t.waitForTimeout(+process.env.WAIT || 12000);
await t.screenshot({ path: "/tmp/dbg.png" });
console.log(errors.slice(0, 3));
console.log(await t.evaluate(() => { try { return { painted: window.__paintedAt, n: __bench.shownCount(), cov: __bench.coverage(), vis: __bench.visible().length } } catch (e) { return String(e) } }));
await br.close();
} finally { await b.stop(); g.close(); }
process.exit(0);
