//! The rows that answer a question, in order, in groups, with a total that says what it is worth.

mod groups;

pub use groups::Group;

use crate::coverage::{Closed, Coverage, Scope, Total};
use crate::mask::{Mask, Masks};
use crate::order::{KEYS, Orders};
use crate::query::Query;
use crate::set::{RowId, WorkingSet};
use contract::Timestamp;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What is kept of earlier questions, so that the next one is asked of what differs alone.
#[derive(Debug, Default)]
pub(crate) struct Caches(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    masks: Masks,
    orders: Orders,
}

impl Caches {
    fn lock(&self) -> MutexGuard<'_, Kept> {
        // What another left half done is followed up or made anew, as after any change.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An answer. Its handles stay valid while their rows are held; at a later revision it may no longer be the whole answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The rows, group after group, each group in the asked order.
    pub rows: Arc<[RowId]>,
    /// How many there are.
    pub total: Total,
    /// The groups, most urgent first; empty when the question does not group.
    pub groups: Vec<Group>,
    /// The set's revision that it answers for.
    pub revision: u64,
}

impl WorkingSet {
    /// Answers a question; `now` is the server's, for ages.
    pub fn answer(&self, query: &Query, now: Timestamp) -> Answer {
        let sort = query.sort.get(..KEYS).unwrap_or(&query.sort);
        let mut kept = self.caches.lock();
        let Kept { masks, orders } = &mut *kept;
        let mask = masks.of(self, query, now);
        let mut slots = Vec::with_capacity(mask.count());
        slots.extend(orders.of(self, sort).iter().copied().filter(|slot| mask.answers(*slot)));
        drop(kept);
        let total = self.coverage(query).total(slots.len());
        let groups = query.group_by.map_or_else(Vec::new, |column| self.group(query, column, &mut slots, now));
        let rows = slots.into_iter().map(|slot| self.row_id(slot)).collect();
        Answer { rows, total, groups, revision: self.revision() }
    }

    /// How many rows answer a question, without ordering them.
    pub fn count(&self, query: &Query, now: Timestamp) -> Total {
        let count = self.with_mask(query, now, Mask::count);
        self.coverage(query).total(count)
    }

    /// True when a row answers a question; false also when it is no longer held.
    pub fn matches(&self, query: &Query, row: RowId, now: Timestamp) -> bool {
        self.row(row).is_some() && self.with_mask(query, now, |mask| mask.answers(row.slot))
    }

    /// Who has answered what this question needs.
    pub fn coverage(&self, query: &Query) -> Coverage {
        self.worth(query, &query.scope(), query.admits_closed())
    }

    /// The coverage of a part of a question: narrowed to `scope`, with or without closed investigations.
    pub(crate) fn worth(&self, query: &Query, scope: &Scope, closed: bool) -> Coverage {
        let closed = if closed { Closed::Opened(query.created) } else { Closed::NotAsked };
        self.ledger().reckon(scope, closed)
    }

    pub(crate) fn with_mask<T>(&self, query: &Query, now: Timestamp, read: impl FnOnce(&Mask) -> T) -> T {
        read(self.caches.lock().masks.of(self, query, now))
    }
}
