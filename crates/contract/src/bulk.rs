//! Many changes in one call, `POST /mci/v1/bulk`: a verdict for each.

use crate::idr::{Investigation, InvestigationPatch};
use crate::members::Members;
use crate::{CustomerId, Rrn, Timestamp};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

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
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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

impl<'de> Deserialize<'de> for BulkVerdict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut members = Members::read(deserializer)?;
        let (rrn, organization_id) = (members.take("rrn")?, members.take("organization_id")?);
        Ok(Self { rrn, organization_id, key: members.take("key")?, outcome: BulkOutcome::of(members)? })
    }
}

/// The six ends of a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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

impl<'de> Deserialize<'de> for BulkOutcome {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::of(Members::read(deserializer)?)
    }
}

impl BulkOutcome {
    fn of<E: Error>(mut members: Members) -> Result<Self, E> {
        let verdict: String = members.take("verdict")?;
        Ok(match verdict.as_str() {
            "changed" => {
                Self::Changed { version: members.take("version")?, investigation: members.take("investigation")? }
            }
            "already_so" => Self::AlreadySo { version: members.take("version")? },
            "conflict" => Self::Conflict { current: members.take("current")? },
            "forbidden" => Self::Forbidden { message: members.take("message")? },
            "not_found" => Self::NotFound,
            "invalid" => Self::Invalid { message: members.take("message")? },
            other => return Err(E::custom(format_args!("unknown verdict {other}"))),
        })
    }
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
