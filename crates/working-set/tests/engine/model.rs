//! The same engine, written naively: a list, told twice over in the plainest words. Slow, and easy to believe.

use crate::fixture::NOW;
use contract::idr::{Assignee, Investigation};
use contract::{CustomerId, Priority, RegionCode, Rrn, Status};
use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap, HashSet};
use working_set::*;

#[derive(Debug, Clone)]
pub(crate) struct ModelRow {
    pub(crate) told: Row,
    pub(crate) trial: Vec<(usize, Patch)>,
    asked: usize,
    named: usize,
    history: bool,
}

impl ModelRow {
    pub(crate) fn shown(&self) -> Investigation {
        let mut shown = self.told.investigation.clone();
        for (_, patch) in &self.trial {
            patch.apply_to(&mut shown);
        }
        shown
    }
}

/// Moments: question number `n` is asked at `2 n`; what happens after `n` questions happens at `2 n - 1`.
#[derive(Debug, Default)]
pub(crate) struct Model {
    pub(crate) rows: Vec<ModelRow>,
    pub(crate) questions: usize,
    gone: HashMap<Rrn, usize>,
    customers_gone: HashMap<CustomerId, usize>,
}

impl Model {
    pub(crate) fn ask(&mut self) -> usize {
        self.questions += 1;
        2 * self.questions
    }

    fn moment(&self) -> usize {
        2 * self.questions + 1
    }

    fn position(&self, rrn: &Rrn) -> Option<usize> {
        self.rows.iter().position(|row| row.told.investigation.rrn == *rrn)
    }

    pub(crate) fn upsert(&mut self, mut row: Row, asked: usize) -> Outcome {
        let rrn = row.investigation.rrn.clone();
        if rrn.customer() != row.investigation.organization_id {
            return Outcome::Misplaced;
        }
        let Some(at) = self.position(&rrn) else {
            let barred = self.gone.get(&rrn).is_some_and(|gone| *gone > asked)
                || self.customers_gone.get(&rrn.customer()).is_some_and(|gone| *gone > asked);
            if barred {
                return Outcome::Older;
            }
            self.gone.remove(&rrn);
            self.rows.push(ModelRow { told: row, trial: vec![], asked, named: 0, history: false });
            return Outcome::Added;
        };
        let held = &mut self.rows[at];
        let newer = match (held.told.version, row.version) {
            (Some(old), Some(new)) if old < new => true,
            (Some(old), Some(new)) if old > new => false,
            _ => asked >= held.asked,
        };
        if !newer {
            return Outcome::Older;
        }
        if row.version.is_none() && row.investigation == held.told.investigation {
            row.version = held.told.version;
        }
        if row.alert_count.is_none() {
            row.alert_count = held.told.alert_count;
        }
        if row.actors.is_none() {
            row.actors.clone_from(&held.told.actors);
        }
        held.asked = held.asked.max(asked);
        held.history = false;
        if row == held.told {
            return Outcome::Unchanged;
        }
        held.told = row;
        Outcome::Changed
    }

    /// As one of the rows that a question about the past brought.
    pub(crate) fn upsert_history(&mut self, row: Row, asked: usize) -> Outcome {
        let rrn = row.investigation.rrn.clone();
        let before = self.position(&rrn).map(|at| self.rows[at].history);
        let outcome = self.upsert(row, asked);
        if let Some(at) = self.position(&rrn) {
            self.rows[at].history = before.unwrap_or(true);
        }
        outcome
    }

    /// A whole answer of a region.
    pub(crate) fn stream(&mut self, region: &RegionCode, rows: Vec<Row>, asked: usize) {
        for row in rows {
            let rrn = row.investigation.rrn.clone();
            self.upsert(row, asked);
            if let Some(at) = self.position(&rrn) {
                self.rows[at].named = self.rows[at].named.max(asked);
            }
        }
        self.rows.retain(|row| {
            row.told.investigation.rrn.region() != region || row.named >= asked || row.asked > asked || row.history
        });
        self.gone.retain(|rrn, moment| rrn.region() != region || *moment > asked);
    }

    /// What an answer says is gone, asked for then.
    pub(crate) fn remove_as_of(&mut self, rrn: &Rrn, asked: usize) {
        let moment = self.gone.entry(rrn.clone()).or_default();
        *moment = (*moment).max(asked - 1);
        self.rows.retain(|row| row.told.investigation.rrn != *rrn || row.asked > asked);
    }

