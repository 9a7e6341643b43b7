//! One row as held: what the region told, the changes on trial over it, and what search and sort need of both.

use super::Outcome;
use crate::fold::{fold, fold_into};
use crate::row::{Patch, Row};

#[derive(Debug)]
pub(crate) struct Held {
    /// As shown: told, with the changes on trial written over it.
    shown: Row,
    /// As told; only where changes on trial make it differ from what is shown.
    told: Option<Box<Row>>,
    trial: Vec<(u64, Patch)>,
    asked: u64,
    /// Folded text of the row, one field a line, the title first.
    haystack: String,
    title_len: usize,
    assignee_sort: String,
}

impl Held {
    pub(crate) fn new(row: Row, asked: u64) -> Self {
        let mut held = Self {
            shown: row,
            told: None,
            trial: Vec::new(),
            asked,
            haystack: String::new(),
            title_len: 0,
            assignee_sort: String::new(),
        };
        held.refold();
        held
    }

    pub(crate) const fn shown(&self) -> &Row {
        &self.shown
    }

    pub(crate) fn told(&self) -> &Row {
        self.told.as_deref().unwrap_or(&self.shown)
    }

    pub(crate) const fn asked(&self) -> u64 {
        self.asked
    }

    pub(crate) const fn on_trial(&self) -> bool {
        !self.trial.is_empty()
    }

    pub(crate) fn haystack(&self) -> &str {
        &self.haystack
    }

    /// The folded title.
    pub(crate) fn title_sort(&self) -> &str {
        self.haystack.get(..self.title_len).unwrap_or_default()
    }

    /// The assignee's folded name, or address where there is no name; `None` when unassigned.
    pub(crate) fn assignee_sort(&self) -> Option<&str> {
        Some(self.assignee_sort.as_str()).filter(|name| !name.is_empty())
    }

    /// The assignee's address, else name; `None` when unassigned, which the wire also spells as a person without either.
    pub(crate) fn assignee_key(&self) -> Option<&str> {
        let person = self.shown.investigation.assignee.as_ref()?;
        [person.email.as_str(), person.name.as_str()].into_iter().find(|text| !text.is_empty())
    }

    /// Takes in what a region told, if it is not older than what is held.
    pub(super) fn take_in(&mut self, mut row: Row, asked: u64) -> Outcome {
        let told = self.told();
        let older = match (told.version, row.version) {
            (Some(held), Some(new)) if held != new => new < held,
            _ => asked < self.asked,
        };
        if older {
            return Outcome::Older;
        }
        // First spelling stays, and so does what this answer does not tell.
        row.investigation.rrn = told.investigation.rrn.clone();
        row.alert_count = row.alert_count.or(told.alert_count);
        row.actors = row.actors.or_else(|| told.actors.clone());
        // A changed row without a version has one that is not known: the old one would accuse the next write.
        if row.investigation == told.investigation {
            row.version = row.version.or(told.version);
        }
        let unchanged = row == *told;
        self.asked = self.asked.max(asked);
        if unchanged {
            return Outcome::Unchanged;
        }
        self.retell(row);
        Outcome::Changed
    }

    /// Lays a change over the row.
    pub(super) fn try_out(&mut self, id: u64, patch: Patch) {
        self.trial.push((id, patch));
        let told = self.told().clone();
        self.retell(told);
    }

    /// Takes a change off again; what was told since then shows. True when it was there.
    pub(super) fn take_off(&mut self, id: u64) -> bool {
        let before = self.trial.len();
        self.trial.retain(|(other, _)| *other != id);
        if self.trial.len() == before {
            return false;
        }
        let told = self.told().clone();
        self.retell(told);
        true
    }

    fn retell(&mut self, told: Row) {
        self.shown = told.clone();
        for (_, patch) in &self.trial {
            patch.apply_to(&mut self.shown.investigation);
        }
        self.told = self.on_trial().then(|| Box::new(told));
        self.refold();
    }

    fn refold(&mut self) {
        let investigation = &self.shown.investigation;
        let mut haystack = std::mem::take(&mut self.haystack);
        haystack.clear();
        fold_into(&mut haystack, &investigation.title);
        self.title_len = haystack.len();
        let person = investigation.assignee.as_ref();
        let texts = person
            .into_iter()
            .flat_map(|person| [person.name.as_str(), person.email.as_str()])
            .chain(investigation.tags.iter().map(String::as_str))
            .chain(self.shown.actors.iter().flatten().map(|actor| actor.name.as_str()))
            .chain([investigation.rrn.as_str()]);
        for text in texts {
            haystack.push('\n');
            fold_into(&mut haystack, text);
        }
        self.haystack = haystack;
        self.assignee_sort = person
            .map(|person| if person.name.is_empty() { &person.email } else { &person.name })
            .map_or_else(String::new, |name| fold(name));
    }
}
