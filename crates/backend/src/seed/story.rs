//! Tells one investigation: its record, alerts, evidence, actors, comments and activity, each consistent with the others.

use super::catalogue::{self, Kind};
use super::random::Random;
use super::world::{Detail, PlannedCustomer};
use crate::db::region::{StoredAlert, StoredInvestigation};
use contract::extension::{ActivityEntry, Actor};
use contract::idr::{Alert, Assignee, Comment, Creator, Investigation, ProductAlert};
use contract::{ActorKind, BadRrn, Disposition, Priority, Rrn, Source, Status, Timestamp, Visibility};
use serde_json::{Value, json};

/// What is decided before the rest is told.
#[derive(Debug, Clone)]
pub struct Outline {
    /// Last segment of its name.
    pub id: String,
    /// A title of its own; else the kind's.
    pub title: Option<String>,
    /// How urgent.
    pub priority: Priority,
    /// Where it stands.
    pub status: Status,
    /// What opened it.
    pub source: Source,
    /// Name and address of whoever works on it.
    pub assignee: Option<(String, String)>,
    /// Seconds since it was opened.
    pub age: i64,
    /// Number of alerts; `None` lets the generator decide.
    pub alerts: Option<u32>,
}

const OPENING_COMMENTS: &[&str] = &[
    "Same actor as in last week’s investigation, looks like the same machine.",
    "Asked the customer whether a change was planned for tonight.",
    "Nothing else from this address in 30 days.",
    "Hash is unknown everywhere, sample is on its way to analysis.",
    "Owner confirmed the logon by phone.",
    "Please isolate the machine, we wait for your answer before we touch the server.",
];
const RESPONSIBILITIES: &[&str] = &["Customer", "Managed service"];
const AUTOMATION: &str = "Automation";

/// Tells the investigation of `outline` for `customer`, as seen at `now`.
///
/// # Errors
/// When the outline's id cannot stand in an RRN.
pub fn tell(
    random: &mut Random,
    customer: &PlannedCustomer,
    outline: &Outline,
    detail: Detail,
    now: Timestamp,
) -> Result<StoredInvestigation, BadRrn> {
    let kind = catalogue::pick(random, &outline.priority);
    let title = match (&outline.title, kind) {
        (Some(title), _) => title.clone(),
        (None, Some(kind)) => catalogue::fill(random, kind.title),
        (None, None) => String::new(),
    };
    let created = now.plus_secs(-outline.age);
    let rrn = Rrn::new(&customer.region, customer.id, &outline.id)?;
    let closed = outline.status == Status::Closed;
    let last = created.plus_secs(random.between(0, outline.age.min(6 * 3_600)) * 3 / 4);
    let mut story = StoredInvestigation::new(Investigation {
        rrn,
        organization_id: customer.id,
        title,
        source: outline.source.clone(),
        status: outline.status.clone(),
        priority: outline.priority.clone(),
        disposition: if closed { verdict(random) } else { Disposition::Undecided },
        assignee: outline.assignee.clone().map(|(name, email)| Assignee { name, email }),
        created_time: created,
        last_accessed: random.chance(60).then_some(last),
        first_alert_time: None,
        latest_alert_time: None,
        responsibility: random.chance(40).then(|| random.word(RESPONSIBILITIES).to_owned()),
        tags: kind.map(|kind| kind.tag).filter(|tag| !tag.is_empty()).map(str::to_owned).into_iter().collect(),
    });
    let count = outline.alerts.unwrap_or_else(|| alert_count(random, &outline.source, detail));
    story.actors = actors(random, kind, count, detail);
    story.alerts = alerts(random, customer, outline, kind, &story.actors, (created, last, count), detail);
    let times = || story.alerts.iter().map(|stored| stored.alert.created_time);
    (story.investigation.first_alert_time, story.investigation.latest_alert_time) = (times().min(), times().max());
    if detail == Detail::Full {
        story.comments = comments(random, &story.investigation, outline, (last, now));
        if random.chance(10) {
            story.product_alerts = vec![ProductAlert {
                name: "Endpoint prevention blocked a file".to_owned(),
                kind: "ENDPOINT".to_owned(),
            }];
        }
    }
    story.activity = activity(outline, &story, (created, last, now));
    story.version = i64::try_from(story.activity.iter().filter(|entry| entry.what != "comment").count()).unwrap_or(1);
    Ok(story)
}

fn verdict(random: &mut Random) -> Disposition {
    match random.below(10) {
        0..=3 => Disposition::Benign,
        4..=5 => Disposition::FalsePositive,
        6..=7 => Disposition::Malicious,
        8 => Disposition::SecurityTest,
        _ => Disposition::NotApplicable,
    }
}

fn alert_count(random: &mut Random, source: &Source, detail: Detail) -> u32 {
    if *source == Source::Manual && random.chance(60) {
        return 0;
    }
    if detail == Detail::Lean {
        return 1;
    }
    u32::try_from(random.spread_secs(1, 14)).unwrap_or(1)
}

fn actors(random: &mut Random, kind: Option<&Kind>, alerts: u32, detail: Detail) -> Vec<Actor> {
    let mut sorts: Vec<ActorKind> = kind.map(|kind| kind.centre.clone()).into_iter().collect();
    if detail == Detail::Full {
        for sort in [ActorKind::User, ActorKind::Asset, ActorKind::Address] {
            if !sorts.contains(&sort) && random.chance(45) {
                sorts.push(sort);
            }
        }
    }
    let mut left = u64::from(alerts);
    sorts
        .into_iter()
        .map(|sort| {
            let actor = Actor {
                name: catalogue::actor_name(random, &sort),
                note: catalogue::actor_note(random, &sort),
                kind: sort,
                alert_count: left,
            };
            left /= 2;
            actor
        })
        .collect()
}

