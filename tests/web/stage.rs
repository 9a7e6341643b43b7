//! Owns a view on the page for the time of one test.

use crate::page::{document, focused, shadow};
use leptos::mount::mount_to;
use leptos::prelude::*;
use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// A mounted view. Leaves the page when dropped.
pub struct Stage {
    outer: HtmlElement,
    /// The element that the view stands in.
    pub root: HtmlElement,
    parts: Option<(Box<dyn Any>, Owner)>,
}

impl Stage {
    /// Mounts into the document.
    pub fn new<V: IntoView + 'static>(make: impl FnOnce() -> V + 'static) -> Self {
        let outer = fresh();
        Self::at(outer.clone(), outer, make)
    }

    /// Mounts into the document, and hands out what the view is driven by.
    pub fn with<V: IntoView + 'static, T: 'static>(make: impl FnOnce() -> (V, T) + 'static) -> (Self, T) {
        let driven = Rc::new(RefCell::new(None));
        let stage = Self::new({
            let driven = Rc::clone(&driven);
            move || {
                let (view, by) = make();
                *driven.borrow_mut() = Some(by);
                view
            }
        });
        let by = driven.borrow_mut().take().unwrap();
        (stage, by)
    }

    /// Mounts into a shadow root.
    pub fn in_shadow<V: IntoView + 'static>(make: impl FnOnce() -> V + 'static) -> Self {
        let outer = fresh();
        Self::at(outer.clone(), shadow(&outer), make)
    }

    fn at<V: IntoView + 'static>(outer: HtmlElement, root: HtmlElement, make: impl FnOnce() -> V + 'static) -> Self {
        let captured = Rc::new(RefCell::new(None));
        let handle = mount_to(root.clone(), {
            let captured = Rc::clone(&captured);
            move || {
                *captured.borrow_mut() = Owner::current();
                make().into_any()
            }
        });
        let owner = captured.borrow_mut().take().unwrap();
        Self { outer, root, parts: Some((Box::new(handle), owner)) }
    }

    /// The first element of a selector.
    #[track_caller]
    pub fn find(&self, selector: &str) -> HtmlElement {
        self.seek(selector)
            .unwrap_or_else(|| panic!("no {selector} in: {}", self.root.text_content().unwrap_or_default()))
    }

    /// The first element of a selector, if there is one.
    pub fn seek(&self, selector: &str) -> Option<HtmlElement> {
        seek(&self.root, selector)
    }

    /// Whether the focus is on the first element of a selector.
    #[track_caller]
    pub fn on(&self, selector: &str) -> bool {
        focused(&self.root).is_some_and(|element| element == *self.find(selector).as_ref())
    }

    /// Takes the view off the page.
    pub fn leave(&mut self) {
        if let Some((handle, owner)) = self.parts.take() {
            drop(handle);
            // As `host` does: a router keeps its owner alive.
            owner.cleanup();
        }
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.leave();
        self.outer.remove();
    }
}

/// A fresh element at the end of the document.
pub fn fresh() -> HtmlElement {
    let element: HtmlElement = document().create_element("div").unwrap().dyn_into().unwrap();
    document().body().unwrap().append_child(&element).unwrap();
    element
}

/// The first element of a selector below another.
pub fn seek(root: &HtmlElement, selector: &str) -> Option<HtmlElement> {
    root.query_selector(selector).unwrap().map(|found| found.dyn_into().unwrap())
}

/// The first element whose text is exactly this.
pub fn named(root: &HtmlElement, selector: &str, text: &str) -> Option<HtmlElement> {
    let all = root.query_selector_all(selector).unwrap();
    (0..all.length())
        .filter_map(|at| all.item(at)?.dyn_into::<HtmlElement>().ok())
        .find(|element| element.text_content().unwrap_or_default().trim() == text)
}
