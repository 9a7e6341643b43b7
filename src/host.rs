//! The page or portal that embeds us: mounting at an element, and an unmount that really frees.

use crate::app::App;
use crate::config::Config;
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;
use trusted_view::view;

/// Runs once when the wasm is ready: panics become readable lines in the console.
pub fn start() {
    std::panic::set_hook(Box::new(|info| {
        web_sys::console::error_1(&JsValue::from_str(&format!("The app stopped: {info}")));
    }));
}

/// One running app. Dropping it does not end it; `unmount` does.
#[wasm_bindgen]
pub struct Mounted {
    parts: Option<(Box<dyn std::any::Any>, Owner)>,
}

#[wasm_bindgen]
impl Mounted {
    /// Takes the app off the page and frees its listeners, timers and requests.
    pub fn unmount(&mut self) {
        if let Some((handle, owner)) = self.parts.take() {
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
    element.set_text_content(None);
    let captured = std::rc::Rc::new(std::cell::RefCell::new(None));
    let handle: UnmountHandle<_> = mount_to(element.clone(), {
        let captured = std::rc::Rc::clone(&captured);
        move || {
            *captured.borrow_mut() = Owner::current();
            view! { <App config=config.clone() mount=element.clone() /> }
        }
    });
    let owner = captured.borrow_mut().take().unwrap_or_default();
    Mounted { parts: Some((Box::new(handle), owner)) }
}
