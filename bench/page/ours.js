// Owns how the app is driven and looked at: its addresses, its accessible names and its DOM, none of its code.

import { probed } from "./probe.js";

const grid = () => document.querySelector('[role="grid"][aria-label="All Investigations"]');
const head = () => grid()?.querySelector('[role="row"][aria-rowindex="1"]');

/** The nearest box around the grid that scrolls. */
let known = null;
function viewport() {
  if (known?.isConnected) return known;
  for (let element = grid(); element; element = element.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(element).overflowY)) return (known = element);
  }
  return null;
}

const number = (text) => Number((text ?? "").replaceAll(/[^0-9]/g, ""));

/** An address of the same page, as the browser's own back button would bring it. */
function go(search, hash) {
  history.pushState(history.state, "", `${location.pathname}${search}${hash ?? location.hash}`);
  dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
}

const SORTED = { true: "?sort=-priority,-latest", false: "?sort=title" };
let order = SORTED.true;

window.__bench = probed({
  sort(on) {
    order = SORTED[on];
    go(order);
  },
  go: (search) => go(search),
  search(words) {
    const box = document.querySelector('input[aria-label="Search investigations"], [aria-label="Search investigations"] input');
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(box, words);
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  },
  /** Ids of customers; the counts of the rail are compared too. */
  filterCustomers(ids) {
    const named = (ids ?? []).map((id) => `&customer=${id}`).join("");
    go(`${order}${named}`);
  },
  /** What the rail says of each priority, by its word. */
  countsAre(wanted) {
    if (!wanted) return true;
    const said = new Map();
    for (const label of document.querySelectorAll(".facet-row label")) {
      const count = label.querySelector(".n")?.textContent ?? "";
      const words = label.textContent.slice(0, label.textContent.length - count.length).trim();
      said.set(words, number(count));
    }
    return Object.entries(wanted).every(([word, count]) => said.get(word) === count);
  },
  selectAll() {
    const box = head().querySelector('input[type="checkbox"], [role="checkbox"]');
    box.click();
  },
  shownCount: () => Number(grid()?.getAttribute("aria-rowcount") ?? 0) - 1,
  viewport,
  headHeight: () => {
    const frame = viewport().getBoundingClientRect();
    const box = head()?.getBoundingClientRect();
    return box ? Math.max(0, box.bottom - frame.top) : 0;
  },
  rows: () => grid().querySelectorAll('[role="row"][aria-rowindex]:not([aria-rowindex="1"])'),
  title: (row) => row.querySelector(".c-title a")?.textContent,
  status: (row) => row.querySelector(".c-status")?.textContent,
  isSelected: (row) => row.getAttribute("aria-selected") === "true",
});
