//! Changes as they happen: told to whom they may be told, at once, and nothing lost.

use crate::reading::{Coming, PATIENCE};
use crate::subscription::directory;
use crate::world::*;
use axum::Router;
use backend::db::region::RegionStore;
use backend::gateway::{Gateway, GatewayConfig};
use contract::directory::{Entitlements, Secret};
use contract::{CustomerId, Role};
use serde_json::json;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};
use tokio::sync::watch;
use tokio::task::JoinHandle;

#[tokio::test]
async fn changes_are_told_as_they_happen_and_resumed_where_they_ended() {
    let world = World::new().await;
    let router = world.gateway(world.said.clone());
    let client = world.client_of(router.clone(), INES);
    let mut stream = world.following(&router, INES).await;
    assert_eq!(stream.headers["content-type"], "text/event-stream");
    assert_eq!(stream.headers["cache-control"], "no-store");

    client.send("PATCH", at(ACME, "A1"), Some(json!({"priority": "CRITICAL"})), &[]).await;
    let told = stream.change().await;
    assert!(told.is("upsert", "A1"), "{told:?}");
    assert_eq!((&told.data["priority"], &told.data["version"]), (&json!("CRITICAL"), &json!(2)));
    assert_eq!(told.data["actors"][0], json!({"kind": "USER", "name": "j.doe"}));

    client.send("DELETE", format!("{}/alerts/one", at(ACME, "A1")), None, &[]).await;
    let told = stream.change().await;
    assert_eq!((told.is("upsert", "A1"), &told.data["alert_count"]), (true, &json!(2)));
    // Looks and comments are no changes.
    client.get(at(ACME, "A10")).await;
    let comment = json!({"target": rrn(ACME, "A1"), "body": "x"});
    client.send("POST", format!("/mci/v1/customers/{ACME}/idr/v1/comments"), Some(comment), &[]).await;
    stream.quiet().await;
    drop(stream);

    client.send("PATCH", at(BOLT, "A1"), Some(json!({"title": "Meanwhile"})), &[]).await;
    client.send("PATCH", at(BOLT, "A1"), Some(json!({"title": "Meanwhile, again"})), &[]).await;
    let mut stream = world.since(&router, INES, &told.id).await;
    let (missed, heartbeat) = stream.until_heartbeat().await;
    assert_eq!(missed.len(), 1, "the latest change of each is told once: {missed:?}");
    assert_eq!(missed[0].data["title"], "Meanwhile, again");
    assert_eq!(missed[0].id, heartbeat.id);
    let mut stream = world.since(&router, INES, &heartbeat.id).await;
    assert!(stream.until_heartbeat().await.0.is_empty());
}

#[tokio::test]
async fn writes_of_the_gateway_itself_do_not_wait_for_the_next_look_at_the_file() {
    let world = World::new().await;
    let router = world.gateway(world.said.clone());
    let client = world.client_of(router.clone(), INES);
    let mut stream = world.following(&router, INES).await;
    let started = Instant::now();
    for place in 0..6 {
        client.send("PATCH", at(ACME, "A1"), Some(json!({"title": format!("Title {place}")})), &[]).await;
        assert_eq!(stream.change().await.data["title"], format!("Title {place}"));
    }
    // Each would wait half a second for a look.
    assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
}

#[tokio::test]
async fn writes_of_another_process_are_told_within_a_second() {
    let world = World::new().await;
    let router = world.gateway(world.said.clone());
    let mut stream = world.following(&router, INES).await;
    // A store of its own shares nothing with the gateway's but the file.
    let other = RegionStore::open(&world.file(), world.store.region()).await.unwrap();
    let (_, mut changed) = world.stands(ACME, "A10").await;
    changed.title = "Imported".to_owned();
    let mut tx = other.write().await.unwrap();
    other.put(&mut tx, &changed, world.now).await.unwrap();
    tx.commit().await.unwrap();
    let written = Instant::now();
    let told = stream.change().await;
    assert!(told.is("upsert", "A10") && written.elapsed() < Duration::from_secs(1), "{told:?}");

    world.elsewhere("DELETE FROM investigations WHERE rrn_key LIKE '%:OLD'").await;
    let told = stream.change().await;
    assert!(told.is("removal", "OLD"), "{told:?}");
    assert_eq!(told.data, json!({"organization_id": ACME, "rrn": rrn(ACME, "OLD")}));
    world.elsewhere("INSERT INTO tags SELECT seq, 'x' FROM investigations WHERE rrn_key LIKE '%:A10'").await;
    world.elsewhere("UPDATE actors SET name = 'renamed' WHERE position = 1").await;
    let told = stream.change().await;
    assert_eq!((told.is("upsert", "A1"), &told.data["actors"][0]["name"]), (true, &json!("renamed")));
    other.close().await;
}

