//! Keeps the working set true: each region is read in full and its changes are followed; writes are shown at once,
//! guarded, verified, and taken back when they fail.

mod arrivals;
mod bulk;
mod change;
mod conflict;
mod follow;
mod history;
mod live;
mod load;
mod pacer;
mod pause;
mod presence;
mod region;
mod slot;
mod sse;
mod store;
mod subset;
mod target;

pub use arrivals::Arrival;
pub use bulk::{
    Batch, Changing, End, Include, Message, Plan, Run, RunRow, Skip, Skipped, Step, Tally, Ticked, Was, Wish,
    person_key, plan,
};
pub use change::{Basis, Failed, new_key};
pub use conflict::Conflict;
pub use target::CustomerScoped;

use crate::reactive::{effect, effect_after, memo};
use crate::state::{Clock, FirstScreen, Phase, SessionState, Toasts};
use arrivals::Arrivals;
use contract::directory::Session;
use contract::{AnalystId, CustomerId, RegionCode, Timestamp};
use futures::future::AbortHandle;
use history::{Beyond, History};
use leptos::prelude::*;
use pacer::Pacer;
use presence::Presence;
use region::Regions;
use std::collections::HashMap;
use store::Store;
use working_set::{CustomerNames, CustomerState, Query, RegionState, RoleKnowledge, Standing, StandingOf, WorkingSet};

/// The working set and everything that writes it.
#[derive(Clone, Copy)]
pub struct Sync {
    session: SessionState,
    clock: Clock,
    toasts: Toasts,
    first_screen: FirstScreen,
    set: Store,
    pacer: Pacer,
    presence: Presence,
    regions: Regions,
    history: History,
    arrivals: Arrivals,
    readers: StoredValue<HashMap<RegionCode, AbortHandle>>,
    whose: StoredValue<Option<AnalystId>>,
    conflict: RwSignal<Option<Conflict>>,
    bulk: bulk::Runs,
}

impl Sync {
    /// Begins with the session and ends with its owner.
    pub fn start(session: SessionState) -> Self {
        let sync = Self {
            session,
            clock: Clock::expect(),
            toasts: Toasts::expect(),
            first_screen: FirstScreen::expect(),
            set: Store::new(),
            pacer: Pacer::new(),
            presence: Presence::watch(),
            regions: Regions::new(),
            history: History::new(),
            arrivals: Arrivals::new(),
            readers: StoredValue::new(HashMap::new()),
            whose: StoredValue::new(None),
            conflict: RwSignal::new(None),
            bulk: bulk::Runs::new(session),
        };
        sync.follow_session();
        sync.history.follow(sync);
        on_cleanup(move || sync.stop());
        sync
    }

    /// From context.
    #[expect(clippy::expect_used, reason = "a missing provider is a mistake in frame.rs that every test would hit")]
    pub fn expect() -> Self {
        use_context().expect("Frame provides Sync")
    }

    /// Reads the working set, tracked: the reader runs again in the frame after anything in it changed.
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

    /// While the caller's owner stands, closed investigations that `query` asks for are searched for beyond what memory
    /// holds. A question about active work asks for none.
    pub fn want_history(&self, query: &Query) {
        self.history.want(Beyond::of(query));
    }

    /// Which customers there are, which must answer, and from which regions.
    fn follow_session(self) {
        let session = self.session;
        effect(move || {
            session.roles().track();
            let current = session.get();
            let analyst = current.as_ref().map(|current| current.analyst.id);
            if self.whose.get_value() != analyst {
                // Signing out, or in as somebody else, forgets every investigation.
                self.whose.set_value(analyst);
                self.forget();
            }
            if let Some(current) = current {
                self.expect_customers(&current);
                self.open_awaited();
            }
        });
        let ready = memo(move || session.phase().get() == Phase::Ready);
        effect(move || {
            session.generation().track();
            self.stop();
            if ready.get() {
                // Not tracked: saved preferences and news of customers are no reason to begin again.
                let regions = untrack(|| session.with_session(|session| session.regions.clone()));
                for region in regions.unwrap_or_default() {
                    self.read_region(region.code);
                }
            }
        });
        effect_after(move |before: Option<bool>| {
            let wanted = self.history.asks();
            if wanted && before == Some(false) && ready.get_untracked() {
                self.read_subsets();
            }
            wanted
        });
    }

    /// A gateway without streams is read round by round: the next one is begun now.
    fn read_subsets(&self) {
        let regions = self.readers.try_with_value(|readers| readers.keys().cloned().collect::<Vec<_>>());
        let subset = |region: &RegionCode| self.regions.way(region) == region::Way::Subset;
        for region in regions.unwrap_or_default().into_iter().filter(subset) {
            self.read_region(region);
        }
    }

    fn forget(&self) {
        self.stop();
        self.regions.forget();
        self.arrivals.clear();
        self.set.clear();
    }

    /// A region told everything up to `as_of`.
    fn heard(&self, region: &RegionCode, as_of: Timestamp) {
        self.clock.hear(as_of);
        self.set.try_update(|set| set.ledger_mut().heard(region, as_of));
    }

    /// Roles that a region could not tell before.
    fn ask_roles_again(&self, region: &RegionCode) {
        let failed = self.session.roles().with_untracked(|roles| roles.get(region).is_some_and(Result::is_err));
        if failed {
            leptos::task::spawn_local(self.session.load_roles(region.clone()));
        }
    }

    /// Customers that became visible after their region was read are read by themselves.
    fn open_awaited(&self) {
        let awaited = self.set.try_with_untracked(|set| {
            let mut awaited: HashMap<RegionCode, Vec<CustomerId>> = HashMap::new();
            let ledger = set.ledger();
            for customer in ledger.expected() {
                if ledger.customer(customer) == Some(CustomerState::Loading)
                    && let Some(region) = ledger.region_of(customer)
                    && matches!(ledger.region(region), Some(RegionState::Complete { .. } | RegionState::Stale { .. }))
                    && self.regions.cursor(region).is_some()
                {
                    awaited.entry(region.clone()).or_default().push(customer);
                }
            }
            awaited
        });
        for (region, customers) in awaited.unwrap_or_default() {
            let customers = self.regions.opening(customers);
            leptos::task::spawn_local(self.open(region, customers));
        }
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
        self.set.try_update(|set| {
            set.set_me(Some(&session.analyst.email));
            set.set_customers(session.customers.iter().map(CustomerNames::from).collect());
            set.ledger_mut().expect(standings);
        });
    }

    fn read_region(&self, region: RegionCode) {
        // The app has left the page.
        if self.whose.try_get_value().is_none() {
            return;
        }
        let (reading, handle) = futures::future::abortable(follow::follow(*self, region.clone()));
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
