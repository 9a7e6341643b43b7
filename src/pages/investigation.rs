//! One investigation: facts, alerts, actors, comments, activity, and what can be done about it.

mod actions;
mod activity;
mod actors;
mod alerts;
mod comments;
mod composer;
mod copy;
mod details;
mod header;
mod keys;
mod long_text;
mod news;
mod part;
mod wishes;
mod words;

use super::not_found::NotFoundPage;
use crate::api::Problem;
use crate::components::{Banner, Tone};
use crate::format::text;
use crate::late::late_fn;
use crate::pages::shell::{Side, use_title};
use crate::reactive::{effect, memo};
use crate::route::Route;
use crate::state::{Links, Remote, SessionState};
use crate::sync::Sync;
use actions::Actions;
use activity::ActivityPanel;
use actors::ActorsPanel;
use alerts::AlertsPanel;
use comments::CommentsPanel;
use contract::{CustomerId, Rrn};
use details::Details;
use header::Header;
use leptos::html;
use leptos::prelude::*;
use news::News;
use trusted_view::view;

/// Whether the analyst may look here at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gate {
    /// No such customer for this analyst.
    Nowhere,
    /// The customer is known, something is missing.
    Shut,
    /// All gates hold, as far as is known.
    Open,
}

late_fn!(case: /// The details of one investigation, see [`InvestigationPage`].
    pub(super) fn investigation_page(customer: CustomerId, id: String) -> AnyView {
        view! { <InvestigationPage customer=customer id=id /> }.into_any()
    }
);

/// The details of one investigation.
#[component]
fn InvestigationPage(
    /// From the path.
    customer: CustomerId,
    /// The last segment of the investigation's name.
    id: String,
) -> impl IntoView {
    let session = SessionState::expect();
    let links = Links::expect();
    // A memo: signing in again or a role that is read once more must not rebuild the page under somebody who types.
    let gate = memo(move || match session.customer(customer) {
        None => Gate::Nowhere,
        Some(customer) if session.standing(&customer).expected() => Gate::Open,
        Some(_) => Gate::Shut,
    });
    effect(move || {
        if gate.get() == Gate::Shut {
            links.replace(&Route::Access(customer));
        }
    });
    let id = StoredValue::new(id);
    move || match gate.get() {
        Gate::Nowhere => view! { <NotFoundPage /> }.into_any(),
        Gate::Shut => ().into_any(),
        Gate::Open => match id.with_value(|id| name_of(customer, id)) {
            Some(rrn) => view! { <Known rrn=rrn /> }.into_any(),
            None => view! { <NotFoundPage /> }.into_any(),
        },
    }
}

/// The investigation's name as its region spells it, or as it must be; `None` when the address cannot name one.
fn name_of(customer: CustomerId, id: &str) -> Option<Rrn> {
    untrack(|| {
        let held = Sync::expect().with_untracked(|set| set.find(customer, id).map(|row| row.rrn()));
        held.or_else(|| {
            let customer = SessionState::expect().customer(customer)?;
            Rrn::new(&customer.region, customer.id, id).ok()
        })
    })
}

#[component]
fn Known(rrn: Rrn) -> impl IntoView {
    let details = Details::new(rrn);
    let missing = memo(move || {
        details
            .reading()
            .with(|reading| reading.error().is_some_and(|error| matches!(error.problem, Problem::NotFound(_))))
    });
    move || match missing.get() {
        true => view! { <NotFoundPage /> }.into_any(),
        false => view! { <Screen details=details /> }.into_any(),
    }
}

#[component]
fn Screen(details: Details) -> impl IntoView {
    let title = move || {
        let title = details.shown().with(|shown| shown.as_ref().map(|shown| text::title(&shown.title)));
        text::clip(&title.unwrap_or_else(|| format!("Investigation {}", details.id())), 80).into_owned()
    };
    use_title(title);
    let root = NodeRef::<html::Section>::new();
    keys::listen(details, root);
    view! {
        <Side customer=details.customer() />
        <section class="screen-main" node_ref=root>
            <Header details=details />
            <Unread details=details />
            <News details=details />
            <div class="two-col">
                <div>
                    <AlertsPanel details=details />
                    <CommentsPanel details=details />
                </div>
                <aside aria-label="Actions and context">
                    <Actions details=details />
                    <ActorsPanel details=details />
                    <ActivityPanel details=details />
                </aside>
            </div>
        </section>
    }
}

/// Says when the investigation itself could not be read; the other parts stand for themselves.
#[component]
fn Unread(details: Details) -> impl IntoView {
    let failed = memo(move || match details.reading().get() {
        Remote::Failed(error, known) => Some((error, known.is_some())),
        _ => None,
    });
    move || {
        failed.get().map(|(error, known)| {
            let rest = match known || details.shown().with(Option::is_some) {
                true => "What you see is what was read before. Changes wait until it answers. ",
                false => "Nothing is lost. ",
            };
            view! {
                <Banner
                    tone=Tone::Danger
                    flush=true
                    title=format!("The investigation at {} could not be read: {error}", details.name().get())
                    actions=move || {
                        view! {
                            <button type="button" class="btn small" on:click=move |_| details.reload()>
                                "Retry"
                            </button>
                        }
                    }
                >
                    {rest}
                </Banner>
            }
        })
    }
}
