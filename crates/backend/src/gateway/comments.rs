//! Comments on an investigation. One is internal unless its writer says otherwise.

use super::answer::{CommentAnswer, ReadErrors, WriteErrors, page};
use super::call::Call;
use super::params::{PageParams, ReachParams, WriteParams};
use super::query::bad_word;
use super::write::{Done, Start, Write, Writing};
use crate::db::region::{Author, Found, ScopedComment};
use crate::error::{Error, Result};
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use contract::idr::{Comment, Creator, NewComment};
use contract::{CustomerId, Page, Visibility};

/// Longest comment that is taken, in characters.
const LONGEST: usize = 20_000;

/// Comments on an investigation, newest first
#[utoipa::path(get, path = "/idr/v1/comments", tag = "comments", operation_id = "list_comments",
    params(("target" = String, Query, description = "RRN of the investigation"), PageParams, ReachParams),
    responses((status = 200, body = Page<Comment>), ReadErrors))]
pub(super) async fn list(call: Call) -> Result<Json<Page<Comment>>> {
    let asked = call.query.page()?;
    let target = call.query.one("target");
    let target = target.ok_or_else(|| Error::BadRequest("target must name an investigation by its RRN.".to_owned()))?;
    let scope = call.scope()?;
    let mut tx = call.state.store.read().await?;
    let found = call.find(&mut tx, &scope, target).await?;
    let rows = call.state.store.comments(&mut tx, &found, asked.index, asked.size).await?;
    Ok(Json(page(rows, asked)))
}

/// Writes a comment, with its visibility in the same call
#[utoipa::path(post, path = "/idr/v1/comments", tag = "comments", operation_id = "create_comment", request_body = NewComment,
    params(ReachParams, WriteParams), responses((status = 201, body = CommentAnswer), WriteErrors))]
pub(super) async fn create(write: Write) -> Result<Response> {
    let NewComment { target, body, visibility } = write.body()?;
    sound("body", &body)?;
    let visibility = match visibility {
        Some(word) => known(word.word())?,
        None => Visibility::Internal,
    };
    let mut writing = match write.start().await? {
        Start::Fresh(writing) => writing,
        Start::Again(answer) => return Ok(answer),
    };
    let found = writing.investigation(target.as_str()).await?;
    let (by, store) = (writing.author(), writing.call.state.store.clone());
    let customer = found.investigation.organization_id;
    let comment = by_author(&found, body, visibility, &by);
    store.add_comment(&mut writing.tx, &found, &comment, &by).await?;
    answer(writing, StatusCode::CREATED, customer, comment).await
}

/// Deletes a comment, which is answered for the last time
#[utoipa::path(delete, path = "/idr/v1/comments/{rrn}", tag = "comments", operation_id = "delete_comment",
    params(("rrn" = String, Path, description = "RRN of the comment, percent-encoded"), ReachParams, WriteParams),
    responses((status = 200, body = CommentAnswer), WriteErrors))]
pub(super) async fn delete(write: Write) -> Result<Response> {
    let rrn = write.call.segment("rrn")?.to_owned();
    let mut writing = match write.start().await? {
        Start::Fresh(writing) => writing,
        Start::Again(answer) => return Ok(answer),
    };
    let scoped = writing.comment(&rrn).await?;
    let (by, store) = (writing.author(), writing.call.state.store.clone());
    store.delete_comment(&mut writing.tx, &scoped, &by).await?;
    let ScopedComment { comment, found } = scoped;
    answer(writing, StatusCode::OK, found.investigation.organization_id, comment).await
}

/// Sets who sees a comment; a visibility that stands already is no change
#[utoipa::path(put, path = "/idr/v1/comments/{rrn}/{visibility}", tag = "comments", operation_id = "set_comment_visibility",
    params(("rrn" = String, Path, description = "RRN of the comment, percent-encoded"),
        ("visibility" = Visibility, Path, description = "In any case"), ReachParams, WriteParams),
    responses((status = 200, body = CommentAnswer), WriteErrors))]
pub(super) async fn show(write: Write) -> Result<Response> {
    let (rrn, visibility) = (write.call.segment("rrn")?.to_owned(), known(write.call.segment("visibility")?)?);
    let mut writing = match write.start().await? {
        Start::Fresh(writing) => writing,
        Start::Again(answer) => return Ok(answer),
    };
    let mut scoped = writing.comment(&rrn).await?;
    let (by, store) = (writing.author(), writing.call.state.store.clone());
    store.show_comment(&mut writing.tx, &mut scoped, visibility, &by).await?;
    let ScopedComment { comment, found } = scoped;
    answer(writing, StatusCode::OK, found.investigation.organization_id, comment).await
}

/// Refuses a text that is empty or too long; `name` is what the caller knows it as.
pub(super) fn sound(name: &str, text: &str) -> Result<()> {
    if text.trim().is_empty() {
        return Err(Error::BadRequest(format!("{name} must not be empty.")));
    }
    if text.chars().count() > LONGEST {
        return Err(Error::BadRequest(format!("{name} must have at most {LONGEST} characters.")));
    }
    Ok(())
}

/// A new comment on `found`.
pub(super) fn by_author(found: &Found, body: String, visibility: Visibility, by: &Author) -> Comment {
    let rrn = &found.investigation.rrn;
    let id = crate::random::hex::<8>();
    Comment {
        rrn: format!("rrn:collaboration:{}:{}:comment:{id}", rrn.region(), found.investigation.organization_id),
        target: rrn.to_string(),
        creator: Some(Creator { kind: "USER".to_owned(), name: by.name.clone() }),
        body: Some(body),
        visibility,
        created_time: by.time,
    }
}

async fn answer(writing: Box<Writing>, status: StatusCode, customer: CustomerId, comment: Comment) -> Result<Response> {
    let body = CommentAnswer { comment, organization_id: customer };
    writing.finish(Done { status, customer, version: None, body }).await
}

fn known(word: &str) -> Result<Visibility> {
    Visibility::known(word.trim()).ok_or_else(|| bad_word("visibility", word, Visibility::KNOWN))
}
