//! Alerts of an investigation, and those of other products.

use super::answer::{ReadErrors, WriteErrors, page};
use super::call::{Call, unknown};
use super::params::{PageParams, ReachParams, WriteParams};
use super::write::{Start, Write};
use crate::error::Result;
use axum::Json;
use axum::response::Response;
use contract::Page;
use contract::idr::{Alert, Investigation, ProductAlert};

/// Alerts, newest first
#[utoipa::path(get, path = "/idr/v2/investigations/{rrn}/alerts", tag = "alerts", operation_id = "list_alerts",
    params(("rrn" = String, Path, description = "RRN, percent-encoded"), PageParams, ReachParams),
    responses((status = 200, body = Page<Alert>), ReadErrors))]
pub(super) async fn list(call: Call) -> Result<Json<Page<Alert>>> {
    let asked = call.query.page()?;
    let scope = call.scope()?;
    let mut tx = call.state.store.read().await?;
    let found = call.find(&mut tx, &scope, call.segment("rrn")?).await?;
    let rows = call.state.store.alerts(&mut tx, &found, asked.index, asked.size).await?;
    Ok(Json(page(rows, asked)))
}

/// Takes an alert off the investigation, which is answered as it then stands
#[utoipa::path(delete, path = "/idr/v2/investigations/{rrn}/alerts/{alert}", tag = "alerts", operation_id = "remove_alert",
    params(("rrn" = String, Path, description = "RRN, percent-encoded"), ("alert" = String, Path), ReachParams, WriteParams),
    responses((status = 200, body = Investigation), WriteErrors))]
pub(super) async fn remove(write: Write) -> Result<Response> {
    let (name, alert) = (write.call.segment("rrn")?.to_owned(), write.call.segment("alert")?.to_owned());
    let mut writing = match write.start().await? {
        Start::Fresh(writing) => writing,
        Start::Again(answer) => return Ok(answer),
    };
    let mut found = writing.investigation(&name).await?;
    let (by, store) = (writing.author(), writing.call.state.store.clone());
    if !store.remove_alert(&mut writing.tx, &mut found, &alert, &by).await? {
        return Err(unknown());
    }
    writing.finish_with(found).await
}

/// Alerts of other products, as a bare array
#[utoipa::path(get, path = "/idr/v2/investigations/{rrn}/rapid7-product-alerts", tag = "alerts", operation_id = "list_product_alerts",
    params(("rrn" = String, Path, description = "RRN, percent-encoded"), ReachParams),
    responses((status = 200, body = Vec<ProductAlert>), ReadErrors))]
pub(super) async fn product_alerts(call: Call) -> Result<Json<Vec<ProductAlert>>> {
    let scope = call.scope()?;
    let mut tx = call.state.store.read().await?;
    let found = call.find(&mut tx, &scope, call.segment("rrn")?).await?;
    Ok(Json(call.state.store.product_alerts(&mut tx, &found).await?))
}
