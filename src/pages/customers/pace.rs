//! How often the table is counted anew: at once after a rest, then about twice a second. Rows come in far more often.

use crate::reactive::effect_after;
use crate::sync::Sync;
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use std::time::Duration;

const REST: Duration = Duration::from_millis(500);

#[derive(Clone, Copy)]
struct Pace {
    beat: RwSignal<u32>,
    timer: StoredValue<Option<TimeoutHandle>>,
    missed: StoredValue<bool>,
}

/// Changes when the working set has changed, no more often than anybody can read.
pub(super) fn paced(sync: Sync) -> Signal<u32> {
    let pace = Pace { beat: RwSignal::new(0), timer: StoredValue::new(None), missed: StoredValue::new(false) };
    effect_after(move |before: Option<()>| {
        sync.with(|_| ());
        if before.is_none() {
            return;
        }
        if pace.timer.with_value(Option::is_some) {
            pace.missed.set_value(true);
        } else {
            pace.go();
        }
    });
    on_cleanup(move || {
        pace.timer.try_update_value(|timer| {
            if let Some(timer) = timer.take() {
                timer.clear();
            }
        });
    });
    pace.beat.into()
}

impl Pace {
    fn go(self) {
        self.beat.try_update(|beat| *beat = beat.wrapping_add(1));
        let rested = move || {
            self.timer.try_set_value(None);
            if self.missed.try_update_value(std::mem::take) == Some(true) {
                self.go();
            }
        };
        self.timer.try_set_value(set_timeout_with_handle(rested, REST).ok());
    }
}
