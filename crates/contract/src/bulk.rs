//! Many changes in one call, `POST /mci/v1/bulk`: a verdict for each.

use crate::idr::{Investigation, InvestigationPatch};
use crate::{CustomerId, Rrn, Timestamp};
use serde::{Deserialize, Serialize};

/// Body of the call: at most 500 changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Bulk(pub Vec<BulkChange>);

/// One change to one investigation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkChange {
    /// Which.
    pub rrn: Rrn,
    /// The version the decision was based on.
    pub version: u64,
    /// What is to change. Closing asks for a disposition unless one stands that is not UNDECIDED.
    pub change: InvestigationPatch,
    /// An internal comment to go with it; not written where there is nothing to change. With an empty `change` it is
    /// written alone, whatever the version, and answered as `changed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// The same for every try of one decision: the verdict, whichever it is, is kept for 24 hours and answered again
    /// (`not_found` alone is judged anew). Whoever decides again takes a new key.
    pub key: String,
}

/// Answer of the call: a verdict per change, in the order of the body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkVerdicts {
    /// In the order of the body.
    pub verdicts: Vec<BulkVerdict>,
}

/// What became of one change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkVerdict {
    /// Of which investigation.
    pub rrn: Rrn,
    /// Whose it is.
    pub organization_id: CustomerId,
    /// The change's own key.
    pub key: String,
    /// What became of it.
    #[serde(flatten)]
    pub outcome: BulkOutcome,
}

/// The six ends of a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum BulkOutcome {
    /// It was made.
    Changed {
        /// The version that stands now.
        version: u64,
        /// What stands now.
        investigation: Box<Investigation>,
    },
    /// What was asked for stood already; nothing was written.
    AlreadySo {
        /// The version that stands.
        version: u64,
    },
    /// Somebody's change came first; nothing was written.
    Conflict {
        /// What stands instead.
        current: Box<BulkCurrent>,
    },
    /// The caller's role there forbids it.
    Forbidden {
        /// Why, for people.
        message: String,
    },
    /// There is no such investigation for the caller.
    NotFound,
    /// The change makes no sense: an unknown word, an empty title, an assignee who cannot take it.
    Invalid {
        /// Why, for people.
        message: String,
    },
}

/// What stands where a change came too late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkCurrent {
    /// The version that stands.
    pub version: u64,
    /// What stands.
    pub investigation: Investigation,
    /// Who changed it last.
    #[serde(default)]
    pub changed_by: Option<String>,
    /// When.
    #[serde(default)]
    pub changed_time: Option<Timestamp>,
}
