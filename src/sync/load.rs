//! Working sets as they are streamed: the whole of a region, what became different, or newly opened customers.

use super::Sync;
use crate::api::{ApiError, Problem, Service, Streamed, gateway};
use contract::stream::Header;
use contract::{CustomerId, RegionCode};
use std::time::Duration;
use working_set::{Intake, IntakeError, Refusal};

/// A stream that says nothing for so long is cut.
const SILENCE: Duration = Duration::from_secs(30);
/// Rows between two looks at the clock.
const ROWS: usize = 200;
/// Rows that are taken in before the first screen has been painted: enough to fill it from any one region.
const FIRST_ROWS: u64 = 1_000;
/// Customers named in one address.
const CUSTOMERS: usize = 50;

/// Reads everything of a region; the rows are shown as they come, and complete when the last has come.
pub(super) async fn everything(sync: Sync, region: &RegionCode) -> Result<(), ApiError> {
    let begun = sync.set.try_update(|set| (set.ledger_mut().begin(region), set.asking()));
    let Some((round, asked)) = begun else { return Err(gone(region)) };
    let stream = gateway::working_set(sync.session.api(), region.clone()).await?;
    let intake = Intake::new(region.clone(), asked);
    let header = drain(sync, region, stream, intake, FIRST_ROWS, |intake| {
        let (loaded, expected) = (intake.records(), intake.expected());
        sync.set.try_update(|set| set.ledger_mut().progress(&round, loaded, expected));
    })
    .await?;
    sync.clock.hear(header.as_of);
    sync.set.try_update(|set| {
        let ledger = set.ledger_mut();
        ledger.holds_closed_since(region, Some(header.closed_since));
        ledger.complete(&round, header.as_of);
    });
    sync.regions.reached(region, header);
    Ok(())
}

/// Asks for what became different since the region's cursor.
pub(super) async fn since(sync: Sync, region: &RegionCode, cursor: &str) -> Result<(), ApiError> {
    let begun = sync.set.try_update(|set| (set.revision(), set.asking()));
    let Some((revision, asked)) = begun else { return Err(gone(region)) };
    let stream = gateway::working_set_since(sync.session.api(), region.clone(), cursor).await?;
    let intake = Intake::since(region.clone(), asked);
    let header = drain(sync, region, stream, intake, u64::MAX, |_| ()).await?;
    sync.heard(region, header.as_of);
    sync.regions.moved(region, header.cursor);
    sync.arrivals.note_since(sync, revision);
    Ok(())
}

/// Reads the rows of customers that were opened after their region was read.
pub(super) async fn customers(sync: Sync, region: &RegionCode, opened: &[CustomerId]) -> Result<(), ApiError> {
    for some in opened.chunks(CUSTOMERS) {
        match of_customers(sync, region, some).await {
            // One of them is closed again: the others are not to wait for that.
            Err(error) if matches!(error.problem, Problem::NotFound(_)) => {
                for one in some {
                    match of_customers(sync, region, &[*one]).await {
                        Err(error) if matches!(error.problem, Problem::NotFound(_)) => {
                            let now = sync.clock.exact();
                            let refuse = |set: &mut working_set::WorkingSet| {
                                set.ledger_mut().refuse_customer(*one, Refusal::NoAccess, now);
                            };
                            sync.set.try_update(refuse);
                        }
                        outcome => outcome?,
                    }
                }
            }
            outcome => outcome?,
        }
    }
    Ok(())
}

async fn of_customers(sync: Sync, region: &RegionCode, some: &[CustomerId]) -> Result<(), ApiError> {
    let Some(asked) = sync.set.try_update(working_set::WorkingSet::asking) else { return Err(gone(region)) };
    let stream = gateway::working_set_of(sync.session.api(), region.clone(), some).await?;
    let intake = Intake::customers(region.clone(), asked);
    drain(sync, region, stream, intake, u64::MAX, |_| ()).await?;
    sync.set.try_update(|set| some.iter().for_each(|id| set.ledger_mut().customer_loaded(*id)));
    Ok(())
}

/// Takes an answer in as it comes, a slice at a time; after so many rows the first screen is waited for.
async fn drain(
    sync: Sync,
    region: &RegionCode,
    mut stream: Streamed,
    mut intake: Intake,
    first_rows: u64,
    progress: impl Fn(&Intake),
) -> Result<Header, ApiError> {
    while let Some(bytes) = stream.chunk(SILENCE).await? {
        let mut rest = bytes.as_slice();
        while !rest.is_empty() {
            sync.pacer.step().await;
            let taken = sync.pacer.work(|| sync.set.try_update(|set| set.take_in(&mut intake, rest, ROWS)));
            let taken = taken.ok_or_else(|| gone(region))?.map_err(|error| refused(region, error))?;
            rest = rest.get(taken.bytes..).unwrap_or_default();
            if intake.records() >= first_rows {
                sync.first_screen.wait().await;
            }
        }
        progress(&intake);
    }
    let header = intake.header().cloned();
    let finished = sync.set.try_update(|set| set.finish(intake)).ok_or_else(|| gone(region))?;
    finished.map_err(|error| refused(region, error))?;
    // An answer without a header is not finished.
    header.ok_or_else(|| gone(region))
}

/// What was wrong with an answer, as this region's error.
fn refused(region: &RegionCode, error: IntakeError) -> ApiError {
    let problem = match error {
        IntakeError::Misplaced { asked, answered, .. } => Problem::WrongCustomer { asked, answered },
        error => Problem::Malformed(error.to_string()),
    };
    ApiError::new(Service::Region(region.clone()), problem)
}

/// The app was taken off the page while a region was read.
pub(super) fn gone(region: &RegionCode) -> ApiError {
    ApiError::new(Service::Region(region.clone()), Problem::Unreachable)
}
