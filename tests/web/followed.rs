//! Owns an analyst who is signed in and follows every region, and what can be asked about them.

use crate::stage::Stage;
use crate::world::{self, DIRECTORY, region};
use contract::idr::Investigation;
use contract::{CustomerId, Status};
use leptos::prelude::*;
use mci_app::api::Api;
use mci_app::state::{Clock, SessionState, Toasts};
use mci_app::sync::Sync;
use trusted_view::view;
use working_set::{CustomerState, Query, RegionState};

pub struct Followed {
    pub stage: Stage,
    pub sync: Sync,
    pub session: SessionState,
    pub toasts: Toasts,
    pub clock: Clock,
}

/// Signs in and follows every region.
pub fn followed() -> Followed {
    let (stage, (sync, session, toasts, clock)) = Stage::with(|| {
        let session = SessionState::new(Api::new(DIRECTORY, true), None);
        let toasts = Toasts::new();
        let clock = Clock::new(Signal::derive(|| "UTC".to_owned()));
        clock.set(world::now());
        provide_context(clock);
        provide_context(toasts);
        let sync = Sync::start(session);
        leptos::task::spawn_local(session.start());
        (view! { <p>{move || sync.with(|set| set.len())}</p> }, (sync, session, toasts, clock))
    });
    Followed { stage, sync, session, toasts, clock }
}

impl Followed {
    pub fn total(&self) -> String {
        self.sync.with_untracked(|set| set.count(&Query::active(), world::now()).to_string())
    }

    pub fn region(&self, code: &str) -> Option<RegionState> {
        self.sync.with_untracked(|set| set.ledger().region(&region(code)).cloned())
    }

    pub fn customer(&self, customer: CustomerId) -> Option<CustomerState> {
        self.sync.with_untracked(|set| set.ledger().customer(customer))
    }

    pub fn complete(&self, code: &str) -> bool {
        matches!(self.region(code), Some(RegionState::Complete { .. }))
    }

    pub fn status(&self, row: &Investigation) -> Option<Status> {
        self.sync.with_untracked(|set| set.get(&row.rrn).map(|row| row.status().clone()))
    }
}
