//! Who may call at all: tokens, keys, origins.

use crate::world::*;
use axum::body::Body;
use axum::http::Request;
use backend::token::SigningKey;

async fn validate(world: &World, name: &str, value: &str) -> Answer {
    let request = Request::get("/validate").header(name, value).body(Body::empty()).unwrap();
    ask(world.gateway(world.said.clone()), request).await
}

#[tokio::test]
async fn a_token_or_a_key_is_needed_everywhere() {
    let world = World::new().await;
    for path in ["/validate", "/idr/v2/investigations", "/mci/v1", "/mci/v1/summary", &at(ACME, "A1")] {
        let answer = ask(world.gateway(world.said.clone()), Request::get(path).body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, 401, "{path}");
        assert!(!answer.json()["message"].as_str().unwrap().is_empty());
        assert_eq!(answer.json()["correlation_id"], answer.header("r7-correlation-id"));
    }
}

#[tokio::test]
async fn tokens_are_of_this_region_of_this_directory_and_not_over() {
    let world = World::new().await;
    let good = world.client(INES).get("/validate").await;
    assert_eq!((good.status.as_u16(), good.text.as_str()), (200, r#"{"message":"Authorized"}"#));
    let (us, eu) = ("us".parse().unwrap(), "eu".parse().unwrap());
    let over = world.now.plus_secs(-16 * 60);
    let forged = SigningKey::generate().sign(INES, true, &us, world.now).unwrap();
    let elsewhere = world.signing.sign(INES, true, &eu, world.now).unwrap();
    let ended = world.signing.sign(INES, true, &us, over).unwrap();
    let off = world.signing.sign(ORLA, true, &us, world.now).unwrap();
    for token in [forged.reveal(), elsewhere.reveal(), ended.reveal(), off.reveal(), "", "x.y.z"] {
        assert_eq!(validate(&world, "authorization", &format!("Bearer {token}")).await.status, 401, "{token}");
    }
    assert_eq!(validate(&world, "authorization", "Basic aW5lczp4").await.status, 401);
}

#[tokio::test]
async fn a_key_acts_as_its_analyst_until_it_is_revoked() {
    let mut world = World::new().await;
    assert_eq!(validate(&world, "x-api-key", KEY).await.status, 200);
    assert_eq!(validate(&world, "x-api-key", "another").await.status, 401);
    let path = "/idr/v2/investigations?multi-customer=true";
    let list = |world: &World| {
        let request = Request::get(path).header("x-api-key", KEY).header("accept-version", "investigations-preview");
        ask(world.gateway(world.said.clone()), request.body(Body::empty()).unwrap())
    };
    assert_eq!(list(&world).await.ids(), world.client(INES).get(path).await.ids());
    world.said.api_keys.clear();
    assert_eq!(list(&world).await.status, 401);
}

#[tokio::test]
async fn exact_origins_may_call_and_see_what_they_need() {
    let world = World::new().await;
    let preflight = |origin: &str| {
        let request = Request::options("/idr/v2/investigations")
            .header("origin", origin)
            .header("access-control-request-method", "PATCH")
            .header("access-control-request-headers", "authorization,if-match,idempotency-key,content-type");
        ask(world.gateway(world.said.clone()), request.body(Body::empty()).unwrap())
    };
    let ours = preflight("http://app.example").await;
    assert_eq!(ours.header("access-control-allow-origin"), "http://app.example");
    assert_eq!(ours.header("access-control-max-age"), "7200");
    for name in ["authorization", "if-match", "idempotency-key", "content-type"] {
        assert!(ours.header("access-control-allow-headers").contains(name), "{name}");
    }
    for origin in ["http://app.example.evil", "https://app.example", "http://other.example"] {
        assert_eq!(preflight(origin).await.header("access-control-allow-origin"), "", "{origin}");
    }
    let answer = world.client(INES).send("GET", "/mci/v1", None, &[("origin", "http://app.example")]).await;
    let exposed = answer.header("access-control-expose-headers").to_lowercase();
    for name in ["etag", "retry-after", "r7-correlation-id", "content-disposition"] {
        assert!(exposed.contains(name), "{name}");
    }
    assert_eq!(answer.header("access-control-allow-credentials"), "");
}

#[tokio::test]
async fn unknown_paths_and_methods_answer_as_errors_do() {
    let world = World::new().await;
    let client = world.client(INES);
    let unknown = client.get("/idr/v3/investigations").await;
    assert_eq!(unknown.status, 404);
    assert!(unknown.json()["correlation_id"].is_string());
    let method = client.send("DELETE", "/idr/v2/investigations", None, &[]).await;
    assert_eq!(method.status, 405);
    assert!(method.json()["message"].is_string());
    assert_eq!(client.get("/mci/v1").await.json()["version"], 1);
    assert_eq!(client.get("/mci/v1/summary").await.header("cache-control"), "no-store");
    assert_eq!(client.get("/idr/v2/investigations?multi-customer=true").await.header("cache-control"), "no-store");
}

#[tokio::test]
async fn nothing_is_answered_before_the_directory_was_heard_and_what_was_heard_is_kept() {
    let world = World::new().await;
    let config = || backend::gateway::GatewayConfig {
        region: world.store.region().clone(),
        store: world.store.clone(),
        clock: world.clock.clone(),
        // Nobody listens there.
        directory_url: "http://127.0.0.1:9".to_owned(),
        secret: contract::directory::Secret::new("secret".to_owned()),
        allowed_origins: Vec::new(),
    };
    let token = world.signing.sign(INES, false, world.store.region(), world.now).unwrap();
    let request = || {
        let request = Request::get("/validate").header("authorization", format!("Bearer {}", token.reveal()));
        request.body(Body::empty()).unwrap()
    };
    let (router, task) = backend::gateway::Gateway::start(config()).await.unwrap();
    assert_eq!(ask(router, request()).await.status, 503);
    task.abort();
    world.store.keep_entitlements(&serde_json::to_string(&world.said).unwrap()).await.unwrap();
    let (router, task) = backend::gateway::Gateway::start(config()).await.unwrap();
    assert_eq!(ask(router, request()).await.status, 200);
    task.abort();
}
