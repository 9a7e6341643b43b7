// Owns what the machine does meanwhile: whose work it is, how much memory a renderer has, and waiting until it is quiet.

import fs from "node:fs";
import os from "node:os";

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

function whole() {
  const line = fs.readFileSync("/proc/stat", "utf8").split("\n")[0];
  const [user, nice, system, idle, wait, irq, soft, steal = 0] = line.trim().split(/\s+/).slice(1).map(Number);
  return { busy: user + nice + system + irq + soft + steal, idle: idle + wait };
}

/** Children by parent, and each process's time; processes that end while this is read are left out. */
function processes() {
  const children = new Map();
  const time = new Map();
  for (const entry of fs.readdirSync("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const stat = fs.readFileSync(`/proc/${entry}/stat`, "utf8");
      const rest = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      const pid = Number(entry);
      const parent = Number(rest[1]);
      if (!children.has(parent)) children.set(parent, []);
      children.get(parent).push(pid);
      // Its own and that of its children that have ended.
      time.set(pid, Number(rest[11]) + Number(rest[12]) + Number(rest[13]) + Number(rest[14]));
    } catch {
      continue;
    }
  }
  return { children, time };
}

function ours({ children }) {
  const found = [];
  const enter = (pid) => {
    found.push(pid);
    (children.get(pid) ?? []).forEach(enter);
  };
  enter(process.pid);
  return found;
}

/** A moment, to be compared with a later one. */
export function moment() {
  const all = processes();
  const own = ours(all).reduce((sum, pid) => sum + (all.time.get(pid) ?? 0), 0);
  return { ...whole(), own };
}

/** Share of the machine that programs beside this bench took between two moments. */
export function taken(before, after) {
  const total = after.busy + after.idle - before.busy - before.idle;
  const others = after.busy - before.busy - (after.own - before.own);
  return total > 0 ? Math.max(0, others / total) : 0;
}

/** Waits until others take less than an eighth of the machine, for at most so many seconds; answers how long it took. */
export async function quiet(mostSecs) {
  const start = Date.now();
  for (;;) {
    const before = moment();
    await sleep(250);
    if (taken(before, moment()) < 0.12 || Date.now() - start > mostSecs * 1_000) return (Date.now() - start) / 1_000;
  }
}

/** Private bytes of the largest of our renderers. */
export function rendererBytes() {
  const sizes = ours(processes()).map((pid) => {
    try {
      if (!fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("--type=renderer")) return 0;
      const rollup = fs.readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
      const kib = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(rollup)?.[1] ?? 0);
      return (kib("Private_Dirty") + kib("Private_Clean")) * 1_024;
    } catch {
      return 0;
    }
  });
  return Math.max(0, ...sizes);
}

/** What it is. */
export const machine = () => ({ cpu: os.cpus()[0]?.model, cores: os.cpus().length, node: process.version });
