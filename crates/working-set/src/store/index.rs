//! From an investigation's name to its slot.

use super::dict::{hash_of, widen};
use hashbrown::HashTable;

/// Slots under the hash of home and id; who holds the columns says whether a slot is the right one.
#[derive(Debug, Default)]
pub(crate) struct Index(HashTable<(u32, u32)>);

pub(crate) fn name_hash(home: u32, id: &str) -> u32 {
    hash_of(u64::from(home), id.as_bytes())
}

impl Index {
    pub(crate) fn find(&self, hash: u32, same: impl Fn(u32) -> bool) -> Option<u32> {
        self.0.find(widen(hash), |(held, slot)| *held == hash && same(*slot)).map(|(_, slot)| *slot)
    }

    /// Adds a slot whose name is not there yet.
    pub(crate) fn add(&mut self, hash: u32, slot: u32) {
        self.0.insert_unique(widen(hash), (hash, slot), |(hash, _)| widen(*hash));
    }

    pub(crate) fn remove(&mut self, hash: u32, slot: u32) {
        if let Ok(entry) = self.0.find_entry(widen(hash), |(_, held)| *held == slot) {
            entry.remove();
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn room_for(&mut self, rows: usize) {
        self.0.reserve(rows.saturating_sub(self.0.len()), |(hash, _)| widen(*hash));
    }

    pub(crate) fn shrink(&mut self) {
        self.0.shrink_to(0, |(hash, _)| widen(*hash));
    }

    pub(crate) fn memory(&self) -> usize {
        self.0.allocation_size()
    }
}
