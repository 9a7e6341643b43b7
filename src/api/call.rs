//! The client: puts a call's headers together, renews an expired token once, and reads errors as they are sent.

use super::credential::Credentials;
use super::endpoint::{Endpoint, Service};
use super::error::{ApiError, Problem};
use super::wire::{self, Received, Sent};
use contract::directory::{Region, RegionToken, Secret, TokenRequest};
use contract::{ErrorBody, RegionCode};
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::HashMap;
use std::time::Duration;

/// A request to be sent.
#[derive(Debug, Clone)]
pub struct Call {
    service: Service,
    method: &'static str,
    endpoint: Endpoint,
    body: Option<String>,
    based_on: Option<String>,
    key: Option<String>,
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

#[derive(Default)]
struct Inner {
    directory: String,
    regions: HashMap<RegionCode, String>,
    credentials: Credentials,
    with_cookie: bool,
}

/// The client of all services. Copies share tokens; nothing can read them back.
#[derive(Clone, Copy)]
pub struct Api {
    inner: StoredValue<Inner>,
}

const PATIENCE: Duration = Duration::from_secs(30);

impl Api {
    /// A client of the directory at this origin; empty = the page's own.
    pub fn new(directory: &str, with_cookie: bool) -> Self {
        let inner = Inner { directory: directory.to_owned(), with_cookie, ..Inner::default() };
        Self { inner: StoredValue::new(inner) }
    }

    /// Takes over a session's tokens and the regions' origins.
    pub fn adopt(&self, directory: Option<Secret>, tokens: &[RegionToken], regions: &[Region]) {
        self.inner.try_update_value(|inner| {
            inner.credentials.replace(directory, tokens);
            inner.regions =
                regions.iter().map(|r| (r.code.clone(), r.base_url.trim_end_matches('/').to_owned())).collect();
        });
    }

    /// Forgets every token.
    pub fn forget(&self) {
        self.inner.try_update_value(|inner| inner.credentials.clear());
    }

    /// Sends a call. Dropping the future aborts the request.
    pub async fn send(&self, call: Call) -> Result<Reply, ApiError> {
        let received = self.attempt(&call).await?;
        if received.status != 401 {
            return finish(&call.service, received);
        }
        match &call.service {
            // Fifteen minutes are over, or a gateway's keys were changed: one renewal, one more try.
            Service::Region(region) => {
                self.renew(region).await?;
                finish(&call.service, self.attempt(&call).await?)
            }
            Service::Directory => finish(&call.service, received),
        }
    }

    async fn renew(&self, region: &RegionCode) -> Result<(), ApiError> {
        let body = TokenRequest { region: region.clone() };
        let call = Call::write(Service::Directory, "POST", Endpoint::token(), &body);
        let token: RegionToken = finish(&call.service, self.attempt(&call).await?)?.read()?;
        self.inner.try_update_value(|inner| inner.credentials.renew(token));
        Ok(())
    }

    async fn attempt(&self, call: &Call) -> Result<Received, ApiError> {
        let fail = |problem| ApiError::new(call.service.clone(), problem);
        let (origin, authorization, with_cookie) = self
            .inner
            .try_with_value(|inner| match &call.service {
                Service::Directory => {
                    (Some(inner.directory.clone()), inner.credentials.directory_header(), inner.with_cookie)
                }
                Service::Region(code) => {
                    (inner.regions.get(code).cloned(), inner.credentials.region_header(code), false)
                }
            })
            .ok_or_else(|| fail(Problem::Unreachable))?;
        let Some(origin) = origin else {
            return Err(fail(Problem::NotFound(format!("The region {} is not configured", call.service))));
        };
        let mut headers: Vec<(&str, String)> = Vec::new();
        headers.extend(authorization.map(|value| ("Authorization", value)));
        headers.extend(call.body.is_some().then(|| ("Content-Type", "application/json".to_owned())));
        headers.extend(call.based_on.clone().map(|etag| ("If-Match", etag)));
        headers.extend(call.key.clone().map(|key| ("Idempotency-Key", key)));
        let sent = Sent {
            url: &format!("{origin}{}", call.endpoint.as_str()),
            method: call.method,
            headers: &headers,
            body: call.body.as_deref(),
            with_cookie,
            timeout: PATIENCE,
        };
        wire::send(sent).await.map_err(fail)
    }
}

fn finish(service: &Service, received: Received) -> Result<Reply, ApiError> {
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
        429 => Problem::Busy { retry_after_secs: retry_after.unwrap_or(5) },
        400..=499 => Problem::Refused(message),
        _ => Problem::Failed(status, message),
    }
}
