//! How many rows each value of each column has, every column leaving its own filter aside.

use crate::answer::Group;
use crate::coverage::Total;
use crate::key::{AgeBand, Choice, Column, Key, StatusIs, Who};
use crate::mask::Mask;
use crate::query::Query;
use crate::set::WorkingSet;
use crate::sorted;
use contract::{Priority, Status, Timestamp};
use std::cmp::Reverse;
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
        self.facets_of(query, now, &Column::ALL)
    }

    /// The same of some columns; the others have no entries.
    pub fn facets_of(&self, query: &Query, now: Timestamp, columns: &[Column]) -> Facets {
        let count = |mask: &Mask| columns.iter().map(|column| self.counts(mask, *column, now)).collect::<Vec<_>>();
        let entries = columns.iter().copied().zip(self.with_mask(query, now, count));
        let entries = entries.map(|(column, counts)| (column, self.column_entries(query, column, counts)));
        Facets { entries: sorted::map(entries) }
    }

    /// Counts the rows in whose way nothing but the column's own filter stands, by value.
    fn counts(&self, mask: &Mask, column: Column, now: Timestamp) -> HashMap<Key, u64> {
        let others = !column.bit();
        let mut counts = HashMap::new();
        let Some(ids) = self.store.columns.of(column) else {
            let mut bands = AgeBand::ALL.map(|band| (band, 0));
            for (misses, created) in mask.misses().iter().zip(&self.store.columns.created) {
                let band = AgeBand::of(Timestamp::from_micros(*created), now);
                if let Some((_, count)) = bands.get_mut(band as usize) {
                    *count += u64::from(misses & others == 0);
                }
            }
            counts.extend(bands.map(|(band, count)| (Key::Age(band), count)));
            return counts;
        };
        let dicts = &self.store.dicts;
        let mut by_id = vec![0_u32; dicts.values_of(column)];
        for (misses, id) in mask.misses().iter().zip(ids) {
            if let Some(count) = by_id.get_mut(*id as usize) {
                *count += u32::from(misses & others == 0);
            }
        }
        for (id, count) in (0..).zip(by_id).filter(|(_, count)| *count > 0) {
            for key in dicts.keys(column, id, self.me()) {
                *counts.entry(key).or_default() += u64::from(count);
            }
        }
        counts
    }

    fn column_entries(&self, query: &Query, column: Column, mut counts: HashMap<Key, u64>) -> Vec<Entry> {
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
                let total = Total::new(count, certainty);
                Entry { person: self.person_of(&key), total, choice: query.choice(&key), key }
            })
            .collect();
        sorted::by_cached_key(&mut entries, |entry| {
            let count = Reverse(entry.total.known());
            (Group::natural_rank(&entry.key), count, self.label(&entry.key), entry.key.clone())
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
