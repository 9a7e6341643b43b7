//! Changes on trial: shown at once, confirmed by the server's answer or rolled back, never lost and never doubled.

use super::take::{Marked, older, short};
use super::{Outcome, WorkingSet};
use crate::row::{Patch, Row};
use crate::store::{Facts, at, flag};
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

/// A row that changes lie over: what was told, and the changes in their order. The columns hold what is shown.
#[derive(Debug)]
pub(crate) struct Trial {
    told: Row,
    changes: Vec<(u64, Patch)>,
}

impl Trial {
    pub(crate) const fn told(&self) -> &Row {
        &self.told
    }

    fn shown(&self) -> Row {
        let mut shown = self.told.clone();
        for (_, patch) in &self.changes {
            patch.apply_to(&mut shown.investigation);
        }
        shown
    }
}

impl WorkingSet {
    /// Shows a change before the server has answered. `None` when the row is not held.
    pub fn apply_local(&mut self, rrn: &Rrn, patch: Patch) -> Option<LocalChange> {
        self.clock += 1;
        let id = self.clock;
        let slot = self.store.slot(rrn)?;
        let rrn = self.store.name(slot)?;
        if !self.trials.contains_key(&slot) {
            let told = self.store.row(slot)?;
            self.trials.insert(slot, Trial { told, changes: Vec::new() });
        }
        self.trials.get_mut(&slot)?.changes.push((id, patch));
        self.show(slot);
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
        let Some(slot) = self.store.slot(&change.rrn) else { return Outcome::Older };
        let facts = self.store.dicts.facts(&echo);
        let outcome = self.take(&facts, asked.0, Marked::Told);
        self.take_off(slot, change.id);
        self.changes += 1;
        self.settle();
        outcome
    }

    /// The server refused, or never answered: the row shows again what was last told. True when the change still stood.
    pub fn roll_back(&mut self, change: LocalChange) -> bool {
        self.store.slot(&change.rrn).is_some_and(|slot| self.take_off(slot, change.id))
    }

    /// Takes in facts about a row that changes on trial lie over.
    pub(super) fn retell(&mut self, slot: u32, facts: &Facts<'_>, asked: u64) -> Outcome {
        let (Some(trial), Some(place)) = (self.trials.get_mut(&slot), self.store.place(slot)) else {
            return Outcome::Older;
        };
        let mut new = self.store.dicts.row(place, facts);
        let told = &trial.told;
        if older(told.version, new.version, at(&self.store.columns.asked, slot), asked) {
            return Outcome::Older;
        }
        new.investigation.rrn = told.investigation.rrn.clone();
        new.alert_count = new.alert_count.or(told.alert_count);
        new.actors = new.actors.or_else(|| told.actors.clone());
        if new.investigation == told.investigation {
            new.version = new.version.or(told.version);
        }
        let unchanged = new == *told;
        trial.told = new;
        if let Some(cell) = self.store.columns.asked.get_mut(slot as usize) {
            *cell = (*cell).max(short(asked));
        }
        if unchanged {
            return Outcome::Unchanged;
        }
        self.show(slot);
        Outcome::Changed
    }

    /// Takes a change off again; what was told since then shows. True when it was there.
    fn take_off(&mut self, slot: u32, id: u64) -> bool {
        let Some(trial) = self.trials.get_mut(&slot) else { return false };
        let before = trial.changes.len();
        trial.changes.retain(|(other, _)| *other != id);
        if trial.changes.len() == before {
            return false;
        }
        self.show(slot);
        true
    }

    /// Writes a row's told facts with the changes over them into the columns; without changes it is no trial any more.
    fn show(&mut self, slot: u32) {
        let Some(trial) = self.trials.get(&slot) else { return };
        let (shown, on_trial) = (trial.shown(), !trial.changes.is_empty());
        let facts = self.store.dicts.facts(&shown);
        self.store.write(slot, &facts);
        if let Some(flags) = self.store.columns.flags.get_mut(slot as usize) {
            *flags = if on_trial { *flags | flag::TRIAL } else { *flags & !flag::TRIAL };
        }
        if !on_trial {
            self.trials.remove(&slot);
        }
        self.touch(slot);
    }
}
