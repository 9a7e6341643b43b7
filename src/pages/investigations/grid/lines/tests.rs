//! Lines and rows lead to each other whatever is folded; the cursor reaches every row.

use super::*;
use contract::{CustomerId, Priority, Rrn};
use proptest::prelude::*;
use working_set::{Column, Query, Row, WorkingSet};

/// An answer of so many rows of each priority, in groups when `grouped`.
fn answer(counts: [usize; 4], grouped: bool) -> Arc<Answer> {
    let mut set = WorkingSet::new();
    let (customer, region) = (CustomerId::from_u128(1), "eu".parse().unwrap());
    let words = ["CRITICAL", "HIGH", "MEDIUM", "LOW"];
    let each = words.iter().zip(counts).flat_map(|(word, count)| std::iter::repeat_n(*word, count));
    let rows: Vec<Row> = each
        .enumerate()
        .map(|(number, priority)| {
            let rrn = Rrn::new(&region, customer, &format!("{number:012}")).unwrap();
            let wire = serde_json::json!({
                "rrn": rrn, "organization_id": customer, "title": number.to_string(), "source": "ALERT",
                "status": "OPEN", "priority": priority, "created_time": "2026-03-17T10:00:00Z",
            });
            Row::from(serde_json::from_value::<contract::idr::Investigation>(wire).unwrap())
        })
        .collect();
    let asked = set.asking();
    set.ingest(rows, asked);
    let query = Query { group_by: grouped.then_some(Column::Priority), ..Query::default() };
    Arc::new(set.answer(&query, "2026-03-17T10:00:00Z".parse().unwrap()))
}

fn lines(counts: [usize; 4], grouped: bool, folds: &[Priority]) -> Lines {
    Lines::new(answer(counts, grouped), &folds.iter().cloned().map(Key::Priority).collect())
}

fn some_folds() -> impl Strategy<Value = Vec<Priority>> {
    prop::sample::subsequence(Priority::KNOWN.to_vec(), 0..=Priority::KNOWN.len())
}

proptest! {
    #[test]
    fn lines_and_rows_lead_to_each_other(
        counts in prop::array::uniform4(0_usize..6), grouped in any::<bool>(), folds in some_folds(),
    ) {
        let lines = lines(counts, grouped, &folds);
        let mut heads = 0;
        for line in 0..lines.len() {
            match lines.at(line).unwrap() {
                Line::Head(group) => {
                    heads += 1;
                    prop_assert_eq!(lines.line_of_head(group), Some(line));
                    prop_assert_eq!(lines.line_of_key(&lines.head_at(line).unwrap().key), Some(line));
                    prop_assert!(lines.row_at(line).is_none());
                }
                Line::Row(place) => {
                    prop_assert_eq!(lines.line_of_place(place), Some(line));
                    let row = lines.row_at(line).unwrap();
                    prop_assert_eq!(lines.line_of(row, 0), Some(line));
                    prop_assert_eq!(lines.line_of(row, line), Some(line));
                }
            }
        }
        prop_assert_eq!(lines.at(lines.len()), None);
        prop_assert_eq!(heads, lines.answer.groups.len());
        let hidden: usize = lines.answer.groups.iter().filter(|group| {
            matches!(&group.key, Key::Priority(priority) if folds.contains(priority))
        }).map(|group| group.rows.len()).sum();
        prop_assert_eq!(lines.len(), lines.answer.rows.len() + heads - hidden);
        prop_assert_eq!(lines.rows_in(0..lines.len()).len(), lines.answer.rows.len() - hidden);
    }

    #[test]
    fn steps_stay_inside(
        counts in prop::array::uniform4(0_usize..4), folds in some_folds(), from in prop::option::of(0_usize..30), page in 0_usize..9,
    ) {
        let lines = lines(counts, true, &folds);
        for step in [Step::Down, Step::Up, Step::PageDown, Step::PageUp, Step::First, Step::Last] {
            let to = stepped(&lines, from, step, page);
            prop_assert_eq!(to.is_some(), lines.len() > 0);
            prop_assert!(to.is_none_or(|to| to < lines.len()));
        }
        for step in [Step::NextRow, Step::PreviousRow] {
            let to = stepped(&lines, Some(from.unwrap_or(0)), step, page);
            prop_assert!(to.is_none_or(|to| lines.row_at(to).is_some()));
        }
        prop_assert_eq!(nearest(&lines, from.unwrap_or(0)).is_some(), lines.len() > 0);
    }
}

#[test]
fn heads_are_lines_and_rows_can_be_walked_without_them() {
    let lines = lines([1, 2, 0, 1], true, &[]);
    assert_eq!(lines.len(), 7);
    let walk = |step: Step| {
        let mut at = None;
        let mut seen = Vec::new();
        for _ in 0..5 {
            at = stepped(&lines, at, step, 10);
            seen.extend(at);
        }
        seen
    };
    assert_eq!(walk(Step::NextRow), [1, 3, 4, 6, 6], "the last row keeps the cursor");
    assert_eq!(walk(Step::Down), [1, 2, 3, 4, 5], "heads can be reached, to fold them");
    assert_eq!(stepped(&lines, Some(1), Step::PreviousRow, 1), Some(1));
}

#[test]
fn a_cut_group_leads_with_its_head() {
    let lines = lines([3, 3, 0, 0], true, &[]);
    assert_eq!(lines.lead(0), None, "the head itself is seen");
    assert_eq!(lines.lead(2), Some(0));
    assert_eq!(lines.lead(4), None);
    assert_eq!(lines.lead(5), Some(4));
    assert_eq!(self::lines([3, 0, 0, 0], false, &[]).lead(2), None, "a list without groups has no head");
}

#[test]
fn a_folded_group_keeps_its_head() {
    let lines = lines([2, 1, 0, 0], true, &[Priority::Critical]);
    assert_eq!(lines.len(), 3);
    assert!(lines.is_folded(0) && !lines.is_folded(1));
    let hidden = lines.answer.rows.first().copied().unwrap();
    assert_eq!(lines.line_of(hidden, 0), None);
    assert_eq!(nearest(&lines, 0), Some(2));
}
