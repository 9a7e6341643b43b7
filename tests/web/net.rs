//! Owns the false edge of the network: `window.fetch` answered by the test, and nothing of our own replaced.

use crate::page::{construct, options, window};
use js_sys::{Function, Promise, Reflect};
use serde::Serialize;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Request;

#[wasm_bindgen(inline_js = r#"
// A body that the test writes: what is pushed arrives, whatever ends it.
export function body() {
  let bytes;
  const readable = new ReadableStream({ start(controller) { bytes = controller; } });
  const quietly = (act) => { try { act(); } catch { /* it has ended */ } };
  return {
    readable: () => readable,
    push: (text) => quietly(() => bytes.enqueue(new TextEncoder().encode(text))),
    end: () => quietly(() => bytes.close()),
    fail: () => quietly(() => bytes.error(new TypeError("network error"))),
  };
}
"#)]
extern "C" {
    fn body() -> Body;

    /// The rest of an answer.
    #[derive(Clone)]
    pub type Body;
    #[wasm_bindgen(method)]
    fn readable(this: &Body) -> JsValue;
    /// These characters arrive.
    #[wasm_bindgen(method)]
    pub fn push(this: &Body, text: &str);
    /// The server is done.
    #[wasm_bindgen(method)]
    pub fn end(this: &Body);
    /// The connection breaks.
    #[wasm_bindgen(method)]
    pub fn fail(this: &Body);
}

/// An answer of a server.
pub struct Answer {
    status: u16,
    body: String,
    headers: Vec<(&'static str, String)>,
}

impl Answer {
    /// 200 with a body.
    pub fn json(body: &impl Serialize) -> Self {
        Self::status(200, body)
    }

    /// Any status with a body.
    pub fn status(status: u16, body: &impl Serialize) -> Self {
        Self { status, body: serde_json::to_string(body).unwrap(), headers: Vec::new() }
    }

    /// 200 with this text.
    pub fn text(body: &str) -> Self {
        Self { status: 200, body: body.to_owned(), headers: Vec::new() }
    }

    /// An error as our servers write it.
    pub fn error(status: u16, message: &str) -> Self {
        Self::status(status, &serde_json::json!({ "message": message, "correlation_id": "c-1" }))
    }

    /// With the version of what is answered.
    pub fn version(mut self, version: u64) -> Self {
        self.headers.push(("ETag", format!("\"{version}\"")));
        self
    }

    /// As a portal's or a page's own fetch would have it.
    pub fn response(&self) -> JsValue {
        let headers: Vec<(&str, JsValue)> =
            self.headers.iter().map(|(name, value)| (*name, JsValue::from_str(value))).collect();
        let init = options(&[("status", JsValue::from(self.status)), ("headers", options(&headers))]);
        construct("Response", &[JsValue::from_str(&self.body), init])
    }
}

/// A request that was sent.
#[derive(Clone)]
pub struct Asked {
    request: Request,
    settle: Function,
    fail: Function,
}

impl Asked {
    /// `GET https://ca.test/…`.
    pub fn line(&self) -> String {
        format!("{} {}", self.request.method(), self.request.url())
    }

    /// A header that was sent.
    pub fn header(&self, name: &str) -> Option<String> {
        self.request.headers().get(name).unwrap()
    }

    /// What was sent.
    pub async fn body(&self) -> serde_json::Value {
        let text = JsFuture::from(self.request.clone().unwrap().text().unwrap()).await.unwrap();
        serde_json::from_str(&text.as_string().unwrap()).unwrap()
    }

    /// Whether the app gave it up.
    pub fn aborted(&self) -> bool {
        self.request.signal().aborted()
    }

    /// Answers a request that was held.
    pub fn answer(&self, answer: &Answer) {
        self.settle.call1(&JsValue::UNDEFINED, &answer.response()).unwrap();
    }

    /// Answers a request that was held with a body that comes bit by bit.
    pub fn stream(&self) -> Body {
        let body = body();
        // A real connection ends with its request.
        let end = Closure::once_into_js({
            let body = body.clone();
            move || body.fail()
        });
        self.request.signal().add_event_listener_with_callback("abort", end.unchecked_ref()).unwrap();
        self.settle.call1(&JsValue::UNDEFINED, &construct("Response", &[body.readable()])).unwrap();
        body
    }

    /// Breaks the connection of a request that was held.
    pub fn fail(&self) {
        self.fail.call1(&JsValue::UNDEFINED, &construct("TypeError", &[JsValue::from_str("Failed to fetch")])).unwrap();
    }
}

/// The network while it stands; the real one comes back when it is dropped.
pub struct Net {
    asked: Rc<RefCell<Vec<Asked>>>,
    real: JsValue,
    _fetch: Closure<dyn FnMut(Request) -> Promise>,
}

impl Net {
    /// Answers each request at once; what gets `None` is held until the test settles it.
    pub fn new(serve: impl Fn(&Asked) -> Option<Answer> + 'static) -> Self {
        let asked: Rc<RefCell<Vec<Asked>>> = Rc::default();
        let fetch = Closure::new({
            let asked = Rc::clone(&asked);
            move |request: Request| {
                Promise::new(&mut |settle, fail| {
                    request.signal().set_onabort(Some(&fail));
                    let one = Asked { request: Clone::clone(&request), settle, fail };
                    if let Some(answer) = serve(&one) {
                        one.answer(&answer);
                    }
                    asked.borrow_mut().push(one);
                })
            }
        });
        let real = Reflect::get(&window(), &"fetch".into()).unwrap();
        Reflect::set(&window(), &"fetch".into(), fetch.as_ref()).unwrap();
        Self { asked, real, _fetch: fetch }
    }

    /// Holds every request.
    pub fn held() -> Self {
        Self::new(|_| None)
    }

    /// The requests whose line contains these words, in the order they were sent.
    pub fn asked(&self, words: &str) -> Vec<Asked> {
        self.asked.borrow().iter().filter(|asked| asked.line().contains(words)).cloned().collect()
    }

    /// How many requests' lines contain these words.
    pub fn count(&self, words: &str) -> usize {
        self.asked(words).len()
    }
}

impl Drop for Net {
    fn drop(&mut self) {
        Reflect::set(&window(), &"fetch".into(), &self.real).unwrap();
    }
}
