//! Draws the short messages.

use crate::components::flow::For;
use crate::components::{Icon, IconName};
use crate::state::Toasts;
use crate::state::toasts::{Toast, Tone};
use leptos::prelude::*;
use trusted_view::view;

/// All messages, in a live region of their own.
#[component]
pub(super) fn Toaster() -> impl IntoView {
    let toasts = Toasts::expect();
    view! {
        <div class="toaster" role="status" aria-live="polite">
            <For each=move || toasts.list().get() key=|toast| toast.id let:toast>
                <ToastView toast=toast />
            </For>
        </div>
    }
}

#[component]
fn ToastView(toast: Toast) -> impl IntoView {
    let toasts = Toasts::expect();
    let id = toast.id;
    let (class, icon) = match toast.tone {
        Tone::Done => ("toast", IconName::Check),
        Tone::Warn => ("toast warn", IconName::Warn),
        Tone::Failed => ("toast danger", IconName::CrossCircle),
    };
    let action = toast.action.map(|(word, run)| {
        let click = move |_| {
            toasts.dismiss(id);
            run.run(());
        };
        view! { <button on:click=click>{word}</button> }
    });
    view! {
        <div class=class>
            <Icon name=icon />
            <div class="text">
                {toast.text} {toast.detail.map(|detail| view! { <span class="soft">{detail}</span> })}
            </div>
            {action}
            <button class="icon-only" aria-label="Dismiss" on:click=move |_| toasts.dismiss(id)>
                <Icon name=IconName::Cross />
            </button>
        </div>
    }
}
