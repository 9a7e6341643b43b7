//! What a region or a customer has told so far.

use super::Standing;
use contract::Timestamp;

/// Why a region gave no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// No connection.
    Unreachable,
    /// A connection, but no answer in time.
    TimedOut,
    /// An answer with this status: 429 or 5xx.
    Answered(u16),
    /// An answer that cannot be read; with what is wrong with it.
    Unreadable(String),
}

/// Why a region or a customer is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The role there changed.
    RoleChanged,
    /// Access ended, or was never there.
    NoAccess,
    /// The session or its token is not accepted.
    SignedOut,
    /// As the region put it.
    Told(String),
}

/// One region, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegionState {
    /// The first rows are on their way, or those after a failure.
    Loading {
        /// Rows in so far.
        loaded: u64,
        /// Rows there are, where the region told.
        expected: Option<u64>,
    },
    /// All rows are in and followed.
    Complete {
        /// The moment they were true.
        as_of: Timestamp,
    },
    /// All rows are in; nothing has been heard since.
    Stale {
        /// The moment they were true.
        as_of: Timestamp,
        /// When the region fell silent.
        since: Timestamp,
    },
    /// The region will not tell.
    Refused {
        /// Its reason.
        why: Refusal,
        /// Since when.
        since: Timestamp,
    },
    /// The region does not answer.
    Failing {
        /// How it failed last.
        why: Failure,
        /// The first failure in a row.
        since: Timestamp,
        /// When it is asked again.
        next_try: Option<Timestamp>,
        /// The moment the rows held were true, if all were in before.
        as_of: Option<Timestamp>,
    },
}

/// One customer, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CustomerState {
    /// Not expected to answer, because of a gate.
    LeftOut(Standing),
    /// Rows are on their way.
    Loading,
    /// All rows are in.
    Answered {
        /// The moment they were true.
        as_of: Timestamp,
    },
    /// All rows are in, but old.
    Stale {
        /// The moment they were true.
        as_of: Timestamp,
        /// When the region fell silent.
        since: Timestamp,
    },
    /// Its region, or its region for this customer, will not tell.
    Refused {
        /// The reason.
        why: Refusal,
        /// Since when.
        since: Timestamp,
    },
    /// Its region does not answer.
    Failing {
        /// How it failed last.
        why: Failure,
        /// The first failure in a row.
        since: Timestamp,
        /// When it is asked again.
        next_try: Option<Timestamp>,
    },
}

impl From<&RegionState> for CustomerState {
    fn from(region: &RegionState) -> Self {
        match region.clone() {
            RegionState::Loading { .. } => Self::Loading,
            RegionState::Complete { as_of } => Self::Answered { as_of },
            RegionState::Stale { as_of, since } => Self::Stale { as_of, since },
            RegionState::Refused { why, since } => Self::Refused { why, since },
            RegionState::Failing { why, since, next_try, .. } => Self::Failing { why, since, next_try },
        }
    }
}
