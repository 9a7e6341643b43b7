//! An empty place: why it is empty, and what to do about it.

use super::{Icon, IconName};
use leptos::prelude::*;
use trusted_view::view;

/// Instead of a list. "No …" only when every region answered, "None found so far" while anything is missing.
#[component]
pub fn Empty(
    /// A picture of the reason.
    icon: IconName,
    /// The reason in a few words.
    #[prop(into)]
    title: String,
    /// A card of its own, not a part of one.
    #[prop(optional)]
    card: bool,
    /// Buttons, the likeliest first.
    #[prop(optional, into)]
    actions: Option<ViewFnOnce>,
    /// The sentence that explains it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class=if card { "card empty" } else { "empty" }>
            <Icon name=icon />
            <h2>{title}</h2>
            {children.map(|children| view! { <p>{children()}</p> })}
            {actions.map(|actions| view! { <div class="actions">{actions.run()}</div> })}
        </div>
    }
}
