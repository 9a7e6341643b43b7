//! Reading investigations: lists, searches, one.

use super::answer::{ReadErrors, page};
use super::body::Object;
use super::call::Call;
use super::params::{ListParams, PageParams, ReachParams};
use super::search;
use super::write::etag;
use crate::error::Result;
use axum::Json;
use axum::http::header::{ETAG, HeaderName};
use contract::idr::{Investigation, SearchRequest};
use contract::{AnalystId, Page};

/// Investigations that match, most urgent first unless asked otherwise
#[utoipa::path(get, path = "/idr/v2/investigations", tag = "investigations", operation_id = "list_investigations",
    params(PageParams, ListParams, ReachParams), responses((status = 200, body = Page<Investigation>), ReadErrors))]
pub(super) async fn list(call: Call) -> Result<Json<Page<Investigation>>> {
    let asked = call.query.page()?;
    let (criteria, sort) = (call.query.criteria(call.state.clock.now())?, call.query.sort()?);
    let scope = call.scope()?;
    call.must_see_customer(&scope).await?;
    let rows = call.state.store.page(&scope, &criteria, &sort, asked.index, asked.size).await?;
    Ok(Json(page(rows, asked)))
}

/// Investigations that meet every criterion; title and actors by CONTAINS, the rest by EQUALS or IN
#[utoipa::path(post, path = "/idr/v2/investigations/_search", tag = "investigations", operation_id = "search_investigations", request_body = SearchRequest,
    params(PageParams, ReachParams), responses((status = 200, body = Page<Investigation>), ReadErrors))]
pub(super) async fn find(call: Call, Object(request): Object<SearchRequest>) -> Result<Json<Page<Investigation>>> {
    let asked = call.query.page()?;
    let person = |id: &str| match id.parse::<AnalystId>().ok().and_then(|id| call.entitled.analyst(id)) {
        Some(analyst) => analyst.email.clone(),
        None => id.to_owned(),
    };
    let (criteria, sort) = search::read(request, call.state.clock.now(), person)?;
    let scope = call.scope()?;
    call.must_see_customer(&scope).await?;
    let rows = call.state.store.page(&scope, &criteria, &sort, asked.index, asked.size).await?;
    Ok(Json(page(rows, asked)))
}

/// One investigation; its version is the ETag
#[utoipa::path(get, path = "/idr/v2/investigations/{rrn}", tag = "investigations", operation_id = "get_investigation",
    params(("rrn" = String, Path, description = "RRN, percent-encoded"), ReachParams),
    responses((status = 200, body = Investigation, headers(("ETag" = String, description = "Its version"))), ReadErrors))]
pub(super) async fn item(call: Call) -> Result<([(HeaderName, String); 1], Json<Investigation>)> {
    let scope = call.scope()?;
    let mut tx = call.state.store.read().await?;
    let mut found = call.find(&mut tx, &scope, call.segment("rrn")?).await?;
    tx.commit().await?;
    // Looking must not fail because noting the look does.
    if let Err(cause) = call.state.store.touch(&mut found, call.state.clock.now()).await {
        tracing::warn!(%cause, "last_accessed could not be written");
    }
    Ok(([(ETAG, etag(found.version))], Json(found.investigation)))
}
