//! Whether a key is meant for this app: only while the focus is inside it, wherever it is mounted.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

/// Where the focus is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// In another part of the page.
    Elsewhere,
    /// In a dialog or an open list.
    Layer,
    /// In a field of the app.
    Field,
    /// Anywhere else in the app.
    Inside,
}

/// Where the focus is, seen from an element of the app. A page that is ours alone listens without any focus, too.
pub fn focus(inside: &Element) -> Focus {
    let Some(mount) = inside.closest(".mci").ok().flatten() else { return Focus::Elsewhere };
    let Some(active) = active(inside) else { return Focus::Elsewhere };
    let alone = mount.parent_element().is_some_and(|parent| parent.tag_name() == "BODY");
    let within = mount.contains(Some(&active)) || (alone && active.tag_name() == "BODY");
    if !within {
        Focus::Elsewhere
    } else if active.closest("dialog, [popover]").ok().flatten().is_some() {
        Focus::Layer
    } else if is_field(&active) {
        Focus::Field
    } else {
        Focus::Inside
    }
}

/// The element with the focus, in the tree that `inside` stands in.
pub fn active(inside: &Element) -> Option<Element> {
    let root = inside.get_root_node();
    match root.dyn_into::<web_sys::Document>() {
        Ok(document) => document.active_element(),
        Err(root) => root.dyn_into::<web_sys::ShadowRoot>().ok()?.active_element(),
    }
}

fn is_field(element: &Element) -> bool {
    match element.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => element
            .dyn_ref::<HtmlInputElement>()
            .is_none_or(|input| !matches!(input.type_().as_str(), "checkbox" | "radio" | "button")),
        _ => element.has_attribute("contenteditable"),
    }
}
