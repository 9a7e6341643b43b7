//! The Customers view: every customer with its open work per priority, and Manage Investigations.

mod pace;
mod row;
mod rows;
mod table;
mod toolbar;

use crate::components::flow::Show;
use crate::components::{Empty, IconName};
use crate::pages::parts::{CoverageLine, MultiOff};
use crate::pages::shell::use_title;
use crate::reactive::{derived, memo};
use crate::route::{CustomerTableQuery, Route};
use crate::state::{Clock, Links, SessionState, Standing};
use crate::sync::Sync;
use leptos::prelude::*;
use pace::paced;
use rows::{LoadRow, arrange};
use table::LoadTable;
use toolbar::Toolbar;
use trusted_view::view;
use working_set::Query;

/// The Customers view.
#[component]
pub(super) fn CustomersPage() -> impl IntoView {
    let session = SessionState::expect();
    use_title(|| "Customers".to_owned());
    let on = memo(move || session.preferences().multi_customer);
    move || if on.get() { view! { <Customers /> }.into_any() } else { view! { <MultiOff /> }.into_any() }
}

#[component]
fn Customers() -> impl IntoView {
    let (links, session, clock, sync) = (Links::expect(), SessionState::expect(), Clock::expect(), Sync::expect());
    let query = memo(move || match links.route().get() {
        Route::Customers(query) => query,
        _ => CustomerTableQuery::default(),
    });
    // One pass over every row for the table and for its sums.
    let beat = paced(sync);
    let loads = memo(move || {
        beat.track();
        let now = clock.now().get();
        sync.with_untracked(|set| set.loads(now))
    });
    let all = memo(move || {
        let loads = loads.with(|loads| loads.customers.clone());
        let rows = session.with_session(|current| {
            let customer = |load: &working_set::CustomerLoad| current.customers.iter().find(|c| c.id == load.customer);
            loads
                .into_iter()
                .filter_map(|load| {
                    let customer = customer(&load)?.clone();
                    let role = match session.standing(&customer) {
                        Standing::Works(role) => Some(role),
                        _ => None,
                    };
                    let favourite = current.preferences.favourites.contains(&customer.id);
                    Some(LoadRow { customer, load, role, favourite })
                })
                .collect::<Vec<_>>()
        });
        rows.unwrap_or_default()
    });
    let shown = memo(move || all.with(|all| query.with(|query| arrange(all, query))));
    let sums = memo(move || {
        let whole = loads.with(|loads| loads.whole.clone());
        (whole, sync.with_untracked(|set| set.coverage(&Query::active())))
    });
    let whole = memo(move || shown.with(Vec::len) == all.with(Vec::len));
    view! {
        <section class="screen-main">
            <header class="page-head">
                <h1>"Customers"</h1>
                <CoverageLine query=Query::active() />
            </header>
            <Toolbar query=query rows=all />
            <div class="screen-scroll grow" tabindex="0" role="region" aria-label="Customers, scrolls">
                <LoadTable query=query shown=shown sums=derived(move || whole.get().then(|| sums.get())) />
                <Show when=move || shown.with(Vec::is_empty)>
                    <Empty icon=IconName::Search title="No customer matches">
                        <a class="link" href=links.to(&Route::Customers(Default::default()))>
                            "Show all customers"
                        </a>
                    </Empty>
                </Show>
            </div>
        </section>
    }
}
