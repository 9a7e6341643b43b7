//! The directory service: `/api/v1` for the app, `/internal/v1` for the gateways. It holds no investigation.

mod attempts;
mod caller;
mod cookie;
mod customers;
mod issuer;
mod preferences;
mod session;
mod site;
mod state;
mod subscription;
mod view;
mod views;

pub use issuer::{Issuer, IssuerConfig, KeySource};
pub use site::{base_path, site};
pub use state::{DirectoryConfig, DirectoryState};

use crate::http::json_only;
use axum::http::{HeaderValue, header};
use axum::middleware::{self, Next};
use axum::{Router, extract::Request, response::Response, routing::get};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The calls of `/api/v1` together with their description; a call cannot be served without being described.
pub fn described() -> OpenApiRouter<DirectoryState> {
    OpenApiRouter::new()
        .routes(routes!(session::sign_in, session::read, session::sign_out))
        .routes(routes!(session::exchange))
        .routes(routes!(session::token))
        .routes(routes!(customers::regions))
        .routes(routes!(customers::list))
        .routes(routes!(customers::gates))
        .routes(routes!(preferences::read, preferences::write))
        .routes(routes!(views::list, views::create))
        .routes(routes!(views::replace, views::delete))
        .routes(routes!(views::mark))
}

/// The calls of `/api/v1`, to be mounted there.
pub fn router(state: DirectoryState) -> Router {
    let (router, _) = described().split_for_parts();
    json_only(router).layer(middleware::from_fn(never_stored)).with_state(state)
}

/// The gateways' subscription, to be mounted at `/internal/v1`.
pub fn internal_router(state: DirectoryState) -> Router {
    json_only(Router::new().route("/entitlements", get(subscription::entitlements)))
        .layer(middleware::from_fn(never_stored))
        .with_state(state)
}

/// The whole service without the app: `/api/v1`, `/api/openapi.json`, `/internal/v1`.
pub fn service(state: DirectoryState) -> Router {
    let api = json_only(Router::new().route("/openapi.json", get(crate::openapi::serve)));
    Router::new().nest("/api/v1", router(state.clone())).nest("/api", api).nest("/internal/v1", internal_router(state))
}

async fn never_stored(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
