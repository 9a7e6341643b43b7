//! Any sequence of operations, any question: the engine answers as the naive model does.

use crate::fixture::*;
use crate::model::{Model, values};
use contract::{Disposition, Priority, Source, Status};
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::{BTreeMap, HashSet};
use working_set::*;

const ME: &str = "ines@quillmoor.example";
const IDS: [&str; 5] = ["A", "a", "B7", "C", "D"];

#[derive(Debug, Clone)]
enum Step {
    Upsert { row: Box<Row>, late: usize },
    Ingest { rows: Vec<Row> },
    Remove { number: u128, id: &'static str },
    RemoveCustomer { number: u128 },
    Retain { number: u128, keep: Vec<(u128, &'static str)>, reach: Reach, late: usize },
    Apply { number: u128, id: &'static str, patch: Patch },
    Confirm { which: prop::sample::Index, row: Box<Row>, swap: bool },
    RollBack { which: prop::sample::Index },
    Rename { unnamed: bool },
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

fn any_row() -> impl Strategy<Value = Row> {
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

fn step() -> impl Strategy<Value = Step> {
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

fn any_query() -> impl Strategy<Value = Query> {
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

/// The digits of a total, whatever it is worth.
fn number(total: Total) -> usize {
    total.to_string().trim_end_matches('+').parse().unwrap()
}

/// Both engines, fed alike.
struct Both {
    set: WorkingSet,
    model: Model,
    asked: Vec<(Asked, usize)>,
    trial: Vec<(LocalChange, usize)>,
    names: Vec<CustomerNames>,
}

impl Both {
    fn new() -> Self {
        let (mut set, mut model) = (live([]), Model::default());
        let asked = vec![(set.asking(), model.ask())];
        Self { set, model, asked, trial: vec![], names: names() }
    }

    /// A new question, or one asked `late` questions ago.
    fn ask(&mut self, late: usize) -> (Asked, usize) {
        self.asked.push((self.set.asking(), self.model.ask()));
        self.asked[(self.asked.len() - 1).saturating_sub(late)]
    }

    fn step(&mut self, step: Step, number_of_step: usize) -> Result<(), TestCaseError> {
        match step {
            Step::Upsert { row, late } => {
                let (asked, moment) = self.ask(late);
                prop_assert_eq!(self.set.upsert((*row).clone(), asked), self.model.upsert(*row, moment));
            }
            Step::Ingest { rows } => {
                let (asked, moment) = self.ask(0);
                let ingested = self.set.ingest(rows.clone(), asked);
                let outcomes: Vec<Outcome> = rows.into_iter().map(|row| self.model.upsert(row, moment)).collect();
                let count = |wanted| outcomes.iter().filter(|outcome| **outcome == wanted).count();
                prop_assert_eq!(
                    (ingested.added, ingested.changed, ingested.unchanged, ingested.older, ingested.misplaced.len()),
                    (
                        count(Outcome::Added),
                        count(Outcome::Changed),
                        count(Outcome::Unchanged),
                        count(Outcome::Older),
                        0
                    )
                );
            }
            Step::Remove { number, id } => {
                prop_assert_eq!(self.set.remove(&rrn(number, id)), self.model.remove(&rrn(number, id)));
            }
            Step::RemoveCustomer { number } => {
                prop_assert_eq!(
                    self.set.remove_customer(customer(number)),
                    self.model.remove_customer(customer(number))
                );
            }
            Step::Retain { number, keep, reach, late } => {
                let (asked, moment) = self.ask(late);
                let keep: HashSet<_> = keep.into_iter().map(|(number, id)| rrn(number, id)).collect();
                let before = self.model.rows.len();
                self.model.retain(&home(number), &keep, reach, moment);
                let gone = self.set.retain_region(&home(number), &keep, reach, asked);
                prop_assert_eq!(gone.len(), before - self.model.rows.len());
            }
            Step::Apply { number, id, patch } => {
                let change = self.set.apply_local(&rrn(number, id), patch.clone());
                prop_assert_eq!(change.is_some(), self.model.apply(&rrn(number, id), number_of_step, patch));
                self.trial.extend(change.map(|change| (change, number_of_step)));
            }
            Step::Confirm { which, mut row, swap } if !self.trial.is_empty() => {
                let (change, id) = self.trial.swap_remove(which.index(self.trial.len()));
                let rrn = change.rrn().clone();
                if swap && row.investigation.rrn != rrn {
                    // Another investigation's echo: the change is taken back, nothing else happens.
                    prop_assert_eq!(self.set.confirm(change, *row), Outcome::Misplaced);
                    self.model.end(&rrn, id, None);
                } else {
                    row.investigation.rrn = rrn.clone();
                    row.investigation.organization_id = rrn.customer();
                    self.set.confirm(change, (*row).clone());
                    self.model.end(&rrn, id, Some(*row));
                }
            }
            Step::RollBack { which } if !self.trial.is_empty() => {
                let (change, id) = self.trial.swap_remove(which.index(self.trial.len()));
                let rrn = change.rrn().clone();
                self.set.roll_back(change);
                self.model.end(&rrn, id, None);
            }
            Step::Confirm { .. } | Step::RollBack { .. } => {}
            Step::Rename { unnamed } => {
                self.names = if unnamed { vec![] } else { names() };
                self.set.set_customers(self.names.clone());
            }
        }
        Ok(())
    }

    fn rows_agree(&self) -> Result<(), TestCaseError> {
        prop_assert_eq!(self.set.len(), self.model.rows.len());
        for row in &self.model.rows {
            let held = self.set.get(&row.told.investigation.rrn);
            prop_assert!(held.is_some());
            let held = held.unwrap();
            prop_assert_eq!(held.to_row().investigation, row.shown());
            prop_assert_eq!(held.told(), row.told.clone());
            prop_assert_eq!(held.saving(), !row.trial.is_empty());
            prop_assert_eq!(self.set.row(held.id()).unwrap().rrn(), held.rrn());
        }
        Ok(())
    }

    fn answers_agree(&self, query: &Query) -> Result<(), TestCaseError> {
        let answer = self.set.answer(query, NOW);
        let wanted = self.model.answer(query, &self.names, ME);
        prop_assert_eq!(self.set.count(query, NOW), answer.total);
        prop_assert_eq!(number(answer.total), wanted.len());
        let found: Vec<_> = answer.rows.iter().map(|id| self.set.row(*id).unwrap().rrn()).collect();
        let Some(column) = query.group_by else {
            prop_assert_eq!(found, wanted);
            return Ok(());
        };
        // Each group holds the rows of its value, in the asked order, and the groups together hold all.
        let mut end = 0;
        for group in &answer.groups {
            prop_assert_eq!(group.rows.start, end);
            end = group.rows.end;
            let own: Vec<_> = wanted
                .iter()
                .filter(|rrn| {
                    let row = self.set.get(rrn).unwrap().to_row().investigation;
                    values(&row, column, "").into_iter().min().as_ref() == Some(&group.key)
                })
                .cloned()
                .collect();
            prop_assert_eq!(&found[group.rows.clone()], &own[..]);
            prop_assert_eq!(number(group.total), own.len());
        }
        prop_assert_eq!(end, found.len());
        Ok(())
    }

    fn facets_agree(&self, query: &Query) -> Result<(), TestCaseError> {
        let facets = self.set.facets(query, NOW);
        for column in Column::ALL {
            let wanted = self.model.facet(query, column, &self.names, ME);
            let shown: BTreeMap<Key, usize> = facets
                .column(column)
                .iter()
                .map(|entry| (entry.key.clone(), number(entry.total)))
                .filter(|(_, count)| *count > 0)
                .collect();
            prop_assert_eq!(shown, wanted);
            prop_assert!(facets.column(column).iter().all(|entry| entry.choice == query.choice(&entry.key)));
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(384))]

    #[test]
    fn any_sequence_leaves_the_same_rows_and_answers(
        steps in prop::collection::vec(step(), 0..40), queries in prop::collection::vec(any_query(), 1..6),
    ) {
        let mut both = Both::new();
        for (number, step) in steps.into_iter().enumerate() {
            let before = both.set.revision();
            let query = &queries[number % queries.len()];
            let answer = both.set.answer(query, NOW);
            both.step(step, number)?;
            both.rows_agree()?;
            // An unchanged revision promises an unchanged answer.
            if both.set.revision() == before {
                prop_assert_eq!(both.set.answer(query, NOW), answer);
            }
        }
        for query in &queries {
            both.answers_agree(query)?;
            both.facets_agree(query)?;
        }
    }

    #[test]
    fn the_order_rows_arrive_in_makes_no_difference(rows in prop::collection::vec(any_row(), 0..20), query in any_query(), turn in any::<prop::sample::Index>()) {
        let mut seen = HashSet::new();
        let rows: Vec<Row> = rows.into_iter().filter(|row| seen.insert(row.investigation.rrn.clone())).collect();
        let mut turned = rows.clone();
        if !rows.is_empty() { turned.rotate_left(turn.index(rows.len())); }
        let answer = |rows: Vec<Row>| ids(&live(rows), &query);
        prop_assert_eq!(answer(rows), answer(turned));
    }

    #[test]
    fn any_words_find_or_miss_but_never_panic(title in any::<String>(), text in any::<String>()) {
        let set = live([row_with(1, "A", |row| row.title = title)]);
        set.answer(&Query { text, ..Query::default() }, NOW);
    }
}
