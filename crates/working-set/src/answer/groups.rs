//! An answer's rows in groups by one column.

use crate::coverage::{Certainty, Scope, Total};
use crate::key::{AgeBand, Choice, Column, Key, StatusIs, Who};
use crate::load::PriorityCounts;
use crate::query::Query;
use crate::set::{Held, RowId, WorkingSet};
use crate::sort::status_rank;
use contract::{Priority, Timestamp};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// Rows that share one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The value.
    pub key: Key,
    /// The person's display name, for a group by assignee.
    pub person: Option<String>,
    /// How many rows.
    pub total: Total,
    /// Of them per priority: the known ones, most urgent first, then unknown words that occur.
    pub by_priority: Vec<(Priority, Total)>,
    /// Of them without an assignee.
    pub unassigned: Total,
    /// Where they stand in the answer's rows.
    pub rows: Range<usize>,
}

#[derive(Default)]
struct Members {
    rows: Vec<RowId>,
    priorities: PriorityCounts,
    unassigned: usize,
    person: Option<String>,
}

impl WorkingSet {
    /// Brings `rows`, which are in order, into groups; the order within a group stays.
    pub(super) fn group(&self, query: &Query, column: Column, rows: &mut Vec<RowId>, now: Timestamp) -> Vec<Group> {
        let mut members: HashMap<Key, Members> = HashMap::new();
        for id in rows.drain(..) {
            let Some(held) = self.held(id) else { continue };
            let group = members.entry(key_of(held, column, now)).or_default();
            group.rows.push(id);
            group.priorities.add(&held.shown().investigation.priority);
            group.unassigned += usize::from(held.assignee_key().is_none());
            if column == Column::Assignee && group.person.is_none() {
                let person = held.shown().investigation.assignee.as_ref();
                group.person = person.map(|person| person.name.clone()).filter(|name| !name.is_empty());
            }
        }
        let mut members: Vec<(Key, Members)> = members.into_iter().collect();
        members.sort_by(|(a, one), (b, two)| {
            let natural = Group::natural_rank(a).cmp(&Group::natural_rank(b));
            natural
                .then_with(|| two.priorities.cmp(&one.priorities))
                .then_with(|| self.label(a).cmp(&self.label(b)))
                .then_with(|| a.cmp(b))
        });
        members.into_iter().map(|(key, group)| self.close_group(query, key, group, rows)).collect()
    }

    fn close_group(&self, query: &Query, key: Key, group: Members, rows: &mut Vec<RowId>) -> Group {
        let certainty = self.certainty_of(query, &key);
        let start = rows.len();
        rows.extend(&group.rows);
        Group {
            person: group.person,
            total: Total::new(group.rows.len() as u64, certainty),
            by_priority: group.priorities.totals(certainty),
            unassigned: Total::new(group.unassigned as u64, certainty),
            rows: start..rows.len(),
            key,
        }
    }

    /// What a count of `key` within the question, whose own filter on that column is left aside, may claim: a count of
    /// one live customer or region stays exact whatever others do.
    pub(crate) fn certainty_of(&self, query: &Query, key: &Key) -> Certainty {
        let mut scope = query.scope();
        let mut closed = query.admits_closed();
        match key {
            Key::Customer(customer) => scope = Scope { regions: scope.regions, ..Scope::customer(*customer) },
            Key::Region(region) => {
                scope.regions = Default::default();
                scope.regions.set(region.clone(), Choice::Included);
            }
            Key::Status(StatusIs::Active) => closed = false,
            Key::Status(StatusIs::Is(status)) => closed = !status.active(),
            _ => {}
        }
        self.worth(query, &scope, closed).certainty()
    }

    fn held(&self, id: RowId) -> Option<&Held> {
        self.row(id).map(|row| row.held())
    }

    /// By what groups and facets of equal weight are ordered.
    pub(crate) fn label(&self, key: &Key) -> String {
        match key {
            Key::Customer(customer) => self.names().sort_name(*customer).unwrap_or("\u{10ffff}").to_owned(),
            Key::Region(region) => region.to_string(),
            Key::Assignee(Who::Person(person)) => person.clone(),
            Key::Tag(text) | Key::Responsibility(text) => text.clone().unwrap_or_default(),
            Key::Source(source) => source.to_string(),
            Key::Disposition(disposition) => disposition.to_string(),
            _ => String::new(),
        }
    }
}

impl Group {
    /// The values that a row is counted under: each of its tags, me beside the person.
    pub(crate) fn keys_of(held: &Held, column: Column, me: Option<&str>, now: Timestamp) -> Vec<Key> {
        let row = &held.shown().investigation;
        match column {
            Column::Tag if !row.tags.is_empty() => {
                let tags: BTreeSet<&String> = row.tags.iter().collect();
                tags.into_iter().map(|tag| Key::Tag(Some(tag.clone()))).collect()
            }
            Column::Assignee if Who::Me.holds(held.assignee_key(), me) => {
                vec![Key::Assignee(Who::Me), key_of(held, column, now)]
            }
            _ => vec![key_of(held, column, now)],
        }
    }

    /// Place of a value in its own order, where it has one; what has no value comes last.
    pub(crate) fn natural_rank(key: &Key) -> i64 {
        match key {
            Key::Priority(priority) => -i64::from(priority.rank()),
            Key::Status(StatusIs::Is(status)) => status_rank(status),
            Key::Status(StatusIs::Active) => -1,
            Key::Age(band) => *band as i64,
            Key::Assignee(Who::Me) => 0,
            Key::Assignee(Who::Unassigned) => 1,
            Key::Assignee(Who::Person(_)) => 2,
            Key::Tag(None) | Key::Responsibility(None) => 1,
            _ => 0,
        }
    }
}

/// The value that a row is grouped under.
fn key_of(held: &Held, column: Column, now: Timestamp) -> Key {
    let row = &held.shown().investigation;
    match column {
        Column::Customer => Key::Customer(row.organization_id),
        Column::Priority => Key::Priority(row.priority.clone()),
        Column::Status => Key::Status(StatusIs::Is(row.status.clone())),
        Column::Assignee => Key::Assignee(held.assignee_key().map_or(Who::Unassigned, Who::person)),
        Column::Region => Key::Region(row.rrn.region().clone()),
        Column::Source => Key::Source(row.source.clone()),
        Column::Age => Key::Age(AgeBand::of(row.created_time, now)),
        Column::Tag => Key::Tag(row.tags.iter().min().cloned()),
        Column::Disposition => Key::Disposition(row.disposition.clone()),
        Column::Responsibility => Key::Responsibility(row.responsibility.clone()),
    }
}
