//! One customer's work: counts, a bar beside them, and the way in. Unknown is said, never zero.

use super::rows::{LoadRow, of_priority};
use crate::components::{CustomerName, Icon, IconName, PriorityBar, RelativeTime, TimeStyle};
use crate::format::words;
use crate::route::Route;
use crate::state::{Clock, Links};
use crate::sync::Sync;
use contract::Priority;
use leptos::prelude::*;
use trusted_view::view;
use working_set::{CustomerState, Load, Total};

/// A row of the Customers view.
#[component]
pub(super) fn CustomerLoadRow(
    /// Its facts, as they change.
    row: Memo<Option<LoadRow>>,
    /// The largest customer's active work.
    largest: Memo<Option<Total>>,
) -> impl IntoView {
    move || row.get().map(|row| view! { <Drawn row=row largest=largest /> })
}

#[component]
fn Drawn(row: LoadRow, largest: Memo<Option<Total>>) -> impl IntoView {
    let links = Links::expect();
    let LoadRow { customer, load, role, .. } = row;
    let target = links.to(&Route::CustomerInvestigations(customer.id, Default::default()));
    let manage = target.clone();
    let name = customer.name.clone();
    let down = matches!(load.state, CustomerState::Failing { .. } | CustomerState::Stale { .. });
    let cells = match load.load.clone() {
        Some(known) => view! { <Counts load=known largest=largest /> }.into_any(),
        None => view! { <Unknown state=load.state.clone() region=customer.region.clone() /> }.into_any(),
    };
    view! {
        <tr class:unavailable=load.load.is_none()>
            <th scope="row">
                <a class="name-link" href=target>
                    <CustomerName
                        id=customer.id
                        name=customer.name.clone()
                        code=customer.code.clone()
                        region=customer.region.clone()
                        down=down
                    />
                </a>
            </th>
            {cells}
            <td class="soft w-wide">{role.map(|role| words::role(&role).to_owned()).unwrap_or_else(|| "?".to_owned())}</td>
            <td class="num">
                <a class="btn small" href=manage aria-label=format!("Manage Investigations, {name}")>
                    "Manage Investigations"
                </a>
            </td>
        </tr>
    }
}

#[component]
fn Counts(load: Load, largest: Memo<Option<Total>>) -> impl IntoView {
    let clock = Clock::expect();
    let bars = load.by_priority.clone();
    let bar = move || {
        let whole = largest.get();
        let parts = bars
            .iter()
            .map(|(priority, total)| {
                let share = whole.map_or(0.0, |whole| total.share_of(whole));
                (priority.clone(), share, format!("{total:#}"))
            })
            .collect::<Vec<(Priority, f32, String)>>();
        view! { <PriorityBar parts=parts /> }
    };
    let cells = (0..Priority::KNOWN.len())
        .map(|at| {
            let total = of_priority(&load, at);
            let class = if at == 0 { "num pn t-danger strong" } else { "num pn" };
            view! { <CountCell total=total class=class /> }
        })
        .collect_view();
    let oldest = load.oldest.map(|at| {
        view! { <RelativeTime at=at now=clock.now() zone=clock.zone() style=TimeStyle::Age /> }
    });
    view! {
        <td class="num strong">{format!("{:#}", load.active)}</td>
        <td class="w-wide c-bar">{bar}</td>
        {cells}
        <CountCell total=Some(load.unassigned) class="num" />
        <td class="num soft">{oldest}</td>
    }
}

#[component]
fn CountCell(total: Option<Total>, class: &'static str) -> impl IntoView {
    match total {
        Some(total) if !total.none() => view! { <td class=class>{format!("{total:#}")}</td> }.into_any(),
        Some(_) => view! {
            <td class="num pn zero">
                <span aria-hidden="true">"·"</span>
                <span class="sr">"0"</span>
            </td>
        }
        .into_any(),
        None => view! { <td class="num pn">"?"</td> }.into_any(),
    }
}

#[component]
fn Unknown(state: CustomerState, region: contract::RegionCode) -> impl IntoView {
    let sync = Sync::expect();
    let code = region.to_string();
    let (text, retry) = match state {
        CustomerState::Failing { .. } => (format!("{code} not answering, counts unknown"), true),
        CustomerState::Refused { .. } => (format!("{code} refused, counts unknown"), true),
        _ => ("Loading, counts not known yet".to_owned(), false),
    };
    view! {
        <td class="num">"?"</td>
        <td colspan="8">
            <span class="row t-warn">
                <Icon name=IconName::Warn />
                {text}
                {retry
                    .then(|| {
                        view! {
                            <button class="link" on:click=move |_| sync.retry(std::slice::from_ref(&region))>
                                "Retry"
                            </button>
                        }
                    })}
            </span>
        </td>
    }
}
