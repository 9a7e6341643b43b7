//! Distinct values under small numbers: equal values have one number, and a column holds the number only.

use hashbrown::HashTable;
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// No number: what it stood for is gone.
pub(crate) const NOWHERE: u32 = u32::MAX;

/// Hash of some bytes and a number.
pub(crate) fn hash_of(number: u64, bytes: &[u8]) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write_u64(number);
    hasher.write(bytes);
    let hash = hasher.finish();
    u32::try_from((hash >> 32) ^ (hash & 0xffff_ffff)).unwrap_or_default()
}

/// All 64 bits that a table wants, from the 32 that it keeps.
pub(crate) const fn widen(hash: u32) -> u64 {
    (hash as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The values, by number.
#[derive(Debug)]
pub(crate) struct Dict<T> {
    values: Vec<T>,
    index: HashTable<(u32, u32)>,
}

impl<T> Default for Dict<T> {
    fn default() -> Self {
        Self { values: Vec::new(), index: HashTable::new() }
    }
}

impl<T> Dict<T> {
    pub(crate) fn get(&self, id: u32) -> Option<&T> {
        self.values.get(id as usize)
    }

    pub(crate) fn get_mut(&mut self, id: u32) -> Option<&mut T> {
        self.values.get_mut(id as usize)
    }

    pub(crate) fn len(&self) -> usize {
        self.values.len()
    }

    pub(crate) fn values(&self) -> &[T] {
        &self.values
    }

    /// The number of the value with this hash that is the `same`.
    pub(crate) fn find(&self, hash: u32, same: impl Fn(&T) -> bool) -> Option<u32> {
        let is = |(held, id): &(u32, u32)| *held == hash && self.get(*id).is_some_and(&same);
        self.index.find(widen(hash), is).map(|(_, id)| *id)
    }

    /// Adds a value that is not there yet.
    pub(crate) fn add(&mut self, hash: u32, value: T) -> u32 {
        let id = u32::try_from(self.values.len()).unwrap_or(NOWHERE);
        self.values.push(value);
        self.index.insert_unique(widen(hash), (hash, id), |(hash, _)| widen(*hash));
        id
    }

    /// Keeps the used values and numbers them anew. Returns each old number's new one, [`NOWHERE`] for what went.
    pub(crate) fn keep(&mut self, used: &[bool]) -> Vec<u32> {
        let mut next = 0;
        let to: Vec<u32> = (0..self.values.len())
            .map(|id| {
                let stays = used.get(id).copied().unwrap_or(false);
                next += u32::from(stays);
                if stays { next - 1 } else { NOWHERE }
            })
            .collect();
        let mut stays = to.iter().map(|to| *to != NOWHERE);
        self.values.retain(|_| stays.next().unwrap_or(false));
        self.values.shrink_to_fit();
        self.index.retain(|(_, id)| {
            *id = to.get(*id as usize).copied().unwrap_or(NOWHERE);
            *id != NOWHERE
        });
        to
    }

    /// Bytes of the tables themselves; `own` adds what a value holds beside.
    pub(crate) fn memory(&self, own: impl Fn(&T) -> usize) -> usize {
        self.values.capacity() * size_of::<T>()
            + self.index.capacity() * (size_of::<(u32, u32)>() + 1)
            + self.values.iter().map(own).sum::<usize>()
    }
}
