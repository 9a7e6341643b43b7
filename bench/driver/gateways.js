// Owns what stands between a browser and the regions: everything is passed on, working sets may come from a recording.
//
// A recording is what the region itself sent, byte for byte. With it a measurement is of the app: how fast a backend reads
// its database, and with which profile it was built, stays outside.

import http from "node:http";

/** The body of one working set, as the region sent it. */
function record(url, key, origin, encoding) {
  return new Promise((done, failed) => {
    const headers = { "x-api-key": key, origin, "accept-encoding": encoding };
    http
      .get(`${url}/mci/v1/working-set`, { headers }, (answer) => {
        const chunks = [];
        answer.on("data", (chunk) => chunks.push(chunk));
        answer.on("error", failed);
        answer.on("end", () => {
          if (answer.statusCode !== 200) return failed(new Error(`${url} answered ${answer.statusCode}`));
          const sent = { ...answer.headers };
          delete sent["transfer-encoding"];
          delete sent.connection;
          done({ headers: sent, chunks });
        });
      })
      .on("error", failed);
  });
}

export class Gateways {
  /** `live` (everything passed on), `packed` (recorded, compressed as the region does), `plain` (recorded, not compressed). */
  mode = "live";
  recordings = new Map();

  /** One listener a region: browsers hold few connections to one port. */
  async start(codes) {
    this.servers = new Map();
    for (const code of codes) {
      const server = http.createServer((request, answer) => this.take(code, request, answer));
      server.keepAliveTimeout = 60_000;
      await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
      this.servers.set(code, server);
    }
  }

  /** What browsers call a region. */
  address(code) {
    return `http://127.0.0.1:${this.servers.get(code).address().port}`;
  }

  /** Reads every region's working set anew, in both forms. */
  async record(urls, key, origin) {
    this.urls = urls;
    for (const [code, url] of urls) {
      const plain = await record(url, key, origin, "identity");
      const packed = await record(url, key, origin, "gzip, deflate, br, zstd");
      this.recordings.set(code, { plain, packed });
    }
  }

  /** The text of a region's working set. */
  text(code) {
    return Buffer.concat(this.recordings.get(code).plain.chunks).toString("utf8");
  }

  bytes(mode) {
    const sizes = [...this.recordings.values()].map((both) => Buffer.concat(both[mode].chunks).length);
    return sizes.reduce((a, b) => a + b, 0);
  }

  take(code, request, answer) {
    const recorded = this.mode !== "live" && request.method === "GET" && request.url === "/mci/v1/working-set";
    return recorded ? this.replay(code, answer) : this.pass(this.urls.get(code), request, answer);
  }

  replay(code, answer) {
    const { headers, chunks } = this.recordings.get(code)[this.mode];
    answer.writeHead(200, headers);
    answer.flushHeaders();
    for (const chunk of chunks) answer.write(chunk);
    answer.end();
  }

  pass(target, request, answer) {
    const { hostname, port } = new URL(target);
    const headers = { ...request.headers, host: `${hostname}:${port}` };
    const onward = http.request({ hostname, port, path: request.url, method: request.method, headers }, (reply) => {
      answer.writeHead(reply.statusCode, reply.headers);
      reply.pipe(answer);
      reply.on("error", () => answer.destroy());
    });
    onward.on("error", () => answer.destroy());
    answer.on("close", () => onward.destroy());
    request.pipe(onward);
  }

  close() {
    for (const server of this.servers?.values() ?? []) {
      server.closeAllConnections();
      server.close();
    }
  }
}
