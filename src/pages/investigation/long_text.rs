//! Other people's long texts: shown in part, in full when asked.

use crate::format::text::clip;
use leptos::prelude::*;
use trusted_view::view;

/// A text that is safe to look at already; over `limit` characters it begins folded.
#[component]
pub(super) fn LongText(
    /// The text, one line or several.
    text: String,
    /// Characters that are always shown.
    limit: usize,
) -> impl IntoView {
    let folded = clip(&text, limit).into_owned();
    if folded == text {
        return view! { <bdi>{text}</bdi> }.into_any();
    }
    let open = RwSignal::new(false);
    let length = text.chars().count() as u64;
    let words = move || match open.get() {
        true => "Show less".to_owned(),
        false => format!("Show all {} characters", crate::format::count::count(length)),
    };
    view! {
        <bdi>{move || if open.get() { text.clone() } else { folded.clone() }}</bdi>
        " "
        <button
            type="button"
            class="link small"
            aria-expanded=move || if open.get() { "true" } else { "false" }
            on:click=move |_| open.update(|open| *open = !*open)
        >
            {words}
        </button>
    }
    .into_any()
}
