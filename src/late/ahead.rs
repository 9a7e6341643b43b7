//! Fetching late parts before they are asked for: when the first screen stands and the browser has nothing to do.

use super::Part;
use crate::api::pause;
use crate::reactive::effect_after;
use crate::state::FirstScreen;
use futures::channel::oneshot;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// How long an idle moment is waited for; a browser without such a notion waits a part of it.
const PATIENCE: Duration = Duration::from_secs(10);

/// Fetches every part, one after the other, each in an idle moment, from when the first screen stands: what is opened
/// then opens at once, and without a connection too.
pub fn fetch_ahead() {
    if cfg!(not(feature = "split")) {
        return;
    }
    let stands = FirstScreen::expect().stands();
    effect_after(move |begun: Option<bool>| {
        let stands = stands.get();
        if stands && begun != Some(true) {
            leptos::task::spawn_local_scoped_with_cancellation(all());
        }
        stands
    });
}

async fn all() {
    for part in Part::ALL {
        idle().await;
        part.want();
    }
}

/// Ends in a moment in which the browser has nothing else to do.
async fn idle() {
    let (done, waiting) = oneshot::channel::<()>();
    let call = Closure::once_into_js(move || drop(done));
    let options = web_sys::IdleRequestOptions::new();
    options.set_timeout(u32::try_from(PATIENCE.as_millis()).unwrap_or(u32::MAX));
    let window = window();
    let known = js_sys::Reflect::has(&window, &"requestIdleCallback".into()).unwrap_or(false);
    match known.then(|| window.request_idle_callback_with_options(call.unchecked_ref(), &options)) {
        Some(Ok(_)) => {
            let _ = waiting.await;
        }
        _ => pause(PATIENCE / 20).await,
    }
}
