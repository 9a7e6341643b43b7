//! Counts of the facet rail.

use crate::fixture::*;
use contract::{Priority, Status};
use working_set::*;

fn shown(facets: &Facets, column: Column) -> Vec<(Key, String, Choice)> {
    let entries = facets.column(column).iter();
    entries.map(|entry| (entry.key.clone(), entry.total.to_string(), entry.choice)).collect()
}

fn count(facets: &Facets, key: Key) -> String {
    facets.get(&key).unwrap().total.to_string()
}

fn world() -> WorkingSet {
    live([
        row_with(1, "A", |row| row.priority = Priority::High),
        row_with(1, "B", |row| row.assignee = person("Ines")),
        row_with(3, "C", |row| {
            row.assignee = person("Mia");
            row.tags = vec!["x".to_owned(), "y".to_owned(), "x".to_owned()];
        }),
        row_with(3, "D", |row| row.status = Status::Closed),
    ])
}

#[test]
fn a_facet_leaves_its_own_filter_aside_and_obeys_the_others() {
    let mut query = Query::active();
    query.set(Key::Customer(customer(1)), Choice::Included);
    query.set(Key::Priority(Priority::High), Choice::Excluded);
    let facets = world().facets(&query, NOW);
    assert_eq!(
        shown(&facets, Column::Customer),
        [
            (Key::Customer(customer(3)), "1".to_owned(), Choice::Free),
            (Key::Customer(customer(1)), "1".to_owned(), Choice::Included),
            (Key::Customer(customer(2)), "0".to_owned(), Choice::Free),
            (Key::Customer(customer(4)), "0".to_owned(), Choice::Free),
        ]
    );
    assert_eq!(count(&facets, Key::Priority(Priority::High)), "1");
    assert_eq!(facets.get(&Key::Priority(Priority::High)).unwrap().choice, Choice::Excluded);
    assert_eq!(count(&facets, Key::Assignee(Who::Me)), "1");
    assert_eq!(count(&facets, Key::Assignee(Who::Unassigned)), "0");
}

#[test]
fn all_that_must_be_there_is_there_in_its_own_order() {
    let facets = world().facets(&Query::active(), NOW);
    let priorities: Vec<Key> = facets.column(Column::Priority).iter().map(|entry| entry.key.clone()).collect();
    assert_eq!(priorities, Priority::KNOWN.iter().cloned().map(Key::Priority).collect::<Vec<_>>());
    let statuses: Vec<(Key, String, Choice)> = shown(&facets, Column::Status);
    let status = |status: Status, total: &str, choice| (Key::Status(StatusIs::Is(status)), total.to_owned(), choice);
    assert_eq!(
        statuses,
        [
            status(Status::Open, "3", Choice::Included),
            status(Status::Investigating, "0", Choice::Included),
            status(Status::Waiting, "0", Choice::Included),
            status(Status::Closed, "1+", Choice::Free),
        ],
        "closed ones are held in part only"
    );
    assert_eq!(facets.column(Column::Age).len(), AgeBand::ALL.len());
    assert_eq!(count(&facets, Key::Age(AgeBand::Day)), "3");
    let who: Vec<Key> = facets.column(Column::Assignee).iter().map(|entry| entry.key.clone()).collect();
    assert_eq!(
        who,
        [Who::Me, Who::Unassigned, Who::person("ines@quillmoor.example"), Who::person("mia@quillmoor.example")]
            .map(Key::Assignee)
    );
    assert_eq!(facets.column(Column::Assignee)[3].person.as_deref(), Some("Mia"));
    assert_eq!(
        shown(&facets, Column::Tag),
        [(Some("x"), "1"), (Some("y"), "1"), (None, "2")].map(|(tag, total)| (
            Key::Tag(tag.map(str::to_owned)),
            total.to_owned(),
            Choice::Free
        ))
    );
}

#[test]
fn a_chosen_value_stays_even_when_no_row_has_it() {
    let mut query = Query::active();
    query.set(Key::Tag(Some("gone".to_owned())), Choice::Included);
    let facets = world().facets(&query, NOW);
    let entry = facets.get(&Key::Tag(Some("gone".to_owned()))).unwrap();
    assert_eq!((entry.total.exact(), entry.choice), (Some(0), Choice::Included));
    assert_eq!(count(&facets, Key::Tag(Some("x".to_owned()))), "1");
    assert_eq!(count(&facets, Key::Priority(Priority::Medium)), "0");
}

#[test]
fn while_a_region_is_down_only_live_customers_and_regions_have_exact_counts() {
    let mut set = world();
    down(&mut set, "eu");
    let facets = set.facets(&Query::active(), NOW);
    assert_eq!(count(&facets, Key::Customer(customer(1))), "2");
    assert_eq!(count(&facets, Key::Customer(customer(3))), "1+");
    assert_eq!(count(&facets, Key::Customer(customer(4))), "0+");
    assert_eq!(count(&facets, Key::Region(region("us"))), "2");
    assert_eq!(count(&facets, Key::Region(region("eu"))), "1+");
    assert_eq!(count(&facets, Key::Priority(Priority::High)), "1+");
    assert_eq!(count(&facets, Key::Assignee(Who::Unassigned)), "1+");
    let mut query = Query::active();
    query.set(Key::Region(region("us")), Choice::Included);
    let facets = set.facets(&query, NOW);
    assert_eq!(count(&facets, Key::Priority(Priority::High)), "1", "the question is about a live region only");
    assert_eq!(count(&facets, Key::Region(region("eu"))), "1+");
}
