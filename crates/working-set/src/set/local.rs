//! Changes on trial: shown at once, confirmed by the server's answer or rolled back, never lost and never doubled.

use super::{Outcome, WorkingSet};
use crate::row::{Patch, Row};
use contract::Rrn;

/// A change on trial. Ends in [`WorkingSet::confirm`] or [`WorkingSet::roll_back`]; until then the row shows it.
#[derive(Debug, PartialEq, Eq)]
#[must_use = "a change on trial is confirmed or rolled back"]
pub struct LocalChange {
    rrn: Rrn,
    id: u64,
}

impl LocalChange {
    /// Of which investigation.
    pub const fn rrn(&self) -> &Rrn {
        &self.rrn
    }
}

impl WorkingSet {
    /// Shows a change before the server has answered. `None` when the row is not held.
    pub fn apply_local(&mut self, rrn: &Rrn, patch: Patch) -> Option<LocalChange> {
        self.clock += 1;
        let id = self.clock;
        let held = self.slot_mut(rrn)?;
        held.try_out(id, patch);
        let rrn = held.told().investigation.rrn.clone();
        self.changes += 1;
        Some(LocalChange { rrn, id })
    }

    /// The server has answered with `echo`: it takes the place of the change. Answers asked for before this moment no
    /// longer overwrite it. Nothing happens when the row was let go meanwhile, or the echo is another's.
    pub fn confirm(&mut self, change: LocalChange, echo: Row) -> Outcome {
        if echo.investigation.rrn != change.rrn || echo.investigation.organization_id != change.rrn.customer() {
            self.roll_back(change);
            return Outcome::Misplaced;
        }
        let asked = self.asking();
        let Some(held) = self.slot_mut(&change.rrn) else { return Outcome::Older };
        let outcome = held.take_in(echo, asked.0);
        held.take_off(change.id);
        self.changes += 1;
        outcome
    }

    /// The server refused, or never answered: the row shows again what was last told. True when the change still stood.
    pub fn roll_back(&mut self, change: LocalChange) -> bool {
        let stood = self.slot_mut(&change.rrn).is_some_and(|held| held.take_off(change.id));
        self.changes += u64::from(stood);
        stood
    }
}
