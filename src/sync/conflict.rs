//! Two people changed the same thing: both sides, line by line.

use super::CustomerScoped;
use contract::Timestamp;
use contract::idr::Investigation;
use serde::Deserialize;
use working_set::Patch;

/// A change that was not made, because somebody else's came first.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// Of what.
    pub target: CustomerScoped,
    /// What the analyst wanted.
    pub mine: Patch,
    /// What they saw when they wanted it.
    pub seen: Investigation,
    /// What stands now.
    pub now: Investigation,
    /// The version that stands now, to apply the change on top of it.
    pub etag: Option<String>,
    /// Who changed it, where the region tells.
    pub changed_by: Option<String>,
    /// When, where the region tells.
    pub changed_time: Option<Timestamp>,
}

/// What a 412 carries.
#[derive(Debug, Deserialize)]
pub(super) struct Current {
    pub(super) investigation: Investigation,
    #[serde(default)]
    pub(super) version: Option<u64>,
    #[serde(default)]
    pub(super) changed_by: Option<String>,
    #[serde(default)]
    pub(super) changed_time: Option<Timestamp>,
}

/// Whether two readings say the same of everything that a version counts.
pub(super) fn same_facts(left: &Investigation, right: &Investigation) -> bool {
    let email = |investigation: &Investigation| {
        investigation.assignee.as_ref().map(|assignee| assignee.email.to_ascii_lowercase()).unwrap_or_default()
    };
    left.title == right.title
        && left.status == right.status
        && left.priority == right.priority
        && left.disposition == right.disposition
        && email(left) == email(right)
        && left.tags == right.tags
        && left.responsibility == right.responsibility
}
