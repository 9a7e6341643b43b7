// Owns a browser without an automation library, for what such a library would disturb: its network domain keeps bodies.

import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { FLAGS } from "./browser.js";
import { rendererBytes } from "./machine.js";

/** Messages of the inspector, each ended by a zero byte. */
class Pipe {
  waiting = new Map();
  count = 0;
  rest = "";

  constructor(writer, reader) {
    this.writer = writer;
    reader.setEncoding("utf8");
    reader.on("data", (text) => {
      const messages = (this.rest + text).split("\0");
      this.rest = messages.pop();
      for (const message of messages) this.take(JSON.parse(message));
    });
  }

  take({ id, result, error }) {
    const asked = this.waiting.get(id);
    this.waiting.delete(id);
    if (error) asked?.failed(new Error(error.message));
    else asked?.done(result);
  }

  send(method, params = {}, sessionId) {
    const id = ++this.count;
    this.writer.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return new Promise((done, failed) => this.waiting.set(id, { done, failed }));
  }
}

/** One page at a size like everybody's; `scripts` are put in before its own. */
export async function bare(scripts) {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), "mci-bench-"));
  const words = [...FLAGS, `--user-data-dir=${profile}`, "--remote-debugging-pipe", "about:blank"];
  const browser = spawn(process.env.CHROMIUM, words, { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
  const ended = new Promise((done) => browser.once("exit", done));
  const pipe = new Pipe(browser.stdio[3], browser.stdio[4]);
  const { targetInfos } = await pipe.send("Target.getTargets");
  const { targetId } = targetInfos.find(({ type }) => type === "page");
  const { sessionId } = await pipe.send("Target.attachToTarget", { targetId, flatten: true });
  const send = (method, params) => pipe.send(method, params, sessionId);
  await send("Emulation.setDeviceMetricsOverride", { width: 1_720, height: 1_000, deviceScaleFactor: 1, mobile: false });
  await send("Page.enable");
  for (const source of scripts) await send("Page.addScriptToEvaluateOnNewDocument", { source });
  const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

  const evaluate = async (expression) => {
    const answer = await send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.exception?.description ?? "it failed in the page");
    return answer.result.value;
  };
  return {
    evaluate,
    goto: (url) => send("Page.navigate", { url }),
    /** The cookie that a server's answer sets. */
    keep: (url, line) => {
      const [name, value] = /^([^=]+)=([^;]*)/.exec(line).slice(1);
      return pipe.send("Storage.setCookies", { cookies: [{ url, name, value, httpOnly: true, sameSite: "Lax" }] });
    },
    /** Bytes, when there is no garbage any more. */
    async weigh() {
      for (let round = 0; round < 4; round++) {
        await send("HeapProfiler.collectGarbage");
        await sleep(250);
      }
      await send("Performance.enable");
      const { metrics } = await send("Performance.getMetrics");
      const { JSHeapUsedSize: heap, Nodes: nodes } = Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
      return { heap, nodes, wasm: await evaluate("__h.wasmBytes()"), private: rendererBytes() };
    },
    async close() {
      pipe.send("Browser.close").catch(() => {});
      await ended;
      fs.rmSync(profile, { recursive: true, force: true });
    },
  };
}
