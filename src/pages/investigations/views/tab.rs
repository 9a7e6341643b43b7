//! One view as a tab: a link to its address, with the count of what it holds.

use crate::components::{Icon, IconName};
use crate::pages::investigations::list::List;
use crate::reactive::memo;
use crate::route::InvestigationsQuery;
use leptos::prelude::*;
use trusted_view::view;
use working_set::Total;

/// A tab.
#[component]
pub(super) fn Tab(
    /// The list.
    list: List,
    /// What its address says.
    target: Signal<InvestigationsQuery>,
    /// Whether it is shown.
    here: Memo<bool>,
    /// How many rows it holds.
    total: Signal<Option<Total>>,
    /// What it is called.
    name: String,
    /// Who shares it; nobody: it is the analyst's own, or everybody's.
    #[prop(default = None)]
    by: Option<String>,
) -> impl IntoView {
    let count = memo(move || total.get().map(|total| format!("{total:#}")));
    let title = by.as_ref().map(|by| format!("{name}, shared by {by}"));
    view! {
        <a
            href=move || list.href(&list.route(target.get()))
            aria-current=move || here.get().then_some("page")
            title=title
        >
            <bdi class="clip">{name}</bdi>
            {move || count.get().map(|count| view! { <span class="n">{count}</span> })}
            {by
                .map(|by| {
                    view! {
                        <Icon name=IconName::Users small=true />
                        <span class="sr">{format!("shared by {by}")}</span>
                    }
                })}
        </a>
    }
}
