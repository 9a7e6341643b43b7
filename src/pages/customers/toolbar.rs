//! Search and filters of the Customers view. Each choice is an edit of the address.

use super::rows::{LoadRow, needs_attention};
use crate::components::{ChoiceGroup, Icon, IconName, Menu, MenuItem, MenuLook, SearchBox};
use crate::reactive::derived;
use crate::route::{CustomerTableQuery, Route, flip};
use crate::state::Links;
use contract::RegionCode;
use leptos::prelude::*;
use std::collections::BTreeSet;
use trusted_view::view;
use working_set::sorted;

const WHICH: &[(&str, &str)] = &[("all", "All"), ("attention", "Needs attention"), ("favourites", "Favourites")];

/// The line above the table.
#[component]
pub(super) fn Toolbar(
    /// What is asked for now.
    query: Memo<CustomerTableQuery>,
    /// All customers, for the choices.
    rows: Memo<Vec<LoadRow>>,
) -> impl IntoView {
    let links = Links::expect();
    let edit = move |change: &dyn Fn(&mut CustomerTableQuery)| {
        let mut query = query.get_untracked();
        change(&mut query);
        links.go(&Route::Customers(query));
    };
    let words = derived(move || query.with(|query| query.words.clone()));
    let on_words = move |words: String| {
        links.replace(&Route::Customers(CustomerTableQuery { words, ..query.get_untracked() }));
    };
    let which = derived(move || {
        query.with(|query| match (query.attention, query.favourites) {
            (true, _) => "attention".to_owned(),
            (_, true) => "favourites".to_owned(),
            _ => "all".to_owned(),
        })
    });
    let choose = move |value: String| {
        edit(&|query| {
            query.attention = value == "attention";
            query.favourites = value == "favourites";
        });
    };
    let regions = derived(move || {
        let present: BTreeSet<String> =
            rows.with(|rows| sorted::set(rows.iter().map(|row| row.customer.region.to_string())));
        let chosen: Vec<String> = query.with(|query| query.regions.iter().map(ToString::to_string).collect());
        let item = |word: String| {
            let on = chosen.contains(&word);
            MenuItem::new(word.clone(), word).toggled(on)
        };
        present.into_iter().map(item).collect::<Vec<_>>()
    });
    let pick_region = Callback::new(move |value: String| {
        let Ok(region) = value.parse::<RegionCode>() else { return };
        edit(&|query| flip(&mut query.regions, region.clone()));
    });
    let sum = move || {
        rows.with(|rows| {
            let attention = rows.iter().filter(|row| needs_attention(row)).count();
            format!("{} customers, {attention} need attention", rows.len())
        })
    };
    view! {
        <div class="toolbar table-toolbar">
            <SearchBox label="Search customers" placeholder="Name, code or alias" words=words on_words=on_words />
            <ChoiceGroup label="Which customers" choices=WHICH value=which on_choose=choose />
            <Menu label="Region" items=regions look=MenuLook::Button("btn quiet") on_pick=pick_region>
                <Icon name=IconName::Globe />
                "Region"
                {move || {
                    let picked = query.with(|query| query.regions.len());
                    (picked > 0).then(|| view! { <span class="badge accent">{picked}</span> })
                }}
            </Menu>
            <span class="muted push tight-hide">{sum}</span>
        </div>
    }
}
