//! A search box: what is typed stays here, and is handed over after a pause or on Enter.

use super::{Icon, IconName};
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use std::time::Duration;
use trusted_view::view;

const PAUSE: Duration = Duration::from_millis(150);

/// A labelled search field.
#[component]
pub fn SearchBox(
    /// Its accessible name.
    label: &'static str,
    /// What can be typed.
    placeholder: &'static str,
    /// The words that count now; a change from outside replaces what is typed.
    #[prop(into)]
    words: Signal<String>,
    /// Called with new words.
    #[prop(into)]
    on_words: Callback<String>,
) -> impl IntoView {
    let typed = RwSignal::new(words.get_untracked());
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    // Handed over and not come back yet. What was typed since is newer than its own echo.
    let under_way = StoredValue::new(None::<String>);
    let stop = move || {
        waiting.try_update_value(|waiting| {
            if let Some(timer) = waiting.take() {
                timer.clear();
            }
        });
    };
    on_cleanup(stop);
    Effect::new(move |_| {
        let words = words.get();
        let echo = under_way.try_update_value(Option::take).flatten().is_some_and(|sent| sent == words.trim());
        if !echo && typed.get_untracked().trim() != words.trim() {
            typed.set(words);
        }
    });
    let commit = move || {
        stop();
        let new = typed.get_untracked().trim().to_owned();
        if new != words.get_untracked().trim() {
            under_way.set_value(Some(new.clone()));
            on_words.run(new);
        }
    };
    let on_input = move |text: String| {
        typed.set(text);
        stop();
        let timer = set_timeout_with_handle(commit, PAUSE).ok();
        waiting.set_value(timer);
    };
    view! {
        <div class="search" role="search">
            <Icon name=IconName::Search />
            <input
                class="input control-s"
                type="search"
                aria-label=label
                placeholder=placeholder
                autocomplete="off"
                spellcheck="false"
                prop:value=typed
                on:input:target=move |event| on_input(event.target().value())
                on:change=move |_| commit()
                on:keydown=move |event| {
                    if event.key() == "Enter" {
                        event.prevent_default();
                        commit();
                    }
                }
            />
        </div>
    }
}
