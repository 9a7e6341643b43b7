//! What real answers do that the specification does not say: each quirk is read, each malformed body is an error.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails loudly")]

use contract::idr::{Alert, Comment, Investigation, InvestigationPatch, SearchRequest};
use contract::*;
use serde_json::{Value, json};

const CUSTOMER: &str = "174e4f99-2ac7-4481-9301-4d24c34baf06";

fn wire() -> Value {
    json!({
        "rrn": format!("rrn:investigation:us:{CUSTOMER}:investigation:A1"), "organization_id": CUSTOMER,
        "title": "Password spray", "source": "ALERT", "status": "OPEN", "priority": "HIGH", "disposition": "UNDECIDED",
        "assignee": null, "created_time": "2026-03-17T10:46:00Z", "tags": ["a"],
    })
}

fn with(member: &str, value: Value) -> Value {
    let mut wire = wire();
    wire[member] = value;
    wire
}

fn without(member: &str) -> Value {
    let mut wire = wire();
    wire.as_object_mut().unwrap().remove(member);
    wire
}

fn read(value: Value) -> Investigation {
    serde_json::from_slice(&serde_json::to_vec(&value).unwrap()).unwrap()
}

#[test]
fn null_and_absent_members_read_alike() {
    assert!(read(with("tags", Value::Null)).tags.is_empty());
    assert!(read(without("tags")).tags.is_empty());
    assert_eq!(read(with("title", Value::Null)).title, "");
    assert_eq!(read(without("title")).title, "");
    assert_eq!(read(without("assignee")).assignee, None);
    assert_eq!(read(with("disposition", Value::Null)).disposition, Disposition::Undecided);
    assert_eq!(read(without("disposition")).disposition, Disposition::Undecided);
    assert_eq!(read(with("latest_alert_time", Value::Null)).latest_alert_time, None);
    let nameless = read(with("assignee", json!({"name": null, "email": "mia@quillmoor.example"}))).assignee.unwrap();
    assert_eq!((nameless.name.as_str(), nameless.email.as_str()), ("", "mia@quillmoor.example"));
}

#[test]
fn unknown_words_are_kept_and_sent_back_as_they_came() {
    for word in ["UNMAPPED", "on hold", "", "überwacht", "CLOSED "] {
        let read = read(with("status", json!(word)));
        assert_eq!(read.status, Status::Other(word.into()));
        assert_eq!(serde_json::to_value(&read).unwrap()["status"], json!(word));
        assert!(read.status.active(), "an unknown word is never taken for closed");
    }
    assert_eq!(read(with("priority", json!("critical"))).priority, Priority::Critical);
    assert_eq!(read(with("priority", json!("UNMAPPED"))).priority.rank(), 0);
    assert_eq!(Status::known("OPENED"), None);
    assert!(!Role::from_word("OWNER").may_change());
}

#[test]
fn unknown_members_are_ignored() {
    assert_eq!(read(with("new_in_2027", json!({"deep": [1, 2, {}]}))), read(wire()));
}

#[test]
fn times_have_up_to_nine_fraction_digits_and_any_offset() {
    for (text, printed) in [
        ("2026-03-17T10:46:00Z", "2026-03-17T10:46:00Z"),
        ("2026-03-17T10:46:00.1Z", "2026-03-17T10:46:00.100Z"),
        ("2026-03-17T10:46:00.12Z", "2026-03-17T10:46:00.120Z"),
        ("2026-03-17T10:46:00.123Z", "2026-03-17T10:46:00.123Z"),
        ("2026-03-17T10:46:00.1234Z", "2026-03-17T10:46:00.123400Z"),
        ("2026-03-17T10:46:00.12345Z", "2026-03-17T10:46:00.123450Z"),
        ("2026-03-17T10:46:00.123456Z", "2026-03-17T10:46:00.123456Z"),
        ("2026-03-17T10:46:00.1234567Z", "2026-03-17T10:46:00.123456Z"),
        ("2026-03-17T10:46:00.12345678Z", "2026-03-17T10:46:00.123456Z"),
        ("2026-03-17T10:46:00.123456789Z", "2026-03-17T10:46:00.123456Z"),
        ("2026-03-17T12:46:00+02:00", "2026-03-17T10:46:00Z"),
        ("2026-03-17T05:16:00.5-05:30", "2026-03-17T10:46:00.500Z"),
        ("2024-02-29T23:59:59Z", "2024-02-29T23:59:59Z"),
    ] {
        let read = read(with("created_time", json!(text)));
        assert_eq!(read.created_time.to_string(), printed, "{text}");
    }
    for bad in ["", "2026-03-17", "2026-02-30T00:00:00Z", "2026-03-17T10:46:00", "10000-01-01T00:00:00Z", "yesterday"] {
        assert_eq!(bad.parse::<Timestamp>(), Err(BadTimestamp(bad.to_owned())));
    }
}

#[test]
fn a_detection_rule_is_an_object_a_text_null_or_absent() {
    let base = json!({"id": "al-1", "created_time": "2026-03-17T10:46:00Z"});
    for rule in [json!({"rule_rrn": "r", "rule_name": null}), json!("rrn:cba:rule:1"), Value::Null] {
        let mut wire = base.clone();
        wire["detection_rule_rrn"] = rule.clone();
        let alert: Alert = serde_json::from_value(wire).unwrap();
        assert_eq!(alert.detection_rule_rrn, rule);
        assert_eq!(serde_json::to_value(&alert).unwrap()["detection_rule_rrn"], rule);
    }
    assert_eq!(serde_json::from_value::<Alert>(base).unwrap().detection_rule_rrn, Value::Null);
}

