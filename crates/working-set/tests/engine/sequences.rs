//! Any sequence of operations, any question: the engine answers as the naive model does.

use crate::fixture::*;
use crate::model::{Model, values};
use crate::steps::{Step, any_query, any_row, step};
use contract::stream::{End, Header, Line, Record, Removed};
use contract::{RegionCode, Rrn};
use proptest::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};
use working_set::*;

const ME: &str = "ines@quillmoor.example";

/// The rows of one region as its working set spells them: every fact told.
fn records(rows: Vec<Row>, at: &RegionCode) -> Vec<(Record, Row)> {
    let here = rows.into_iter().filter(|row| row.investigation.rrn.region() == at);
    here.map(|row| {
        let record = Record {
            investigation: row.investigation,
            version: row.version.unwrap_or(1),
            alert_count: row.alert_count.unwrap_or(0),
            actors: vec![],
        };
        (record.clone(), Row::from(record))
    })
    .collect()
}

fn body(records: &[Record], gone: &[Rrn]) -> Vec<u8> {
    let working_set = Header { as_of: NOW, cursor: String::new(), closed_since: NOW, expected: vec![] };
    let removed = gone.iter().map(|rrn| Removed { organization_id: rrn.customer(), rrn: rrn.clone() });
    let lines = std::iter::once(Line::Header { working_set })
        .chain(removed.map(|removed| Line::Removed { removed }))
        .chain(records.iter().cloned().map(Box::new).map(Line::Record))
        .chain([Line::End { end: End { records: records.len() as u64 } }]);
    lines.flat_map(|line| [serde_json::to_vec(&line).unwrap(), b"\n".to_vec()].concat()).collect()
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
            Step::History { rows } => {
                let (asked, moment) = self.ask(0);
                let ingested = self.set.ingest_history(rows.clone(), asked);
                let outcomes: Vec<Outcome> =
                    rows.into_iter().map(|row| self.model.upsert_history(row, moment)).collect();
                let added = outcomes.iter().filter(|outcome| **outcome == Outcome::Added).count();
                prop_assert_eq!(ingested.added, added);
            }
            Step::ForgetHistory { number } => {
                let gone = self.set.forget_history(&home(number));
                prop_assert_eq!(gone, self.model.forget_history(&home(number)));
            }
            Step::Stream { number, rows, late, portion } => {
                let (asked, moment) = self.ask(late);
                let (records, rows): (Vec<Record>, Vec<Row>) = records(rows, &home(number)).into_iter().unzip();
                let intake = Intake::new(home(number), asked);
                self.feed(intake, &body(&records, &[]), portion, records.len());
                self.model.stream(&home(number), rows, moment);
            }
            Step::Since { rows, gone, late } => {
                let (asked, moment) = self.ask(late);
                let (records, rows): (Vec<Record>, Vec<Row>) = records(rows, &home(1)).into_iter().unzip();
                let gone: Vec<Rrn> = gone.into_iter().map(|(number, id)| rrn(number, id)).collect();
                self.feed(Intake::since(home(1), asked), &body(&records, &gone), 100, records.len());
                gone.iter().for_each(|rrn| self.model.remove_as_of(rrn, moment));
                for row in rows {
                    self.model.upsert(row, moment);
                }
            }
            Step::Rename { unnamed } => {
                self.names = if unnamed { vec![] } else { names() };
                self.set.set_customers(self.names.clone());
            }
        }
        Ok(())
    }

    fn feed(&mut self, mut intake: Intake, bytes: &[u8], portion: usize, records: usize) {
        for mut portion in bytes.chunks(portion) {
            while !portion.is_empty() {
                let taken = self.set.take_in(&mut intake, portion, 2).unwrap();
                portion = &portion[taken.bytes..];
            }
        }
        assert_eq!(self.set.finish(intake).unwrap().records, records as u64);
    }

    /// What is shown of each row, with its revision.
    fn revisions(&self) -> HashMap<Rrn, (Row, bool, u64)> {
        let rows = self.model.rows.iter().filter_map(|row| self.set.get(&row.told.investigation.rrn));
        rows.map(|row| (row.rrn(), (row.to_row(), row.saving(), row.revision()))).collect()
    }

    /// A row's revision grew where what is shown of it changed; one that came is newer than the answers before.
    fn revisions_agree(&self, before: &HashMap<Rrn, (Row, bool, u64)>, revision: u64) -> Result<(), TestCaseError> {
        for (rrn, (row, saving, now)) in self.revisions() {
            match before.get(&rrn) {
                Some((old, was_saving, then)) => {
                    prop_assert!(now >= *then);
                    prop_assert!(now > *then || (row == *old && saving == *was_saving));
                }
                None => prop_assert!(self.set.get(&rrn).unwrap().added() > revision),
            }
            let added = self.set.get(&rrn).unwrap().added();
            prop_assert!(added <= self.set.revision() && now <= self.set.revision());
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
            prop_assert_eq!(held.version(), row.told.version);
            let found = self.set.find(held.customer(), held.id_text());
            prop_assert_eq!(found.map(RowRef::id), Some(held.id()));
            prop_assert_eq!(self.set.row(held.id()).unwrap().rrn(), held.rrn());
        }
        Ok(())
    }

    fn answers_agree(&self, query: &Query) -> Result<(), TestCaseError> {
        let answer = self.set.answer(query, NOW);
        let wanted = self.model.answer(query, &self.names, ME);
        prop_assert_eq!(self.set.count(query, NOW), answer.total);
        prop_assert_eq!(number(answer.total), wanted.len());
        for row in &self.model.rows {
            let held = self.set.get(&row.told.investigation.rrn).unwrap();
            prop_assert_eq!(self.set.matches(query, held.id(), NOW), wanted.contains(&row.told.investigation.rrn));
        }
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
            let shown = both.revisions();
            both.step(step, number)?;
            both.rows_agree()?;
            both.revisions_agree(&shown, before)?;
            // What is kept of earlier answers is followed up at every step.
            both.answers_agree(query)?;
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
