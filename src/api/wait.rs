//! Waiting without blocking, and time that no laptop clock can bend.

use futures::channel::oneshot;
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use std::time::Duration;

/// Waits; a dropped wait clears its timer.
pub async fn pause(duration: Duration) {
    struct Clear(Option<TimeoutHandle>);
    impl Drop for Clear {
        fn drop(&mut self) {
            if let Some(timer) = self.0.take() {
                timer.clear();
            }
        }
    }
    let (done, waiting) = oneshot::channel::<()>();
    let _clear = Clear(set_timeout_with_handle(move || drop(done), duration).ok());
    // The sender only ever goes away: that is the signal.
    let _ = waiting.await;
}

/// Milliseconds since the page was opened; never jumps when somebody sets the clock.
pub fn elapsed_millis() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}
