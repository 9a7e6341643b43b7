//! An answer's rows in groups by one column.

use crate::coverage::{Certainty, Scope, Total};
use crate::key::{AgeBand, Choice, Column, Key, StatusIs, Who};
use crate::load::PriorityCounts;
use crate::order::status_rank;
use crate::query::Query;
use crate::set::WorkingSet;
use crate::sorted;
use crate::store::{Known, at};
use contract::{Priority, Timestamp};
use std::collections::HashMap;
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

/// A group while its rows are gathered.
struct Members {
    key: Key,
    slots: Vec<u32>,
    priorities: PriorityCounts,
    unassigned: usize,
}

impl WorkingSet {
    /// Brings `slots`, which are in order, into groups; the order within a group stays.
    pub(super) fn group(&self, query: &Query, column: Column, slots: &mut Vec<u32>, now: Timestamp) -> Vec<Group> {
        let mut members = self.gather(column, slots, now);
        sorted::by_cached_key(&mut members, |members| (Group::natural_rank(&members.key), self.label(&members.key)));
        // Stable: what is equally urgent stays by label.
        sorted::by(&mut members, |one, two| {
            let natural = Group::natural_rank(&one.key).cmp(&Group::natural_rank(&two.key));
            natural.then_with(|| two.priorities.cmp(&one.priorities))
        });
        slots.clear();
        members.into_iter().map(|members| self.close_group(query, members, slots)).collect()
    }

    fn gather(&self, column: Column, slots: &[u32], now: Timestamp) -> Vec<Members> {
        let (columns, dicts) = (&self.store.columns, &self.store.dicts);
        let ids = columns.of(column);
        let someone: Vec<bool> = dicts.people.values().iter().map(Known::someone).collect();
        let band = |slot: u32| AgeBand::of(Timestamp::from_micros(at(&columns.created, slot)), now);
        let id_of = |slot: u32| ids.map_or_else(|| band(slot) as u32, |ids| at(ids, slot));
        let mut members: Vec<Members> = Vec::new();
        let mut by_key: HashMap<Key, usize> = HashMap::new();
        // By number, the group's place plus one.
        let mut by_id = vec![0_usize; dicts.values_of(column).max(AgeBand::ALL.len())];
        for slot in slots {
            let id = id_of(*slot);
            let Some(place) = by_id.get_mut(id as usize) else { continue };
            if *place == 0 {
                let key = dicts.key(column, id).unwrap_or_else(|| Key::Age(band(*slot)));
                *place = *by_key.entry(key).or_insert_with_key(|key| {
                    let (slots, priorities) = (Vec::new(), PriorityCounts::default());
                    members.push(Members { key: key.clone(), slots, priorities, unassigned: 0 });
                    members.len()
                });
            }
            let Some(group) = members.get_mut(*place - 1) else { continue };
            group.slots.push(*slot);
            group.unassigned += usize::from(!at(&someone, at(&columns.assignee, *slot)));
            if let Some(priority) = dicts.priorities.get(at(&columns.priority, *slot)) {
                group.priorities.add(priority, 1);
            }
        }
        members
    }

    fn close_group(&self, query: &Query, members: Members, slots: &mut Vec<u32>) -> Group {
        let certainty = self.certainty_of(query, &members.key);
        let start = slots.len();
        slots.extend(&members.slots);
        Group {
            person: self.person_of(&members.key),
            total: Total::new(members.slots.len() as u64, certainty),
            by_priority: members.priorities.totals(certainty),
            unassigned: Total::new(members.unassigned as u64, certainty),
            rows: start..slots.len(),
            key: members.key,
        }
    }

    /// The display name of an assignee, where one is known.
    pub(crate) fn person_of(&self, key: &Key) -> Option<String> {
        let Key::Assignee(Who::Person(person)) = key else { return None };
        let known = self.store.dicts.people.values().iter();
        known
            .filter(|known| *known.key == **person)
            .map(|known| &*known.name)
            .find(|name| !name.is_empty())
            .map(str::to_owned)
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
