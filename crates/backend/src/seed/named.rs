//! The investigations that demonstrations and tests know by name; the hostile ones stand in `hostile`.

use super::demo;
use super::random::Random;
use super::story::{self, Outline};
use super::world::{Detail, PlannedCustomer};
use crate::db::region::{StoredAlert, StoredInvestigation};
use contract::extension::{ActivityEntry, Actor};
use contract::idr::{Alert, Comment, Creator};
use contract::{ActorKind, BadRrn, Priority, Source, Status, Timestamp, Visibility};
use serde_json::{Value, json};

/// Customer, id, title, priority, status, age in seconds, alerts.
type Named = (&'static str, &'static str, &'static str, Priority, Status, i64, u32);

const MINUTE: i64 = 60;
const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;

/// With the generated ones none critical, these are all active critical investigations of the demo: few enough that the
/// oldest of them is on the first screen. One was closed a year ago: memory does not hold it, a question finds it.
#[rustfmt::skip]
const NAMED: &[Named] = &[
    ("CALD", "7QK2-RNSM", "Ransom note written to 38 hosts in 4 min", Priority::Critical, Status::Investigating, 42 * MINUTE, 41),
    ("CALD", "7QK2-SHDW", "Shadow copies deleted on 3 servers", Priority::Critical, Status::Waiting, 5 * HOUR, 3),
    ("CALD", "7QK2-SPRY", "Password spray against 412 accounts", Priority::High, Status::Open, 33 * MINUTE, 18),
    ("CALD", "7QK2-MFAP", "27 MFA prompts in 6 min, then one approved", Priority::High, Status::Waiting, 26 * MINUTE, 28),
    ("KSTW", "4WEN-DRSR", "Directory replication requested by a workstation", Priority::Critical, Status::Open, 19 * MINUTE, 6),
    ("MRRW", "9XPL-WEBS", "Web shell pattern in upload directory", Priority::Critical, Status::Open, 14 * MINUTE, 4),
    ("WXMS", "2GLA-BRKG", "Break-glass account used outside a change window", Priority::Critical, Status::Open, 16 * MINUTE, 3),
    ("ADLB", "5SHP-BKUP", "Backup catalogue deleted from the console", Priority::Critical, Status::Open, 21 * MINUTE, 5),
    ("ARKF", "8UTL-TURB", "Turbine controller accepted an unsigned update", Priority::Critical, Status::Open, 2 * HOUR, 7),
    ("HRTM", "3FND-BRCH", "Donor database copied to a host first seen today", Priority::Critical, Status::Open, 3 * HOUR, 2),
    ("PLND", demo::OLD_CRITICAL, "Furnace controller talks to an unknown network", Priority::Critical, Status::Open, 400 * DAY, 2),
    ("PLND", demo::OLD_HIGH, "Guest invited with administrator role", Priority::High, Status::Open, 400 * DAY + 2 * HOUR, 1),
    ("PLND", demo::CLOSED_LONG_AGO, "Supplier invoice changed after approval", Priority::High, Status::Closed, 372 * DAY, 2),
];

/// The named investigations of `customer`, without the hostile ones.
///
/// # Errors
/// When an id cannot stand in an RRN.
pub fn of(
    random: &mut Random,
    customer: &PlannedCustomer,
    colleague: Option<(&str, &str)>,
    now: Timestamp,
) -> Result<Vec<StoredInvestigation>, BadRrn> {
    let mut told = Vec::new();
    if customer.code == demo::MOST_URGENT {
        told.push(first_row(random, customer, now)?);
    }
    for (_, id, title, priority, status, age, alerts) in NAMED.iter().filter(|named| named.0 == customer.code) {
        let taken = *status != Status::Open;
        let outline = Outline {
            id: (*id).to_owned(),
            title: Some((*title).to_owned()),
            priority: priority.clone(),
            status: status.clone(),
            source: Source::Alert,
            assignee: colleague.filter(|_| taken).map(|(name, email)| (name.to_owned(), email.to_owned())),
            age: *age,
            alerts: Some(*alerts),
        };
        told.push(story::tell(random, customer, &outline, Detail::Full, now)?);
    }
    Ok(told)
}

/// Seconds before now, priority, title, note, category, technique.
type Seen = (i64, Priority, &'static str, &'static str, &'static str, &'static str);

#[rustfmt::skip]
const FIRST_ROW_ALERTS: &[Seen] = &[
    (408, Priority::Critical, "Memory of lsass.exe opened with full rights", "upd_svc.exe, process 4812, not signed", "Process", "T1003.001"),
    (430, Priority::Critical, "Credential file written to a temporary folder", "C:\\Windows\\Temp\\d9.tmp, 48 MB", "File", "T1074.001"),
    (485, Priority::Medium, "Password hash read for 3 accounts", "svc-sql, svc-backup, j.merrin", "Account", "T1003.002"),
    (499, Priority::Critical, "Unsigned process started as SYSTEM", "upd_svc.exe, parent services.exe", "Process", "T1543.003"),
    (591, Priority::High, "Service created on a domain controller", "UpdSvc, start type automatic", "System", "T1543.003"),
    (620, Priority::High, "Unsigned file copied to a domain controller", "upd_svc.exe over the ADMIN$ share", "File", "T1570"),
    (898, Priority::High, "Remote logon from a workstation", "FIN-WS-088 to FIN-DC02, type 3", "Logon", "T1021.002"),
    (910, Priority::Medium, "First logon to this server in 90 days", "j.merrin", "Logon", "T1078.002"),
    (960, Priority::Medium, "Connection to a domain controller from a new machine", "203.0.113.77 by way of FIN-WS-088", "Network", "T1021"),
];

/// The first row of the most urgent customer, told in full: the walk through the product begins with it.
fn first_row(random: &mut Random, customer: &PlannedCustomer, now: Timestamp) -> Result<StoredInvestigation, BadRrn> {
    let outline = Outline {
        id: demo::FIRST_ROW.to_owned(),
        title: Some("LSASS memory read by unsigned process".to_owned()),
        priority: Priority::Critical,
        status: Status::Open,
        source: Source::Alert,
        assignee: None,
        age: 11 * MINUTE,
        alerts: Some(1),
    };
    let mut story = story::tell(random, customer, &outline, Detail::Full, now)?;
    story.alerts = FIRST_ROW_ALERTS.iter().zip(1..).map(|(seen, number)| alert(customer, seen, number, now)).collect();
    let times = || story.alerts.iter().map(|stored| stored.alert.created_time);
    (story.investigation.first_alert_time, story.investigation.latest_alert_time) = (times().min(), times().max());
    story.investigation.last_accessed = None;
    story.investigation.responsibility = Some("Customer".to_owned());
    story.investigation.tags = vec!["credential access".to_owned(), "tier-0".to_owned()];
    story.actors = vec![
        actor(ActorKind::Asset, "FIN-DC02", "Domain controller, tier 0", 9),
        actor(ActorKind::User, "j.merrin", "Finance, 2 other investigations", 4),
        actor(ActorKind::Asset, "FIN-WS-088", "Workstation, payroll", 3),
        actor(ActorKind::Address, "203.0.113.77", "First seen today", 1),
    ];
    let target = story.investigation.rrn.to_string();
    let comment = |number: u8, name: &str, body: Option<&str>, visibility, ago: i64| Comment {
        rrn: format!("rrn:collaboration:{}:{}:comment:{}-{number}", customer.region, customer.id, demo::FIRST_ROW),
        target: target.clone(),
        creator: Some(Creator { kind: "USER".to_owned(), name: name.to_owned() }),
        body: body.map(str::to_owned),
        visibility,
        created_time: now.plus_secs(-ago),
    };
    story.comments = vec![
        comment(
            1,
            "Mia Sorensen",
            Some(
                "Same actor as the scheduled-task investigation. FIN-WS-088 is the payroll lead’s machine, it was patched yesterday.",
            ),
            Visibility::Internal,
            9 * MINUTE,
        ),
        // An attachment without words: real answers carry a null body.
        comment(2, "Mia Sorensen", None, Visibility::Internal, 6 * MINUTE),
        comment(
            3,
            "Ewan Birch",
            Some(
                "Please isolate FIN-WS-088, ticket CB-20417. We wait for your answer before we touch the domain controller.",
            ),
            Visibility::Public,
            4 * MINUTE,
        ),
    ];
    story.activity = first_row_activity(now);
    story.version = 3;
    Ok(story)
}

fn alert(customer: &PlannedCustomer, seen: &Seen, number: usize, now: Timestamp) -> StoredAlert {
    let (ago, priority, title, note, category, technique) = seen;
    let time = now.plus_secs(-*ago);
    let rule = format!("rrn:cba:{}:{}:rule:{number}", customer.region, customer.id);
    StoredAlert {
        alert: Alert {
            id: format!("{}-{number:04}", demo::FIRST_ROW),
            title: (*title).to_owned(),
            alert_type: format!("{category} activity"),
            alert_type_description: Some((*note).to_owned()),
            alert_source: Some("Attacker Behavior Analytics".to_owned()),
            created_time: time,
            first_event_time: Some(time.plus_secs(-3)),
            latest_event_time: Some(time),
            detection_rule_rrn: match number % 3 {
                0 => Value::Null,
                1 => json!({ "rule_name": title, "rule_rrn": rule }),
                _ => Value::String(rule),
            },
            priority: Some(priority.clone()),
            category: Some((*category).to_owned()),
            techniques: vec![(*technique).to_owned()],
        },
        evidence: vec![json!({
            "timestamp": time.plus_secs(-3),
            "asset": "FIN-DC02",
            "user": "j.merrin",
            "process": { "name": "upd_svc.exe", "pid": 4812, "signed": false, "parent": "services.exe" },
            "message": note,
            "sequence_number": 9_007_199_254_740_993_u64 + u64::try_from(number).unwrap_or_default(),
        })],
    }
}

fn actor(kind: ActorKind, name: &str, note: &str, alert_count: u64) -> Actor {
    Actor { kind, name: name.to_owned(), note: Some(note.to_owned()), alert_count }
}

fn first_row_activity(now: Timestamp) -> Vec<ActivityEntry> {
    let entry =
        |ago: i64, who: &str, email: Option<&str>, what: &str, from: Option<&str>, to: Option<&str>| ActivityEntry {
            time: now.plus_secs(-ago),
            who: who.to_owned(),
            email: email.map(str::to_owned),
            what: what.to_owned(),
            from: from.map(str::to_owned),
            to: to.map(str::to_owned),
        };
    let mia = Some(demo::MIA);
    let ewan = Some("ewan.birch@quillmoor.example");
    vec![
        entry(11 * MINUTE, "Automation", None, "created", None, None),
        entry(9 * MINUTE, "Automation", None, "alert_added", None, Some("3 alerts")),
        entry(9 * MINUTE, "Mia Sorensen", mia, "comment", None, Some("INTERNAL")),
        entry(8 * MINUTE, "Mia Sorensen", mia, "priority", Some("HIGH"), Some("CRITICAL")),
        entry(6 * MINUTE, "Mia Sorensen", mia, "comment", None, Some("INTERNAL")),
        entry(4 * MINUTE, "Ewan Birch", ewan, "comment", None, Some("PUBLIC")),
    ]
}
