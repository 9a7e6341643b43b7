// The limit: a hand-written virtual list without a framework. Interned columns where work depends on them, rows a recycled pool.

import { COLUMNS, RANK, ROW_HEIGHT, text } from "../common/columns.js";
import { probed } from "../../page/probe.js";

const OVER = 2;
let host, viewport, sizer, height, frame;
let pool, data, byId, rank, latest, customer, customers, assignee, assignees, lowered, selected;
/** The rows in their order; the rows that answer; how many there are. */
let order, shown, count;
let query, wanted, lastQuery, lastHits;

function empty() {
  pool = [];
  data = [];
  count = 0;
  order = shown = wanted = lastQuery = lastHits = null;
  query = "";
  frame = 0;
}

function pooledRow() {
  const row = document.createElement("div");
  row.className = "r";
  row.cells = COLUMNS.map((column) => {
    const cell = document.createElement("div");
    cell.style.width = `${column.width}px`;
    row.append(cell);
    return cell.appendChild(document.createTextNode(""));
  });
  return Object.assign(row, { place: -1, index: -1, marked: 0, hiddenNow: false });
}

function fill(row, place, force) {
  const index = shown ? shown[place] : place;
  if (row.place !== place) {
    row.style.transform = `translate3d(0,${place * ROW_HEIGHT}px,0)`;
    row.place = place;
  }
  if (row.index !== index || force) {
    row.index = index;
    const record = data[index];
    for (let k = 0; k < COLUMNS.length; k++) {
      const said = text(COLUMNS[k], record);
      if (row.cells[k].nodeValue !== said) row.cells[k].nodeValue = said;
    }
  }
  if (row.marked !== selected[index]) {
    row.marked = selected[index];
    row.className = row.marked ? "r s" : "r";
  }
}

function render(force) {
  const top = viewport.scrollTop;
  const first = Math.max(0, Math.floor(top / ROW_HEIGHT) - OVER);
  const end = Math.min(count, Math.ceil((top + height) / ROW_HEIGHT) + OVER);
  for (let place = first; place < end; place++) fill(pool[place % pool.length], place, force);
  for (const row of pool) {
    const out = row.place < first || row.place >= end;
    if (row.hiddenNow !== out) {
      row.hiddenNow = out;
      row.style.visibility = out ? "hidden" : "";
    }
  }
}

function show(places, length) {
  shown = places;
  count = length;
  sizer.style.height = `${count * ROW_HEIGHT}px`;
  if (viewport.scrollTop) viewport.scrollTop = 0;
  render(true);
}

function answer() {
  if (!query && !wanted) return show(order, data.length);
  const inCustomer = query && customers.map((name) => name.toLowerCase().includes(query));
  const inAssignee = query && assignees.map((name) => name !== null && name.toLowerCase().includes(query));
  const from = lastHits && query && lastQuery && query.startsWith(lastQuery) ? lastHits : order;
  const length = from ? from.length : data.length;
  const out = new Uint32Array(length);
  let hits = 0;
  for (let k = 0; k < length; k++) {
    const i = from ? from[k] : k;
    if (wanted && !wanted[customer[i]]) continue;
    if (query && !inCustomer[customer[i]] && !inAssignee[assignee[i]]) {
      lowered[i] ??= data[i].title.toLowerCase();
      if (!lowered[i].includes(query)) continue;
    }
    out[hits++] = i;
  }
  lastHits = out.subarray(0, hits);
  lastQuery = query || null;
  show(lastHits, hits);
}

const seconds = (text) => Math.floor(Date.parse(text) / 1000) || 0;

/** Least significant digit first: two passes over the time, newest first, then one over the priority. */
function sorted() {
  const n = data.length;
  for (let i = 0; i < n; i++) {
    rank[i] = RANK[data[i].priority] ?? 5;
    latest[i] = seconds(data[i].latest_alert_time);
  }
  const most = latest.reduce((a, b) => Math.max(a, b), 0);
  let now = Uint32Array.from({ length: n }, (_, i) => i);
  let next = new Uint32Array(n);
  const pass = (digits, digit) => {
    const starts = new Uint32Array(digits + 1);
    for (let i = 0; i < n; i++) starts[digit(i) + 1]++;
    for (let k = 0; k < digits; k++) starts[k + 1] += starts[k];
    for (let k = 0; k < n; k++) next[starts[digit(now[k])]++] = now[k];
    [now, next] = [next, now];
  };
  for (const shift of [0, 16]) pass(65536, (i) => ((most - latest[i]) >>> shift) & 65535);
  pass(6, (i) => rank[i]);
  return now;
}

function interned(read, into) {
  const known = new Map();
  const names = [];
  for (let i = 0; i < data.length; i++) {
    const name = read(data[i]);
    let id = known.get(name);
    if (id === undefined) {
      id = names.push(name) - 1;
      known.set(name, id);
    }
    into[i] = id;
  }
  return names;
}

const bench = probed({
  mount(element) {
    empty();
    host = element;
    const head = document.createElement("div");
    head.className = "h";
    for (const column of COLUMNS) {
      const cell = document.createElement("div");
      cell.style.width = `${column.width}px`;
      cell.textContent = column.title;
      head.append(cell);
    }
    viewport = document.createElement("div");
    viewport.className = "v";
    sizer = viewport.appendChild(document.createElement("div"));
    sizer.className = "z";
    viewport.addEventListener("scroll", () => render(false), { passive: true });
    host.replaceChildren(head, viewport);
  },
  load(json) {
    data = JSON.parse(json);
    const n = data.length;
    [rank, latest, customer, assignee, selected] = [
      new Uint8Array(n), new Uint32Array(n), new Uint16Array(n), new Uint16Array(n), new Uint8Array(n),
    ];
    lowered = new Array(n);
    byId = new Map(data.map((record, i) => [record.rrn, i]));
    customers = interned((record) => record.customer, customer);
    assignees = interned((record) => record.assignee_name, assignee);
    height = viewport.clientHeight;
    while (pool.length < Math.ceil(height / ROW_HEIGHT) + 2 * OVER + 1) pool.push(pooledRow());
    sizer.replaceChildren(...pool);
    order = wanted = lastHits = lastQuery = null;
    query = "";
    show(null, n);
  },
  sort(on) {
    order = on ? sorted() : null;
    lastHits = lastQuery = null;
    answer();
  },
  search(words) {
    query = words.toLowerCase();
    answer();
  },
  filterCustomers(names) {
    wanted = names && customers.map((name) => names.includes(name));
    lastHits = lastQuery = null;
    answer();
  },
  selectAll(on) {
    selected.fill(on ? 1 : 0);
    render(false);
  },
  bulkStatus(ids, status) {
    for (const id of ids) data[byId.get(id)].status = status;
    render(true);
  },
  applyUpdates(list) {
    for (const update of list) Object.assign(data[byId.get(update.rrn)], update);
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      render(true);
    });
  },
  shownCount: () => count,
  viewport: () => viewport,
  rows: () => pool.filter((row) => !row.hiddenNow),
  title: (row) => row.cells[2].nodeValue,
  status: (row) => row.cells[1].nodeValue,
  isSelected: (row) => row.className === "r s",
  destroy() {
    host.replaceChildren();
    empty();
    byId = rank = latest = customer = assignee = customers = assignees = lowered = selected = viewport = sizer = null;
  },
});
bench.mount(document.getElementById("app"));
window.__bench = bench;
