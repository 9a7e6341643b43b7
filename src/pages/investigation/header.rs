//! The head of the page: where it stands, its title, and the facts that nobody changes.

use super::copy::copy;
use super::details::Details;
use super::long_text::Fold;
use super::words::sentence;
use crate::components::{Icon, IconName, PriorityMark, RelativeTime, TimeStyle};
use crate::format::text::{clip, one_line};
use crate::format::{words, zone};
use crate::reactive::memo;
use crate::route::Route;
use crate::state::{Clock, Links, Toasts};
use contract::Timestamp;
use contract::idr::Investigation;
use leptos::prelude::*;
use trusted_view::view;

/// Characters of a title before the rest is folded.
const TITLE_CHARS: usize = 300;
/// Tags that are drawn; more are counted.
const TAGS: usize = 20;

/// Breadcrumb, title, facts.
#[component]
pub(super) fn Header(details: Details) -> impl IntoView {
    let links = Links::expect();
    let toasts = Toasts::expect();
    let list = Route::CustomerInvestigations(details.customer(), Default::default());
    let name = details.rrn().to_string();
    let title = memo(move || details.shown().with(|shown| shown.as_ref().map(|shown| one_line(&shown.title))));
    let priority = memo(move || details.shown().with(|shown| shown.as_ref().map(|shown| shown.priority.clone())));
    view! {
        <header class="inv-head">
            <div class="row">
                <nav class="crumb small" aria-label="Breadcrumb">
                    <a href=links.to(&list)>"Investigations"</a>
                    <Icon name=IconName::ChevronRight small=true />
                    <span class="mono clip">{details.id()}</span>
                    <button
                        type="button"
                        class="btn quiet small icon-only"
                        aria-label="Copy full name"
                        title=name.clone()
                        on:click=move |_| copy(toasts, "Full name", name.clone())
                    >
                        <Icon name=IconName::Copy />
                    </button>
                </nav>
                <button
                    type="button"
                    class="btn quiet small push"
                    title="Copy link (y)"
                    on:click=move |_| copy_link(details, links, toasts)
                >
                    <Icon name=IconName::Link />
                    "Copy link"
                </button>
            </div>
            <div class="titles">
                {move || priority.get().map(|priority| view! { <PriorityMark priority=priority bare=true /> })}
                {move || match title.get() {
                    None => view! {
                        <h1>
                            <span class="sr">{format!("Investigation {}", details.id())}</span>
                            <span class="skel inv-title-rest" aria-hidden="true"></span>
                        </h1>
                    }
                    .into_any(),
                    Some(title) if title.trim().is_empty() => view! { <h1>"Untitled"</h1> }.into_any(),
                    Some(title) => view! { <Title title=title /> }.into_any(),
                }}
            </div>
            <Facts details=details />
        </header>
    }
}

/// The title in full, folded while it is long.
#[component]
fn Title(title: String) -> impl IntoView {
    let fold = Fold::new(title, TITLE_CHARS);
    view! {
        // Unfolded it scrolls, so a keyboard has to reach it.
        <h1 tabindex=move || fold.open().then_some("0")>
            <bdi>{move || fold.shown()}</bdi>
        </h1>
        {fold.button()}
    }
}

/// The address of this page, for a colleague.
pub(super) fn copy_link(details: Details, links: Links, toasts: Toasts) {
    let origin = window().location().origin().unwrap_or_default();
    let route = Route::Investigation(details.customer(), details.id());
    copy(toasts, "Link", format!("{origin}{}", links.to(&route)));
}

#[component]
fn Facts(details: Details) -> impl IntoView {
    // Only what is drawn here: a change of status must not redraw the strip.
    let facts = memo(move || {
        details.shown().get().map(|shown| Investigation {
            title: String::new(),
            status: contract::Status::Open,
            priority: contract::Priority::Unspecified,
            disposition: contract::Disposition::Undecided,
            assignee: None,
            ..shown
        })
    });
    move || match facts.get() {
        None => view! {
            <div class="fact-strip" aria-hidden="true">
                <span class="skel w-96"></span>
                <span class="skel w-96"></span>
                <span class="skel w-96"></span>
            </div>
        }
        .into_any(),
        Some(facts) => view! { <Strip facts=facts /> }.into_any(),
    }
}

#[component]
fn Strip(facts: Investigation) -> impl IntoView {
    let clock = Clock::expect();
    let (now, in_zone) = (clock.now(), clock.zone());
    let created = facts.created_time;
    let missing = facts.tags.len().saturating_sub(TAGS);
    let tags = facts.tags.iter().take(TAGS).map(|tag| tag_view(tag)).collect_view();
    view! {
        <dl class="fact-strip">
            <div>
                <dt>"Age"</dt>
                <dd>
                    <RelativeTime at=created now=now zone=in_zone />
                </dd>
            </div>
            <div>
                <dt>"Created"</dt>
                <dd>
                    {move || in_zone.with(|zone| zone::clock_time(created, zone))}
                    <span class="muted">{move || in_zone.with(|zone| zone::day(created, zone))}</span>
                </dd>
            </div>
            {moment("First alert", facts.first_alert_time, clock)}
            {moment("Latest alert", facts.latest_alert_time, clock)}
            <div>
                <dt>"Source"</dt>
                <dd>{clip(&one_line(words::source(&facts.source)), 40).into_owned()}</dd>
            </div>
            {facts
                .responsibility
                .filter(|word| !word.trim().is_empty())
                .map(|word| {
                    view! {
                        <div>
                            <dt>"Responsibility"</dt>
                            <dd>
                                <bdi>{sentence(&word)}</bdi>
                            </dd>
                        </div>
                    }
                })}
            {(!facts.tags.is_empty())
                .then(|| {
                    view! {
                        <div class="inv-tags">
                            <dt>"Tags"</dt>
                            <dd>{tags} {(missing > 0).then(|| format!("and {missing} more"))}</dd>
                        </div>
                    }
                })}
            {facts.last_accessed.map(|_| moment("Last opened", facts.last_accessed, clock))}
        </dl>
    }
}

fn tag_view(tag: &str) -> impl IntoView + use<> {
    let shown = clip(&one_line(tag), 60).into_owned();
    view! { <bdi class="tag">{shown}</bdi> }
}

fn moment(label: &'static str, at: Option<Timestamp>, clock: Clock) -> impl IntoView {
    let (now, in_zone) = (clock.now(), clock.zone());
    let told = at.map(|at| {
        // A day is worth more than a minute once it is not today's.
        let absolute = move || {
            let today = now.with(|now| now.secs_since(at)) < 86_400;
            in_zone.with(|zone| if today { zone::clock_time(at, zone) } else { zone::day(at, zone) })
        };
        view! {
            <RelativeTime at=at now=now zone=in_zone style=TimeStyle::Ago />
            <span class="muted">{absolute}</span>
        }
    });
    view! {
        <div>
            <dt>{label}</dt>
            <dd>
                {match told {
                    Some(told) => told.into_any(),
                    None => "–".into_any(),
                }}
            </dd>
        </div>
    }
}
