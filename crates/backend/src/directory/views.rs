//! `…/views`: saved views of the grid that hold ids and words of the contract only; what was typed lives at a region.

use super::caller::Caller;
use super::state::DirectoryState;
use super::view::View;
use crate::Result;
use crate::http::{Body, Segments, idempotency_key};
use crate::views::{self, Reader, Vocabulary};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use contract::views::{NewView, SavedView, SavedViews, ViewMarks};
use contract::{AnalystId, CustomerId, ErrorBody};
use std::collections::HashMap;

/// The caller's own views and those that colleagues share: pinned first, then by name. What the caller may not know of
/// is left out of them.
#[utoipa::path(get, path = "/views", tag = "directory", responses(
    (status = 200, body = SavedViews), (status = 401, body = ErrorBody)))]
pub(super) async fn list(State(state): State<DirectoryState>, caller: Caller) -> Result<Json<SavedViews>> {
    let reader = Known::by(&caller, &state).await?;
    let mut tx = state.store().read().await?;
    Ok(Json(views::list(&mut tx, &reader).await?))
}

/// Saves a view; refused with 400 when it holds a typed word, a tag or anything else that is not an id or a word of the
/// contract, with 409 when the caller has one of that name or 200 already.
#[utoipa::path(post, path = "/views", tag = "directory", request_body = NewView,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same for a retry, which then saves no second one")),
    responses((status = 201, body = SavedView), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
    (status = 403, body = ErrorBody), (status = 409, body = ErrorBody)))]
pub(super) async fn create(
    State(state): State<DirectoryState>,
    caller: Caller,
    headers: HeaderMap,
    Body(new): Body<NewView>,
) -> Result<(StatusCode, Json<SavedView>)> {
    let key = idempotency_key(&headers)?;
    let reader = Known::by(&caller, &state).await?;
    let mut tx = state.store().write().await?;
    let view = views::create(&mut tx, &reader, new, key.as_deref()).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(view)))
}

/// Puts another view in the place of one's own, as for saving; a colleague's is refused with 403.
#[utoipa::path(put, path = "/views/{id}", tag = "directory", request_body = NewView,
    params(("id" = String, Path, description = "The view's id")),
    responses((status = 200, body = SavedView), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
    (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody)))]
pub(super) async fn replace(
    State(state): State<DirectoryState>,
    caller: Caller,
    Segments(id): Segments<String>,
    Body(new): Body<NewView>,
) -> Result<Json<SavedView>> {
    let reader = Known::by(&caller, &state).await?;
    let mut tx = state.store().write().await?;
    let view = views::replace(&mut tx, &reader, &id, new).await?;
    tx.commit().await?;
    Ok(Json(view))
}

/// Deletes one's own view with everybody's marks on it; one that is gone already is as good.
#[utoipa::path(delete, path = "/views/{id}", tag = "directory",
    params(("id" = String, Path, description = "The view's id")),
    responses((status = 204), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody)))]
pub(super) async fn delete(
    State(state): State<DirectoryState>,
    caller: Caller,
    Segments(id): Segments<String>,
) -> Result<StatusCode> {
    let reader = Known::by(&caller, &state).await?;
    let mut tx = state.store().write().await?;
    views::delete(&mut tx, &reader, &id).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sets the caller's own marks on a view they see; a new default takes the mark off any other here.
#[utoipa::path(put, path = "/views/{id}/marks", tag = "directory", request_body = ViewMarks,
    params(("id" = String, Path, description = "The view's id")),
    responses((status = 200, body = SavedView), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
    (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub(super) async fn mark(
    State(state): State<DirectoryState>,
    caller: Caller,
    Segments(id): Segments<String>,
    Body(marks): Body<ViewMarks>,
) -> Result<Json<SavedView>> {
    let reader = Known::by(&caller, &state).await?;
    let mut tx = state.store().write().await?;
    let view = views::mark(&mut tx, &reader, &id, marks).await?;
    tx.commit().await?;
    Ok(Json(view))
}

/// What the caller may know of.
struct Known {
    analyst: AnalystId,
    view: View,
    /// Names of active analysts.
    people: HashMap<AnalystId, String>,
    vocabulary: Vocabulary,
}

impl Known {
    async fn by(caller: &Caller, state: &DirectoryState) -> Result<Self> {
        let view = View::of(&caller.analyst, state).await?;
        let people = state.store().analysts().await?;
        let regions = state.store().regions().await?;
        let vocabulary = Vocabulary::Directory {
            people: people.iter().map(|person| person.email.to_lowercase()).collect(),
            regions: regions.into_iter().map(|region| region.code).collect(),
        };
        let people = people.into_iter().filter(|person| person.active).map(|person| (person.id, person.name));
        Ok(Self { analyst: caller.analyst.id, view, people: people.collect(), vocabulary })
    }
}

impl Reader for Known {
    fn analyst(&self) -> AnalystId {
        self.analyst
    }
    fn knows(&self, customer: CustomerId) -> bool {
        self.view.customer(customer).is_some()
    }
    fn lists(&self, customer: CustomerId) -> bool {
        self.knows(customer)
    }
    fn colleague(&self, analyst: AnalystId) -> Option<String> {
        self.people.get(&analyst).cloned()
    }
    fn shares(&self) -> bool {
        true
    }
    fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }
}
