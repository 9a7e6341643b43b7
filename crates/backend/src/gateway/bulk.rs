//! `POST /mci/v1/bulk`: many changes in one transaction, each judged as a single write is, with a verdict of its own.

use super::answer::ReadErrors;
use super::asked::Asked;
use super::assignment::Roles;
use super::call::{Call, hash};
use super::comments;
use super::judge::{self, Refusal};
use super::precondition::Precondition;
use crate::db::region::{Author, Batch, Change, Found, Scope, Verdict, WriteTx, rrn_key};
use crate::error::{Error, Result};
use crate::http::{Body, sound_key};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use contract::bulk::{Bulk, BulkOutcome, BulkVerdict, BulkVerdicts};
use contract::{CustomerId, ErrorBody, Rrn, Visibility};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};

/// Most changes a call may hold.
const MOST: usize = 500;

/// One change as it came; what it asks for is read when it is judged, so that one that cannot be read harms no other.
#[derive(Debug, Deserialize)]
pub(super) struct Line {
    rrn: Rrn,
    version: u64,
    change: Value,
    #[serde(default)]
    comment: Option<String>,
    key: String,
}

/// Changes up to 500 investigations, each guarded by its version, and answers a verdict for each in the same order
///
/// Writers stand in one queue: an analyst may ask for 40,000 changes a minute, then 429 says when to go on.
#[utoipa::path(post, path = "/mci/v1/bulk", tag = "extension", operation_id = "change_many", request_body = Bulk,
    responses((status = 200, body = BulkVerdicts), (status = 429, body = ErrorBody), ReadErrors))]
pub(super) async fn bulk(call: Call, Body(lines): Body<Vec<Line>>) -> Result<Response> {
    if lines.len() > MOST {
        let count = lines.len();
        return Err(Error::BadRequest(format!(
            "A call takes at most {MOST} changes, this one has {count}; nothing was changed."
        )));
    }
    call.state.pace.take(call.analyst.id, lines.len(), call.state.clock.now())?;
    let mut run = Run::start(&call, &lines).await?;
    let mut verdicts = Vec::with_capacity(lines.len());
    for line in lines {
        verdicts.push(run.verdict(line).await?);
    }
    run.finish().await?;
    // Joined as text, because a verdict that was kept is answered byte for byte.
    let body = format!(r#"{{"verdicts":[{}]}}"#, verdicts.join(","));
    Ok(([(header::CONTENT_TYPE, "application/json")], body).into_response())
}

/// A call that is going on: what its changes need was read at once, what they do is written at the end.
struct Run<'a> {
    call: &'a Call,
    scope: Scope,
    tx: WriteTx,
    by: Author,
    found: HashMap<String, Found>,
    roles: Roles,
    batch: Batch,
    /// By key; those given in this call included.
    kept: HashMap<String, Verdict>,
    /// Given in this call, to be kept with what was done.
    given: Vec<(String, Verdict)>,
}

impl<'a> Run<'a> {
    async fn start(call: &'a Call, lines: &[Line]) -> Result<Self> {
        let (state, scope, by) = (&call.state, call.everything(), call.author(false));
        let mut tx = state.store.write().await?;
        let keys: Vec<&str> = lines.iter().map(|line| line.key.as_str()).collect();
        let kept = state.store.verdicts(&mut tx, &scope, &keys, by.time).await?;
        let new =
            || lines.iter().filter(|line| !kept.contains_key(&line.key) && line.rrn.region() == state.store.region());
        let found = state.store.find_all_in(&mut tx, &scope, new().map(|line| &line.rrn)).await?;
        let handed_over: BTreeSet<CustomerId> =
            new().filter(|line| line.change.get("assignee").is_some()).map(|line| line.rrn.customer()).collect();
        let handed_over: Vec<CustomerId> =
            handed_over.into_iter().filter(|customer| scope.customers().contains(customer)).collect();
        let roles = Roles::read(state, &mut tx, &handed_over).await?;
        let batch = Batch::new(by.clone());
        Ok(Self { call, scope, tx, by, found, roles, batch, kept, given: Vec::new() })
    }

