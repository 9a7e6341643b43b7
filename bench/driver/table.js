// Owns the table: which figure stands for which work, what it must be, what it should be, and how it is printed.

const MIB = 1_048_576;
export const median = (list) => {
  const sorted = [...list].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
};
const worst = (v) => Math.max(...v.keys.map((key) => key.painted));
const usual = (v) => median(v.keys.map((key) => key.painted));
/** Share of the main thread, in percent of the time that went by. */
const share = (v, sample) => ((v.task ?? sample.task) / (v.secs * 1_000)) * 100;

const row = (label, unit, phase, pick, must, goal) => ({ label, unit, phase, pick, must, goal });
/** `must` and `goal` are upper bounds, except frames per second. */
const USUAL = [
  row("first rows painted from navigation", "ms", "nav-plain", (v) => v.painted, 350, 254),
  row("same, CPU slowed 4×", "ms", "nav-cpu4", (v) => v.painted, 1_043, 839),
  row("same, CPU 4×, 10 Mbit/s, 40 ms", "ms", "nav-slow", (v) => v.painted, 1_300, 927),
  row("app on the line", "KiB", "nav-plain", (v) => v.bytes / 1_024),
  row("load from bytes, all rows in", "ms", "load", (v) => v.painted, 200, 150),
  row("load: the same bytes only read", "ms", "load", (v) => v.floor),
  row("load: first rows in the page", "ms", "load", (v) => v.first, undefined, 40),
  row("load: longest frame", "ms", "load", (v) => v.longest, undefined, 33.5),
  row("sort by priority, then time", "ms", "sort", (v) => v.painted, 45, 28),
  row("same, script and layout only", "ms", "sort", (v) => v.dom),
  row("search keystroke, median of six", "ms", "typing", usual, undefined, 22),
  row("search keystroke, worst of six", "ms", "typing", worst, 33.5, 25),
  row("filter by 5 customers", "ms", "filter", (v) => v.on.painted, 33.5, 25),
  row("same, script and layout only", "ms", "filter", (v) => v.on.dom),
  row("select all", "ms", "select", (v) => v.on.painted, 33.5, 24),
  row("status of 1,000 rows", "ms", "bulk", (v) => v.painted, 33.5, 27),
  row("scroll: missed frames of 300", "", "scroll", (v) => v.missed, 10, 0),
  row("scroll: work in a frame, p95", "ms", "scroll", (v) => v.work95, 16, 13),
  row("scroll: blank or stale frames", "", "scroll", (v) => v.blank + (v.stale ?? 0), 0, 0),
  row("1,000 changes a second: frames a second", "fps", "stream", (v) => v.fps, 59, 59),
  row("1,000 changes a second: main thread", "%", "stream", share, 30, 18),
  row("JS heap and wasm", "MiB", "mem", (v) => (v.heap + v.wasm) / MIB, 50, 35),
  row("process, private", "MiB", "mem", (v) => v.private / MIB, 80, 60),
  row("growth per mount and unmount", "KiB", "leak", (v) => (v.perCycle + v.wasmPerCycle) / 1_024, 5, 1),
  row("nodes and listeners left after 20", "", "leak", (v) => Math.max(0, v.nodes) + Math.max(0, v.listeners), 0, 0),
];
/** With so many rows only these are promised. */
const HUGE = [
  row("sort by priority, then time", "ms", "sort", (v) => v.painted, 100, 34),
  row("search keystroke, worst of six", "ms", "typing", worst, 100, 33.5),
];

const meets = (unit, value, bound) => (unit === "fps" ? value >= bound : value <= bound);
const shown = (value) => {
  if (value === undefined || value === null || Number.isNaN(value)) return "–";
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString("en") : (Math.round(value * 10) / 10).toString();
};

/** One entry a row: medians by contender, the ratio of ours to the limit, whether must and goal hold. */
export function table(samples, names, rows) {
  const list = rows >= 500_000 ? [...HUGE, ...USUAL.filter(({ phase }) => !["sort", "typing"].includes(phase)).map((entry) => ({ ...entry, must: undefined, goal: undefined }))] : USUAL;
  return list.flatMap(({ label, unit, phase, pick, must, goal }) => {
    const of = {};
    for (const name of names) {
      const own = samples.filter((sample) => sample.name === name && sample.phase === phase);
      const values = own.filter((sample) => sample.v).map((sample) => pick(sample.v, sample)).filter((x) => Number.isFinite(x));
      if (values.length) of[name] = { median: median(values), least: Math.min(...values), most: Math.max(...values), runs: values.length };
      else if (own.some((sample) => sample.error)) of[name] = { error: own.find((sample) => sample.error).error };
    }
    if (!Object.keys(of).length) return [];
    const ours = of.ours?.median;
    const failed = of.ours?.error !== undefined;
    const verdict = (bound) => {
      if (bound === undefined || (ours === undefined && !failed)) return undefined;
      return !failed && meets(unit, ours, bound);
    };
    const ratio = ours !== undefined && of.limit?.median > 0 ? ours / of.limit.median : undefined;
    return [{ label, unit, must, goal, meetsMust: verdict(must), meetsGoal: verdict(goal), ratio, of }];
  });
}

/** The table for a terminal. */
export function print(entries, names) {
  const cell = (entry) => (!entry ? "–" : entry.error ? "failed" : shown(entry.median));
  const mark = (bound, holds) => (bound === undefined ? "" : `${shown(bound)}${holds === undefined ? "" : holds ? " ✓" : " ✗"}`);
  const lines = [["work", "unit", "must", "goal", "to limit", ...names]];
  for (const entry of entries) {
    const ratio = entry.ratio === undefined ? "" : `×${entry.ratio.toFixed(2)}`;
    lines.push([
      entry.label, entry.unit, mark(entry.must, entry.meetsMust), mark(entry.goal, entry.meetsGoal), ratio,
      ...names.map((name) => cell(entry.of[name])),
    ]);
  }
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const padded = (line) => line.map((word, column) => (column < 2 ? word.padEnd(widths[column]) : word.padStart(widths[column])));
  const text = lines.map((line) => `| ${padded(line).join(" | ")} |`);
  text.splice(1, 0, `|${widths.map((width, column) => (column < 2 ? "-".repeat(width + 2) : `${"-".repeat(width + 1)}:`)).join("|")}|`);
  return text.join("\n");
}
