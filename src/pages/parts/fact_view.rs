//! Draws one fact of an investigation as every screen draws it.

use super::Fact;
use crate::components::{Person, PriorityMark, StatusMark};
use crate::format::text::{clip, one_line};
use crate::format::words;
use leptos::prelude::*;
use trusted_view::view;

/// Longest text of a fact.
const CHARS: usize = 300;

/// A status, priority, disposition, person or text.
#[component]
pub fn FactView(
    /// Which.
    fact: Fact,
) -> impl IntoView {
    match fact {
        Fact::Status(status) => view! { <StatusMark status=status /> }.into_any(),
        Fact::Priority(priority) => view! { <PriorityMark priority=priority /> }.into_any(),
        Fact::Disposition(disposition) => {
            let word = clip(&one_line(words::disposition(&disposition)), 40).into_owned();
            view! { <span>{word}</span> }.into_any()
        }
        Fact::Assignee(Some(assignee)) => view! { <Person name=assignee.name email=assignee.email /> }.into_any(),
        Fact::Assignee(None) => view! { <Person name=None /> }.into_any(),
        Fact::Text(text) => {
            let shown = one_line(&text);
            let shown = if shown.trim().is_empty() { "–".to_owned() } else { clip(&shown, CHARS).into_owned() };
            view! { <bdi class="wrap">{shown}</bdi> }.into_any()
        }
    }
}
