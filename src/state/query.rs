//! A question to a server, keyed: a new key aborts the old request, an equal key asks nothing, the last answer stays.

use super::{Remote, SessionState};
use crate::api::ApiError;
use futures::future::{AbortHandle, Abortable};
use leptos::prelude::*;
use std::future::Future;

/// A question's state, and the way to ask it again.
pub struct Query<T: Send + Sync + 'static> {
    state: RwSignal<Remote<T>>,
    asked: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Query<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: Send + Sync + 'static> Copy for Query<T> {}

impl<T: Clone + Send + Sync + 'static> Query<T> {
    /// Reads the state, tracked.
    pub fn get(&self) -> Remote<T> {
        self.state.get()
    }

    /// The signal itself.
    pub fn signal(&self) -> Signal<Remote<T>> {
        self.state.into()
    }

    /// Asks the same again; what is known stays meanwhile.
    pub fn reload(&self) {
        self.asked.try_update(|asked| *asked = asked.wrapping_add(1));
    }

    /// Puts an answer there that came another way, such as the echo of a write.
    pub fn put(&self, value: T) {
        self.state.try_set(Remote::Ready(value));
    }
}

/// Asks whenever `key` changes, on `reload`, and after signing in again.
///
/// Leptos' own resources await the running request before they start the next, and show the older answer in between.
pub fn query<K, T, F>(
    session: SessionState,
    key: impl Fn() -> K + Send + Sync + 'static,
    fetch: impl Fn(K) -> F + 'static,
) -> Query<T>
where
    K: Clone + PartialEq + Send + Sync + 'static,
    T: Clone + Send + Sync + 'static,
    F: Future<Output = Result<T, ApiError>> + 'static,
{
    let state = RwSignal::new(Remote::Loading);
    let asked = RwSignal::new(0);
    let key = Memo::new(move |_| key());
    Effect::new(move |previous: Option<K>| {
        let key = key.get();
        asked.track();
        session.generation().track();
        let same = previous.as_ref() == Some(&key);
        state.update(|state| {
            let old = std::mem::replace(state, Remote::Loading);
            *state = if same { old.again() } else { Remote::Loading };
        });
        let (handle, registration) = AbortHandle::new_pair();
        on_cleanup(move || handle.abort());
        let asking = Abortable::new(fetch(key.clone()), registration);
        leptos::task::spawn_local(async move {
            let Ok(outcome) = asking.await else { return };
            if let Err(error) = &outcome {
                session.note(error);
            }
            state.try_update(|state| {
                let old = std::mem::replace(state, Remote::Loading);
                *state = old.settle(outcome);
            });
        });
        key
    });
    Query { state, asked }
}
