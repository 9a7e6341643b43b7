//! Texts that are not sent yet: kept in this tab's memory only, by investigation, through refresh, sign-in and navigation.

use contract::Rrn;
use leptos::ev;
use leptos::prelude::*;
use std::collections::HashMap;

/// Unsent comments.
#[derive(Clone, Copy)]
pub struct Drafts {
    texts: RwSignal<HashMap<Rrn, String>>,
}

impl Drafts {
    /// None yet. Warns before a reload would lose one.
    pub fn new() -> Self {
        let texts: RwSignal<HashMap<Rrn, String>> = RwSignal::new(HashMap::new());
        let listener = window_event_listener(ev::beforeunload, move |event| {
            if texts.with_untracked(|texts| !texts.is_empty()) {
                event.prevent_default();
            }
        });
        on_cleanup(move || listener.remove());
        Self { texts }
    }

    /// From context.
    #[expect(clippy::expect_used, reason = "a missing provider is a mistake in app.rs that every test would hit")]
    pub fn expect() -> Self {
        use_context().expect("App provides Drafts")
    }

    /// The draft of one investigation, tracked.
    pub fn get(&self, rrn: &Rrn) -> String {
        self.texts.with(|texts| texts.get(rrn).cloned()).unwrap_or_default()
    }

    /// Keeps a draft; an empty one is forgotten.
    pub fn set(&self, rrn: &Rrn, text: String) {
        self.texts.update(|texts| {
            if text.trim().is_empty() {
                texts.remove(rrn);
            } else {
                texts.insert(rrn.clone(), text);
            }
        });
    }

    /// How many are kept, tracked.
    pub fn count(&self) -> usize {
        self.texts.with(HashMap::len)
    }

    /// Forgets all of them: the analyst signed out.
    pub fn clear(&self) {
        self.texts.update(HashMap::clear);
    }
}

impl Default for Drafts {
    fn default() -> Self {
        Self::new()
    }
}
