//! Puts a text on the clipboard, and says so; a browser that forbids it is named.

use crate::state::Toasts;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Copies `text` and says what was copied: `Link`.
pub(super) fn copy(toasts: Toasts, what: &'static str, text: String) {
    let navigator = window().navigator();
    // In a page that came without TLS the browser has no clipboard at all.
    let there = js_sys::Reflect::get(&navigator, &JsValue::from_str("clipboard")).is_ok_and(|found| found.is_object());
    if !there {
        return refused(toasts, what, &text);
    }
    let writing = navigator.clipboard().write_text(&text);
    leptos::task::spawn_local(async move {
        match JsFuture::from(writing).await {
            Ok(_) => toasts.done(format!("{what} copied")),
            Err(_) => refused(toasts, what, &text),
        }
    });
}

fn refused(toasts: Toasts, what: &str, text: &str) {
    toasts.failed(format!("{what} not copied: this browser does not allow it here"), text);
}
