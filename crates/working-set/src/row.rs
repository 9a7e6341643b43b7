//! What is held of one investigation, and a change to it that has not been confirmed yet.

use contract::idr::{Assignee, AssigneePatch, Investigation, InvestigationPatch};
use contract::stream::Record;
use contract::{ActorKind, Disposition, Priority, Status};

/// One investigation as a region told it. `None` means not told, never "none".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The facts of the public dialect.
    pub investigation: Investigation,
    /// Grows with every change at the server; `None` where the region does not count versions.
    pub version: Option<u64>,
    /// How many alerts it has.
    pub alert_count: Option<u64>,
    /// Its main actors, most alerts first.
    pub actors: Option<Vec<NamedActor>>,
}

impl From<Investigation> for Row {
    fn from(investigation: Investigation) -> Self {
        Self { investigation, version: None, alert_count: None, actors: None }
    }
}

impl From<Record> for Row {
    fn from(record: Record) -> Self {
        let actors = record.actors.into_iter().map(|actor| NamedActor { kind: actor.kind, name: actor.name });
        Self {
            version: Some(record.version),
            alert_count: Some(record.alert_count),
            actors: Some(actors.collect()),
            investigation: record.investigation,
        }
    }
}

/// A user, asset or address by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedActor {
    /// What it is.
    pub kind: ActorKind,
    /// Its name, a machine's word.
    pub name: String,
}

/// A change to one investigation; `None` leaves as is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Patch {
    /// New title.
    pub title: Option<String>,
    /// New status.
    pub status: Option<Status>,
    /// New priority.
    pub priority: Option<Priority>,
    /// New disposition.
    pub disposition: Option<Disposition>,
    /// New assignee; `Some(None)` takes the present one off.
    pub assignee: Option<Option<Assignee>>,
}

impl Patch {
    /// Writes the change into `investigation`.
    pub fn apply_to(&self, investigation: &mut Investigation) {
        if let Some(title) = &self.title {
            investigation.title.clone_from(title);
        }
        if let Some(status) = &self.status {
            investigation.status = status.clone();
        }
        if let Some(priority) = &self.priority {
            investigation.priority = priority.clone();
        }
        if let Some(disposition) = &self.disposition {
            investigation.disposition = disposition.clone();
        }
        if let Some(assignee) = &self.assignee {
            investigation.assignee.clone_from(assignee);
        }
    }

    /// The change that leads back: what `investigation` has now, for each member this patch would change.
    #[must_use]
    pub fn inverse_on(&self, investigation: &Investigation) -> Self {
        Self {
            title: self.title.as_ref().map(|_| investigation.title.clone()),
            status: self.status.as_ref().map(|_| investigation.status.clone()),
            priority: self.priority.as_ref().map(|_| investigation.priority.clone()),
            disposition: self.disposition.as_ref().map(|_| investigation.disposition.clone()),
            assignee: self.assignee.as_ref().map(|_| investigation.assignee.clone()),
        }
    }

    /// True when applying it would change nothing: "already so".
    pub fn already_so(&self, investigation: &Investigation) -> bool {
        let email = |assignee: &Option<Assignee>| {
            assignee.as_ref().map(|person| person.email.to_ascii_lowercase()).filter(|email| !email.is_empty())
        };
        self.title.as_ref().is_none_or(|title| *title == investigation.title)
            && self.status.as_ref().is_none_or(|status| *status == investigation.status)
            && self.priority.as_ref().is_none_or(|priority| *priority == investigation.priority)
            && self.disposition.as_ref().is_none_or(|disposition| *disposition == investigation.disposition)
            && self.assignee.as_ref().is_none_or(|assignee| email(assignee) == email(&investigation.assignee))
    }
}

impl From<&Patch> for InvestigationPatch {
    fn from(patch: &Patch) -> Self {
        Self {
            title: patch.title.clone(),
            status: patch.status.clone(),
            priority: patch.priority.clone(),
            disposition: patch.disposition.clone(),
            assignee: patch
                .assignee
                .as_ref()
                .map(|assignee| AssigneePatch { email: assignee.as_ref().map(|person| person.email.clone()) }),
        }
    }
}
