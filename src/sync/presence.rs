//! Whether anybody looks: a tab hidden for a minute gives its connections back; a laptop that slept is noticed.

use crate::api::pause;
use futures::channel::oneshot;
use leptos::ev;
use leptos::leptos_dom::helpers::{TimeoutHandle, set_interval_with_handle, set_timeout_with_handle};
use leptos::prelude::*;
use std::time::Duration;
use web_sys::VisibilityState;

/// A tab hidden this long is released.
const HIDDEN: Duration = Duration::from_secs(60);
/// How often the wall clock is looked at.
const TICK: Duration = Duration::from_secs(5);
/// A tick that comes so much late came after sleep, or after somebody set the clock: asking anew is right either way.
const SLEPT_MILLIS: f64 = 15_000.0;

/// One for all regions.
#[derive(Clone, Copy)]
pub(super) struct Presence {
    state: StoredValue<State, LocalStorage>,
}

#[derive(Default)]
struct State {
    released: bool,
    leaving: Option<TimeoutHandle>,
    ticked: f64,
    waiting: Vec<oneshot::Sender<()>>,
}

impl Presence {
    /// Watches until its owner goes.
    pub(super) fn watch() -> Self {
        let state = State { ticked: js_sys::Date::now(), ..State::default() };
        let presence = Self { state: StoredValue::new_local(state) };
        let listeners = [
            window_event_listener(ev::visibilitychange, move |_| presence.visibility()),
            // What was asked while offline failed; what is asked when it is over may not.
            window_event_listener(ev::online, move |_| presence.tell()),
            window_event_listener(ev::offline, move |_| presence.tell()),
        ];
        let tick = set_interval_with_handle(move || presence.tick(), TICK).ok();
        on_cleanup(move || {
            listeners.into_iter().for_each(WindowListenerHandle::remove);
            if let Some(tick) = tick {
                tick.clear();
            }
            presence.state.try_update_value(State::stay);
        });
        presence.visibility();
        presence
    }

    /// Whether nobody has looked for so long that nothing is asked.
    pub(super) fn released(&self) -> bool {
        self.state.try_with_value(|state| state.released).unwrap_or_default()
    }

    /// Waits while the tab is released.
    pub(super) async fn here(&self) {
        while self.released() {
            self.turned().await;
        }
    }

    /// Waits until something happens after which a connection is not to be trusted, or not to be held.
    pub(super) async fn turned(&self) {
        let turn = self.state.try_update_value(|state| {
            let (tell, told) = oneshot::channel();
            state.waiting.retain(|waiting| !waiting.is_canceled());
            state.waiting.push(tell);
            told
        });
        match turn {
            // The sender only ever goes away: that is the signal.
            Some(turn) => drop(turn.await),
            None => std::future::pending().await,
        }
    }

    /// Waits so long, or until something happens after which asking again may help.
    pub(super) async fn pause(&self, duration: Duration) {
        futures::future::select(std::pin::pin!(pause(duration)), std::pin::pin!(self.turned())).await;
    }

    fn visibility(&self) {
        let hidden = document().visibility_state() == VisibilityState::Hidden;
        let this = *self;
        let was_released = self.state.try_update_value(|state| {
            state.stay();
            if hidden {
                state.leaving = set_timeout_with_handle(move || this.release(), HIDDEN).ok();
            }
            !hidden && std::mem::take(&mut state.released)
        });
        if was_released == Some(true) {
            self.tell();
        }
    }

    fn release(&self) {
        self.state.try_update_value(|state| state.released = true);
        self.tell();
    }

    fn tick(&self) {
        let slept = self.state.try_update_value(|state| {
            let now = js_sys::Date::now();
            let late = now - std::mem::replace(&mut state.ticked, now) - TICK.as_secs_f64() * 1_000.0;
            late > SLEPT_MILLIS
        });
        if slept == Some(true) {
            self.tell();
        }
    }

    fn tell(&self) {
        // Dropped outside of the state: whoever wakes up may look at it.
        let waiting = self.state.try_update_value(|state| std::mem::take(&mut state.waiting));
        drop(waiting);
    }
}

impl State {
    fn stay(&mut self) {
        if let Some(leaving) = self.leaving.take() {
            leaving.clear();
        }
    }
}
