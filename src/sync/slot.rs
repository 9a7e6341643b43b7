//! How many held connections a browser may have to one region: over HTTP/1.1 it has six for all of its tabs together.

use futures::channel::oneshot;
use js_sys::{Function, Promise, Reflect};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Two stay free for everything that analysts do.
const SLOTS: u32 = 4;

/// Leave to hold one connection. Given back when dropped, and by the browser when the tab goes.
#[must_use = "a slot is given back when dropped"]
pub(super) struct Slot(Option<Function>);

impl Drop for Slot {
    fn drop(&mut self) {
        if let Some(give_back) = self.0.take() {
            // The promise it settles is our own.
            let _ = give_back.call0(&JsValue::UNDEFINED);
        }
    }
}

impl Slot {
    /// A free one of the region at `origin`, `None` when other tabs have them all. A browser that has no locks, or not
    /// for this page, sets no limit.
    pub(super) async fn take(origin: &str) -> Option<Self> {
        for number in 0..SLOTS {
            match ask(&format!("mci changes {origin} {number}")).await {
                Some(None) => {}
                Some(slot) => return slot,
                None => return Some(Self(None)),
            }
        }
        None
    }
}

/// Asks for one lock. Outer `None`: locks cannot be had here.
async fn ask(name: &str) -> Option<Option<Slot>> {
    let member = |of: &JsValue, name: &str| Reflect::get(of, &JsValue::from_str(name)).ok();
    let locks = member(web_sys::window()?.navigator().as_ref(), "locks").filter(JsValue::is_object)?;
    let request: Function = member(&locks, "request")?.dyn_into().ok()?;
    let options = js_sys::Object::new();
    Reflect::set(&options, &JsValue::from_str("ifAvailable"), &JsValue::TRUE).ok()?;
    let (tell, told) = oneshot::channel();
    let tell = Rc::new(Cell::new(Some(tell)));
    let granted = Closure::once_into_js({
        let tell = Rc::clone(&tell);
        move |lock: JsValue| {
            let mut give_back = None;
            let held = lock.is_object().then(|| Promise::new(&mut |settle, _| give_back = Some(settle)));
            if let Some(tell) = tell.take() {
                // Whoever asked may be gone: the slot in the returned message is then given back at once.
                let _ = tell.send(give_back.map(|give_back| Slot(Some(give_back))));
            }
            held.map_or(JsValue::UNDEFINED, JsValue::from)
        }
    });
    let asked = request.call3(&locks, &JsValue::from_str(name), &options, &granted).ok()?;
    let asked: Promise = asked.dyn_into().ok()?;
    leptos::task::spawn_local(async move {
        // Settles when the lock is refused for this page, or given back.
        let _ = JsFuture::from(asked).await;
        drop(tell.take());
    });
    told.await.ok()
}
