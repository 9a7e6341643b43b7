//! A moment: how long ago it was, the absolute time on hover.

use crate::format::time::{age, ago};
use crate::format::zone::precise;
use crate::reactive::memo;
use contract::Timestamp;
use leptos::prelude::*;
use trusted_view::view;

/// How a relative time is worded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TimeStyle {
    /// `42 min`, under a column head that says what it is.
    #[default]
    Age,
    /// `42 min ago`, in running text.
    Ago,
}

/// A moment that ages on screen. Only its text is redrawn, and only when the words change.
#[component]
pub fn RelativeTime(
    /// The moment.
    at: Timestamp,
    /// The server's clock, as often as it should tick.
    now: Signal<Timestamp>,
    /// The analyst's zone, for the absolute time: an IANA name, `UTC`, or empty for the browser's own.
    zone: Signal<String>,
    /// Wording.
    #[prop(optional)]
    style: TimeStyle,
) -> impl IntoView {
    let words = memo(move || match style {
        TimeStyle::Age => age(now.get(), at),
        TimeStyle::Ago => ago(now.get(), at),
    });
    view! {
        <time datetime=at.to_string() title=move || zone.with(|zone| precise(at, zone))>
            {words}
        </time>
    }
}
