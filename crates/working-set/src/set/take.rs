//! Taking rows in: which of two answers about one investigation is true.

use super::{Asked, WorkingSet};
use crate::row::Row;
use crate::store::{Cells, Facts, at, flag};
use contract::stream::Record;
use contract::{CustomerId, RegionCode, Rrn};

/// What became of one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was not held before.
    Added,
    /// It differs from what was held.
    Changed,
    /// It says what is held already.
    Unchanged,
    /// What is held is newer, or the row was let go after it was asked for: nothing was taken.
    Older,
    /// Its RRN names another customer than its `organization_id`: nothing was taken.
    Misplaced,
}

/// What became of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ingested {
    /// Not held before.
    pub added: usize,
    /// Different now.
    pub changed: usize,
    /// As held.
    pub unchanged: usize,
    /// Older than what is held.
    pub older: usize,
    /// Refused: to be said loudly.
    pub misplaced: Vec<Misplaced>,
}

/// A row that names two customers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misplaced {
    /// Names one.
    pub rrn: Rrn,
    /// And this is the other.
    pub organization_id: CustomerId,
}

/// How an answer came to tell of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Marked {
    /// By itself.
    Told,
    /// As one of a whole working set.
    Named,
    /// As one of the history that a question reached for.
    History,
}

impl WorkingSet {
    /// Takes in a batch of rows.
    pub fn ingest(&mut self, rows: impl IntoIterator<Item = Row>, asked: Asked) -> Ingested {
        self.ingest_as(rows, asked, Marked::Told)
    }

    /// Takes in rows from before a region's working set, which a question reached for. Those that nothing else told of
    /// are history: no whole working set lets them go, [`Self::forget_history`] does.
    pub fn ingest_history(&mut self, rows: impl IntoIterator<Item = Row>, asked: Asked) -> Ingested {
        self.ingest_as(rows, asked, Marked::History)
    }

    fn ingest_as(&mut self, rows: impl IntoIterator<Item = Row>, asked: Asked, marked: Marked) -> Ingested {
        let mut ingested = Ingested::default();
        for row in rows {
            match self.upsert_as(&row, asked, marked) {
                Outcome::Added => ingested.added += 1,
                Outcome::Changed => ingested.changed += 1,
                Outcome::Unchanged => ingested.unchanged += 1,
                Outcome::Older => ingested.older += 1,
                Outcome::Misplaced => ingested
                    .misplaced
                    .push(Misplaced { organization_id: row.investigation.organization_id, rrn: row.investigation.rrn }),
            }
        }
        ingested
    }

    /// Takes in one row. Where both have a version the higher wins; else what was asked for later. Changes on trial
    /// stay on top of it.
    pub fn upsert(&mut self, row: Row, asked: Asked) -> Outcome {
        self.upsert_as(&row, asked, Marked::Told)
    }

    /// Takes in a record of a region's stream of changes. Misplaced too is one whose customer, as the directory has it,
    /// lives in another region.
    pub fn apply_record(&mut self, record: Record, asked: Asked) -> Outcome {
        let rrn = &record.investigation.rrn;
        if self.lives_elsewhere(rrn.customer(), rrn.region()) {
            return Outcome::Misplaced;
        }
        self.upsert(Row::from(record), asked)
    }

    fn upsert_as(&mut self, row: &Row, asked: Asked, marked: Marked) -> Outcome {
        if row.investigation.rrn.customer() != row.investigation.organization_id {
            return Outcome::Misplaced;
        }
        let facts = self.store.dicts.facts(row);
        let outcome = self.take(&facts, asked.0, marked);
        self.settle();
        outcome
    }

    /// Takes in facts whose name and customer agree.
    pub(crate) fn take(&mut self, facts: &Facts<'_>, asked: u64, marked: Marked) -> Outcome {
        let (hash, held) = self.store.look_up(facts);
        let (slot, outcome) = match held {
            None => match self.admit(facts, hash, asked, marked) {
                Some(slot) => (slot, Outcome::Added),
                None => return Outcome::Older,
            },
            Some(slot) if self.trials.contains_key(&slot) => (slot, self.retell(slot, facts, asked)),
            Some(slot) => (slot, self.overwrite(slot, facts, asked)),
        };
        if matches!(outcome, Outcome::Added | Outcome::Changed) {
            self.touch(slot);
        }
        self.mark(slot, asked, marked, outcome);
        outcome
    }

