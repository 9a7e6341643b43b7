//! One write from request to verdict: a retry gets the first answer again, a stale version is refused, and what was done
//! is kept with its verdict in one transaction.

use super::State;
use super::body;
use super::call::{Call, hash, unknown};
use super::judge::{self, Refusal};
use super::precondition::Precondition;
use crate::db::region::{Author, Found, Scope, ScopedComment, Verdict, WriteTx};
use crate::error::{Error, Result};
use crate::http::idempotency_key;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, MatchedPath, Request};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::CustomerId;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A write as it came.
#[derive(Debug)]
pub(super) struct Write {
    pub(super) call: Call,
    body: Bytes,
    precondition: Precondition,
    key: Option<String>,
    request_hash: String,
}

/// A write that is going on: one transaction, nothing kept until `finish`.
#[derive(Debug)]
pub(super) struct Writing {
    pub(super) call: Call,
    pub(super) scope: Scope,
    pub(super) tx: WriteTx,
    precondition: Precondition,
    key: Option<String>,
    request_hash: String,
}

/// Whether there is anything left to do.
#[derive(Debug)]
pub(super) enum Start {
    /// A new request.
    Fresh(Box<Writing>),
    /// A retry of what was done: the answer it had.
    Again(Response),
}

/// What a write answers.
#[derive(Debug)]
pub(super) struct Done<T> {
    pub(super) status: StatusCode,
    pub(super) customer: CustomerId,
    /// Becomes the ETag, where the answer is an investigation.
    pub(super) version: Option<i64>,
    pub(super) body: T,
}

impl FromRequest<State> for Write {
    type Rejection = Error;
    async fn from_request(request: Request, state: &State) -> Result<Self> {
        let (mut parts, body) = request.into_parts();
        let call = Call::from_request_parts(&mut parts, state).await?;
        let precondition = Precondition::parse(text(&parts.headers, header::IF_MATCH.as_str())?)?;
        let key = idempotency_key(&parts.headers)?;
        let pattern = parts.extensions.get::<MatchedPath>().map(|path| path.as_str().to_owned()).unwrap_or_default();
        let method = parts.method.clone();
        let body = body::bytes(Request::from_parts(parts, body), state).await?;
        let request_hash = request_hash(&method, &pattern, &call, &body);
        Ok(Self { call, body, precondition, key, request_hash })
    }
}

impl Write {
    /// The object in the body.
    pub(super) fn body<T: DeserializeOwned>(&self) -> Result<T> {
        body::object(&self.body)
    }

    /// Starts writing; or, for a retry of what was done, the answer it had.
    pub(super) async fn start(self) -> Result<Start> {
        let Self { call, precondition, key, request_hash, .. } = self;
        let scope = call.scope()?;
        let mut tx = call.state.store.write().await?;
        if let Some(key) = &key {
            let now = call.state.clock.now();
            if let Some(verdict) = call.state.store.verdict(&mut tx, &scope, key, now).await? {
                if verdict.request_hash != request_hash {
                    return Err(Error::Conflict(
                        "This Idempotency-Key was used for another request; nothing was changed. Use a new one."
                            .to_owned(),
                    ));
                }
                return Ok(Start::Again(replayed(verdict)));
            }
        }
        Ok(Start::Fresh(Box::new(Writing { call, scope, tx, precondition, key, request_hash })))
    }
}

impl Writing {
    /// The investigation that `text` names, for a change: seen by all four gates, by a role that may change, at a
    /// version that the caller knows.
    pub(super) async fn investigation(&mut self, text: &str) -> Result<Found> {
        let found = self.call.find(&mut self.tx, &self.scope, text).await?;
        self.permit(found).await
    }

    /// The comment `rrn`, for a change, by the same rules.
    pub(super) async fn comment(&mut self, rrn: &str) -> Result<ScopedComment> {
        let scoped = self.call.state.store.comment_in(&mut self.tx, &self.scope, rrn).await?.ok_or_else(unknown)?;
        let found = self.permit(scoped.found).await?;
        Ok(ScopedComment { found, ..scoped })
    }

    async fn permit(&mut self, found: Found) -> Result<Found> {
        match judge::permit(&found, &self.precondition) {
            Ok(()) => Ok(found),
            Err(Refusal::Forbidden(sentence)) => Err(Error::Forbidden(sentence)),
            Err(Refusal::Stale) => {
                let current = judge::current(&self.call.state.store, &mut self.tx, &found).await?;
                Err(Error::Stale { current: serde_json::to_value(current)? })
            }
        }
    }

    /// The caller, now, as the author of what is done.
    pub(super) fn author(&self) -> Author {
        self.call.author(self.precondition == Precondition::Unguarded)
    }

    /// Keeps what was done and its verdict, and answers it.
    pub(super) async fn finish<T: Serialize>(mut self, done: Done<T>) -> Result<Response> {
        let verdict = Verdict {
            request_hash: self.request_hash,
            organization: done.customer,
            status: done.status.as_u16(),
            etag: done.version.map(etag),
            body: serde_json::to_string(&done.body)?,
        };
        if let Some(key) = &self.key {
            let now = self.call.state.clock.now();
            let verdict = [(key.clone(), verdict.clone())];
            self.call.state.store.keep_verdicts(&mut self.tx, &self.scope, &verdict, now).await?;
        }
        self.tx.commit().await?;
        Ok(replayed(verdict))
    }

    /// Answers an investigation as it stands now.
    pub(super) async fn finish_with(self, found: Found) -> Result<Response> {
        let customer = found.investigation.organization_id;
        let version = Some(found.version);
        self.finish(Done { status: StatusCode::OK, customer, version, body: found.investigation }).await
    }
}

/// The ETag of a version.
pub(super) fn etag(version: i64) -> String {
    format!("\"{version}\"")
}

fn replayed(verdict: Verdict) -> Response {
    let status = StatusCode::from_u16(verdict.status).unwrap_or(StatusCode::OK);
    let mut response = (status, verdict.body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if let Some(etag) = verdict.etag.and_then(|etag| HeaderValue::from_str(&etag).ok()) {
        headers.insert(header::ETAG, etag);
    }
    response
}

/// The same for a retry: method, place, body. Not the query string, nor how the path is encoded.
fn request_hash(method: &Method, pattern: &str, call: &Call, body: &[u8]) -> String {
    let mut asked = format!("{method}\n{pattern}\n");
    for (name, value) in &call.segments {
        asked.push_str(&format!("{name}={}:{value}\n", value.len()));
    }
    hash([asked.as_bytes(), body].concat())
}

/// A header's text; one that is no text is refused rather than overlooked.
fn text<'a>(headers: &'a HeaderMap, name: &str) -> Result<Option<&'a str>> {
    match headers.get(name).map(HeaderValue::to_str) {
        None => Ok(None),
        Some(Ok(text)) => Ok(Some(text)),
        Some(Err(_)) => Err(Error::BadRequest(format!("The header {name} is not readable."))),
    }
}
