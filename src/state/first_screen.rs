//! When the first screen shows what it was opened for; whatever can wait begins only then.

use crate::api::pause;
use futures::channel::oneshot;
use futures::future::select;
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use std::pin::pin;
use std::time::Duration;

/// A page that is not drawn stands this long after it was told of.
const UNDRAWN: Duration = Duration::from_millis(250);
/// Longer nothing waits: a screen whose rows are late must not hold up what could explain it.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// The first screen of this mount.
#[derive(Clone, Copy)]
pub struct FirstScreen {
    stands: RwSignal<bool>,
    waiting: StoredValue<Vec<oneshot::Sender<()>>, LocalStorage>,
    undrawn: StoredValue<Option<TimeoutHandle>, LocalStorage>,
}

impl FirstScreen {
    /// Not there yet.
    #[expect(clippy::new_without_default, reason = "made once, by the app, under its owner")]
    pub fn new() -> Self {
        let first = Self::with(false);
        on_cleanup(move || first.forget());
        first
    }

    fn with(stands: bool) -> Self {
        Self {
            stands: RwSignal::new(stands),
            waiting: StoredValue::new_local(Vec::new()),
            undrawn: StoredValue::new_local(None),
        }
    }

    /// From context. A view that stands by itself has no screen to wait for.
    pub fn expect() -> Self {
        use_context().unwrap_or_else(|| Self::with(true))
    }

    /// Whether it has been painted, tracked by the reader.
    pub fn stands(&self) -> Signal<bool> {
        self.stands.into()
    }

    /// What it was opened for is in the document: it stands when that has been painted.
    pub fn drawn(self) {
        let told = self.undrawn.try_with_value(Option::is_some) != Some(false);
        if told || self.stands.try_get_untracked() != Some(false) {
            return;
        }
        request_animation_frame(move || request_animation_frame(move || self.stand()));
        self.undrawn.try_set_value(set_timeout_with_handle(move || self.stand(), UNDRAWN).ok());
    }

    /// Ends when it stands, or after a second and a half.
    pub async fn wait(self) {
        if self.stands.try_get_untracked() != Some(false) {
            return;
        }
        let (tell, told) = oneshot::channel();
        self.waiting.try_update_value(|waiting| waiting.push(tell));
        // Either end is the signal.
        let _ = select(told, pin!(pause(PATIENCE))).await;
    }

    /// Nothing of a mount that ended runs on.
    fn forget(self) {
        if let Some(timer) = self.undrawn.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }

    fn stand(self) {
        self.forget();
        if self.stands.try_get_untracked() == Some(false) {
            self.stands.set(true);
            self.waiting.try_update_value(Vec::clear);
        }
    }
}
