//! `GET /regions`, `GET /customers`, `GET /customers/{id}/gates`.

use super::caller::Caller;
use super::state::DirectoryState;
use super::view::View;
use crate::http::Segments;
use crate::{Error, Result};
use axum::Json;
use axum::extract::State;
use contract::ErrorBody;
use contract::directory::{Customers, Gates, Regions};

/// Where data lives: each region and its gateway's origin.
#[utoipa::path(get, path = "/regions", tag = "directory", responses(
    (status = 200, body = Regions), (status = 401, body = ErrorBody)))]
pub(super) async fn regions(State(state): State<DirectoryState>, _: Caller) -> Result<Json<Regions>> {
    Ok(Json(Regions { regions: state.regions().await? }))
}

/// The Primary Customer first, then its customers by name; confidential ones only where known to the caller.
#[utoipa::path(get, path = "/customers", tag = "directory", responses(
    (status = 200, body = Customers), (status = 401, body = ErrorBody)))]
pub(super) async fn list(State(state): State<DirectoryState>, caller: Caller) -> Result<Json<Customers>> {
    Ok(Json(Customers { customers: View::of(&caller.analyst, &state).await?.customers() }))
}

/// The gates the directory knows of one customer; the role is asked of its region. A confidential customer that the
/// caller may not know answers exactly like one that does not exist.
#[utoipa::path(get, path = "/customers/{id}/gates", tag = "directory",
    params(("id" = String, Path, description = "organization_id")), responses(
    (status = 200, body = Gates), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub(super) async fn gates(
    State(state): State<DirectoryState>,
    caller: Caller,
    Segments(id): Segments<String>,
) -> Result<Json<Gates>> {
    let view = View::of(&caller.analyst, &state).await?;
    let customer = id.parse().ok().and_then(|id| view.customer(id));
    let customer = customer.ok_or_else(|| Error::NotFound("There is no such customer.".to_owned()))?;
    let people = state.store().analysts().await?;
    let administrators = people.into_iter().filter(|analyst| analyst.partner_admin && analyst.active);
    Ok(Json(Gates {
        customer,
        partner: view.partner(),
        administrators: administrators.map(|analyst| analyst.name).collect(),
    }))
}
