//! The app's now, which is the server's, and the zone that times are shown in.

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

/// Milliseconds since the page was opened; never jumps when somebody sets the clock.
fn elapsed_millis() -> i64 {
    let millis = web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now());
    // Milliseconds of a page's life fit with room to spare.
    millis as i64
}

impl Clock {
    /// Ticks until its owner goes. Until the server has spoken, the browser's own clock is used.
    pub fn new(zone: Signal<String>) -> Self {
        let offset = js_sys::Date::now() as i64 - elapsed_millis();
        let now = RwSignal::new(Timestamp::from_millis(offset + elapsed_millis()));
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
        self.offset_millis.set_value(server_now.millis() - elapsed_millis());
        self.tick();
    }

    /// The moment of the last tick, tracked by the reader.
    pub fn now(&self) -> Signal<Timestamp> {
        self.now.into()
    }

    /// The moment itself, not the last tick.
    pub fn exact(&self) -> Timestamp {
        Timestamp::from_millis(self.offset_millis.try_get_value().unwrap_or_default() + elapsed_millis())
    }

    /// IANA name of the zone to show.
    pub fn zone(&self) -> Signal<String> {
        self.zone
    }

    fn tick(&self) {
        self.now.try_set(self.exact());
    }
}
