// TanStack Table with TanStack Virtual in React: memoised rows, updates batched once a frame.

import { memo, useCallback, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import {
  columnFilteringFeature, columnSizingFeature, createFilteredRowModel, createSortedRowModel, filterFn_includesString,
  globalFilteringFeature, rowSelectionFeature, rowSortingFeature, sortFn_basic, tableFeatures, useTable,
} from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { COLUMNS, RANK, ROW_HEIGHT, SEARCHED } from "../common/columns.js";
import { probed } from "../../page/probe.js";

const features = tableFeatures({
  columnFilteringFeature,
  globalFilteringFeature,
  rowSortingFeature,
  rowSelectionFeature,
  columnSizingFeature,
  sortedRowModel: createSortedRowModel(),
  filteredRowModel: createFilteredRowModel(),
  filterFns: { includesString: filterFn_includesString },
  sortFns: { basic: sortFn_basic },
});

const columns = COLUMNS.map((column) => ({
  accessorKey: column.key,
  header: column.title,
  size: column.width,
  enableGlobalFilter: SEARCHED.has(column.key),
  sortFn: column.key === "priority" ? (a, b) => RANK[a.original.priority] - RANK[b.original.priority] : "basic",
  ...(column.key === "customer" ? { filterFn: (row, id, wanted) => wanted.has(row.getValue(id)) } : {}),
  cell: column.format ? (cell) => column.format(cell.getValue()) : (cell) => cell.getValue(),
}));

const getRowId = (record) => record.rrn;
const searchable = (column) => SEARCHED.has(column.id);
const NONE = [];
let host, root, control, waiting, frame, index;

const Row = memo(
  ({ row, start, selected }) => (
    <div className={selected ? "r s" : "r"} style={{ transform: `translate3d(0,${start}px,0)` }}>
      {row.getAllCells().map((cell) => (
        <div key={cell.id} style={{ width: cell.column.columnDef.size }}>
          {cell.column.columnDef.cell(cell.getContext())}
        </div>
      ))}
    </div>
  ),
  (a, b) => a.original === b.original && a.start === b.start && a.selected === b.selected,
);

function Grid() {
  const [data, setData] = useState(NONE);
  const [sorting, setSorting] = useState(NONE);
  const [globalFilter, setGlobalFilter] = useState("");
  const [columnFilters, setColumnFilters] = useState(NONE);
  const [rowSelection, setRowSelection] = useState({});
  const table = useTable({
    features, columns, data, getRowId,
    globalFilterFn: "includesString",
    getColumnCanGlobalFilter: searchable,
    enableSubRowSelection: false,
    state: { sorting, globalFilter, columnFilters, rowSelection },
    onSortingChange: setSorting,
    onGlobalFilterChange: setGlobalFilter,
    onColumnFiltersChange: setColumnFilters,
    onRowSelectionChange: setRowSelection,
  });
  const scroller = useRef(null);
  const rows = table.getRowModel().rows;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: useCallback((i) => rows[i]?.id ?? i, [rows]),
    overscan: 5,
  });
  control = { data, setData, setSorting, setGlobalFilter, setColumnFilters, setRowSelection, table, rows };
  return (
    <>
      <div className="h">
        {COLUMNS.map((column) => (
          <div key={column.key} style={{ width: column.width }}>{column.title}</div>
        ))}
      </div>
      <div className="v" ref={scroller}>
        <div className="z" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            const selected = !!rowSelection[row.id];
            return <Row key={row.id} row={row} original={row.original} start={item.start} selected={selected} />;
          })}
        </div>
      </div>
    </>
  );
}

const viewport = () => host.querySelector(".v");

function applyWaiting() {
  frame = 0;
  const list = waiting;
  waiting = [];
  flushSync(() =>
    control.setData((data) => {
      const copy = data.slice();
      for (const update of list) {
        const at = index.get(update.rrn);
        copy[at] = { ...copy[at], ...update };
      }
      return copy;
    }),
  );
}

const bench = probed({
  mount(element) {
    host = element;
    [waiting, frame, index] = [[], 0, null];
    root = createRoot(host);
    flushSync(() => root.render(<Grid />));
  },
  load(json) {
    const data = JSON.parse(json);
    index = null;
    flushSync(() => {
      control.setSorting(NONE);
      control.setGlobalFilter("");
      control.setColumnFilters(NONE);
      control.setRowSelection({});
      control.setData(data);
    });
    viewport().scrollTop = 0;
  },
  sort(on) {
    const keys = [{ id: "priority", desc: false }, { id: "latest_alert_time", desc: true }];
    flushSync(() => control.setSorting(on ? keys : NONE));
  },
  search: (words) => flushSync(() => control.setGlobalFilter(words)),
  filterCustomers(names) {
    flushSync(() => control.setColumnFilters(names ? [{ id: "customer", value: new Set(names) }] : NONE));
  },
  selectAll: (on) => flushSync(() => control.table.toggleAllRowsSelected(on)),
  bulkStatus(ids, status) {
    const wanted = new Set(ids);
    flushSync(() => control.setData((data) => data.map((row) => (wanted.has(row.rrn) ? { ...row, status } : row))));
  },
  applyUpdates(list) {
    index ??= new Map(control.data.map((row, i) => [row.rrn, i]));
    waiting.push(...list);
    frame ||= requestAnimationFrame(applyWaiting);
  },
  shownCount: () => control.rows.length,
  viewport,
  rows: () => host.querySelectorAll(".r"),
  title: (row) => row.children[2].textContent,
  status: (row) => row.children[1].textContent,
  isSelected: (row) => row.classList.contains("s"),
  destroy() {
    if (frame) cancelAnimationFrame(frame);
    root.unmount();
    host.replaceChildren();
    root = control = index = null;
  },
});
bench.mount(document.getElementById("app"));
window.__bench = bench;
