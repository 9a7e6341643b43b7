//! `GET /mci/v1/working-set`: all that a caller sees, a record a line, sent while it is read; or what changed since.

use super::access::{Access, Told, closed_since};
use super::answer::ReadErrors;
use super::call::{Call, unknown};
use super::cursor::Cursor;
use super::outlet::{Broken, Outlet};
use super::params::WorkingSetParams;
use crate::db::region::Scope;
use crate::error::{Error, Result};
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use contract::stream::{End, Expected, Header, Line};
use contract::{CustomerId, ErrorBody, Timestamp};
use std::collections::{BTreeSet, HashSet};

/// Records of the first read, so that it leaves early, and of each that follows.
const READS: (usize, usize) = (200, 1_000);
/// Bytes that a record takes, about.
const RECORD: usize = 640;
/// Customers that one call may name.
const MOST_CUSTOMERS: usize = 1_000;

/// Every active investigation and recently closed ones, most urgent first: a header, a record a line, an end
///
/// With `since`, what changed since then instead, removals included. A body without its end was cut.
#[utoipa::path(get, path = "/mci/v1/working-set", tag = "extension", operation_id = "get_working_set", params(WorkingSetParams),
    responses((status = 200, content_type = "application/x-ndjson", body = Line),
        (status = 410, description = "The cursor is unknown, too old, or of another sight: load everything", body = ErrorBody),
        ReadErrors))]
pub(super) async fn working_set(call: Call) -> Result<Response> {
    let asked = customers(&call)?;
    let since = call.query.one("since").map(str::to_owned);
    let (access, everything) = (call.access(), call.everything());
    let store = access.state.store.clone();

    let mut tx = store.read().await?;
    let latest = store.latest(&mut tx).await?;
    let seen = access.seen(&mut tx, &everything).await?;
    if asked.as_ref().is_some_and(|asked| !asked.is_subset(&seen)) {
        return Err(unknown());
    }
    let as_of = access.state.clock.now();
    let header = Header {
        as_of,
        cursor: Cursor::new(&latest.store, &seen, latest.seq()).to_string(),
        closed_since: closed_since(as_of),
        expected: Vec::new(),
    };
    let (outlet, body) = Outlet::new();
    let reading = Reading { access, asked };
    match since {
        Some(since) => {
            let since = Cursor::resume(&since, &latest, &seen)?.seq;
            tokio::spawn(async move {
                let told = reading.changes(header, (since, latest.seq()), &outlet).await;
                outlet.close(told).await;
            });
        }
        None => {
            let counts = store.counts(&mut tx, &reading.within(everything), header.closed_since).await?;
            let asked = reading.asked.as_ref().unwrap_or(&seen);
            let count = |id: &CustomerId| counts.get(id).copied().unwrap_or_default();
            let expected = asked.iter().map(|id| Expected { organization_id: *id, records: count(id) }).collect();
            let header = Header { expected, ..header };
            tokio::spawn(async move {
                let told = reading.everything(header, &outlet).await;
                outlet.close(told).await;
            });
        }
    }
    Ok(([(CONTENT_TYPE, HeaderValue::from_static("application/x-ndjson"))], body).into_response())
}

/// One answer that is going on.
struct Reading {
    access: Access,
    /// The only customers that were asked for; none for all.
    asked: Option<BTreeSet<CustomerId>>,
}

impl Reading {
    fn within(&self, scope: Scope) -> Scope {
        match &self.asked {
            Some(asked) => scope.among(asked),
            None => scope,
        }
    }

    /// Sends every record, the first ones before the others are even named. Each read is short, so the log of writers
    /// does not grow for a slow reader's sake; what changes between two reads is told after the header's cursor.
    async fn everything(&self, header: Header, outlet: &Outlet) -> Result<(), Broken> {
        let closed_since = header.closed_since;
        let mut piece = Vec::new();
        line(&Line::Header { working_set: header }, &mut piece)?;
        let first = self.names(closed_since, Some(READS.0)).await?;
        let mut records = self.page(closed_since, &first, piece, outlet).await?;
        if first.len() == READS.0 {
            let sent: HashSet<i64> = first.into_iter().collect();
            let mut rest = self.names(closed_since, None).await?;
            rest.retain(|name| !sent.contains(name));
            for some in rest.chunks(READS.1) {
                let room = Vec::with_capacity(READS.1 * RECORD);
                records += self.page(closed_since, some, room, outlet).await?;
            }
        }
        end(records, outlet).await
    }

    async fn names(&self, closed_since: Timestamp, most: Option<usize>) -> Result<Vec<i64>, Broken> {
        let scope = self.within(self.access.scope()?);
        let store = &self.access.state.store;
        Ok(store.names(&mut *store.read().await?, &scope, closed_since, most).await?)
    }

    /// Sends the records of `names` behind what is in `piece` already; answers how many those are.
    async fn page(
        &self,
        closed_since: Timestamp,
        names: &[i64],
        mut piece: Vec<u8>,
        outlet: &Outlet,
    ) -> Result<usize, Broken> {
        let scope = self.within(self.access.scope()?);
        let store = &self.access.state.store;
        let records = store.records(&mut *store.read().await?, &scope, closed_since, names, &mut piece).await?.len();
        outlet.send(piece).await?;
        Ok(records)
    }

    /// Sends what changed after one number of the log, up to another.
    async fn changes(&self, header: Header, (mut after, until): (i64, i64), outlet: &Outlet) -> Result<(), Broken> {
        let store = &self.access.state.store;
        let mut piece = Vec::new();
        let mut records = 0;
        line(&Line::Header { working_set: header }, &mut piece)?;
        loop {
            let scope = self.within(self.access.scope()?);
            let mut tx = store.read().await?;
            let logged = store.changes(&mut tx, &scope, (after, until), READS.1).await?;
            let tell = |_: &_, told: Told<'_>| match told {
                Told::Upsert(record) => {
                    records += 1;
                    piece.extend_from_slice(record);
                    piece.push(b'\n');
                    Ok(())
                }
                Told::Removal(removed) => line(&Line::Removed { removed }, &mut piece),
            };
            self.access.told(&mut tx, &scope, &logged, tell).await?;
            drop(tx);
            outlet.send(std::mem::take(&mut piece)).await?;
            match logged.last() {
                Some(last) if logged.len() == READS.1 => after = last.seq,
                _ => return end(records, outlet).await,
            }
        }
    }
}

async fn end(records: usize, outlet: &Outlet) -> Result<(), Broken> {
    let mut piece = Vec::new();
    let records = u64::try_from(records).unwrap_or(u64::MAX);
    line(&Line::End { end: End { records } }, &mut piece)?;
    outlet.send(piece).await
}

fn line(line: &Line, out: &mut Vec<u8>) -> Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    out.push(b'\n');
    Ok(())
}

/// The customers in `customers`; none where it is not there.
fn customers(call: &Call) -> Result<Option<BTreeSet<CustomerId>>> {
    let read = |id: &str| id.parse().map_err(|cause| Error::BadRequest(format!("customers: {cause}.")));
    let asked: BTreeSet<CustomerId> = call.query.members("customers").map(read).collect::<Result<_>>()?;
    if asked.len() > MOST_CUSTOMERS {
        return Err(Error::BadRequest(format!("customers takes at most {MOST_CUSTOMERS} ids.")));
    }
    Ok((!asked.is_empty()).then_some(asked))
}
