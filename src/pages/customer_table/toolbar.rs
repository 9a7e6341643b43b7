//! Search and filters of the Customer Table. Each choice is an edit of the address.

use super::rows::TableRow;
use crate::components::{Icon, IconName, Menu, MenuItem, MenuLook, SearchBox};
use crate::reactive::derived;
use crate::route::{AccessFilter, CustomerTableQuery, Route, flip};
use crate::state::Links;
use contract::RegionCode;
use leptos::prelude::*;
use std::collections::BTreeSet;
use trusted_view::view;
use working_set::sorted;

/// The line above the table.
#[component]
pub(super) fn Toolbar(
    /// What is asked for now.
    query: Memo<CustomerTableQuery>,
    /// All customers, for the choices.
    rows: Memo<Vec<TableRow>>,
    /// How many there are.
    sum: Signal<String>,
) -> impl IntoView {
    let links = Links::expect();
    let edit = move |change: &dyn Fn(&mut CustomerTableQuery)| {
        let mut query = query.get_untracked();
        change(&mut query);
        links.go(&Route::CustomerTable(query));
    };
    let words = derived(move || query.with(|query| query.words.clone()));
    let on_words = move |words: String| {
        // Typing leaves no trail in the history.
        links.replace(&Route::CustomerTable(CustomerTableQuery { words, ..query.get_untracked() }));
    };
    let regions = derived(move || {
        let present: BTreeSet<String> =
            rows.with(|rows| sorted::set(rows.iter().map(|row| row.customer.region.to_string())));
        let chosen: Vec<String> = query.with(|query| query.regions.iter().map(ToString::to_string).collect());
        toggles(present, &chosen)
    });
    let tiers = derived(move || {
        let present: BTreeSet<String> =
            rows.with(|rows| sorted::set(rows.iter().filter_map(|row| row.customer.tier.clone())));
        query.with(|query| toggles(present, &query.tiers))
    });
    let access = derived(move || {
        let now = query.with(|query| query.access);
        [
            ("Any access", None),
            ("You can work in", Some(AccessFilter::Workable)),
            ("Something is missing", Some(AccessFilter::Missing)),
        ]
        .map(|(text, filter)| MenuItem::new(filter.map_or("any", AccessFilter::word), text).checked(filter == now))
        .to_vec()
    });
    let pick_region = Callback::new(move |value: String| {
        if let Ok(region) = value.parse::<RegionCode>() {
            edit(&|query| flip(&mut query.regions, region.clone()));
        }
    });
    let pick_tier = Callback::new(move |value: String| edit(&|query| flip(&mut query.tiers, value.clone())));
    let pick_access = Callback::new(move |value: String| {
        edit(&|query| {
            query.access = [AccessFilter::Workable, AccessFilter::Missing].into_iter().find(|f| f.word() == value);
        });
    });
    let picked = move |count: usize| (count > 0).then(|| view! { <span class="badge accent">{count}</span> });
    let look = MenuLook::Button("btn quiet");
    view! {
        <div class="toolbar table-toolbar">
            <SearchBox label="Search customers" placeholder="Name, code, alias or id" words=words on_words=on_words />
            <Menu label="Region" items=regions look=look on_pick=pick_region>
                <Icon name=IconName::Globe />
                "Region"
                {move || picked(query.with(|query| query.regions.len()))}
            </Menu>
            <Menu label="Tier" items=tiers look=look on_pick=pick_tier>
                <Icon name=IconName::Shield />
                "Tier"
                {move || picked(query.with(|query| query.tiers.len()))}
            </Menu>
            <Menu label="Your access" items=access look=look on_pick=pick_access>
                <Icon name=IconName::Key />
                "Your access"
                {move || picked(usize::from(query.with(|query| query.access.is_some())))}
            </Menu>
            <span class="muted push" role="status">
                {sum}
            </span>
        </div>
    }
}

fn toggles(present: BTreeSet<String>, chosen: &[String]) -> Vec<MenuItem> {
    present
        .into_iter()
        .map(|word| {
            let checked = chosen.contains(&word);
            MenuItem::new(word.clone(), word).toggled(checked)
        })
        .collect()
}
