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
pub(super) struct Sent {
    pub(super) url: String,
    pub(super) method: &'static str,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Option<String>,
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

    /// Reads an answer to its end.
    pub(super) async fn whole(response: &Response) -> Result<Self, JsValue> {
        let buffer: ArrayBuffer = JsFuture::from(response.array_buffer()?).await?.dyn_into()?;
        let body = Uint8Array::new(&buffer).to_vec();
        Ok(Self { status: response.status(), headers: response.headers(), body })
    }
}

/// Ends the request when dropped; ends its timer too.
pub(super) struct Guard {
    controller: AbortController,
    timer: Option<TimeoutHandle>,
    late: Rc<Cell<bool>>,
}

impl Guard {
    fn new(timeout: Duration) -> Result<Self, Problem> {
        let controller = AbortController::new().map_err(|_| Problem::Unreachable)?;
        let late = Rc::new(Cell::new(false));
        let give_up = {
            let (controller, late) = (controller.clone(), Rc::clone(&late));
            move || {
                late.set(true);
                controller.abort();
            }
        };
        let timer = set_timeout_with_handle(give_up, timeout).ok();
        Ok(Self { controller, timer, late })
    }

    /// The answer may take as long as it likes from here on.
    fn patient(&mut self) {
        if let Some(timer) = self.timer.take() {
            timer.clear();
        }
    }

    fn problem(&self) -> Problem {
        if self.late.get() { Problem::TimedOut } else { Problem::Unreachable }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.patient();
        // After an answer has been read in full, this does nothing.
        self.controller.abort();
    }
}

/// Sends and reads the whole answer within the time allowed.
pub(super) async fn send(sent: &Sent) -> Result<Received, Problem> {
    let guard = Guard::new(sent.timeout)?;
    let outcome = async { Received::whole(&fetch(sent, &guard.controller).await?).await };
    outcome.await.map_err(|_| guard.problem())
}

/// Sends and waits for the head of the answer only; its body is read while the guard lives.
pub(super) async fn open(sent: &Sent) -> Result<(Response, Guard), Problem> {
    let mut guard = Guard::new(sent.timeout)?;
    let response = fetch(sent, &guard.controller).await.map_err(|_| guard.problem())?;
    guard.patient();
    Ok((response, guard))
}

async fn fetch(sent: &Sent, controller: &AbortController) -> Result<Response, JsValue> {
    let headers = Headers::new()?;
    for (name, value) in &sent.headers {
        headers.set(name, value)?;
    }
    let init = RequestInit::new();
    init.set_method(sent.method);
    init.set_headers(&headers);
    init.set_mode(RequestMode::Cors);
    init.set_cache(RequestCache::NoStore);
    init.set_credentials(if sent.with_cookie { RequestCredentials::SameOrigin } else { RequestCredentials::Omit });
    init.set_signal(Some(&controller.signal()));
    if let Some(body) = &sent.body {
        init.set_body(&JsValue::from_str(body));
    }
    let request = Request::new_with_str_and_init(&sent.url, &init)?;
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    JsFuture::from(window.fetch_with_request(&request)).await?.dyn_into()
}
