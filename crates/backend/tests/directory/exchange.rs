//! A portal's own token becomes a bearer session, and only a good one does.

use crate::world::{ANALYST, OFF, Wishes, World, noon};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use backend::directory::{Issuer, IssuerConfig, KeySource};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use contract::directory::Session;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};

const ISSUER: &str = "https://sso.quillmoor.example";
const AUDIENCE: &str = "mci";
const SEED: [u8; 32] = [7; 32];

fn jwks(folder: &std::path::Path) -> KeySource {
    let public = ed25519_dalek::SigningKey::from_bytes(&SEED).verifying_key();
    let key = json!({"kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "kid": "a", "x": URL_SAFE_NO_PAD.encode(public.as_bytes())});
    let short = json!({"kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "kid": "short", "x": "AAAA"});
    let shared = json!({"kty": "oct", "kid": "shared", "alg": "HS256", "k": "c2VjcmV0"});
    let file = folder.join("jwks.json");
    std::fs::write(&file, json!({"keys": [key, short, shared]}).to_string()).unwrap();
    KeySource::File(file)
}

fn signed(kid: &str, seed: [u8; 32], claims: &Value) -> String {
    let prefix = [0x30, 0x2e, 0x02, 0x01, 0, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20_u8];
    let header = Header { kid: Some(kid.into()), ..Header::new(Algorithm::EdDSA) };
    let key = EncodingKey::from_ed_der(&[prefix.as_slice(), &seed].concat());
    jsonwebtoken::encode(&header, claims, &key).unwrap()
}

fn claims() -> Value {
    let now = noon().micros() / 1_000_000;
    json!({"iss": ISSUER, "aud": AUDIENCE, "exp": now + 300, "email": ANALYST})
}

fn with(name: &str, value: Value) -> Value {
    let mut claims = claims();
    claims[name] = value;
    claims
}

async fn world() -> (World, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let config = IssuerConfig { issuer: ISSUER.into(), audience: AUDIENCE.into(), keys: jwks(folder.path()) };
    let issuer = Some(Issuer::new(config).unwrap());
    (World::with(Wishes { issuer, ..Wishes::default() }).await, folder)
}

async fn exchange(world: &World, jwt: &str) -> crate::world::Answer {
    let request = Request::post("/api/v1/session/exchange").header("content-type", "application/json");
    let request = request.header("origin", crate::world::PORTAL).header("sec-fetch-site", "cross-site");
    world.call(request.body(Body::from(json!({"jwt": jwt}).to_string())).unwrap()).await
}

#[tokio::test]
async fn a_good_token_becomes_a_bearer_session_without_a_cookie() {
    let (world, _folder) = world().await;
    let answer = exchange(&world, &signed("a", SEED, &claims())).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert!(answer.header("set-cookie").is_empty());
    assert_eq!(answer.header("access-control-allow-origin"), crate::world::PORTAL);
    let session: Session = serde_json::from_str(&answer.text).unwrap();
    assert_eq!((session.analyst.email.as_str(), session.access_expires_in), (ANALYST, Some(3_600)));
    let token = session.access_token.unwrap();
    let bearer = |method: &str, path: &str, body: &str| {
        let request = Request::builder().method(method).uri(path).header("origin", crate::world::PORTAL);
        let request = request.header("authorization", format!("Bearer {}", token.reveal()));
        world.call(request.body(Body::from(body.to_owned())).unwrap())
    };
    let again = bearer("GET", "/api/v1/session", "").await;
    assert!(again.json()["access_expires_in"].as_u64().is_some_and(|left| left <= 3_600));
    assert!(again.json()["access_token"].is_null());
    assert_eq!(bearer("PUT", "/api/v1/preferences", r#"{"theme":"dark"}"#).await.status, StatusCode::OK);
    let as_cookie = world.get("/api/v1/session", &format!("mci_session={}", token.reveal())).await;
    assert_eq!(as_cookie.status, StatusCode::UNAUTHORIZED);
    assert_eq!(bearer("DELETE", "/api/v1/session", "").await.status, StatusCode::NO_CONTENT);
    assert_eq!(bearer("GET", "/api/v1/session", "").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn any_other_token_is_refused() {
    let (world, _folder) = world().await;
    let now = noon().micros() / 1_000_000;
    let mut no_end = claims();
    no_end.as_object_mut().unwrap().remove("exp");
    let shared = Header { kid: Some("shared".into()), ..Header::new(Algorithm::HS256) };
    let shared = jsonwebtoken::encode(&shared, &claims(), &EncodingKey::from_secret(b"secret")).unwrap();
    for (why, jwt) in [
        ("another's key", signed("a", [8; 32], &claims())),
        ("unknown key", signed("b", SEED, &claims())),
        ("short key", signed("short", SEED, &claims())),
        ("shared secret", shared),
        ("issuer", signed("a", SEED, &with("iss", json!("https://evil.example")))),
        ("audience", signed("a", SEED, &with("aud", json!("other")))),
        ("ended", signed("a", SEED, &with("exp", json!(now - 60)))),
        ("no end", signed("a", SEED, &no_end)),
        ("not begun", signed("a", SEED, &with("nbf", json!(now + 600)))),
        ("unverified", signed("a", SEED, &with("email_verified", json!(false)))),
        ("no address", signed("a", SEED, &with("email", Value::Null))),
        ("not an analyst", signed("a", SEED, &with("email", json!("x@quillmoor.example")))),
        ("switched off", signed("a", SEED, &with("email", json!(OFF)))),
        ("nonsense", "a.b.c".into()),
        ("nothing", String::new()),
    ] {
        let answer = exchange(&world, &jwt).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{why}: {}", answer.text);
    }
}

#[tokio::test]
async fn without_a_portal_there_is_nothing_to_exchange() {
    let world = World::new().await;
    assert_eq!(exchange(&world, "a.b.c").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn keys_from_an_address_are_fetched_seldom_and_outlast_an_outage() {
    let folder = tempfile::tempdir().unwrap();
    let KeySource::File(file) = jwks(folder.path()) else { unreachable!() };
    let keys = std::fs::read_to_string(file).unwrap();
    let fetched = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let count = fetched.clone();
    let serve = axum::routing::get(move || {
        count.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        std::future::ready(keys.clone())
    });
    let socket = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/jwks", socket.local_addr().unwrap());
    let server = tokio::spawn(async { axum::serve(socket, axum::Router::new().route("/jwks", serve)).await });
    let config = IssuerConfig { issuer: ISSUER.into(), audience: AUDIENCE.into(), keys: url.parse().unwrap() };
    let issuer = Issuer::new(config).unwrap();
    let fetches = || fetched.load(std::sync::atomic::Ordering::SeqCst);
    let good = signed("a", SEED, &with("exp", json!(noon().plus_secs(7_200).micros() / 1_000_000)));
    let unknown = signed("b", SEED, &claims());
    assert_eq!(issuer.email(&good, noon()).await.unwrap(), ANALYST);
    assert_eq!(issuer.email(&good, noon().plus_secs(599)).await.unwrap(), ANALYST);
    assert!(issuer.email(&unknown, noon().plus_secs(1)).await.is_err());
    assert_eq!(fetches(), 1, "an unknown key is no reason to ask at once");
    assert!(issuer.email(&unknown, noon().plus_secs(31)).await.is_err());
    assert_eq!(fetches(), 2, "but it is after half a minute");
    assert_eq!(issuer.email(&good, noon().plus_secs(700)).await.unwrap(), ANALYST);
    assert_eq!(fetches(), 3);
    server.abort();
    assert!(server.await.unwrap_err().is_cancelled());
    assert_eq!(issuer.email(&good, noon().plus_secs(3_000)).await.unwrap(), ANALYST);
}
