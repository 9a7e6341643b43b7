//! Where alerts stand on the timeline: a lane per kind, left to right in time.

use crate::format::text::{clip, one_line};
use crate::format::zone;
use contract::idr::Alert;
use contract::{Priority, Timestamp};
use std::sync::Arc;
use working_set::sorted;

/// Width of the drawing; its height grows with the lanes.
pub(super) const WIDTH: f64 = 856.0;
/// Where lanes begin and end.
pub(super) const LEFT: f64 = 96.0;
pub(super) const RIGHT: f64 = 848.0;
const LANE: f64 = 21.0;
/// Lanes at most; the last one then holds all other kinds.
const LANES: usize = 6;
/// Labels below the lanes.
const LABELS: u32 = 5;

/// The drawing in plain numbers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Plot {
    /// Name and height of each lane, top down.
    pub(super) lanes: Vec<(String, f64)>,
    /// Place and urgency of each alert.
    pub(super) ticks: Vec<Tick>,
    /// Place and words below the lanes.
    pub(super) labels: Vec<(f64, String)>,
    /// Of the whole drawing.
    pub(super) height: f64,
    /// First and last moment.
    pub(super) span: (Timestamp, Timestamp),
}

/// One alert.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tick {
    /// From the left.
    pub(super) x: f64,
    /// From the top.
    pub(super) y: f64,
    /// `None` where it is not told.
    pub(super) priority: Option<Priority>,
}

/// Places alerts; `None` for fewer than two, which need no picture.
pub(super) fn plot(alerts: &[Arc<Alert>], in_zone: &str) -> Option<Plot> {
    let first = alerts.iter().map(|alert| alert.created_time).min()?;
    let last = alerts.iter().map(|alert| alert.created_time).max()?;
    if alerts.len() < 2 {
        return None;
    }
    let names = lanes(alerts);
    let height_of = |lane: usize| 10.5 + LANE * lane as f64;
    let length = (last.micros() - first.micros()).max(1) as f64;
    let place = |at: Timestamp| {
        let part = if last == first { 0.5 } else { (at.micros() - first.micros()) as f64 / length };
        LEFT + 12.0 + part * (RIGHT - LEFT - 24.0)
    };
    let ticks = alerts
        .iter()
        .map(|alert| {
            let name = lane_of(alert);
            let lane = names.iter().position(|known| *known == name).unwrap_or(names.len().saturating_sub(1));
            Tick { x: place(alert.created_time), y: height_of(lane), priority: alert.priority.clone() }
        })
        .collect();
    let height = height_of(names.len()) + 12.0;
    let lanes = names.into_iter().enumerate().map(|(lane, name)| (name, height_of(lane))).collect();
    Some(Plot { lanes, ticks, labels: labels(first, last, in_zone, place), height, span: (first, last) })
}

/// The kinds of alert, most frequent first, at most [`LANES`].
fn lanes(alerts: &[Arc<Alert>]) -> Vec<String> {
    let mut counted: Vec<(String, usize)> = Vec::new();
    for alert in alerts {
        let name = lane_of(alert);
        match counted.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => counted.push((name, 1)),
        }
    }
    sorted::by(&mut counted, |left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(&right.0)));
    let folded = counted.len() > LANES;
    let kept = if folded { LANES - 1 } else { LANES };
    let mut names: Vec<String> = counted.into_iter().take(kept).map(|(name, _)| name).collect();
    if folded {
        names.push("Other".to_owned());
    }
    names
}

fn lane_of(alert: &Alert) -> String {
    let told = alert.category.as_deref().filter(|category| !category.trim().is_empty()).unwrap_or(&alert.alert_type);
    match one_line(told).trim() {
        "" => "Other".to_owned(),
        name => clip(name, 14).into_owned(),
    }
}

/// Clock times within a day, days beyond; the zone stands with the first.
fn labels(first: Timestamp, last: Timestamp, in_zone: &str, place: impl Fn(Timestamp) -> f64) -> Vec<(f64, String)> {
    let within_a_day = last.secs_since(first) < 86_400;
    let word = |at: Timestamp, with_zone: bool| match (within_a_day, with_zone) {
        (true, true) => zone::clock_time(at, in_zone),
        (true, false) => {
            let local = zone::local(at, in_zone);
            format!("{:02}:{:02}", local.hour, local.minute)
        }
        (false, _) => zone::day(at, in_zone),
    };
    let mut labels: Vec<(f64, String)> = Vec::new();
    for step in 0..LABELS {
        let part = i64::from(step) * (last.micros() - first.micros()) / i64::from(LABELS - 1);
        let at = Timestamp::from_micros(first.micros() + part);
        let words = word(at, step == 0);
        let said =
            labels.last().is_some_and(|(_, before)| before.split(' ').next() == Some(&words) || *before == words);
        if !said {
            labels.push((place(at), words));
        }
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn alert(category: &str, at: &str, priority: Option<&str>) -> Arc<Alert> {
        let alert = json!({ "id": at, "category": category, "created_time": at, "priority": priority });
        Arc::new(serde_json::from_value(alert).unwrap())
    }

    #[test]
    fn alerts_stand_in_lanes_from_left_to_right() {
        let alerts = [
            alert("Process", "2026-03-17T10:40:00Z", Some("CRITICAL")),
            alert("Logon", "2026-03-17T10:35:00Z", None),
            alert("Process", "2026-03-17T10:30:00Z", Some("LOW")),
        ];
        let drawn = plot(&alerts, "UTC").unwrap();
        assert_eq!(drawn.lanes.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["Process", "Logon"]);
        let [newest, middle, oldest] = drawn.ticks.as_slice() else { panic!("three ticks") };
        assert!(oldest.x < middle.x && middle.x < newest.x && oldest.x > LEFT && newest.x < RIGHT);
        assert_eq!((newest.y, oldest.y), (10.5, 10.5));
        assert_eq!(middle.y, 31.5);
        let words: Vec<_> = drawn.labels.iter().map(|(_, words)| words.as_str()).collect();
        assert_eq!(words, ["10:30 UTC", "10:32", "10:35", "10:37", "10:40"]);
    }

    #[test]
    fn one_alert_needs_no_picture_and_one_moment_no_length() {
        let one = alert("Logon", "2026-03-17T10:35:00Z", None);
        assert_eq!(plot(&[], "UTC"), None);
        assert_eq!(plot(&[Arc::clone(&one)], "UTC"), None);
        let drawn = plot(&[Arc::clone(&one), one], "UTC").unwrap();
        assert_eq!(drawn.labels.len(), 1, "{:?}", drawn.labels);
        assert!(drawn.ticks.iter().all(|tick| tick.x.is_finite()));
    }

    #[test]
    fn many_kinds_share_the_last_lane_and_long_spans_are_told_in_days() {
        let alerts: Vec<_> =
            (1..=9).map(|day| alert(&format!("K{day}"), &format!("2026-03-0{day}T00:00:00Z"), None)).collect();
        let drawn = plot(&alerts, "UTC").unwrap();
        assert_eq!(drawn.lanes.len(), LANES);
        assert_eq!(drawn.lanes.last().map(|(name, _)| name.as_str()), Some("Other"));
        assert_eq!(drawn.labels.first().map(|(_, words)| words.as_str()), Some("1 Mar 2026"));
    }
}
