//! Rows of a region that counts no versions: read again before the write, so checked, not guarded.

use super::run::{End, Step};
use crate::api::gateway::{self, Versioned};
use crate::api::{Api, ApiError, Problem};
use crate::sync::Conflict;
use crate::sync::change::version;
use crate::sync::conflict::same_facts;
use contract::idr::InvestigationPatch;

/// Changes one row, and says what became of it.
pub(super) async fn change(api: Api, step: &Step) -> End {
    let rrn = step.target.rrn();
    let standing = match gateway::investigation(api, rrn).await {
        Ok(standing) => standing,
        Err(error) => return refused(error),
    };
    if step.patch.already_so(&standing.investigation) {
        return End::AlreadySo;
    }
    if !same_facts(&standing.investigation, &step.seen) {
        return conflict(step, standing);
    }
    let body = InvestigationPatch::from(&step.patch);
    match gateway::change(api, rrn, &body, standing.etag, &step.key).await {
        Ok(changed) => {
            let version = version(changed.etag.as_deref());
            End::Changed { now: Box::new(changed.investigation), version }
        }
        // Changed between the reading and the write: read once more, to show both sides.
        Err(ApiError { problem: Problem::Stale(_), .. }) => match gateway::investigation(api, rrn).await {
            Ok(now) => conflict(step, now),
            Err(error) => refused(error),
        },
        Err(error) => refused(error),
    }
}

fn conflict(step: &Step, now: Versioned) -> End {
    End::Conflict(Box::new(Conflict {
        target: step.target.clone(),
        mine: step.patch.clone(),
        seen: step.seen.clone(),
        now: now.investigation,
        etag: now.etag,
        changed_by: None,
        changed_time: None,
    }))
}

fn refused(error: ApiError) -> End {
    match error.problem {
        Problem::Forbidden(message) | Problem::NotFound(message) | Problem::Refused(message) => End::Refused(message),
        _ => End::Failed(error),
    }
}
