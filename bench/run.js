// Owns a run: the backend, the data, the contenders one after the other in a shuffled order, and what is printed and written.
//
// Called by `cargo xtask bench`, which says in the environment where everything is; see README.md.

import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { BUNDLED, adopt, bundle } from "./build.js";
import { Backend } from "./driver/backend.js";
import { counters } from "./driver/browser.js";
import { Contender, SPEEDS } from "./driver/contender.js";
import { outcomes, read, write } from "./driver/data.js";
import { serve } from "./driver/files.js";
import { Gateways } from "./driver/gateways.js";
import { machine, moment, quiet, taken } from "./driver/machine.js";
import { Ours } from "./driver/ours.js";
import { median, print, table } from "./driver/table.js";

const PHASES = ["nav", "load", "ops", "scroll", "stream", "mem", "leak"];
const ALL = ["ours", "limit", "leptos-list", "aggrid", "tanstack"];

const { values: asked } = parseArgs({
  options: {
    only: { type: "string", default: PHASES.join(",") },
    contenders: { type: "string", default: ALL.join(",") },
    rows: { type: "string", default: "100000" },
    reps: { type: "string", default: "3" },
    maxwait: { type: "string", default: "20" },
    json: { type: "string" },
  },
});
const list = (text, known, what) => {
  const words = text.split(",").filter(Boolean);
  const odd = words.find((word) => !known.includes(word));
  if (odd) throw new Error(`${what} ${odd}: there are ${known.join(", ")}`);
  return words;
};
const phases = new Set(list(asked.only, PHASES, "--only"));
const names = list(asked.contenders, ALL, "--contenders");
const rowCount = Number(asked.rows);
const place = (name) => {
  if (!process.env[name]) throw new Error(`${name} is not set: run \`cargo xtask bench\``);
  return process.env[name];
};
const scratch = place("BENCH_SCRATCH");
const dist = path.join(scratch, "dist");
const data = path.join(scratch, "files");

/** The same order for the same repetition, another one for the next. */
function shuffled(words, repetition) {
  const left = [...words];
  let seed = repetition * 7_919 + 13;
  for (let i = left.length - 1; i > 0; i--) {
    seed = (seed * 1_103_515_245 + 12_345) >>> 0;
    const other = (seed >>> 8) % (i + 1);
    [left[i], left[other]] = [left[other], left[i]];
  }
  return left;
}

const samples = [];
const weights = {};
const open = [];

/** Measures once, and notes who else used the machine; a failure is a sample too. */
const sampler = (name, repetition) => async (phase, cdp, work) => {
  await quiet(Number(asked.maxwait));
  const before = moment();
  const start = cdp && (await counters(cdp));
  const sample = { name, phase, repetition };
  try {
    sample.v = await work();
  } catch (error) {
    sample.error = String(error).slice(0, 600);
  }
  if (cdp) {
    const end = await counters(cdp).catch(() => start);
    sample.task = (end.TaskDuration - start.TaskDuration) * 1_000;
    sample.script = (end.ScriptDuration - start.ScriptDuration) * 1_000;
  }
  sample.foreign = Math.round(taken(before, moment()) * 1_000) / 1_000;
  samples.push(sample);
  const brief = (_, value) => (typeof value === "number" ? Math.round(value * 10) / 10 : value);
  const said = sample.error ?? JSON.stringify(sample.v, brief);
  console.error(`${name.padEnd(12)} ${phase.padEnd(9)} ${repetition}  others ${sample.foreign.toFixed(2)}  ${said.slice(0, 220)}`);
  return sample.v;
};

