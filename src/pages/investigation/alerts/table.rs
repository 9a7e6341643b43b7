//! Alerts as a table: every fact in a column of its own.

use super::super::details::Details;
use super::evidence::{EvidenceButton, EvidenceView};
use super::key;
use super::list::{kind, techniques};
use super::rule::rule;
use crate::components::flow::{For, Show};
use crate::components::{PriorityMark, unique_id};
use crate::format::text::title;
use crate::format::zone;
use crate::state::Clock;
use contract::idr::Alert;
use leptos::prelude::*;
use std::sync::Arc;
use trusted_view::view;

/// The table.
#[component]
pub(super) fn AlertTable(
    /// Whose page this is.
    details: Details,
    /// Newest first.
    alerts: Memo<Vec<Arc<Alert>>>,
    /// Whether the region keeps evidence.
    evidence: Memo<bool>,
) -> impl IntoView {
    view! {
        <div class="inv-table" tabindex="0" role="group" aria-label="Alerts">
            <table class="table">
                <thead>
                    <tr>
                        <th>"Time"</th>
                        <th>"Priority"</th>
                        <th>"Alert"</th>
                        <th>"Kind"</th>
                        <th>"Rule"</th>
                        <th>"Techniques"</th>
                        <th>
                            <span class="sr">"Evidence"</span>
                        </th>
                    </tr>
                </thead>
                <For each=move || alerts.get() key=|alert| key(alert) let:alert>
                    <AlertRow details=details alert=alert evidence=evidence />
                </For>
            </table>
        </div>
    }
}

/// A row, and below it the evidence when it is open: two rows of one body.
#[component]
fn AlertRow(details: Details, alert: Arc<Alert>, evidence: Memo<bool>) -> impl IntoView {
    let clock = Clock::expect();
    let open = RwSignal::new(false);
    let region = unique_id("evidence");
    let (at, id, name) = (alert.created_time, alert.id.clone(), title(&alert.title));
    let (controls, spoken) = (region.clone(), name.clone());
    let rule = rule(&alert.detection_rule_rrn);
    let time = move || {
        let local = clock.zone().with(|zone| zone::local(at, zone));
        format!("{:02}:{:02}:{:02} {}", local.hour, local.minute, local.second, local.zone)
    };
    view! {
        <tbody>
            <tr>
                <td class="inv-when">
                    <time datetime=at.to_string() title=move || clock.zone().with(|zone| zone::precise(at, zone))>
                        {time}
                    </time>
                    <span class="muted small block">{move || clock.zone().with(|zone| zone::day(at, zone))}</span>
                </td>
                <td>
                    {match alert.priority.clone() {
                        Some(priority) => view! { <PriorityMark priority=priority /> }.into_any(),
                        None => "–".into_any(),
                    }}
                </td>
                <th scope="row" class="wrap">
                    <bdi>{name}</bdi>
                </th>
                <td class="wrap">
                    <bdi>{kind(&alert)}</bdi>
                </td>
                <td class="wrap">
                    {match rule {
                        Some(rule) => view! { <bdi title=rule.rrn>{rule.name}</bdi> }.into_any(),
                        None => "–".into_any(),
                    }}
                </td>
                <td>{techniques(&alert)}</td>
                <td>
                    <Show when=move || evidence.get()>
                        <EvidenceButton open=open title=spoken.clone() controls=controls.clone() />
                    </Show>
                </td>
            </tr>
            <tr id=region hidden=move || !open.get()>
                <td colspan="7">
                    <Show when=move || open.get()>
                        <EvidenceView details=details alert=id.clone() />
                    </Show>
                </td>
            </tr>
        </tbody>
    }
}
