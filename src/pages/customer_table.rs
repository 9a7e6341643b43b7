//! Select Customer Account: the pinned Primary Customer, then its customers. The entry point.

mod row;
mod rows;
mod toolbar;

use crate::components::Empty;
use crate::components::flow::{For, Show};
use crate::components::{Icon, IconName};
use crate::pages::shell::use_title;
use crate::reactive::{derived, memo};
use crate::route::{CustomerTableQuery, Route};
use crate::state::similar::similar_names;
use crate::state::{Links, SessionState};
use leptos::prelude::*;
use row::CustomerRow;
use rows::{Column, TableRow, arrange, sum};
use toolbar::Toolbar;
use trusted_view::view;

/// The Customer Table.
#[component]
pub(super) fn CustomerTablePage() -> impl IntoView {
    let session = SessionState::expect();
    let links = Links::expect();
    use_title(|| "Select Customer Account".to_owned());
    let query = memo(move || match links.route().get() {
        Route::CustomerTable(query) => query,
        _ => CustomerTableQuery::default(),
    });
    let all = memo(move || {
        let Some(current) = session.get() else { return Vec::new() };
        let similar = similar_names(&current.customers);
        current
            .customers
            .iter()
            .map(|customer| TableRow {
                standing: session.standing(customer),
                favourite: current.preferences.favourites.contains(&customer.id),
                similar: similar.contains_key(&customer.id),
                customer: customer.clone(),
            })
            .collect::<Vec<_>>()
    });
    let shown = memo(move || all.with(|all| query.with(|query| arrange(all, query))));
    let last_favourite = memo(move || {
        shown.with(|rows| rows.iter().rfind(|row| row.favourite && !row.customer.primary).map(|row| row.customer.id))
    });
    view! {
        <div class="screen-scroll grow">
            <div class="page">
                <div class="page-title">
                    <div>
                        <h1>"Select Customer Account"</h1>
                        <p>
                            "Your own account leads to every customer’s investigations, a customer’s row to that customer alone."
                        </p>
                    </div>
                </div>
                <section class="card table-card" aria-label="Customer Table">
                    <Toolbar query=query rows=all sum=derived(move || all.with(|all| sum(all))) />
                    <table class="table customer-table">
                        <thead>
                            <tr>
                                <th class="c-star">
                                    <span class="sr">"Favourite"</span>
                                </th>
                                {Column::ALL
                                    .into_iter()
                                    .map(|column| view! { <Header column=column query=query /> })
                                    .collect_view()}
                            </tr>
                        </thead>
                        <tbody>
                            <For each=move || shown.get() key=|row| (row.customer.clone(), row.standing.clone(), row.similar) let:row>
                                <CustomerRow row=row last_favourite=last_favourite />
                            </For>
                        </tbody>
                    </table>
                    <Show when=move || shown.with(Vec::is_empty)>
                        <Empty icon=IconName::Search title="No customer matches">
                            "Customers you cannot see are not searched. "
                            <a class="link" href=links.to(&Route::CustomerTable(Default::default()))>
                                "Show all customers"
                            </a>
                        </Empty>
                    </Show>
                </section>
            </div>
        </div>
    }
}

#[component]
fn Header(column: Column, query: Memo<CustomerTableQuery>) -> impl IntoView {
    let links = Links::expect();
    let sorted = memo(move || query.with(|query| column.sorted_by(query)));
    let click = move |_| links.go(&Route::CustomerTable(query.with_untracked(|query| column.clicked(query))));
    let aria = move || match sorted.get() {
        Some(true) => "descending",
        Some(false) => "ascending",
        None => "none",
    };
    let icon = move || {
        sorted.get().map(|down| {
            view! { <Icon name=if down { IconName::SortDown } else { IconName::SortUp } small=true /> }
        })
    };
    match column {
        // A list of names has no order worth sorting by.
        Column::Aliases => view! { <th class="w-wide">{column.title()}</th> }.into_any(),
        _ => view! {
            <th aria-sort=aria>
                <button on:click=click>{column.title()} " " {icon}</button>
            </th>
        }
        .into_any(),
    }
}