#[tokio::test]
async fn a_burst_arrives_whole() {
    let world = World::new().await;
    let mut tx = world.store.write().await.unwrap();
    let (_, like) = world.stands(BOLT, "A1").await;
    let names: Vec<String> = (0..1_000).map(|number| format!("N{number:04}")).collect();
    for name in &names {
        let mut one = like.clone();
        one.rrn = rrn(BOLT, name);
        world.store.insert(&mut tx, &backend::db::region::StoredInvestigation::new(one)).await.unwrap();
    }
    tx.commit().await.unwrap();
    let router = world.gateway(world.said.clone());
    let mut stream = world.following(&router, INES).await;
    let writing = async {
        for name in &names {
            let mut one = like.clone();
            (one.rrn, one.title) = (rrn(BOLT, name), "Burst".to_owned());
            let mut tx = world.store.write().await.unwrap();
            world.store.put(&mut tx, &one, world.now).await.unwrap();
            tx.commit().await.unwrap();
        }
    };
    let reading = async {
        let mut told = BTreeSet::new();
        while told.len() < names.len() {
            let event = stream.change().await;
            assert_eq!(event.data["title"], "Burst");
            told.insert(event.data["rrn"].as_str().unwrap().to_owned());
        }
        told
    };
    let ((), told) = tokio::join!(writing, reading);
    assert_eq!(told, names.iter().map(|name| rrn(BOLT, name).to_string()).collect());
}

#[tokio::test]
async fn each_gate_keeps_changes_from_who_fails_it() {
    let world = World::new().await;
    type Close = fn(&mut Entitlements);
    let closing: [(&str, Close); 4] = [
        ("association", |said| of(said, ACME).associated = false),
        ("customer's licence", |said| of(said, ACME).licensed = false),
        ("partner's licence", |said| said.partner_ready = false),
        ("access", |said| of(said, ACME).access.retain(|id| *id != INES)),
    ];
    let mut streams = Vec::new();
    for (gate, close) in closing {
        let mut said = world.said.clone();
        close(&mut said);
        streams.push((gate, world.following(&world.gateway(said), INES).await));
    }
    streams.push(("role", world.following(&world.gateway(world.said.clone()), NOA).await));
    let mut seeing = world.following(&world.gateway(world.said.clone()), VERA).await;
    for id in ["A1", "A10"] {
        let client = world.client(MIA);
        assert_eq!(client.send("PATCH", at(ACME, id), Some(json!({"title": "x"})), &[]).await.status, 200);
    }
    let told = seeing.change().await;
    assert!(told.is("upsert", "A1") || told.is("upsert", "A10"), "{told:?}");
    for (gate, mut stream) in streams {
        let silence = tokio::time::timeout(Duration::from_millis(600), stream.event()).await;
        assert!(silence.is_err(), "{gate}: {silence:?}");
    }
}

