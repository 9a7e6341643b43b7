//! Every loaded investigation: the set, what it knows beside the rows, and how one of them is found.

mod gone;
mod local;
mod log;
mod take;

pub use local::LocalChange;
pub(crate) use log::Log;
pub(crate) use take::Marked;
pub use take::{Ingested, Misplaced, Outcome};

use crate::answer::Caches;
use crate::coverage::Ledger;
use crate::names::{CustomerNames, Names};
use crate::row_ref::RowRef;
use crate::store::{Store, at};
use contract::extension::{CustomerSummary, Summary};
use contract::{CustomerId, RegionCode, Rrn, Timestamp};
use local::Trial;
use std::collections::{BTreeMap, HashMap};

/// When a region was asked, in the set's own order: what was asked earlier never overwrites what was learned later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Asked(pub(crate) u64);

/// A row's handle: cheap to copy, and never another row's, for its number is not used twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId {
    pub(crate) slot: u32,
    pub(crate) generation: u32,
}

/// What a paging round asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Active investigations: one that is known closed is not missing from it.
    Active,
    /// Every investigation.
    Everything,
}

/// Every loaded investigation of every customer and region.
#[derive(Debug, Default)]
pub struct WorkingSet {
    pub(crate) store: Store,
    /// Rows with changes on trial, by slot.
    trials: HashMap<u32, Trial>,
    names: Names,
    names_at: u64,
    me: Option<String>,
    me_at: u64,
    ledger: Ledger,
    summaries: HashMap<CustomerId, (Timestamp, CustomerSummary)>,
    /// Rows and customers let go, and when: an answer asked for earlier does not bring them back.
    let_go: HashMap<Rrn, u64>,
    customers_let_go: HashMap<CustomerId, u64>,
    /// Rows that each region announced.
    promised: BTreeMap<RegionCode, usize>,
    clock: u64,
    changes: u64,
    pub(crate) log: Log,
    pub(crate) caches: Caches,
}

impl WorkingSet {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in what customers are called, all at once.
    pub fn set_customers(&mut self, customers: Vec<CustomerNames>) {
        if self.names.replace(customers) {
            self.changes += 1;
            self.names_at = self.revision();
        }
    }

    /// What a customer is called.
    pub fn customer(&self, customer: CustomerId) -> Option<&CustomerNames> {
        self.names.get(customer)
    }

    /// Says who is signed in, by address.
    pub fn set_me(&mut self, email: Option<&str>) {
        let email = email.map(str::to_ascii_lowercase);
        if self.me != email {
            self.me = email;
            self.changes += 1;
            self.me_at = self.revision();
        }
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

    /// To be called just before a region is asked; its answer is handed in with the result. Of a stream, each event is
    /// an answer of its own.
    pub const fn asking(&mut self) -> Asked {
        self.clock += 1;
        Asked(self.clock)
    }

    /// A row by name.
    pub fn get(&self, rrn: &Rrn) -> Option<RowRef<'_>> {
        self.row_ref(self.store.slot(rrn)?)
    }

    /// A row by handle; `None` once it has been let go.
    pub fn row(&self, id: RowId) -> Option<RowRef<'_>> {
        if self.generation(id.slot)? == id.generation { self.row_ref(id.slot) } else { None }
    }

    /// A row by its customer and the last segment of its name, as addresses have it.
    pub fn find(&self, customer: CustomerId, id: &str) -> Option<RowRef<'_>> {
        let home = self.names.get(customer).and_then(|names| self.store.dicts.places.home(&names.region, customer));
        let slot = home.and_then(|home| self.store.find(home, id)).or_else(|| self.store.find_of(customer, id))?;
        self.row_ref(slot)
    }

    /// How many rows are held. Not a total: a total comes with what it is worth, see [`Self::count`].
    pub fn len(&self) -> usize {
        self.store.len()
    }

    /// True when no row is held.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Grows whenever any answer may have changed.
    pub const fn revision(&self) -> u64 {
        self.changes + self.ledger.revision()
    }

    /// Bytes that rows, text and dictionaries take, room not used yet included; what answers are kept of comes on top.
    pub fn memory(&self) -> usize {
        self.store.memory()
    }

    pub(crate) const fn names(&self) -> &Names {
        &self.names
    }

    /// The revision at which a customer was last named anew.
    pub(crate) const fn names_at(&self) -> u64 {
        self.names_at
    }

    /// The revision at which someone else signed in.
    pub(crate) const fn me_at(&self) -> u64 {
        self.me_at
    }

    pub(crate) fn trial(&self, slot: u32) -> Option<&Trial> {
        self.trials.get(&slot)
    }

    pub(crate) fn summary_of(&self, customer: CustomerId) -> Option<&(Timestamp, CustomerSummary)> {
        self.summaries.get(&customer)
    }

    /// Whether the directory says that a customer lives in another region than this.
    pub(crate) fn lives_elsewhere(&self, customer: CustomerId, region: &RegionCode) -> bool {
        self.names.get(customer).is_some_and(|names| names.region != *region)
    }

    pub(crate) fn row_id(&self, slot: u32) -> RowId {
        RowId { slot, generation: at(&self.store.columns.generation, slot) }
    }

    fn generation(&self, slot: u32) -> Option<u32> {
        self.store.columns.generation.get(slot as usize).copied()
    }

    fn row_ref(&self, slot: u32) -> Option<RowRef<'_>> {
        let place = self.store.place(slot).filter(|_| self.store.columns.live(slot))?;
        Some(RowRef::new(self, slot, place))
    }

    /// A row was changed, came or went: whoever keeps answers looks at it again.
    fn note(&mut self, slot: u32) {
        self.changes += 1;
        self.log.note(slot);
    }

    /// The present revision as columns keep it; after four thousand million changes it stands still.
    fn stamp(&self) -> u32 {
        u32::try_from(self.revision()).unwrap_or(u32::MAX)
    }
}
