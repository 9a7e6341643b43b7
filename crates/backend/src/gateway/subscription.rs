//! Keeps this region's entitlements as the directory has them: long polls, the last answer kept, patience while it is down.

use super::GatewayConfig;
use super::entitled::Entitled;
use crate::db::region::RegionStore;
use crate::error::{Error, Result};
use contract::directory::Entitlements;
use reqwest::{Client, StatusCode};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// Longer than the directory holds a poll.
const PATIENCE: Duration = Duration::from_secs(25);
/// First and longest wait after a failure.
const WAITS: (Duration, Duration) = (Duration::from_millis(250), Duration::from_secs(5));

/// The entitlements kept last; none on the first start, or when another version wrote what cannot be read.
pub(super) async fn kept(store: &RegionStore) -> Result<Option<Entitlements>> {
    let Some(json) = store.entitlements().await? else { return Ok(None) };
    match serde_json::from_str(&json) {
        Ok(entitlements) => Ok(Some(entitlements)),
        Err(cause) => {
            tracing::warn!(region = %store.region(), %cause, "the kept entitlements cannot be read; asking the directory");
            Ok(None)
        }
    }
}

/// Asks for changes for ever. What is known stays in force while the directory does not answer.
pub(super) async fn keep(config: GatewayConfig, known: watch::Sender<Option<Arc<Entitled>>>) {
    let region = config.region.clone();
    let client = match crate::http::client(PATIENCE) {
        Ok(client) => client,
        Err(cause) => {
            tracing::error!(%region, %cause, "no client for the directory: entitlements stay as they were kept");
            return;
        }
    };
    let mut wait = WAITS.0;
    // What was kept may be of another directory, so the first question asks for everything.
    let mut heard = false;
    while !known.is_closed() {
        let since = if heard { known.borrow().as_ref().map(|entitled| entitled.revision()) } else { None };
        match ask(&client, &config, since).await {
            Ok(None) => wait = WAITS.0,
            Ok(Some((entitlements, json))) => {
                if let Err(cause) = config.store.keep_entitlements(&json).await {
                    tracing::warn!(%region, %cause, "new entitlements hold, but could not be kept for the next start");
                }
                known.send_replace(Some(Arc::new(Entitled::new(entitlements))));
                heard = true;
                wait = WAITS.0;
            }
            Err(cause) => {
                tracing::warn!(%region, %cause, "the directory does not answer; going on with what is known");
                tokio::time::sleep(jittered(wait)).await;
                wait = (wait * 2).min(WAITS.1);
            }
        }
    }
}

/// One long poll: nothing when nothing changed.
async fn ask(client: &Client, config: &GatewayConfig, since: Option<u64>) -> Result<Option<(Entitlements, String)>> {
    let doing = |cause: reqwest::Error| Error::caused("asking the directory", cause.without_url());
    let mut url = format!("{}/internal/v1/entitlements?region={}", config.directory_url, config.region);
    if let Some(since) = since {
        url.push_str(&format!("&since={since}"));
    }
    let response = client.get(url).bearer_auth(config.secret.reveal()).send().await.map_err(doing)?;
    match response.status() {
        StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED => Ok(None),
        StatusCode::OK => {
            let json = response.text().await.map_err(doing)?;
            let entitlements = serde_json::from_str(&json)?;
            Ok(Some((entitlements, json)))
        }
        status => Err(Error::internal(format!("the directory answered {status}"))),
    }
}

/// Between half of `wait` and all of it, so that regions do not knock together.
fn jittered(wait: Duration) -> Duration {
    let [random] = crate::random::bytes::<1>();
    wait.mul_f64(0.5 + f64::from(random) / 512.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jitter_stays_within_half_and_whole() {
        for _ in 0..1_000 {
            let wait = jittered(Duration::from_secs(4));
            assert!((Duration::from_secs(2)..=Duration::from_secs(4)).contains(&wait));
        }
    }
}