    pub(crate) fn forget_history(&mut self, region: &RegionCode) -> usize {
        let before = self.rows.len();
        self.rows.retain(|row| row.told.investigation.rrn.region() != region || !row.history);
        before - self.rows.len()
    }

    pub(crate) fn remove(&mut self, rrn: &Rrn) -> bool {
        self.gone.insert(rrn.clone(), self.moment());
        let at = self.position(rrn);
        at.map(|at| self.rows.remove(at)).is_some()
    }

    pub(crate) fn remove_customer(&mut self, customer: CustomerId) -> usize {
        self.customers_gone.insert(customer, self.moment());
        let before = self.rows.len();
        self.rows.retain(|row| row.told.investigation.organization_id != customer);
        before - self.rows.len()
    }

    pub(crate) fn retain(&mut self, region: &RegionCode, keep: &HashSet<Rrn>, reach: Reach, asked: usize) {
        self.rows.retain(|row| {
            let told = &row.told.investigation;
            told.rrn.region() != region
                || keep.contains(&told.rrn)
                || row.asked > asked
                || row.history
                || (reach == Reach::Active && told.status == Status::Closed)
        });
        self.gone.retain(|rrn, moment| rrn.region() != region || *moment > asked);
    }

    pub(crate) fn apply(&mut self, rrn: &Rrn, id: usize, patch: Patch) -> bool {
        let at = self.position(rrn);
        at.map(|at| self.rows[at].trial.push((id, patch))).is_some()
    }

    pub(crate) fn end(&mut self, rrn: &Rrn, id: usize, echo: Option<Row>) {
        // Confirming is an answer to the latest question of all.
        let asked = if echo.is_some() { self.ask() } else { 0 };
        let Some(at) = self.position(rrn) else { return };
        if let Some(echo) = echo {
            self.upsert(echo, asked);
        }
        self.rows[at].trial.retain(|(other, _)| *other != id);
    }

    /// The rows that answer, in order.
    pub(crate) fn answer(&self, query: &Query, names: &[CustomerNames], me: &str) -> Vec<Rrn> {
        let mut rows: Vec<(Investigation, Option<u64>)> =
            self.rows.iter().map(|row| (row.shown(), row.told.alert_count)).collect();
        rows.retain(|(row, _)| passes(row, query, names, me));
        rows.sort_by(|a, b| compare(a, b, query, names));
        rows.into_iter().map(|(row, _)| row.rrn).collect()
    }

    /// Counts of one column: its filter taken off, the rest asked again.
    pub(crate) fn facet(
        &self,
        query: &Query,
        column: Column,
        names: &[CustomerNames],
        me: &str,
    ) -> BTreeMap<Key, usize> {
        let mut query = query.clone();
        query.clear(column);
        let mut counts = BTreeMap::new();
        for row in self.rows.iter().map(ModelRow::shown).filter(|row| passes(row, &query, names, me)) {
            for key in values(&row, column, me) {
                *counts.entry(key).or_default() += 1;
            }
        }
        counts
    }
}

fn email(assignee: &Option<Assignee>) -> Option<&str> {
    assignee.as_ref().map(|person| person.email.as_str())
}

pub(crate) fn values(row: &Investigation, column: Column, me: &str) -> Vec<Key> {
    match column {
        Column::Customer => vec![Key::Customer(row.organization_id)],
        Column::Priority => vec![Key::Priority(row.priority.clone())],
        Column::Status => vec![Key::Status(StatusIs::Is(row.status.clone()))],
        Column::Assignee => match email(&row.assignee) {
            None => vec![Key::Assignee(Who::Unassigned)],
            Some(email) if email == me => vec![Key::Assignee(Who::person(email)), Key::Assignee(Who::Me)],
            Some(email) => vec![Key::Assignee(Who::person(email))],
        },
        Column::Region => vec![Key::Region(row.rrn.region().clone())],
        Column::Source => vec![Key::Source(row.source.clone())],
        Column::Age => vec![Key::Age(AgeBand::of(row.created_time, NOW))],
        Column::Tag if row.tags.is_empty() => vec![Key::Tag(None)],
        Column::Tag => row.tags.iter().map(|tag| Key::Tag(Some(tag.clone()))).collect(),
        Column::Disposition => vec![Key::Disposition(row.disposition.clone())],
        Column::Responsibility => vec![Key::Responsibility(row.responsibility.clone())],
    }
}

