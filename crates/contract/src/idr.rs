//! Records of the public InsightIDR v2 dialect, as real answers spell them.

use crate::{CustomerId, Disposition, Priority, Rrn, Source, Status, Timestamp, Visibility};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

/// Reads null like an absent member.
fn null_as_default<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(deserializer: D) -> Result<T, D::Error> {
    Ok(Option::<T>::deserialize(deserializer)?.unwrap_or_default())
}

/// Who works on it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Assignee {
    /// Display name; may be missing on the wire.
    #[serde(default, deserialize_with = "null_as_default")]
    pub name: String,
    /// Address; identifies the person.
    #[serde(default, deserialize_with = "null_as_default")]
    pub email: String,
}

/// One investigation. It carries no customer name: join on `organization_id`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Investigation {
    /// Its name.
    pub rrn: Rrn,
    /// Whose it is.
    pub organization_id: CustomerId,
    /// Attacker-written text may stand here: show it inert.
    #[serde(default, deserialize_with = "null_as_default")]
    pub title: String,
    /// What opened it.
    pub source: Source,
    /// Where it stands.
    pub status: Status,
    /// How urgent.
    pub priority: Priority,
    /// What it turned out to be; null and absent mean undecided.
    #[serde(default = "undecided", deserialize_with = "null_as_undecided")]
    pub disposition: Disposition,
    /// Who works on it.
    #[serde(default)]
    pub assignee: Option<Assignee>,
    /// When it was opened.
    pub created_time: Timestamp,
    /// When someone last looked.
    #[serde(default)]
    pub last_accessed: Option<Timestamp>,
    /// First alert.
    #[serde(default)]
    pub first_alert_time: Option<Timestamp>,
    /// Latest alert.
    #[serde(default)]
    pub latest_alert_time: Option<Timestamp>,
    /// Who is responsible, as a free word.
    #[serde(default)]
    pub responsibility: Option<String>,
    /// Tags; null and absent mean none.
    #[serde(default, deserialize_with = "null_as_default")]
    pub tags: Vec<String>,
}

fn undecided() -> Disposition {
    Disposition::Undecided
}

fn null_as_undecided<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Disposition, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_else(undecided))
}

/// A change to one investigation. Absent and null leave as is; unassign = an assignee whose email is null.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvestigationPatch {
    /// New title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// New status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// New priority.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    /// New disposition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disposition: Option<Disposition>,
    /// New assignee.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee: Option<AssigneePatch>,
}

/// Whom to assign; null takes the present assignee off.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AssigneePatch {
    /// Address, or null to unassign.
    #[serde(default)]
    pub email: Option<String>,
}

/// Body of `PUT …/assignee`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AssigneeBody {
    /// Address of the new assignee.
    pub user_email_address: String,
}

/// Body of `POST /idr/v2/investigations/_search`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchRequest {
    /// Criteria, all of which must hold.
    #[serde(default, deserialize_with = "null_as_default")]
    pub search: Vec<SearchCriterion>,
    /// Order, first key first.
    #[serde(default, deserialize_with = "null_as_default")]
    pub sort: Vec<SearchSort>,
    /// Created after this, exclusive; 28 days ago when absent.
    #[serde(default)]
    pub start_time: Option<Timestamp>,
    /// Created before this, exclusive; now when absent.
    #[serde(default)]
    pub end_time: Option<Timestamp>,
}

/// One criterion of a search.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchCriterion {
    /// Field to look at.
    pub field: String,
    /// EQUALS, CONTAINS or IN.
    pub operator: String,
    /// A word, or an array of words for IN.
    pub value: Value,
}

/// One key of a search's order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchSort {
    /// Field to sort by.
    pub field: String,
    /// ASC or DESC.
    pub order: String,
}

/// One alert of an investigation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Alert {
    /// Its id within the investigation.
    pub id: String,
    /// What was seen.
    #[serde(default, deserialize_with = "null_as_default")]
    pub title: String,
    /// The kind of alert, as the product names it.
    #[serde(default, deserialize_with = "null_as_default")]
    pub alert_type: String,
    /// A sentence on that kind.
    #[serde(default)]
    pub alert_type_description: Option<String>,
    /// What raised it.
    #[serde(default)]
    pub alert_source: Option<String>,
    /// When it was raised.
    pub created_time: Timestamp,
    /// When it was first seen.
    #[serde(default)]
    pub first_event_time: Option<Timestamp>,
    /// When it was last seen.
    #[serde(default)]
    pub latest_event_time: Option<Timestamp>,
    /// Object, string or null on the wire: kept as it came.
    #[serde(default)]
    pub detection_rule_rrn: Value,
    /// How urgent (extension).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    /// Account, Process, File, Logon, … (extension).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// ATT&CK techniques (extension).
    #[serde(default, deserialize_with = "null_as_default", skip_serializing_if = "Vec::is_empty")]
    pub techniques: Vec<String>,
}

/// An alert of another product, tied to the investigation; answered as a bare array.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProductAlert {
    /// What was seen.
    #[serde(default, deserialize_with = "null_as_default")]
    pub name: String,
    /// The product's word for it.
    #[serde(default, rename = "type", deserialize_with = "null_as_default")]
    pub kind: String,
}

/// One comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Comment {
    /// Its name.
    pub rrn: String,
    /// What it is about: an investigation's RRN.
    pub target: String,
    /// Who wrote it.
    #[serde(default)]
    pub creator: Option<Creator>,
    /// The text; null on the wire for a comment of attachments only.
    #[serde(default)]
    pub body: Option<String>,
    /// Who sees it.
    #[serde(default = "internal")]
    pub visibility: Visibility,
    /// When it was written.
    pub created_time: Timestamp,
}

fn internal() -> Visibility {
    Visibility::Internal
}

/// Who wrote a comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Creator {
    /// USER, or what else wrote it.
    #[serde(default, rename = "type", deserialize_with = "null_as_default")]
    pub kind: String,
    /// Display name.
    #[serde(default, deserialize_with = "null_as_default")]
    pub name: String,
}

/// Body of `POST /idr/v1/comments`. `visibility` is the extension's: the public API ignores it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewComment {
    /// The investigation.
    pub target: Rrn,
    /// The text.
    pub body: String,
    /// Who shall see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visibility: Option<Visibility>,
}
