//! How often a list asks the working set again: at once after a rest, and then so rarely that answering takes a small
//! part of the time, however fast news come.

use crate::api::elapsed_millis;
use crate::reactive::effect_after;
use crate::sync::Sync;
use leptos::leptos_dom::helpers::set_timeout_with_handle;
use leptos::prelude::*;
use std::time::Duration;

/// The shortest time between two beats, in milliseconds: faster than this nobody reads counts.
const SHORTEST: f64 = 60.0;
/// The same while rows are on their way: what is counted then is overtaken at once, and sorting it keeps the rest waiting.
const LOADING: f64 = 250.0;
/// Answering takes at most one part in so many of the time.
const PARTS: f64 = 12.0;

/// Beats after the working set has changed.
#[derive(Clone, Copy)]
pub(super) struct Pulse {
    beat: RwSignal<u64>,
    /// When it last beat, and how long answering took since, in milliseconds.
    last: StoredValue<(f64, f64)>,
    loading: StoredValue<bool>,
    /// The last answer had nothing in it: the first rows are not kept waiting.
    empty: StoredValue<bool>,
}

impl Pulse {
    /// Follows the working set until its owner goes.
    pub(super) fn follow(sync: Sync) -> Self {
        let last = StoredValue::new((f64::NEG_INFINITY, 0.0));
        let pulse =
            Self { beat: RwSignal::new(0), last, loading: StoredValue::new(false), empty: StoredValue::new(true) };
        let waiting = StoredValue::new(None::<TimeoutHandle>);
        effect_after(move |before: Option<()>| {
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
        let from = elapsed_millis();
        let answered = answer();
        self.last.try_update_value(|(_, took)| *took += elapsed_millis() - from);
        answered
    }

    /// Rows are on their way, or all are in.
    pub(super) fn loads(&self, loading: bool) {
        self.loading.try_set_value(loading);
    }

    /// How much there was to show at the last beat.
    pub(super) fn found(&self, rows: usize) {
        self.empty.try_set_value(rows == 0);
    }

    /// Beats now.
    pub(super) fn strike(&self) {
        self.last.try_set_value((elapsed_millis(), 0.0));
        self.beat.try_update(|beat| *beat += 1);
    }

    fn wait(&self) -> f64 {
        let (at, took) = self.last.try_get_value().unwrap_or_default();
        let shortest = match (self.empty.try_get_value(), self.loading.try_get_value()) {
            (Some(true), _) => 0.0,
            (_, Some(true)) => LOADING,
            _ => SHORTEST,
        };
        at + shortest.max(took * PARTS) - elapsed_millis()
    }
}
