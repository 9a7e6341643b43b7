//! A gateway that knows the public calls only: every page of its active investigations, closed ones when a screen asks.

mod unnamed;

pub(super) use unnamed::Unnamed;

use super::Sync;
use super::load::gone;
use crate::api::{ApiError, Problem, Service, gateway};
use contract::idr::Investigation;
use contract::{CustomerId, RegionCode, Rrn, Timestamp};
use std::collections::HashSet;
use working_set::{Asked, Reach, Round, Row, WorkingSet};

const PAGE: u64 = 100;
const ACTIVE: &str = "OPEN,INVESTIGATING,WAITING";
/// Rows of closed work held per region at most; what lies beyond is said by the coverage line.
const CLOSED_ROWS: usize = 10_000;
/// Rounds that are read again at once because the list moved while it was read.
const REREADS: u32 = 2;

/// Reads a region once, until what was read hangs together.
pub(super) async fn read(sync: Sync, region: &RegionCode, unnamed: &mut Unnamed) -> Result<(), ApiError> {
    let as_of = sync.clock.exact();
    let round = sync.set.try_update(|set| set.ledger_mut().begin(region));
    let Some(round) = round else { return Ok(()) };
    let mut rereads = 0;
    while !read_active(sync, region, &round, unnamed).await? && rereads < REREADS {
        rereads += 1;
    }
    if sync.history.wants_closed() {
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
struct Pass {
    named: HashSet<Rrn>,
    asked: Asked,
    /// The list did not move while it was read.
    steady: bool,
    /// It was read to its end.
    complete: bool,
}

async fn read_pages(
    sync: Sync,
    region: &RegionCode,
    statuses: &str,
    limit: usize,
    progress: impl Fn(u64, Option<u64>),
) -> Result<Pass, ApiError> {
    let asked = sync.set.try_update(WorkingSet::asking);
    let Some(asked) = asked else { return Err(gone(region)) };
    let mut named = HashSet::new();
    let mut first_total = None;
    let mut steady = true;
    let mut index = 0;
    loop {
        let page = gateway::page(sync.session.api(), region.clone(), statuses, index, PAGE).await?;
        if let Some(error) = foreign(sync, region, &page.data) {
            return Err(error);
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
pub(super) fn belongs(set: &WorkingSet, region: &RegionCode, rrn: &Rrn) -> bool {
    rrn.region() == region && set.ledger().region_of(rrn.customer()).is_none_or(|home| home == region)
}

/// The first of these rows that does not belong to a region, as its error.
pub(super) fn foreign(sync: Sync, region: &RegionCode, rows: &[Investigation]) -> Option<ApiError> {
    let foreign = |set: &WorkingSet| rows.iter().find(|row| !belongs(set, region, &row.rrn));
    let row = sync.set.try_with_untracked(foreign).flatten()?;
    Some(misplaced(region, row.rrn.customer(), row.rrn.to_string()))
}

pub(super) fn misplaced(region: &RegionCode, asked: CustomerId, answered: String) -> ApiError {
    ApiError::new(Service::Region(region.clone()), Problem::WrongCustomer { asked, answered })
}
