//! A customer's work as a stacked bar: length is its share of the largest, segments are priorities. Numbers stand beside it.

use crate::format::words;
use contract::Priority;
use leptos::prelude::*;
use trusted_view::view;

/// The bar.
#[component]
pub fn PriorityBar(
    /// Share of the largest bar per priority, 0 to 1, and the count in words.
    parts: Vec<(Priority, f32, String)>,
) -> impl IntoView {
    let label: Vec<String> = parts
        .iter()
        .map(|(priority, _, count)| format!("{count} {}", words::priority(priority).to_lowercase()))
        .collect();
    let used: f32 = parts.iter().map(|(_, share, _)| share).sum();
    let segments = parts.into_iter().filter(|(_, share, _)| *share > 0.0).map(|(priority, share, _)| {
        let class = match priority {
            Priority::Critical => "c",
            Priority::High => "h",
            Priority::Medium => "m",
            Priority::Low => "l",
            Priority::Unspecified | Priority::Other(_) => "u",
        };
        view! { <i class=class style:--n=share.to_string()></i> }
    });
    view! {
        <span class="pbar" role="img" aria-label=label.join(", ")>
            {segments.collect_view()}
            <i class="rest" style:--n=(1.0 - used).max(0.0).to_string()></i>
        </span>
    }
}
