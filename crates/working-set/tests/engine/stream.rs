//! A region's working set from its bytes: the same rows as from serde, and nothing that is wrong with it stays unsaid.

use crate::fixture::*;
use contract::stream::{End, Expected, Header, Line, Record, RecordActor, Removed};
use contract::{ActorKind, CustomerId, Status};
use working_set::*;

pub(crate) fn record(number: u128, id: &str) -> Record {
    let actors = vec![RecordActor { kind: ActorKind::Asset, name: "FIN-DC02".to_owned() }];
    Record { investigation: row(number, id).investigation, version: 3, alert_count: 9, actors }
}

pub(crate) fn header(expected: &[(u128, u64)]) -> Line {
    let expected = expected.iter();
    let expected =
        expected.map(|(number, records)| Expected { organization_id: customer(*number), records: *records }).collect();
    let working_set = Header { as_of: NOW, cursor: "store.7".to_owned(), closed_since: NOW, expected };
    Line::Header { working_set }
}

pub(crate) fn text(lines: &[Line]) -> Vec<u8> {
    lines.iter().flat_map(|line| [serde_json::to_vec(line).unwrap(), b"\n".to_vec()].concat()).collect()
}

fn body(expected: &[(u128, u64)], records: Vec<Record>) -> Vec<u8> {
    let end = Line::End { end: End { records: records.len() as u64 } };
    let lines: Vec<Line> = [header(expected)]
        .into_iter()
        .chain(records.into_iter().map(Box::new).map(Line::Record))
        .chain([end])
        .collect();
    text(&lines)
}

/// Takes in all of `bytes`, in portions of `portion` bytes and slices of `rows` lines.
pub(crate) fn feed(
    set: &mut WorkingSet,
    intake: &mut Intake,
    bytes: &[u8],
    portion: usize,
    rows: usize,
) -> Result<(), IntakeError> {
    for mut portion in bytes.chunks(portion.max(1)) {
        while !portion.is_empty() {
            let taken = set.take_in(intake, portion, rows)?;
            assert!(taken.bytes > 0 && taken.rows <= rows.max(1));
            portion = &portion[taken.bytes..];
        }
    }
    Ok(())
}

fn load(set: &mut WorkingSet, bytes: &[u8]) -> Result<Finished, IntakeError> {
    let asked = set.asking();
    let mut intake = Intake::new(region("us"), asked);
    feed(set, &mut intake, bytes, 7, 1)?;
    set.finish(intake)
}

fn names_of(set: &WorkingSet) -> Vec<String> {
    ids(set, &Query::default())
}

#[test]
fn a_working_set_comes_in_whatever_portions_and_slices() {
    let mut closed = record(2, "B");
    closed.investigation.status = Status::Closed;
    let bytes = body(&[(1, 1), (2, 1)], vec![record(1, "A"), closed.clone()]);
    for (portion, rows) in [(1, 1), (3, 2), (64, 1), (usize::MAX, 1), (usize::MAX, usize::MAX)] {
        let mut set = WorkingSet::new();
        let asked = set.asking();
        let mut intake = Intake::new(region("us"), asked);
        feed(&mut set, &mut intake, &bytes, portion, rows).unwrap();
        assert_eq!((intake.records(), intake.expected(), intake.ended()), (2, Some(2), true));
        assert_eq!(intake.header().unwrap().cursor, "store.7");
        let finished = set.finish(intake).unwrap();
        assert_eq!((finished.records, finished.removed, finished.short), (2, 0, vec![]));
        assert_eq!(finished.header.cursor, "store.7");
        assert_eq!(set.get(&rrn(1, "A")).unwrap().to_row(), Row::from(record(1, "A")));
        assert_eq!(set.get(&rrn(2, "B")).unwrap().to_row(), Row::from(closed.clone()));
        assert_eq!(set.get(&rrn(1, "A")).unwrap().id_text(), "A");
    }
}