fn alerts(
    random: &mut Random,
    customer: &PlannedCustomer,
    outline: &Outline,
    kind: Option<&Kind>,
    actors: &[Actor],
    (created, last, count): (Timestamp, Timestamp, u32),
    detail: Detail,
) -> Vec<StoredAlert> {
    let Some(kind) = kind else { return Vec::new() };
    let span = last.secs_since(created).max(1);
    (0..count)
        .map(|place| {
            let time = created.plus_secs(span * i64::from(place) / i64::from(count.max(1)));
            let time = Timestamp::from_micros(time.micros() + random.between(0, 999_999));
            let first = place == 0 || random.chance(30);
            let title = if first { kind.alerts.first().copied().unwrap_or_default() } else { random.word(kind.alerts) };
            let alert = Alert {
                id: format!("{}-{:04}", outline.id, place + 1),
                title: catalogue::fill(random, title),
                alert_type: format!("{} activity", kind.category),
                alert_type_description: Some(format!("Something of the category {} was unusual.", kind.category)),
                alert_source: random
                    .word(&["Attacker Behavior Analytics", "User Behavior Analytics", "Custom Alert"])
                    .to_owned()
                    .into(),
                created_time: time,
                first_event_time: Some(time.plus_secs(-random.between(1, 90))),
                latest_event_time: Some(time),
                detection_rule_rrn: rule(random, customer, kind),
                priority: Some(if first { outline.priority.clone() } else { Priority::Medium }),
                category: Some(kind.category.to_owned()),
                techniques: kind.techniques.iter().map(|technique| (*technique).to_owned()).collect(),
            };
            let events = if detail == Detail::Full { random.between(1, 3) } else { 0 };
            let evidence = (0..events).map(|_| event(random, kind, actors, time)).collect();
            StoredAlert { alert, evidence }
        })
        .collect()
}

/// The three shapes that real answers use.
fn rule(random: &mut Random, customer: &PlannedCustomer, kind: &Kind) -> Value {
    let rrn = format!("rrn:cba:{}:{}:rule:{}", customer.region, customer.id, kind.alerts.len() * 7 + kind.title.len());
    match random.below(4) {
        0 => Value::Null,
        1 => Value::String(rrn),
        _ => json!({ "rule_name": kind.alerts.first(), "rule_rrn": rrn }),
    }
}

fn event(random: &mut Random, kind: &Kind, actors: &[Actor], time: Timestamp) -> Value {
    let name = |sort: &ActorKind| actors.iter().find(|actor| actor.kind == *sort).map(|actor| actor.name.clone());
    json!({
        "timestamp": time.plus_secs(-random.between(0, 60)),
        "category": kind.category,
        "user": name(&ActorKind::User),
        "asset": name(&ActorKind::Asset),
        "source_address": name(&ActorKind::Address),
        "process": { "name": random.word(&["upd_svc.exe", "winword.exe", "powershell.exe", "rundll32.exe"]), "pid": random.between(400, 30_000), "signed": random.chance(60) },
        // Beyond 2^53, as sequence numbers are.
        "sequence_number": 9_007_199_254_740_993_u64 + random.below(1 << 40),
    })
}

fn comments(
    random: &mut Random,
    told: &Investigation,
    outline: &Outline,
    (last, now): (Timestamp, Timestamp),
) -> Vec<Comment> {
    let Some((name, _)) = &outline.assignee else { return Vec::new() };
    (0..random.between(0, 3))
        .map(|place| Comment {
            rrn: format!(
                "rrn:collaboration:{}:{}:comment:{}",
                told.rrn.region(),
                told.organization_id,
                random.letters(12)
            ),
            target: told.rrn.to_string(),
            creator: Some(Creator { kind: "USER".to_owned(), name: name.clone() }),
            body: Some(random.word(OPENING_COMMENTS).to_owned()),
            visibility: if random.chance(30) { Visibility::Public } else { Visibility::Internal },
            created_time: last.plus_secs(30 * (place + 1)).min(now),
        })
        .collect()
}

/// Oldest first: created, alerts, taken, put to work, commented, closed.
fn activity(
    outline: &Outline,
    story: &StoredInvestigation,
    (created, last, now): (Timestamp, Timestamp, Timestamp),
) -> Vec<ActivityEntry> {
    let told = &story.investigation;
    let entry =
        |time: Timestamp, person: Option<&(String, String)>, what: &str, from: Option<&str>, to: Option<&str>| {
            ActivityEntry {
                time: time.min(now),
                who: person.map_or(AUTOMATION, |(name, _)| name).to_owned(),
                email: person.map(|(_, email)| email.clone()),
                what: what.to_owned(),
                from: from.map(str::to_owned),
                to: to.map(str::to_owned),
            }
        };
    let mut entries = vec![entry(created, None, "created", None, None)];
    if story.alerts.len() > 1 {
        let time = told.latest_alert_time.unwrap_or(created);
        entries.push(entry(time, None, "alert_added", None, Some(&format!("{} alerts", story.alerts.len() - 1))));
    }
    let person = outline.assignee.as_ref();
    if let Some((_, email)) = person {
        entries.push(entry(last.plus_secs(5), person, "assignee", None, Some(email)));
    }
    if told.status != Status::Open {
        entries.push(entry(last.plus_secs(20), person, "status", Some("OPEN"), Some(told.status.word())));
    }
    for comment in &story.comments {
        entries.push(entry(comment.created_time, person, "comment", None, Some(comment.visibility.word())));
    }
    if told.disposition != Disposition::Undecided {
        entries.push(entry(
            last.plus_secs(21),
            person,
            "disposition",
            Some("UNDECIDED"),
            Some(told.disposition.word()),
        ));
    }
    entries.sort_by_key(|entry| entry.time);
    entries
}
