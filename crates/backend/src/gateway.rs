//! One region's gateway: the InsightIDR subset and the extension, over this region's database alone.
//!
//! Reading order: `call` (who asks, within what reach), `entitled` and `subscription` (what the directory said), `write`
//! (retries, versions, verdicts) with `judge`, then one file per family of calls; `query`, `search`, `precondition`,
//! `asked` are pure.

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

mod access;
mod alerts;
mod answer;
mod asked;
mod assignment;
mod body;
mod bulk;
mod call;
mod changes;
mod comments;
mod cursor;
mod entitled;
mod extension;
mod investigations;
mod judge;
mod live;
mod outlet;
mod pace;
mod params;
mod precondition;
mod proof;
mod pulse;
mod query;
mod routes;
mod search;
mod subscription;
mod views;
mod working_set;
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
    /// A gateway, and the task that keeps its entitlements as the directory has them and wakes its streams, which end
    /// with it. It starts with the ones it kept
    /// last, so it works while the directory is down; without any, calls answer 503 until the directory is heard.
    pub async fn start(config: GatewayConfig) -> Result<(Router, JoinHandle<()>)> {
        let kept = subscription::kept(&config.store).await?;
        let (sender, receiver) = watch::channel(kept.map(|last| Arc::new(Entitled::new(last))));
        let (pulse, beats) = watch::channel(None);
        let (store, clock) = (config.store.clone(), config.clock.clone());
        let state = State { store, clock, entitled: receiver, beats, pace: Arc::default() };
        let router = routes::router(state, &config.allowed_origins);
        let store = config.store.clone();
        let task =
            tokio::spawn(async { tokio::join!(subscription::keep(config, sender), pulse::keep(store, pulse)).0 });
        Ok((router, task))
    }

    /// A gateway with entitlements that never change and no directory. Within a runtime only.
    pub fn fixed(store: RegionStore, clock: Clock, entitlements: Entitlements, allowed_origins: &[String]) -> Router {
        let (_, entitled) = watch::channel(Some(Arc::new(Entitled::new(entitlements))));
        let (pulse, beats) = watch::channel(None);
        tokio::spawn(pulse::keep(store.clone(), pulse));
        routes::router(State { store, clock, entitled, beats, pace: Arc::default() }, allowed_origins)
    }
}

/// What every call works with.
#[derive(Debug, Clone)]
pub(crate) struct State {
    store: RegionStore,
    clock: Clock,
    entitled: watch::Receiver<Option<Arc<Entitled>>>,
    /// Changes with every change that a list shows, and with every change of a role.
    beats: watch::Receiver<pulse::Beat>,
    pace: Arc<pace::Pace>,
}
