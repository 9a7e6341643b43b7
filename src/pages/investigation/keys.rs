//! Single letters: assign to me, close, comment, and the menus. They work only while no field has the focus.

use super::details::Details;
use super::header::copy_link;
use crate::app::Settings;
use crate::state::{Links, Toasts};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// Where a letter is somebody else's: typed text, an open dialog, an open list.
const TAKEN: &str = "input, textarea, select, [contenteditable], dialog, [popover]";

/// Listens as long as the page stands.
pub(super) fn listen(details: Details, page: NodeRef<html::Section>) {
    let (links, toasts) = (Links::expect(), Toasts::expect());
    let whole_page = Settings::expect().with(|config| config.owns_title);
    let listener = window_event_listener(leptos::ev::keydown, move |event| {
        let plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key() && !event.shift_key();
        if !plain || event.default_prevented() || event.repeat() || !ours(&event, page, whole_page) {
            return;
        }
        let name = match event.key().as_str() {
            "y" => {
                copy_link(details, links, toasts);
                return event.prevent_default();
            }
            "a" => "assign",
            "c" => "close",
            "m" => "comment",
            "s" => "status",
            "p" => "priority",
            "d" => "disposition",
            _ => return,
        };
        let Some(marked) = page.get_untracked().and_then(|page| first(&page, &format!("[data-key=\"{name}\"]"))) else {
            return;
        };
        let found = first(&marked, "button").unwrap_or(marked);
        let Ok(found) = found.dyn_into::<web_sys::HtmlElement>() else { return };
        event.prevent_default();
        // A key does what a press of its button does; the box takes the focus.
        _ = found.focus();
        if name != "comment" {
            found.click();
        }
    });
    on_cleanup(move || listener.remove());
}

fn first(within: &Element, selector: &str) -> Option<Element> {
    within.query_selector(selector).ok().flatten()
}

/// Whether a key was pressed inside the mount, outside of everything that takes letters itself.
fn ours(event: &KeyboardEvent, page: NodeRef<html::Section>, whole_page: bool) -> bool {
    // The first of the path: inside a shadow root the target is only the host.
    let Ok(target) = event.composed_path().get(0).dyn_into::<Element>() else { return false };
    if target.closest(TAKEN).is_ok_and(|taken| taken.is_some()) {
        return false;
    }
    let mount = page.get_untracked().and_then(|page| page.closest(".mci").ok().flatten());
    let inside = mount.is_some_and(|mount| mount.contains(Some(&target)));
    inside || (whole_page && target.tag_name().eq_ignore_ascii_case("body"))
}
