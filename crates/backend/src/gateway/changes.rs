//! Changing investigations: title, status, priority, disposition, assignee.

use super::answer::WriteErrors;
use super::assignment;
use super::params::{ReachParams, WriteParams};
use super::query::bad_word;
use super::write::{Start, Write, Writing};
use crate::db::region::{Change, Found};
use crate::error::{Error, Result};
use axum::response::Response;
use contract::idr::{Assignee, AssigneeBody, Investigation, InvestigationPatch};
use contract::{Disposition, Priority, Status};
use serde_json::Value;

/// Longest title that is taken, in characters.
const LONGEST_TITLE: usize = 20_000;

/// What is asked for, before anyone was looked up.
#[derive(Debug, Default)]
struct Asked {
    change: Change,
    /// An address; an inner none takes the present assignee off.
    assignee: Option<Option<String>>,
}

/// Changes any of title, status, priority, disposition and assignee; null and absent leave as is
#[utoipa::path(patch, path = "/idr/v2/investigations/{rrn}", tag = "investigations", operation_id = "change_investigation", request_body = InvestigationPatch,
    params(("rrn" = String, Path, description = "RRN, percent-encoded"), ReachParams, WriteParams),
    responses((status = 200, body = Investigation), WriteErrors))]
pub(super) async fn patch(write: Write) -> Result<Response> {
    let asked = read_patch(write.body()?)?;
    apply(write, asked).await
}

/// Sets the status; one that stands already is no change
#[utoipa::path(put, path = "/idr/v2/investigations/{rrn}/status/{status}", tag = "investigations", operation_id = "set_status",
    params(("rrn" = String, Path, description = "RRN, percent-encoded"),
        ("status" = Status, Path, description = "In any case"), ReachParams, WriteParams),
    responses((status = 200, body = Investigation), WriteErrors))]
pub(super) async fn status(write: Write) -> Result<Response> {
    let status = segment(&write, "status", Status::known, Status::KNOWN)?;
    let change = Change { status: Some(status), ..Change::default() };
    apply(write, Asked { change, assignee: None }).await
}

/// Sets the priority; one that stands already is no change
#[utoipa::path(put, path = "/idr/v2/investigations/{rrn}/priority/{priority}", tag = "investigations", operation_id = "set_priority",
    params(("rrn" = String, Path, description = "RRN, percent-encoded"),
        ("priority" = Priority, Path, description = "In any case"), ReachParams, WriteParams),
    responses((status = 200, body = Investigation), WriteErrors))]
pub(super) async fn priority(write: Write) -> Result<Response> {
    let priority = segment(&write, "priority", Priority::known, Priority::KNOWN)?;
    let change = Change { priority: Some(priority), ..Change::default() };
    apply(write, Asked { change, assignee: None }).await
}

/// Sets the disposition; one that stands already is no change
#[utoipa::path(put, path = "/idr/v2/investigations/{rrn}/disposition/{disposition}", tag = "investigations", operation_id = "set_disposition",
    params(("rrn" = String, Path, description = "RRN, percent-encoded"),
        ("disposition" = Disposition, Path, description = "In any case"), ReachParams, WriteParams),
    responses((status = 200, body = Investigation), WriteErrors))]
pub(super) async fn disposition(write: Write) -> Result<Response> {
    let disposition = segment(&write, "disposition", Disposition::known, Disposition::KNOWN)?;
    let change = Change { disposition: Some(disposition), ..Change::default() };
    apply(write, Asked { change, assignee: None }).await
}

/// Gives the work to an active analyst who passes all gates there with a role that changes
#[utoipa::path(put, path = "/idr/v2/investigations/{rrn}/assignee", tag = "investigations", operation_id = "set_assignee", request_body = AssigneeBody,
    params(("rrn" = String, Path, description = "RRN, percent-encoded"), ReachParams, WriteParams),
    responses((status = 200, body = Investigation), WriteErrors))]
pub(super) async fn assignee(write: Write) -> Result<Response> {
    let AssigneeBody { user_email_address } = write.body()?;
    let email = address(user_email_address)?;
    apply(write, Asked { change: Change::default(), assignee: Some(Some(email)) }).await
}

async fn apply(write: Write, asked: Asked) -> Result<Response> {
    let name = write.call.segment("rrn")?.to_owned();
    let mut writing = match write.start().await? {
        Start::Fresh(writing) => writing,
        Start::Again(answer) => return Ok(answer),
    };
    let mut found = writing.investigation(&name).await?;
    let assignee = match asked.assignee {
        Some(email) => Some(person(&mut writing, &found, email).await?),
        None => None,
    };
    let (by, store) = (writing.author(), writing.call.state.store.clone());
    store.apply(&mut writing.tx, &mut found, Change { assignee, ..asked.change }, &by).await?;
    writing.finish_with(found).await
}

/// Whom an address means. Who has the work already keeps it, whatever became of their role.
async fn person(writing: &mut Writing, found: &Found, email: Option<String>) -> Result<Option<Assignee>> {
    let Some(email) = email else { return Ok(None) };
    let present = found.investigation.assignee.as_ref();
    if let Some(present) = present.filter(|present| present.email.to_lowercase() == email.to_lowercase()) {
        return Ok(Some(present.clone()));
    }
    let customer = found.investigation.organization_id;
    let Writing { call, tx, .. } = writing;
    assignment::assignee(&call.state, &call.entitled, tx, customer, &email).await.map(Some)
}

fn read_patch(mut body: Value) -> Result<Asked> {
    // An assignee without an address asks for nothing; only an address that is null takes the present one off.
    if let Some(members) = body.as_object_mut() {
        let silent = |assignee: &Value| assignee.as_object().is_some_and(|members| !members.contains_key("email"));
        if members.get("assignee").is_some_and(silent) {
            members.remove("assignee");
        }
    }
    let patch: InvestigationPatch = serde_json::from_value(body)
        .map_err(|cause| Error::BadRequest(format!("The body is not as expected: {cause}.")))?;
    let change = Change {
        title: patch.title.map(title).transpose()?,
        status: patch.status.map(|word| known("status", word.word(), Status::known, Status::KNOWN)).transpose()?,
        priority: patch
            .priority
            .map(|word| known("priority", word.word(), Priority::known, Priority::KNOWN))
            .transpose()?,
        disposition: patch
            .disposition
            .map(|word| known("disposition", word.word(), Disposition::known, Disposition::KNOWN))
            .transpose()?,
        assignee: None,
    };
    let assignee = patch.assignee.map(|assignee| assignee.email.map(address).transpose()).transpose()?;
    Ok(Asked { change, assignee })
}

fn title(title: String) -> Result<String> {
    if title.trim().is_empty() {
        return Err(Error::BadRequest("title must not be empty.".to_owned()));
    }
    if title.chars().count() > LONGEST_TITLE {
        return Err(Error::BadRequest(format!("title must have at most {LONGEST_TITLE} characters.")));
    }
    Ok(title)
}

fn address(email: String) -> Result<String> {
    let email = email.trim();
    if email.is_empty() {
        return Err(Error::BadRequest(
            "The assignee's address must not be empty; null takes the assignee off.".to_owned(),
        ));
    }
    Ok(email.to_owned())
}

fn segment<T: ToString>(write: &Write, name: &str, read: impl Fn(&str) -> Option<T>, all: &[T]) -> Result<T> {
    known(name, write.call.segment(name)?, read, all)
}

fn known<T: ToString>(name: &str, word: &str, read: impl Fn(&str) -> Option<T>, all: &[T]) -> Result<T> {
    read(word.trim()).ok_or_else(|| bad_word(name, word, all))
}
