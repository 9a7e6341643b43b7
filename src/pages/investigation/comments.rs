//! Comments, oldest first so that the box stands under the newest; each says who sees it.

mod draft;

use super::details::Details;
use super::long_text::LongText;
use super::part::PartNotice;
use crate::components::flow::{For, Show};
use crate::components::{Avatar, Badge, BadgeTone, RelativeTime, TimeStyle};
use crate::format::count::plural;
use crate::format::text::{clip, lines, one_line};
use crate::format::words;
use crate::reactive::memo;
use crate::state::Clock;
use contract::Visibility;
use contract::idr::Comment;
use draft::DraftBox;
use leptos::prelude::*;
use trusted_view::view;

/// Characters of a comment before the rest is folded.
const CHARS: usize = 2_000;

/// The panel.
#[component]
pub(super) fn CommentsPanel(details: Details) -> impl IntoView {
    let composer = details.composer();
    let query = composer.comments();
    let rows = memo(move || {
        query
            .signal()
            .with(|state| state.value().map(|known| known.rows.iter().rev().cloned().collect::<Vec<_>>()))
            .unwrap_or_default()
    });
    let count = move || query.signal().with(|state| state.value().map(super::composer::Listed::count));
    let none = memo(move || query.signal().with(|state| state.value().is_some_and(|known| known.rows.is_empty())));
    let more = memo(move || {
        query.signal().with(|state| state.value().filter(|known| known.more).map(|known| known.earlier()))
    });
    view! {
        <section class="panel" aria-labelledby="inv-comments">
            <header>
                <h2 id="inv-comments">"Comments "<span class="count">{count}</span></h2>
                <span class="muted small push">"Internal unless you say otherwise"</span>
            </header>
            <PartNotice details=details what="Comments" query=query />
            {move || {
                more.get()
                    .map(|missing| {
                        let words = missing
                            .map_or_else(|| "Earlier comments".to_owned(), |missing| plural(missing, "earlier comment"));
                        view! {
                            <div class="inv-more">
                                <button type="button" class="link small" on:click=move |_| composer.earlier()>
                                    {words}
                                </button>
                            </div>
                        }
                    })
            }}
            <ul aria-label="Comments">
                <For each=move || rows.get() key=|comment| key(comment) let:comment>
                    <CommentView details=details comment=comment />
                </For>
            </ul>
            <Show when=move || none.get()>
                <p class="muted inv-section">"No comments yet"</p>
            </Show>
            <DraftBox details=details />
        </section>
    }
}

/// What tells a comment and its revision apart.
fn key(comment: &Comment) -> (String, String, Option<String>) {
    (comment.rrn.clone(), comment.visibility.to_string(), comment.body.clone())
}

#[component]
fn CommentView(details: Details, comment: Comment) -> impl IntoView {
    let clock = Clock::expect();
    let at = comment.created_time;
    let author = comment.creator.map(|creator| one_line(&creator.name)).filter(|name| !name.trim().is_empty());
    let author = clip(author.as_deref().unwrap_or("Unknown author"), 120).into_owned();
    let (badge, tone) = match comment.visibility {
        Visibility::Internal => ("Internal".to_owned(), BadgeTone::Plain),
        Visibility::Public => (format!("To {}", details.name().get_untracked()), BadgeTone::Accent),
        // Who sees it is not known: that is worth a look.
        other => (clip(&one_line(words::visibility(&other)), 40).into_owned(), BadgeTone::Warn),
    };
    let body = comment.body.map(|body| lines(&body)).filter(|body| !body.trim().is_empty());
    view! {
        <li class="comment">
            <Avatar name=author.clone() large=true />
            <div class="by">
                <b>
                    <bdi>{author}</bdi>
                </b>
                <span class="muted small">
                    <RelativeTime at=at now=clock.now() zone=clock.zone() style=TimeStyle::Ago />
                </span>
                <Badge text=badge tone=tone />
            </div>
            <div class="text keep-lines" dir="auto">
                {match body {
                    Some(body) => view! { <LongText text=body limit=CHARS /> }.into_any(),
                    None => view! { <span class="muted">"(no text)"</span> }.into_any(),
                }}
            </div>
        </li>
    }
}
