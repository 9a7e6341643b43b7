//! Priority: shape, letter and word, then colour.

use super::icon::MarkShape;
use crate::format::text::{clip, one_line};
use crate::format::words;
use contract::Priority;
use leptos::prelude::*;
use trusted_view::view;

/// A priority. An unknown word has the shape of an unspecified one and is shown as it came.
#[component]
pub fn PriorityMark(
    /// Which.
    priority: Priority,
    /// The shape alone; the word is still there for a screen reader.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    let (class, id) = match priority {
        Priority::Critical => ("prio critical", "p-critical"),
        Priority::High => ("prio high", "p-high"),
        Priority::Medium => ("prio medium", "p-medium"),
        Priority::Low => ("prio low", "p-low"),
        Priority::Unspecified | Priority::Other(_) => ("prio unspecified", "p-unspecified"),
    };
    let word = clip(&one_line(words::priority(&priority)), 40).into_owned();
    let title = bare.then(|| word.clone());
    view! {
        <span class=class title=title>
            <MarkShape id=id />
            <span class=if bare { "sr" } else { "word" }>{word}</span>
        </span>
    }
}
