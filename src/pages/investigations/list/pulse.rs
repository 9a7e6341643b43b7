//! How often a list asks the working set again: at once after a rest, and then so rarely that answering takes a small
//! part of the time, however fast news come.

use crate::sync::Sync;
use leptos::leptos_dom::helpers::set_timeout_with_handle;
use leptos::prelude::*;
use std::time::Duration;

/// The shortest time between two beats, in milliseconds: faster than this nobody reads counts.
const SHORTEST: f64 = 60.0;
/// Answering takes at most one part in so many of the time.
const PARTS: f64 = 12.0;

/// Beats after the working set has changed.
#[derive(Clone, Copy)]
pub(super) struct Pulse {
    beat: RwSignal<u64>,
    /// When it last beat, and how long answering took since, in milliseconds.
    last: StoredValue<(f64, f64)>,
}

impl Pulse {
    /// Follows the working set until its owner goes.
    pub(super) fn follow(sync: Sync) -> Self {
        let pulse = Self { beat: RwSignal::new(0), last: StoredValue::new((f64::NEG_INFINITY, 0.0)) };
        let waiting = StoredValue::new(None::<TimeoutHandle>);
        Effect::new(move |before: Option<()>| {
            sync.with(|_| ());
            // Whoever reads first has the set as it is.
            if before.is_none() || waiting.with_value(Option::is_some) {
                return;
            }
            let wait = pulse.wait();
            if wait <= 0.0 {
                pulse.strike();
                return;
            }
            let later = set_timeout_with_handle(
                move || {
                    waiting.try_set_value(None);
                    pulse.strike();
                },
                Duration::from_millis(wait as u64),
            );
            waiting.set_value(later.ok());
        });
        on_cleanup(move || {
            if let Some(later) = waiting.try_update_value(Option::take).flatten() {
                later.clear();
            }
        });
        pulse
    }

    /// Changes with every beat.
    pub(super) fn beat(&self) -> Signal<u64> {
        self.beat.into()
    }

    /// Answers, and remembers how long that took.
    pub(super) fn timed<T>(&self, answer: impl FnOnce() -> T) -> T {
        let from = millis();
        let answered = answer();
        self.last.try_update_value(|(_, took)| *took += millis() - from);
        answered
    }

    /// Beats now.
    pub(super) fn strike(&self) {
        self.last.try_set_value((millis(), 0.0));
        self.beat.try_update(|beat| *beat += 1);
    }

    fn wait(&self) -> f64 {
        let (at, took) = self.last.try_get_value().unwrap_or_default();
        at + SHORTEST.max(took * PARTS) - millis()
    }
}

/// Milliseconds since the page was opened; nothing on a machine without a window.
fn millis() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}
