//! The cursor of a grid: which row and which of its cells, kept through refresh, and who may have the focus.

use super::line::{Line, nearest};
use leptos::prelude::*;
use working_set::RowId;

/// A place in a row that can have the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cell {
    /// The row as a whole.
    Row,
    /// Its priority.
    Priority,
    /// Its title, which is a link.
    Title,
    /// Its status.
    Status,
    /// Who works on it.
    Assignee,
}

impl Cell {
    const ALL: [Self; 5] = [Self::Row, Self::Priority, Self::Title, Self::Status, Self::Assignee];

    /// The one beside it; the first and the last stay.
    pub(super) fn beside(self, forward: bool) -> Self {
        let at = Self::ALL.iter().position(|cell| *cell == self).unwrap_or_default();
        let to = if forward { at + 1 } else { at.saturating_sub(1) };
        Self::ALL.get(to).copied().unwrap_or(self)
    }

    /// Finds its control inside a row; the row itself needs none.
    pub(super) const fn selector(self) -> Option<&'static str> {
        match self {
            Self::Row => None,
            Self::Priority => Some(".c-prio button"),
            Self::Title => Some(".c-title a"),
            Self::Status => Some(".c-status button"),
            Self::Assignee => Some(".c-who button"),
        }
    }
}

/// A row that shall take the focus, once it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wish {
    /// Which row.
    pub(super) row: RowId,
    /// Which cell of it.
    pub(super) cell: Cell,
    /// Opens the cell's menu too.
    pub(super) menu: bool,
}

/// Where the cursor is.
#[derive(Clone, Copy)]
pub(super) struct Cursor {
    /// The row it was put on, and where that stood then.
    at: RwSignal<Option<(RowId, usize)>>,
    /// The cell that has the focus, or had it last.
    pub(super) cell: RwSignal<Cell>,
    /// Waits to be carried out by the row it names.
    pub(super) wish: RwSignal<Option<Wish>>,
    /// The focus is in the grid.
    pub(super) inside: RwSignal<bool>,
    /// Place and row, as they are now: a row that has gone hands the cursor to its neighbour.
    pub(super) now: Memo<Option<(usize, RowId)>>,
}

impl Cursor {
    /// Nowhere yet.
    pub(super) fn new(lines: Memo<Vec<Line>>) -> Self {
        let at = RwSignal::new(None::<(RowId, usize)>);
        let now = Memo::new(move |_| {
            let (row, place) = at.get()?;
            lines.with(|lines| {
                let same = lines.iter().position(|line| line.row() == Some(row));
                let place = same.or_else(|| nearest(lines, place))?;
                Some((place, lines.get(place)?.row()?))
            })
        });
        Self { at, cell: RwSignal::new(Cell::Row), wish: RwSignal::new(None), inside: RwSignal::new(false), now }
    }

    /// Puts the cursor on a row that has the focus already.
    pub(super) fn rest(&self, row: RowId, place: usize, cell: Cell) {
        if self.at.get_untracked() != Some((row, place)) {
            self.at.set(Some((row, place)));
        }
        if self.cell.get_untracked() != cell {
            self.cell.set(cell);
        }
    }

    /// Puts the cursor there and asks for the focus.
    pub(super) fn go(&self, row: RowId, place: usize, cell: Cell, menu: bool) {
        self.rest(row, place, cell);
        self.wish.set(Some(Wish { row, cell, menu }));
    }

    /// The row that the cursor is on.
    pub(super) fn row(&self) -> Option<RowId> {
        self.now.get_untracked().map(|(_, row)| row)
    }
}
