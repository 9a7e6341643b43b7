//! A call and its answer: what is sent, and how errors are read as they are sent.

use super::endpoint::{Endpoint, Service};
use super::error::{ApiError, Problem};
use super::wire::Received;
use contract::ErrorBody;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A request to be sent.
#[derive(Debug, Clone)]
pub struct Call {
    pub(super) service: Service,
    pub(super) method: &'static str,
    pub(super) endpoint: Endpoint,
    pub(super) body: Option<String>,
    pub(super) based_on: Option<String>,
    pub(super) key: Option<String>,
}

impl Call {
    /// A read.
    pub fn get(service: Service, endpoint: Endpoint) -> Self {
        Self { service, method: "GET", endpoint, body: None, based_on: None, key: None }
    }

    /// A write with a JSON body.
    pub fn write(service: Service, method: &'static str, endpoint: Endpoint, body: &impl Serialize) -> Self {
        let body = serde_json::to_string(body).ok();
        Self { body, method, ..Self::get(service, endpoint) }
    }

    /// A write without a body.
    pub fn bare(service: Service, method: &'static str, endpoint: Endpoint) -> Self {
        Self { method, ..Self::get(service, endpoint) }
    }

    /// Refused by the server when the version has moved on.
    pub fn based_on(mut self, etag: Option<String>) -> Self {
        self.based_on = etag;
        self
    }

    /// Sent again with the same key, a write is done once.
    pub fn once(mut self, key: &str) -> Self {
        self.key = Some(key.to_owned());
        self
    }
}

/// An answer with status 2xx.
#[derive(Debug, Clone)]
pub struct Reply {
    service: Service,
    /// The version, where the server told one.
    pub etag: Option<String>,
    body: Vec<u8>,
}

impl Reply {
    /// Reads the body. What cannot be read is this server's failure, not the app's.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, ApiError> {
        serde_json::from_slice(&self.body)
            .map_err(|error| ApiError::new(self.service.clone(), Problem::Malformed(error.to_string())))
    }
}

/// An answer of any status as success or error.
pub(super) fn finish(service: &Service, received: Received) -> Result<Reply, ApiError> {
    if (200..300).contains(&received.status) {
        return Ok(Reply { service: service.clone(), etag: received.header("ETag"), body: received.body });
    }
    let body: ErrorBody = serde_json::from_slice(&received.body).unwrap_or_default();
    let retry_after = received.header("Retry-After").and_then(|value| value.parse().ok());
    let correlation_id =
        Some(body.correlation_id).filter(|id| !id.is_empty()).or_else(|| received.header("R7-Correlation-Id"));
    let problem = problem(received.status, body.message, body.current, retry_after);
    Err(ApiError { service: service.clone(), problem, correlation_id })
}

fn problem(status: u16, message: String, current: Option<serde_json::Value>, retry_after: Option<u64>) -> Problem {
    match status {
        401 => Problem::SignedOut,
        403 => Problem::Forbidden(message),
        404 => Problem::NotFound(message),
        412 => Problem::Stale(Box::new(current.unwrap_or_default())),
        410 => Problem::Gone(message),
        429 => Problem::Busy { retry_after_secs: retry_after.unwrap_or(5) },
        503 if retry_after.is_some() => Problem::Busy { retry_after_secs: retry_after.unwrap_or(5) },
        400..=499 => Problem::Refused(message),
        _ => Problem::Failed(status, message),
    }
}
