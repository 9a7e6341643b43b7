//! Who works on something, or that nobody does.

use super::Avatar;
use crate::format::text::{clip, one_line};
use leptos::either::Either;
use leptos::prelude::*;
use trusted_view::view;

/// Longest name that is put into the page.
const NAME_CHARS: usize = 120;

/// Avatar and name; `You` for the analyst, `Unassigned` without a name. An address stands in for an empty name.
#[component]
pub fn Person(
    /// Display name; `None` is nobody.
    #[prop(into)]
    name: Option<String>,
    /// Address: tells people of one name apart, and is the title.
    #[prop(optional_no_strip, into)]
    email: Option<String>,
    /// This is the analyst at the screen.
    #[prop(optional)]
    you: bool,
) -> impl IntoView {
    let shown = name.filter(|name| !name.trim().is_empty()).or_else(|| email.clone());
    match shown {
        None => Either::Left(view! {
            <span class="person unassigned">
                <span class="avatar none" aria-hidden="true"></span>
                <span class="clip name">"Unassigned"</span>
            </span>
        }),
        Some(name) => {
            let written = if you { "You".to_owned() } else { clip(&one_line(&name), NAME_CHARS).into_owned() };
            let title = email.clone().filter(|email| you || *email != name).unwrap_or_else(|| name.clone());
            Either::Right(view! {
                <span class="person" title=one_line(&title)>
                    <Avatar name=name email=email />
                    <bdi class="clip name">{written}</bdi>
                </span>
            })
        }
    }
}