async function main() {
  console.error("      bundling the contenders");
  for (const name of names.filter((name) => BUNDLED.includes(name))) weights[name] = await bundle(name, dist);
  if (names.includes("leptos-list")) weights["leptos-list"] = adopt("leptos-list", place("BENCH_LEPTOS_LIST"), dist);

  const [program, app] = [place("MCI_PROGRAM"), place("MCI_APP")];
  const backend = new Backend({ program, app, data: path.join(scratch, `data-${rowCount}`), scale: "large", rows: rowCount });
  const small = new Backend({ program, app, data: path.join(scratch, "data-small"), scale: "small" });
  console.error(`      a backend with ${rowCount.toLocaleString("en")} active investigations`);
  backend.seed();
  const gateways = new Gateways();
  open.push(() => gateways.close());
  // Once as it is, to learn where the regions listen; then with the recorder before them.
  await backend.start();
  const urls = new Map((await backend.session()).regions.map((region) => [region.code, region.base_url.replace(/\/$/, "")]));
  await backend.stop();
  gateways.urls = urls;
  await gateways.start(backend.codes);
  await backend.start((code) => gateways.address(code));
  open.push(() => backend.stop());
  const session = await backend.session();
  const key = await backend.key(urls);
  const reread = async () => {
    await gateways.record(urls, key, backend.origin);
    const rows = read(gateways, backend.codes, session);
    return { rows, wanted: outcomes(rows, session) };
  };
  const { rows, wanted } = await reread();
  const thousand = write(rows, data, { codes: backend.codes, gateways, session });
  const about = { ...wanted.about, bytes: gateways.bytes("plain"), packed: gateways.bytes("packed") };
  console.error(`      ${JSON.stringify(about)}`);
  const files = await serve(dist, data);
  open.push(() => files.close());

  const made = new Map();
  for (const name of names) {
    if (name === "ours") {
      if (phases.has("leak")) {
        small.seed();
        await small.start();
        open.push(() => small.stop());
      }
      const refresh = async () => (await reread()).wanted.ours;
      made.set(name, new Ours({ backend, gateways, urls, key, small, wanted: wanted.ours, refresh }));
    } else {
      const kind = BUNDLED.includes(name) ? "plain" : "engine";
      made.set(name, new Contender(name, files.origin, { ...wanted[kind], thousand: thousand[kind] }));
    }
  }
  for (let repetition = 0; repetition < Number(asked.reps); repetition++) {
    for (const name of shuffled(names, repetition)) {
      const contender = made.get(name);
      const sample = sampler(name, repetition);
      const guarded = async (what, work) => {
        try {
          await work();
        } catch (error) {
          samples.push({ name, phase: what, repetition, error: String(error).slice(0, 600) });
          console.error(`${name.padEnd(12)} ${what}: ${error}`);
        }
      };
      if (phases.has("nav")) for (const speed of Object.keys(SPEEDS)) await guarded(`nav-${speed}`, () => contender.nav(speed, sample));
      if (phases.has("mem")) await guarded("mem", () => contender.mem(sample));
      if (["load", "ops", "scroll", "stream"].some((phase) => phases.has(phase))) {
        await guarded("load", () => contender.work(phases, sample));
      }
      // Twenty mounts tell once.
      if (phases.has("leak") && repetition === 0) await guarded("leak", () => contender.leak(sample));
    }
  }
  const entries = table(samples, names, rowCount);
  console.log(print(entries, names));
  const foreign = samples.map((sample) => sample.foreign).filter(Number.isFinite);
  console.log(
    `\n${rows.length.toLocaleString("en")} rows, ${asked.reps} repetitions, ${samples.filter((s) => s.error).length} failures; ` +
      `others took ${median(foreign).toFixed(2)} of the machine (median), ${Math.max(...foreign).toFixed(2)} at most`,
  );
  const version = execFileSync(place("CHROMIUM"), ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  const meta = { date: new Date().toISOString(), chromium: version, ...machine(), about, asked, weights };
  if (asked.json) fs.writeFileSync(asked.json, `${JSON.stringify({ meta, table: entries, samples }, null, 1)}\n`);
  return entries.some((entry) => entry.meetsMust === false) ? 1 : 0;
}

/** The backends are not left behind, however this ends. */
const closed = async () => {
  for (const close of open.splice(0).reverse()) await close();
};
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, async () => {
    await closed();
    process.exit(130);
  });
}

let code = 2;
try {
  code = await main();
} catch (error) {
  console.error(error);
}
await closed();
process.exit(code);
