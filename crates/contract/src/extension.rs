//! What gateways answer under `/mci/v1`, beyond the public dialect.

use crate::{ActorKind, AnalystId, CustomerId, Priority, Role, Rrn, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// `GET /mci/v1/summary`: active work of every customer of this region that the caller may see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Summary {
    /// The moment the counts were taken.
    pub as_of: Timestamp,
    /// One entry a customer, customers without active work included.
    pub customers: Vec<CustomerSummary>,
}

/// One customer's active work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CustomerSummary {
    /// Whose.
    pub organization_id: CustomerId,
    /// Active investigations.
    pub active: u64,
    /// Of them per priority, every known word present, most urgent first.
    pub by_priority: Vec<PriorityCount>,
    /// Of them without an assignee.
    pub unassigned: u64,
    /// Creation of the oldest active one.
    pub oldest: Option<Timestamp>,
    /// Opened per day for 7 days, oldest day first, today last (days of UTC).
    pub opened_per_day: Vec<u64>,
}

/// How many of one priority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PriorityCount {
    /// The priority.
    pub priority: Priority,
    /// How many.
    pub count: u64,
}

/// `GET /mci/v1/roles`: the caller's SIEM role per customer of this region; gates 1 to 3 hold for each entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Roles {
    /// One entry per customer with access; role null where there is none.
    pub roles: Vec<CustomerRole>,
}

/// A role in one customer's instance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CustomerRole {
    /// Whose instance.
    pub organization_id: CustomerId,
    /// The role, null for none.
    pub role: Option<Role>,
}

/// `POST /mci/v1/assignees`: who can be given work of these customers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AssigneesRequest {
    /// Customers of this region.
    pub customers: Vec<CustomerId>,
}

/// Everyone of the partner, and for which of the asked customers they can take work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Assignees {
    /// By name.
    pub assignees: Vec<AssigneeOption>,
}

/// One person and what they can take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AssigneeOption {
    /// Account.
    pub id: AnalystId,
    /// Display name.
    pub name: String,
    /// Address.
    pub email: String,
    /// Customers whose work they can take.
    pub can: Vec<CustomerId>,
    /// Customers whose work they cannot take, with the reason.
    pub cannot: Vec<AssigneeRefusal>,
}

/// Why a person cannot take a customer's work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AssigneeRefusal {
    /// Whose work.
    pub organization_id: CustomerId,
    /// A short phrase: `no access`, `no role`, `Viewer`.
    pub reason: String,
}

/// A user, asset or address in an investigation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Actor {
    /// What it is.
    pub kind: ActorKind,
    /// Its name, a machine's word.
    pub name: String,
    /// A note on it, such as a department.
    #[serde(default)]
    pub note: Option<String>,
    /// Alerts it appears in.
    pub alert_count: u64,
}

/// `GET …/actors`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Actors {
    /// Whose.
    pub organization_id: CustomerId,
    /// Which investigation.
    pub rrn: Rrn,
    /// Most alerts first.
    pub actors: Vec<Actor>,
}

/// `GET …/alerts/{alert}/evidence`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Evidence {
    /// Whose.
    pub organization_id: CustomerId,
    /// Which investigation.
    pub rrn: Rrn,
    /// Which alert.
    pub alert: String,
    /// Events behind the alert, oldest first; each any JSON object.
    pub events: Vec<Value>,
}

/// One thing that was done to an investigation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActivityEntry {
    /// When.
    pub time: Timestamp,
    /// Who: an analyst's name, or `Automation`.
    pub who: String,
    /// The analyst's address; null for automation.
    #[serde(default)]
    pub email: Option<String>,
    /// `created`, `title`, `status`, `priority`, `disposition`, `assignee`, `comment`, `comment_visibility`,
    /// `comment_deleted`, `alert_added`, `alert_removed`, `imported`.
    pub what: String,
    /// Before.
    #[serde(default)]
    pub from: Option<String>,
    /// After.
    #[serde(default)]
    pub to: Option<String>,
}

/// `GET …/activity`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Activity {
    /// Whose.
    pub organization_id: CustomerId,
    /// Which investigation.
    pub rrn: Rrn,
    /// Latest first.
    pub entries: Vec<ActivityEntry>,
}
