//! What a gateway is told, to whom it is told, and how soon.

use crate::world::{ADMIN, Answer, GOOD, NO_ACCESS, PRIMARY, RUNS_OUT, World, ask, noon};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use backend::db::directory::hash_key;
use contract::directory::Entitlements;
use std::time::Duration;

async fn poll(router: &Router, query: &str, secret: &str) -> Answer {
    let request = Request::get(format!("/internal/v1/entitlements?{query}"));
    ask(router, request.header("authorization", format!("Bearer {secret}")).body(Body::empty()).unwrap()).await
}

fn read(answer: &Answer) -> Entitlements {
    serde_json::from_str(&answer.text).unwrap_or_else(|cause| panic!("{cause}: {}", answer.text))
}

#[tokio::test]
async fn a_gateway_learns_its_own_region_and_nothing_of_another() {
    let world = World::new().await;
    let us = read(&poll(&world.router, "region=us", "secret-of-us").await);
    assert_eq!(us.customers.iter().map(|customer| customer.id).collect::<Vec<_>>(), [PRIMARY]);
    let eu = read(&poll(&world.router, "region=eu", "secret-of-eu").await);
    assert!(eu.customers.iter().all(|customer| customer.id != PRIMARY));
    assert_eq!(eu.customers.len(), 8);
    assert_eq!((eu.primary, eu.partner_ready), (Some(PRIMARY), true));
    assert_eq!(eu.keys, std::slice::from_ref(&world.key));
    assert_eq!(eu.analysts.iter().filter(|analyst| analyst.active).count(), 2);
    let good = eu.customers.iter().find(|customer| customer.id == GOOD).unwrap();
    assert!(good.associated && good.licensed);
    assert_eq!(good.access, [world.analyst]);
    for (query, secret) in [("region=eu", "secret-of-us"), ("region=ap", "secret-of-eu"), ("region=eu", "")] {
        assert_eq!(poll(&world.router, query, secret).await.status, StatusCode::UNAUTHORIZED, "{query}");
    }
    assert_eq!(poll(&world.router, "region=eu&since=x", "secret-of-eu").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_change_reaches_a_waiting_gateway_within_a_second() {
    let world = World::new().await;
    let before = read(&poll(&world.router, "region=eu", "secret-of-eu").await);
    let (router, since) = (world.router.clone(), before.revision);
    let waiting = tokio::spawn(async move { poll(&router, &format!("region=eu&since={since}"), "secret-of-eu").await });
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(!waiting.is_finished());
    world.store.grant_access(world.analyst, NO_ACCESS, None, noon()).await.unwrap();
    let told = tokio::time::timeout(Duration::from_secs(1), waiting).await.unwrap().unwrap();
    let after = read(&told);
    assert!(after.revision > before.revision);
    let granted = after.customers.iter().find(|customer| customer.id == NO_ACCESS).unwrap();
    assert_eq!(granted.access, [world.analyst]);
}

#[tokio::test]
async fn a_licence_that_runs_out_is_a_change_like_any_other() {
    let world = World::new().await;
    let before = read(&poll(&world.router, "region=eu", "secret-of-eu").await);
    let later = world.at(noon().plus_secs(120));
    let after = read(&poll(&later, &format!("region=eu&since={}", before.revision), "secret-of-eu").await);
    let licensed =
        |told: &Entitlements| told.customers.iter().find(|customer| customer.id == RUNS_OUT).unwrap().licensed;
    assert_eq!((licensed(&before), licensed(&after)), (true, false));
}

#[tokio::test]
async fn keys_are_told_as_hashes_until_they_are_revoked() {
    let world = World::new().await;
    let admin = world.store.analyst_by_email(ADMIN).await.unwrap().unwrap();
    let key = world.store.add_api_key(admin.id, "nightly", noon()).await.unwrap();
    let told = poll(&world.router, "region=us", "secret-of-us").await;
    assert!(!told.text.contains(key.reveal()));
    let keys = read(&told).api_keys;
    assert_eq!(keys.iter().map(|key| key.analyst).collect::<Vec<_>>(), [admin.id]);
    assert_eq!(keys[0].hash, hash_key(key.reveal()));
    assert_eq!(world.store.revoke_api_keys(admin.id, Some("other"), noon()).await.unwrap(), 0);
    assert_eq!(world.store.revoke_api_keys(admin.id, Some("nightly"), noon()).await.unwrap(), 1);
    assert!(read(&poll(&world.router, "region=us", "secret-of-us").await).api_keys.is_empty());
}
