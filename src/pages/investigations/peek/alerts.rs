//! The latest alerts of the row that is open beside the grid: asked of its customer's region once the cursor rests on it.

use crate::api::gateway;
use crate::components::PriorityMark;
use crate::format::count::{count as written, plural};
use crate::format::text::title;
use crate::format::zone::clock_time;
use crate::pages::investigations::list::List;
use crate::state::{Remote, query};
use contract::idr::Alert;
use contract::{Priority, Rrn};
use leptos::prelude::*;
use trusted_view::view;

/// Alerts that are shown here; the rest is in the details.
const SHOWN: u64 = 5;

/// The section.
#[component]
pub(super) fn LatestAlerts(
    /// The list.
    list: List,
    /// Of which investigation.
    rrn: Memo<Option<Rrn>>,
    /// How many it has, where that is told.
    count: Memo<Option<u64>>,
) -> impl IntoView {
    let api = list.session.api();
    // An investigation whose alerts become more is asked for them again.
    let key = move || (rrn.get(), count.get());
    let alerts = query(list.session, key, move |(rrn, _)| async move {
        match rrn {
            Some(rrn) => gateway::alerts(api, &rrn, 0, SHOWN).await.map(|answer| Some((rrn, answer.data))),
            None => Ok(None),
        }
    });
    let zone = list.clock.zone();
    let body = move || {
        let remote = alerts.get();
        // What was answered about the row before is not this row's.
        let known = remote.value().and_then(Option::as_ref).filter(|(of, _)| rrn.get().as_ref() == Some(of));
        match (&remote, known) {
            (_, Some((_, alerts))) if alerts.is_empty() => view! { <p class="muted small">"No alerts"</p> }.into_any(),
            (_, Some((_, alerts))) => {
                let rows = alerts.iter().map(|alert| row(alert, zone)).collect_view();
                let more = count.get().map_or(0, |count| count.saturating_sub(SHOWN));
                let more = (more > 0)
                    .then(|| view! { <p class="muted small">{plural(more, "more alert")} " in the details"</p> });
                view! {
                    <ol class="events compact">{rows}</ol>
                    {more}
                }
                .into_any()
            }
            (Remote::Failed(error, _), None) => {
                let error = error.to_string();
                view! {
                    <p class="small t-warn">
                        {error} " "
                        <button class="link" on:click=move |_| alerts.reload()>
                            "Ask again"
                        </button>
                    </p>
                }
                .into_any()
            }
            _ => view! { <p class="muted small">"Asking…"</p> }.into_any(),
        }
    };
    view! {
        <div class="section">
            <h3>
                "Alerts"
                <span class="muted">{move || count.get().map(|count| format!("{}, newest first", written(count)))}</span>
            </h3>
            {body}
        </div>
    }
}

fn row(alert: &Alert, zone: Signal<String>) -> impl IntoView + use<> {
    let at = alert.latest_event_time.unwrap_or(alert.created_time);
    let priority = alert.priority.clone().unwrap_or(Priority::Unspecified);
    view! {
        <li>
            <PriorityMark priority=priority bare=true />
            <div class="what">
                <bdi class="t">{title(&alert.title)}</bdi>
            </div>
            <time class="muted small" datetime=at.to_string()>
                {move || zone.with(|zone| clock_time(at, zone))}
            </time>
        </li>
    }
}
