//! One region, for as long as the session lasts: read in full, followed, taken up again after every interruption.

use super::Sync;
use super::live::{self, Ended};
use super::load;
use super::pause::backoff_secs;
use super::region::Way;
use super::subset;
use crate::api::{ApiError, Problem};
use contract::RegionCode;
use std::time::Duration;
use working_set::{Failure, Refusal};

/// A stream that broke at once is not asked for again at once.
const AFTER_CUT: Duration = Duration::from_secs(1);

/// Follows a region until aborted.
pub(super) async fn follow(sync: Sync, region: RegionCode) {
    let mut failures = 0_u32;
    let mut unnamed = subset::Unnamed::default();
    loop {
        if sync.presence.released() {
            sync.set.try_update(|set| set.ledger_mut().stale(&region, sync.clock.exact()));
            sync.presence.here().await;
        }
        let done = match sync.regions.way(&region) {
            Way::Subset => round(sync, &region, &mut unnamed).await,
            Way::Streamed | Way::Polled => step(sync, &region).await,
        };
        match done {
            Ok(()) => failures = 0,
            Err(error) => {
                sync.session.note(&error);
                failures += 1;
                let Some(wait) = record(sync, &region, &error, failures) else { return };
                sync.presence.pause(Duration::from_secs(wait)).await;
            }
        }
    }
}

/// One stretch of a region that streams: everything, or what comes after it.
async fn step(sync: Sync, region: &RegionCode) -> Result<(), ApiError> {
    sync.ask_roles_again(region);
    let Some(cursor) = sync.regions.cursor(region) else {
        return match load::everything(sync, region).await {
            Err(error) if matches!(error.problem, Problem::NotFound(_)) => {
                sync.regions.goes(region, Way::Subset);
                Ok(())
            }
            Ok(()) => {
                sync.open_awaited();
                Ok(())
            }
            outcome => outcome,
        };
    };
    match live::follow(sync, region, &cursor).await {
        Ok(ended) => {
            if matches!(ended, Ended::Silent | Ended::Turned) {
                sync.set.try_update(|set| set.ledger_mut().stale(region, sync.clock.exact()));
            }
            if ended == Ended::Cut {
                sync.presence.pause(AFTER_CUT).await;
            }
            Ok(())
        }
        // Its log no longer reaches back so far, or its store is another: what is shown stays until it is replaced.
        Err(error) if matches!(error.problem, Problem::Gone(_)) => {
            sync.regions.lost(region);
            Ok(())
        }
        Err(error) => {
            // What could not be read cannot be resumed from.
            if matches!(error.problem, Problem::Malformed(_) | Problem::WrongCustomer { .. }) {
                sync.regions.lost(region);
            }
            Err(error)
        }
    }
}

/// One round over a gateway that knows the public calls only.
async fn round(sync: Sync, region: &RegionCode, unnamed: &mut subset::Unnamed) -> Result<(), ApiError> {
    sync.ask_roles_again(region);
    subset::read(sync, region, unnamed).await?;
    sync.presence.pause(live::POLL).await;
    Ok(())
}

/// Writes a failure into the ledger; seconds until the next try, `None` when trying again by itself is no use.
fn record(sync: Sync, region: &RegionCode, error: &ApiError, failures: u32) -> Option<u64> {
    let now = sync.clock.exact();
    let refused = match &error.problem {
        Problem::SignedOut => Some(Refusal::SignedOut),
        Problem::Forbidden(_) => Some(Refusal::RoleChanged),
        Problem::NotFound(told) | Problem::Refused(told) => Some(Refusal::Told(told.clone())),
        Problem::WrongCustomer { .. } => Some(Refusal::Told(error.to_string())),
        _ => None,
    };
    if let Some(why) = refused {
        // Whoever takes it up again reads everything anew.
        sync.regions.lost(region);
        sync.set.try_update(|set| set.ledger_mut().refused(region, why, now));
        return None;
    }
    let (why, wish) = match &error.problem {
        Problem::TimedOut => (Failure::TimedOut, None),
        Problem::Busy { retry_after_secs } => (Failure::Answered(429), Some(*retry_after_secs)),
        Problem::Failed(status, _) => (Failure::Answered(*status), None),
        Problem::Malformed(what) => (Failure::Unreadable(what.clone()), None),
        _ => (Failure::Unreachable, None),
    };
    let wait = backoff_secs(failures, wish, js_sys::Math::random());
    let next_try = now.plus_secs(i64::try_from(wait).unwrap_or(600));
    sync.set.try_update(|set| set.ledger_mut().failed(region, why, now, Some(next_try)));
    Some(wait)
}