fn passes(row: &Investigation, query: &Query, names: &[CustomerNames], me: &str) -> bool {
    let columns = Column::ALL.iter().all(|column| {
        let mut values = values(row, *column, me);
        if *column == Column::Status && row.status != Status::Closed {
            values.push(Key::Status(StatusIs::Active));
        }
        let chosen = query.chosen(*column);
        let asked: Vec<&Key> =
            chosen.iter().filter(|(_, choice)| *choice == Choice::Included).map(|(key, _)| key).collect();
        let barred = chosen.iter().any(|(key, choice)| *choice == Choice::Excluded && values.contains(key));
        !barred && (asked.is_empty() || asked.iter().any(|key| values.contains(key)))
    });
    let mut texts = vec![row.title.clone(), row.rrn.to_string()];
    texts.extend(row.tags.clone());
    texts.extend(row.assignee.iter().flat_map(|person| [person.name.clone(), person.email.clone()]));
    for customer in names.iter().filter(|customer| customer.id == row.organization_id) {
        texts.extend([customer.name.clone(), customer.code.clone()]);
        texts.extend(customer.aliases.clone());
    }
    let words = query.text.split_whitespace().all(|word| texts.iter().any(|text| fold(text).contains(&fold(word))));
    let from = query.created.from.is_none_or(|from| row.created_time >= from);
    let until = query.created.until.is_none_or(|until| row.created_time < until);
    columns && words && from && until
}

type Counted = (Investigation, Option<u64>);

fn compare(a: &Counted, b: &Counted, query: &Query, names: &[CustomerNames]) -> Ordering {
    for key in query.sort.iter().take(3) {
        let order = by(a, b, *key, names);
        if order != Ordering::Equal {
            return order;
        }
    }
    b.0.created_time.cmp(&a.0.created_time).then_with(|| a.0.rrn.cmp(&b.0.rrn))
}

fn by(a: &Counted, b: &Counted, key: SortKey, names: &[CustomerNames]) -> Ordering {
    fn optional<T: Ord>(a: Option<T>, b: Option<T>, direction: Direction) -> Ordering {
        match (a, b) {
            (None, None) => Ordering::Equal,
            (None, Some(_)) => Ordering::Greater,
            (Some(_), None) => Ordering::Less,
            (Some(a), Some(b)) if direction == Direction::Ascending => a.cmp(&b),
            (Some(a), Some(b)) => b.cmp(&a),
        }
    }
    let urgency = |row: &Investigation| match row.priority {
        Priority::Critical => 5,
        Priority::High => 4,
        Priority::Medium => 3,
        Priority::Low => 2,
        Priority::Unspecified => 1,
        Priority::Other(_) => 0,
    };
    let life = |row: &Investigation| match row.status {
        Status::Open => 0,
        Status::Investigating => 1,
        Status::Waiting => 2,
        Status::Closed => 3,
        Status::Other(_) => 4,
    };
    let name =
        |row: &Investigation| names.iter().find(|names| names.id == row.organization_id).map(|names| fold(&names.name));
    let person = |row: &Investigation| row.assignee.as_ref().map(|person| fold(&person.name));
    let (x, y, direction) = (&a.0, &b.0, key.direction);
    match key.column {
        SortColumn::Priority => optional(Some(urgency(x)), Some(urgency(y)), direction),
        SortColumn::Created => optional(Some(x.created_time), Some(y.created_time), direction),
        SortColumn::LatestAlert => optional(x.latest_alert_time, y.latest_alert_time, direction),
        SortColumn::Title => optional(Some(fold(&x.title)), Some(fold(&y.title)), direction),
        SortColumn::Customer => optional(name(x), name(y), direction),
        SortColumn::Status => optional(Some(life(x)), Some(life(y)), direction),
        SortColumn::Assignee => optional(person(x), person(y), direction),
        SortColumn::Region => optional(Some(x.rrn.region()), Some(y.rrn.region()), direction),
        SortColumn::Alerts => optional(a.1, b.1, direction),
    }
}
