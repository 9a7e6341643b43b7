//! Why can't I see this customer? What is needed, each there, missing or not known, and who can give it.

mod needs;

use super::not_found::NotFoundPage;
use crate::api::{Problem, directory};
use crate::components::flow::Show;
use crate::components::{Banner, CodeTag, CustomerMark, Icon, IconName, MarkSize, RegionTag, Tone};
use crate::format::zone;
use crate::pages::shell::use_title;
use crate::reactive::memo;
use crate::route::Route;
use crate::state::{Clock, Links, Remote, SessionState, query};
use contract::CustomerId;
use contract::directory::Gates;
use leptos::prelude::*;
use needs::{Need, NeedState, needs, summary};
use trusted_view::view;

/// The access page of one customer.
#[component]
pub(super) fn AccessPage(
    /// From the path.
    customer: CustomerId,
) -> impl IntoView {
    let session = SessionState::expect();
    let api = session.api();
    let gates = query(session, move || customer, move |id| directory::gates(api, id));
    move || match gates.get() {
        Remote::Loading => view! {
            <p class="page row" role="status">
                <span class="spin" aria-hidden="true"></span>
                "Checking what is needed…"
            </p>
        }
        .into_any(),
        Remote::Failed(error, _) if matches!(error.problem, Problem::NotFound(_)) => {
            view! { <NotFoundPage /> }.into_any()
        }
        Remote::Failed(error, None) => view! {
            <div class="page page-narrow">
                <Banner tone=Tone::Danger title=error.to_string()>
                    "What you need is not known while the directory is silent. "
                    <button class="link" on:click=move |_| gates.reload()>
                        "Retry"
                    </button>
                </Banner>
            </div>
        }
        .into_any(),
        Remote::Ready(known) | Remote::Refreshing(known) | Remote::Failed(_, Some(known)) => {
            view! { <Known gates=known /> }.into_any()
        }
    }
}

#[component]
fn Known(gates: Gates) -> impl IntoView {
    let links = Links::expect();
    let session = SessionState::expect();
    let clock = Clock::expect();
    let customer = gates.customer.clone();
    let name = customer.name.clone();
    use_title(move || format!("What you need to see {name}"));
    let (region, id) = (customer.region.clone(), customer.id);
    let list = memo(move || {
        let zone = clock.zone().get();
        session.roles().with(|roles| needs(&gates, roles.get(&gates.customer.region), &zone))
    });
    let complete = memo(move || list.with(|list| list.iter().all(|need| need.state == NeedState::There)));
    let checked = move || {
        let time = clock.zone().with(|zone| zone::clock_time(clock.now().get(), zone));
        let switch = if session.preferences().multi_customer { "on" } else { "off" };
        format!(
            "Checked {time}. The servers check all of these on every call; this page only explains. \
             Your Multi Customer Investigations preference is {switch} and changes none of them."
        )
    };
    view! {
        <div class="screen-scroll grow">
            <div class="page page-narrow">
                <nav class="crumb small" aria-label="Breadcrumb">
                    <a href=links.to(&Route::CustomerTable(Default::default()))>"Customer Table"</a>
                    <Icon name=IconName::ChevronRight small=true />
                    <span>"Access"</span>
                </nav>
                <div class="page-title access-title">
                    <CustomerMark id=id size=MarkSize::Huge />
                    <div>
                        <h1 dir="auto">{format!("What you need to see {}", customer.name)}</h1>
                        <p class="row">
                            <CodeTag code=customer.code.clone() />
                            <RegionTag region=region />
                            <span>{move || list.with(|list| summary(list))}</span>
                        </p>
                    </div>
                </div>
                <section class="card" aria-label="What is needed">
                    <ul class="needs">
                        {move || list.get().into_iter().map(|need| view! { <NeedLine need=need /> }).collect_view()}
                    </ul>
                </section>
                <Show when=move || complete.get()>
                    <p class="access-go">
                        <a class="btn primary" href=links.to(&Route::CustomerInvestigations(id, Default::default()))>
                            "Open the investigations"
                        </a>
                    </p>
                </Show>
                <p class="muted small access-foot">{checked}</p>
            </div>
        </div>
    }
}

#[component]
fn NeedLine(need: Need) -> impl IntoView {
    let (class, icon) = match need.state {
        NeedState::There => ("pass", IconName::Check),
        NeedState::Missing => ("fail", IconName::Cross),
        NeedState::Unknown => ("unknown", IconName::Help),
    };
    view! {
        <li class=class>
            <span class="mark">
                <Icon name=icon />
            </span>
            <h2>{need.what}</h2>
            <span class="state">{need.state.word()}</span>
            <p>{need.explanation}</p>
        </li>
    }
}