    /// Adds a row, unless it was let go after it was asked for.
    fn admit(&mut self, facts: &Facts<'_>, hash: u32, asked: u64, marked: Marked) -> Option<u32> {
        if !(self.let_go.is_empty() && self.customers_let_go.is_empty()) {
            let place = self.store.dicts.places.get(facts.place)?;
            let (customer, rrn) = (place.customer, place.name(&facts.id));
            let gone = self.customers_let_go.get(&customer).max(self.let_go.get(&rrn));
            if gone.is_some_and(|gone| *gone >= asked) {
                return None;
            }
            self.let_go.remove(&rrn);
        }
        let flags = if marked == Marked::History { flag::HISTORY } else { 0 };
        let slot = self.store.add(facts, hash, Cells { flags, asked: short(asked), ..Cells::default() })?;
        let added = self.stamp().saturating_add(1);
        if let Some(cell) = self.store.columns.added.get_mut(slot as usize) {
            *cell = added;
        }
        Some(slot)
    }

    /// Takes in facts about a row that no change on trial lies over.
    fn overwrite(&mut self, slot: u32, facts: &Facts<'_>, asked: u64) -> Outcome {
        let held = self.store.facts(slot);
        if older(held.version, facts.version, at(&self.store.columns.asked, slot), asked) {
            return Outcome::Older;
        }
        // The first spelling of the name stays, and so does what this answer does not tell.
        let same = same_investigation(&held, facts);
        // A changed row without a version has one that is not known: the old one would accuse the next write.
        let version = facts.version.or(if same { held.version } else { None });
        let alerts = facts.alerts.or(held.alerts);
        let same_actors = facts.actors.is_none() || facts.actors == held.actors;
        let outcome = if same && version == held.version && alerts == held.alerts && same_actors {
            Outcome::Unchanged
        } else {
            let kept = if same_actors { held.actors.map(|actors| actors.into_owned()) } else { None };
            let actors = kept.as_deref().or(facts.actors.as_deref()).map(Into::into);
            self.store.write(slot, &Facts { version, alerts, actors, ..facts.clone() });
            Outcome::Changed
        };
        if let Some(cell) = self.store.columns.asked.get_mut(slot as usize) {
            *cell = (*cell).max(short(asked));
        }
        outcome
    }

    fn mark(&mut self, slot: u32, asked: u64, marked: Marked, outcome: Outcome) {
        let columns = &mut self.store.columns;
        let followed = marked != Marked::History && outcome != Outcome::Older;
        if let Some(flags) = columns.flags.get_mut(slot as usize).filter(|_| followed) {
            *flags &= !flag::HISTORY;
        }
        if let Some(named) = columns.named.get_mut(slot as usize).filter(|_| marked == Marked::Named) {
            *named = (*named).max(short(asked));
        }
    }

    /// What is shown of a row has changed.
    pub(super) fn touch(&mut self, slot: u32) {
        self.note(slot);
        let stamp = self.stamp();
        if let Some(cell) = self.store.columns.touched.get_mut(slot as usize) {
            *cell = stamp;
        }
    }

    /// Makes room for what a region announced, so that the columns are not copied while they grow.
    pub(crate) fn promise(&mut self, region: RegionCode, rows: usize) {
        self.promised.insert(region, rows);
        self.announce();
    }

    fn announce(&mut self) {
        let missing = self.promised.iter().map(|(region, rows)| rows.saturating_sub(self.store.rows_of(region)));
        let missing = missing.fold(0_usize, usize::saturating_add).min(MOST_PROMISED);
        self.store.announced = self.store.columns.len() + missing;
    }

    /// To be called after changes.
    pub(crate) fn settle(&mut self) {
        self.store.settle();
    }

    /// A region's rows are in: once no other is on its way, room that was made and not used is given back.
    pub(crate) fn delivered(&mut self, region: &RegionCode) {
        self.promised.remove(region);
        self.announce();
        if self.promised.is_empty() {
            self.store.shrink();
        }
    }
}

/// A region that announces more has its rows taken in all the same, without the room made first.
const MOST_PROMISED: usize = 600_000;

/// The moment of asking as columns keep it.
pub(super) fn short(asked: u64) -> u32 {
    u32::try_from(asked).unwrap_or(u32::MAX)
}

/// Whether an answer is older than what is held.
pub(super) fn older(held: Option<u64>, new: Option<u64>, held_asked: u32, asked: u64) -> bool {
    match (held, new) {
        (Some(held), Some(new)) if held != new => new < held,
        _ => short(asked) < held_asked,
    }
}

fn same_investigation(held: &Facts<'_>, new: &Facts<'_>) -> bool {
    let numbers = |facts: &Facts<'_>| {
        let words = [facts.status, facts.priority, facts.disposition, facts.source];
        let texts = [facts.responsibility, facts.assignee, facts.tags];
        (words, texts, [facts.created, facts.accessed, facts.first_alert, facts.latest_alert])
    };
    numbers(held) == numbers(new) && held.title == new.title
}
