//! Whether a change may be made now: one judgement for single writes and for many at once.

use super::precondition::Precondition;
use crate::db::region::{Change, Conn, Found, RegionStore};
use crate::error::Result;
use contract::bulk::BulkCurrent;
use contract::{Disposition, Status};

/// Why a change is not made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The caller's role only reads; says so in a sentence.
    Forbidden(String),
    /// Another version stands.
    Stale,
}

/// Whether the caller who found it may change it, at the version that the change is based on.
pub(super) fn permit(found: &Found, precondition: &Precondition) -> std::result::Result<(), Refusal> {
    if !found.role.as_ref().is_some_and(|role| role.may_change()) {
        let role = found.role.as_ref().map_or("none", |role| role.word());
        let customer = found.investigation.organization_id;
        return Err(Refusal::Forbidden(format!(
            "Your role in {customer} is {role}, which reads only. A SIEM administrator of that customer can change it."
        )));
    }
    if precondition.allows(found.version) { Ok(()) } else { Err(Refusal::Stale) }
}

/// What stands where a change came too late, with who made it so.
pub(super) async fn current(store: &RegionStore, conn: &mut Conn, found: &Found) -> Result<BulkCurrent> {
    let (changed_by, changed_time) = store.last_change(conn, found).await?.unzip();
    let version = version(found);
    Ok(BulkCurrent { version, investigation: found.investigation.clone(), changed_by, changed_time })
}

/// The version that stands, as the wire has it.
pub(super) fn version(found: &Found) -> u64 {
    u64::try_from(found.version).unwrap_or_default()
}

/// Whether `change` would close what nobody has decided on. One that says UNDECIDED itself knows what it does: it takes
/// something back.
pub(super) fn closes_undecided(found: &Found, change: &Change) -> bool {
    let now = &found.investigation;
    change.status == Some(Status::Closed)
        && now.status != Status::Closed
        && change.disposition.is_none()
        && now.disposition == Disposition::Undecided
}
