// AG Grid Community on its recommended settings for many rows: only the modules that are needed, ids, batched transactions.

import {
  ClientSideRowModelApiModule, ClientSideRowModelModule, ColumnApiModule, ExternalFilterModule, ModuleRegistry,
  QuickFilterModule, RowApiModule, RowSelectionModule, ScrollApiModule, createGrid, themeQuartz,
} from "ag-grid-community";
import { COLUMNS, RANK, ROW_HEIGHT, SEARCHED } from "../common/columns.js";
import { probed } from "../../page/probe.js";

ModuleRegistry.registerModules([
  ClientSideRowModelModule, ClientSideRowModelApiModule, QuickFilterModule, ExternalFilterModule, RowSelectionModule,
  RowApiModule, ScrollApiModule, ColumnApiModule,
]);

let host, grid, wanted;

const columnDefs = COLUMNS.map((column) => ({
  field: column.key,
  headerName: column.title,
  width: column.width,
  sortable: true,
  ...(column.format ? { valueFormatter: (cell) => column.format(cell.value) } : {}),
  ...(SEARCHED.has(column.key) ? {} : { getQuickFilterText: () => "" }),
  ...(column.key === "priority" ? { comparator: (a, b) => RANK[a] - RANK[b] } : {}),
}));

const options = () => ({
  columnDefs,
  theme: themeQuartz,
  rowHeight: ROW_HEIGHT,
  headerHeight: 32,
  getRowId: (row) => row.data.rrn,
  animateRows: false,
  cacheQuickFilter: true,
  rowSelection: { mode: "multiRow", checkboxes: false, headerCheckbox: false, enableClickSelection: false },
  isExternalFilterPresent: () => wanted !== null,
  doesExternalFilterPass: (node) => wanted.has(node.data.customer),
  asyncTransactionWaitMillis: 16,
  suppressColumnMoveAnimation: true,
  defaultColDef: { resizable: true, enableCellChangeFlash: false },
});

const viewport = () => host.querySelector(".ag-body-viewport") ?? host.querySelector(".ag-grid-viewport");
const changed = (update) => ({ ...grid.getRowNode(update.rrn).data, ...update });

const bench = probed({
  mount(element) {
    host = element;
    wanted = null;
    const box = document.createElement("div");
    box.style.height = "100%";
    host.replaceChildren(box);
    grid = createGrid(box, options());
  },
  load(json) {
    wanted = null;
    grid.setGridOption("rowData", JSON.parse(json));
  },
  sort(on) {
    const keys = [
      { colId: "priority", sort: "asc", sortIndex: 0 },
      { colId: "latest_alert_time", sort: "desc", sortIndex: 1 },
    ];
    grid.applyColumnState({ state: on ? keys : [], defaultState: { sort: null } });
  },
  search: (words) => grid.setGridOption("quickFilterText", words),
  filterCustomers(names) {
    wanted = names && new Set(names);
    grid.onFilterChanged();
  },
  selectAll: (on) => (on ? grid.selectAll("all") : grid.deselectAll()),
  bulkStatus: (ids, status) => grid.applyTransaction({ update: ids.map((rrn) => changed({ rrn, status })) }),
  applyUpdates: (list) => grid.applyTransactionAsync({ update: list.map(changed) }),
  shownCount: () => grid.getDisplayedRowCount(),
  viewport,
  rows: () => host.querySelectorAll(".ag-row"),
  title: (row) => row.querySelector('[col-id="title"]')?.textContent,
  status: (row) => row.querySelector('[col-id="status"]')?.textContent,
  isSelected: (row) => row.classList.contains("ag-row-selected"),
  destroy() {
    grid.destroy();
    host.replaceChildren();
    grid = wanted = null;
  },
});
bench.mount(document.getElementById("app"));
window.__bench = bench;
