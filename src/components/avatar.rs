//! A person's initials on their hue.

use crate::format::people::{initials, person_hue};
use leptos::prelude::*;
use trusted_view::view;

/// Decorative: the name stands beside it or in a label.
#[component]
pub fn Avatar(
    /// Display name; an address will do.
    #[prop(into)]
    name: String,
    /// Address, from which the hue comes: two people of one name differ.
    #[prop(optional_no_strip, into)]
    email: Option<String>,
    /// 26 px instead of 20.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    let hue = person_hue(&name, email.as_deref()).to_string();
    let class = if large { "avatar l" } else { "avatar" };
    view! {
        <span class=class data-hue=hue aria-hidden="true">
            {initials(&name)}
        </span>
    }
}
