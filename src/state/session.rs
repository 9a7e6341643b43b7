//! Who is signed in and what they may do: the session from the directory, the roles from each region.

use super::Standing;
use crate::api::{Api, ApiError, Problem, Service, directory, gateway};
use contract::directory::{Customer, Preferences, Secret, Session};
use contract::{CustomerId, RegionCode, Role};
use futures::future::{AbortHandle, Abortable};
use js_sys::{Function, Promise};
use leptos::prelude::*;
use std::collections::HashMap;
use std::future::Future;
use std::sync::Arc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Where signing in stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Phase {
    /// Asking who this is.
    Starting,
    /// Nobody is signed in.
    SignedOut,
    /// At work.
    Ready,
    /// The session ended while somebody worked; everything on screen stays.
    Ended,
    /// The directory could not be asked.
    Failed(ApiError),
}

/// The caller's roles in one region, or why they are not known.
pub type RegionRoles = Result<HashMap<CustomerId, Option<Role>>, ApiError>;

/// The session, shared by all screens.
#[derive(Clone, Copy)]
pub struct SessionState {
    api: Api,
    portal: StoredValue<Option<Function>, LocalStorage>,
    phase: RwSignal<Phase>,
    session: RwSignal<Option<Arc<Session>>>,
    roles: RwSignal<HashMap<RegionCode, RegionRoles>>,
    generation: RwSignal<u32>,
    asking: StoredValue<Vec<AbortHandle>>,
}

impl SessionState {
    /// Nobody yet. `portal` yields a JWT of the portal's issuer. What is asked here ends with the owner.
    pub fn new(api: Api, portal: Option<Function>) -> Self {
        let asking = StoredValue::new(Vec::<AbortHandle>::new());
        on_cleanup(move || {
            asking.try_update_value(|asking| asking.drain(..).for_each(|handle| handle.abort()));
        });
        Self {
            api,
            portal: StoredValue::new_local(portal),
            phase: RwSignal::new(Phase::Starting),
            session: RwSignal::new(None),
            roles: RwSignal::new(HashMap::new()),
            generation: RwSignal::new(0),
            asking,
        }
    }

    /// From context.
    #[expect(clippy::expect_used, reason = "a missing provider is a mistake in app.rs that every test would hit")]
    pub fn expect() -> Self {
        use_context().expect("App provides SessionState")
    }

    /// The client.
    pub fn api(&self) -> Api {
        self.api
    }

    /// Where signing in stands.
    pub fn phase(&self) -> Signal<Phase> {
        self.phase.into()
    }

    /// Grows with every sign-in.
    pub fn generation(&self) -> Signal<u32> {
        self.generation.into()
    }

    /// A portal hands tokens over: there is no sign-in page and no signing out.
    pub fn embedded(&self) -> bool {
        self.portal.try_with_value(Option::is_some).unwrap_or_default()
    }

    /// The session, tracked.
    pub fn get(&self) -> Option<Arc<Session>> {
        self.session.get()
    }

    /// Reads from the session, tracked, without copying it.
    pub fn with_session<T>(&self, read: impl FnOnce(&Session) -> T) -> Option<T> {
        self.session.with(|session| session.as_deref().map(read))
    }

    /// The session as a signal.
    pub fn signal(&self) -> Signal<Option<Arc<Session>>> {
        self.session.into()
    }

    /// What the analyst chose, tracked.
    pub fn preferences(&self) -> Preferences {
        self.session.with(|session| session.as_ref().map(|session| session.preferences.clone())).unwrap_or_default()
    }

    /// A customer by id, tracked; `None` for one that does not exist for this analyst.
    pub fn customer(&self, id: CustomerId) -> Option<Customer> {
        self.session.with(|session| {
            session.as_ref().and_then(|session| session.customers.iter().find(|customer| customer.id == id).cloned())
        })
    }

    /// The Primary Customer, tracked.
    pub fn primary(&self) -> Option<Customer> {
        self.with_session(|session| session.customers.iter().find(|customer| customer.primary).cloned()).flatten()
    }

    /// What stands between the analyst and a customer, tracked.
    pub fn standing(&self, customer: &Customer) -> Standing {
        let partner = self.session.with(|session| session.as_ref().map(|session| session.partner.clone()));
        self.roles.with(|roles| Standing::of(customer, partner.as_ref(), roles.get(&customer.region)))
    }

    /// The roles of each region, tracked by the reader.
    pub fn roles(&self) -> Signal<HashMap<RegionCode, RegionRoles>> {
        self.roles.into()
    }

    /// Finds out who this is. Called once at the start, and again when a session ended in a portal.
    pub async fn start(self) {
        self.while_here(self.find_out()).await;
    }

    async fn find_out(self) {
        let asked = match self.portal_token().await {
            Some(Ok(jwt)) => directory::exchange(self.api, jwt).await,
            Some(Err(error)) => Err(error),
            None => directory::session(self.api).await,
        };
        match asked {
            Ok(session) => self.adopt(session),
            Err(error) => {
                let working = self.session.try_with_untracked(Option::is_some).unwrap_or_default();
                self.phase.try_set(match error.problem {
                    Problem::SignedOut if working => Phase::Ended,
                    Problem::SignedOut if !self.embedded() => Phase::SignedOut,
                    _ => Phase::Failed(error),
                });
            }
        }
    }

