//! Signing in, what it answers, how long it lasts, and that nobody learns who has an account.

use crate::world::{
    ANALYST, Answer, GOOD, OFF, PASSWORD, SECRET, Wishes, World, ask, get, noon, region, sign_in, write,
};
use axum::body::Body;
use axum::http::StatusCode;
use backend::token;
use contract::directory::{RegionToken, Session};

fn session(answer: &Answer) -> Session {
    serde_json::from_str(&answer.text).unwrap()
}

#[tokio::test]
async fn signing_in_answers_everything_the_app_starts_from() {
    let world = World::new().await;
    let answer = world.call(sign_in(" Ines.Duarte@Quillmoor.example ", PASSWORD)).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("cache-control"), "no-store");
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("mci_session=") && cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict"), "{cookie}");
    let session = session(&answer);
    assert_eq!(session.analyst.email, ANALYST);
    assert_eq!(session.analyst.id, world.analyst);
    assert!(session.customers[0].primary);
    assert!(session.customers.iter().any(|customer| customer.id == GOOD));
    assert!(!session.customers.iter().any(|customer| customer.id == SECRET));
    let bases: Vec<_> = session.regions.iter().map(|region| region.base_url.as_str()).collect();
    assert_eq!(bases, ["http://127.0.0.1:9001", "http://127.0.0.1:9002"]);
    assert!(session.preferences.multi_customer);
    assert!(session.access_token.is_none());
    let now = session.now;
    for RegionToken { region, token, expires_in } in &session.tokens {
        assert_eq!(*expires_in, 900);
        let claims = token::verify(token.reveal(), std::slice::from_ref(&world.key), region, now).unwrap();
        assert_eq!((claims.sub, claims.admin), (world.analyst, false));
        assert!(token::verify(token.reveal(), std::slice::from_ref(&world.key), region, now.plus_secs(906)).is_none());
        for other in session.regions.iter().filter(|other| other.code != *region) {
            assert!(token::verify(token.reveal(), std::slice::from_ref(&world.key), &other.code, now).is_none());
        }
        let forged = token::SigningKey::generate().verifying_key();
        let forged = contract::directory::VerifyingKey { kid: world.key.kid.clone(), ..forged };
        assert!(token::verify(token.reveal(), &[forged], region, now).is_none());
    }
    assert!(!answer.text.contains("argon2") && !answer.text.contains(PASSWORD));
}

#[tokio::test]
async fn nobody_learns_which_accounts_exist() {
    let world = World::new().await;
    let mut bodies = Vec::new();
    for (email, password) in [
        (ANALYST, "wrong"),
        ("nobody@quillmoor.example", PASSWORD),
        (OFF, PASSWORD),
        ("", ""),
        ("' OR 1=1 --", "' OR 1=1 --"),
    ] {
        let answer = world.call(sign_in(email, password)).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{email}");
        assert!(answer.header("set-cookie").is_empty());
        bodies.push(answer.message());
    }
    assert!(bodies.iter().all(|message| message == "Email or password is wrong."), "{bodies:?}");
}

#[tokio::test]
async fn guessing_is_slowed_down_for_known_and_unknown_accounts_alike() {
    let world = World::new().await;
    for email in [ANALYST, "nobody@quillmoor.example"] {
        for _ in 0..8 {
            assert_eq!(world.call(sign_in(email, "guess")).await.status, StatusCode::UNAUTHORIZED);
        }
        let refused = world.call(sign_in(email, PASSWORD)).await;
        assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
        let wait: u64 = refused.header("retry-after").parse().unwrap();
        assert!((1..=300).contains(&wait), "{wait}");
    }
}

#[tokio::test]
async fn signing_out_ends_the_session_everywhere() {
    let world = World::new().await;
    let cookie = world.sign_in(ANALYST).await;
    assert_eq!(world.get("/api/v1/session", &cookie).await.status, StatusCode::OK);
    let out = write("DELETE", "/api/v1/session", "").header("cookie", &cookie).body(Body::empty()).unwrap();
    let out = world.call(out).await;
    assert_eq!(out.status, StatusCode::NO_CONTENT);
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    let after = world.get("/api/v1/session", &cookie).await;
    assert_eq!(after.status, StatusCode::UNAUTHORIZED);
    assert_eq!(after.json()["correlation_id"], after.header("r7-correlation-id"));
}

#[tokio::test]
async fn a_session_ends_when_idle_and_when_old() {
    let world = World::new().await;
    let hour = 3_600;
    let idle = world.sign_in(ANALYST).await;
    let read = |router, cookie: String| async move { ask(&router, get("/api/v1/session", &cookie)).await.status };
    assert_eq!(read(world.at(noon().plus_secs(12 * hour + 60)), idle.clone()).await, StatusCode::UNAUTHORIZED);
    assert_eq!(world.get("/api/v1/session", &idle).await.status, StatusCode::UNAUTHORIZED, "it stays over");
    let used = world.sign_in(ANALYST).await;
    for hours in [8, 16, 23] {
        assert_eq!(read(world.at(noon().plus_secs(hours * hour)), used.clone()).await, StatusCode::OK, "{hours}");
    }
    assert_eq!(read(world.at(noon().plus_secs(24 * hour + 60)), used).await, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn switching_an_account_off_ends_its_sessions() {
    let world = World::new().await;
    let cookie = world.sign_in(ANALYST).await;
    world.store.set_active(world.analyst, false, noon()).await.unwrap();
    assert_eq!(world.get("/api/v1/session", &cookie).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_fresh_token_is_for_a_region_that_there_is() {
    let world = World::new().await;
    let cookie = world.sign_in(ANALYST).await;
    let ask = |body: &'static str| {
        let request = write("POST", "/api/v1/session/token", body).header("cookie", &cookie);
        world.call(request.body(Body::from(body)).unwrap())
    };
    let answer = ask(r#"{"region":"EU"}"#).await;
    let token: RegionToken = serde_json::from_str(&answer.text).unwrap();
    assert!(token::verify(token.token.reveal(), std::slice::from_ref(&world.key), &region("eu"), noon()).is_some());
    assert_eq!(ask(r#"{"region":"ap"}"#).await.status, StatusCode::NOT_FOUND);
    assert_eq!(ask(r#"{"region":"../x"}"#).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(ask("{").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_cookie_token_is_no_bearer_token() {
    let world = World::new().await;
    let cookie = world.sign_in(ANALYST).await;
    let token = cookie.strip_prefix("mci_session=").unwrap();
    let request = axum::http::Request::get("/api/v1/session").header("authorization", format!("Bearer {token}"));
    assert_eq!(world.call(request.body(Body::empty()).unwrap()).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_cookie_is_for_tls_and_for_the_mount_point_where_configured() {
    let wishes = Wishes { secure_cookie: true, base_path: Some("/portal/mci/"), ..Wishes::default() };
    let world = World::with(wishes).await;
    let body = serde_json::json!({"email": ANALYST, "password": PASSWORD}).to_string();
    let below = write("POST", "/portal/mci/api/v1/session", &body).body(Body::from(body)).unwrap();
    let cookie = world.call(below).await.header("set-cookie").to_owned();
    assert!(cookie.ends_with("; Path=/portal/mci/; HttpOnly; SameSite=Strict; Secure"), "{cookie}");
    let cookie = world.call(sign_in(ANALYST, PASSWORD)).await.header("set-cookie").to_owned();
    assert!(cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict; Secure"), "{cookie}");
}
