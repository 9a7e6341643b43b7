import { Backend, ANALYST } from "./driver/backend.js";
import { launch, page } from "./driver/browser.js";
const b = new Backend({ program: process.env.MCI_PROGRAM, app: process.env.MCI_APP, data: process.env.DATA, scale: "large", rows: 100000 });
b.seed(); await b.start();
try {
const br = await launch({ ours: true });
await br.context.request.post(`${b.origin}/api/v1/session`, { data: ANALYST });
const { page: t, errors } = await page(br);
t.on("console", (m) => console.log("console", m.type(), m.text().slice(0, 300)));
t.on("requestfailed", (r) => console.log("failed", r.url(), r.failure()?.errorText));
t.on("response", (r) => r.status() >= 400 && console.log(r.status(), r.url()));
await t.goto(`${b.origin}/multi/investigations?sort=-priority,-latest`);
await t.waitForTimeout(+process.env.WAIT || 12000);
await t.screenshot({ path: "/tmp/dbg.png" });
console.log(errors.slice(0, 3));
console.log(await t.evaluate(() => { try { return { painted: window.__paintedAt, n: __bench.shownCount(), t: __bench.visibleTitles(6), cov: __bench.coverage(), vis: __bench.visible().length, head: __bench.headHeight(), sel: [...document.querySelectorAll('.facet-row label')].slice(0, 12).map(x => x.textContent), st: __bench.status(__bench.rows()[0]), dom: document.querySelectorAll('*').length }; } catch (e) { return String(e) } }));
if (process.env.EVAL) console.log(await t.evaluate(process.env.EVAL));
await br.close();
} finally { await b.stop(); }
