//! The heading of a list: its name, what its total is worth, and the link to it.

use super::list::List;
use super::toolbar::CopyLink;
use crate::pages::parts::CoverageLine;
use leptos::prelude::*;
use trusted_view::view;

/// Name, coverage line, actions.
#[component]
pub(super) fn PageHead(
    /// The list.
    list: List,
    /// Its name.
    title: &'static str,
) -> impl IntoView {
    view! {
        <header class="page-head">
            <h1>{title}</h1>
            {move || view! { <CoverageLine query=list.question noun=list.noun.get() /> }}
            <div class="actions">
                <CopyLink />
            </div>
        </header>
    }
}
