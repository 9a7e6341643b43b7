//! Changing investigations: title, status, priority, disposition, assignee.

use super::answer::WriteErrors;
use super::asked::{self, Asked};
use super::assignment;
use super::params::{ReachParams, WriteParams};
use super::write::{Start, Write, Writing};
use crate::db::region::{Change, Found};
use crate::error::Result;
use axum::response::Response;
use contract::idr::{Assignee, AssigneeBody, Investigation, InvestigationPatch};
use contract::{Disposition, Priority, Status};

/// Changes any of title, status, priority, disposition and assignee; null and absent leave as is
#[utoipa::path(patch, path = "/idr/v2/investigations/{rrn}", tag = "investigations", operation_id = "change_investigation", request_body = InvestigationPatch,
    params(("rrn" = String, Path, description = "RRN, percent-encoded"), ReachParams, WriteParams),
    responses((status = 200, body = Investigation), WriteErrors))]
pub(super) async fn patch(write: Write) -> Result<Response> {
    let asked = Asked::of_patch(write.body()?)?;
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
    let email = asked::address(user_email_address)?;
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
        Some(Some(email)) => Some(Some(person(&mut writing, &found, &email).await?)),
        Some(None) => Some(None),
        None => None,
    };
    let (by, store) = (writing.author(), writing.call.state.store.clone());
    store.apply(&mut writing.tx, &mut found, Change { assignee, ..asked.change }, &by).await?;
    writing.finish_with(found).await
}

async fn person(writing: &mut Writing, found: &Found, email: &str) -> Result<Assignee> {
    let Writing { call, tx, .. } = writing;
    let roles = assignment::Roles::read(&call.state, tx, &[found.investigation.organization_id]).await?;
    roles.assignee(&call.entitled, &found.investigation, email)
}

fn segment<T: ToString>(write: &Write, name: &str, read: impl Fn(&str) -> Option<T>, all: &[T]) -> Result<T> {
    asked::known(name, write.call.segment(name)?, read, all)
}
