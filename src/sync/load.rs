//! Reading one region: every page of its active investigations, closed ones when a screen asks, again and again.

use super::Sync;
use super::pause::{backoff_secs, pause};
use super::unnamed::Unnamed;
use crate::api::{ApiError, Problem, Service, gateway};
use contract::idr::Investigation;
use contract::{CustomerId, RegionCode, Rrn, Timestamp};
use leptos::prelude::*;
use std::collections::HashSet;
use std::time::Duration;
use working_set::{Asked, Failure, Reach, Refusal, Round, Row};

const POLL: Duration = Duration::from_secs(10);
const PAGE: u64 = 100;
const ACTIVE: &str = "OPEN,INVESTIGATING,WAITING";
/// Rows of closed work held per region at most; what lies beyond is said by the coverage line.
const CLOSED_ROWS: usize = 10_000;
/// Rounds that are read again at once because the list moved while it was read.
const REREADS: u32 = 2;

/// Reads a region until aborted.
pub(super) async fn follow(sync: Sync, region: RegionCode) {
    let mut failures = 0_u32;
    let mut unnamed = Unnamed::default();
    loop {
        match read(sync, &region, &mut unnamed).await {
            Ok(()) => {
                failures = 0;
                pause(POLL).await;
            }
            Err(error) => {
                sync.session.note(&error);
                failures += 1;
                let Some(wait) = record(sync, &region, &error, failures) else { return };
                pause(Duration::from_secs(wait)).await;
            }
        }
    }
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

async fn read(sync: Sync, region: &RegionCode, unnamed: &mut Unnamed) -> Result<(), ApiError> {
    let roles_failed = sync.session.roles().with_untracked(|roles| roles.get(region).is_some_and(Result::is_err));
    if roles_failed {
        leptos::task::spawn_local(sync.session.load_roles(region.clone()));
    }
    let as_of = sync.clock.exact();
    let round = sync.set.try_update(|set| set.ledger_mut().begin(region));
    let Some(round) = round else { return Ok(()) };
    let mut rereads = 0;
    while !read_active(sync, region, &round, unnamed).await? && rereads < REREADS {
        rereads += 1;
    }
    let wants_closed = sync.wants_closed.try_get_untracked().unwrap_or_default() > 0;
    if wants_closed {
        let complete = read_pages(sync, region, "CLOSED", CLOSED_ROWS, |_, _| ()).await?.complete;
        sync.set.try_update(|set| {
            set.ledger_mut().holds_closed_since(region, complete.then_some(Timestamp::FIRST));
        });
    } else {
        sync.set.try_update(|set| set.ledger_mut().holds_closed_since(region, None));
    }
    sync.set.try_update(|set| set.ledger_mut().complete(&round, as_of));
    Ok(())
}

/// One pass over the active investigations. False when the list moved meanwhile, so that a row may have slipped through.
async fn read_active(sync: Sync, region: &RegionCode, round: &Round, unnamed: &mut Unnamed) -> Result<bool, ApiError> {
    let progress = |loaded: u64, expected: Option<u64>| {
        sync.set.try_update(|set| set.ledger_mut().progress(round, loaded, expected));
    };
    let mut pass = read_pages(sync, region, ACTIVE, usize::MAX, progress).await?;
    if pass.steady {
        pass.named.extend(unnamed.read(sync, region, pass.named.len() as u64).await?.iter().cloned());
        sync.set.try_update(|set| set.retain_region(region, &pass.named, Reach::Active, pass.asked));
    }
    Ok(pass.steady)
}

/// What one pass over a list brought.
pub(super) struct Pass {
    pub(super) named: HashSet<Rrn>,
    asked: Asked,
    /// The list did not move while it was read.
    steady: bool,
    /// It was read to its end.
    complete: bool,
}

pub(super) async fn read_pages(
    sync: Sync,
    region: &RegionCode,
    statuses: &str,
    limit: usize,
    progress: impl Fn(u64, Option<u64>),
) -> Result<Pass, ApiError> {
    let asked = sync.set.try_update(working_set::WorkingSet::asking);
    let Some(asked) = asked else { return Err(gone(region)) };
    let mut named = HashSet::new();
    let mut first_total = None;
    let mut steady = true;
    let mut index = 0;
    loop {
        let page = gateway::page(sync.session.api(), region.clone(), statuses, index, PAGE).await?;
        if let Some(foreign) = page.data.iter().find(|row| !belongs(sync, region, row)) {
            return Err(misplaced(region, foreign.rrn.customer(), foreign.rrn.to_string()));
        }
        let total = page.metadata.map(|metadata| metadata.total_data);
        let rows = page.data.len() as u64;
        let before = named.len();
        named.extend(page.data.iter().map(|investigation| investigation.rrn.clone()));
        // A row seen twice, or a total that changed, means that rows moved between pages while they were read.
        steady &= (named.len() - before) as u64 == rows && (index == 0 || total == first_total);
        first_total = if index == 0 { total } else { first_total };
        let ingested = sync.set.try_update(|set| set.ingest(page.data.into_iter().map(Row::from), asked));
        if let Some(wrong) = ingested.and_then(|ingested| ingested.misplaced.into_iter().next()) {
            return Err(misplaced(region, wrong.rrn.customer(), wrong.organization_id.to_string()));
        }
        progress(named.len() as u64, total);
        index += 1;
        let read_all = total.map_or(rows < PAGE, |total| index * PAGE >= total) || rows == 0;
        if read_all || named.len() >= limit {
            return Ok(Pass { named, asked, steady, complete: read_all });
        }
    }
}

/// A region tells of its own customers only.
fn belongs(sync: Sync, region: &RegionCode, row: &Investigation) -> bool {
    let home = sync.set.try_with_untracked(|set| set.ledger().region_of(row.rrn.customer()).cloned()).flatten();
    row.rrn.region() == region && home.is_none_or(|home| home == *region)
}

fn misplaced(region: &RegionCode, asked: CustomerId, answered: String) -> ApiError {
    ApiError::new(Service::Region(region.clone()), Problem::WrongCustomer { asked, answered })
}

/// The app was taken off the page while a region was read.
fn gone(region: &RegionCode) -> ApiError {
    ApiError::new(Service::Region(region.clone()), Problem::Unreachable)
}
