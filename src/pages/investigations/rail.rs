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
    let section = move |column, title, expanded, search| {
        view! {
            <FacetSection list=list facets=facets column=column title=title expanded=expanded search=search />
        }
    };
    // The rows come first; the rail keeps its width for what follows them.
    let stands = FirstScreen::expect().stands();
    view! {
        <aside class="rail" class:keep=keep aria-label="Filters">
          <Show when=move || stands.get()>
            <CustomerSection list=list facets=facets />
            {section(Column::Priority, "Priority", true, "")}
            {section(Column::Status, "Status", true, "")}
            {section(Column::Assignee, "Assignee", true, "Find a person")}
            {section(Column::Region, "Region", true, "")}
            {section(Column::Source, "Source", false, "Find a source")}
            {section(Column::Age, "Age", false, "")}
            {section(Column::Tag, "Tags", false, "Find a tag")}
            {section(Column::Disposition, "Disposition", false, "")}
            {section(Column::Responsibility, "Responsibility", false, "Find who is responsible")}
            <CreatedSection list=list />
          </Show>
        </aside>
    }
}
