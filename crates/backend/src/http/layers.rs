//! The layers themselves, and which origins may call.

use super::correlation;
use crate::Error;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware;
use std::time::Duration;
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::cors::CorsLayer;

/// Largest body that is read, in bytes.
const BODY_LIMIT: usize = 1 << 20;

/// Wraps a service of JSON calls: unknown paths and methods answer as errors do, then as `layered`. Its answers are made
/// for one caller each, so they are compressed as fast as can be.
pub fn wrap(router: Router, allowed_origins: &[String]) -> Router {
    let compression = CompressionLayer::new().quality(CompressionLevel::Precise(1));
    compressed(json_only(router), allowed_origins, compression)
}

/// Unknown paths and methods answer with the body that every error has.
pub fn json_only<S: Clone + Send + Sync + 'static>(router: Router<S>) -> Router<S> {
    router
        .fallback(|| async { Error::NotFound("There is nothing at this address.".to_owned()) })
        .method_not_allowed_fallback(|| async { Error::MethodNotAllowed })
}

/// Gives every call a correlation id and a time limit of 30 s to its first byte; bodies over 1 MiB are refused, answers
/// are compressed; exactly `allowed_origins` may call from a page, always without credentials.
pub fn layered(router: Router, allowed_origins: &[String]) -> Router {
    // The app's files get smaller by brotli.
    compressed(router, allowed_origins, CompressionLayer::new().no_zstd())
}

/// Events are left as they are: each must leave at once.
fn compressed(router: Router, allowed_origins: &[String], compression: CompressionLayer) -> Router {
    router
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(compression)
        .layer(middleware::from_fn(correlation::layer))
        .layer(cors(allowed_origins))
}

fn cors(origins: &[String]) -> CorsLayer {
    let origins: Vec<HeaderValue> = origins.iter().filter_map(|origin| origin.parse().ok()).collect();
    let ours = ["ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"].map(HeaderName::from_static);
    let exposed = [header::ETAG, header::RETRY_AFTER, header::CONTENT_DISPOSITION, correlation::HEADER];
    CorsLayer::new()
        .allow_origin(origins)
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE])
        .allow_headers([
            header::AUTHORIZATION,
            header::IF_MATCH,
            header::CONTENT_TYPE,
            HeaderName::from_static("idempotency-key"),
        ])
        .expose_headers(exposed.into_iter().chain(ours).collect::<Vec<_>>())
        .max_age(Duration::from_secs(7_200))
}

/// The names under which a browser on this machine may know a loopback service: `127.0.0.1` and `localhost`.
pub fn loopback_origins(port: u16) -> Vec<String> {
    vec![format!("http://127.0.0.1:{port}"), format!("http://localhost:{port}")]
}
