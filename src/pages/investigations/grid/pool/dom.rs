//! Nodes that are written only when what they say differs: text, attributes, classes.

use web_sys::{Document, Element, Node};

/// A new element of a class.
pub(super) fn element(document: &Document, tag: &str, class: &str) -> Option<Element> {
    let element = document.create_element(tag).ok()?;
    if !class.is_empty() {
        element.set_class_name(class);
    }
    Some(element)
}

/// A new element of a class at the end of another.
pub(super) fn within(document: &Document, parent: &Element, tag: &str, class: &str) -> Option<Element> {
    let element = element(document, tag, class)?;
    parent.append_child(&element).ok()?;
    Some(element)
}

/// Sets attributes of an element that was just made: that fails for no name used here.
pub(super) fn with(element: &Element, attributes: &[(&str, &str)]) {
    for (name, value) in attributes {
        _ = element.set_attribute(name, value);
    }
}

/// The text in an element: inert whatever it says.
pub(super) struct Words {
    node: Node,
    now: String,
}

impl Words {
    /// Takes over an element without children, or one that holds a text alone.
    pub(super) fn of(element: &Element) -> Option<Self> {
        if element.first_child().is_none() {
            element.set_text_content(Some(" "));
        }
        Some(Self { node: element.first_child()?, now: " ".to_owned() })
    }

    /// A new text at the end of an element, behind what else is in it.
    pub(super) fn after(element: &Element, other: Option<&Element>) -> Option<Self> {
        if other.is_none() {
            return Self::of(element);
        }
        let text = element.owner_document()?.create_text_node(" ");
        Some(Self { node: element.append_child(&text).ok()?, now: " ".to_owned() })
    }

    /// Says this.
    pub(super) fn say(&mut self, words: &str) {
        if self.now != words {
            self.node.set_node_value(Some(words));
            self.now.clear();
            self.now.push_str(words);
        }
    }
}

/// One attribute of one element.
pub(super) struct Attribute {
    name: &'static str,
    now: Option<String>,
}

impl Attribute {
    /// Not there so far.
    pub(super) const fn new(name: &'static str) -> Self {
        Self { name, now: None }
    }

    /// Sets it, or takes it away.
    pub(super) fn set(&mut self, element: &Element, value: Option<&str>) {
        if self.now.as_deref() == value {
            return;
        }
        // It fails for names that are no attribute's, and these are.
        _ = match value {
            Some(value) => element.set_attribute(self.name, value),
            None => element.remove_attribute(self.name),
        };
        self.now = value.map(str::to_owned);
    }
}

/// An attribute whose value is a number: written only when that differs.
pub(super) struct Number {
    name: &'static str,
    now: Option<usize>,
}

impl Number {
    /// Not there so far.
    pub(super) const fn new(name: &'static str) -> Self {
        Self { name, now: None }
    }

    /// Sets it.
    pub(super) fn set(&mut self, element: &Element, value: usize) {
        if self.now != Some(value) {
            self.now = Some(value);
            _ = element.set_attribute(self.name, &value.to_string());
        }
    }
}

/// A class that is one of a few.
#[derive(Default)]
pub(super) struct Class(&'static str);

impl Class {
    /// Sets it.
    pub(super) fn set(&mut self, element: &Element, class: &'static str) {
        if self.0 != class {
            self.0 = class;
            element.set_class_name(class);
        }
    }
}
