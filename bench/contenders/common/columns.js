// Owns what every contender shows: the same columns, widths and text.

export const ROW_HEIGHT = 32;
export const RANK = { CRITICAL: 0, HIGH: 1, MEDIUM: 2, LOW: 3, UNSPECIFIED: 4 };
const time = (text) => (text ? `${text.slice(0, 10)} ${text.slice(11, 16)}` : "");
const tags = (list) => (list && list.length ? list.join(", ") : "");

/** 1,570 px together: all visible in the viewport of 1,720. */
export const COLUMNS = [
  { key: "priority", title: "Priority", width: 100 },
  { key: "status", title: "Status", width: 120 },
  { key: "title", title: "Title", width: 370 },
  { key: "customer", title: "Customer", width: 150 },
  { key: "region", title: "Region", width: 60 },
  { key: "assignee_name", title: "Assignee", width: 140 },
  { key: "source", title: "Source", width: 70 },
  { key: "disposition", title: "Disposition", width: 130 },
  { key: "created_time", title: "Created", width: 130, format: time },
  { key: "latest_alert_time", title: "Latest alert", width: 130, format: time },
  { key: "tags", title: "Tags", width: 170, format: tags },
];

export const text = (column, row) => {
  const value = row[column.key];
  return column.format ? column.format(value) : (value ?? "");
};

/** What the typed words are looked for in. */
export const SEARCHED = new Set(["title", "customer", "assignee_name"]);