    /// Signs in with address and password.
    pub async fn sign_in(self, email: String, password: String) -> Result<(), ApiError> {
        let session = directory::sign_in(self.api, email, password).await?;
        self.adopt(session);
        Ok(())
    }

    /// Ends the session and forgets everything of it.
    pub async fn sign_out(self) -> Result<(), ApiError> {
        directory::sign_out(self.api).await?;
        self.api.forget();
        self.roles.try_set(HashMap::new());
        self.session.try_set(None);
        self.phase.try_set(Phase::SignedOut);
        Ok(())
    }

    /// Every request's error passes here: a session that ended is noticed wherever it shows first.
    pub fn note(&self, error: &ApiError) {
        if error.problem != Problem::SignedOut || self.phase.try_get_untracked() != Some(Phase::Ready) {
            return;
        }
        self.phase.set(Phase::Ended);
        if self.embedded() {
            leptos::task::spawn_local((*self).start());
        }
    }

    /// Takes over saved preferences.
    pub fn saved(&self, preferences: Preferences) {
        self.session.update(|session| {
            if let Some(current) = session {
                let mut changed = Session::clone(current);
                changed.preferences = preferences;
                *session = Some(Arc::new(changed));
            }
        });
    }

    /// Asks a region for the caller's roles there.
    pub async fn load_roles(self, region: RegionCode) {
        self.while_here(self.ask_roles(region)).await;
    }

    async fn ask_roles(self, region: RegionCode) {
        let outcome = gateway::roles(self.api, region.clone()).await;
        if let Err(error) = &outcome {
            self.note(error);
        }
        let roles =
            outcome.map(|roles| roles.roles.into_iter().map(|entry| (entry.organization_id, entry.role)).collect());
        self.roles.try_update(|all| match (all.get(&region), &roles) {
            // What a region said before stays true enough while it is silent.
            (Some(Ok(_)), Err(_)) => {}
            _ => {
                all.insert(region, roles);
            }
        });
    }

    /// Asks the directory and a region again, quietly: which customers there are, and with which role, became different.
    pub async fn refresh(self, region: RegionCode) {
        self.while_here(async {
            // A portal's session is told by exchange only; there the region's roles are the news.
            if !self.embedded()
                && let Ok(session) = directory::session(self.api).await
            {
                self.take_over(session);
            }
            self.ask_roles(region).await;
        })
        .await;
    }

    fn take_over(&self, session: Session) {
        let mine = |old: &Option<Arc<Session>>| old.as_ref().is_some_and(|old| old.analyst.id == session.analyst.id);
        if self.session.try_with_untracked(mine) == Some(true) {
            self.api.adopt(session.access_token.clone(), &session.tokens, &session.regions);
            self.session.set(Some(Arc::new(session)));
        }
    }

    fn adopt(&self, session: Session) {
        // Another analyst's roles must not outlive their session.
        let same =
            self.session.try_with_untracked(|old| old.as_ref().map(|old| old.analyst.id) == Some(session.analyst.id));
        // The app has left the page while it was found out.
        let Some(same) = same else { return };
        if !same {
            self.roles.set(HashMap::new());
        }
        self.api.adopt(session.access_token.clone(), &session.tokens, &session.regions);
        let regions: Vec<RegionCode> = session.regions.iter().map(|region| region.code.clone()).collect();
        self.session.set(Some(Arc::new(session)));
        self.phase.set(Phase::Ready);
        self.generation.update(|generation| *generation = generation.wrapping_add(1));
        for region in regions {
            leptos::task::spawn_local((*self).load_roles(region));
        }
    }

    /// Works until it is done or the app leaves the page.
    async fn while_here(self, work: impl Future<Output = ()>) {
        let (handle, registration) = AbortHandle::new_pair();
        let here = self.asking.try_update_value(|asking| {
            asking.retain(|other| !other.is_aborted());
            asking.push(handle.clone());
        });
        if here.is_some() {
            // Aborted: nobody is left to tell.
            let _ = Abortable::new(work, registration).await;
            // Marks it as over, so that the list does not grow.
            handle.abort();
        }
    }

    async fn portal_token(&self) -> Option<Result<Secret, ApiError>> {
        let provider = self.portal.try_with_value(Clone::clone).flatten()?;
        let refused =
            || ApiError::new(Service::Directory, Problem::Refused("The portal handed over no token".to_owned()));
        let answer = provider.call0(&JsValue::UNDEFINED);
        let answer = match answer.map(|value| value.dyn_into::<Promise>()) {
            Ok(Ok(promise)) => JsFuture::from(promise).await,
            Ok(Err(value)) => Ok(value),
            Err(error) => Err(error),
        };
        Some(answer.ok().and_then(|value| value.as_string()).map(Secret::new).ok_or_else(refused))
    }
}