    /// The verdict on one change as the text that is answered, now and to every retry.
    async fn verdict(&mut self, line: Line) -> Result<String> {
        let said = |line: &Line, outcome| {
            let (rrn, key) = (line.rrn.clone(), line.key.clone());
            serde_json::to_string(&BulkVerdict { organization_id: rrn.customer(), rrn, key, outcome })
        };
        if let Err(refused) = sound_key("key", &line.key) {
            return Ok(said(&line, BulkOutcome::Invalid { message: refused.message() })?);
        }
        let request_hash = request_hash(&line);
        if let Some(kept) = self.kept.get(&line.key) {
            if kept.request_hash == request_hash {
                return Ok(kept.body.clone());
            }
            let message = "This key was used for another change; nothing was changed. Use a new one.".to_owned();
            return Ok(said(&line, BulkOutcome::Invalid { message })?);
        }
        let outcome = match self.judge(&line).await {
            Ok(outcome) => outcome,
            Err(Error::BadRequest(message)) => BulkOutcome::Invalid { message },
            Err(failure) => return Err(failure),
        };
        // What is not there for the caller is judged anew each time: it keeps nothing, and it hides no older verdict.
        let keep = outcome != BulkOutcome::NotFound;
        let body = said(&line, outcome)?;
        if keep {
            let organization = line.rrn.customer();
            let verdict = Verdict { request_hash, organization, status: 200, etag: None, body: body.clone() };
            self.kept.insert(line.key.clone(), verdict.clone());
            self.given.push((line.key, verdict));
        }
        Ok(body)
    }

    /// What becomes of a new change; a bad request concerns this change alone.
    async fn judge(&mut self, line: &Line) -> Result<BulkOutcome> {
        let asked = Asked::of_patch(line.change.clone())?;
        if let Some(comment) = &line.comment {
            comments::sound("comment", comment)?;
        }
        let only_says = asked.is_empty();
        let store = &self.call.state.store;
        let Some(found) = self.found.get_mut(&rrn_key(&line.rrn)) else { return Ok(BulkOutcome::NotFound) };
        // A comment alone overwrites nobody, so no version stands in its way.
        let based_on = i64::try_from(line.version).unwrap_or(i64::MAX);
        let guard = if only_says { Precondition::Any } else { Precondition::Versions(vec![based_on]) };
        if let Err(refusal) = judge::permit(found, &guard) {
            return Ok(match refusal {
                Refusal::Forbidden(message) => BulkOutcome::Forbidden { message },
                Refusal::Stale => {
                    if self.batch.holds(found) {
                        store.write_batch(&mut self.tx, &mut self.batch).await?;
                    }
                    let current = Box::new(judge::current(store, &mut self.tx, found).await?);
                    BulkOutcome::Conflict { current }
                }
            });
        }
        if judge::closes_undecided(found, &asked.change) {
            let sentence = "Closing asks for a disposition: say what it turned out to be. Nothing was changed.";
            return Err(Error::BadRequest(sentence.to_owned()));
        }
        let assignee = match &asked.assignee {
            Some(Some(email)) => Some(Some(self.roles.assignee(&self.call.entitled, &found.investigation, email)?)),
            Some(None) => Some(None),
            None => None,
        };
        if self.batch.holds(found) {
            store.write_batch(&mut self.tx, &mut self.batch).await?;
        }
        let mut done = self.batch.change(found, Change { assignee, ..asked.change });
        if let Some(text) = line.comment.clone().filter(|_| done || only_says) {
            let comment = comments::by_author(found, text, Visibility::Internal, &self.by);
            self.batch.comment(found, comment);
            done = true;
        }
        let version = judge::version(found);
        if !done {
            return Ok(BulkOutcome::AlreadySo { version });
        }
        Ok(BulkOutcome::Changed { version, investigation: Box::new(found.investigation.clone()) })
    }

    /// Writes what was decided and the verdicts, all or nothing.
    async fn finish(mut self) -> Result<()> {
        let store = &self.call.state.store;
        store.write_batch(&mut self.tx, &mut self.batch).await?;
        store.keep_verdicts(&mut self.tx, &self.scope, &self.given, self.by.time).await?;
        self.tx.commit().await
    }
}

/// The same for a retry of the same change.
fn request_hash(line: &Line) -> String {
    hash(format!("bulk\n{}", json!([line.rrn, line.version, line.change, line.comment])))
}
