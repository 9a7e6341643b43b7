// Owns bundling the contenders: minified, split, compressed as a server would have them, into target/bench/dist/.

import esbuild from "esbuild";
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";

const here = import.meta.dirname;

/** Names of what esbuild bundles; the others come built. */
export const BUNDLED = ["limit", "aggrid", "tanstack"];

const reading = { json: "text", ndjson: "arrayBuffer" };

const page = (name, takes) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>${name}</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="main.css" />
    <script>
      const n = new URL(location).searchParams.get("n");
      if (n) window.__data = fetch("/data/" + n + ".${takes}").then((answer) => answer.${reading[takes]}());
    </script>
    <script type="module" src="main.js"></script>
  </head>
  <body><div id="app"></div></body>
</html>
`;

/** Compresses every file of `dir` and answers what a first visit of it weighs, in bytes. */
function compress(dir) {
  const sum = { raw: 0, brotli: 0 };
  for (const name of fs.readdirSync(dir)) {
    const file = path.join(dir, name);
    if (name.endsWith(".br") || !fs.statSync(file).isFile()) continue;
    const bytes = fs.readFileSync(file);
    const small = zlib.brotliCompressSync(bytes, {
      params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11, [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    });
    fs.writeFileSync(`${file}.br`, small);
    sum.raw += bytes.length;
    sum.brotli += small.length;
  }
  return sum;
}

/** Bundles the contender `name` into `out`/`name`; answers its weight. */
export async function bundle(name, out) {
  const source = path.join(here, "contenders", name);
  const dir = path.join(out, name);
  fs.rmSync(dir, { recursive: true, force: true });
  const main = ["main.jsx", "main.js"].map((file) => path.join(source, file)).find((file) => fs.existsSync(file));
  await esbuild.build({
    entryPoints: [{ in: main, out: "main" }],
    outdir: dir,
    bundle: true,
    minify: true,
    format: "esm",
    target: "esnext",
    define: { "process.env.NODE_ENV": '"production"' },
    jsx: "automatic",
    logLevel: "error",
    legalComments: "none",
  });
  return finish(name, dir, "json");
}

/** Takes over a module that wasm-bindgen made: `app.js` with `app_bg.wasm` in `from`. */
export function adopt(name, from, out) {
  const dir = path.join(out, name);
  fs.rmSync(dir, { recursive: true, force: true });
  fs.mkdirSync(dir, { recursive: true });
  for (const file of ["app.js", "app_bg.wasm"]) fs.copyFileSync(path.join(from, file), path.join(dir, file));
  fs.copyFileSync(path.join(here, "page/probe.js"), path.join(dir, "probe.js"));
  const adapter = fs.readFileSync(path.join(here, "contenders", name, "adapter.js"), "utf8");
  fs.writeFileSync(path.join(dir, "main.js"), adapter);
  return finish(name, dir, "ndjson");
}

function finish(name, dir, takes) {
  const sheets = ["common/base.css", `${name}/style.css`].map((file) => path.join(here, "contenders", file));
  const there = sheets.filter((file) => fs.existsSync(file)).map((file) => fs.readFileSync(file, "utf8"));
  fs.writeFileSync(path.join(dir, "main.css"), there.join(""));
  fs.writeFileSync(path.join(dir, "index.html"), page(name, takes));
  return compress(dir);
}
