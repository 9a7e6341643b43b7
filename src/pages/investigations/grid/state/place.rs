//! The place in a list that an analyst comes back to from an investigation: scrolled as far, the cursor on the same row.
//! It stays in memory, one at a time, and ends with the page.

use super::GridState;
use crate::pages::investigations::grid::cursor::{Cell, Spot};
use crate::reactive::{effect, memo};
use contract::Rrn;
use leptos::prelude::*;
use std::cell::RefCell;

thread_local! {
    static LAST: RefCell<Option<Place>> = const { RefCell::new(None) };
}

/// Where somebody was.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Place {
    /// In the list of this address.
    address: String,
    /// How far down among the lines.
    top: f64,
    /// On this row.
    row: Option<Rrn>,
    /// With the focus in the grid.
    inside: bool,
}

impl GridState {
    /// Remembers where the analyst was when the list goes, and takes it over when the same one comes back.
    pub(super) fn keep_place(self) {
        let address = StoredValue::new(String::new());
        let list = self.list;
        effect(move || {
            if let Some(here) = list.address() {
                address.set_value(here);
            }
        });
        let here = untrack(|| list.address());
        let last = LAST.with_borrow_mut(Option::take);
        self.back.set_value(last.filter(|last| Some(&last.address) == here.as_ref()));
        // Signing out forgets where somebody was, too.
        let signed_in = memo(move || list.session.signal().with(Option::is_some));
        effect(move || {
            if !signed_in.get() {
                LAST.with_borrow_mut(|last| *last = None);
            }
        });
        on_cleanup(move || {
            let row = self.cursor.now.try_get_untracked().flatten().and_then(|(_, spot)| match spot {
                Spot::Row(row) => list.sync.with_untracked(|set| set.row(row).map(working_set::RowRef::rrn)),
                Spot::Head(_) => None,
            });
            let top = self.space.try_get_value().map_or(0.0, |space| space.top());
            let inside = self.cursor.inside.try_get_untracked().unwrap_or_default();
            let address = address.try_get_value().unwrap_or_default();
            LAST.with_borrow_mut(|last| *last = Some(Place { address, top, row, inside }));
        });
    }

    /// Goes back to where the analyst was, once there are rows; true when it did.
    pub(super) fn come_back(&self) -> bool {
        let rows = self.lines.try_with_untracked(|lines| lines.len()).unwrap_or_default();
        let unready = self.pool.with_value(Option::is_none) || self.space.with_value(|space| space.line < 1.0);
        if rows == 0 || unready {
            return false;
        }
        let Some(place) = self.back.try_update_value(Option::take).flatten() else { return false };
        self.scrolled();
        self.space.update_value(|space| space.measured(rows, space.line, space.seen));
        self.draw();
        self.scroll_to(place.top);
        let row = place.row.and_then(|rrn| self.list.sync.with_untracked(|set| set.get(&rrn).map(|row| row.id())));
        let line = row.and_then(|row| self.lines.with_untracked(|lines| lines.line_of(row, 0)));
        if let (Some(row), Some(line)) = (row, line) {
            self.cursor.rest(Spot::Row(row), line, Cell::Row);
            if place.inside {
                let grid = *self;
                request_animation_frame(move || grid.focus_cursor());
            }
        }
        true
    }
}