#[test]
fn a_last_line_without_its_end_and_empty_lines_are_no_fault() {
    let mut set = WorkingSet::new();
    let mut bytes = body(&[(1, 1)], vec![record(1, "A")]);
    bytes.pop();
    let at = bytes.iter().position(|byte| *byte == b'\n').unwrap();
    bytes.splice(at..at, *b"\r\n \n");
    assert_eq!(load(&mut set, &bytes).unwrap().records, 1);
}

#[test]
fn a_whole_reading_lets_go_what_it_does_not_name_but_neither_newer_rows_nor_history() {
    let mut set = live([row(1, "goes"), row(2, "stays"), row(3, "elsewhere")]);
    let before = set.asking();
    set.ingest_history([row_with(1, "old", |row| row.status = Status::Closed)], before);
    let asked = set.asking();
    let mut intake = Intake::new(region("us"), asked);
    let later = set.asking();
    set.upsert(row(1, "just-opened"), later);
    let bytes = body(&[(1, 0), (2, 1)], vec![record(2, "stays")]);
    feed(&mut set, &mut intake, &bytes, 100, 10).unwrap();
    assert_eq!(set.finish(intake).unwrap().removed, 1);
    assert!(set.get(&rrn(1, "goes")).is_none());
    assert_eq!(set.len(), 4);
    assert!(set.get(&rrn(1, "old")).unwrap().history());
    assert_eq!((set.forget_history(&region("eu")), set.forget_history(&region("us"))), (0, 1));
    assert_eq!(set.len(), 3);
}

#[test]
fn a_row_of_history_that_is_told_of_by_itself_is_followed_like_any_other() {
    let mut set = live([]);
    let asked = set.asking();
    set.ingest_history([row(1, "A"), row(1, "B")], asked);
    assert_eq!(set.apply_record(record(1, "A"), asked), Outcome::Changed);
    set.ingest_history([row(1, "A")], asked);
    assert!(!set.get(&rrn(1, "A")).unwrap().history());
    assert_eq!(set.forget_history(&region("us")), 1);
    assert_eq!(names_of(&set), ["A"]);
}

#[test]
fn customers_opened_later_bring_their_rows_and_touch_no_others() {
    let mut set = live([row(1, "A"), row(2, "gone")]);
    let asked = set.asking();
    let mut intake = Intake::customers(region("us"), asked);
    feed(&mut set, &mut intake, &body(&[(2, 1)], vec![record(2, "new")]), 50, 1).unwrap();
    assert_eq!(set.finish(intake).unwrap().removed, 1);
    assert_eq!(names_of(&set), ["A", "new"]);
}

#[test]
fn an_answer_to_since_removes_what_it_names_and_nothing_else() {
    let mut set = live([row(1, "A"), row(1, "B"), row(2, "C")]);
    let asked = set.asking();
    let removed = |number, id: &str| Line::Removed {
        removed: Removed { organization_id: customer(number), rrn: rrn(number, id) },
    };
    let lines = [
        header(&[]),
        removed(1, "B"),
        removed(2, "C"),
        Line::Record(Box::new(record(2, "C"))),
        Line::End { end: End { records: 1 } },
    ];
    let mut intake = Intake::since(region("us"), asked);
    feed(&mut set, &mut intake, &text(&lines), 9, 1).unwrap();
    assert_eq!(intake.expected(), None);
    let finished = set.finish(intake).unwrap();
    assert_eq!((finished.records, finished.removed), (1, 2));
    assert_eq!(names_of(&set), ["A", "C"], "C was removed and came back");
}

#[test]
fn what_is_short_of_its_announcement_is_told() {
    let mut set = WorkingSet::new();
    let finished = load(&mut set, &body(&[(1, 2), (2, 0)], vec![record(1, "A")])).unwrap();
    assert_eq!(finished.short, [(customer(1), 1, 2)]);
}

