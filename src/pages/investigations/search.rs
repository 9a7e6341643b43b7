//! The search box of a list: every keystroke is answered at once, and the address says the words after a pause.

use super::list::List;
use crate::components::{Icon, IconName};
use crate::reactive::{effect, memo};
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use std::time::Duration;
use trusted_view::view;

/// Without a key for so long, the words go into the address.
const PAUSE: Duration = Duration::from_millis(300);

/// The box.
#[component]
pub(super) fn Search(
    /// The list it narrows.
    list: List,
) -> impl IntoView {
    let words = memo(move || list.query.with(|query| query.words.clone()));
    // What stands in the box: with the blanks that are being typed, which mean nothing to the list.
    let shown = RwSignal::new(words.get_untracked());
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        waiting.try_update_value(|waiting| {
            if let Some(timer) = waiting.take() {
                timer.clear();
            }
        });
    };
    on_cleanup(stop);
    effect(move || {
        let words = words.get();
        if shown.get_untracked().trim() != words {
            shown.set(words);
        }
    });
    let commit = move || {
        stop();
        if let Some(words) = list.typed.try_get_untracked().flatten() {
            list.search(words);
            // The address is asked from here on, and it says the same.
            list.typed.try_set(None);
        }
    };
    let on_input = move |text: String| {
        list.typed.set(Some(text.trim().to_owned()));
        shown.set(text);
        stop();
        waiting.set_value(set_timeout_with_handle(commit, PAUSE).ok());
    };
    let placeholder = match list.customer() {
        Some(_) => "Title, person, tag or id",
        None => "Title, customer, person, tag or id",
    };
    view! {
        <div class="search" role="search">
            <Icon name=IconName::Search />
            <input
                class="input control-s"
                type="search"
                aria-label="Search investigations"
                placeholder=placeholder
                autocomplete="off"
                spellcheck="false"
                prop:value=shown
                on:input:target=move |event| on_input(event.target().value())
                on:change=move |_| commit()
                on:keydown=move |event| {
                    if event.key() == "Enter" {
                        event.prevent_default();
                        commit();
                    }
                }
            />
            <kbd aria-hidden="true" title="The key / leads here">
                "/"
            </kbd>
        </div>
    }
}
