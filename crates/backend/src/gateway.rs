//! One region's gateway: the InsightIDR subset and the extension, over this region's database alone.
//!
//! Reading order: `call` (who asks, within what reach), `entitled` and `subscription` (what the directory said), `write`
//! (retries, versions, verdicts), then one file per family of calls; `query`, `search`, `precondition` are pure.

use crate::clock::Clock;
use crate::db::region::RegionStore;
use crate::error::Result;
use axum::Router;
use contract::RegionCode;
use contract::directory::{Entitlements, Secret};
use entitled::Entitled;
use std::sync::Arc;
use tokio::sync::watch;
use tokio::task::JoinHandle;

mod alerts;
mod answer;
mod assignment;
mod body;
mod call;
mod changes;
mod comments;
mod entitled;
mod extension;
mod investigations;
mod params;
mod precondition;
mod query;
mod routes;
mod search;
mod subscription;
mod write;

pub use routes::openapi;

/// What a gateway needs to run.
#[derive(Debug, Clone)]
pub struct GatewayConfig {
    /// Its region; the store's must be the same.
    pub region: RegionCode,
    /// Its database.
    pub store: RegionStore,
    /// The clock.
    pub clock: Clock,
    /// Where the directory is, without a slash at the end.
    pub directory_url: String,
    /// Shows the directory which region asks.
    pub secret: Secret,
    /// Origins whose pages may call.
    pub allowed_origins: Vec<String>,
}

/// Makes gateways.
#[derive(Debug)]
pub struct Gateway;

impl Gateway {
    /// A gateway, and the task that keeps its entitlements as the directory has them. It starts with the ones it kept
    /// last, so it works while the directory is down; without any, calls answer 503 until the directory is heard.
    pub async fn start(config: GatewayConfig) -> Result<(Router, JoinHandle<()>)> {
        let kept = subscription::kept(&config.store).await?;
        let (sender, receiver) = watch::channel(kept.map(|last| Arc::new(Entitled::new(last))));
        let state = State { store: config.store.clone(), clock: config.clock.clone(), entitled: receiver };
        let router = routes::router(state, &config.allowed_origins);
        let task = tokio::spawn(subscription::keep(config, sender));
        Ok((router, task))
    }

    /// A gateway with entitlements that never change and no directory.
    pub fn fixed(store: RegionStore, clock: Clock, entitlements: Entitlements, allowed_origins: &[String]) -> Router {
        let (_, entitled) = watch::channel(Some(Arc::new(Entitled::new(entitlements))));
        routes::router(State { store, clock, entitled }, allowed_origins)
    }
}

/// What every call works with.
#[derive(Debug, Clone)]
pub(crate) struct State {
    store: RegionStore,
    clock: Clock,
    entitled: watch::Receiver<Option<Arc<Entitled>>>,
}
