//! The cursor of a grid: which row or head, and which of its cells; kept through refresh. It moves the focus with it.

use super::lines::{Lines, nearest};
use crate::reactive::memo;
use crate::route::{ColumnAt, GridColumn};
use leptos::prelude::*;
use working_set::{Key, RowId};

/// What the cursor can be on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Spot {
    /// A row.
    Row(RowId),
    /// The head of a group.
    Head(Key),
}

impl Spot {
    /// What stands on a line.
    pub(super) fn at(lines: &Lines, line: usize) -> Option<Self> {
        match lines.row_at(line) {
            Some(row) => Some(Self::Row(row)),
            None => lines.head_at(line).map(|group| Self::Head(group.key.clone())),
        }
    }

    fn line(&self, lines: &Lines, near: usize) -> Option<usize> {
        match self {
            Self::Row(row) => lines.line_of(*row, near),
            Self::Head(key) => lines.line_of_key(key),
        }
    }
}

/// A place in a row that can have the focus: the row as a whole, or the control of one of its cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cell {
    /// The row as a whole.
    Row,
    /// Its cell of this column.
    In(GridColumn),
}

impl Cell {
    /// The one beside it among the columns shown; the first and the last stay.
    pub(super) fn beside(self, columns: &[ColumnAt], forward: bool) -> Self {
        let has_control = |column: GridColumn| {
            matches!(column, GridColumn::Priority | GridColumn::Title | GridColumn::Status | GridColumn::Assignee)
        };
        let controls = columns.iter().map(|at| at.column).filter(|column| has_control(*column)).map(Self::In);
        let cells: Vec<Self> = std::iter::once(Self::Row).chain(controls).collect();
        let at = cells.iter().position(|cell| *cell == self).unwrap_or_default();
        let to = if forward { at + 1 } else { at.saturating_sub(1) };
        cells.get(to).copied().unwrap_or(self)
    }
}

/// Where the cursor is.
#[derive(Clone, Copy)]
pub(super) struct Cursor {
    /// What it was put on, and the line of that then.
    at: RwSignal<Option<(Spot, usize)>>,
    /// The cell that has the focus, or had it last.
    pub(super) cell: RwSignal<Cell>,
    /// The focus is in the grid's rows.
    pub(super) inside: RwSignal<bool>,
    /// Line and what stands there, as they are now: a row that has gone hands the cursor to its neighbour.
    pub(super) now: Memo<Option<(usize, Spot)>>,
}

impl Cursor {
    /// Nowhere yet.
    pub(super) fn new(lines: Memo<Lines>, inside: RwSignal<bool>) -> Self {
        let at = RwSignal::new(None::<(Spot, usize)>);
        let now = memo(move || {
            at.with(|at| {
                let (spot, near) = at.as_ref()?;
                lines.with(|lines| {
                    let line = spot.line(lines, *near).or_else(|| nearest(lines, *near))?;
                    Some((line, Spot::at(lines, line)?))
                })
            })
        });
        Self { at, cell: RwSignal::new(Cell::Row), inside, now }
    }

    /// Puts the cursor there.
    pub(super) fn rest(&self, spot: Spot, line: usize, cell: Cell) {
        if self.at.with_untracked(|at| at.as_ref() != Some(&(spot.clone(), line))) {
            self.at.set(Some((spot, line)));
        }
        if self.cell.get_untracked() != cell {
            self.cell.set(cell);
        }
    }

    /// The row that the cursor is on, unless it is on a head.
    pub(super) fn row(&self) -> Option<RowId> {
        self.now.with_untracked(|now| match now {
            Some((_, Spot::Row(row))) => Some(*row),
            _ => None,
        })
    }

    /// Its line.
    pub(super) fn line(&self) -> Option<usize> {
        self.now.with_untracked(|now| now.as_ref().map(|(line, _)| *line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_walks_the_controls_of_the_columns_shown() {
        let columns = [GridColumn::Age, GridColumn::Status, GridColumn::Title, GridColumn::Tags]
            .map(|column| ColumnAt { column, width: None });
        let status = Cell::Row.beside(&columns, true);
        assert_eq!(status, Cell::In(GridColumn::Status));
        let title = status.beside(&columns, true);
        assert_eq!(title, Cell::In(GridColumn::Title));
        assert_eq!(title.beside(&columns, true), title, "the last stays");
        assert_eq!(status.beside(&columns, false), Cell::Row);
        assert_eq!(Cell::Row.beside(&columns, false), Cell::Row);
        let hidden = Cell::In(GridColumn::Priority);
        assert_eq!(hidden.beside(&columns, true), status, "a column that was taken away is left for the first");
    }
}
