//! The working set of a region and its changes, as they are streamed under `/mci/v1`.

use crate::idr::Investigation;
use crate::members::Members;
use crate::{ActorKind, CustomerId, Rrn, Timestamp};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

/// One line of `GET /mci/v1/working-set`, an `application/x-ndjson` body: a header, then records and removals, then the
/// end. A body without its end was cut.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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

impl<'de> Deserialize<'de> for Line {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut members = Members::read(deserializer)?;
        if let Some(working_set) = members.find("working_set")? {
            return Ok(Self::Header { working_set });
        }
        if let Some(end) = members.find("end")? {
            return Ok(Self::End { end });
        }
        if let Some(removed) = members.find("removed")? {
            return Ok(Self::Removed { removed });
        }
        Record::of(members).map(|record| Self::Record(Box::new(record)))
    }
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::of(Members::read(deserializer)?)
    }
}

impl Record {
    fn of<E: Error>(mut members: Members) -> Result<Self, E> {
        let (version, alert_count) = (members.take("version")?, members.take("alert_count")?);
        let actors = members.find("actors")?.unwrap_or_default();
        Ok(Self { version, alert_count, actors, investigation: members.rest()? })
    }
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
