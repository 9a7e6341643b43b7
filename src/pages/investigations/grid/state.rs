//! What a grid remembers: its lines, which of them are drawn, where it is scrolled, where its cursor is.

use super::cursor::{Cell, Cursor};
use super::keys::Move;
use super::line::{Line, Step, View, drawn, first_seen, in_page, lines, nearest, reveal, stepped};
use crate::pages::investigations::change::Changes;
use crate::pages::investigations::list::List;
use crate::route::Route;
use leptos::html::Div;
use leptos::prelude::*;
use std::ops::Range;
use working_set::RowId;

/// The grid's memory; it outlives the grid, which is not there while there are no rows.
#[derive(Clone, Copy)]
pub(in crate::pages::investigations) struct GridState {
    list: List,
    /// How rows are changed.
    pub(in crate::pages::investigations) changes: Changes,
    /// Every line.
    pub(super) lines: Memo<Vec<Line>>,
    /// The cursor.
    pub(super) cursor: Cursor,
    /// Which lines are seen, and some to either side.
    pub(super) range: Memo<Range<usize>>,
    /// The lines in the page with their places: the range, the head of its first group, and the cursor's row wherever it is.
    pub(super) drawn: Memo<Vec<(usize, Line)>>,
    /// The row that the Tab key enters the grid by.
    pub(super) stop: Memo<Option<RowId>>,
    /// What is seen, in pixels.
    pub(super) view: RwSignal<View>,
    /// What scrolls.
    pub(super) scroller: NodeRef<Div>,
    /// What holds the rows.
    pub(super) rows: NodeRef<Div>,
    /// As tall as a row.
    pub(super) probe: NodeRef<Div>,
}

impl GridState {
    /// Of this list.
    pub(in crate::pages::investigations) fn new(list: List, changes: Changes) -> Self {
        let lines = Memo::new(move |_| list.answer.with(lines));
        let view = RwSignal::new(View::default());
        let cursor = Cursor::new(lines);
        let range = Memo::new(move |_| drawn(view.get(), lines.with(Vec::len)));
        let drawn = Memo::new(move |_| {
            let (range, at) = (range.get(), cursor.now.get().map(|(place, _)| place));
            lines.with(|lines| in_page(lines, range, at))
        });
        let stop = Memo::new(move |_| {
            if let Some((_, row)) = cursor.now.get() {
                return Some(row);
            }
            lines.with(|lines| lines.get(nearest(lines, first_seen(view.get()))?)?.row())
        });
        let (scroller, rows, probe) = (NodeRef::new(), NodeRef::new(), NodeRef::new());
        let grid = Self { list, changes, lines, cursor, range, drawn, stop, view, scroller, rows, probe };
        grid.keep_measure();
        grid.keep_focus();
        grid
    }

    /// Reads how far it is scrolled.
    pub(super) fn scrolled(&self) {
        if let Some(scroller) = self.scroller.get_untracked() {
            let (top, height) = (f64::from(scroller.scroll_top()), f64::from(scroller.client_height()));
            let view = View { top, height, ..self.view.get_untracked() };
            if view != self.view.get_untracked() {
                self.view.set(view);
            }
        }
    }

    /// Puts cursor and focus on a row, scrolling to it where needed.
    pub(super) fn go(&self, place: usize, cell: Cell, menu: bool) {
        let Some(row) = self.lines.with_untracked(|lines| lines.get(place).and_then(Line::row)) else { return };
        let view = self.view.get_untracked();
        let covered = if self.list.customer().is_some() { view.line } else { 0.0 };
        if let (Some(top), Some(scroller)) = (reveal(view, place, covered), self.scroller.get_untracked()) {
            // Pixels of a list fit with room to spare.
            scroller.set_scroll_top(top as i32);
            self.scrolled();
        }
        self.cursor.go(row, place, cell, menu);
    }

    /// Carries out a move of the cursor.
    pub(super) fn make(&self, movement: Move) {
        let now = self.cursor.now.get_untracked().map(|(place, _)| place);
        let cell = self.cursor.cell.get_untracked();
        match (movement, now) {
            (Move::To(step), _) => self.step(step, now, cell),
            (Move::Beside { forward }, Some(place)) => self.go(place, cell.beside(forward), false),
            (Move::Out, Some(place)) => self.go(place, Cell::Row, false),
            (Move::Beside { .. } | Move::Out, None) => {}
        }
    }

    fn step(&self, step: Step, from: Option<usize>, cell: Cell) {
        let view = self.view.get_untracked();
        let seen = if view.line < 1.0 { 10.0 } else { (view.height - view.head) / view.line };
        let page = (seen as usize).saturating_sub(1).max(1);
        if let Some(place) = self.lines.with_untracked(|lines| stepped(lines, from, step, page)) {
            self.go(place, cell, false);
        }
    }

    /// Opens the investigation that the cursor is on.
    pub(super) fn open(&self) {
        let Some(row) = self.cursor.row() else { return };
        let rrn = self.list.sync.with_untracked(|set| set.row(row).map(working_set::RowRef::rrn));
        if let Some(rrn) = rrn {
            self.list.open(&Route::Investigation(rrn.customer(), rrn.id().to_owned()));
        }
    }

    /// Measures when the grid comes, when the window changes, and when rows get another height.
    fn keep_measure(self) {
        let measure = move || request_animation_frame(move || self.measure());
        Effect::new(move || {
            self.list.session.preferences();
            self.list.coverage.with(working_set::Coverage::loading);
            if self.scroller.get().is_some() && self.rows.get().is_some() {
                measure();
            }
        });
        let resize = window_event_listener(leptos::ev::resize, move |_| measure());
        on_cleanup(move || resize.remove());
    }

    fn measure(&self) {
        let node = |node: NodeRef<Div>| node.try_get_untracked().flatten();
        if let (Some(probe), Some(rows)) = (node(self.probe), node(self.rows)) {
            let (line, head) = (probe.get_bounding_client_rect().height(), f64::from(rows.offset_top()));
            self.view.try_update(|view| *view = View { line, head, ..*view });
            self.scrolled();
        }
    }

    /// A row that had the focus and is gone hands it to the row that takes its place.
    fn keep_focus(self) {
        Effect::new(move || {
            self.lines.track();
            if self.cursor.inside.get_untracked() {
                request_animation_frame(move || self.refocus());
            }
        });
    }

    /// A dialog about a row is done with: the cursor has the focus again, even where the row has gone meanwhile.
    pub(in crate::pages::investigations) fn take_focus(self) {
        request_animation_frame(move || {
            self.cursor.inside.try_set(true);
            self.refocus();
        });
    }

    fn refocus(&self) {
        let inside = self.cursor.inside.try_get_untracked().unwrap_or_default();
        let Some(rows) = self.rows.try_get_untracked().flatten() else { return };
        if inside
            && super::letters::active(&rows).is_none_or(|active| active.tag_name() == "BODY")
            && let Some((place, _)) = self.cursor.now.get_untracked()
        {
            self.go(place, Cell::Row, false);
        }
    }
}
