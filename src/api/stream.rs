//! An answer that is read while it comes: chunk after chunk, given up when it is dropped or falls silent.

use super::endpoint::Service;
use super::error::{ApiError, Problem};
use super::wait::pause;
use super::wire::Guard;
use futures::future::{Either, select};
use js_sys::{Reflect, Uint8Array};
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, Response};

/// The body of an answer with status 2xx. Dropping it ends the connection.
pub struct Streamed {
    service: Service,
    /// `None` for an answer without any body.
    reader: Option<ReadableStreamDefaultReader>,
    /// `None` where the page asked before the app was there.
    guard: Option<Guard>,
    /// Looks for silence now and then: a timer for every chunk would be thousands.
    watch: Option<Pin<Box<dyn Future<Output = ()>>>>,
    /// How often it has found silence since the last chunk.
    silent: u32,
}

/// Looks in the time of one patience.
const LOOKS: u32 = 3;

impl Streamed {
    pub(super) fn new(service: Service, response: &Response, guard: Option<Guard>) -> Self {
        let reader = response.body().and_then(|body| body.get_reader().dyn_into().ok());
        Self { service, reader, guard, watch: None, silent: 0 }
    }

    /// The next bytes, `None` at the end. Silence longer than `patience`, by a third at most, is [`Problem::TimedOut`].
    pub async fn chunk(&mut self, patience: Duration) -> Result<Option<Vec<u8>>, ApiError> {
        let Some(reader) = &self.reader else { return Ok(None) };
        let fail = |problem| Err(ApiError::new(self.service.clone(), problem));
        let mut read = JsFuture::from(reader.read());
        loop {
            let watch = self.watch.get_or_insert_with(|| Box::pin(pause(patience / LOOKS)));
            match select(read, watch).await {
                Either::Left((Ok(answer), _)) => {
                    self.silent = 0;
                    return Ok(bytes(&answer));
                }
                Either::Left((Err(_), _)) => return fail(Problem::Unreachable),
                // The first look comes at any time after the last chunk.
                Either::Right(_) if self.silent >= LOOKS => return fail(Problem::TimedOut),
                Either::Right(((), waiting)) => {
                    self.silent += 1;
                    self.watch = None;
                    read = waiting;
                }
            }
        }
    }
}

impl Drop for Streamed {
    fn drop(&mut self) {
        if self.guard.take().is_none()
            && let Some(reader) = self.reader.take()
        {
            // What cannot be cancelled has ended.
            leptos::task::spawn_local(async move { drop(JsFuture::from(reader.cancel()).await) });
        }
    }
}

/// The bytes of one `{ value, done }`.
fn bytes(answer: &JsValue) -> Option<Vec<u8>> {
    let value = Reflect::get(answer, &JsValue::from_str("value")).ok()?;
    value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec)
}
