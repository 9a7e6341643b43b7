//! What a grid remembers: its lines, where it is scrolled, where its cursor is, what is folded, ticked and open.

mod frame;
mod measure;
mod moves;
mod place;

use super::cursor::Cursor;
use super::head::Drag;
use super::lines::Lines;
use super::live::Live;
use super::pool::Pool;
use super::space::Space;
use crate::format::count::count;
use crate::pages::investigations::bulk::BulkActions;
use crate::pages::investigations::change::Changes;
use crate::pages::investigations::columns;
use crate::pages::investigations::list::List;
use crate::pages::investigations::selection::Selection;
use crate::reactive::{effect, effect_after, memo};
use crate::route::{ColumnAt, GridColumn};
use crate::state::Toasts;
use leptos::html::{Button, Div};
use leptos::prelude::*;
use std::collections::HashSet;
use working_set::{Coverage, Key, RowId};

/// A cell's menu that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OpenMenu {
    /// Of which row.
    pub(super) row: RowId,
    /// Of which of its cells.
    pub(super) column: GridColumn,
}

/// The grid's memory; it outlives the grid, which is not there while there are no rows.
#[derive(Clone, Copy)]
pub(in crate::pages::investigations) struct GridState {
    pub(super) list: List,
    /// How rows are changed.
    pub(in crate::pages::investigations) changes: Changes,
    /// What is ticked.
    pub(in crate::pages::investigations) selection: Selection,
    /// Changes of many rows.
    pub(in crate::pages::investigations) bulk: BulkActions,
    toasts: Toasts,
    /// Which answer is shown.
    pub(super) live: Live,
    /// Its lines.
    pub(super) lines: Memo<Lines>,
    /// The cursor.
    pub(super) cursor: Cursor,
    /// The columns, first first.
    pub(super) columns: Memo<Vec<ColumnAt>>,
    /// Groups whose rows are left out.
    pub(super) folds: RwSignal<HashSet<Key>>,
    /// The cell menu that is open, and its button.
    pub(super) menu: RwSignal<Option<OpenMenu>>,
    pub(super) anchor: NodeRef<Button>,
    /// The menu that was open when the pointer was pressed on its button.
    pub(super) pressed: StoredValue<Option<OpenMenu>>,
    /// The pointer moved over the rows and did not leave them.
    pub(super) pointer: RwSignal<bool>,
    /// Scrolled away from the beginning.
    away: RwSignal<bool>,
    /// What the pointer does with a column.
    pub(super) drag: RwSignal<Option<Drag>>,
    /// The row that is open beside the grid.
    pub(in crate::pages::investigations) peeked: Memo<Option<RowId>>,
    /// Where a range of ticked rows began.
    pub(super) tick: StoredValue<Option<RowId>>,
    /// Where lines stand.
    pub(super) space: StoredValue<Space>,
    pub(super) pool: StoredValue<Option<Pool>, LocalStorage>,
    /// Grows when the grid has to be drawn for reasons that no signal tells.
    drawn: RwSignal<u64>,
    /// Grows when every row looks different.
    epoch: StoredValue<u64>,
    /// What to come back to, once there are rows.
    back: StoredValue<Option<place::Place>>,
    /// The timer by which what is open beside the grid follows the cursor.
    following: StoredValue<Option<TimeoutHandle>>,
    /// The timer by which the rows around those that are seen are drawn.
    settling: StoredValue<Option<TimeoutHandle>>,
    /// What scrolls.
    pub(super) scroller: NodeRef<Div>,
    /// What holds the rows.
    pub(super) rows: NodeRef<Div>,
    /// What sticks above them.
    pub(super) sticky: NodeRef<Div>,
    /// As tall as a row.
    pub(super) probe: NodeRef<Div>,
}

