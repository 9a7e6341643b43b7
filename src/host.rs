//! The page or portal that embeds us: mounting at an element, and an unmount that really frees.

use crate::api::Early;
use crate::app::App;
use crate::config::Config;
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use trusted_view::view;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

/// Runs once when the wasm is ready: panics become readable lines in the console, and signals are answered by our turns.
pub fn start() {
    std::panic::set_hook(Box::new(|info| {
        web_sys::console::error_1(&JsValue::from_str(&format!("The app stopped: {info}")));
    }));
    crate::reactive::take_over();
}

/// What keeps a running app alive: its view and the owner of everything reactive in it.
type Running = (Box<dyn std::any::Any>, Owner);

thread_local! {
    // Kept here and not in the handle: a page that forgets its handle must not lose its app when the browser collects it.
    static RUNNING: RefCell<HashMap<u32, Running>> = RefCell::new(HashMap::new());
}

/// One running app. Forgetting it does not end the app; `unmount` does.
#[wasm_bindgen]
pub struct Mounted {
    number: u32,
}

#[wasm_bindgen]
impl Mounted {
    /// Takes the app off the page and frees its listeners, timers and requests.
    pub fn unmount(&mut self) {
        let running = RUNNING.with_borrow_mut(|running| running.remove(&self.number));
        if let Some((handle, owner)) = running {
            drop(handle);
            // The router hands its owner to a process-wide hook, so dropping the handle alone cleans nothing up.
            owner.cleanup();
        }
    }
}

/// Draws the app into `element`, which must carry the class `mci`. `options` is a plain object (see `boot.js`).
#[wasm_bindgen]
pub fn mount(element: HtmlElement, options: JsValue) -> Mounted {
    let config = Config::read(&options);
    let early = Early::read(&options);
    element.set_text_content(None);
    let captured = Rc::new(RefCell::new(None));
    let handle: UnmountHandle<_> = mount_to(element.clone(), {
        let captured = Rc::clone(&captured);
        move || {
            *captured.borrow_mut() = Owner::current();
            provide_context(early);
            view! { <App config=config.clone() mount=element.clone() /> }
        }
    });
    let owner = captured.borrow_mut().take().unwrap_or_default();
    RUNNING.with_borrow_mut(|running| {
        let number = running.keys().max().map_or(0, |last| last + 1);
        running.insert(number, (Box::new(handle), owner));
        Mounted { number }
    })
}