#[tokio::test]
async fn a_role_taken_and_given_closes_and_opens_a_customer() {
    let world = World::new().await;
    let router = world.gateway(world.said.clone());
    let mut stream = world.following(&router, INES).await;
    set_role(&world, ACME, None).await;
    let told = stream.change().await;
    assert_eq!((told.name.as_str(), &told.data), ("customer-closed", &json!({"organization_id": ACME})));
    world.client(MIA).send("PATCH", at(ACME, "A1"), Some(json!({"title": "Unseen"})), &[]).await;
    stream.quiet().await;
    // Who resumes after it was told does so where they are; who was not told cannot.
    let mut resumed = world.since(&router, INES, &told.id).await;
    assert!(resumed.until_heartbeat().await.0.is_empty());
    set_role(&world, ACME, Some(Role::Viewer)).await;
    for stream in [&mut stream, &mut resumed] {
        let opened = stream.change().await;
        assert_eq!((opened.name.as_str(), &opened.data), ("customer-opened", &json!({"organization_id": ACME})));
    }
    let gone = world.client_of(router.clone(), INES).get(format!("/mci/v1/changes?since={}", told.id)).await;
    assert_eq!(gone.status, 410);
    let acme = world.client_of(router, INES).working_set(&format!("?customers={ACME}")).await;
    assert!(acme.names().contains(&"A1"));
    world.client(MIA).send("PATCH", at(ACME, "A10"), Some(json!({"title": "Seen"})), &[]).await;
    assert!(stream.change().await.is("upsert", "A10"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn access_taken_by_the_directory_ends_what_is_told() {
    let world = World::new().await;
    let (say, said) = watch::channel(world.said.clone());
    let (router, task, serving) = start(&world, said).await;
    let mut stream = world.following(&router, INES).await;
    let mut less = world.said.clone();
    less.revision = 2;
    of(&mut less, ACME).access.retain(|id| *id != INES);
    say.send(less.clone()).unwrap();
    let told = stream.change().await;
    assert_eq!((told.name.as_str(), &told.data), ("customer-closed", &json!({"organization_id": ACME})));
    let mia = world.client_of(router.clone(), MIA);
    assert_eq!(mia.send("PATCH", at(ACME, "A1"), Some(json!({"title": "Unseen"})), &[]).await.status, 200);
    stream.quiet().await;
    // Granted again, it opens; an account that is switched off hears nothing more at all.
    less.revision = 3;
    of(&mut less, ACME).access.push(INES);
    say.send(less.clone()).unwrap();
    assert_eq!(stream.change().await.name, "customer-opened");
    less.revision = 4;
    less.analysts.iter_mut().filter(|analyst| analyst.id == INES).for_each(|analyst| analyst.active = false);
    say.send(less).unwrap();
    assert!(stream.event().await.is_none());
    task.abort();
    serving.abort();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn streams_end_with_their_service() {
    let world = World::new().await;
    let (_say, said) = watch::channel(world.said.clone());
    let (router, task, serving) = start(&world, said).await;
    let mut stream = world.following(&router, INES).await;
    task.abort();
    let stopped = Instant::now();
    assert!(stream.event().await.is_none());
    assert!(stopped.elapsed() < Duration::from_secs(1));
    serving.abort();
}

#[tokio::test]
async fn a_stream_ends_with_its_token() {
    let world = World::new().await;
    let router = world.gateway(world.said.clone());
    let cursor = world.client_of(router.clone(), INES).working_set("").await.header.cursor;
    let path = format!("/mci/v1/changes?since={cursor}");
    let ends_soon = world.token(INES, world.clock.now().plus_secs(2 - backend::token::LIFETIME_SECS));
    let mut stream = Coming::open(&router, &ends_soon, &path).await;
    assert_eq!(stream.event().await.unwrap().name, "heartbeat");
    let started = Instant::now();
    assert!(stream.event().await.is_none());
    assert!(started.elapsed() < Duration::from_secs(4), "{:?}", started.elapsed());
    let ended = world.token(INES, world.clock.now().plus_secs(-10 - backend::token::LIFETIME_SECS));
    assert_eq!(Coming::open(&router, &ended, &path).await.status, 401);
}

async fn set_role(world: &World, customer: CustomerId, role: Option<Role>) {
    let mut tx = world.store.write().await.unwrap();
    world.store.set_role(&mut tx, INES, customer, role).await.unwrap();
    tx.commit().await.unwrap();
}

fn of(said: &mut Entitlements, id: CustomerId) -> &mut contract::directory::EntitledCustomer {
    said.customers.iter_mut().find(|customer| customer.id == id).unwrap()
}

/// A gateway that hears `said`, once it has heard it.
async fn start(world: &World, said: watch::Receiver<Entitlements>) -> (Router, JoinHandle<()>, JoinHandle<()>) {
    let (directory_url, serving) = directory(said).await;
    let config = GatewayConfig {
        region: world.store.region().clone(),
        store: world.store.clone(),
        clock: world.clock.clone(),
        directory_url,
        secret: Secret::new("region-secret".to_owned()),
        allowed_origins: Vec::new(),
    };
    let (router, task) = Gateway::start(config).await.unwrap();
    let client = world.client_of(router.clone(), INES);
    let heard = async {
        while client.get(at(ACME, "A1")).await.status != 200 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(PATIENCE, heard).await.expect("the directory is not heard");
    (router, task, serving)
}
