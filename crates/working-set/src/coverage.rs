//! What every number is worth: which customers have answered, which have not and why, and what a total may claim.

mod ledger;
mod line;
mod reckon;
mod standing;
mod state;
mod total;

pub use ledger::{Ledger, Round};
pub use line::{Action, Fact, Form, Line};
pub(crate) use reckon::Closed;
pub use standing::{RoleKnowledge, Standing, StandingOf};
pub use state::{CustomerState, Failure, Refusal, RegionState};
pub use total::{Certainty, Total};

use crate::query::Filter;
use contract::{CustomerId, RegionCode, Timestamp};
use std::fmt;

/// Whose answers a question needs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scope {
    /// Whose.
    pub customers: Filter<CustomerId>,
    /// Where.
    pub regions: Filter<RegionCode>,
}

impl Scope {
    /// Everyone's.
    pub fn everything() -> Self {
        Self::default()
    }

    /// One customer's.
    pub fn customer(customer: CustomerId) -> Self {
        Self { customers: Filter::only([customer]), regions: Filter::default() }
    }

    pub(crate) fn holds(&self, customer: CustomerId, region: &RegionCode) -> bool {
        self.customers.passes_value(&customer) && self.regions.passes_value(region)
    }
}

/// Why some customers' rows are missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The region was asked and does not answer.
    Failing {
        /// How it failed last.
        why: Failure,
        /// When it is asked again; `None` while it is being asked, or when nobody will by itself.
        next_try: Option<Timestamp>,
    },
    /// The region answered that it will not tell.
    Refused {
        /// The reason.
        why: Refusal,
    },
    /// Rows are on their way.
    Loading {
        /// Rows in so far, of the region.
        loaded: u64,
        /// Rows there are, where the region told.
        expected: Option<u64>,
    },
}

/// Customers of one region whose rows are missing for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Where.
    pub region: RegionCode,
    /// Whose, by id.
    pub customers: Vec<CustomerId>,
    /// Why.
    pub reason: Reason,
    /// Since when; `None` while loading.
    pub since: Option<Timestamp>,
}

/// A region whose rows are all there, but old.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaleRegion {
    /// Where.
    pub region: RegionCode,
    /// Whose, by id.
    pub customers: Vec<CustomerId>,
    /// The moment its rows were true.
    pub as_of: Timestamp,
    /// When it fell silent.
    pub since: Timestamp,
}

/// How much of something is in: prints as `300 of 4,120`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// So far.
    pub loaded: u64,
    /// In all.
    pub total: u64,
}

impl Progress {
    /// So much of so much.
    pub const fn new(loaded: u64, total: u64) -> Self {
        Self { loaded, total }
    }
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = |count| Total::new(count, Certainty::Exact);
        write!(f, "{:#} of {:#}", number(self.loaded), number(self.total))
    }
}

/// How far memory reaches into closed investigations, for one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClosedReach {
    /// The question is about active work only.
    NotAsked,
    /// All that the question can mean are held.
    Held,
    /// Only those closed since then (`None`: only those seen being closed) are held.
    Partly {
        /// The latest such moment of all regions asked.
        since: Option<Timestamp>,
    },
}

/// Who answered a question, who did not, and what its total may claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// The customers and their gates are known at all.
    pub known: bool,
    /// Customers that should answer.
    pub expected: usize,
    /// Customers of them whose rows are all in, old ones included.
    pub answered: usize,
    /// What is missing: failing, then refused, then loading; by region.
    pub gaps: Vec<Gap>,
    /// What is in, but old; oldest first.
    pub stale: Vec<StaleRegion>,
    /// The moment for which every answered customer's rows are true; `None` while none has answered.
    pub as_of: Option<Timestamp>,
    /// Customers left out because the analyst has no access.
    pub without_access: Vec<CustomerId>,
    /// Customers left out because the analyst has no role there.
    pub without_role: Vec<CustomerId>,
    /// Customers left out because association or licence does not hold.
    pub not_ready: Vec<CustomerId>,
    /// Customers that the question names and that are not among the expected: nothing can be said of them.
    pub unseen: Vec<CustomerId>,
    /// How far closed investigations are held.
    pub closed: ClosedReach,
    /// While something is on its way: rows in of rows announced, where every region asked has announced them.
    pub progress: Option<Progress>,
    /// For a question that reaches back: investigations from before the working sets, read of those there are.
    pub history: Option<Progress>,
}

impl Coverage {
    /// True when nothing is missing: every expected customer has answered, and memory holds all the question can mean.
    pub fn complete(&self) -> bool {
        self.known
            && self.gaps.is_empty()
            && self.unseen.is_empty()
            && !matches!(self.closed, ClosedReach::Partly { .. })
    }

    /// True while something is on its way.
    pub fn loading(&self) -> bool {
        !self.known || self.gaps.iter().any(|gap| matches!(gap.reason, Reason::Loading { .. }))
    }

    /// What a count of this question may claim.
    pub fn certainty(&self) -> Certainty {
        match (self.complete(), self.stale.iter().map(|region| region.as_of).min()) {
            (false, _) => Certainty::AtLeast,
            (true, Some(as_of)) => Certainty::AsOf(as_of),
            (true, None) => Certainty::Exact,
        }
    }

    /// A count of this question, with what it may claim.
    pub fn total(&self, count: usize) -> Total {
        Total::new(count as u64, self.certainty())
    }

    /// Customers that are there and left out, for "3 without access".
    pub fn without(&self) -> usize {
        self.without_access.len() + self.without_role.len()
    }

    /// The facts of the coverage line; the words are the screen's.
    pub fn line(&self, total: Total) -> Line {
        Line::new(self, total)
    }
}
