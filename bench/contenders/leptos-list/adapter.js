// Owns how the page of the Leptos list is driven: its exports, and its rows in the DOM.

import start, { filter, load, mark_all, mount, search, set_status, shown, sort, unmount } from "./app.js";
import { probed } from "./probe.js";

const host = document.getElementById("app");
const ready = start({ module_or_path: new URL("app_bg.wasm", import.meta.url) });
const customers = fetch("/data/customers.json").then((answer) => answer.text());
const viewport = () => host.querySelector(".v");

const bench = probed({
  /** What `load` takes: the regions' own bytes instead of JSON. */
  takes: "ndjson",
  async mount(element) {
    await ready;
    mount(element, Date.now());
  },
  async load(bytes) {
    const names = await customers;
    await ready;
    load(new Uint8Array(bytes), names);
  },
  sort: (on) => sort(on),
  search: (words) => search(words),
  filterCustomers: (ids) => filter(ids ?? []),
  selectAll: (on) => mark_all(on),
  bulkStatus: (ids, status) => set_status(ids, ids.map(() => status)),
  applyUpdates: (list) => set_status(list.map((update) => update.rrn), list.map((update) => update.status)),
  shownCount: () => shown(),
  viewport,
  rows: () => host.querySelectorAll(".r"),
  title: (row) => row.children[2].textContent,
  status: (row) => row.children[1].textContent,
  isSelected: (row) => row.classList.contains("s"),
  destroy: () => unmount(),
});
await bench.mount(host);
window.__bench = bench;
