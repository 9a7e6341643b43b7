//! `GET /internal/v1/entitlements`: a gateway waits here for changes that concern its region.

use super::state::DirectoryState;
use crate::db::directory::hash_key;
use crate::http::Params;
use crate::{Error, Result};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::RegionCode;
use serde::Deserialize;
use std::time::Duration;
use tokio::time::Instant;

/// How long a question waits for news.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often the revision is read: another process may have changed it.
const GLANCE: Duration = Duration::from_millis(500);

#[derive(Debug, Deserialize)]
pub(super) struct Question {
    region: RegionCode,
    since: Option<u64>,
}

/// 200 with the region's entitlements as soon as they are not of revision `since`, 204 after 20 s without a change.
pub(super) async fn entitlements(
    State(state): State<DirectoryState>,
    headers: HeaderMap,
    Params(Question { region, since }): Params<Question>,
) -> Result<Response> {
    authorise(&state, &headers, &region)?;
    let store = state.store();
    let until = Instant::now() + PATIENCE;
    loop {
        let now = state.clock().now();
        store.expire_licences(now).await?;
        if since != Some(store.revision().await?) {
            let keys = vec![state.config().signing_key.verifying_key()];
            return Ok(Json(store.entitlements(&region, keys, now).await?).into_response());
        }
        if Instant::now() >= until {
            return Ok(StatusCode::NO_CONTENT.into_response());
        }
        tokio::time::sleep(GLANCE).await;
    }
}

/// The region's own secret, or nothing: no gateway learns another region's customers.
fn authorise(state: &DirectoryState, headers: &HeaderMap, region: &RegionCode) -> Result<()> {
    let shown = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let shown = shown.and_then(|value| value.strip_prefix("Bearer "));
    let secret = state.config().region_secrets.get(region);
    // Hashes are compared, so that the time taken says nothing about the secret.
    let same = |(shown, secret): (&str, &contract::directory::Secret)| hash_key(shown) == hash_key(secret.reveal());
    if shown.zip(secret).is_some_and(same) {
        return Ok(());
    }
    Err(Error::Unauthorized("This is for the region's own gateway.".to_owned()))
}
