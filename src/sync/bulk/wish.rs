//! What the analyst wants of many investigations at once.

use contract::idr::{Assignee, Investigation};
use contract::{Disposition, Priority, Status};
use working_set::Patch;

/// One value for all. It cannot close without saying what it turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    patch: Patch,
}

/// What a row has now of what the wish is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Was {
    /// Where it stands.
    Status(Status),
    /// How urgent it is.
    Priority(Priority),
    /// Who has it.
    Assignee(Option<Assignee>),
}

impl Wish {
    /// To stand at an active status; `None` for closing, which is [`Self::close`].
    pub fn status(status: Status) -> Option<Self> {
        status.active().then(|| Self { patch: Patch { status: Some(status), ..Patch::default() } })
    }

    /// To be as urgent as this.
    pub fn priority(priority: Priority) -> Self {
        Self { patch: Patch { priority: Some(priority), ..Patch::default() } }
    }

    /// To be this person's, or nobody's.
    pub fn assign(assignee: Option<Assignee>) -> Self {
        Self { patch: Patch { assignee: Some(assignee), ..Patch::default() } }
    }

    /// To be closed as this; `None` while that is undecided.
    pub fn close(disposition: Disposition) -> Option<Self> {
        (disposition != Disposition::Undecided).then(|| Self {
            patch: Patch { status: Some(Status::Closed), disposition: Some(disposition), ..Patch::default() },
        })
    }

    /// The change that it makes to each.
    pub const fn patch(&self) -> &Patch {
        &self.patch
    }

    /// What `investigation` has now.
    pub(super) fn was(&self, investigation: &Investigation) -> Was {
        if self.patch.priority.is_some() {
            Was::Priority(investigation.priority.clone())
        } else if self.patch.assignee.is_some() {
            Was::Assignee(someone(investigation).cloned())
        } else {
            Was::Status(investigation.status.clone())
        }
    }
}

/// Who has it. The wire also spells nobody as a person without name and address.
pub(super) fn someone(investigation: &Investigation) -> Option<&Assignee> {
    investigation.assignee.as_ref().filter(|person| !person.email.is_empty() || !person.name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_closed_without_a_disposition() {
        assert_eq!(Wish::status(Status::Closed), None);
        assert_eq!(Wish::close(Disposition::Undecided), None);
        let close = Wish::close(Disposition::Benign).unwrap();
        assert_eq!(close.patch().status, Some(Status::Closed));
        assert_eq!(close.patch().disposition, Some(Disposition::Benign));
    }
}
