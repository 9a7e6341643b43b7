//! Reads the gateway's streams as they come: lines of a working set, events of changes.

use crate::world::*;
use axum::Router;
use axum::body::{Body, BodyDataStream};
use axum::http::{HeaderMap, Request, StatusCode};
use contract::stream::{End, Header, Line, Record, Removed};
use contract::{AnalystId, Rrn, Timestamp};
use serde_json::Value;
use std::time::Duration;
use tokio_stream::StreamExt;
use tower::ServiceExt;

/// Longer than anything here takes; what does not come within it does not come.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// A working set that came whole.
#[derive(Debug)]
pub struct Whole {
    pub header: Header,
    pub records: Vec<Record>,
    pub removed: Vec<Removed>,
    pub end: Option<End>,
}

impl Whole {
    pub fn read(text: &str) -> Self {
        let mut lines = text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}")));
        let Some(Line::Header { working_set: header }) = lines.next() else { panic!("no header: {text}") };
        let mut whole = Self { header, records: Vec::new(), removed: Vec::new(), end: None };
        for line in lines {
            assert!(whole.end.is_none(), "something follows the end: {text}");
            match line {
                Line::Record(record) => whole.records.push(*record),
                Line::Removed { removed } => whole.removed.push(removed),
                Line::End { end } => whole.end = Some(end),
                Line::Header { .. } => panic!("two headers: {text}"),
            }
        }
        whole
    }

    pub fn names(&self) -> Vec<&str> {
        self.records.iter().map(|record| record.investigation.rrn.id()).collect()
    }
}

impl Client {
    /// A working set, read to its end.
    pub async fn working_set(&self, query: &str) -> Whole {
        let answer = self.get(format!("/mci/v1/working-set{query}")).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        let whole = Whole::read(&answer.text);
        assert_eq!(whole.end.as_ref().map(|end| end.records as usize), Some(whole.records.len()));
        whole
    }
}

/// One event.
#[derive(Debug, Clone)]
pub struct Event {
    pub name: String,
    pub id: String,
    pub data: Value,
}

impl Event {
    pub fn is(&self, name: &str, id: &str) -> bool {
        self.name == name && self.data["rrn"].as_str().is_some_and(|rrn| rrn.parse::<Rrn>().unwrap().id() == id)
    }
}

/// An answer that is still coming.
pub struct Coming {
    pub status: StatusCode,
    pub headers: HeaderMap,
    body: BodyDataStream,
    text: String,
}

impl Coming {
    pub async fn open(router: &Router, token: &str, path: &str) -> Self {
        let request = Request::builder().uri(path).header("authorization", format!("Bearer {token}"));
        let request = request.header("accept-encoding", "identity").body(Body::empty()).unwrap();
        let response = router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let coming = body.into_data_stream();
        Self { status: parts.status, headers: parts.headers, body: coming, text: String::new() }
    }

    /// The next piece, or none at the end; an answer that broke off panics only in `rest`.
    pub async fn piece(&mut self) -> Option<String> {
        let piece = tokio::time::timeout(PATIENCE, self.body.next()).await.expect("nothing comes and nothing ends")?;
        Some(String::from_utf8(piece.expect("broken off").to_vec()).unwrap())
    }

    /// Everything up to the end.
    pub async fn rest(mut self) -> String {
        let mut text = std::mem::take(&mut self.text);
        while let Some(piece) = self.piece().await {
            text.push_str(&piece);
        }
        text
    }

    /// The next event, heartbeats included; none at the end.
    pub async fn event(&mut self) -> Option<Event> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let member = |name: &str| {
                    let line = event.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
                    line.unwrap_or_else(|| panic!("no {name}: {event}")).to_owned()
                };
                let data = serde_json::from_str(&member("data")).unwrap();
                let event = Event { name: member("event"), id: member("id"), data };
                self.text = rest.to_owned();
                return Some(event);
            }
            let piece = self.piece().await?;
            self.text.push_str(&piece);
        }
    }

    /// The next event that is no heartbeat.
    pub async fn change(&mut self) -> Event {
        loop {
            let event = self.event().await.expect("the stream ended");
            if event.name != "heartbeat" {
                return event;
            }
        }
    }

    /// Everything up to the next heartbeat, which says that nothing is missing.
    pub async fn until_heartbeat(&mut self) -> (Vec<Event>, Event) {
        let mut events = Vec::new();
        loop {
            let event = self.event().await.expect("the stream ended");
            if event.name == "heartbeat" {
                return (events, event);
            }
            events.push(event);
        }
    }

    /// Nothing comes for a while.
    pub async fn quiet(&mut self) {
        let silence = Duration::from_millis(800);
        if let Ok(event) = tokio::time::timeout(silence, self.event()).await {
            panic!("{event:?} was told");
        }
    }
}

impl World {
    pub fn token(&self, analyst: AnalystId, now: Timestamp) -> String {
        self.signing.sign(analyst, false, self.store.region(), now).unwrap().reveal().to_owned()
    }

    /// A stream of changes since everything was loaded, caught up.
    pub async fn following(&self, router: &Router, analyst: AnalystId) -> Coming {
        let cursor = self.client_of(router.clone(), analyst).working_set("").await.header.cursor;
        let mut stream = self.since(router, analyst, &cursor).await;
        assert!(stream.until_heartbeat().await.0.is_empty());
        stream
    }

    /// A stream of changes since `cursor`.
    pub async fn since(&self, router: &Router, analyst: AnalystId, cursor: &str) -> Coming {
        let path = format!("/mci/v1/changes?since={cursor}");
        let stream = Coming::open(router, &self.token(analyst, self.now), &path).await;
        assert_eq!(stream.status, 200);
        stream
    }

    /// Runs a statement as another program would, on a connection of its own.
    pub async fn elsewhere(&self, statement: &'static str) {
        let pool = backend::db::open(&self.file()).await.unwrap();
        sqlx::query(statement).execute(&pool).await.unwrap();
        pool.close().await;
    }
}
