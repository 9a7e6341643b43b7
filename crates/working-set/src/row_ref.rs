//! A held row, read in place: what a cell needs, without copying the row.

use crate::names::CustomerNames;
use crate::row::Row;
use crate::set::{RowId, WorkingSet};
use crate::store::{Place, at, flag, moment};
use contract::{ActorKind, CustomerId, Disposition, Priority, RegionCode, Rrn, Source, Status, Timestamp};

/// Someone who works on an investigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person<'a> {
    /// Display name; may be empty.
    pub name: &'a str,
    /// Address; may be empty where the name is not.
    pub email: &'a str,
}

/// One row, as shown: changes on trial included.
#[derive(Debug, Clone, Copy)]
pub struct RowRef<'a> {
    set: &'a WorkingSet,
    slot: u32,
    place: &'a Place,
}

impl<'a> RowRef<'a> {
    pub(crate) const fn new(set: &'a WorkingSet, slot: u32, place: &'a Place) -> Self {
        Self { set, slot, place }
    }

    fn cell<T: Copy + Default>(self, column: &'a [T]) -> T {
        at(column, self.slot)
    }

    fn flag(self, bit: u8) -> bool {
        self.cell(&self.set.store.columns.flags) & bit != 0
    }

    /// Its handle.
    pub fn id(self) -> RowId {
        self.set.row_id(self.slot)
    }

    /// Its name, which carries region and customer.
    pub fn rrn(self) -> Rrn {
        self.place.name(self.id_text())
    }

    /// The last segment of its name, unique within its customer.
    pub fn id_text(self) -> &'a str {
        self.set.store.id(self.slot)
    }

    /// Whose it is.
    pub const fn customer(self) -> CustomerId {
        self.place.customer
    }

    /// A small number that rows of one customer and region share, and no others: for tables of strings.
    pub const fn customer_index(self) -> u32 {
        self.place.home
    }

    /// What that customer is called; `None` while the directory has not told.
    pub fn customer_names(self) -> Option<&'a CustomerNames> {
        self.set.names().get(self.customer())
    }

    /// Where it lives.
    pub const fn region(self) -> &'a RegionCode {
        &self.place.region
    }

    /// Its title: attacker-written text, shown inert.
    pub fn title(self) -> &'a str {
        self.set.store.title(self.slot)
    }

    /// Where it stands.
    pub fn status(self) -> &'a Status {
        self.set.store.dicts.statuses.get(self.cell(&self.set.store.columns.status)).unwrap_or(&Status::Open)
    }

    /// How urgent.
    pub fn priority(self) -> &'a Priority {
        let id = self.cell(&self.set.store.columns.priority);
        self.set.store.dicts.priorities.get(id).unwrap_or(&Priority::Unspecified)
    }

    /// What it turned out to be.
    pub fn disposition(self) -> &'a Disposition {
        let id = self.cell(&self.set.store.columns.disposition);
        self.set.store.dicts.dispositions.get(id).unwrap_or(&Disposition::Undecided)
    }

    /// What opened it.
    pub fn source(self) -> &'a Source {
        self.set.store.dicts.sources.get(self.cell(&self.set.store.columns.source)).unwrap_or(&Source::Manual)
    }

    /// Who works on it; `None` is unassigned.
    pub fn assignee(self) -> Option<Person<'a>> {
        let known = self.set.store.assignee(self.slot)?;
        Some(Person { name: &known.name, email: &known.email })
    }

    /// When it was opened.
    pub fn created(self) -> Timestamp {
        Timestamp::from_micros(self.cell(&self.set.store.columns.created))
    }

    /// Seconds since it was opened; 0 when that is in the future.
    pub fn age_secs(self, now: Timestamp) -> i64 {
        now.secs_since(self.created()).max(0)
    }

    /// When someone last looked.
    pub fn last_accessed(self) -> Option<Timestamp> {
        moment(self.cell(&self.set.store.columns.accessed))
    }

    /// Its first alert.
    pub fn first_alert(self) -> Option<Timestamp> {
        moment(self.cell(&self.set.store.columns.first_alert))
    }

    /// Its latest alert.
    pub fn latest_alert(self) -> Option<Timestamp> {
        moment(self.cell(&self.set.store.columns.latest_alert))
    }

    /// Who is responsible.
    pub fn responsibility(self) -> Option<&'a str> {
        self.set.store.dicts.responsibilities.get(self.cell(&self.set.store.columns.responsibility))
    }

    /// Its tags.
    pub fn tags(self) -> impl Iterator<Item = &'a str> {
        let dicts = &self.set.store.dicts;
        let tags = dicts.tag_sets.get(self.cell(&self.set.store.columns.tags));
        tags.iter().filter_map(|tag| dicts.tag_texts.get(*tag))
    }

    /// How many alerts; `None` where the region does not tell.
    pub fn alert_count(self) -> Option<u64> {
        self.flag(flag::ALERTS).then(|| self.cell(&self.set.store.columns.alerts))
    }

    /// Its main actors, most alerts first; none also where the region does not tell.
    pub fn actors(self) -> impl Iterator<Item = (&'a ActorKind, &'a str)> {
        self.set.store.actors(self.slot)
    }

    /// The version that a guarded change is based on; `None`: read it before changing.
    pub fn version(self) -> Option<u64> {
        self.flag(flag::VERSION).then(|| self.cell(&self.set.store.columns.version))
    }

    /// True while a change to it waits for the server's answer.
    pub fn saving(self) -> bool {
        self.flag(flag::TRIAL)
    }

    /// True when only history told of it: it is not followed.
    pub fn history(self) -> bool {
        self.flag(flag::HISTORY)
    }

    /// Grows whenever anything that is shown of it changed, its customer's names and its saving included.
    pub fn revision(self) -> u64 {
        u64::from(self.cell(&self.set.store.columns.touched)).max(self.set.names_at())
    }

    /// The set's revision with which it came: greater than that of every answer before.
    pub fn added(self) -> u64 {
        u64::from(self.cell(&self.set.store.columns.added))
    }

    /// A copy, as shown.
    pub fn to_row(self) -> Row {
        self.set.store.dicts.row(self.place, &self.set.store.facts(self.slot))
    }

    /// A copy without the changes on trial: what the server last told.
    pub fn told(self) -> Row {
        self.set.trial(self.slot).map_or_else(|| self.to_row(), |trial| trial.told().clone())
    }
}
