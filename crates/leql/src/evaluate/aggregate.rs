//! Counting: events into groups and intervals of time, in bounded memory; parts can be put together.

mod slices;
mod table;

use std::collections::{BTreeMap, HashMap};

pub use slices::{SliceError, Slices};
pub use table::{Group, Table};

use super::cell::{Cell, Part, Task};
use super::event::{Event, Field};
use super::path::Path;
use crate::ast::Query;

/// How much memory counting may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupLimits {
    /// Groups; events of further ones are only counted.
    pub groups: usize,
    /// Numbers and values held over all groups; beyond, intervals are left out and different values are estimated.
    pub entries: usize,
    /// Different values held of one group; beyond, their number is estimated.
    pub unique: usize,
}

impl Default for GroupLimits {
    fn default() -> Self {
        Self { groups: 10_000, entries: 2_000_000, unique: 10_000 }
    }
}

/// How soon entries are counted again, in events.
const SOON: u64 = 65_536;

/// A count on its way.
#[derive(Debug, Clone)]
pub struct Aggregation {
    keys: Vec<Path>,
    tasks: Vec<Task>,
    slices: Option<Slices>,
    limits: GroupLimits,
    groups: HashMap<Vec<String>, Cells>,
    /// Different values that one cell holds now.
    unique: usize,
    events: u64,
    without_key: u64,
    beyond: u64,
    /// Intervals that found no place.
    lost: bool,
    /// When entries are counted again.
    next_count: u64,
}

#[derive(Debug, Clone)]
struct Cells {
    events: u64,
    total: Vec<Cell>,
    slices: BTreeMap<usize, Vec<Cell>>,
}

impl Aggregation {
    /// Starts counting what a query asks for, over a range of time in milliseconds: `from` up to `to`.
    pub fn new(query: &Query, from: i64, to: i64, limits: GroupLimits) -> Result<Self, SliceError> {
        Ok(Self {
            keys: query.group_by.iter().map(Path::new).collect(),
            tasks: query.calculations().iter().map(Task::new).collect(),
            slices: query.timeslice.map(|timeslice| Slices::new(timeslice, from, to)).transpose()?,
            limits,
            groups: HashMap::new(),
            unique: limits.unique,
            events: 0,
            without_key: 0,
            beyond: 0,
            lost: false,
            next_count: SOON.min(limits.entries as u64),
        })
    }

    /// Counts an event that matches; its time is in milliseconds.
    pub fn add(&mut self, event: &dyn Event, time: i64) {
        self.events += 1;
        let Some(group) = self.group(event) else {
            self.without_key += 1;
            return;
        };
        let slice = match &self.slices {
            Some(slices) => match slices.of(time) {
                Some(slice) => Some(slice),
                None => return,
            },
            None => None,
        };
        let parts: Vec<Vec<Part>> = self.tasks.iter().map(|task| task.read(event)).collect();
        if !self.groups.contains_key(&group) && self.groups.len() >= self.limits.groups {
            self.beyond += 1;
            return;
        }
        let unique = self.unique;
        let fresh = || self.tasks.iter().map(Task::cell).collect::<Vec<_>>();
        let cells =
            self.groups.entry(group).or_insert_with(|| Cells { events: 0, total: fresh(), slices: BTreeMap::new() });
        cells.events += 1;
        fill(&mut cells.total, &parts, unique);
        match slice {
            Some(slice) if !self.lost || cells.slices.contains_key(&slice) => {
                fill(cells.slices.entry(slice).or_insert_with(fresh), &parts, unique);
            }
            _ => {}
        }
        if self.events >= self.next_count {
            self.shrink();
        }
    }

    /// Puts a part together with this one: of the same query, the same range.
    pub fn merge(&mut self, other: Self) {
        self.events += other.events;
        self.without_key += other.without_key;
        self.beyond += other.beyond;
        self.lost |= other.lost;
        self.unique = self.unique.min(other.unique);
        let unique = self.unique;
        for (group, cells) in other.groups {
            if let Some(here) = self.groups.get_mut(&group) {
                here.events += cells.events;
                merge(&mut here.total, cells.total, unique);
                for (slice, cells) in cells.slices {
                    match here.slices.get_mut(&slice) {
                        Some(here) => merge(here, cells, unique),
                        None => _ = here.slices.insert(slice, cells),
                    }
                }
            } else if self.groups.len() < self.limits.groups {
                self.groups.insert(group, cells);
            } else {
                self.beyond += cells.events;
            }
        }
        self.shrink();
    }

    /// How many events were counted so far.
    pub fn events(&self) -> u64 {
        self.events
    }

    /// The values of the keys, the first of each; nothing where one is missing.
    fn group(&self, event: &dyn Event) -> Option<Vec<String>> {
        let value = |path: &Path| {
            let mut found = None;
            event.visit(path, &mut |field| {
                if let Field::Text(text) = field {
                    found = Some(text.to_owned());
                }
                found.is_some()
            });
            found
        };
        self.keys.iter().map(value).collect()
    }

    /// Keeps within the limit of entries: fewer different values of each cell, then no more intervals.
    fn shrink(&mut self) {
        const FEWEST: usize = 64;
        let mut held = self.held();
        while held > self.limits.entries && self.unique > FEWEST {
            self.unique = (self.unique / 2).max(FEWEST);
            let unique = self.unique;
            for cells in self.groups.values_mut() {
                let sliced = cells.slices.values_mut().flatten();
                cells.total.iter_mut().chain(sliced).for_each(|cell| cell.shrink(unique));
            }
            held = self.held();
        }
        self.lost |= held > self.limits.entries && self.slices.is_some();
        let room = self.limits.entries.saturating_sub(held) / (4 * self.tasks.len().max(1));
        self.next_count = self.events + SOON.max(room as u64);
    }

    fn held(&self) -> usize {
        let cells = |cells: &Cells| -> usize {
            cells.total.iter().chain(cells.slices.values().flatten()).map(Cell::held).sum()
        };
        self.groups.values().map(cells).sum()
    }
}

fn fill(cells: &mut [Cell], parts: &[Vec<Part>], unique: usize) {
    for (cell, parts) in cells.iter_mut().zip(parts) {
        parts.iter().for_each(|part| cell.add(part, unique));
    }
}

fn merge(here: &mut [Cell], there: Vec<Cell>, unique: usize) {
    for (here, there) in here.iter_mut().zip(there) {
        here.merge(there, unique);
    }
}
