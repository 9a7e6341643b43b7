//! `GET /mci/v1/changes`: server-sent events for as long as the caller's token holds, access looked at anew each time.

use super::access::{Access, Told};
use super::answer::{ChangeData, ReadErrors};
use super::call::Call;
use super::cursor::Cursor;
use super::outlet::{Broken, Outlet};
use super::params::ChangesParams;
use crate::error::{Error, Result};
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use contract::stream::{CustomerTurn, Heartbeat};
use contract::{CustomerId, ErrorBody};
use serde::Serialize;
use std::collections::BTreeSet;
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// Changes of one read.
const READ: usize = 500;
/// How often the caller is told that nothing is missing.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// A burst is read at most this often; what comes alone is told at once.
const PAUSE: Duration = Duration::from_millis(40);

/// What changes from a cursor on, as server-sent events
///
/// `upsert` (a record), `removal` (deleted, or left the working set), `customer-opened` (load its working set),
/// `customer-closed` (let its rows go) and `heartbeat`: once what had changed before is told, then every 15 seconds. The id
/// of each event is the cursor to resume from. Ends with the caller's token.
#[utoipa::path(get, path = "/mci/v1/changes", tag = "extension", operation_id = "follow_changes", params(ChangesParams),
    responses((status = 200, content_type = "text/event-stream", body = ChangeData),
        (status = 410, description = "The cursor is unknown, too old, or of another sight: load everything", body = ErrorBody),
        ReadErrors))]
pub(super) async fn changes(call: Call) -> Result<Response> {
    let since = call.query.one("since").ok_or_else(|| {
        Error::BadRequest("since is needed: the cursor of a working set, or the id of the last event.".to_owned())
    })?;
    let (access, everything) = (call.access(), call.everything());
    let store = access.state.store.clone();
    let mut tx = store.read().await?;
    let latest = store.latest(&mut tx).await?;
    let seen = access.seen(&mut tx, &everything).await?;
    let cursor = Cursor::resume(since, &latest, &seen)?;
    drop(tx);
    let (outlet, body) = Outlet::new();
    let following = Following { access, store: latest.store, cursor, seen };
    tokio::spawn(async move {
        let told = following.run(&outlet).await;
        outlet.close(told).await;
    });
    Ok(([(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"))], body).into_response())
}

/// One stream.
struct Following {
    access: Access,
    /// The store's own id.
    store: String,
    cursor: Cursor,
    seen: BTreeSet<CustomerId>,
}

impl Following {
    async fn run(mut self, outlet: &Outlet) -> Result<(), Broken> {
        let state = self.access.state.clone();
        let (mut beats, mut entitled) = (state.beats, state.entitled);
        let mut directory = true;
        let end = self.access.until().map(|end| {
            let left = end.micros().saturating_sub(state.clock.now().micros());
            Instant::now() + Duration::from_micros(u64::try_from(left).unwrap_or_default())
        });
        let mut heartbeat = Instant::now();
        loop {
            beats.borrow_and_update();
            entitled.borrow_and_update();
            let as_of = state.clock.now();
            let (mut piece, more) = self.step().await?;
            if !more && Instant::now() >= heartbeat {
                event("heartbeat", &self.cursor, &Heartbeat { as_of }, &mut piece)?;
                heartbeat = Instant::now() + HEARTBEAT;
            }
            if !piece.is_empty() {
                outlet.send(piece).await?;
            }
            if more {
                continue;
            }
            let read = Instant::now();
            tokio::select! {
                () = outlet.unread() => return Ok(()),
                () = sleep_until(end.unwrap_or(heartbeat)), if end.is_some() => return Ok(()),
                () = sleep_until(heartbeat) => {}
                beat = beats.changed() => if beat.is_err() {
                    // The service stops.
                    return Ok(());
                },
                said = entitled.changed(), if directory => directory = said.is_ok(),
            }
            sleep_until(read + PAUSE).await;
        }
    }

    /// Reads on: what to send, and whether there is more to read at once.
    async fn step(&mut self) -> Result<(Vec<u8>, bool), Broken> {
        let scope = self.access.scope()?;
        let store = &self.access.state.store;
        let mut tx = store.read().await?;
        let latest = store.latest(&mut tx).await?;
        if latest.store != self.store || !latest.told.contains(&self.cursor.seq) {
            return Err(Broken::Unread);
        }
        let seen = self.access.seen(&mut tx, &scope).await?;
        let mut piece = Vec::new();
        if seen != self.seen {
            self.cursor = Cursor::new(&self.store, &seen, self.cursor.seq);
            for (name, customers) in
                [("customer-closed", self.seen.difference(&seen)), ("customer-opened", seen.difference(&self.seen))]
            {
                for customer in customers {
                    event(name, &self.cursor, &CustomerTurn { organization_id: *customer }, &mut piece)?;
                }
            }
            self.seen = seen;
        }
        let logged = store.changes(&mut tx, &scope, (self.cursor.seq, latest.seq()), READ).await?;
        let tell = |entry: &crate::db::region::Logged, told: Told<'_>| {
            let cursor = self.cursor.at(entry.seq);
            match told {
                Told::Upsert(record) => {
                    framed("upsert", &cursor, record, &mut piece);
                    Ok(())
                }
                Told::Removal(removed) => event("removal", &cursor, &removed, &mut piece),
            }
        };
        if !logged.is_empty() {
            self.access.told(&mut tx, &scope, &logged, tell).await?;
        }
        let more = logged.len() == READ;
        let read = logged.last().map(|last| last.seq).filter(|_| more);
        self.cursor = self.cursor.at(read.unwrap_or(latest.seq()));
        Ok((piece, more))
    }
}

fn event(name: &str, cursor: &Cursor, data: &impl Serialize, out: &mut Vec<u8>) -> Result<()> {
    framed(name, cursor, &serde_json::to_vec(data)?, out);
    Ok(())
}

/// One event; `data` is JSON on one line.
fn framed(name: &str, cursor: &Cursor, data: &[u8], out: &mut Vec<u8>) {
    out.extend_from_slice(format!("event: {name}\nid: {cursor}\ndata: ").as_bytes());
    out.extend_from_slice(data);
    out.extend_from_slice(b"\n\n");
}
