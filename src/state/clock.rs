//! The app's now, which is the server's, and the zone that times are shown in.

use crate::api::elapsed_millis;
use contract::Timestamp;
use leptos::leptos_dom::helpers::set_interval_with_handle;
use leptos::prelude::*;
use std::time::Duration;

/// One ticking now for every relative time. A wrong laptop clock changes nothing.
#[derive(Clone, Copy)]
pub struct Clock {
    now: RwSignal<Timestamp>,
    offset_millis: StoredValue<i64>,
    zone: Signal<String>,
}

/// How far a region may be ahead of us before its word counts: less is the time that answers travel.
const AHEAD_MILLIS: i64 = 2_000;

impl Clock {
    /// Ticks until its owner goes. Until the server has spoken, the browser's own clock is used.
    pub fn new(zone: Signal<String>) -> Self {
        // Until a server has spoken.
        let offset = js_sys::Date::now() as i64 - elapsed();
        let now = RwSignal::new(Timestamp::from_millis(offset + elapsed()));
        let clock = Self { now, offset_millis: StoredValue::new(offset), zone };
        if let Ok(timer) = set_interval_with_handle(move || clock.tick(), Duration::from_secs(10)) {
            on_cleanup(move || timer.clear());
        }
        clock
    }

    /// From context.
    #[expect(clippy::expect_used, reason = "a missing provider is a mistake in app.rs that every test would hit")]
    pub fn expect() -> Self {
        use_context().expect("App provides Clock")
    }

    /// Takes over the server's time.
    pub fn set(&self, server_now: Timestamp) {
        self.offset_millis.set_value(server_now.millis() - elapsed());
        self.tick();
    }

    /// Takes over a region's word where it is ahead: the page's own time stands still while the laptop sleeps.
    pub fn hear(&self, server_now: Timestamp) {
        if server_now.millis() - self.exact().millis() > AHEAD_MILLIS {
            self.offset_millis.try_set_value(server_now.millis() - elapsed());
            self.tick();
        }
    }

    /// The moment of the last tick, tracked by the reader.
    pub fn now(&self) -> Signal<Timestamp> {
        self.now.into()
    }

    /// The moment itself, not the last tick.
    pub fn exact(&self) -> Timestamp {
        Timestamp::from_millis(self.offset_millis.try_get_value().unwrap_or_default() + elapsed())
    }

    /// IANA name of the zone to show.
    pub fn zone(&self) -> Signal<String> {
        self.zone
    }

    fn tick(&self) {
        self.now.try_set(self.exact());
    }
}

/// Milliseconds since the page was opened. A page's life fits with room to spare.
fn elapsed() -> i64 {
    elapsed_millis() as i64
}
