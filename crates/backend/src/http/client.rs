//! The client for calls that this backend makes itself.

use crate::{Error, Result};
use std::sync::Once;
use std::time::Duration;

/// A client that gives up after `patience`.
pub fn client(patience: Duration) -> Result<reqwest::Client> {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| {
        // It fails only where one is installed already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
    let client = reqwest::Client::builder().timeout(patience).build();
    client.map_err(|cause| Error::caused("preparing to make calls", cause))
}
