//! The rows themselves: taken in, kept true, changed on trial, let go.

mod held;
mod local;

pub(crate) use held::Held;
pub use local::LocalChange;

use crate::coverage::Ledger;
use crate::names::{CustomerNames, Names};
use crate::row::Row;
use crate::row_ref::RowRef;
use contract::extension::{CustomerSummary, Summary};
use contract::{CustomerId, RegionCode, Rrn, Timestamp};
use std::collections::{HashMap, HashSet};

/// When a region was asked, in the set's own order: what was asked earlier never overwrites what was learned later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Asked(pub(crate) u64);

/// A row's handle: cheap to copy, and never another row's, for its number is not used twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId {
    slot: u32,
    generation: u32,
}

/// What became of one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was not held before.
    Added,
    /// It differs from what was held.
    Changed,
    /// It says what is held already.
    Unchanged,
    /// What is held is newer, or the row was let go after it was asked for: nothing was taken.
    Older,
    /// Its RRN names another customer than its `organization_id`: nothing was taken.
    Misplaced,
}

/// What became of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ingested {
    /// Not held before.
    pub added: usize,
    /// Different now.
    pub changed: usize,
    /// As held.
    pub unchanged: usize,
    /// Older than what is held.
    pub older: usize,
    /// Refused: to be said loudly.
    pub misplaced: Vec<Misplaced>,
}

/// A row that names two customers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misplaced {
    /// Names one.
    pub rrn: Rrn,
    /// And this is the other.
    pub organization_id: CustomerId,
}

/// What a paging round asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Active investigations: one that is known closed is not missing from it.
    Active,
    /// Every investigation.
    Everything,
}

#[derive(Debug, Default)]
struct Slot {
    generation: u32,
    held: Option<Held>,
}

/// Every loaded investigation of every customer and region.
#[derive(Debug, Default)]
pub struct WorkingSet {
    slots: Vec<Slot>,
    free: Vec<u32>,
    index: HashMap<Rrn, u32>,
    names: Names,
    me: Option<String>,
    ledger: Ledger,
    summaries: HashMap<CustomerId, (Timestamp, CustomerSummary)>,
    /// Rows and customers let go, and when: an answer asked for earlier does not bring them back.
    let_go: HashMap<Rrn, u64>,
    customers_let_go: HashMap<CustomerId, u64>,
    clock: u64,
    changes: u64,
}

impl WorkingSet {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in what customers are called, all at once.
    pub fn set_customers(&mut self, customers: Vec<CustomerNames>) {
        let changed = self.names.replace(customers);
        self.changes += u64::from(changed);
    }

    /// What a customer is called.
    pub fn customer(&self, customer: CustomerId) -> Option<&CustomerNames> {
        self.names.get(customer)
    }

    /// Says who is signed in, by address.
    pub fn set_me(&mut self, email: Option<&str>) {
        let email = email.map(str::to_ascii_lowercase);
        self.changes += u64::from(self.me != email);
        self.me = email;
    }

    /// The signed-in analyst's address, in lower case.
    pub fn me(&self) -> Option<&str> {
        self.me.as_deref()
    }

    /// What every region and customer has told so far.
    pub const fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// To tell it more.
    pub const fn ledger_mut(&mut self) -> &mut Ledger {
        &mut self.ledger
    }

    /// Takes in a region's own counts, which stand in for customers whose rows are still loading.
    pub fn set_summary(&mut self, summary: &Summary) {
        for customer in &summary.customers {
            self.summaries.insert(customer.organization_id, (summary.as_of, customer.clone()));
        }
        self.changes += 1;
    }

    /// To be called just before a region is asked; its answer is handed in with the result.
    pub const fn asking(&mut self) -> Asked {
        self.clock += 1;
        Asked(self.clock)
    }

    /// Takes in a batch of rows.
    pub fn ingest(&mut self, rows: impl IntoIterator<Item = Row>, asked: Asked) -> Ingested {
        let mut ingested = Ingested::default();
        for row in rows {
            let names = (row.investigation.rrn.clone(), row.investigation.organization_id);
            match self.upsert(row, asked) {
                Outcome::Added => ingested.added += 1,
                Outcome::Changed => ingested.changed += 1,
                Outcome::Unchanged => ingested.unchanged += 1,
                Outcome::Older => ingested.older += 1,
                Outcome::Misplaced => {
                    ingested.misplaced.push(Misplaced { rrn: names.0, organization_id: names.1 });
                }
            }
        }
        ingested
    }

    /// Takes in one row. Where both have a version the higher wins; else what was asked for later. Changes on trial
    /// stay on top of it.
    pub fn upsert(&mut self, row: Row, asked: Asked) -> Outcome {
        let customer = row.investigation.rrn.customer();
        if customer != row.investigation.organization_id {
            return Outcome::Misplaced;
        }
        let outcome = match self.slot_mut(&row.investigation.rrn) {
            Some(held) => held.take_in(row, asked.0),
            None => {
                let gone = self.customers_let_go.get(&customer).max(self.let_go.get(&row.investigation.rrn));
                if gone.is_some_and(|gone| *gone >= asked.0) {
                    return Outcome::Older;
                }
                self.let_go.remove(&row.investigation.rrn);
                self.add(Held::new(row, asked.0));
                Outcome::Added
            }
        };
        self.changes += u64::from(matches!(outcome, Outcome::Added | Outcome::Changed));
        outcome
    }

