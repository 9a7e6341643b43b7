// Owns the server of the contenders: their bundles, compressed beforehand, and the data.

import fs from "node:fs";
import http from "node:http";
import path from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm",
  ".json": "application/json", ".ndjson": "application/x-ndjson",
};

/** Serves `dist` at the root and `data` below /data/, on a port of its choice; answers its origin. */
export async function serve(dist, data) {
  const server = http.createServer((request, answer) => {
    let name = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    if (name === "/blank") {
      answer.writeHead(200, { "content-type": "text/html" });
      return answer.end("<!doctype html><title>blank</title>");
    }
    if (name.endsWith("/")) name += "index.html";
    const isData = name.startsWith("/data/");
    const file = isData ? path.join(data, path.basename(name)) : path.join(dist, path.normalize(name));
    const small = !isData && (request.headers["accept-encoding"] ?? "").includes("br") && fs.existsSync(`${file}.br`);
    const sent = small ? `${file}.br` : file;
    if (!fs.existsSync(sent)) {
      answer.writeHead(404);
      return answer.end();
    }
    const headers = {
      "content-type": TYPES[path.extname(file)] ?? "application/octet-stream",
      "content-length": fs.statSync(sent).size,
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-embedder-policy": "require-corp",
      "cache-control": "no-store",
    };
    if (small) headers["content-encoding"] = "br";
    answer.writeHead(200, headers);
    fs.createReadStream(sent, { highWaterMark: 1 << 20 }).pipe(answer);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
