//! What can happen to a set, and what can be asked of it.

use crate::fixture::*;
use contract::{Disposition, Priority, Source, Status};
use proptest::prelude::*;
use proptest::sample::select;
use working_set::*;

pub(crate) const IDS: [&str; 5] = ["A", "a", "B7", "C", "D"];

#[derive(Debug, Clone)]
pub(crate) enum Step {
    Upsert { row: Box<Row>, late: usize },
    Ingest { rows: Vec<Row> },
    Remove { number: u128, id: &'static str },
    RemoveCustomer { number: u128 },
    Retain { number: u128, keep: Vec<(u128, &'static str)>, reach: Reach, late: usize },
    Apply { number: u128, id: &'static str, patch: Patch },
    Confirm { which: prop::sample::Index, row: Box<Row>, swap: bool },
    RollBack { which: prop::sample::Index },
    Rename { unnamed: bool },
    History { rows: Vec<Row> },
    ForgetHistory { number: u128 },
    Stream { number: u128, rows: Vec<Row>, late: usize, portion: usize },
    Since { rows: Vec<Row>, gone: Vec<(u128, &'static str)>, late: usize },
}

fn status() -> impl Strategy<Value = Status> {
    select(["OPEN", "INVESTIGATING", "WAITING", "CLOSED", "ON_HOLD"].map(Status::from_word).to_vec())
}

fn priority() -> impl Strategy<Value = Priority> {
    select(["CRITICAL", "HIGH", "MEDIUM", "LOW", "UNSPECIFIED", "UNMAPPED"].map(Priority::from_word).to_vec())
}

fn assignee() -> impl Strategy<Value = Option<contract::idr::Assignee>> {
    select(vec![None, person("Ines"), person("Mia"), person("\u{c1}na")])
}

fn age() -> impl Strategy<Value = i64> {
    select(vec![-5, 0, 1_800, 3_600, 90_000, 700_000, 3_000_000])
}

pub(crate) fn any_row() -> impl Strategy<Value = Row> {
    let words = (status(), priority(), select(vec![Source::Alert, Source::Hunt]), select(Disposition::KNOWN));
    let texts = (
        select(vec!["Spray", "spr\u{e4}y two", "LSASS read", ""]),
        prop::collection::btree_set(select(vec!["x", "night shift"]), 0..3),
    );
    let numbers = (prop::option::of(1u64..4), prop::option::of(0u64..3), age(), prop::option::of(age()));
    let responsibility = prop::option::of(Just("CUSTOMER".to_owned()));
    (1u128..=4, select(&IDS), words, texts, assignee(), numbers, responsibility).prop_map(
        |(number, id, words, texts, assignee, numbers, responsibility)| {
            let mut made = row(number, id);
            let facts = &mut made.investigation;
            (facts.status, facts.priority, facts.source, facts.disposition) = words;
            facts.title = texts.0.to_owned();
            facts.tags = texts.1.into_iter().map(str::to_owned).collect();
            facts.assignee = assignee;
            facts.created_time = NOW.plus_secs(-numbers.2);
            facts.latest_alert_time = numbers.3.map(|secs| NOW.plus_secs(-secs));
            facts.responsibility = responsibility;
            (made.version, made.alert_count) = (numbers.0, numbers.1);
            made
        },
    )
}

fn patch() -> impl Strategy<Value = Patch> {
    (prop::option::of(status()), prop::option::of(priority()), prop::option::of(assignee()))
        .prop_map(|(status, priority, assignee)| Patch { status, priority, assignee, ..Patch::default() })
}

pub(crate) fn step() -> impl Strategy<Value = Step> {
    let index = any::<prop::sample::Index>;
    let reach = select(vec![Reach::Active, Reach::Everything]);
    let keep = prop::collection::vec((1u128..=4, select(&IDS)), 0..8);
    prop_oneof![
        6 => (any_row(), 0usize..4).prop_map(|(row, late)| Step::Upsert { row: Box::new(row), late }),
        3 => prop::collection::vec(any_row(), 0..12).prop_map(|rows| Step::Ingest { rows }),
        1 => (1u128..=4, select(&IDS)).prop_map(|(number, id)| Step::Remove { number, id }),
        1 => (1u128..=4).prop_map(|number| Step::RemoveCustomer { number }),
        1 => (1u128..=4, keep, reach, 0usize..3).prop_map(|(number, keep, reach, late)| Step::Retain { number, keep, reach, late }),
        3 => (1u128..=4, select(&IDS), patch()).prop_map(|(number, id, patch)| Step::Apply { number, id, patch }),
        2 => (index(), any_row(), prop::bool::weighted(0.2)).prop_map(|(which, row, swap)| Step::Confirm { which, row: Box::new(row), swap }),
        1 => index().prop_map(|which| Step::RollBack { which }),
        1 => any::<bool>().prop_map(|unnamed| Step::Rename { unnamed }),
        1 => prop::collection::vec(any_row(), 0..6).prop_map(|rows| Step::History { rows }),
        1 => (1u128..=4).prop_map(|number| Step::ForgetHistory { number }),
        2 => (1u128..=4, prop::collection::vec(any_row(), 0..12), 0usize..3, 1usize..600)
            .prop_map(|(number, rows, late, portion)| Step::Stream { number, rows, late, portion }),
        1 => (prop::collection::vec(any_row(), 0..4), prop::collection::vec((1u128..=2, select(&IDS)), 0..3), 0usize..3)
            .prop_map(|(rows, gone, late)| Step::Since { rows, gone, late }),
    ]
}

fn any_key() -> impl Strategy<Value = Key> {
    let meaning = prop_oneof![Just(StatusIs::Active), status().prop_map(StatusIs::Is)];
    prop_oneof![
        (1u128..=4).prop_map(|number| Key::Customer(customer(number))),
        priority().prop_map(Key::Priority),
        meaning.prop_map(Key::Status),
        select(vec![Who::Me, Who::Unassigned, Who::person("mia@quillmoor.example")]).prop_map(Key::Assignee),
        select(vec!["us", "eu", "ap"]).prop_map(|code| Key::Region(region(code))),
        select(vec![Source::Alert, Source::Hunt, Source::User]).prop_map(Key::Source),
        select(AgeBand::ALL.to_vec()).prop_map(Key::Age),
        select(vec![None, Some("x".to_owned()), Some("night shift".to_owned())]).prop_map(Key::Tag),
        select(Disposition::KNOWN).prop_map(Key::Disposition),
        select(vec![None, Some("CUSTOMER".to_owned())]).prop_map(Key::Responsibility),
    ]
}

pub(crate) fn any_query() -> impl Strategy<Value = Query> {
    use SortColumn::*;
    let columns = vec![Priority, Created, LatestAlert, Title, Customer, Status, Assignee, Region, Alerts];
    let direction = select(vec![Direction::Ascending, Direction::Descending]);
    let key = (select(columns), direction).prop_map(|(column, direction)| SortKey { column, direction });
    let text = select(vec!["", "spray", "SPR\u{c4}Y two", "mia", "shift x", "angm", "zeta us", "b7"]);
    let choices = prop::collection::vec((any_key(), any::<bool>()), 0..4);
    let group = prop::option::of(select(Column::ALL.to_vec()));
    let range = (prop::option::weighted(0.2, age()), prop::option::weighted(0.2, age()));
    (choices, prop::collection::vec(key, 0..5), text, group, range).prop_map(
        |(choices, sort, text, group_by, range)| {
            let moment = |secs: Option<i64>| secs.map(|secs| NOW.plus_secs(-secs));
            let created = TimeRange { from: moment(range.0), until: moment(range.1) };
            let mut query = Query { sort, text: text.to_owned(), group_by, created, ..Query::default() };
            for (key, include) in choices {
                query.set(key, if include { Choice::Included } else { Choice::Excluded });
            }
            query
        },
    )
}
