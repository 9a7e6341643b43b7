// Starts the app: alone on its page, or in a portal that imports `mount` from here. Owns the loading of script, wasm and style.

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

/** Script and wasm, once a page, however often it is mounted. */
function load() {
  loaded ??= (async () => {
    const files = await names();
    const app = await import(new URL(files.js, here));
    await app.default({ module_or_path: new URL(files.wasm, here) });
    return { app, files };
  })();
  return loaded;
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
  const handle = app.mount(frame, { apiBase: here.origin, ...options });
  return {
    unmount() {
      handle.unmount();
      root.replaceChildren();
    },
  };
}

if (own) {
  const element = document.getElementById("mci");
  Promise.all([load(), configured()]).then(
    ([{ app }, options]) => app.mount(element, { basePath: new URL(document.baseURI).pathname, ...options }),
    (error) => {
      plainly(element, "The app could not be loaded. Reload the page; if that does not help, tell your administrator.");
      throw error;
    },
  );
}
