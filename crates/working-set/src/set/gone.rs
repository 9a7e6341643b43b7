//! Letting rows go: one, a customer's, those that a whole reading does not name, and history.

use super::take::short;
use super::{Asked, Reach, WorkingSet};
use crate::store::{Place, at, flag};
use contract::{CustomerId, RegionCode, Rrn};
use std::collections::HashSet;

/// Removals remembered, so that late answers do not undo them; beyond that the oldest are forgotten.
const REMEMBERED: usize = 65_536;

impl WorkingSet {
    /// Lets a row go. True when it was held.
    pub fn remove(&mut self, rrn: &Rrn) -> bool {
        self.remember(rrn, self.clock);
        self.store.slot(rrn).is_some_and(|slot| self.drop_row(slot))
    }

    /// Lets a row go that an answer says is gone, unless something later told of it.
    pub(crate) fn remove_as_of(&mut self, rrn: &Rrn, asked: Asked) -> bool {
        // The same answer may still bring it back.
        self.remember(rrn, asked.0.saturating_sub(1));
        let slot = self.store.slot(rrn).filter(|slot| at(&self.store.columns.asked, *slot) <= short(asked.0));
        slot.is_some_and(|slot| self.drop_row(slot))
    }

    /// Lets every row of a customer go, its changes on trial and its summary too. Returns how many rows.
    pub fn remove_customer(&mut self, customer: CustomerId) -> usize {
        self.customers_let_go.insert(customer, self.clock);
        self.summaries.remove(&customer);
        self.changes += 1;
        let slots = self.store.slots_where(|place| place.customer == customer);
        let gone = slots.into_iter().filter(|slot| self.drop_row(*slot)).count();
        self.settle();
        gone
    }

    /// After a whole paging round of a region: lets go what the round would have named and did not, unless it was
    /// learned after the round was asked for. Returns what went.
    pub fn retain_region(&mut self, region: &RegionCode, keep: &HashSet<Rrn>, reach: Reach, asked: Asked) -> Vec<Rrn> {
        let mut gone = Vec::new();
        for slot in self.store.slots_where(|place| place.region == *region) {
            let stays = self.learned_after(slot, asked) || (reach == Reach::Active && !self.told_active(slot));
            let Some(rrn) = self.store.name(slot).filter(|rrn| !stays && !keep.contains(rrn)) else { continue };
            self.drop_row(slot);
            gone.push(rrn);
        }
        self.forget_removals(region, asked);
        self.settle();
        gone
    }

    /// Lets go what a whole working set of these places, asked for at `asked`, did not name. Returns how many.
    pub(crate) fn unnamed(&mut self, asked: Asked, of: impl Fn(&Place) -> bool) -> usize {
        let slots = self.store.slots_where(of);
        let named = |set: &Self, slot: u32| at(&set.store.columns.named, slot) >= short(asked.0);
        let goes = |set: &Self, slot: u32| !named(set, slot) && !set.learned_after(slot, asked);
        slots.into_iter().filter(|slot| goes(self, *slot) && self.drop_row(*slot)).count()
    }

    /// Lets go the rows of a region that only history told of. Returns how many.
    pub fn forget_history(&mut self, region: &RegionCode) -> usize {
        let slots = self.store.slots_where(|place| place.region == *region);
        let history = |set: &Self, slot: u32| at(&set.store.columns.flags, slot) & flag::HISTORY != 0;
        let gone = slots.into_iter().filter(|slot| history(self, *slot) && self.drop_row(*slot)).count();
        self.settle();
        gone
    }

    /// Forgets what was let go before a whole reading was asked for.
    pub(crate) fn forget_removals(&mut self, region: &RegionCode, asked: Asked) {
        self.let_go.retain(|rrn, at| rrn.region() != region || *at >= asked.0);
    }

    fn remember(&mut self, rrn: &Rrn, moment: u64) {
        if self.let_go.len() >= REMEMBERED {
            let mut moments: Vec<u64> = self.let_go.values().copied().collect();
            let (_, median, _) = moments.select_nth_unstable(REMEMBERED / 2);
            let median = *median;
            self.let_go.retain(|_, at| *at > median);
        }
        let at = self.let_go.entry(rrn.clone()).or_default();
        *at = (*at).max(moment);
    }

    /// History is never missing from a reading that does not reach for it.
    fn learned_after(&self, slot: u32, asked: Asked) -> bool {
        let columns = &self.store.columns;
        at(&columns.asked, slot) > short(asked.0) || at(&columns.flags, slot) & flag::HISTORY != 0
    }

    fn told_active(&self, slot: u32) -> bool {
        match self.trials.get(&slot) {
            Some(trial) => trial.told().investigation.status.active(),
            None => {
                let status = self.store.dicts.statuses.get(at(&self.store.columns.status, slot));
                status.is_none_or(contract::Status::active)
            }
        }
    }

    fn drop_row(&mut self, slot: u32) -> bool {
        self.trials.remove(&slot);
        let held = self.store.remove(slot);
        if held {
            self.note(slot);
        }
        held
    }
}
