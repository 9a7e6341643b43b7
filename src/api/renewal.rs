//! A region's token is renewed before it ends, by one request at a time, whoever needs it.

use super::call::{Call, finish};
use super::client::Api;
use super::credential::Age;
use super::endpoint::{Endpoint, Service};
use super::error::ApiError;
use super::wait::elapsed_millis;
use contract::RegionCode;
use contract::directory::{RegionToken, TokenRequest};
use futures::channel::oneshot;
use leptos::prelude::*;
use std::collections::HashMap;

type Outcome = Result<(), ApiError>;

/// Renewals on their way, and who waits for them.
#[derive(Default)]
pub(super) struct Renewals(HashMap<RegionCode, Vec<oneshot::Sender<Outcome>>>);

enum Turn {
    /// Nobody else is at it.
    Mine,
    Wait(oneshot::Receiver<Outcome>),
}

/// Whoever waits tries themselves when the one at it is given up.
struct Finally {
    api: Api,
    region: RegionCode,
}

impl Drop for Finally {
    fn drop(&mut self) {
        self.api.inner.try_update_value(|inner| inner.renewals.0.remove(&self.region));
    }
}

impl Api {
    /// Renews a token that ends: one that still works meanwhile, so that a directory that does not answer holds nobody
    /// up. Answers which token is shown from here on.
    pub(super) async fn fresh(&self, service: &Service) -> Result<u64, ApiError> {
        let Service::Region(region) = service else { return Ok(0) };
        let age = self.inner.try_with_value(|inner| inner.credentials.age(region, elapsed_millis()));
        match age.unwrap_or(Age::Good) {
            Age::Good => {}
            Age::Due => {
                let (api, region) = (*self, region.clone());
                // What fails here is tried again by the next call, and told by the one that needs it.
                leptos::task::spawn_local(async move { drop(api.renew(&region).await) });
            }
            Age::Over => self.renew(region).await?,
        }
        Ok(self.number(region))
    }

    /// After a 401 to token `number`. True when there is another to try with.
    pub(super) async fn renewed(&self, service: &Service, number: u64) -> Result<bool, ApiError> {
        let Service::Region(region) = service else { return Ok(false) };
        // Another call's 401 may have brought a new one meanwhile.
        if self.number(region) == number {
            self.renew(region).await?;
        }
        Ok(true)
    }

    fn number(&self, region: &RegionCode) -> u64 {
        self.inner.try_with_value(|inner| inner.credentials.number(region)).unwrap_or_default()
    }

    async fn renew(&self, region: &RegionCode) -> Outcome {
        loop {
            let turn = self.inner.try_update_value(|inner| match inner.renewals.0.get_mut(region) {
                Some(waiting) => {
                    let (tell, told) = oneshot::channel();
                    waiting.push(tell);
                    Turn::Wait(told)
                }
                None => {
                    inner.renewals.0.insert(region.clone(), Vec::new());
                    Turn::Mine
                }
            });
            if let Some(Turn::Wait(told)) = turn {
                if let Ok(outcome) = told.await {
                    return outcome;
                }
                continue;
            }
            let finally = Finally { api: *self, region: region.clone() };
            let outcome = self.ask(region).await;
            let waiting = self.inner.try_update_value(|inner| inner.renewals.0.remove(region)).flatten();
            drop(finally);
            for tell in waiting.into_iter().flatten() {
                // Who no longer waits needs no answer.
                let _ = tell.send(outcome.clone());
            }
            return outcome;
        }
    }

    async fn ask(&self, region: &RegionCode) -> Outcome {
        let body = TokenRequest { region: region.clone() };
        let call = Call::write(Service::Directory, "POST", Endpoint::token(), &body);
        let token: RegionToken = finish(&call.service, self.attempt(&call).await?)?.read()?;
        self.inner.try_update_value(|inner| inner.credentials.renew(token, elapsed_millis()));
        Ok(())
    }
}
