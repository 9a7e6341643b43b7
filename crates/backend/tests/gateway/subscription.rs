//! What the directory says reaches the gateway while it runs, and stays in force while the directory is down.

use crate::world::*;
use axum::extract::RawQuery;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router};
use backend::gateway::{Gateway, GatewayConfig};
use contract::directory::{Entitlements, Secret};
use std::time::Duration;
use tokio::sync::watch;

/// A directory that knows one thing: the entitlements in `said`.
pub async fn directory(said: watch::Receiver<Entitlements>) -> (String, tokio::task::JoinHandle<()>) {
    let answer = move |RawQuery(query): RawQuery, headers: HeaderMap| {
        let mut said = said.clone();
        async move {
            let query = query.unwrap_or_default();
            if headers["authorization"] != "Bearer region-secret" || !query.contains("region=us") {
                return StatusCode::UNAUTHORIZED.into_response();
            }
            let known = query.split_once("since=").map(|(_, since)| since.parse::<u64>().unwrap());
            let news = said.wait_for(|said| known != Some(said.revision));
            match tokio::time::timeout(Duration::from_millis(500), news).await {
                Ok(said) => Json(said.unwrap().clone()).into_response(),
                Err(_) => StatusCode::NO_CONTENT.into_response(),
            }
        }
    };
    let router: Router = Router::new().route("/internal/v1/entitlements", get(answer));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    (address, tokio::spawn(async move { axum::serve(listener, router).await.unwrap() }))
}

async fn until(client: &Client, path: &str, status: u16) {
    for _ in 0..100 {
        if client.get(path).await.status == status {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{path} did not answer {status} within 5 s");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_revocation_arrives_and_an_outage_changes_nothing() {
    let world = World::new().await;
    let (say, said) = watch::channel(world.said.clone());
    let (directory_url, serving) = directory(said).await;
    let (router, task) = Gateway::start(GatewayConfig {
        region: world.store.region().clone(),
        store: world.store.clone(),
        clock: world.clock.clone(),
        directory_url,
        secret: Secret::new("region-secret".to_owned()),
        allowed_origins: Vec::new(),
    })
    .await
    .unwrap();
    let client = world.client_of(router, INES);
    let item = at(ACME, "A1");
    until(&client, &item, 200).await;

    let mut less = world.said.clone();
    less.revision = 2;
    less.customers.iter_mut().for_each(|customer| customer.access.retain(|id| *id != INES));
    say.send(less).unwrap();
    until(&client, &item, 404).await;

    // A directory made anew may count from a lower number: what it says counts all the same.
    say.send(world.said.clone()).unwrap();
    until(&client, &item, 200).await;

    serving.abort();
    drop(say);
    tokio::time::sleep(Duration::from_millis(700)).await;
    assert_eq!(client.get(&item).await.status, 200);
    task.abort();
    let kept: Entitlements = serde_json::from_str(&world.store.entitlements().await.unwrap().unwrap()).unwrap();
    assert_eq!(kept, world.said);
}