#[test]
fn a_comment_may_have_no_text_and_no_author() {
    let comment: Comment = serde_json::from_value(json!({
        "rrn": "c", "target": "t", "creator": null, "body": null, "created_time": "2026-03-17T10:46:00.000001Z",
    }))
    .unwrap();
    assert_eq!((comment.creator, comment.body, comment.visibility), (None, None, Visibility::Internal));
}

#[test]
fn a_patch_tells_unassign_from_unchanged() {
    let read = |text: &str| serde_json::from_str::<InvestigationPatch>(text).unwrap().assignee;
    assert_eq!(read("{}"), None);
    assert_eq!(read(r#"{"assignee":null}"#), None);
    assert_eq!(read(r#"{"assignee":{"email":null}}"#).map(|assignee| assignee.email), Some(None));
    assert_eq!(
        read(r#"{"assignee":{"email":"a@b.example"}}"#).and_then(|assignee| assignee.email).as_deref(),
        Some("a@b.example")
    );
    assert_eq!(
        serde_json::from_str::<SearchRequest>(r#"{"search":null,"sort":null}"#).unwrap(),
        SearchRequest::default()
    );
}

fn list(value: Value) -> Result<Answer<Investigation>, serde_json::Error> {
    serde_json::from_slice(&serde_json::to_vec(&value).unwrap())
}

#[test]
fn lists_come_as_pages_of_two_dialects_without_metadata_or_bare() {
    let whole = list(json!({"data": [wire()], "metadata": {"index": 2, "size": 1, "total_pages": 9, "total_data": 9}}))
        .unwrap();
    assert_eq!(whole.metadata, Some(PageMetadata { index: 2, size: 1, total_pages: 9, total_data: 9 }));
    let second =
        list(json!({"data": [wire()], "metadata": {"index": 0, "size": 1, "total_pages": 9, "total_items": 9}}))
            .unwrap();
    assert_eq!(second.metadata.unwrap().total_data, 9);
    for unknown_total in [
        json!([wire()]),
        json!({"data": [wire()]}),
        json!({"items": [wire()], "metadata": null}),
        json!({"data": [wire()], "metadata": {"index": -1}}),
        json!({"data": [wire()], "metadata": "none"}),
    ] {
        let read = list(unknown_total.clone()).unwrap();
        assert_eq!((read.data.len(), read.metadata), (1, None), "{unknown_total}");
    }
    assert_eq!(list(json!([])).unwrap(), Answer { data: vec![], metadata: None });
}

#[test]
fn a_malformed_list_is_an_error_that_names_the_row() {
    let error = list(json!({"data": [wire(), with("created_time", json!("noon"))]})).unwrap_err().to_string();
    assert!(error.contains("row 1") && error.contains("noon"), "{error}");
    for bad in [json!({}), json!({"data": null}), json!({"data": {}}), json!("rows"), json!(null), json!(7), json!([7])]
    {
        assert!(list(bad.clone()).is_err(), "{bad}");
    }
    for text in ["", "{", "{\"data\":[", "<html>503</html>", "{\"data\":[]}{}", "\u{0}"] {
        assert!(serde_json::from_str::<Answer<Investigation>>(text).is_err(), "{text}");
    }
}

#[test]
fn what_makes_a_row_is_required() {
    for member in ["rrn", "organization_id", "source", "status", "priority", "created_time"] {
        assert!(serde_json::from_value::<Investigation>(without(member)).is_err(), "{member} may not be missing");
        assert!(serde_json::from_value::<Investigation>(with(member, json!(7))).is_err(), "{member} may not be 7");
    }
}

#[test]
fn an_error_body_reads_from_anything_like_one() {
    let empty: ErrorBody = serde_json::from_str("{}").unwrap();
    assert_eq!(empty, ErrorBody::default());
    let stale: ErrorBody =
        serde_json::from_str(r#"{"message":"m","correlation_id":"c","current":{"a":1},"more":2}"#).unwrap();
    assert_eq!((stale.message.as_str(), stale.current), ("m", Some(json!({"a": 1}))));
}

#[test]
fn names_of_investigations_compare_with_us1_as_us_and_print_as_spelt() {
    let spelt = format!("rrn:investigation:US1:{}:investigation:A1", CUSTOMER.to_uppercase());
    let old: Rrn = spelt.parse().unwrap();
    let new: Rrn = format!("rrn:investigation:us:{CUSTOMER}:investigation:A1").parse().unwrap();
    assert_eq!(old, new);
    assert_eq!(old.to_string(), spelt);
    assert_eq!((new.region().as_str(), new.id(), new.customer().to_string()), ("us", "A1", CUSTOMER.to_owned()));
    let elsewhere: Rrn = format!("rrn:investigation:us2:{CUSTOMER}:investigation:A1").parse().unwrap();
    let lower: Rrn = format!("rrn:investigation:us:{CUSTOMER}:investigation:a1").parse().unwrap();
    assert_ne!(new, elsewhere);
    assert_ne!(new, lower, "an id's case matters");
    for bad in [
        "",
        "rrn",
        "rrn:alert:us:x:alert:1",
        "rrn:investigation:us:nobody:investigation:A1",
        &format!("rrn:investigation:us:{CUSTOMER}:investigation:"),
        &format!("rrn:investigation:us:{CUSTOMER}:investigation:.."),
        &format!("rrn:investigation:us:{CUSTOMER}:investigation:a/b"),
        &format!("rrn:investigation:us:{CUSTOMER}:investigation:a:b"),
        &format!("rrn:investigation:us west:{CUSTOMER}:investigation:a"),
        &format!("rrn:investigation:us:{CUSTOMER}:investigation:{}", "a".repeat(129)),
    ] {
        assert!(bad.parse::<Rrn>().is_err(), "{bad}");
    }
}
