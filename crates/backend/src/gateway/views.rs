//! `/mci/v1/views`: saved views that hold words of this region's customers, so they live here and nowhere else.

use super::answer::ReadErrors;
use super::call::Call;
use crate::Result;
use crate::http::{Body, idempotency_key};
use crate::views::{self, Reader, Vocabulary};
use axum::Json;
use axum::http::{HeaderMap, StatusCode};
use contract::views::{NewView, SavedView, SavedViews, ViewMarks};
use contract::{AnalystId, CustomerId, ErrorBody};
use std::collections::HashSet;

/// The caller's own views here and, for those who see a customer of this region, the ones that colleagues share
#[utoipa::path(get, path = "/mci/v1/views", tag = "views", operation_id = "list_views",
    responses((status = 200, body = SavedViews), ReadErrors))]
pub(super) async fn list(call: Call) -> Result<Json<SavedViews>> {
    let reader = Seen::by(&call).await?;
    let mut tx = call.state.store.read().await?;
    Ok(Json(views::list(&mut tx, &reader).await?))
}

/// Saves a view, typed words and tags included; 409 when the caller has one of that name or 200 already
#[utoipa::path(post, path = "/mci/v1/views", tag = "views", operation_id = "create_view", request_body = NewView,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same for a retry, which then saves no second one")),
    responses((status = 201, body = SavedView), (status = 409, body = ErrorBody), ReadErrors))]
pub(super) async fn create(
    call: Call,
    headers: HeaderMap,
    Body(new): Body<NewView>,
) -> Result<(StatusCode, Json<SavedView>)> {
    let key = idempotency_key(&headers)?;
    let reader = Seen::by(&call).await?;
    let mut tx = call.state.store.write().await?;
    let view = views::create(&mut tx, &reader, new, key.as_deref()).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(view)))
}

/// Puts another view in the place of one's own; a colleague's is refused
#[utoipa::path(put, path = "/mci/v1/views/{id}", tag = "views", operation_id = "replace_view", request_body = NewView,
    params(("id" = String, Path, description = "The view's id")),
    responses((status = 200, body = SavedView), (status = 403, body = ErrorBody), (status = 409, body = ErrorBody), ReadErrors))]
pub(super) async fn replace(call: Call, Body(new): Body<NewView>) -> Result<Json<SavedView>> {
    let reader = Seen::by(&call).await?;
    let mut tx = call.state.store.write().await?;
    let view = views::replace(&mut tx, &reader, call.segment("id")?, new).await?;
    tx.commit().await?;
    Ok(Json(view))
}

/// Deletes one's own view with everybody's marks on it; one that is gone already is as good
#[utoipa::path(delete, path = "/mci/v1/views/{id}", tag = "views", operation_id = "delete_view",
    params(("id" = String, Path, description = "The view's id")),
    responses((status = 204), (status = 403, body = ErrorBody), ReadErrors))]
pub(super) async fn delete(call: Call) -> Result<StatusCode> {
    let reader = Seen::by(&call).await?;
    let mut tx = call.state.store.write().await?;
    views::delete(&mut tx, &reader, call.segment("id")?).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sets the caller's own marks on a view they see; a new default takes the mark off any other here
#[utoipa::path(put, path = "/mci/v1/views/{id}/marks", tag = "views", operation_id = "mark_view", request_body = ViewMarks,
    params(("id" = String, Path, description = "The view's id")),
    responses((status = 200, body = SavedView), ReadErrors))]
pub(super) async fn mark(call: Call, Body(marks): Body<ViewMarks>) -> Result<Json<SavedView>> {
    let reader = Seen::by(&call).await?;
    let mut tx = call.state.store.write().await?;
    let view = views::mark(&mut tx, &reader, call.segment("id")?, marks).await?;
    tx.commit().await?;
    Ok(Json(view))
}

/// The caller, and the customers of this region that all four gates open to them.
struct Seen<'a> {
    call: &'a Call,
    customers: HashSet<CustomerId>,
}

impl<'a> Seen<'a> {
    async fn by(call: &'a Call) -> Result<Self> {
        let mut tx = call.state.store.read().await?;
        let roles = call.state.store.roles_in(&mut tx, &call.everything()).await?;
        Ok(Self { call, customers: roles.into_iter().map(|(customer, _)| customer).collect() })
    }
}

impl Reader for Seen<'_> {
    fn analyst(&self) -> AnalystId {
        self.call.analyst.id
    }
    /// Of other regions nothing is known here: their customers' ids stay ids, which say nothing to who knows them not.
    fn knows(&self, customer: CustomerId) -> bool {
        self.customers.contains(&customer) || !self.call.entitled.lives_here(customer)
    }
    fn lists(&self, customer: CustomerId) -> bool {
        self.customers.contains(&customer)
    }
    fn colleague(&self, analyst: AnalystId) -> Option<String> {
        self.call.entitled.analyst(analyst).map(|analyst| analyst.name.clone())
    }
    fn shares(&self) -> bool {
        !self.customers.is_empty()
    }
    fn vocabulary(&self) -> &Vocabulary {
        &Vocabulary::Region
    }
}
