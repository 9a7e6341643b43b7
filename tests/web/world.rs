//! Owns a small world for the tests: two regions, two customers, an analyst, and a server that knows them.

use crate::net::{Answer, Asked};
use contract::directory::{Analyst, Customer, Partner, Preferences, Region, RegionToken, Secret, Session};
use contract::idr::Investigation;
use contract::{
    AccessState, AnalystId, Association, CustomerId, Disposition, Licence, Priority, RegionCode, Rrn, Source, Status,
    Timestamp,
};
use serde_json::json;

/// Where the directory stands.
pub const DIRECTORY: &str = "https://directory.test";
/// Of region `ca`.
pub const BANK: CustomerId = CustomerId::from_u128(0xba);
/// Of region `eu`.
pub const SHIPPING: CustomerId = CustomerId::from_u128(0x54);
const PARTNER: CustomerId = CustomerId::from_u128(0x01);

/// The server's now.
pub fn now() -> Timestamp {
    "2026-03-17T10:46:00Z".parse().unwrap()
}

pub fn region(code: &str) -> RegionCode {
    code.parse().unwrap()
}

fn customer(id: CustomerId, name: &str, code: &str, region_code: &str) -> Customer {
    Customer {
        id,
        name: name.to_owned(),
        code: code.to_owned(),
        region: region(region_code),
        aliases: Vec::new(),
        tier: None,
        association: Association::Active,
        licence: Licence::Active,
        licence_until: None,
        access: AccessState::Granted,
        primary: id == PARTNER,
        confidential: false,
    }
}

/// What the directory tells after signing in.
pub fn session() -> Session {
    let regions = ["ca", "eu"];
    Session {
        analyst: Analyst {
            id: AnalystId::from_u128(7),
            name: "Ines Duarte".to_owned(),
            email: "ines.duarte@quillmoor.example".to_owned(),
            partner_admin: false,
        },
        preferences: Preferences::default(),
        partner: Partner { partner_status: true, licence: Licence::Active },
        customers: vec![
            customer(PARTNER, "Quillmoor Defence", "QUIL", "ca"),
            customer(BANK, "Calderhythe Bank", "CALD", "ca"),
            customer(SHIPPING, "Adelbeck Shipping", "ADEL", "eu"),
        ],
        regions: regions
            .map(|code| Region {
                code: region(code),
                name: code.to_uppercase(),
                base_url: format!("https://{code}.test"),
            })
            .to_vec(),
        tokens: regions
            .map(|code| RegionToken {
                region: region(code),
                token: Secret::new(format!("token-of-{code}")),
                expires_in: 900,
            })
            .to_vec(),
        now: now(),
        access_token: None,
        access_expires_in: None,
    }
}

/// An open investigation, the `number`th of a customer.
pub fn investigation(region_code: &str, customer: CustomerId, number: usize) -> Investigation {
    Investigation {
        rrn: Rrn::new(&region(region_code), customer, &format!("N{number}")).unwrap(),
        organization_id: customer,
        title: format!("Sign-in from a new country {number}"),
        source: Source::Alert,
        status: Status::Open,
        priority: Priority::High,
        disposition: Disposition::Undecided,
        assignee: None,
        created_time: now().plus_secs(-3_600),
        last_accessed: None,
        first_alert_time: None,
        latest_alert_time: None,
        responsibility: None,
        tags: Vec::new(),
    }
}

/// One page of rows, of so many in all.
pub fn page(rows: &[Investigation], index: u64, total: u64) -> Answer {
    let metadata = json!({ "index": index, "size": 100, "total_pages": total.div_ceil(100), "total_data": total });
    Answer::json(&json!({ "data": rows, "metadata": metadata }))
}

/// The page that a request for rows asks for.
pub fn index_of(asked: &Asked) -> u64 {
    let line = asked.line();
    let (_, rest) = line.split_once("&index=").unwrap();
    rest.split('&').next().unwrap().parse().unwrap()
}

/// The analyst's roles in the region that was asked.
pub fn roles(asked: &Asked) -> Answer {
    let customers = if asked.line().contains("ca") { vec![PARTNER, BANK] } else { vec![SHIPPING] };
    let roles: Vec<_> = customers.iter().map(|id| json!({ "organization_id": id, "role": "ANALYST" })).collect();
    Answer::json(&json!({ "roles": roles }))
}

/// Answers who is signed in and with which roles; the rest is the test's.
pub fn entered(asked: &Asked) -> Option<Answer> {
    match asked.line() {
        line if line.ends_with("/session") => Some(Answer::json(&session())),
        line if line.ends_with("/roles") => Some(roles(asked)),
        _ => None,
    }
}

/// The same, at gateways that stream nothing: lists are read page by page.
pub fn signed_in(asked: &Asked) -> Option<Answer> {
    match asked.line() {
        line if line.contains("/working-set") => Some(Answer::error(404, "not there")),
        _ => entered(asked),
    }
}

/// Answers everything: one investigation at each customer.
pub fn working(asked: &Asked) -> Option<Answer> {
    let line = asked.line();
    let rows = match &line {
        _ if line.contains("statuses=CLOSED") => page(&[], 0, 0),
        _ if line.contains("ca.test") => page(&[investigation("ca", BANK, 1)], 0, 1),
        _ => page(&[investigation("eu", SHIPPING, 1)], 0, 1),
    };
    let list = line.starts_with("GET ") && line.contains("/investigations?");
    signed_in(asked).or_else(|| list.then_some(rows))
}

/// A line of a working set for an investigation in this version.
pub fn record(investigation: &Investigation, version: u64) -> String {
    let mut record = serde_json::to_value(investigation).unwrap();
    record["version"] = json!(version);
    record["alert_count"] = json!(2);
    record["actors"] = json!([]);
    record.to_string()
}

/// The head of a working set of so many rows of each customer.
pub fn header(cursor: &str, expected: &[(CustomerId, u64)]) -> String {
    let expected: Vec<_> =
        expected.iter().map(|(id, records)| json!({ "organization_id": id, "records": records })).collect();
    let closed_since = now().plus_secs(-30 * 86_400);
    let header = json!({ "as_of": now(), "cursor": cursor, "closed_since": closed_since, "expected": expected });
    json!({ "working_set": header }).to_string()
}

/// A whole working set.
pub fn working_set(cursor: &str, rows: &[Investigation]) -> Answer {
    let mut lines = vec![header(cursor, &[])];
    lines.extend(rows.iter().map(|row| record(row, 3)));
    lines.push(json!({ "end": { "records": rows.len() } }).to_string());
    Answer::text(&(lines.join("\n") + "\n"))
}
