//! The scanner against serde: any record, odd spelling or damage comes to the same.

use crate::fixture::*;
use crate::stream::{feed, header, record, text};
use contract::stream::{Line, Record, RecordActor};
use contract::{ActorKind, Timestamp};
use proptest::prelude::*;
use working_set::*;

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z ]{0,20}",
        any::<String>(),
        Just("say \"hi\" \\ \u{8} \u{1f600} \u{7f}\u{2028} / \t\r\n".to_owned()),
    ]
}

fn any_moment() -> impl Strategy<Value = Timestamp> {
    (-62_167_219_200_000_000_i64..253_402_300_799_999_999).prop_map(Timestamp::from_micros)
}

fn any_record() -> impl Strategy<Value = Record> {
    let word =
        prop_oneof![Just("OPEN".to_owned()), Just("critical".to_owned()), Just("UNDECIDED".to_owned()), any_text()];
    let words = prop::collection::vec(word, 5);
    let person = prop::option::of((any_text(), any_text()));
    let moments = (any_moment(), prop::option::of(any_moment()), prop::option::of(any_moment()));
    let lists = (prop::collection::vec(any_text(), 0..4), prop::collection::vec((any_text(), any_text()), 0..4));
    let numbers = (prop_oneof![0u64..20, any::<u64>()], any::<u64>());
    (
        1u128..=2,
        "[A-Za-z0-9._~-]{3,12}",
        words,
        any_text(),
        person,
        moments,
        lists,
        numbers,
        prop::option::of(any_text()),
    )
        .prop_map(|(number, id, words, title, person, moments, lists, numbers, responsibility)| {
            let mut made = record(number, &id);
            let facts = &mut made.investigation;
            facts.status = contract::Status::from_word(&words[0]);
            facts.priority = contract::Priority::from_word(&words[1]);
            facts.source = contract::Source::from_word(&words[2]);
            facts.disposition = contract::Disposition::from_word(&words[3]);
            facts.title = title;
            facts.assignee = person.map(|(name, email)| contract::idr::Assignee { name, email });
            (facts.created_time, facts.last_accessed, facts.latest_alert_time) = moments;
            facts.responsibility = responsibility;
            facts.tags = lists.0;
            (made.version, made.alert_count) = numbers;
            made.actors = lists
                .1
                .into_iter()
                .map(|(kind, name)| RecordActor { kind: ActorKind::from_word(&kind), name })
                .collect();
            made
        })
}

/// What one line comes to, by the scanner and by serde.
fn both(line: &[u8]) -> (Option<Row>, Option<Row>) {
    let mut set = WorkingSet::new();
    let asked = set.asking();
    let mut intake = Intake::new(region("us"), asked);
    set.take_in(&mut intake, &text(&[header(&[])]), 1).unwrap();
    let whole = [line, b"\n"].concat();
    let outcome = set.take_in(&mut intake, &whole, usize::MAX);
    let rows = set.answer(&Query::default(), NOW).rows;
    let scanned = rows.first().map(|id| set.row(*id).unwrap().to_row());
    let serde = match serde_json::from_slice::<Line>(line) {
        Ok(Line::Record(record)) => Some(Row::from(*record)),
        Ok(_) => None,
        Err(_) => {
            assert!(outcome.is_err() || line.iter().all(|byte| b" \t\r".contains(byte)));
            None
        }
    };
    let placed = |row: &Row| {
        let investigation = &row.investigation;
        investigation.rrn.customer() == investigation.organization_id && *investigation.rrn.region() == region("us")
    };
    (scanned, serde.filter(placed))
}

/// Spells a JSON value in an odd way: members turned, letters escaped, spaces between.
fn spelt(value: &serde_json::Value, turn: usize, escape: bool) -> String {
    let text = |text: &str| {
        let plain = serde_json::to_string(text).unwrap();
        if !escape {
            return plain;
        }
        let units = text.encode_utf16().map(|unit| format!("\\u{unit:04x}"));
        format!("\"{}\"", units.collect::<String>())
    };
    match value {
        serde_json::Value::Object(members) => {
            let mut members: Vec<String> = members
                .iter()
                .map(|(key, value)| {
                    format!("{}  : {}", serde_json::to_string(key).unwrap(), spelt(value, turn, escape))
                })
                .collect();
            let at = turn % members.len().max(1);
            members.rotate_left(at);
            format!("{{ {} }}", members.join(" , "))
        }
        serde_json::Value::Array(items) => {
            format!("[{}]", items.iter().map(|item| spelt(item, turn, escape)).collect::<Vec<_>>().join(" ,"))
        }
        serde_json::Value::String(own) => text(own),
        other => other.to_string(),
    }
}

