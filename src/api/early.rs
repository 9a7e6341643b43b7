//! What the page asked before the app was there: the session and each region's working set, each taken over once.

use super::wait::pause;
use contract::RegionCode;
use futures::future::{Either, select};
use js_sys::{Map, Promise, Reflect};
use leptos::prelude::*;
use std::pin::pin;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// Longer is not waited for what somebody else asked.
const PATIENCE: Duration = Duration::from_secs(15);

/// Requests on their way. Provided as a context by the host, taken by the client, nowhere at rest.
#[derive(Clone, Copy)]
pub struct Early {
    inner: StoredValue<Option<Inner>, LocalStorage>,
}

struct Inner {
    session: Option<Promise>,
    /// Region code → promise of an answer.
    working_sets: Option<Map>,
}

impl Early {
    /// Reads `early: { session, workingSets }` of a mount's options; whatever is not there is asked for as usual.
    pub fn read(options: &JsValue) -> Self {
        let member = |of: &JsValue, name: &str| Reflect::get(of, &JsValue::from_str(name)).ok();
        let inner = member(options, "early").filter(JsValue::is_object).map(|early| Inner {
            session: member(&early, "session").and_then(|promise| promise.dyn_into().ok()),
            working_sets: member(&early, "workingSets").and_then(|map| map.dyn_into().ok()),
        });
        Self { inner: StoredValue::new_local(inner) }
    }

    /// Nothing was asked.
    pub(super) fn none() -> Self {
        Self { inner: StoredValue::new_local(None) }
    }

    /// The answer to who is signed in.
    pub(super) async fn session(&self) -> Option<Response> {
        let promise = self.inner.try_update_value(|inner| inner.as_mut()?.session.take()).flatten()?;
        answer(promise).await
    }

    /// The head of a region's working set.
    pub(super) async fn working_set(&self, region: &RegionCode) -> Option<Response> {
        let code = JsValue::from_str(region.as_str());
        let promise = self.inner.try_update_value(|inner| {
            let map = inner.as_mut()?.working_sets.as_ref()?;
            let promise = map.get(&code).dyn_into::<Promise>().ok();
            map.delete(&code);
            promise
        });
        answer(promise.flatten()?).await
    }
}

/// A request that failed, or does not answer, is asked again as if it had never been.
async fn answer(promise: Promise) -> Option<Response> {
    match select(JsFuture::from(promise), pin!(pause(PATIENCE))).await {
        Either::Left((answer, _)) => answer.ok()?.dyn_into().ok(),
        Either::Right(_) => None,
    }
}
