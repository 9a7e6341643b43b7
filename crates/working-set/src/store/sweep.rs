//! Giving room back: dead text, dictionary entries that no row has any more.

use super::columns::{Columns, flag};
use super::dict::NOWHERE;
use super::{Store, at};

/// Dictionaries may grow by this many entries, or to double, before they are swept.
const GROWTH: usize = 16_384;

impl Store {
    /// To be called after changes, when no numbers are in hands. True when dictionaries were numbered anew.
    pub(crate) fn settle(&mut self) -> bool {
        let columns = &mut self.columns;
        let put = |column: &mut Vec<u32>, slot: u32, place: u32| {
            if let Some(cell) = column.get_mut(slot as usize) {
                *cell = place;
            }
        };
        self.text.settle(|slot, place| put(&mut columns.text, slot, place));
        self.hay.settle(|slot, place| put(&mut columns.hay, slot, place));
        if self.entries() <= GROWTH.max(2 * self.swept) {
            return false;
        }
        self.sweep();
        true
    }

    /// Gives back room that no row uses.
    pub(crate) fn shrink(&mut self) {
        self.columns.shrink();
        self.index.shrink();
        self.text.shrink();
        self.hay.shrink();
        self.free.shrink_to_fit();
    }

    /// Bytes held, text and tables together.
    pub(crate) fn memory(&self) -> usize {
        let dicts = &self.dicts;
        let words = dicts.statuses.memory() + dicts.priorities.memory() + dicts.dispositions.memory();
        let texts = dicts.responsibilities.memory() + dicts.tag_texts.memory() + dicts.tag_sets.memory();
        let tables = self.index.memory() + self.free.capacity() * 4 + self.scratch.capacity();
        let others = dicts.sources.memory() + dicts.kinds.memory() + dicts.people.memory() + dicts.places.memory();
        self.columns.memory() + self.text.memory() + self.hay.memory() + tables + words + texts + others
    }

    fn entries(&self) -> usize {
        let dicts = &self.dicts;
        let words = dicts.statuses.values().len() + dicts.priorities.values().len() + dicts.dispositions.values().len();
        let texts = dicts.responsibilities.len() + dicts.tag_texts.len() + dicts.tag_sets.values().len();
        words + texts + dicts.sources.values().len() + dicts.people.values().len()
    }

    fn sweep(&mut self) {
        let (columns, dicts) = (&mut self.columns, &mut self.dicts);
        let mut used = |column: fn(&mut Columns) -> &mut Vec<u32>, len: usize| used(columns, column, len);
        let to = [
            dicts.statuses.keep(&mut used(|columns| &mut columns.status, dicts.statuses.values().len())),
            dicts.priorities.keep(&mut used(|columns| &mut columns.priority, dicts.priorities.values().len())),
            dicts.dispositions.keep(&mut used(|columns| &mut columns.disposition, dicts.dispositions.values().len())),
            dicts.sources.keep(&mut used(|columns| &mut columns.source, dicts.sources.values().len())),
            dicts.responsibilities.keep(&mut used(|columns| &mut columns.responsibility, dicts.responsibilities.len())),
            dicts.people.keep(&mut used(|columns| &mut columns.assignee, dicts.people.values().len())),
            {
                let mut used = used(|columns| &mut columns.tags, dicts.tag_sets.values().len());
                dicts.tag_sets.keep(&mut used, &mut dicts.tag_texts)
            },
        ];
        let targets = [
            &mut columns.status,
            &mut columns.priority,
            &mut columns.disposition,
            &mut columns.source,
            &mut columns.responsibility,
            &mut columns.assignee,
            &mut columns.tags,
        ];
        for (column, to) in targets.into_iter().zip(&to) {
            for cell in column {
                *cell = Some(at(to, *cell)).filter(|id| *id != NOWHERE).unwrap_or_default();
            }
        }
        self.numbering += 1;
        self.swept = self.entries();
    }
}

/// Which numbers the live rows have.
fn used(columns: &mut Columns, column: fn(&mut Columns) -> &mut Vec<u32>, len: usize) -> Vec<bool> {
    let mut used = vec![false; len];
    let flags = std::mem::take(&mut columns.flags);
    for (id, _) in column(columns).iter().zip(&flags).filter(|(_, flags)| **flags & flag::LIVE != 0) {
        if let Some(used) = used.get_mut(*id as usize) {
            *used = true;
        }
    }
    columns.flags = flags;
    used
}
