//! Other people's long texts: shown in part, in full when asked.

use crate::format::count::count;
use crate::format::text::clip;
use leptos::prelude::*;
use trusted_view::view;

/// A text and whether all of it is shown. Copies fold the same text.
#[derive(Clone, Copy)]
pub(super) struct Fold {
    text: StoredValue<String>,
    folded: StoredValue<Option<String>>,
    open: RwSignal<bool>,
}

impl Fold {
    /// A text that is safe to look at already; over `limit` characters it begins folded.
    pub(super) fn new(text: String, limit: usize) -> Self {
        let folded = Some(clip(&text, limit).into_owned()).filter(|folded| *folded != text);
        Self { text: StoredValue::new(text), folded: StoredValue::new(folded), open: RwSignal::new(false) }
    }

    /// Whether more is shown than usual, tracked.
    pub(super) fn open(&self) -> bool {
        self.open.get()
    }

    /// What is shown now, tracked.
    pub(super) fn shown(&self) -> String {
        let folded = if self.open.get() { None } else { self.folded.get_value() };
        folded.unwrap_or_else(|| self.text.get_value())
    }

    /// Folds and unfolds; absent for a short text.
    pub(super) fn button(self) -> impl IntoView {
        let open = self.open;
        let length = self.text.with_value(|text| text.chars().count() as u64);
        let words = move || match open.get() {
            true => "Show less".to_owned(),
            false => format!("Show all {} characters", count(length)),
        };
        self.folded.with_value(Option::is_some).then(|| {
            view! {
                <button
                    type="button"
                    class="link small fixed"
                    aria-expanded=move || if open.get() { "true" } else { "false" }
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    {words}
                </button>
            }
        })
    }
}

/// The text, and its button behind it.
#[component]
pub(super) fn LongText(
    /// One line or several, safe to look at already.
    text: String,
    /// Characters that are always shown.
    limit: usize,
) -> impl IntoView {
    let fold = Fold::new(text, limit);
    view! {
        <bdi>{move || fold.shown()}</bdi>
        " "
        {fold.button()}
    }
}
