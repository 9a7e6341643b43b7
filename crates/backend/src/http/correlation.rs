//! A correlation id for every call: made here, sent as a header and in error bodies, found in the log.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::time::{Duration, Instant};

/// The header that carries the id.
pub const HEADER: HeaderName = HeaderName::from_static("r7-correlation-id");

/// Longer than the longest poll; an answer's body may stream on for as long as it likes.
const TIME_LIMIT: Duration = Duration::from_secs(30);

tokio::task_local! {
    static CURRENT: String;
}

/// The id of the call being answered; a fresh one outside any call.
pub fn current() -> String {
    CURRENT.try_with(Clone::clone).unwrap_or_else(|_| crate::random::hex::<12>())
}

/// Gives the call its id, its time limit and its line in the log. Query strings are never logged.
pub(super) async fn layer(request: Request, next: Next) -> Response {
    let id = crate::random::hex::<12>();
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let started = Instant::now();
    let answered = CURRENT.scope(id.clone(), async move {
        match tokio::time::timeout(TIME_LIMIT, next.run(request)).await {
            Ok(response) => response,
            Err(_) => crate::Error::Unavailable("The server took too long. Try again.".to_owned()).into_response(),
        }
    });
    let mut response = answered.await;
    let (status, millis) = (response.status().as_u16(), started.elapsed().as_millis());
    tracing::debug!(correlation_id = %id, %method, %path, status, %millis, "answered");
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}