#[test]
fn an_answer_that_was_cut_is_never_whole() {
    let bytes = body(&[(1, 2)], vec![record(1, "A"), record(1, "B")]);
    let lines: Vec<usize> =
        bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1).collect();
    let cut = |set: &mut WorkingSet, at: usize| load(set, &bytes[..at]).unwrap_err();
    let mut set = live([row(1, "Z")]);
    let expected = IntakeError::Cut { region: region("us"), records: 1, expected: None };
    assert_eq!(cut(&mut set, lines[1]), expected);
    assert!(matches!(cut(&mut set, lines[1] + 20), IntakeError::Malformed { line: 3, .. }));
    assert!(set.get(&rrn(1, "Z")).is_some(), "nothing is let go for an answer that was cut");
    assert_eq!(cut(&mut set, 0), IntakeError::Cut { region: region("us"), records: 0, expected: None });
    let wrong = [header(&[]), Line::End { end: End { records: 4 } }];
    let error = load(&mut set, &text(&wrong)).unwrap_err();
    assert_eq!(error, IntakeError::Cut { region: region("us"), records: 0, expected: Some(4) });
}

#[test]
fn lines_in_the_wrong_place_are_refused() {
    let record = || Line::Record(Box::new(record(1, "A")));
    let end = || Line::End { end: End { records: 0 } };
    for (lines, line) in [
        (vec![record()], 1),
        (vec![end()], 1),
        (vec![header(&[]), header(&[])], 2),
        (vec![header(&[]), end(), record()], 3),
    ] {
        let mut set = WorkingSet::new();
        let error = load(&mut set, &text(&lines)).unwrap_err();
        assert!(matches!(error, IntakeError::Malformed { line: at, .. } if at == line), "{error}");
        assert!(set.is_empty());
    }
}

#[test]
fn a_misplaced_record_stops_its_stream_and_says_which() {
    let mut other = record(1, "B");
    other.investigation.organization_id = customer(2);
    let eu = record(3, "C");
    for (wrong, answered) in [(other, "organization_id"), (eu, "came from us")] {
        let mut set = WorkingSet::new();
        let error = load(&mut set, &body(&[], vec![record(1, "A"), wrong, record(1, "D")])).unwrap_err();
        let IntakeError::Misplaced { line: 3, answered: told, .. } = &error else { panic!("{error}") };
        assert!(told.contains(answered), "{told}");
        assert_eq!(names_of(&set), ["A"], "nothing after it");
    }
    let mut set = WorkingSet::new();
    let mut moved = names();
    moved[0].region = region("eu");
    set.set_customers(moved);
    let error = load(&mut set, &body(&[], vec![record(1, "A")])).unwrap_err();
    assert!(error.to_string().contains("its customer lives in eu"), "{error}");
    assert!(set.is_empty());
    let asked = set.asking();
    assert_eq!(set.apply_record(record(1, "A"), asked), Outcome::Misplaced);
}

#[test]
fn one_customer_of_two_spellings_is_one_customer() {
    let mut set = WorkingSet::new();
    let spelt = serde_json::to_string(&record(1, "A")).unwrap().replace(":us:", ":us1:");
    let upper = serde_json::to_string(&record(1, "B")).unwrap();
    let id = CustomerId::from_u128(1).to_string();
    assert!(upper.contains(&id));
    let lines = format!("{}\n{spelt}\n{upper}\n", serde_json::to_string(&header(&[(1, 2)])).unwrap());
    let end = "{\"end\":{\"records\":2}}\n";
    assert_eq!(load(&mut set, format!("{lines}{end}").as_bytes()).unwrap().short, []);
    let mut query = Query::default();
    query.set(Key::Customer(customer(1)), Choice::Included);
    assert_eq!(ids(&set, &query), ["A", "B"]);
    assert_eq!(set.facets(&query, NOW).get(&Key::Customer(customer(1))).unwrap().total.to_string(), "2+");
    assert!(set.get(&rrn(1, "A")).unwrap().rrn().to_string().contains(":us1:"));
}
