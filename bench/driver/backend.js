// Owns the reference backend of a run: seeded, served, asked for everything it streams, and changed by a program.

import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import net from "node:net";

export const ANALYST = { email: "ines.duarte@quillmoor.example", password: "quillmoor-demo" };

/** The first of `count` ports in a row that nobody listens on. */
async function freePorts(count) {
  const free = (port) =>
    new Promise((done) => {
      const probe = net.createServer();
      probe.once("error", () => done(false));
      probe.listen(port, "127.0.0.1", () => probe.close(() => done(true)));
    });
  for (let first = 21_000; first < 60_000; first += 97) {
    const all = await Promise.all(Array.from({ length: count }, (_, i) => free(first + i)));
    if (all.every(Boolean)) return first;
  }
  throw new Error("no free ports for the backend");
}

export class Backend {
  constructor({ program, app, data, scale, rows }) {
    Object.assign(this, { program, app, data, scale, rows });
  }

  run(...words) {
    const done = spawnSync(this.program, words, { encoding: "utf8" });
    if (done.status !== 0) throw new Error(`mci ${words.join(" ")} failed: ${done.stderr}`);
    return done.stdout.trim();
  }

  /** Fills the data directory if nothing of this size, by this program, is there. */
  seed() {
    const madeBy = `${this.data}/directory.db`;
    // A database of another build may have other tables.
    if (fs.existsSync(madeBy) && fs.statSync(madeBy).birthtimeMs > fs.statSync(this.program).mtimeMs) return;
    fs.rmSync(this.data, { recursive: true, force: true });
    const size = this.rows ? ["--investigations", String(this.rows)] : [];
    this.run("seed", "--data", this.data, "--scale", this.scale, ...size);
  }

  /** Serves it; `through(code, port)` names where browsers find a region's gateway. */
  async start(through) {
    this.codes = fs.readdirSync(`${this.data}/regions`).sort();
    this.port ??= await freePorts(this.codes.length + 1);
    this.origin = `http://127.0.0.1:${this.port}`;
    const urls = through ? this.codes.flatMap((code) => ["--region-url", `${code}=${through(code)}`]) : [];
    this.process = spawn(
      this.program,
      ["serve", "--data", this.data, "--port", String(this.port), "--app", this.app, ...urls],
      { stdio: ["ignore", "pipe", "pipe"] },
    );
    let said = "";
    this.process.stderr.on("data", (text) => (said += text));
    await new Promise((ready, failed) => {
      this.process.stdout.on("data", (text) => String(text).includes("listening on") && ready());
      this.process.once("exit", (code) => failed(new Error(`mci serve ended with ${code}: ${said}`)));
    });
  }

  async stop() {
    if (!this.process || this.process.exitCode !== null) return;
    const ended = new Promise((done) => this.process.once("exit", done));
    this.process.kill("SIGTERM");
    await ended;
  }

  /** The session's answer, as an analyst's browser gets it. */
  async session() {
    const answer = await fetch(`${this.origin}/api/v1/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(ANALYST),
    });
    if (!answer.ok) throw new Error(`signing in answered ${answer.status}`);
    return answer.json();
  }

  /** A key for programs; every region knows it when this comes back. */
  async key(gateways) {
    const key = this.run("api-key", "create", "--data", this.data, "--analyst", ANALYST.email);
    for (const url of gateways.values()) {
      for (let tries = 0; ; tries++) {
        const answer = await fetch(`${url}/validate`, { headers: { "x-api-key": key } });
        if (answer.ok) break;
        if (tries > 100) throw new Error(`${url} does not know the key: ${answer.status}`);
        await new Promise((done) => setTimeout(done, 50));
      }
    }
    return key;
  }
}

/** A program that changes rows through `POST /mci/v1/bulk`, one region after the other, so many rows a second. */
export class Writer {
  /** `rows`: {rrn, region, version, status, priority}, those that are seen first. */
  constructor(gateways, key, rows) {
    Object.assign(this, { gateways, key, conflicts: 0, changed: 0, calls: 0 });
    this.regions = [...gateways.keys()].map((code) => {
      const own = rows.filter((row) => row.region === code);
      return { code, rows: own, busy: false };
    });
    this.seed = 7;
  }

  random() {
    this.seed = (Math.imul(this.seed, 1_664_525) + 1_013_904_223) >>> 0;
    return this.seed / 2 ** 32;
  }

  /** A change that is one: every second of the priority, so that rows move where the order depends on it. */
  change(row) {
    const other = (words, now) => words[(words.indexOf(now) + 1 + Math.floor(this.random() * (words.length - 1))) % words.length];
    if (this.random() < 0.5) return { status: other(["OPEN", "INVESTIGATING", "WAITING"], row.status) };
    return { priority: other(["LOW", "MEDIUM", "HIGH"], row.priority) };
  }

  async call(region, count) {
    region.busy = true;
    const picked = new Map();
    while (picked.size < Math.min(count, region.rows.length)) {
      const seen = this.random() < 0.2 ? Math.min(4, region.rows.length) : region.rows.length;
      const row = region.rows[Math.floor(this.random() * seen)];
      picked.set(row.rrn, row);
      // The few that are seen run out within one call.
      if (picked.size < count && seen === region.rows.length && region.rows.length <= count) break;
    }
    const changes = [...picked.values()].map((row) => {
      const change = this.change(row);
      return { row, change, body: { rrn: row.rrn, version: row.version, change, key: crypto.randomUUID() } };
    });
    const answer = await fetch(`${this.gateways.get(region.code)}/mci/v1/bulk`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-api-key": this.key },
      body: JSON.stringify(changes.map(({ body }) => body)),
    });
    this.calls++;
    if (!answer.ok) throw new Error(`bulk answered ${answer.status}: ${await answer.text()}`);
    const { verdicts } = await answer.json();
    verdicts.forEach((verdict, i) => {
      const { row, change } = changes[i];
      if (verdict.verdict !== "changed") {
        this.conflicts++;
        row.version = verdict.current?.version ?? verdict.version ?? row.version;
        return;
      }
      Object.assign(row, change, { version: verdict.version });
      this.changed++;
    });
    region.busy = false;
  }

  /** Comes back when all calls have been answered; the rows per second that really were changed are in the answer. */
  async run(secs, perSec = 1_000) {
    const start = performance.now();
    const each = 50;
    let [asked, turn] = [0, 0];
    const going = new Set();
    while (performance.now() - start < secs * 1_000) {
      const due = ((performance.now() - start) / 1_000) * perSec;
      while (asked + each <= due) {
        const region = this.regions[turn++ % this.regions.length];
        asked += each;
        if (region.busy || region.rows.length === 0) continue;
        const call = this.call(region, each).finally(() => going.delete(call));
        going.add(call);
      }
      await new Promise((done) => setTimeout(done, 10));
    }
    await Promise.all(going);
    const took = (performance.now() - start) / 1_000;
    return { changed: this.changed, conflicts: this.conflicts, perSec: this.changed / took };
  }
}
