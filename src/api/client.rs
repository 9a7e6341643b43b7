//! The client: puts a call's headers together, shows each server its own token only, and aborts what is dropped.

use super::call::{Call, Reply, finish};
use super::credential::Credentials;
use super::early::Early;
use super::endpoint::{Endpoint, Service};
use super::error::{ApiError, Problem};
use super::renewal::Renewals;
use super::stream::Streamed;
use super::wait::elapsed_millis;
use super::wire::{self, Received, Sent};
use contract::RegionCode;
use contract::directory::{Region, RegionToken, Secret};
use leptos::prelude::*;
use std::collections::HashMap;
use std::time::Duration;

#[derive(Default)]
pub(super) struct Inner {
    directory: String,
    regions: HashMap<RegionCode, String>,
    pub(super) credentials: Credentials,
    pub(super) renewals: Renewals,
    with_cookie: bool,
}

/// The client of all services. Copies share tokens; nothing can read them back.
#[derive(Clone, Copy)]
pub struct Api {
    pub(super) inner: StoredValue<Inner>,
    early: Early,
}

const PATIENCE: Duration = Duration::from_secs(30);

impl Api {
    /// A client of the directory at this origin; empty = the page's own. Takes over what the page asked before.
    pub fn new(directory: &str, with_cookie: bool) -> Self {
        let inner = Inner { directory: directory.to_owned(), with_cookie, ..Inner::default() };
        Self { inner: StoredValue::new(inner), early: use_context().unwrap_or_else(Early::none) }
    }

    /// Takes over a session's tokens and the regions' origins.
    pub fn adopt(&self, directory: Option<Secret>, tokens: &[RegionToken], regions: &[Region]) {
        self.inner.try_update_value(|inner| {
            inner.credentials.replace(directory, tokens, elapsed_millis());
            inner.regions =
                regions.iter().map(|r| (r.code.clone(), r.base_url.trim_end_matches('/').to_owned())).collect();
        });
    }

    /// Forgets every token.
    pub fn forget(&self) {
        self.inner.try_update_value(|inner| inner.credentials.clear());
    }

    /// Where a region stands; `None` for one that is not configured.
    pub fn origin(&self, region: &RegionCode) -> Option<String> {
        self.inner.try_with_value(|inner| inner.regions.get(region).cloned()).flatten()
    }

    /// Sends a call. Dropping the future aborts the request.
    pub async fn send(&self, call: Call) -> Result<Reply, ApiError> {
        if call.endpoint == Endpoint::session()
            && call.method == "GET"
            && let Some(response) = self.early.session().await
            && let Ok(received) = Received::whole(&response).await
        {
            return finish(&call.service, received);
        }
        let number = self.fresh(&call.service).await?;
        let received = self.attempt(&call).await?;
        if received.status == 401 && self.renewed(&call.service, number).await? {
            return finish(&call.service, self.attempt(&call).await?);
        }
        finish(&call.service, received)
    }

    /// Sends a call whose answer is read while it comes; its head must come within `patience`.
    pub async fn open(&self, call: Call, patience: Duration) -> Result<Streamed, ApiError> {
        let service = call.service.clone();
        if let Service::Region(region) = &service
            && call.endpoint == Endpoint::working_set()
            && let Some(response) = self.early.working_set(region).await
            && response.ok()
        {
            return Ok(Streamed::new(service, &response, None));
        }
        let number = self.fresh(&service).await?;
        let mut opened = self.begin(&call, patience).await?;
        if opened.0.status() == 401 && self.renewed(&service, number).await? {
            opened = self.begin(&call, patience).await?;
        }
        let (response, guard) = opened;
        if response.ok() {
            return Ok(Streamed::new(service, &response, Some(guard)));
        }
        let unreadable = |_| ApiError::new(service.clone(), Problem::Unreachable);
        let received = Received::whole(&response).await.map_err(unreadable)?;
        match finish(&service, received) {
            Err(error) => Err(error),
            Ok(_) => Err(ApiError::new(service, Problem::Unreachable)),
        }
    }

    async fn begin(&self, call: &Call, patience: Duration) -> Result<(web_sys::Response, wire::Guard), ApiError> {
        let sent = self.prepare(call, patience)?;
        wire::open(&sent).await.map_err(|problem| ApiError::new(call.service.clone(), problem))
    }

    /// One try, whatever the answer.
    pub(super) async fn attempt(&self, call: &Call) -> Result<Received, ApiError> {
        let sent = self.prepare(call, PATIENCE)?;
        wire::send(&sent).await.map_err(|problem| ApiError::new(call.service.clone(), problem))
    }

    fn prepare(&self, call: &Call, timeout: Duration) -> Result<Sent, ApiError> {
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
        let mut headers: Vec<(&'static str, String)> = Vec::new();
        headers.extend(authorization.map(|value| ("Authorization", value)));
        headers.extend(call.body.is_some().then(|| ("Content-Type", "application/json".to_owned())));
        headers.extend(call.based_on.clone().map(|etag| ("If-Match", etag)));
        headers.extend(call.key.clone().map(|key| ("Idempotency-Key", key)));
        Ok(Sent {
            url: format!("{origin}{}", call.endpoint.as_str()),
            method: call.method,
            headers,
            body: call.body.clone(),
            with_cookie,
            timeout,
        })
    }
}
