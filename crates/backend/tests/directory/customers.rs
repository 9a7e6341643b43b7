//! Customers in every state of the gates, and the rule for confidential ones.

use crate::world::{
    ADMIN, ANALYST, ENDED, EXPIRED, GOOD, NO_ACCESS, PENDING, PRIMARY, RUNS_OUT, SECRET, SHARED_SECRET, World, ask,
    get, noon,
};
use axum::http::StatusCode;
use contract::directory::{Customers, Gates, Regions};
use contract::{AccessState, Association, CustomerId, Licence};
use serde_json::Value;

async fn list(world: &World, cookie: &str) -> Customers {
    serde_json::from_str(&world.get("/api/v1/customers", cookie).await.text).unwrap()
}

async fn gates(world: &World, cookie: &str, id: CustomerId) -> Gates {
    serde_json::from_str(&world.get(&format!("/api/v1/customers/{id}/gates"), cookie).await.text).unwrap()
}

#[tokio::test]
async fn the_table_has_the_primary_customer_first_and_leaves_confidential_ones_out() {
    let world = World::new().await;
    let cookie = world.sign_in(ANALYST).await;
    let customers = list(&world, &cookie).await.customers;
    let ids: Vec<_> = customers.iter().map(|customer| customer.id).collect();
    assert_eq!(ids, [PRIMARY, NO_ACCESS, EXPIRED, PENDING, ENDED, SHARED_SECRET, GOOD, RUNS_OUT]);
    let good = customers.iter().find(|customer| customer.id == GOOD).unwrap();
    assert_eq!((good.tier.as_deref(), good.aliases.as_slice()), (Some("Gold"), &["GDN".to_owned()][..]));
    let cookie = world.sign_in(ADMIN).await;
    assert!(list(&world, &cookie).await.customers.iter().any(|customer| customer.id == SECRET));
}

#[tokio::test]
async fn each_gate_says_its_state() {
    let world = World::new().await;
    let cookie = world.sign_in(ANALYST).await;
    let (granted, missing) = (AccessState::Granted, AccessState::Missing);
    for (id, association, licence, access) in [
        (PRIMARY, Association::Active, Licence::Active, &granted),
        (GOOD, Association::Active, Licence::Active, &granted),
        (NO_ACCESS, Association::Active, Licence::Active, &missing),
        (EXPIRED, Association::Active, Licence::Expired, &granted),
        (PENDING, Association::Pending, Licence::Active, &granted),
        (ENDED, Association::Ended, Licence::Active, &missing),
        (SHARED_SECRET, Association::Active, Licence::Active, &granted),
    ] {
        let gates = gates(&world, &cookie, id).await;
        let customer = gates.customer;
        assert_eq!(
            (customer.id, &customer.association, &customer.licence, &customer.access),
            (id, &association, &licence, access)
        );
        assert!(gates.partner.partner_status && gates.partner.licence == Licence::Active);
        assert_eq!(gates.administrators, ["Priya Raman"]);
    }
}

#[tokio::test]
async fn a_licence_is_expired_from_its_last_moment_on() {
    let world = World::new().await;
    let cookie = world.sign_in(ANALYST).await;
    assert_eq!(gates(&world, &cookie, RUNS_OUT).await.customer.licence, Licence::Active);
    let later =
        ask(&world.at(noon().plus_secs(90)), get(&format!("/api/v1/customers/{RUNS_OUT}/gates"), &cookie)).await;
    assert_eq!(later.json()["customer"]["licence"], "EXPIRED");
}

#[tokio::test]
async fn confidential_unknown_and_nonsense_answer_the_same() {
    let world = World::new().await;
    let cookie = world.sign_in(ANALYST).await;
    let mut answers: Vec<(StatusCode, Value, Vec<String>)> = Vec::new();
    for id in [SECRET.to_string(), CustomerId::from_u128(999).to_string(), "nonsense".into(), "%27%20OR%201".into()] {
        let answer = world.get(&format!("/api/v1/customers/{id}/gates"), &cookie).await;
        let mut body = answer.json();
        assert!(body["correlation_id"].as_str().is_some_and(|id| !id.is_empty()));
        body["correlation_id"] = Value::Null;
        let names = answer.headers.keys().map(ToString::to_string).collect();
        answers.push((answer.status, body, names));
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    assert_eq!(answers[0].0, StatusCode::NOT_FOUND);
    let admin = world.sign_in(ADMIN).await;
    assert_eq!(gates(&world, &admin, SECRET).await.customer.access, AccessState::Missing);
    world.store.grant_access(world.analyst, SECRET, None, noon()).await.unwrap();
    assert_eq!(gates(&world, &cookie, SECRET).await.customer.access, AccessState::Granted);
    world.store.revoke_access(world.analyst, SECRET, None, noon()).await.unwrap();
    assert_eq!(world.get(&format!("/api/v1/customers/{SECRET}/gates"), &cookie).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn regions_say_where_they_are_to_who_is_signed_in() {
    let world = World::new().await;
    let cookie = world.sign_in(ANALYST).await;
    let regions: Regions = serde_json::from_str(&world.get("/api/v1/regions", &cookie).await.text).unwrap();
    assert_eq!(regions.regions[1].base_url, "http://127.0.0.1:9002");
    for path in ["/api/v1/regions", "/api/v1/customers", "/api/v1/preferences", "/api/v1/session"] {
        assert_eq!(world.get(path, "").await.status, StatusCode::UNAUTHORIZED, "{path}");
        assert_eq!(world.get(path, "mci_session=0000").await.status, StatusCode::UNAUTHORIZED, "{path}");
    }
    assert_eq!(world.get("/api/v1/nothing", &cookie).await.json()["message"], "There is nothing at this address.");
}

#[tokio::test]
async fn administration_leaves_a_trail_of_ids() {
    let world = World::new().await;
    world.store.grant_access(world.analyst, NO_ACCESS, None, noon()).await.unwrap();
    world.store.grant_access(world.analyst, NO_ACCESS, None, noon()).await.unwrap();
    world.store.revoke_access(world.analyst, NO_ACCESS, None, noon()).await.unwrap();
    let trail = world.store.audit(2).await.unwrap();
    let words: Vec<_> = trail.iter().map(|entry| entry.what.as_str()).collect();
    assert_eq!(words, ["access revoked", "access granted"], "granting twice is one deed");
    assert!(trail.iter().all(|entry| entry.customer == Some(NO_ACCESS) && entry.subject == Some(world.analyst)));
}
