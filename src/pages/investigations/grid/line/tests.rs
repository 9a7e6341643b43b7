//! What is drawn covers what is seen; the cursor reaches every row and no head.

use super::*;
use contract::{CustomerId, Priority, Rrn};
use proptest::prelude::*;
use working_set::{Query, Row, WorkingSet};

/// Lines with heads where `heads` says so.
fn list(heads: &[bool]) -> Vec<Line> {
    let mut set = WorkingSet::new();
    let customer = CustomerId::from_u128(1);
    let region = "eu".parse().unwrap();
    let rows: Vec<Row> = (0..heads.len())
        .map(|number| {
            let rrn = Rrn::new(&region, customer, &format!("{number:012}")).unwrap();
            let wire = serde_json::json!({
                "rrn": rrn, "organization_id": customer, "title": number.to_string(), "source": "ALERT",
                "status": "OPEN", "priority": "LOW", "created_time": "2026-03-17T10:00:00Z",
            });
            Row::from(serde_json::from_value::<contract::idr::Investigation>(wire).unwrap())
        })
        .collect();
    let asked = set.asking();
    set.ingest(rows, asked);
    let answer = set.answer(&Query::default(), "2026-03-17T10:00:00Z".parse().unwrap());
    let lines = lines(&answer);
    assert_eq!(lines.len(), heads.len());
    let priorities = Priority::KNOWN.iter().cycle();
    let head = |line: &Line, head: &bool, priority: &Priority| {
        if *head { Line::Group(Key::Priority(priority.clone())) } else { line.clone() }
    };
    lines.iter().zip(heads).zip(priorities).map(|((line, is_head), priority)| head(line, is_head, priority)).collect()
}

fn view(top: f64) -> View {
    View { top, height: 400.0, line: 36.0, head: 32.0 }
}

proptest! {
    #[test]
    fn what_is_seen_is_drawn(top in 0.0..80_000.0_f64, count in 0_usize..2_400) {
        let range = drawn(view(top), count);
        prop_assert!(range.end <= count && range.len() <= 56);
        for place in 0..count {
            let (start, end) = (32.0 + place as f64 * 36.0, 68.0 + place as f64 * 36.0);
            let seen = end > top + 32.0 && start < top + 400.0;
            prop_assert!(!seen || range.contains(&place), "{place} of {range:?} at {top}");
        }
    }

    #[test]
    fn a_revealed_line_is_seen_whole(top in 0.0..40_000.0_f64, place in 0_usize..1_000, covered in prop::sample::select(vec![0.0, 36.0])) {
        let scrolled = reveal(view(top), place, covered).unwrap_or(top);
        let (start, end) = (32.0 + place as f64 * 36.0, 68.0 + place as f64 * 36.0);
        prop_assert!(start >= scrolled + 32.0 + covered.min(start - 32.0) - 0.001 && end <= scrolled + 400.001);
        prop_assert_eq!(reveal(view(scrolled), place, covered.min(start - 32.0)), None);
    }

    #[test]
    fn steps_land_on_rows(heads in prop::collection::vec(any::<bool>(), 0..24), from in prop::option::of(0_usize..30), page in 0_usize..9) {
        let lines = list(&heads);
        let any_row = heads.iter().any(|head| !head);
        for step in [Step::Down, Step::Up, Step::PageDown, Step::PageUp, Step::First, Step::Last] {
            let to = stepped(&lines, from, step, page);
            prop_assert_eq!(to.is_some(), any_row, "{:?}", step);
            prop_assert!(to.is_none_or(|to| lines.get(to).is_some_and(|line| line.row().is_some())));
        }
        let near = nearest(&lines, from.unwrap_or(0));
        prop_assert_eq!(near.is_some(), any_row);
    }
}

#[test]
fn down_reaches_every_row_once() {
    let lines = list(&[true, false, false, true, true, false]);
    let mut at = None;
    let mut seen = Vec::new();
    for _ in 0..5 {
        at = stepped(&lines, at, Step::Down, 10);
        seen.extend(at);
    }
    assert_eq!(seen, [1, 2, 5, 5, 5], "the last row keeps the cursor");
    assert_eq!(stepped(&lines, Some(5), Step::Up, 10), Some(2));
    assert_eq!(stepped(&lines, Some(1), Step::Up, 10), Some(1));
}

#[test]
fn the_head_of_a_cut_group_and_the_cursors_row_stay_in_the_page() {
    let lines = list(&[true, false, false, true, false, false, false]);
    let places = |range, cursor| in_page(&lines, range, cursor).iter().map(|(place, _)| *place).collect::<Vec<_>>();
    assert_eq!(places(0..3, None), [0, 1, 2]);
    assert_eq!(places(3..6, Some(4)), [3, 4, 5]);
    assert_eq!(places(4..6, Some(1)), [3, 1, 4, 5], "the head first, then who has the focus");
    assert_eq!(places(1..3, Some(6)), [0, 1, 2, 6]);
    assert_eq!(lead(&list(&[false, false]), &(1..2)), None, "a list without groups has no head");
    assert!(in_page(&[], 0..0, None).is_empty());
}

#[test]
fn without_measures_a_screenful_is_drawn() {
    assert_eq!(drawn(View::default(), 2_000), 0..48);
    assert_eq!(drawn(View::default(), 3), 0..3);
    assert_eq!(first_seen(view(37.0)), 2);
}

#[test]
fn groups_head_their_rows() {
    let mut set = WorkingSet::new();
    let asked = set.asking();
    let customer = CustomerId::from_u128(1);
    let row = |id: &str, priority: &str| {
        let rrn = Rrn::new(&"eu".parse().unwrap(), customer, id).unwrap();
        let wire = serde_json::json!({
            "rrn": rrn, "organization_id": customer, "title": id, "source": "ALERT",
            "status": "OPEN", "priority": priority, "created_time": "2026-03-17T10:00:00Z",
        });
        Row::from(serde_json::from_value::<contract::idr::Investigation>(wire).unwrap())
    };
    set.ingest([row("A00000000001", "LOW"), row("A00000000002", "CRITICAL")], asked);
    let query = Query { group_by: Some(working_set::Column::Priority), ..Query::default() };
    let answer = set.answer(&query, "2026-03-17T10:00:00Z".parse().unwrap());
    let heads: Vec<_> = lines(&answer).into_iter().map(|line| line.row().is_none()).collect();
    assert_eq!(heads, [true, false, true, false]);
}
