//! One choice of a menu.

use leptos::prelude::ViewFn;

/// A choice. Built with [`MenuItem::new`] and the methods after it.
#[derive(Clone)]
pub struct MenuItem {
    pub(super) value: String,
    pub(super) text: String,
    pub(super) view: Option<ViewFn>,
    pub(super) checked: Option<bool>,
    pub(super) several: bool,
    pub(super) disabled: Option<String>,
    pub(super) note: Option<String>,
    pub(super) head: Option<String>,
}

impl MenuItem {
    /// A choice: what `on_pick` gets, and the words to read, to type and to search.
    pub fn new(value: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            text: text.into(),
            view: None,
            checked: None,
            several: false,
            disabled: None,
            note: None,
            head: None,
        }
    }

    /// Draws this in place of the words, which typing still finds.
    #[must_use]
    pub fn view(mut self, view: impl Into<ViewFn>) -> Self {
        self.view = Some(view.into());
        self
    }

    /// One of several values, and whether it is the one now.
    #[must_use]
    pub fn checked(mut self, checked: bool) -> Self {
        self.checked = Some(checked);
        self
    }

    /// One of several that can hold together, and whether this one does: a filter.
    #[must_use]
    pub fn toggled(mut self, on: bool) -> Self {
        self.checked = Some(on);
        self.several = true;
        self
    }

    /// Cannot be picked, and why: the reason is shown beside it.
    #[must_use]
    pub fn disabled(mut self, reason: Option<String>) -> Self {
        self.disabled = reason;
        self
    }

    /// A fact at its end, such as `22 active`.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// Begins a group of this name.
    #[must_use]
    pub fn head(mut self, head: impl Into<String>) -> Self {
        self.head = Some(head.into());
        self
    }

    /// Whether its words contain what was typed, in any case.
    pub(super) fn matches(&self, typed: &str) -> bool {
        typed.is_empty() || self.text.to_lowercase().contains(&typed.to_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::MenuItem;

    #[test]
    fn a_search_ignores_case() {
        let item = MenuItem::new("1", "Mia Sørensen");
        assert!(item.matches("") && item.matches("SØR") && !item.matches("sorensen"));
    }
}
