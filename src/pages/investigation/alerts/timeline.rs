//! Alerts over time: a tick per alert. The list below says the same in words.

use super::plot::{LEFT, RIGHT, Tick, WIDTH, plot};
use crate::format::zone;
use crate::reactive::memo;
use crate::state::Clock;
use contract::Priority;
use contract::idr::Alert;
use leptos::prelude::*;
use std::sync::Arc;
use trusted_view::view;

/// The picture; absent for fewer than two alerts.
#[component]
pub(super) fn Timeline(
    /// Those that are loaded.
    alerts: Memo<Vec<Arc<Alert>>>,
) -> impl IntoView {
    let clock = Clock::expect();
    let drawn = memo(move || clock.zone().with(|zone| alerts.with(|alerts| plot(alerts, zone))));
    move || {
        drawn.get().map(|drawn| {
            let (first, last) = drawn.span;
            let label = clock.zone().with(|zone| {
                let count = crate::format::count::plural(drawn.ticks.len() as u64, "alert");
                format!("{count} between {} and {}", zone::absolute(first, zone), zone::absolute(last, zone))
            });
            let lanes = drawn.lanes.into_iter().map(|(name, y)| lane(name, y)).collect_view();
            let ticks = drawn.ticks.into_iter().map(tick).collect_view();
            let base = drawn.height - 4.0;
            let last_place = drawn.labels.len().saturating_sub(1);
            let labels = drawn
                .labels
                .into_iter()
                .enumerate()
                .map(|(place, (x, words))| {
                    let anchor = match place {
                        0 => "start",
                        place if place == last_place => "end",
                        _ => "middle",
                    };
                    view! { <text x=x.to_string() y=base.to_string() text-anchor=anchor>{words}</text> }
                })
                .collect_view();
            view! {
                <div class="inv-section">
                    <svg class="timeline" viewBox=format!("0 0 {WIDTH} {}", drawn.height) role="img" aria-label=label>
                        {lanes}
                        {labels}
                        {ticks}
                    </svg>
                </div>
            }
        })
    }
}

fn lane(name: String, y: f64) -> impl IntoView {
    view! {
        <line class="lane" x1=LEFT.to_string() x2=RIGHT.to_string() y1=y.to_string() y2=y.to_string()></line>
        <text class="lane-label" x="0" y=(y + 3.5).to_string()>{name}</text>
    }
}

fn tick(tick: Tick) -> impl IntoView {
    let (class, path) = match tick.priority {
        Some(Priority::Critical) => ("tick c", "M-2.6-6h5.2L6-2.6v5.2L2.6 6h-5.2L-6 2.6v-5.2Z"),
        Some(Priority::High) => ("tick h", "M0-6.5 6.5 0 0 6.5-6.5 0Z"),
        Some(Priority::Medium) => ("tick m", "M-5-5H5V5H-5Z"),
        Some(Priority::Low) => ("tick l", "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0Z"),
        Some(Priority::Unspecified | Priority::Other(_)) | None => ("tick u", "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0Z"),
    };
    view! {
        <g transform=format!("translate({:.1} {:.1})", tick.x, tick.y)>
            <path class=class d=path stroke="var(--surface)" stroke-width="2"></path>
        </g>
    }
}
