// Starts the app: alone on its page, or in a portal that imports `mount` from here. Owns the loading of script, wasm and style,
// and what is asked before the app is there.

const here = new URL(".", import.meta.url);
const own = document.querySelector("script[data-mci]");
let loaded;

/** Names of the hashed files: written beside our own script tag, or in the manifest next to this file. */
async function names() {
  if (own) return { js: own.dataset.js, wasm: own.dataset.wasm, css: [] };
  const answer = await fetch(new URL("manifest.json", here), { credentials: "omit" });
  if (!answer.ok) throw new Error(`The app's manifest answered ${answer.status}`);
  return answer.json();
}

let arrived;
/** Ends when the wasm is here: on a slow line nothing else is to be in its way. */
const wasmArrived = new Promise((done) => {
  arrived = done;
});

async function compile(address) {
  try {
    return await WebAssembly.compileStreaming(fetch(address));
  } catch {
    // A server that does not know the type of the file, or a line that broke: once more, in one piece.
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`The app's code answered ${answer.status}`);
    return await WebAssembly.compile(await answer.arrayBuffer());
  } finally {
    arrived();
  }
}

/** Script and wasm, once a page, however often it is mounted. */
function load() {
  loaded ??= (async () => {
    const files = await names();
    const [app, module] = await Promise.all([import(new URL(files.js, here)), compile(new URL(files.wasm, here))]);
    await app.default({ module_or_path: module });
    return { app, files };
  })();
  return loaded;
}

/** Whether another build has taken the place of the one that runs: its late parts are then gone. */
async function outdated() {
  const { files } = await load();
  const answer = await fetch(new URL("manifest.json", here), { cache: "no-store", credentials: "omit" });
  return answer.ok && (await answer.json()).js !== files.js;
}

/** What the page's operator configured; absent means defaults. */
async function configured() {
  try {
    const answer = await fetch(new URL("config.json", here), { credentials: "omit" });
    return answer.ok ? await answer.json() : {};
  } catch {
    return {};
  }
}

/** What the app will ask first, asked while it is still on its way; a visitor who is not signed in costs one request. */
function early() {
  const bare = { cache: "no-store", mode: "cors" };
  const asked = fetch("/api/v1/session", { ...bare, credentials: "same-origin" });
  const workingSets = new Map();
  const opened = asked.then(async (answer) => {
    if (!answer.ok) return;
    const { regions, tokens } = await answer.clone().json();
    await wasmArrived;
    for (const { region, token } of tokens) {
      const base = regions.find(({ code }) => code === region)?.base_url;
      if (!base) continue;
      const headers = { Authorization: `Bearer ${token}` };
      const rows = fetch(`${base.replace(/\/+$/, "")}/mci/v1/working-set`, { ...bare, headers, credentials: "omit" });
      // What failed is asked again by the app, which says what is wrong.
      rows.catch(() => {});
      workingSets.set(region, rows);
    }
  });
  // The app takes the session over when the streams have been asked for, so that it never asks twice.
  const session = opened.catch(() => {}).then(() => asked);
  session.catch(() => {});
  return { session, workingSets };
}

function plainly(element, text) {
  const note = document.createElement("p");
  note.setAttribute("role", "alert");
  note.textContent = text;
  element.replaceChildren(note);
}

/** Waits until a stylesheet has loaded or failed, so that nothing is drawn without style. */
function styled(link) {
  return new Promise((done) => {
    link.addEventListener("load", done, { once: true });
    link.addEventListener("error", done, { once: true });
  });
}

/**
 * Mounts the app into `element` of a portal's own document, inside a shadow root.
 *
 * options: apiBase (origin of the directory; default: where this file came from), basePath, theme ("light" | "dark"),
 * timeZone, productLabel, title (false leaves document.title alone), tokenProvider (async () => JWT of the portal's
 * issuer).
 * Resolves to { unmount() }.
 */
export async function mount(element, options = {}) {
  if (typeof WebAssembly !== "object") {
    plainly(element, "Multi-Customer Investigations needs a browser with WebAssembly.");
    throw new Error("WebAssembly is missing");
  }
  const { app, files } = await load();
  const root = element.shadowRoot ?? element.attachShadow({ mode: "open" });
  const sheets = files.css.map((name) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = new URL(name, here);
    return link;
  });
  const ready = Promise.all(sheets.map(styled));
  const frame = document.createElement("div");
  frame.className = "mci";
  root.replaceChildren(...sheets, frame);
  await ready;
  const handle = app.mount(frame, { apiBase: here.origin, ...options, outdated });
  return {
    unmount() {
      handle.unmount();
      root.replaceChildren();
    },
  };
}

if (own) {
  const element = document.getElementById("mci");
  const asked = early();
  Promise.all([load(), configured()]).then(
    ([{ app }, options]) => {
      // Another directory has another session.
      const own = options.apiBase ? undefined : asked;
      app.mount(element, { basePath: new URL(document.baseURI).pathname, ...options, early: own, outdated });
    },
    (error) => {
      plainly(element, "The app could not be loaded. Reload the page; if that does not help, tell your administrator.");
      throw error;
    },
  );
}