fn odd_value() -> impl Strategy<Value = serde_json::Value> {
    use serde_json::json;
    prop::sample::select(vec![
        json!(null),
        json!(""),
        json!(0),
        json!(-1),
        json!(1.5),
        json!([]),
        json!({}),
        json!(true),
        json!([null]),
        json!("2026-03-17T10:46:00+02:00"),
        json!("2026-02-29T10:46:00Z"),
        json!("2026-03-17T10:46:60Z"),
        json!("2026-03-17T10:46:00.1234567Z"),
        json!({"name": null}),
        json!({"name": "a", "email": "b", "x": 1}),
        json!([{"kind": "USER", "name": "a"}]),
        json!([{"kind": "USER"}]),
        json!(["a", "a"]),
        json!("OPEN"),
        json!("rrn:investigation:us1:00000000-0000-0000-0000-00000000000A:investigation:Z"),
        json!(18446744073709551615u64),
        json!("00000000-0000-0000-0000-000000000001"),
        json!("00000000-0000-0000-0000-00000000000A"),
    ])
}

const MEMBERS: [&str; 20] = [
    "rrn",
    "organization_id",
    "title",
    "source",
    "status",
    "priority",
    "disposition",
    "assignee",
    "created_time",
    "last_accessed",
    "first_alert_time",
    "latest_alert_time",
    "responsibility",
    "tags",
    "version",
    "alert_count",
    "actors",
    "unheard_of",
    "end",
    "removed",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_024))]

    #[test]
    fn any_record_is_taken_in_as_serde_reads_it(record in any_record(), turn in 0usize..20, escape: bool, odd: bool) {
        let line = if odd {
            spelt(&serde_json::to_value(&record).unwrap(), turn, escape).into_bytes()
        } else {
            serde_json::to_vec(&record).unwrap()
        };
        let (scanned, serde) = both(&line);
        prop_assert_eq!(&scanned, &serde);
        prop_assert_eq!(scanned, Some(Row::from(record)));
    }

    #[test]
    fn a_record_with_odd_members_is_taken_in_as_serde_reads_it(
        record in any_record(), changes in prop::collection::vec((prop::sample::select(&MEMBERS), prop::option::of(odd_value())), 1..3),
        twice in prop::option::weighted(0.2, prop::sample::select(&MEMBERS)),
    ) {
        let mut value = serde_json::to_value(&record).unwrap();
        for (member, change) in changes {
            match change {
                Some(change) => drop(value.as_object_mut().unwrap().insert(member.to_owned(), change)),
                None => drop(value.as_object_mut().unwrap().remove(member)),
            }
        }
        let mut line = serde_json::to_string(&value).unwrap();
        if let Some((twice, again)) = twice.and_then(|twice| value.get(twice).map(|again| (twice, again))) {
            line = line.replacen('{', &format!("{{\"{twice}\":{again},"), 1);
        }
        let (scanned, serde) = both(line.as_bytes());
        prop_assert_eq!(scanned, serde);
    }

    #[test]
    fn a_damaged_line_is_taken_in_as_serde_reads_it(
        record in any_record(), damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0u8..3), 1..4),
    ) {
        let mut line = serde_json::to_vec(&record).unwrap();
        for (at, byte, how) in damage {
            let at = at.index(line.len());
            match how {
                0 => line[at] = byte,
                1 => line.insert(at, byte),
                _ => drop(line.remove(at)),
            }
        }
        line.retain(|byte| *byte != b'\n');
        let (scanned, serde) = both(&line);
        prop_assert_eq!(scanned, serde);
    }

    #[test]
    fn any_bytes_end_in_an_error_or_in_rows_but_never_in_a_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..300), portion in 1usize..50, headed: bool,
    ) {
        let mut set = WorkingSet::new();
        let mut all = if headed { text(&[header(&[])]) } else { Vec::new() };
        all.extend(bytes);
        let asked = set.asking();
        let mut intake = Intake::new(region("us"), asked);
        let fed = feed(&mut set, &mut intake, &all, portion, 3);
        let finished = set.finish(intake);
        prop_assert!(fed.is_err() || finished.is_err());
        prop_assert!(set.is_empty());
    }
}
