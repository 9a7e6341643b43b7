//! The facet rail: what the list can be narrowed to, with live counts that say what they are worth.

pub(super) mod choose;
mod created;
mod customers;
mod days;
mod entry;
mod fold;
mod rows;
mod section;

use super::list::List;
use crate::components::flow::Show;
use crate::state::FirstScreen;
use created::CreatedSection;
use customers::CustomerSection;
use fold::Seen;
use leptos::prelude::*;
use section::FacetSection;
use trusted_view::view;
use working_set::Column;

/// The facets in their order: word, unfolded by themselves, what the search among their values is called.
const FACETS: [(Column, &str, bool, &str); 10] = [
    (Column::Customer, "Customer", true, ""),
    (Column::Priority, "Priority", true, ""),
    (Column::Status, "Status", true, ""),
    (Column::Assignee, "Assignee", true, "Find a person"),
    (Column::Region, "Region", true, ""),
    (Column::Source, "Source", false, "Find a source"),
    (Column::Age, "Age", false, ""),
    (Column::Tag, "Tags", false, "Find a tag"),
    (Column::Disposition, "Disposition", false, ""),
    (Column::Responsibility, "Responsibility", false, "Find who is responsible"),
];

/// The rail.
#[component]
pub(super) fn Rail(
    /// The list it narrows.
    list: List,
    /// Stays at every width: it stands in a dialog.
    #[prop(optional)]
    keep: bool,
) -> impl IntoView {
    let seen = Seen::at_first(list, &FACETS.map(|(column, title, expanded, _)| (column, title, expanded)));
    provide_context(seen);
    let facets = list.facets(seen.columns());
    let sections = move || {
        FACETS
            .map(|(column, title, expanded, search)| match column {
                Column::Customer => view! { <CustomerSection list=list facets=facets /> }.into_any(),
                _ => view! {
                    <FacetSection list=list facets=facets column=column title=title expanded=expanded search=search />
                }
                .into_any(),
            })
            .into_iter()
            .collect_view()
    };
    // The rows come first; the rail keeps its width for what follows them.
    let stands = FirstScreen::expect().stands();
    view! {
        <aside class="rail" class:keep=keep aria-label="Filters">
          <Show when=move || stands.get()>
            {sections()}
            <CreatedSection list=list />
          </Show>
        </aside>
    }
}
