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
    let (class, href) = match priority {
        Priority::Critical => ("prio critical", "#mci-p-critical"),
        Priority::High => ("prio high", "#mci-p-high"),
        Priority::Medium => ("prio medium", "#mci-p-medium"),
        Priority::Low => ("prio low", "#mci-p-low"),
        Priority::Unspecified | Priority::Other(_) => ("prio unspecified", "#mci-p-unspecified"),
    };
    let word = clip(&one_line(words::priority(&priority)), 40).into_owned();
    let title = bare.then(|| word.clone());
    view! {
        <span class=class title=title>
            <MarkShape href=href />
            <span class=if bare { "sr" } else { "word" }>{word}</span>
        </span>
    }
}
