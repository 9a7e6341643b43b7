//! The table of the Customers view: heads that sort, a row a customer, and the sum of what is known.

use super::row::CustomerLoadRow;
use super::rows::{Column, LoadRow, of_priority};
use crate::components::flow::For;
use crate::components::{Icon, IconName, PriorityMark, RelativeTime, TimeStyle};
use crate::reactive::memo;
use crate::route::{CustomerTableQuery, Route};
use crate::state::{Clock, Links};
use contract::Priority;
use leptos::prelude::*;
use trusted_view::view;
use working_set::{Coverage, Load};

/// The table.
#[component]
pub(super) fn LoadTable(
    /// What is asked for now.
    query: Memo<CustomerTableQuery>,
    /// Rows in order.
    shown: Memo<Vec<LoadRow>>,
    /// The sum of all customers and what it is worth, while no customer is filtered out.
    sums: Signal<Option<(Load, Coverage)>>,
) -> impl IntoView {
    let largest = memo(move || {
        shown.with(|rows| {
            rows.iter().filter_map(|row| row.load.load.as_ref()).map(|load| load.active).max_by(|a, b| a.known_cmp(*b))
        })
    });
    let unknown = memo(move || shown.with(|rows| rows.iter().filter(|row| row.load.load.is_none()).count()));
    let ids = memo(move || shown.with(|rows| rows.iter().map(|row| row.customer.id).collect::<Vec<_>>()));
    let row_of = move |id| memo(move || shown.with(|rows| rows.iter().find(|row| row.customer.id == id).cloned()));
    let head = move |column: Column, text: &'static str| view! { <Head column=column query=query>{text}</Head> };
    view! {
        <table class="table customers-table">
            <thead>
                <tr>
                    {head(Column::Customer, "Customer")}
                    {head(Column::Active, "Active")}
                    <th class="w-wide">"By priority"</th>
                    {Priority::KNOWN
                        .iter()
                        .enumerate()
                        .map(|(at, priority)| {
                            let priority = priority.clone();
                            view! {
                                <Head column=Column::Priority(at) query=query>
                                    <PriorityMark priority=priority.clone() />
                                </Head>
                            }
                        })
                        .collect_view()}
                    {head(Column::Unassigned, "Unassigned")}
                    {head(Column::Oldest, "Oldest")}
                    <th class="w-wide" title="Opened per day of UTC, today last">
                        "7 days"
                    </th>
                    <th class="w-wide">"Role"</th>
                    <th>
                        <span class="sr">"Actions"</span>
                    </th>
                </tr>
            </thead>
            <tbody>
                <For each=move || ids.get() key=|id| *id let:id>
                    <CustomerLoadRow row=row_of(id) largest=largest />
                </For>
            </tbody>
            {move || sums.get().map(|(load, coverage)| view! { <Sums load=load coverage=coverage unknown=unknown.get() /> })}
        </table>
    }
}

#[component]
fn Head(column: Column, query: Memo<CustomerTableQuery>, children: Children) -> impl IntoView {
    let links = Links::expect();
    let sorted = memo(move || query.with(|query| column.sorted_by(query)));
    let click = move |_| links.go(&Route::Customers(query.with_untracked(|query| column.clicked(query))));
    let aria = move || match sorted.get() {
        Some(true) => "descending",
        Some(false) => "ascending",
        None => "none",
    };
    let class = match column {
        Column::Customer => "",
        Column::Priority(_) => "num pn",
        _ => "num",
    };
    view! {
        <th class=class aria-sort=aria scope="col">
            <button on:click=click title=format!("Sort by {}", column.word())>
                {children()}
                {move || {
                    sorted
                        .get()
                        .map(|down| {
                            view! { <Icon name=if down { IconName::SortDown } else { IconName::SortUp } small=true /> }
                        })
                }}
            </button>
        </th>
    }
}

/// Sums are written by the engine, which knows what is missing.
#[component]
fn Sums(load: Load, coverage: Coverage, unknown: usize) -> impl IntoView {
    let clock = Clock::expect();
    // Whoever has not answered may hold an older one.
    let or_older = load.active.exact().is_none().then_some("+");
    let oldest = load.oldest.map(|at| {
        view! {
            <RelativeTime at=at now=clock.now() zone=clock.zone() style=TimeStyle::Age />
            {or_older}
        }
    });
    let priorities = (0..Priority::KNOWN.len())
        .map(|at| {
            let sum = of_priority(&load, at).map(|total| format!("{total:#}"));
            view! { <td class="num pn">{sum}</td> }
        })
        .collect_view();
    view! {
        <tfoot>
            <tr>
                <th scope="row">
                    {format!("{} of {} customers", coverage.answered, coverage.expected)}
                    {(unknown > 0).then(|| view! { <span class="t-warn">{format!(", {unknown} unknown")}</span> })}
                </th>
                <td class="num">{format!("{:#}", load.active)}</td>
                <td class="w-wide"></td>
                {priorities}
                <td class="num">{format!("{:#}", load.unassigned)}</td>
                <td class="num">{oldest}</td>
                <td class="w-wide"></td>
                <td class="w-wide"></td>
                <td></td>
            </tr>
        </tfoot>
    }
}
