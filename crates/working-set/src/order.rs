//! The order of all rows, kept: a change moves the rows that changed, a filter moves none.

mod place;
mod radix;
mod ranks;
mod texts;

pub(crate) use place::{KEYS, status_rank};

use crate::query::{Direction, SortColumn, SortKey};
use crate::set::WorkingSet;
use crate::sorted;
use place::{Place, name};

/// Orders kept beside that by time alone.
const KEPT: usize = 2;

/// All rows in one order.
#[derive(Debug)]
struct Order {
    sort: Vec<SortKey>,
    slots: Vec<u32>,
    /// Changes of the set that it knows.
    seen: u64,
    names_at: u64,
}

/// The orders that were asked for last, the latest at the end.
#[derive(Debug, Default)]
pub(crate) struct Orders {
    /// Latest opened first, then by name: what decides between equals.
    ties: Option<Order>,
    kept: Vec<Order>,
}

impl Orders {
    /// All rows' slots in this order.
    pub(crate) fn of(&mut self, set: &WorkingSet, sort: &[SortKey]) -> &[u32] {
        let held = self.kept.iter().position(|order| order.sort == sort).map(|at| self.kept.remove(at));
        let followed = held.and_then(|order| order.follow(set));
        let order = followed.unwrap_or_else(|| {
            let ties = self.ties.take().and_then(|ties| ties.follow(set)).unwrap_or_else(|| Order::ties(set));
            let order = Order::over(&ties, set, sort);
            self.ties = Some(ties);
            order
        });
        if self.kept.len() == KEPT {
            self.kept.remove(0);
        }
        self.kept.push(order);
        self.kept.last().map_or(&[], |order| &order.slots)
    }
}

impl Order {
    fn new(set: &WorkingSet, sort: &[SortKey], slots: Vec<u32>) -> Self {
        Self { sort: sort.to_vec(), slots, seen: set.log.end(), names_at: set.names_at() }
    }

    fn ties(set: &WorkingSet) -> Self {
        let created = SortKey { column: SortColumn::Created, direction: Direction::Descending };
        let mut slots: Vec<u32> = set.store.slots_where(|_| true);
        radix::sort_by(&mut slots, &ranks::ranks(set, created));
        let columns = &set.store.columns;
        for run in slots.chunk_by_mut(|a, b| columns.created.get(*a as usize) == columns.created.get(*b as usize)) {
            if run.len() > 1 {
                sorted::slots(run, &mut |a, b| name(set, *a).cmp(&name(set, *b)));
            }
        }
        Self::new(set, &[], slots)
    }

    fn over(ties: &Self, set: &WorkingSet, sort: &[SortKey]) -> Self {
        let mut slots = ties.slots.clone();
        for key in sort.iter().rev() {
            radix::sort_by(&mut slots, &ranks::ranks(set, *key));
        }
        Self::new(set, sort, slots)
    }

    /// Brings it up to date; `None` when sorting anew is less work.
    fn follow(mut self, set: &WorkingSet) -> Option<Self> {
        let by_name = self.sort.iter().any(|key| key.column == SortColumn::Customer);
        if by_name && self.names_at != set.names_at() {
            return None;
        }
        self.names_at = set.names_at();
        if self.seen == set.log.end() {
            return Some(self);
        }
        let changed = set.log.since(self.seen)?;
        if changed.len() > self.slots.len() / 64 + 64 {
            return None;
        }
        self.seen = set.log.end();
        let mut moves = vec![false; set.store.columns.len()];
        for slot in &changed {
            if let Some(moves) = moves.get_mut(*slot as usize) {
                *moves = true;
            }
        }
        self.slots.retain(|slot| !moves.get(*slot as usize).copied().unwrap_or(true));
        let here = changed.into_iter().filter(|slot| set.store.columns.live(*slot));
        let mut places: Vec<Place<'_>> = here.map(|slot| Place::of(set, slot, &self.sort)).collect();
        sorted::by(&mut places, Place::cmp);
        let mut merged = Vec::with_capacity(self.slots.len() + places.len());
        let mut rest = self.slots.as_slice();
        for place in places {
            let before = rest.partition_point(|slot| Place::of(set, *slot, &self.sort).cmp(&place).is_lt());
            let (before, after) = rest.split_at_checked(before).unwrap_or((rest, &[]));
            merged.extend_from_slice(before);
            merged.push(place.slot);
            rest = after;
        }
        merged.extend_from_slice(rest);
        self.slots = merged;
        Some(self)
    }
}
