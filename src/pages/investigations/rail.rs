//! The facet rail: what the list can be narrowed to, with live counts that say what they are worth.

mod created;
mod customers;
mod days;
mod entry;
mod section;

use super::list::List;
use created::CreatedSection;
use customers::CustomerSection;
use leptos::prelude::*;
use section::FacetSection;
use trusted_view::view;
use working_set::Column;

/// The rail.
#[component]
pub(super) fn Rail(
    /// The list it narrows.
    list: List,
    /// Stays at every width: it stands in a dialog.
    #[prop(optional)]
    keep: bool,
) -> impl IntoView {
    let facets = list.facets();
    let open = [
        (Column::Priority, "Priority"),
        (Column::Status, "Status"),
        (Column::Assignee, "Assignee"),
        (Column::Region, "Region"),
    ];
    let folded = [(Column::Source, "Source"), (Column::Disposition, "Disposition"), (Column::Tag, "Tags")];
    let section = move |(column, title), expanded| {
        view! { <FacetSection list=list facets=facets column=column title=title expanded=expanded /> }
    };
    view! {
        <aside class="rail" class:keep=keep aria-label="Filters">
            <CustomerSection list=list facets=facets />
            {open.into_iter().map(|facet| section(facet, true)).collect_view()}
            {folded.into_iter().map(|facet| section(facet, false)).collect_view()}
            <CreatedSection list=list />
        </aside>
    }
}
