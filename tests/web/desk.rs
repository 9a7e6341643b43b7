//! Owns the whole app at an address of the page, as an analyst sits before it.

use crate::page::{At, document, options, path_now, until_or};
use crate::stage::{fresh, named, seek};
use crate::world::DIRECTORY;
use mci_app::host::{Mounted, mount};
use mci_app::route::{BasePath, Route};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

/// The app on the page. Leaves it when dropped.
pub struct Desk {
    pub root: HtmlElement,
    app: Mounted,
    _at: At,
}

impl Desk {
    /// As if this address had been opened.
    pub fn open(route: &Route) -> Self {
        let at = At::path(&route.href(&BasePath::default()));
        let root = fresh();
        root.set_class_name("mci");
        let app = mount(root.clone(), options(&[("apiBase", JsValue::from_str(DIRECTORY))]));
        Self { root, app, _at: at }
    }

    pub fn seek(&self, selector: &str) -> Option<HtmlElement> {
        seek(&self.root, selector)
    }

    #[track_caller]
    pub fn find(&self, selector: &str) -> HtmlElement {
        self.seek(selector).unwrap_or_else(|| panic!("no {selector} at {}: {}", path_now(), self.text()))
    }

    /// The first element of a selector that reads exactly so.
    #[track_caller]
    pub fn named(&self, selector: &str, text: &str) -> HtmlElement {
        named(&self.root, selector, text).unwrap_or_else(|| panic!("no {selector} “{text}”: {}", self.text()))
    }

    pub fn text(&self) -> String {
        self.root.text_content().unwrap_or_default()
    }

    pub async fn shows(&self, text: &str) {
        until_or(text, || self.text().contains(text), || format!("{}: {}", path_now(), self.text())).await;
    }

    /// Waits until the address holds these words.
    pub async fn at(&self, words: &str) {
        until_or(words, || path_now().contains(words), || format!("{}: {}", path_now(), self.text())).await;
    }

    /// Waits until an element is there, and hands it out.
    pub async fn wait(&self, selector: &str) -> HtmlElement {
        until_or(selector, || self.seek(selector).is_some(), || format!("{}: {}", path_now(), self.text())).await;
        self.find(selector)
    }

    /// Whether the focus is on the first element of a selector.
    pub fn on(&self, selector: &str) -> bool {
        let focus = document().active_element();
        focus.is_some() && focus == self.seek(selector).map(JsCast::unchecked_into)
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.app.unmount();
        self.root.remove();
    }
}

/// The app's own style: where rows stand is a matter of it.
pub struct Styled(Element);

impl Styled {
    pub fn new() -> Self {
        let style = document().create_element("style").unwrap();
        let sheets = [include_str!("../../style/tokens.css"), include_str!("../../style/grid.css")];
        let frame = ".mci .grid-scroll { height: 400px; flex: none !important; } .mci .grid { --row: 36px; }";
        style.set_text_content(Some(&format!("{} {} {frame}", sheets[0], sheets[1])));
        document().head().unwrap().append_child(&style).unwrap();
        Self(style)
    }
}

impl Drop for Styled {
    fn drop(&mut self) {
        self.0.remove();
    }
}
