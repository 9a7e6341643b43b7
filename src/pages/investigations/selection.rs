//! The ticked rows of a list: their handles, frozen when they were ticked, and the version of each that was seen then.

use super::list::List;
use crate::reactive::{effect_after, memo};
use crate::sync::Sync;
use contract::Rrn;
use leptos::prelude::*;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use working_set::RowId;

/// The most that one change can take, and so the most that can be ticked.
pub(super) const MOST: usize = 10_000;

/// Handles are numbers that nobody outside chooses: spreading their bits is enough, and a tenth of the usual work.
#[derive(Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u32(u32::from(*byte)));
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = self.0.wrapping_mul(31).wrapping_add(u64::from(number));
    }

    fn finish(&self) -> u64 {
        let spread = self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        spread ^ (spread >> 32)
    }
}

/// The version of each row, where its region tells versions.
type Versions = HashMap<RowId, Option<u64>, BuildHasherDefault<Spread>>;

/// The ticked rows. New rows never join by themselves; a question of another meaning begins anew.
#[derive(Clone, Copy)]
pub(super) struct Selection {
    sync: Sync,
    rows: RwSignal<Versions>,
    /// How many there would have been, where there were more than [`MOST`].
    wanted: RwSignal<Option<usize>>,
}

impl Selection {
    /// Of this list, empty.
    pub(super) fn new(list: List) -> Self {
        let selection = Self { sync: list.sync, rows: RwSignal::new(Versions::default()), wanted: RwSignal::new(None) };
        let meaning = memo(move || list.query.with(crate::route::InvestigationsQuery::meaning));
        effect_after(move |before: Option<()>| {
            meaning.track();
            if before.is_some() {
                selection.clear();
            }
        });
        selection
    }

    /// How many, tracked.
    pub(super) fn len(&self) -> usize {
        self.rows.with(Versions::len)
    }

    /// How many rows were asked for when not all of them could be ticked, tracked.
    pub(super) fn cut_from(&self) -> Option<usize> {
        self.wanted.get()
    }

    /// Which, in the order of their handles.
    pub(super) fn rows(&self) -> Vec<RowId> {
        let mut rows: Vec<RowId> = self.rows.with_untracked(|rows| rows.keys().copied().collect());
        rows.sort_unstable();
        rows
    }

    /// Whether this one is; untracked, [`Self::track`] tells when to ask again.
    pub(super) fn contains(&self, row: RowId) -> bool {
        self.rows.with_untracked(|rows| rows.contains_key(&row))
    }

    /// Runs the reader again when anything is ticked or unticked.
    pub(super) fn track(&self) {
        self.rows.track();
    }

    /// The row's version when it was ticked, where its region tells versions: a later one means that it changed since.
    pub(super) fn seen(&self, row: RowId) -> Option<u64> {
        self.rows.with_untracked(|rows| rows.get(&row).copied().flatten())
    }

    /// Ticks it, or unticks it.
    pub(super) fn toggle(&self, row: RowId) {
        self.set(row, !self.contains(row));
    }

    /// Ticks it or unticks it.
    pub(super) fn set(&self, row: RowId, on: bool) {
        if on == self.contains(row) {
            return;
        }
        self.wanted.set(None);
        if on {
            self.range(&[row]);
        } else {
            self.rows.update(|rows| _ = rows.remove(&row));
        }
    }

    /// Ticks these too, as far as there is room.
    pub(super) fn range(&self, more: &[RowId]) {
        let wanted = self.sync.with_untracked(|set| {
            self.rows.try_update(|rows| {
                let mut left_out = 0_usize;
                rows.reserve(more.len().min(MOST.saturating_sub(rows.len())));
                for row in more {
                    let Some(held) = set.row(*row) else { continue };
                    if rows.len() >= MOST && !rows.contains_key(row) {
                        left_out += 1;
                    } else {
                        rows.entry(*row).or_insert_with(|| held.version());
                    }
                }
                (left_out > 0).then(|| rows.len() + left_out)
            })
        });
        self.wanted.try_set(wanted.flatten());
    }

    /// Ticks these and nothing else: the first [`MOST`] of them.
    pub(super) fn all(&self, rows: &[RowId]) {
        self.rows.update_untracked(Versions::clear);
        // Nothing is ticked yet, so that what is beyond the most is left out, without looking at each.
        self.range(rows.get(..MOST).unwrap_or(rows));
        if rows.len() > MOST {
            self.wanted.try_set(Some(rows.len()));
        }
    }

    /// Unticks everything.
    pub(super) fn clear(&self) {
        self.wanted.try_set(None);
        if self.rows.try_with_untracked(|rows| !rows.is_empty()) == Some(true) {
            self.rows.update(Versions::clear);
        }
    }

    /// After a change of many: what failed stays ticked, and nothing else does.
    pub(super) fn keep(&self, failed: &[Rrn]) {
        let failed: HashSet<RowId> =
            self.sync.with_untracked(|set| failed.iter().filter_map(|rrn| set.get(rrn)).map(|row| row.id()).collect());
        self.wanted.set(None);
        self.rows.update(|rows| rows.retain(|row, _| failed.contains(row)));
    }

    /// Forgets rows that are held no more.
    pub(super) fn prune(&self) {
        let gone = self.sync.with_untracked(|set| {
            self.rows.with_untracked(|rows| rows.keys().filter(|row| set.row(**row).is_none()).count())
        });
        if gone > 0 {
            self.sync.with_untracked(|set| self.rows.update(|rows| rows.retain(|row, _| set.row(*row).is_some())));
        }
    }
}
