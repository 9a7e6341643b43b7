//! Which rows changed, in order, so that an answer that is kept looks at those alone again.

/// Older changes are forgotten; who is that far behind starts anew.
const LONGEST: usize = 1 << 16;

/// Slots of changed rows.
#[derive(Debug, Default)]
pub(crate) struct Log {
    slots: Vec<u32>,
    forgotten: u64,
}

impl Log {
    pub(super) fn note(&mut self, slot: u32) {
        if self.slots.len() == LONGEST {
            self.forgotten += LONGEST as u64;
            self.slots.clear();
        }
        self.slots.push(slot);
    }

    /// The number of changes so far.
    pub(crate) fn end(&self) -> u64 {
        self.forgotten + self.slots.len() as u64
    }

    /// Slots changed since there were `seen` changes, each once; `None` when they are not known any more.
    pub(crate) fn since(&self, seen: u64) -> Option<Vec<u32>> {
        let from = usize::try_from(seen.checked_sub(self.forgotten)?).ok()?;
        let mut slots = self.slots.get(from..)?.to_vec();
        slots.sort_unstable();
        slots.dedup();
        Some(slots)
    }
}
