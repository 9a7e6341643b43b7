//! What somebody else changed while this was open: already shown, and said so, who and from what to what.

use super::details::Details;
use crate::components::{Banner, IconName, Tone};
use crate::format::text::{clip, one_line};
use crate::pages::parts::{Difference, FactView, differences};
use crate::reactive::{effect, memo};
use crate::state::Remote;
use contract::extension::ActivityEntry;
use contract::idr::Investigation;
use leptos::html;
use leptos::prelude::*;
use trusted_view::view;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

/// Two readings that differ.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Change {
    /// What was shown.
    pub(super) before: Investigation,
    /// What is shown now.
    pub(super) after: Investigation,
}

/// Who made a change, as far as the activity tells.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Who {
    /// The analyst at this screen, in another tab or on top of a conflict.
    You,
    /// This person, or automation.
    Named(String),
    /// The region does not tell.
    Somebody,
}

/// The banner.
#[component]
pub(super) fn News(details: Details) -> impl IntoView {
    let change = details.change();
    let told = memo(move || {
        let found = change.with(|change| change.as_ref().map(|change| differences(&change.before, &change.after)))?;
        let me = details.session().with_session(|session| session.analyst.email.clone()).unwrap_or_default();
        let who = details.activity().signal().with(|activity| match activity {
            // The newest entry is on its way: a name from before would be the wrong one.
            Remote::Loading | Remote::Refreshing(_) => None,
            Remote::Ready(activity) => Some(who_changed(&activity.entries, &found, &me)),
            Remote::Failed(..) => Some(Who::Somebody),
        })?;
        (who != Who::You).then_some((who, found))
    });
    let place = NodeRef::<html::Div>::new();
    // The banner takes room: what somebody types into stays in sight.
    effect(move || {
        if told.with(Option::is_some)
            && let Some(page) = place.get_untracked().and_then(|place| place.closest(".screen-main").ok().flatten())
            && let Some(focused) = page.query_selector(".two-col :focus").ok().flatten()
        {
            let nearest = ScrollIntoViewOptions::new();
            nearest.set_block(ScrollLogicalPosition::Nearest);
            focused.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    });
    let banner = move || {
        told.get().map(|(who, found)| {
            let title = match who {
                Who::Named(name) => format!("{name} changed this"),
                Who::You | Who::Somebody => "Somebody changed this".to_owned(),
            };
            let kept = !untrack(|| details.composer().draft()).is_empty();
            view! {
                <Banner
                    tone=Tone::Info
                    icon=IconName::Users
                    flush=true
                    title=title
                    actions=move || {
                        view! {
                            <button type="button" class="btn small" on:click=move |_| change.set(None)>
                                "Dismiss"
                            </button>
                        }
                    }
                >
                    <ul class="inv-news">{found.into_iter().map(line).collect_view()}</ul>
                    {kept.then_some("Your draft is kept in this tab.")}
                </Banner>
            }
        })
    };
    view! { <div node_ref=place>{banner}</div> }
}

fn line(difference: Difference) -> impl IntoView {
    view! {
        <li>
            <span>{difference.label}":"</span>
            <FactView fact=difference.from />
            <span aria-hidden="true">"→"</span>
            <span class="sr">"to"</span>
            <FactView fact=difference.to />
        </li>
    }
}

/// The author of the newest entry about one of these differences. Entries come newest first.
fn who_changed(entries: &[ActivityEntry], found: &[Difference], me: &str) -> Who {
    let about = |entry: &&ActivityEntry| found.iter().any(|difference| difference.what == entry.what);
    match entries.iter().find(about) {
        Some(entry) if entry.email.as_deref().is_some_and(|email| email.eq_ignore_ascii_case(me)) => Who::You,
        Some(entry) if !entry.who.trim().is_empty() => Who::Named(clip(&one_line(&entry.who), 80).into_owned()),
        _ => Who::Somebody,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::parts::Fact;
    use contract::Status;

    #[test]
    fn the_newest_author_of_this_very_change_is_named() {
        let entry = |who: &str, email: Option<&str>, what: &str| ActivityEntry {
            time: "2026-03-17T10:28:00Z".parse().unwrap(),
            who: who.into(),
            email: email.map(Into::into),
            what: what.into(),
            from: None,
            to: None,
        };
        let found = [Difference {
            label: "Status",
            what: "status",
            from: Fact::Status(Status::Open),
            to: Fact::Status(Status::Waiting),
        }];
        let mia = entry("Mia", Some("mia@q.example"), "status");
        let entries = [entry("Ewan", None, "comment"), mia.clone(), entry("Ewan", None, "status")];
        assert_eq!(who_changed(&entries, &found, "ines@q.example"), Who::Named("Mia".into()));
        assert_eq!(who_changed(&entries, &found, "MIA@q.example"), Who::You);
        assert_eq!(who_changed(&entries[..1], &found, "ines@q.example"), Who::Somebody);
    }
}
