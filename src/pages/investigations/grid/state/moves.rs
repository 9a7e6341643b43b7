//! Moving the cursor, and what it does where it stands.

use super::{GridState, OpenMenu};
use crate::format::count::count;
use crate::pages::investigations::grid::cursor::{Cell, Spot};
use crate::pages::investigations::grid::keys::Move;
use crate::pages::investigations::grid::lines::{Step, stepped};
use crate::pages::investigations::selection::MOST;
use crate::pages::parts::active;
use crate::reactive::effect;
use crate::route::{GridColumn, OpenRow, Route};
use crate::state::toasts::Tone;
use leptos::html::Button;
use leptos::leptos_dom::helpers::set_timeout_with_handle;
use leptos::prelude::*;
use leptos::tachys::html::node_ref::NodeRefContainer;
use std::time::Duration;
use working_set::{RowId, RowRef};

/// How long the cursor rests before what is open beside the grid follows it.
const FOLLOW: Duration = Duration::from_millis(120);

impl GridState {
    /// Puts cursor and focus on a line, scrolling to it where needed.
    pub(in crate::pages::investigations::grid) fn go(&self, line: usize, cell: Cell) {
        let Some(spot) = self.lines.with_untracked(|lines| Spot::at(lines, line)) else { return };
        let grouped = self.lines.with_untracked(|lines| lines.grouped());
        let reveal = self.space.with_value(|space| {
            let covered = if grouped && matches!(spot, Spot::Row(_)) { space.line } else { 0.0 };
            space.reveal(line, covered)
        });
        let follow = self.peeked.get_untracked().is_some();
        self.cursor.rest(spot, line, cell);
        self.cursor.inside.set(true);
        if let Some(top) = reveal {
            self.scroll_to(top);
        }
        self.draw();
        self.take();
        if follow {
            self.follow();
        }
    }

    /// Carries out a move of the cursor; `extend` ticks what it passes.
    pub(in crate::pages::investigations) fn make(&self, movement: Move, extend: bool) {
        let now = self.cursor.line();
        let cell = self.cursor.cell.get_untracked();
        match (movement, now) {
            (Move::To(step), _) => self.step(step, now, cell, extend),
            (Move::Beside { forward }, Some(line)) => self.beside(line, cell, forward),
            (Move::Out, Some(line)) => self.go(line, Cell::Row),
            (Move::Beside { .. } | Move::Out, None) => {}
        }
    }

    fn step(&self, step: Step, from: Option<usize>, cell: Cell, extend: bool) {
        let page = self.space.with_value(|space| space.page());
        let Some(line) = self.lines.with_untracked(|lines| stepped(lines, from, step, page)) else { return };
        if extend && let Some(from) = from {
            self.tick_between(from, line);
        }
        self.go(line, cell);
    }

    /// Left and right: among the cells of a row, from a row to its head, and on a head fold and unfold.
    fn beside(&self, line: usize, cell: Cell, forward: bool) {
        let head = self.lines.with_untracked(|lines| lines.head_at(line).map(|group| group.key.clone()));
        if let Some(key) = head {
            let folded = self.folds.with_untracked(|folds| folds.contains(&key));
            if folded == forward {
                self.fold(&key, !forward);
            } else if forward {
                self.go(line + 1, Cell::Row);
            }
            return;
        }
        if cell == Cell::Row && !forward {
            let head = self.lines.with_untracked(|lines| lines.line_of_head(lines.group_of(line)?));
            if let Some(head) = head {
                self.go(head, Cell::Row);
            }
            return;
        }
        self.go(line, self.columns.with_untracked(|columns| cell.beside(columns, forward)));
    }

    /// Enter: opens the investigation, or folds and unfolds.
    pub(in crate::pages::investigations::grid) fn enter(&self) {
        match self.cursor.now.get_untracked() {
            Some((_, Spot::Row(row))) => self.open(row),
            Some((_, Spot::Head(key))) => {
                let folded = self.folds.with_untracked(|folds| folds.contains(&key));
                self.fold(&key, !folded);
            }
            None => {}
        }
    }

    /// Opens an investigation.
    pub(in crate::pages::investigations::grid) fn open(&self, row: RowId) {
        let rrn = self.list.sync.with_untracked(|set| set.row(row).map(RowRef::rrn));
        if let Some(rrn) = rrn {
            self.list.open(&Route::Investigation(rrn.customer(), rrn.id().to_owned()));
        }
    }

    /// Opens a row beside the grid.
    pub(in crate::pages::investigations::grid) fn peek(&self, row: RowId) {
        let rrn = self.list.sync.with_untracked(|set| set.row(row).map(RowRef::rrn));
        if let Some(rrn) = rrn {
            let open = OpenRow { customer: rrn.customer(), id: rrn.id().to_owned() };
            self.list.adjust(|query| query.open = Some(open));
        }
    }

    /// What is open beside the grid follows the cursor, once it rests: browsers do not let an address change too often.
    fn follow(&self) {
        let grid = *self;
        let later = set_timeout_with_handle(
            move || {
                if grid.peeked.try_get_untracked().flatten().is_some()
                    && let Some(row) = grid.cursor.row()
                {
                    grid.peek(row);
                }
            },
            FOLLOW,
        );
        if let Some(before) = self.following.try_update_value(|now| std::mem::replace(now, later.ok())).flatten() {
            before.clear();
        }
    }