    /// Lets a row go. True when it was held.
    pub fn remove(&mut self, rrn: &Rrn) -> bool {
        self.let_go.insert(rrn.clone(), self.clock);
        let held = self.drop_row(rrn);
        self.changes += u64::from(held);
        held
    }

    /// Lets every row of a customer go, its changes on trial and its summary too. Returns how many rows.
    pub fn remove_customer(&mut self, customer: CustomerId) -> usize {
        self.customers_let_go.insert(customer, self.clock);
        self.summaries.remove(&customer);
        let gone: Vec<Rrn> = self.index.keys().filter(|rrn| rrn.customer() == customer).cloned().collect();
        for rrn in &gone {
            self.drop_row(rrn);
        }
        self.changes += 1;
        gone.len()
    }

    /// After a whole paging round of a region: lets go what the round would have named and did not, unless it was
    /// learned after the round was asked for. Returns what went.
    pub fn retain_region(&mut self, region: &RegionCode, keep: &HashSet<Rrn>, reach: Reach, asked: Asked) -> Vec<Rrn> {
        let stays = |held: &Held| {
            held.asked() > asked.0 || (reach == Reach::Active && !held.told().investigation.status.active())
        };
        let candidates = self.index.iter().filter(|(rrn, _)| rrn.region() == region && !keep.contains(*rrn));
        let gone: Vec<Rrn> = candidates
            .filter(|(_, slot)| self.held_at(**slot).is_some_and(|held| !stays(held)))
            .map(|(rrn, _)| rrn.clone())
            .collect();
        for rrn in &gone {
            self.drop_row(rrn);
        }
        self.let_go.retain(|rrn, at| rrn.region() != region || *at >= asked.0);
        self.changes += u64::from(!gone.is_empty());
        gone
    }

    /// A row by name.
    pub fn get(&self, rrn: &Rrn) -> Option<RowRef<'_>> {
        self.index.get(rrn).and_then(|slot| self.row_ref(*slot))
    }

    /// A row by handle; `None` once it has been let go.
    pub fn row(&self, id: RowId) -> Option<RowRef<'_>> {
        let current = self.slots.get(id.slot as usize)?.generation == id.generation;
        if current { self.row_ref(id.slot) } else { None }
    }

    /// A row by its customer and the last segment of its name, as addresses have it.
    pub fn find(&self, customer: CustomerId, id: &str) -> Option<RowRef<'_>> {
        if let Some(rrn) = self.names.get(customer).and_then(|names| Rrn::new(&names.region, customer, id).ok())
            && let Some(row) = self.get(&rrn)
        {
            return Some(row);
        }
        let slot = self.index.iter().find(|(rrn, _)| rrn.customer() == customer && rrn.id() == id)?.1;
        self.row_ref(*slot)
    }

    /// How many rows are held. Not a total: a total comes with what it is worth, see [`Self::count`].
    pub fn len(&self) -> usize {
        self.index.len()
    }

    /// True when no row is held.
    pub fn is_empty(&self) -> bool {
        self.index.is_empty()
    }

    /// Grows whenever any answer may have changed.
    pub const fn revision(&self) -> u64 {
        self.changes + self.ledger.revision()
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = (RowId, &Held)> {
        (0_u32..)
            .zip(&self.slots)
            .filter_map(|(slot, at)| at.held.as_ref().map(|held| (RowId { slot, generation: at.generation }, held)))
    }

    pub(crate) const fn names(&self) -> &Names {
        &self.names
    }

    pub(crate) fn summary_of(&self, customer: CustomerId) -> Option<&(Timestamp, CustomerSummary)> {
        self.summaries.get(&customer)
    }

    fn row_ref(&self, slot: u32) -> Option<RowRef<'_>> {
        let at = self.slots.get(slot as usize)?;
        let id = RowId { slot, generation: at.generation };
        at.held.as_ref().map(|held| RowRef::new(id, held, &self.names))
    }

    fn held_at(&self, slot: u32) -> Option<&Held> {
        self.slots.get(slot as usize)?.held.as_ref()
    }

    fn slot_mut(&mut self, rrn: &Rrn) -> Option<&mut Held> {
        let slot = *self.index.get(rrn)?;
        self.slots.get_mut(slot as usize)?.held.as_mut()
    }

    fn add(&mut self, held: Held) {
        let rrn = held.told().investigation.rrn.clone();
        let slot = self.free.pop().unwrap_or_else(|| {
            self.slots.push(Slot::default());
            u32::try_from(self.slots.len() - 1).unwrap_or(u32::MAX)
        });
        if let Some(at) = self.slots.get_mut(slot as usize) {
            at.held = Some(held);
            self.index.insert(rrn, slot);
        }
    }

    fn drop_row(&mut self, rrn: &Rrn) -> bool {
        let Some(slot) = self.index.remove(rrn) else { return false };
        if let Some(at) = self.slots.get_mut(slot as usize) {
            at.held = None;
            at.generation = at.generation.wrapping_add(1);
            self.free.push(slot);
        }
        true
    }
}
