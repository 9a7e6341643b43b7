//! Changes made in a row: built from the investigation as it is shown, so that they are always its customer's.

use super::list::List;
use crate::format::words;
use crate::state::toasts::Tone;
use crate::state::{Standing, Toasts};
use contract::idr::{Assignee, Investigation};
use contract::{CustomerId, Disposition, Priority, RegionCode, Status};
use leptos::prelude::*;
use working_set::{Patch, RowId};

/// Who may change what in this list, and how a change is sent.
#[derive(Clone, Copy)]
pub(super) struct Changes {
    list: List,
    toasts: Toasts,
    /// The investigation that is about to be closed: the disposition is asked for.
    pub(super) closing: RwSignal<Option<Investigation>>,
    /// Whose assignees are asked for: the row with the open menu.
    pub(super) choosing: RwSignal<Option<(RegionCode, CustomerId)>>,
}

impl Changes {
    /// Of this list.
    pub(super) fn new(list: List) -> Self {
        Self { list, toasts: Toasts::expect(), closing: RwSignal::new(None), choosing: RwSignal::new(None) }
    }

    /// Why nothing of this customer's can be changed, tracked; `None` when it can.
    pub(super) fn barred(&self, id: CustomerId) -> Option<String> {
        let customer = self.list.session.customer(id)?;
        let standing = self.list.session.standing(&customer);
        reason(&standing, &customer.name, &customer.region)
    }

    /// Sets the status; closing asks for a disposition first.
    pub(super) fn status(&self, row: RowId, status: Status) {
        if status == Status::Closed {
            if let Some(seen) = self.seen(row)
                && seen.status != Status::Closed
            {
                self.closing.set(Some(seen));
            }
            return;
        }
        let done = format!("Set to {}", words::status(&status));
        self.make(row, Patch { status: Some(status), ..Patch::default() }, done);
    }

    /// Sets the priority.
    pub(super) fn priority(&self, row: RowId, priority: Priority) {
        let done = format!("Priority set to {}", words::priority(&priority));
        self.make(row, Patch { priority: Some(priority), ..Patch::default() }, done);
    }

    /// Gives it to somebody, or to nobody.
    pub(super) fn assign(&self, row: RowId, assignee: Option<Assignee>) {
        let done = match &assignee {
            None => "Unassigned".to_owned(),
            Some(person) if self.is_me(&person.email) => "Assigned to you".to_owned(),
            Some(person) => format!("Assigned to {}", person.name),
        };
        self.make(row, Patch { assignee: Some(assignee), ..Patch::default() }, done);
    }

    /// Gives it to the analyst.
    pub(super) fn assign_to_me(&self, row: RowId) {
        let me = untrack(|| {
            self.list.session.with_session(|session| Assignee {
                name: session.analyst.name.clone(),
                email: session.analyst.email.clone(),
            })
        });
        if me.is_some() {
            self.assign(row, me);
        }
    }

    /// Closes with what it turned out to be.
    pub(super) fn close(&self, seen: Investigation, disposition: Disposition) {
        let done = format!("Closed as {}", words::disposition(&disposition));
        let patch = Patch { status: Some(Status::Closed), disposition: Some(disposition), ..Patch::default() };
        self.send(seen, patch, done);
    }

    /// Whether this address is the analyst's.
    pub(super) fn is_me(&self, email: &str) -> bool {
        let session = self.list.session;
        let mine = untrack(|| session.with_session(|session| session.analyst.email.eq_ignore_ascii_case(email)));
        mine.unwrap_or_default()
    }

    fn make(&self, row: RowId, patch: Patch, done: String) {
        if let Some(seen) = self.seen(row) {
            self.send(seen, patch, done);
        }
    }

    fn send(&self, seen: Investigation, patch: Patch, done: String) {
        if !patch.already_so(&seen) {
            let name = untrack(|| self.list.customer_name(seen.organization_id));
            self.list.sync.change_row(seen, patch, format!("{done} at {name}"));
        }
    }

    /// The investigation as it is shown, if it may be changed now; else says why not.
    fn seen(&self, row: RowId) -> Option<Investigation> {
        let (investigation, saving) =
            self.list.sync.with_untracked(|set| set.row(row).map(|row| (row.to_row().investigation, row.saving())))?;
        let customer = investigation.organization_id;
        if let Some(why) = untrack(|| self.barred(customer)) {
            self.toasts.push(Tone::Warn, "Nothing was changed".to_owned(), Some(why), None);
            return None;
        }
        if saving {
            let text = "Nothing was changed".to_owned();
            let detail = "The change before it is still being saved. Try again in a moment.".to_owned();
            self.toasts.push(Tone::Warn, text, Some(detail), None);
            return None;
        }
        Some(investigation)
    }
}

/// Why nothing of a customer's can be changed, where the customer is named beside it: `you are Viewer here`. Tracked.
pub(super) fn why_not(list: List, customer: CustomerId) -> Option<String> {
    let customer = list.session.customer(customer)?;
    match list.session.standing(&customer) {
        Standing::Works(role) if role.may_change() => None,
        Standing::Works(role) => Some(format!("you are {} here", words::role(&role))),
        Standing::RoleLoading => Some("your role here is not known yet".to_owned()),
        Standing::RoleUnknown => Some(format!("your role here is not known, {} is not answering", customer.region)),
        _ => Some("you can change nothing here".to_owned()),
    }
}

/// Why an analyst of this standing can change nothing there.
fn reason(standing: &Standing, name: &str, region: &RegionCode) -> Option<String> {
    match standing {
        Standing::Works(role) if role.may_change() => None,
        Standing::Works(role) => Some(format!("You are {} at {name}", words::role(role))),
        Standing::RoleLoading => Some(format!("Your role at {name} is not known yet")),
        Standing::RoleUnknown => Some(format!("Your role at {name} is not known: {region} is not answering")),
        _ => Some(format!("You cannot change anything at {name}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::Role;

    #[test]
    fn only_a_role_that_may_change_does() {
        let eu = "eu".parse().unwrap();
        let why = |standing| reason(&standing, "Adelbeck Shipping", &eu);
        assert_eq!(why(Standing::Works(Role::Analyst)), None);
        assert_eq!(why(Standing::Works(Role::Admin)), None);
        assert_eq!(why(Standing::Works(Role::Viewer)).as_deref(), Some("You are Viewer at Adelbeck Shipping"));
        for closed in [Standing::RoleLoading, Standing::RoleUnknown, Standing::NoRole, Standing::NoAccess] {
            assert!(why(closed.clone()).is_some_and(|why| why.contains("Adelbeck Shipping")), "{closed:?}");
        }
    }
}
