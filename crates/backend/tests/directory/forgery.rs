//! Writes that a cookie speaks for come from our own page only; other origins may call with a token and never with a cookie.

use crate::world::{ANALYST, PASSWORD, PORTAL, World};
use axum::body::Body;
use axum::http::{Request, StatusCode};

async fn put(world: &World, cookie: &str, headers: &[(&str, &str)]) -> StatusCode {
    let mut request = Request::put("/api/v1/preferences").header("cookie", cookie).header("host", "127.0.0.1:8080");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    world.call(request.body(Body::from(r#"{"theme":"dark"}"#)).unwrap()).await.status
}

#[tokio::test]
async fn a_cookie_write_from_elsewhere_is_refused() {
    let world = World::new().await;
    let cookie = world.sign_in(ANALYST).await;
    let json = ("content-type", "application/json");
    let own = ("origin", "http://127.0.0.1:8080");
    for (headers, status) in [
        (vec![json, own, ("sec-fetch-site", "same-origin")], StatusCode::OK),
        (vec![json, own], StatusCode::OK),
        (vec![("content-type", "application/json; charset=utf-8")], StatusCode::OK),
        (vec![json, own, ("sec-fetch-site", "cross-site")], StatusCode::FORBIDDEN),
        (vec![json, own, ("sec-fetch-site", "same-site")], StatusCode::FORBIDDEN),
        (vec![json, own, ("sec-fetch-site", "none")], StatusCode::FORBIDDEN),
        (vec![json, ("origin", "http://127.0.0.1:9999")], StatusCode::FORBIDDEN),
        (vec![json, ("origin", PORTAL)], StatusCode::FORBIDDEN),
        (vec![json, ("origin", "null")], StatusCode::FORBIDDEN),
        (vec![own, ("content-type", "text/plain")], StatusCode::BAD_REQUEST),
        (vec![own], StatusCode::BAD_REQUEST),
    ] {
        assert_eq!(put(&world, &cookie, &headers).await, status, "{headers:?}");
    }
}

#[tokio::test]
async fn nobody_is_signed_in_or_out_by_a_foreign_page() {
    let world = World::new().await;
    let cookie = world.sign_in(ANALYST).await;
    let body = serde_json::json!({"email": ANALYST, "password": PASSWORD}).to_string();
    let foreign = Request::post("/api/v1/session").header("content-type", "text/plain").header("origin", PORTAL);
    assert_eq!(world.call(foreign.body(Body::from(body)).unwrap()).await.status, StatusCode::FORBIDDEN);
    let foreign = Request::delete("/api/v1/session").header("cookie", &cookie).header("sec-fetch-site", "cross-site");
    assert_eq!(world.call(foreign.body(Body::empty()).unwrap()).await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.get("/api/v1/session", &cookie).await.status, StatusCode::OK);
}

#[tokio::test]
async fn configured_origins_may_call_with_a_token_and_never_with_credentials() {
    let world = World::new().await;
    let preflight = |origin: &str| {
        let request = Request::builder().method("OPTIONS").uri("/api/v1/session").header("origin", origin);
        let request = request.header("access-control-request-method", "GET");
        world.call(request.header("access-control-request-headers", "authorization").body(Body::empty()).unwrap())
    };
    let ours = preflight(PORTAL).await;
    assert_eq!(ours.header("access-control-allow-origin"), PORTAL);
    assert!(ours.header("access-control-allow-headers").contains("authorization"));
    assert_eq!(ours.header("access-control-max-age"), "7200");
    assert!(ours.header("access-control-allow-credentials").is_empty());
    let other = preflight("http://evil.example").await;
    assert!(other.header("access-control-allow-origin").is_empty());
}

#[tokio::test]
async fn a_body_over_a_mebibyte_is_refused() {
    let world = World::new().await;
    let body = format!(r#"{{"email":"{}","password":""}}"#, "a".repeat(1 << 20));
    let request = crate::world::write("POST", "/api/v1/session", &body).body(Body::from(body)).unwrap();
    assert_eq!(world.call(request).await.status, StatusCode::BAD_REQUEST);
}
