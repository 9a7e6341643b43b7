//! A region's changes as they happen: applied at once, shown with the next frame, resumed from where they were cut.

use super::Sync;
use super::load::{self, gone};
use super::region::Way;
use super::slot::Slot;
use super::sse::{Event, Parser};
use super::subset::{belongs, misplaced};
use crate::api::{ApiError, Problem, Service, gateway};
use contract::stream::{CustomerTurn, Heartbeat, Record, Removed};
use contract::{CustomerId, RegionCode};
use futures::future::{Either, select};
use serde::de::DeserializeOwned;
use std::pin::pin;
use std::time::Duration;
use working_set::{Outcome, Refusal};

/// Heartbeats come every fifteen seconds: after so long, nobody is there.
const SILENCE: Duration = Duration::from_secs(30);
/// Between two questions where no connection is held.
pub(super) const POLL: Duration = Duration::from_secs(10);
/// Events between two looks at the clock.
const EVENTS: usize = 200;

/// How listening ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    /// The server ended it, with its token or with itself; or the connection broke after something had come.
    Cut,
    /// Nothing came for too long.
    Silent,
    /// The tab was released, slept, or changed networks.
    Turned,
    /// No connection is free, or the region does not stream: it was asked for what became different instead.
    Polled,
}

/// Follows a region from its cursor until something ends it.
pub(super) async fn follow(sync: Sync, region: &RegionCode, cursor: &str) -> Result<Ended, ApiError> {
    let origin = sync.session.api().origin(region).unwrap_or_default();
    let slot = if sync.regions.way(region) == Way::Polled { None } else { Slot::take(&origin).await };
    if let Some(slot) = slot {
        match gateway::changes(sync.session.api(), region.clone(), cursor).await {
            Ok(stream) => return listen(sync, region, stream).await,
            // All of the browser's connections are taken, or something in between holds answers back.
            Err(error) if error.problem == Problem::TimedOut => {}
            Err(error) if matches!(error.problem, Problem::NotFound(_)) => sync.regions.goes(region, Way::Polled),
            Err(error) => return Err(error),
        }
        drop(slot);
    }
    load::since(sync, region, cursor).await?;
    sync.presence.pause(POLL).await;
    Ok(Ended::Polled)
}

async fn listen(sync: Sync, region: &RegionCode, mut stream: crate::api::Streamed) -> Result<Ended, ApiError> {
    let mut parser = Parser::default();
    let mut heard = false;
    loop {
        let chunk = match select(pin!(stream.chunk(SILENCE)), pin!(sync.presence.turned())).await {
            Either::Left((chunk, _)) => chunk,
            Either::Right(_) => return Ok(Ended::Turned),
        };
        match chunk {
            Ok(Some(bytes)) => {
                for some in parser.push(&bytes).chunks(EVENTS) {
                    sync.pacer.step().await;
                    sync.pacer.work(|| apply(sync, region, some))?;
                    heard = true;
                }
            }
            Err(error) if error.problem == Problem::TimedOut => return Ok(Ended::Silent),
            Ok(None) | Err(_) if heard => return Ok(Ended::Cut),
            Ok(None) => return Err(gone(region)),
            Err(error) => return Err(error),
        }
    }
}

/// What a few events mean, in their order; the cursor moves when all of them are in.
fn apply(sync: Sync, region: &RegionCode, events: &[Event]) -> Result<(), ApiError> {
    let mut turns = Vec::new();
    let mut arrived = Vec::new();
    let mut as_of = None;
    let applied = sync.set.try_update(|set| {
        for event in events {
            // A removal bars what was asked for before it, so each event is an asking of its own.
            let asked = set.asking();
            match event.name.as_str() {
                "upsert" => {
                    let record: Record = read(region, event)?;
                    let rrn = record.investigation.rrn.clone();
                    if !belongs(set, region, &rrn) {
                        return Err(misplaced(region, rrn.customer(), rrn.to_string()));
                    }
                    let named = record.investigation.organization_id;
                    match set.apply_record(record, asked) {
                        Outcome::Added => arrived.push(rrn),
                        Outcome::Misplaced => return Err(misplaced(region, rrn.customer(), named.to_string())),
                        _ => {}
                    }
                }
                "removal" => {
                    let removed: Removed = read(region, event)?;
                    if removed.rrn.region() == region && removed.rrn.customer() == removed.organization_id {
                        set.remove(&removed.rrn);
                    }
                }
                "customer-opened" => turns.push((read::<CustomerTurn>(region, event)?.organization_id, true)),
                "customer-closed" => {
                    let closed = read::<CustomerTurn>(region, event)?.organization_id;
                    set.remove_customer(closed);
                    set.ledger_mut().refuse_customer(closed, Refusal::NoAccess, sync.clock.exact());
                    turns.push((closed, false));
                }
                "heartbeat" => as_of = Some(read::<Heartbeat>(region, event)?.as_of),
                // An event of a later version tells nothing that this one could show.
                _ => {}
            }
        }
        Ok(())
    });
    applied.unwrap_or_else(|| Err(gone(region)))?;
    if let Some(cursor) = events.iter().rev().find_map(|event| event.id.clone()) {
        sync.regions.moved(region, cursor);
    }
    if let Some(as_of) = as_of {
        sync.heard(region, as_of);
    }
    sync.arrivals.note(sync, &arrived);
    if !turns.is_empty() {
        sync.turned(region.clone(), turns);
    }
    Ok(())
}

fn read<T: DeserializeOwned>(region: &RegionCode, event: &Event) -> Result<T, ApiError> {
    serde_json::from_slice(event.data.as_bytes()).map_err(|error| {
        let problem = Problem::Malformed(format!("{}: {error}", event.name));
        ApiError::new(Service::Region(region.clone()), problem)
    })
}

impl Sync {
    /// Customers were opened (`true`) or closed to this analyst: the directory says what they are called and what
    /// stands in the way, the region has their rows.
    fn turned(self, region: RegionCode, turns: Vec<(CustomerId, bool)>) {
        let opened = turns.into_iter().filter(|(_, open)| *open).map(|(id, _)| id);
        let opened = self.regions.opening(opened);
        leptos::task::spawn_local(async move {
            self.session.refresh(region.clone()).await;
            self.set.try_update(|set| opened.iter().for_each(|id| set.ledger_mut().admit_customer(*id)));
            self.open(region, opened).await;
        });
    }

    /// Reads customers' rows by themselves; where that fails, their region is read anew.
    pub(super) async fn open(self, region: RegionCode, customers: Vec<CustomerId>) {
        if customers.is_empty() {
            return;
        }
        let outcome = load::customers(self, &region, &customers).await;
        self.regions.opened(&customers);
        if let Err(error) = outcome {
            self.session.note(&error);
            self.regions.lost(&region);
            self.read_region(region);
        }
    }
}
