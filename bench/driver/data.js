// Owns what is shown and what is right: the contenders' rows, and for every action the outcome, worked out without any of them.

import fs from "node:fs";
import path from "node:path";

const RANK = { CRITICAL: 0, HIGH: 1, MEDIUM: 2, LOW: 3, UNSPECIFIED: 4 };
const WORD = { CRITICAL: "Critical", HIGH: "High", MEDIUM: "Medium", LOW: "Low", UNSPECIFIED: "Unspecified" };
/** Rows at the top that are compared. */
const TOP = 6;
const fold = (text) => text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
const seconds = (text) => Math.floor((Date.parse(text ?? "") || 0) / 1_000);

/** The active rows of all regions, each with what is looked at. */
export function read(gateways, codes, session) {
  const customers = new Map(session.customers.map((customer) => [customer.id, customer]));
  const rows = [];
  for (const region of codes) {
    for (const line of gateways.text(region).split("\n")) {
      if (!line.startsWith('{"rrn"')) continue;
      const record = JSON.parse(line);
      if (record.status === "CLOSED") continue;
      const customer = customers.get(record.organization_id);
      const { assignee, tags = [], actors = [] } = record;
      const texts = [
        record.title, assignee?.name ?? "", assignee?.email ?? "", ...tags, ...actors.map((actor) => actor.name),
        record.rrn, customer.name, customer.code, ...(customer.aliases ?? []),
      ];
      rows.push({
        ...record, region, customer, assignee, tags,
        folded: fold(texts.join("\n")), rank: RANK[record.priority] ?? 5, latest: seconds(record.latest_alert_time),
      });
    }
  }
  return rows;
}

/** As a bare page gets them: no ids but the row's own, names where names are shown. */
const bare = (row) => ({
  rrn: row.rrn, title: row.title, customer: row.customer.name, region: row.region, status: row.status,
  priority: row.priority, assignee_name: row.assignee?.name ?? null, assignee_email: row.assignee?.email ?? null,
  source: row.source, disposition: row.disposition, created_time: row.created_time,
  // A text everywhere: TanStack's own comparison has no order for null.
  latest_alert_time: row.latest_alert_time ?? "", tags: row.tags,
});

/** Exact where the order is the rows' own. */
const inOrder = (rows) => ({ count: rows.length, titles: rows.slice(0, TOP).map((row) => [row.title.trim()]) });

/** Rows of equal keys may stand in any order among themselves. */
function sortedBy(rows, key) {
  const sorted = [...rows].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
  const titles = sorted.slice(0, TOP).map((row) => {
    const same = [];
    for (const other of sorted) {
      if (key(other) === key(row)) same.push(other.title.trim());
      else if (same.length) break;
    }
    return [...new Set(same)];
  });
  return { expected: { count: rows.length, titles }, sorted };
}

// Numbers that compare as the keys do: rank first, latest first.
const urgent = (row) => row.rank * 1e11 + (1e11 - row.latest);

const byTitle = (rows) => sortedBy(rows, (row) => fold(row.title));

const counts = (rows) => {
  const sum = {};
  for (const { priority } of rows) if (WORD[priority]) sum[WORD[priority]] = (sum[WORD[priority]] ?? 0) + 1;
  return sum;
};

const looked = (row, words) =>
  [row.title, row.customer.name, row.assignee?.name ?? ""].some((text) => text.toLowerCase().includes(words));
const found = (row, words) => row.folded.includes(words);

/** Six keystrokes, three of one word and then three of another in its place: each changes the answer, whatever is searched. */
function typed(rows) {
  const every = Math.max(1, Math.floor(rows.length / 4_000));
  const some = rows.filter((_, i) => i % every === 0);
  const starts = new Set();
  for (const row of some) {
    for (const text of [row.title, row.customer.name, row.assignee?.name ?? ""]) {
      for (const word of text.toLowerCase().match(/\b[a-z]{3,}/g) ?? []) starts.add(word.slice(0, 3));
    }
  }
  const steps = (word) => [1, 2, 3].map((length) => word.slice(0, length));
  const narrows = (among, answers) => (word) => {
    let [left, last] = [among, among.length];
    for (const step of steps(word)) {
      left = left.filter((row) => answers(row, step));
      if (left.length === last || left.length === 0) return false;
      last = left.length;
    }
    return last < among.length / 10;
  };
  const fit = [...starts].sort().filter((word) => narrows(some, looked)(word) && narrows(some, found)(word));
  const exact = (word) => narrows(rows, looked)(word) && narrows(rows, found)(word);
  const [one, other] = [fit.find(exact), fit.findLast((word) => word[0] !== fit[0]?.[0] && exact(word))];
  if (!one || !other) throw new Error("no words of this data narrow the rows with every letter");
  return [...steps(one), ...steps(other)];
}