    /// Closes what is open beside the grid; true when something was.
    pub(in crate::pages::investigations) fn close_peek(&self) -> bool {
        let open = self.list.query.with_untracked(|query| query.open.is_some());
        if open {
            self.list.adjust(|query| query.open = None);
            if self.cursor.line().is_some() {
                self.take_focus();
            }
        }
        open
    }

    /// Opens the menu of a cell of a row, unless it is barred or its column is not shown.
    pub(in crate::pages::investigations::grid) fn open_menu(&self, line: usize, row: RowId, column: GridColumn) {
        if !self.columns.with_untracked(|columns| columns.iter().any(|at| at.column == column)) {
            return;
        }
        self.go(line, Cell::In(column));
        let spot = Spot::Row(row);
        let cell = Cell::In(column);
        let button = self.pool.with_value(|pool| pool.as_ref().and_then(|pool| pool.element(&spot, cell)));
        if let Some(button) = button {
            self.open_menu_at(row, column, &button);
        }
    }

    /// Opens the menu of a row's cell at any button, unless that is barred.
    pub(in crate::pages::investigations) fn open_menu_at(
        &self,
        row: RowId,
        column: GridColumn,
        button: &web_sys::Element,
    ) {
        if !button.has_attribute("aria-disabled") {
            NodeRefContainer::<Button>::load(self.anchor, button);
            self.menu.set(Some(OpenMenu { row, column }));
        }
    }

    /// Shows what is new, from the beginning; false when nothing is.
    pub(in crate::pages::investigations::grid) fn show_news(&self) -> bool {
        if !self.live.news.get_untracked().order {
            return false;
        }
        self.live.catch_up();
        self.scroll_to(0.0);
        true
    }

    /// Ticks the rows from one line to another, both ends included; the first becomes the range's beginning.
    fn tick_between(&self, from: usize, to: usize) {
        let rows = self.lines.with_untracked(|lines| lines.rows_in(from.min(to)..from.max(to) + 1));
        self.tick_rows(&rows, false);
    }

    /// Ticks the rows from the last ticked to this one, or this one alone.
    pub(in crate::pages::investigations::grid) fn tick_to(&self, row: RowId) {
        let ends = self.lines.with_untracked(|lines| {
            let begin = self.tick.get_value().and_then(|begin| lines.line_of(begin, 0));
            Some((begin?, lines.line_of(row, begin?)?))
        });
        match ends {
            Some((from, to)) => self.tick_between(from, to),
            None => self.tick_one(row),
        }
    }

    /// Ticks a row or unticks it; ranges begin there.
    pub(in crate::pages::investigations::grid) fn tick_one(&self, row: RowId) {
        self.tick.set_value(Some(row));
        self.selection.toggle(row);
        self.say_cut();
    }

    /// Ticks every row of the answer that is shown, as far as one change can take them.
    pub(in crate::pages::investigations::grid) fn tick_all(&self) {
        let answer = self.live.shown.get_untracked();
        self.tick_rows(&answer.rows, true);
    }

    fn tick_rows(&self, rows: &[RowId], alone: bool) {
        if alone {
            self.selection.all(rows);
        } else {
            self.selection.range(rows);
        }
        self.say_cut();
    }

    /// Says so when not all could be ticked.
    fn say_cut(&self) {
        if let Some(wanted) = untrack(|| self.selection.cut_from()) {
            let text = format!("{} of {} selected", count(MOST as u64), count(wanted as u64));
            let detail = "One change takes at most that many. Narrow the list to choose which.".to_owned();
            self.toasts.push(Tone::Warn, text, Some(detail), None);
        }
    }

    /// The cursor has the focus again, even where its row has gone meanwhile: a dialog or menu about a row is done with.
    pub(in crate::pages::investigations) fn take_focus(self) {
        request_animation_frame(move || {
            if self.cursor.now.try_get_untracked().flatten().is_some() {
                self.focus_cursor();
            }
        });
    }

    /// Puts the focus on the cursor, wherever it was.
    pub(super) fn focus_cursor(&self) {
        let Some(Some((line, _))) = self.cursor.now.try_get_untracked() else { return };
        self.cursor.inside.set(true);
        self.draw();
        if !self.take() {
            self.go(line, Cell::Row);
        }
    }

    /// A row that had the focus and is gone hands it to the row that takes its place.
    pub(in crate::pages::investigations::grid) fn keep_focus(self) {
        effect(move || {
            self.lines.track();
            self.columns.track();
            if self.cursor.inside.get_untracked() {
                request_animation_frame(move || {
                    let inside = self.cursor.inside.try_get_untracked().unwrap_or_default();
                    let Some(rows) = self.rows.try_get_untracked().flatten() else { return };
                    if inside && active(&rows).is_none_or(|active| active.tag_name() == "BODY") {
                        self.focus_cursor();
                    }
                });
            }
        });
    }
}
