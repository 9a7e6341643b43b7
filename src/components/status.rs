//! Status: ring, half ring, ring with bars, filled tick, and the word.

use super::icon::MarkShape;
use crate::format::text::{clip, one_line};
use crate::format::words;
use contract::Status;
use leptos::prelude::*;
use trusted_view::view;

/// A status. An unknown word is active work: it has the open ring and is shown as it came.
#[component]
pub fn StatusMark(
    /// Which.
    status: Status,
    /// The shape alone; the word is still there for a screen reader.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    let (class, id) = match status {
        Status::Open | Status::Other(_) => ("status open", "s-open"),
        Status::Investigating => ("status investigating", "s-investigating"),
        Status::Waiting => ("status waiting", "s-waiting"),
        Status::Closed => ("status closed", "s-closed"),
    };
    let word = clip(&one_line(words::status(&status)), 40).into_owned();
    let title = bare.then(|| word.clone());
    view! {
        <span class=class title=title>
            <MarkShape id=id />
            <span class=if bare { "sr" } else { "word" }>{word}</span>
        </span>
    }
}
