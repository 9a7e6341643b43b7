//! The box a comment is written in. Its text is kept in this tab until the region has confirmed it.

use super::super::composer::not_saved;
use super::super::details::Details;
use super::super::part::Reference;
use crate::api::Problem;
use crate::components::{Banner, Icon, IconName, Tone, unique_id};
use crate::reactive::memo;
use crate::state::{Phase, SessionState};
use contract::Visibility;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use trusted_view::view;

/// Box, two buttons that name who will see it, and what went wrong.
#[component]
pub(super) fn DraftBox(details: Details) -> impl IntoView {
    let composer = details.composer();
    let label = unique_id("comment");
    let text = memo(move || composer.draft());
    let empty = memo(move || text.with(|text| text.trim().is_empty()));
    let sending = composer.sending();
    let why_not = memo(move || match details.barred().get() {
        Some(reason) => Some(reason),
        None if sending.with(Option::is_some) => Some("The comment is on its way".to_owned()),
        None if empty.get() => Some("Write something first".to_owned()),
        None => None,
    });
    let send = move |visibility: Visibility| {
        if why_not.with_untracked(Option::is_none) {
            composer.send(visibility);
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            send(Visibility::Internal);
        }
    };
    let state = move || match (sending.with(Option::is_some), details.barred().get(), empty.get()) {
        (true, ..) => view! {
            <span class="spin" aria-hidden="true"></span>
            "Sending…"
        }
        .into_any(),
        (false, Some(reason), _) => reason.into_any(),
        (false, None, true) => ().into_any(),
        (false, None, false) => view! {
            <Icon name=IconName::Check small=true />
            "Kept in this tab"
        }
        .into_any(),
    };
    let disabled = move || why_not.with(Option::is_some).then_some("true");
    view! {
        <Failure details=details />
        <form class="draft" on:submit=|event| event.prevent_default()>
            <label class="sr" for=label.clone()>
                "Comment"
            </label>
            <textarea
                id=label
                data-key="comment"
                dir="auto"
                placeholder="Write a comment"
                prop:value=text
                on:input:target=move |event| composer.write(event.target().value())
                on:keydown=on_key
            ></textarea>
            <div class="bar">
                <span class="muted small row gap-1" role="status">
                    {state}
                </span>
                <button
                    type="button"
                    class="btn small push clip-text"
                    aria-disabled=disabled
                    title=move || why_not.get()
                    on:click=move |_| send(Visibility::Public)
                >
                    <span class="clip">
                        "Comment to "
                        <bdi>{details.name()}</bdi>
                    </span>
                </button>
                <button
                    type="button"
                    class="btn small primary"
                    aria-disabled=disabled
                    title=move || why_not.get()
                    on:click=move |_| send(Visibility::Internal)
                >
                    "Comment internally "
                    <kbd>"Ctrl Enter"</kbd>
                </button>
            </div>
        </form>
    }
}

#[component]
fn Failure(details: Details) -> impl IntoView {
    let composer = details.composer();
    let session = SessionState::expect();
    move || {
        composer.failed().get().map(|(attempt, error)| {
            let readers = match attempt.visibility {
                Visibility::Internal => "It was meant as an internal comment.".to_owned(),
                _ => format!("It was meant for {}.", details.name().get_untracked()),
            };
            // Signed in again, the analyst needs the retry, not the reason that is gone.
            let reason = match (&error.problem, session.phase().get()) {
                (Problem::SignedOut, Phase::Ready) => "Your session had ended".to_owned(),
                _ => error.to_string(),
            };
            view! {
                <div class="inv-notice">
                    <Banner
                        tone=Tone::Danger
                        title=not_saved(&details.name().get_untracked())
                        actions=move || {
                            view! {
                                <button type="button" class="btn small" on:click=move |_| composer.retry()>
                                    "Retry"
                                </button>
                            }
                        }
                    >
                        {format!("{reason}. Nothing is lost: the text is still in the box. {readers}")}
                        <Reference error=error />
                    </Banner>
                </div>
            }
        })
    }
}
