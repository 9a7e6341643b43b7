//! Alerts as a list, a heading for each day, newest first.

use super::super::details::Details;
use super::evidence::{EvidenceButton, EvidenceView};
use super::key;
use super::rule::rule;
use crate::components::flow::{For, Show};
use crate::components::{PriorityMark, unique_id};
use crate::format::text::{clip, one_line, title};
use crate::format::zone;
use crate::reactive::memo;
use crate::state::Clock;
use contract::Timestamp;
use contract::idr::Alert;
use leptos::prelude::*;
use std::sync::Arc;
use trusted_view::view;

/// Longest technique that is put into the page, and how many.
const TECHNIQUE: usize = 40;
const TECHNIQUES: usize = 12;

/// One line of the list.
#[derive(Debug, Clone, PartialEq)]
enum Line {
    /// A day begins; all times below are of it.
    Day(String),
    /// An alert.
    Alert(Arc<Alert>),
}

/// The list.
#[component]
pub(super) fn AlertList(
    /// Whose page this is.
    details: Details,
    /// Newest first.
    alerts: Memo<Vec<Arc<Alert>>>,
    /// Whether the region keeps evidence.
    evidence: Memo<bool>,
) -> impl IntoView {
    let clock = Clock::expect();
    let rows = memo(move || clock.zone().with(|zone| alerts.with(|alerts| by_day(alerts, zone))));
    view! {
        <ol class="events one-line inv-events">
            <For
                each=move || rows.get()
                key=|line| match line {
                    Line::Day(day) => day.clone(),
                    Line::Alert(alert) => key(alert),
                }
                let:line
            >
                {match line {
                    Line::Day(day) => view! { <li class="inv-day muted small">{day}</li> }.into_any(),
                    Line::Alert(alert) => {
                        view! { <AlertRow details=details alert=alert evidence=evidence /> }.into_any()
                    }
                }}
            </For>
        </ol>
    }
}

fn by_day(alerts: &[Arc<Alert>], in_zone: &str) -> Vec<Line> {
    let mut lines = Vec::with_capacity(alerts.len() + 1);
    let mut last = None;
    for alert in alerts {
        let local = zone::local(alert.created_time, in_zone);
        let day = format!("{}, {}", zone::day(alert.created_time, in_zone), local.zone);
        if last.as_ref() != Some(&day) {
            lines.push(Line::Day(day.clone()));
            last = Some(day);
        }
        lines.push(Line::Alert(Arc::clone(alert)));
    }
    lines
}

/// `10:39:12`, under a heading that tells day and zone; all of it on hover.
#[component]
pub(super) fn AlertTime(
    /// When.
    at: Timestamp,
) -> impl IntoView {
    let clock = Clock::expect();
    let short = move || {
        let local = clock.zone().with(|zone| zone::local(at, zone));
        format!("{:02}:{:02}:{:02}", local.hour, local.minute, local.second)
    };
    view! {
        <time datetime=at.to_string() title=move || clock.zone().with(|zone| zone::precise(at, zone))>
            {short}
        </time>
    }
}

#[component]
fn AlertRow(details: Details, alert: Arc<Alert>, evidence: Memo<bool>) -> impl IntoView {
    let open = RwSignal::new(false);
    let region = unique_id("evidence");
    let (id, name) = (alert.id.clone(), title(&alert.title));
    let (controls, spoken) = (region.clone(), name.clone());
    view! {
        <li>
            <AlertTime at=alert.created_time />
            <span class="inv-mark">
                {alert.priority.clone().map(|priority| view! { <PriorityMark priority=priority bare=true /> })}
            </span>
            <div class="what">
                <bdi class="t" title=name.clone()>
                    {name.clone()}
                </bdi>
                <bdi class="d clip" title=about(&alert)>
                    {about(&alert)}
                </bdi>
                {techniques(&alert)}
            </div>
            <Show when=move || evidence.get() fallback=|| view! { <span></span> }>
                <EvidenceButton open=open title=spoken.clone() controls=controls.clone() />
            </Show>
            <div class="inv-evidence" id=region hidden=move || !open.get()>
                <Show when=move || open.get()>
                    <EvidenceView details=details alert=id.clone() />
                </Show>
            </div>
        </li>
    }
}

/// The kind of alert and the rule behind it, in one line; what the title says already is left out.
fn about(alert: &Alert) -> String {
    let kind = kind(alert);
    let rule = rule(&alert.detection_rule_rrn).map(|rule| rule.name).filter(|rule| *rule != title(&alert.title));
    [Some(kind).filter(|kind| !kind.is_empty()), rule].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Category and type, as far as they are told; a type that begins with its category stands alone.
pub(super) fn kind(alert: &Alert) -> String {
    let told = |word: &str| Some(clip(one_line(word).trim(), 120).into_owned()).filter(|word| !word.is_empty());
    match (alert.category.as_deref().and_then(told), told(&alert.alert_type)) {
        (Some(category), Some(kind)) if !kind.starts_with(&category) => format!("{category}, {kind}"),
        (category, kind) => kind.or(category).unwrap_or_default(),
    }
}

/// ATT&CK techniques: facts, never links.
pub(super) fn techniques(alert: &Alert) -> impl IntoView + use<> {
    let missing = alert.techniques.len().saturating_sub(TECHNIQUES);
    let tags = alert
        .techniques
        .iter()
        .take(TECHNIQUES)
        .map(|technique| view! { <bdi class="tag mono">{clip(&one_line(technique), TECHNIQUE).into_owned()}</bdi> })
        .collect_view();
    (!alert.techniques.is_empty()).then(|| {
        view! {
            <span class="row gap-1 fixed">
                {tags} {(missing > 0).then(|| format!("and {missing} more"))}
            </span>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn alert(id: &str, at: &str) -> Arc<Alert> {
        let alert = json!({
            "id": id, "title": "Odd logon", "alert_type": "Ingress", "category": "Logon", "created_time": at,
            "detection_rule_rrn": { "rule_name": "Two countries" }
        });
        Arc::new(serde_json::from_value(alert).unwrap())
    }

    #[test]
    fn each_day_has_one_heading_that_names_the_zone() {
        let alerts = [
            alert("3", "2026-03-17T00:10:00Z"),
            alert("2", "2026-03-16T23:50:00Z"),
            alert("1", "2026-03-16T01:00:00Z"),
        ];
        let lines: Vec<String> = by_day(&alerts, "UTC")
            .into_iter()
            .map(|line| match line {
                Line::Day(day) => day,
                Line::Alert(alert) => alert.id.clone(),
            })
            .collect();
        assert_eq!(lines, ["17 Mar 2026, UTC", "3", "16 Mar 2026, UTC", "2", "1"]);
    }

    #[test]
    fn an_alert_says_what_it_is_about() {
        assert_eq!(about(&alert("1", "2026-03-16T01:00:00Z")), "Logon, Ingress · Two countries");
        let bare: Alert = serde_json::from_value(json!({ "id": "1", "created_time": "2026-03-16T01:00:00Z" })).unwrap();
        assert_eq!(about(&bare), "");
        let said = json!({
            "id": "1", "created_time": "2026-03-16T01:00:00Z", "title": "Odd logon", "category": "Logon",
            "alert_type": "Logon activity", "detection_rule_rrn": "Odd logon"
        });
        assert_eq!(about(&serde_json::from_value(said).unwrap()), "Logon activity");
    }
}
