//! Keeps the working set true: each region is read in full and then every ten seconds; writes are shown at once,
//! guarded, verified, and taken back when they fail.

mod change;
mod conflict;
mod load;
mod pause;
mod target;
mod unnamed;

pub use change::{Basis, Failed, new_key};
pub use conflict::Conflict;
pub use target::CustomerScoped;

use crate::state::{Clock, Phase, SessionState, Toasts};
use contract::RegionCode;
use contract::directory::Session;
use futures::future::AbortHandle;
use leptos::prelude::*;
use std::collections::HashMap;
use working_set::{CustomerNames, RoleKnowledge, Standing, StandingOf, WorkingSet};

/// The working set and everything that writes it.
#[derive(Clone, Copy)]
pub struct Sync {
    session: SessionState,
    clock: Clock,
    toasts: Toasts,
    set: RwSignal<WorkingSet>,
    readers: StoredValue<HashMap<RegionCode, AbortHandle>>,
    wants_closed: RwSignal<u32>,
    conflict: RwSignal<Option<Conflict>>,
}

impl Sync {
    /// Begins with the session and ends with its owner.
    pub fn start(session: SessionState) -> Self {
        let sync = Self {
            session,
            clock: Clock::expect(),
            toasts: Toasts::expect(),
            set: RwSignal::new(WorkingSet::new()),
            readers: StoredValue::new(HashMap::new()),
            wants_closed: RwSignal::new(0),
            conflict: RwSignal::new(None),
        };
        sync.follow_session();
        on_cleanup(move || sync.stop());
        sync
    }

    /// From context.
    #[expect(clippy::expect_used, reason = "a missing provider is a mistake in frame.rs that every test would hit")]
    pub fn expect() -> Self {
        use_context().expect("Frame provides Sync")
    }

    /// Reads the working set, tracked: the reader runs again when anything in it changes.
    pub fn with<T>(&self, read: impl FnOnce(&WorkingSet) -> T) -> T {
        self.set.with(read)
    }

    /// Reads the working set once.
    pub fn with_untracked<T>(&self, read: impl FnOnce(&WorkingSet) -> T) -> T {
        self.set.with_untracked(read)
    }

    /// The conflict that waits for the analyst's word.
    pub fn conflict(&self) -> RwSignal<Option<Conflict>> {
        self.conflict
    }

    /// Asks these regions again, now.
    pub fn retry(&self, regions: &[RegionCode]) {
        for region in regions {
            self.read_region(region.clone());
            leptos::task::spawn_local(self.session.load_roles(region.clone()));
        }
    }

    /// Asks every region again, now.
    pub fn retry_all(&self) {
        let regions = self
            .session
            .with_session(|session| session.regions.iter().map(|region| region.code.clone()).collect::<Vec<_>>());
        self.retry(&regions.unwrap_or_default());
    }

    /// While the caller stands, closed investigations are read too.
    pub fn want_closed(&self) {
        let wants = self.wants_closed;
        wants.update(|wants| *wants += 1);
        on_cleanup(move || {
            wants.try_update(|wants| *wants = wants.saturating_sub(1));
        });
    }

    /// Which customers there are, which must answer, and from which regions.
    fn follow_session(self) {
        let session = self.session;
        Effect::new(move || {
            session.roles().track();
            match session.get() {
                Some(current) => self.expect_customers(&current),
                // Signing out forgets every investigation.
                None => self.set.set(WorkingSet::new()),
            }
        });
        let ready = Memo::new(move |_| session.phase().get() == Phase::Ready);
        Effect::new(move || {
            session.generation().track();
            self.stop();
            if ready.get() {
                let regions = session.with_session(|session| session.regions.clone()).unwrap_or_default();
                for region in regions {
                    self.read_region(region.code);
                }
            }
        });
        Effect::new(move |before: Option<bool>| {
            let wanted = self.wants_closed.get() > 0;
            if wanted && before == Some(false) && ready.get_untracked() {
                self.retry_all();
            }
            wanted
        });
    }

    fn expect_customers(&self, session: &Session) {
        let roles = self.session.roles();
        let standings: Vec<StandingOf> = roles.with(|roles| {
            let role_of = |customer: &contract::directory::Customer| match roles.get(&customer.region) {
                Some(Ok(roles)) => match roles.get(&customer.id) {
                    Some(Some(role)) => RoleKnowledge::Held(role),
                    _ => RoleKnowledge::Missing,
                },
                _ => RoleKnowledge::Unknown,
            };
            session
                .customers
                .iter()
                .map(|customer| StandingOf {
                    customer: customer.id,
                    region: customer.region.clone(),
                    standing: Standing::of(customer, &session.partner, role_of(customer)),
                })
                .collect()
        });
        self.set.update(|set| {
            set.set_me(Some(&session.analyst.email));
            set.set_customers(session.customers.iter().map(CustomerNames::from).collect());
            set.ledger_mut().expect(standings);
        });
    }

    fn read_region(&self, region: RegionCode) {
        let (reading, handle) = futures::future::abortable(load::follow(*self, region.clone()));
        self.readers.try_update_value(|readers| {
            if let Some(old) = readers.insert(region, handle) {
                old.abort();
            }
        });
        leptos::task::spawn_local(async move {
            // Aborted by a retry, a new session or the end of the app: another reader goes on, or nobody needs to.
            let _ = reading.await;
        });
    }

    fn stop(&self) {
        self.readers.try_update_value(|readers| {
            for (_, reader) in readers.drain() {
                reader.abort();
            }
        });
    }
}