function customersOf(rows) {
  const sum = new Map();
  for (const { customer } of rows) sum.set(customer.id, { customer, count: (sum.get(customer.id)?.count ?? 0) + 1 });
  return [...sum.values()].sort((a, b) => (a.customer.name < b.customer.name ? -1 : 1));
}

/** Everything the measurements compare with; `ours` where the app's own columns and order count. */
export function outcomes(rows, session) {
  const names = customersOf(rows);
  const five = [3, 17, 42, 88, 120].map((at) => names[at % names.length].customer);
  const ids = new Set(five.map((customer) => customer.id));
  const inFive = rows.filter((row) => ids.has(row.customer.id));
  const steps = typed(rows);
  const { expected: sorted, sorted: bySort } = sortedBy(rows, urgent);
  const alphabetical = byTitle(rows);
  const nearest = [...names].sort((a, b) => Math.abs(a.count - 1_000) - Math.abs(b.count - 1_000))[0];
  const held = (status) => rows.filter((row) => row.customer.id === nearest.customer.id && row.status === status).length;
  const rarest = ["OPEN", "INVESTIGATING", "WAITING"].sort((a, b) => held(a) - held(b))[0];
  return {
    plain: {
      initial: inOrder(rows),
      sort: sorted,
      search: steps.map((words) => ({ words, ...inOrder(rows.filter((row) => looked(row, words))) })),
      filter: inOrder(inFive),
      names: five.map((customer) => customer.name),
      ids: rows.slice(0, 1_000).map((row) => row.rrn),
      order: rows.map((row) => row.title.trim()),
    },
    ours: {
      loaded: { ...sorted, counts: counts(rows) },
      alphabetical: alphabetical.expected,
      sort: sorted,
      search: steps.map((words) => ({ words, ...sortedBy(rows.filter((row) => found(row, words)), urgent).expected })),
      filter: { ...sortedBy(inFive, urgent).expected, counts: counts(inFive) },
      customers: five.map((customer) => customer.id),
      bulk: { customer: nearest.customer.id, count: nearest.count, status: rarest },
      order: bySort.map((row) => row.title.trim()),
      latest: [...rows].sort((a, b) => b.latest - a.latest),
    },
    // The contender over our engine: its search and its order are the app's, and it starts by title.
    engine: {
      initial: alphabetical.expected,
      sort: sorted,
      search: steps.map((words) => ({ words, ...byTitle(rows.filter((row) => found(row, words))).expected })),
      filter: byTitle(inFive).expected,
      names: five.map((customer) => customer.id),
      ids: alphabetical.sorted.slice(0, 1_000).map((row) => row.rrn),
      order: alphabetical.sorted.map((row) => row.title.trim()),
    },
    about: { rows: rows.length, customers: names.length, typed: steps, regions: session.regions.length },
  };
}

/** The first thousand active rows of one region, as it would send them. */
function portion(text, rows) {
  const lines = text.split("\n");
  const { working_set: header } = JSON.parse(lines[0]);
  const sent = lines.filter((line) => line.startsWith('{"rrn"') && !line.includes('"status":"CLOSED"')).slice(0, 1_000);
  const ids = new Set(sent.map((line) => JSON.parse(line).rrn));
  const own = rows.filter((row) => ids.has(row.rrn));
  const expected = customersOf(own).map(({ customer, count }) => ({ organization_id: customer.id, records: count }));
  const head = JSON.stringify({ working_set: { ...header, expected } });
  const end = JSON.stringify({ end: { records: sent.length } });
  return { body: [head, ...sent, end, ""].join("\n"), outcome: byTitle(own).expected };
}

/** Writes the contenders' files, all rows and a thousand for the navigation; answers what the thousand look like. */
export function write(rows, dir, { codes, gateways, session }) {
  fs.mkdirSync(dir, { recursive: true });
  const put = (name, text) => fs.writeFileSync(path.join(dir, name), text);
  put("all.json", JSON.stringify(rows.map(bare)));
  put("1000.json", JSON.stringify(rows.slice(0, 1_000).map(bare)));
  put("all.ndjson", codes.map((code) => gateways.text(code)).join(""));
  put("customers.json", JSON.stringify(session.customers));
  const { body, outcome } = portion(gateways.text(codes[0]), rows);
  put("1000.ndjson", body);
  return { plain: inOrder(rows.slice(0, 1_000)), engine: outcome };
}
