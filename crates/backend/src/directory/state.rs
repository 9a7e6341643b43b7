//! What the directory's handlers share.

use super::attempts::Attempts;
use super::issuer::Issuer;
use crate::clock::Clock;
use crate::db::directory::DirectoryStore;
use crate::token::SigningKey;
use crate::{Error, Result};
use contract::RegionCode;
use contract::directory::{Region, Secret};
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// What a directory is started with.
pub struct DirectoryConfig {
    /// Its database.
    pub store: DirectoryStore,
    /// The only clock.
    pub clock: Clock,
    /// Signs tokens.
    pub signing_key: SigningKey,
    /// Origin of each region's gateway, without a slash at the end.
    pub region_urls: HashMap<RegionCode, String>,
    /// What each region's gateway shows to be told its entitlements.
    pub region_secrets: HashMap<RegionCode, Secret>,
    /// Where the app is mounted, with a slash at both ends; the cookie is for this path.
    pub base_path: String,
    /// The cookie travels over TLS only.
    pub secure_cookie: bool,
    /// The portal's issuer, where there is one.
    pub issuer: Option<Issuer>,
}

/// Shared by every call; cheap to clone.
#[derive(Clone)]
pub struct DirectoryState {
    pub(super) inner: Arc<Inner>,
}

pub(super) struct Inner {
    pub(super) config: DirectoryConfig,
    pub(super) attempts: Attempts,
    /// Hashing a password takes memory and time on purpose: only so many at once.
    pub(super) hashing: Semaphore,
}

impl DirectoryState {
    /// The state of a directory that starts now.
    pub fn new(config: DirectoryConfig) -> Self {
        Self { inner: Arc::new(Inner { config, attempts: Attempts::default(), hashing: Semaphore::new(4) }) }
    }

    pub(super) fn store(&self) -> &DirectoryStore {
        &self.inner.config.store
    }

    pub(super) fn clock(&self) -> &Clock {
        &self.inner.config.clock
    }

    pub(super) fn config(&self) -> &DirectoryConfig {
        &self.inner.config
    }

    /// The regions with the addresses they are served at.
    pub(super) async fn regions(&self) -> Result<Vec<Region>> {
        let mut regions = self.store().regions().await?;
        for region in &mut regions {
            let url = self.config().region_urls.get(&region.code);
            region.base_url = url
                .ok_or_else(|| Error::internal(format!("no address is configured for region {}", region.code)))?
                .clone();
        }
        Ok(regions)
    }
}
