//! A question to a server, keyed: a new key aborts the old request, an equal key asks nothing, the last answer stays.

use super::{Remote, SessionState};
use crate::api::ApiError;
use crate::reactive::{effect_after, memo};
use futures::future::{AbortHandle, Abortable};
use leptos::prelude::*;
use std::future::Future;
use std::pin::Pin;

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
    let key = memo(key);
    effect_after(move |previous: Option<K>| {
        let key = key.get();
        asked.track();
        session.generation().track();
        let same = previous.as_ref() == Some(&key);
        change(state, |old| if same { old.again() } else { Remote::Loading });
        let asking = fetch(key.clone());
        start(Box::pin(async move {
            let outcome = asking.await;
            if let Err(error) = &outcome {
                session.note(error);
            }
            change(state, |old| old.settle(outcome));
        }));
        key
    });
    Query { state, asked }
}

fn change<T: Send + Sync + 'static>(state: RwSignal<Remote<T>>, into: impl FnOnce(Remote<T>) -> Remote<T>) {
    state.try_update(|state| *state = into(std::mem::replace(state, Remote::Loading)));
}

/// Runs until it ends or whoever asks now asks anew.
fn start(asking: Pin<Box<dyn Future<Output = ()>>>) {
    let (handle, registration) = AbortHandle::new_pair();
    on_cleanup(move || handle.abort());
    let asking = Abortable::new(asking, registration);
    leptos::task::spawn_local(async move {
        let _ended = asking.await;
    });
}
