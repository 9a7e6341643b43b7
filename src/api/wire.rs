//! One fetch: sent with what the call says, aborted when its future is dropped or takes too long.

use super::error::Problem;
use js_sys::{ArrayBuffer, Uint8Array};
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Headers, Request, RequestCache, RequestCredentials, RequestInit, RequestMode, Response,
};

/// What goes over the wire.
pub(super) struct Sent<'a> {
    pub(super) url: &'a str,
    pub(super) method: &'a str,
    pub(super) headers: &'a [(&'a str, String)],
    pub(super) body: Option<&'a str>,
    pub(super) with_cookie: bool,
    pub(super) timeout: Duration,
}

/// What came back.
pub(super) struct Received {
    pub(super) status: u16,
    pub(super) headers: Headers,
    pub(super) body: Vec<u8>,
}

impl Received {
    pub(super) fn header(&self, name: &str) -> Option<String> {
        self.headers.get(name).ok().flatten()
    }
}

/// Ends the request when dropped; ends the timer too.
struct Guard {
    controller: AbortController,
    timer: Option<TimeoutHandle>,
}

impl Drop for Guard {
    fn drop(&mut self) {
        if let Some(timer) = self.timer.take() {
            timer.clear();
        }
        // After an answer has been read in full, this does nothing.
        self.controller.abort();
    }
}

pub(super) async fn send(sent: Sent<'_>) -> Result<Received, Problem> {
    let controller = AbortController::new().map_err(|_| Problem::Unreachable)?;
    let late = Rc::new(Cell::new(false));
    let timer = set_timeout_with_handle(
        {
            let (controller, late) = (controller.clone(), Rc::clone(&late));
            move || {
                late.set(true);
                controller.abort();
            }
        },
        sent.timeout,
    )
    .ok();
    let guard = Guard { controller, timer };
    let outcome = exchange(&sent, &guard.controller).await;
    outcome.map_err(|_| if late.get() { Problem::TimedOut } else { Problem::Unreachable })
}

async fn exchange(sent: &Sent<'_>, controller: &AbortController) -> Result<Received, JsValue> {
    let headers = Headers::new()?;
    for (name, value) in sent.headers {
        headers.set(name, value)?;
    }
    let init = RequestInit::new();
    init.set_method(sent.method);
    init.set_headers(&headers);
    init.set_mode(RequestMode::Cors);
    init.set_cache(RequestCache::NoStore);
    init.set_credentials(if sent.with_cookie { RequestCredentials::SameOrigin } else { RequestCredentials::Omit });
    init.set_signal(Some(&controller.signal()));
    if let Some(body) = sent.body {
        init.set_body(&JsValue::from_str(body));
    }
    let request = Request::new_with_str_and_init(sent.url, &init)?;
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let response: Response = JsFuture::from(window.fetch_with_request(&request)).await?.dyn_into()?;
    let buffer: ArrayBuffer = JsFuture::from(response.array_buffer()?).await?.dyn_into()?;
    Ok(Received { status: response.status(), headers: response.headers(), body: Uint8Array::new(&buffer).to_vec() })
}
