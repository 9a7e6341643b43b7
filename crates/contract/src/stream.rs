//! The working set of a region and its changes, as they are streamed under `/mci/v1`.

use crate::idr::Investigation;
use crate::{ActorKind, CustomerId, Rrn, Timestamp};
use serde::{Deserialize, Serialize};

/// One line of `GET /mci/v1/working-set`, an `application/x-ndjson` body: a header, then records and removals, then the
/// end. A body without its end was cut.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum Line {
    /// First.
    Header {
        /// What follows, before it follows.
        working_set: Header,
    },
    /// Last.
    End {
        /// What was sent.
        end: End,
    },
    /// An investigation that left, only in an answer to `since`.
    Removed {
        /// Which.
        removed: Removed,
    },
    /// An investigation.
    Record(Box<Record>),
}

/// What a working set holds, before its rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Header {
    /// The region's clock when the reading began.
    pub as_of: Timestamp,
    /// Changes from here on lead to what stands later: `{store id}.{seq}`.
    pub cursor: String,
    /// Closed investigations whose latest change is at or after this moment are among the rows.
    pub closed_since: Timestamp,
    /// Every customer of the answer; empty in an answer to `since`.
    #[serde(default)]
    pub expected: Vec<Expected>,
}

/// How many rows of a customer follow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Expected {
    /// Whose.
    pub organization_id: CustomerId,
    /// Active and closed ones together, when the reading began.
    pub records: u64,
}

/// An investigation with what lists need beyond the public dialect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Record {
    /// The public facts, as members of the same object.
    #[serde(flatten)]
    pub investigation: Investigation,
    /// Grows with every change; guards writes.
    pub version: u64,
    /// How many alerts.
    pub alert_count: u64,
    /// At most 3, most alerts first.
    #[serde(default)]
    pub actors: Vec<RecordActor>,
}

/// A user, asset or address of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordActor {
    /// What it is.
    pub kind: ActorKind,
    /// Its name, a machine's word.
    pub name: String,
}

/// The end of a working set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct End {
    /// Records that were sent; removals are not counted.
    pub records: u64,
}

/// An investigation that left the working set. Data of the event `removal` too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Removed {
    /// Whose it was.
    pub organization_id: CustomerId,
    /// Which.
    pub rrn: Rrn,
}

/// Data of the events `customer-opened` (load its working set) and `customer-closed` (let its rows go).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CustomerTurn {
    /// Which customer.
    pub organization_id: CustomerId,
}

/// Data of the event `heartbeat`: everything up to this moment has been told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Heartbeat {
    /// The region's clock.
    pub as_of: Timestamp,
}
