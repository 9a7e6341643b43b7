//! What keys mean in a list: moving in the grid, and single letters that act on the cursor's row. Pure.

use super::lines::Step;

/// What a key does while the grid has the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pages::investigations) enum Move {
    /// To another line.
    To(Step),
    /// To the cell beside.
    Beside {
        /// Towards the end of the row.
        forward: bool,
    },
    /// From a cell back to its row.
    Out,
}

/// What a key of the grid means; `in_cell` is true while a cell's control has the focus.
pub(super) fn moves(key: &str, in_cell: bool) -> Option<Move> {
    Some(match key {
        "ArrowDown" => Move::To(Step::Down),
        "ArrowUp" => Move::To(Step::Up),
        "PageDown" => Move::To(Step::PageDown),
        "PageUp" => Move::To(Step::PageUp),
        "Home" => Move::To(Step::First),
        "End" => Move::To(Step::Last),
        "ArrowRight" => Move::Beside { forward: true },
        "ArrowLeft" => Move::Beside { forward: false },
        "Escape" if in_cell => Move::Out,
        _ => return None,
    })
}

/// Whether the move can tick what it passes, with Shift.
pub(super) const fn extends(movement: Move) -> bool {
    matches!(movement, Move::To(_))
}

/// A single letter, wherever the focus is in the app but in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Letter {
    /// Search this list.
    Search,
    /// The next row.
    Next,
    /// The previous row.
    Previous,
    /// Opens the row beside the grid, or closes it.
    Peek,
    /// Ticks the row, or unticks it.
    Tick,
    /// Who works on it.
    Assign,
    /// Its status.
    Status,
    /// Its priority.
    Priority,
    /// Shows what is new.
    Show,
    /// Takes back the last change of many.
    Undo,
}

/// What a letter means.
pub(super) fn letter(key: &str) -> Option<Letter> {
    Some(match key {
        "/" => Letter::Search,
        "j" => Letter::Next,
        "k" => Letter::Previous,
        "v" => Letter::Peek,
        "x" => Letter::Tick,
        "a" => Letter::Assign,
        "s" => Letter::Status,
        "p" => Letter::Priority,
        "." | "r" => Letter::Show,
        "z" => Letter::Undo,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_moves_do_not_collide() {
        for key in ["/", "a", "s", "p", "j", "k", "v", "x", ".", "r", "z"] {
            assert!(letter(key).is_some() && moves(key, false).is_none(), "{key}");
        }
        for key in ["ArrowDown", "Home", "ArrowLeft"] {
            assert!(moves(key, true).is_some() && letter(key).is_none(), "{key}");
        }
        assert_eq!(moves("Escape", false), None, "Escape outside a cell is the screen's");
        assert_eq!(moves("Escape", true), Some(Move::Out));
        assert_eq!((letter("A"), letter("Shift"), moves("Enter", false)), (None, None, None));
    }

    #[test]
    fn only_steps_between_rows_tick() {
        assert!(extends(Move::To(Step::PageDown)));
        assert!(!extends(Move::Beside { forward: true }) && !extends(Move::Out));
    }
}