impl GridState {
    /// Of this list.
    pub(in crate::pages::investigations) fn new(list: List, changes: Changes) -> Self {
        let selection = Selection::new(list);
        let bulk = BulkActions::new(list, selection);
        let (inside, menu) = (RwSignal::new(false), RwSignal::new(None::<OpenMenu>));
        let (pointer, away) = (RwSignal::new(false), RwSignal::new(false));
        let loading = memo(move || list.coverage.with(Coverage::loading));
        let at_work = memo(move || inside.get() || menu.with(Option::is_some) || selection.len() > 0 || away.get());
        let hold = memo(move || at_work.get() || (pointer.get() && !loading.get()));
        let live = Live::new(list, hold, at_work);
        let folds = RwSignal::new(HashSet::<Key>::new());
        let lines = memo(move || folds.with(|folds| Lines::new(live.shown.get(), folds)));
        let cursor = Cursor::new(lines, inside);
        let one = list.customer().is_some();
        let columns = memo(move || list.query.with(|query| columns::shown(query, one)));
        let peeked = memo(move || {
            let open = list.query.with(|query| query.open.clone())?;
            list.sync.with(|set| set.find(open.customer, &open.id).map(working_set::RowRef::id))
        });
        let (scroller, rows, sticky, probe) = (NodeRef::new(), NodeRef::new(), NodeRef::new(), NodeRef::new());
        let grid = Self {
            list,
            changes,
            selection,
            bulk,
            toasts: Toasts::expect(),
            live,
            lines,
            cursor,
            columns,
            folds,
            menu,
            anchor: NodeRef::new(),
            pressed: StoredValue::new(None),
            pointer,
            away,
            drag: RwSignal::new(None),
            peeked,
            tick: StoredValue::new(None),
            space: StoredValue::new(Space::default()),
            pool: StoredValue::new_local(None),
            drawn: RwSignal::new(0),
            epoch: StoredValue::new(0),
            back: StoredValue::new(None),
            following: StoredValue::new(None),
            settling: StoredValue::new(None),
            scroller,
            rows,
            sticky,
            probe,
        };
        grid.unfold_with_groups();
        grid.begin_anew();
        grid.keep_measure();
        grid.keep_place();
        grid.keep_drawn();
        grid.keep_ticks();
        grid.keep_focus();
        on_cleanup(move || {
            for timer in [grid.following, grid.settling] {
                if let Some(later) = timer.try_update_value(Option::take).flatten() {
                    later.clear();
                }
            }
        });
        grid
    }

    /// Folds are of one grouping: another one begins unfolded.
    fn unfold_with_groups(self) {
        let by = memo(move || self.list.question.with(|asked| asked.group_by));
        effect_after(move |before: Option<()>| {
            by.track();
            if before.is_some() && self.folds.with_untracked(|folds| !folds.is_empty()) {
                self.folds.set(HashSet::new());
            }
        });
    }

    /// Another question, or another order, is read from its beginning.
    fn begin_anew(self) {
        effect_after(move |before: Option<()>| {
            self.list.question.track();
            if before.is_some() {
                self.back.set_value(None);
                self.scroll_to(0.0);
            }
        });
    }

    /// Ticked rows that are held no more are ticked no more.
    fn keep_ticks(self) {
        effect(move || {
            self.list.answer.track();
            self.selection.prune();
        });
    }

    /// Whether no row is shown, tracked.
    pub(in crate::pages::investigations) fn is_empty(&self) -> bool {
        self.live.shown.with(|shown| shown.rows.is_empty())
    }

    /// Where the row that is open beside the grid stands among the rows shown, 1 first, and how many there are.
    pub(in crate::pages::investigations) fn place_of_peeked(&self) -> Option<(String, String)> {
        let row = self.peeked.get()?;
        self.live.shown.with(|shown| {
            let place = shown.rows.iter().position(|other| *other == row)?;
            Some((count(place as u64 + 1), count(shown.rows.len() as u64)))
        })
    }

    /// Folds a group, or unfolds it.
    pub(super) fn fold(&self, key: &Key, fold: bool) {
        self.folds.update(|folds| {
            if fold {
                folds.insert(key.clone());
            } else {
                folds.remove(key);
            }
        });
    }

    /// The tracks of a row; a column that is being made wider is as wide as the pointer says.
    pub(super) fn tracks(&self) -> String {
        let mut columns = self.columns.get();
        if let Some(Drag::Widen { column, width, .. }) = self.drag.get()
            && let Some(at) = columns.iter_mut().find(|at| at.column == column)
        {
            at.width = Some(width.round().clamp(56.0, 960.0) as u16);
        }
        columns::tracks(&columns)
    }

    /// Makes a column as wide as what it shows.
    pub(super) fn fit(&self, column: GridColumn) {
        let at = ColumnAt { column, width: None };
        let width = self.pool.with_value(|pool| pool.as_ref().map(|pool| pool.natural_width(at)));
        if let Some(width) = width.filter(|width| *width >= 1.0) {
            self.list.adjust(|query| columns::widen(query, self.list.customer().is_some(), column, Some(width)));
        }
    }

    /// Draws anew, for a reason that no signal tells.
    pub(super) fn touch(&self) {
        self.drawn.try_update(|drawn| *drawn += 1);
    }
}
