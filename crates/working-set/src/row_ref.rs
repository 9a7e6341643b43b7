//! A held row, read in place: what a cell needs, without copying the row.

use crate::names::{CustomerNames, Names};
use crate::row::Row;
use crate::set::{Held, RowId};
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
    id: RowId,
    held: &'a Held,
    names: &'a Names,
}

impl<'a> RowRef<'a> {
    pub(crate) const fn new(id: RowId, held: &'a Held, names: &'a Names) -> Self {
        Self { id, held, names }
    }

    const fn shown(self) -> &'a Row {
        self.held.shown()
    }

    pub(crate) const fn held(self) -> &'a Held {
        self.held
    }

    /// Its handle.
    pub const fn id(self) -> RowId {
        self.id
    }

    /// Its name, which carries region and customer.
    pub fn rrn(self) -> Rrn {
        self.shown().investigation.rrn.clone()
    }

    /// Whose it is.
    pub fn customer(self) -> CustomerId {
        self.shown().investigation.organization_id
    }

    /// What that customer is called; `None` while the directory has not told.
    pub fn customer_names(self) -> Option<&'a CustomerNames> {
        self.names.get(self.customer())
    }

    /// Where it lives.
    pub fn region(self) -> &'a RegionCode {
        self.shown().investigation.rrn.region()
    }

    /// Its title: attacker-written text, shown inert.
    pub fn title(self) -> &'a str {
        &self.shown().investigation.title
    }

    /// Where it stands.
    pub const fn status(self) -> &'a Status {
        &self.shown().investigation.status
    }

    /// How urgent.
    pub const fn priority(self) -> &'a Priority {
        &self.shown().investigation.priority
    }

    /// What it turned out to be.
    pub const fn disposition(self) -> &'a Disposition {
        &self.shown().investigation.disposition
    }

    /// What opened it.
    pub const fn source(self) -> &'a Source {
        &self.shown().investigation.source
    }

    /// Who works on it; `None` is unassigned.
    pub fn assignee(self) -> Option<Person<'a>> {
        self.held.assignee_key()?;
        let person = self.shown().investigation.assignee.as_ref()?;
        Some(Person { name: &person.name, email: &person.email })
    }

    /// When it was opened.
    pub const fn created(self) -> Timestamp {
        self.shown().investigation.created_time
    }

    /// Seconds since it was opened; 0 when that is in the future.
    pub fn age_secs(self, now: Timestamp) -> i64 {
        now.secs_since(self.created()).max(0)
    }

    /// When someone last looked.
    pub const fn last_accessed(self) -> Option<Timestamp> {
        self.shown().investigation.last_accessed
    }

    /// Its first alert.
    pub const fn first_alert(self) -> Option<Timestamp> {
        self.shown().investigation.first_alert_time
    }

    /// Its latest alert.
    pub const fn latest_alert(self) -> Option<Timestamp> {
        self.shown().investigation.latest_alert_time
    }

    /// Who is responsible.
    pub fn responsibility(self) -> Option<&'a str> {
        self.shown().investigation.responsibility.as_deref()
    }

    /// Its tags.
    pub fn tags(self) -> impl Iterator<Item = &'a str> {
        self.shown().investigation.tags.iter().map(String::as_str)
    }

    /// How many alerts; `None` where the region does not tell.
    pub const fn alert_count(self) -> Option<u64> {
        self.shown().alert_count
    }

    /// Its main actors, most alerts first; none also where the region does not tell.
    pub fn actors(self) -> impl Iterator<Item = (&'a ActorKind, &'a str)> {
        self.shown().actors.iter().flatten().map(|actor| (&actor.kind, actor.name.as_str()))
    }

    /// The version that a guarded change is based on; `None`: read it before changing.
    pub fn version(self) -> Option<u64> {
        self.held.told().version
    }

    /// True while a change to it waits for the server's answer.
    pub const fn saving(self) -> bool {
        self.held.on_trial()
    }

    /// A copy, as shown.
    pub fn to_row(self) -> Row {
        self.shown().clone()
    }

    /// A copy without the changes on trial: what the server last told.
    pub fn told(self) -> Row {
        self.held.told().clone()
    }
}
