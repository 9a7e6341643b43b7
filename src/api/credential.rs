//! Tokens: kept in memory, sent, never printed, never handed out.

use contract::RegionCode;
use contract::directory::{RegionToken, Secret};
use std::collections::HashMap;

/// What this tab may show the servers.
#[derive(Debug, Default)]
pub struct Credentials {
    directory: Option<Secret>,
    regions: HashMap<RegionCode, Secret>,
}

impl Credentials {
    /// Takes over a session's tokens; the directory's is absent where a cookie does its work.
    pub fn replace(&mut self, directory: Option<Secret>, regions: &[RegionToken]) {
        self.directory = directory;
        self.regions = regions.iter().map(|token| (token.region.clone(), token.token.clone())).collect();
    }

    /// Takes over a renewed token.
    pub fn renew(&mut self, token: RegionToken) {
        self.regions.insert(token.region, token.token);
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    pub(super) fn directory_header(&self) -> Option<String> {
        self.directory.as_ref().map(|secret| format!("Bearer {}", secret.reveal()))
    }

    pub(super) fn region_header(&self, region: &RegionCode) -> Option<String> {
        self.regions.get(region).map(|secret| format!("Bearer {}", secret.reveal()))
    }
}
