//! How many rows each value of each column has, every column leaving its own filter aside.

use crate::answer::Group;
use crate::coverage::Total;
use crate::key::{AgeBand, Choice, Column, Key, StatusIs, Who};
use crate::matching::Matcher;
use crate::query::Query;
use crate::set::{Held, WorkingSet};
use contract::{Priority, Status, Timestamp};
use std::collections::{BTreeMap, HashMap};

/// One value and how many rows have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The value.
    pub key: Key,
    /// The person's display name, for an assignee other than me; `None` where only the address is known.
    pub person: Option<String>,
    /// How many rows have it, the other columns' filters applied.
    pub total: Total,
    /// What the question's own filter does with it.
    pub choice: Choice,
}

/// The facet rail's counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facets {
    entries: BTreeMap<Column, Vec<Entry>>,
}

impl Facets {
    /// One column's values. Priorities, statuses, age bands, me and unassigned, and every customer and region that must
    /// answer are always there, with 0 or 0+; of the others those that occur or are chosen. Priorities, statuses and
    /// ages in their own order, me and unassigned first, the rest by count.
    pub fn column(&self, column: Column) -> &[Entry] {
        self.entries.get(&column).map_or(&[], Vec::as_slice)
    }

    /// One value.
    pub fn get(&self, key: &Key) -> Option<&Entry> {
        self.column(key.column()).iter().find(|entry| entry.key == *key)
    }
}

impl WorkingSet {
    /// Counts every value of every column for a question; `now` is the server's, for ages.
    pub fn facets(&self, query: &Query, now: Timestamp) -> Facets {
        let matcher = Matcher::new(self, query, now);
        let mut tally = Tally::default();
        for (_, held) in self.all() {
            let Some(misses) = matcher.misses(held) else { continue };
            if misses.count_ones() <= 1 {
                tally.count(held, misses, self.me(), now);
            }
        }
        let entries = Column::ALL.map(|column| (column, self.column_entries(query, column, &mut tally)));
        Facets { entries: entries.into_iter().collect() }
    }

    fn column_entries(&self, query: &Query, column: Column, tally: &mut Tally) -> Vec<Entry> {
        let mut counts = tally.counts.remove(&column).unwrap_or_default();
        // Active work as a whole is no value of its own in the rail: the active statuses show as included.
        let chosen = query.chosen(column).into_iter().map(|(key, _)| key);
        let chosen = chosen.filter(|key| *key != Key::Status(StatusIs::Active));
        for key in self.always(column).into_iter().chain(chosen) {
            counts.entry(key).or_default();
        }
        let ordinary = counts.keys().find(|key| !scoped(key)).map(|key| self.certainty_of(query, key));
        let mut entries: Vec<Entry> = counts
            .into_iter()
            .map(|(key, count)| {
                let certainty = match ordinary {
                    Some(certainty) if !scoped(&key) => certainty,
                    _ => self.certainty_of(query, &key),
                };
                let person = match &key {
                    Key::Assignee(Who::Person(person)) => tally.people.get(person).cloned(),
                    _ => None,
                };
                Entry { person, total: Total::new(count, certainty), choice: query.choice(&key), key }
            })
            .collect();
        entries.sort_by(|a, b| {
            Group::natural_rank(&a.key)
                .cmp(&Group::natural_rank(&b.key))
                .then_with(|| b.total.known_cmp(a.total))
                .then_with(|| self.label(&a.key).cmp(&self.label(&b.key)))
                .then_with(|| a.key.cmp(&b.key))
        });
        entries
    }

    /// Values that a column shows whether or not a row has them.
    fn always(&self, column: Column) -> Vec<Key> {
        match column {
            Column::Customer => self.ledger().expected().map(Key::Customer).collect(),
            Column::Region => {
                let regions = self.ledger().expected().filter_map(|customer| self.ledger().region_of(customer));
                regions.cloned().map(Key::Region).collect()
            }
            Column::Priority => Priority::KNOWN.iter().cloned().map(Key::Priority).collect(),
            Column::Status => Status::KNOWN.iter().cloned().map(|status| Key::Status(StatusIs::Is(status))).collect(),
            Column::Assignee => [Who::Me, Who::Unassigned].map(Key::Assignee).into(),
            Column::Age => AgeBand::ALL.map(Key::Age).into(),
            Column::Source | Column::Tag | Column::Disposition | Column::Responsibility => Vec::new(),
        }
    }
}

/// True for values whose count depends on a part of the regions, or on closed investigations, only.
const fn scoped(key: &Key) -> bool {
    matches!(key, Key::Customer(_) | Key::Region(_) | Key::Status(_))
}

#[derive(Default)]
struct Tally {
    counts: HashMap<Column, HashMap<Key, u64>>,
    people: HashMap<String, String>,
}

impl Tally {
    /// Counts a row for the columns in whose filters nothing but the column itself stands in its way.
    fn count(&mut self, held: &Held, misses: u16, me: Option<&str>, now: Timestamp) {
        for column in Column::ALL {
            if misses & !column.bit() == 0 {
                let counts = self.counts.entry(column).or_default();
                for key in Group::keys_of(held, column, me, now) {
                    *counts.entry(key).or_default() += 1;
                }
            }
        }
        if let Some(person) = held.shown().investigation.assignee.as_ref().filter(|person| !person.name.is_empty())
            && let Some(key) = held.assignee_key()
        {
            self.people.entry(key.to_ascii_lowercase()).or_insert_with(|| person.name.clone());
        }
    }
}
