//! One of a few values, all in sight: a row of radio buttons. Arrow keys move and choose, as radio buttons do.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use trusted_view::view;

/// A labelled row of values.
#[component]
pub fn ChoiceGroup(
    /// What is chosen here.
    label: &'static str,
    /// Value and word of each choice.
    choices: &'static [(&'static str, &'static str)],
    /// The value now.
    #[prop(into)]
    value: Signal<String>,
    /// Called with another value.
    #[prop(into)]
    on_choose: Callback<String>,
) -> impl IntoView {
    let group = NodeRef::<html::Div>::new();
    let known = move || value.with(|value| choices.iter().any(|(choice, _)| choice == value));
    let on_key = move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowRight" | "ArrowDown" => 1,
            "ArrowLeft" | "ArrowUp" => choices.len().saturating_sub(1),
            _ => return,
        };
        event.prevent_default();
        let at = value.with_untracked(|value| choices.iter().position(|(choice, _)| choice == value)).unwrap_or(0);
        let next = (at + step).checked_rem(choices.len()).unwrap_or(0);
        if let Some((choice, _)) = choices.get(next) {
            on_choose.run((*choice).to_owned());
            focus(group, next);
        }
    };
    let buttons = choices.iter().enumerate().map(|(at, (choice, word))| {
        let chosen = move || value.with(|value| value == choice);
        view! {
            <button
                type="button"
                class="btn"
                role="radio"
                aria-checked=move || if chosen() { "true" } else { "false" }
                tabindex=move || if chosen() || (at == 0 && !known()) { "0" } else { "-1" }
                on:click=move |_| {
                    if !chosen() {
                        on_choose.run((*choice).to_owned());
                    }
                }
            >
                {*word}
            </button>
        }
    });
    view! {
        <div class="btn-group" role="radiogroup" aria-label=label node_ref=group on:keydown=on_key>
            {buttons.collect_view()}
        </div>
    }
}

fn focus(group: NodeRef<html::Div>, at: usize) {
    use wasm_bindgen::JsCast;
    let child = group.get_untracked().and_then(|group| group.children().item(u32::try_from(at).ok()?));
    if let Some(button) = child.and_then(|child| child.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = button.focus();
    }
}
