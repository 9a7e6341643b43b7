//! Four gates between an analyst and a customer's investigations: each one, missing alone, hides everything.

use crate::world::*;
use contract::directory::Entitlements;
use contract::{AnalystId, CustomerId, Role};
use serde_json::json;

/// Everything that a call about ACME's A1 must not show.
async fn sees_nothing(world: &World, analyst: AnalystId, said: Entitlements, gate: &str) {
    let client = world.client_with(analyst, said);
    let list = client.get("/idr/v2/investigations?multi-customer=true&start_time=2000-01-01T00:00:00Z&size=100").await;
    let text = list.text.clone();
    assert!(!text.contains(&ACME.to_string()), "{gate}: {text}");
    let of_others = list.json()["metadata"]["total_data"].as_u64().unwrap();
    assert_eq!(of_others as usize, list.ids().len(), "{gate}: the count leaks");
    let search = json!({"start_time": "2000-01-01T00:00:00Z",
        "search": [{"field": "organization_id", "operator": "EQUALS", "value": ACME}]});
    let search = client.send("POST", "/idr/v2/investigations/_search?multi-customer=true", Some(search), &[]).await;
    assert_eq!(search.json()["metadata"]["total_data"], 0, "{gate}");
    let by_rrn = json!({"search": [{"field": "rrn", "operator": "IN", "value": [rrn(ACME, "A1")]}]});
    let by_rrn = client.send("POST", "/idr/v2/investigations/_search?multi-customer=true", Some(by_rrn), &[]).await;
    assert_eq!(by_rrn.json()["data"], json!([]), "{gate}");
    for call in ["summary", "working-set"] {
        let answer = client.get(format!("/mci/v1/{call}")).await;
        assert!(answer.status == 200 && !answer.text.contains(&ACME.to_string()), "{gate}: {call} {}", answer.text);
    }
    assert_eq!(client.get(format!("/mci/v1/working-set?customers={ACME}")).await.status, 404, "{gate}");

    let item = format!("/idr/v2/investigations/{}", encoded(rrn(ACME, "A1")));
    let extension = format!("/mci/v1/investigations/{}", encoded(rrn(ACME, "A1")));
    let fixed = format!("/mci/v1/customers/{ACME}");
    let target = encoded(rrn(ACME, "A1"));
    for path in [
        format!("{item}?multi-customer=true"),
        format!("{item}/alerts?multi-customer=true"),
        format!("{item}/rapid7-product-alerts?multi-customer=true"),
        format!("/idr/v1/comments?multi-customer=true&target={target}"),
        format!("{extension}/actors"),
        format!("{extension}/activity"),
        format!("{extension}/alerts/one/evidence"),
        format!("{fixed}/idr/v2/investigations"),
        format!("{fixed}{item}"),
        format!("{fixed}/idr/v1/comments?target={target}"),
        format!("{fixed}/investigations/{target}/actors"),
    ] {
        assert_eq!(client.get(&path).await.status, 404, "{gate}: {path}");
    }
    let comment = encoded(format!("rrn:collaboration:us:{ACME}:comment:c1"));
    for (method, path, body) in [
        ("PATCH", format!("{item}?multi-customer=true"), json!({"title": "x"})),
        ("PATCH", format!("{fixed}{item}"), json!({"title": "x"})),
        ("PUT", format!("{fixed}{item}/status/CLOSED"), json!(null)),
        ("PUT", format!("{fixed}{item}/assignee"), json!({"user_email_address": "mia@quillmoor.example"})),
        ("DELETE", format!("{fixed}{item}/alerts/one"), json!(null)),
        ("POST", format!("{fixed}/idr/v1/comments"), json!({"target": rrn(ACME, "A1"), "body": "x"})),
        ("DELETE", format!("{fixed}/idr/v1/comments/{comment}"), json!(null)),
        ("PUT", format!("{fixed}/idr/v1/comments/{comment}/PUBLIC"), json!(null)),
        ("POST", "/mci/v1/assignees".to_owned(), json!({"customers": [ACME]})),
    ] {
        assert_eq!(client.send(method, &path, Some(body), &[]).await.status, 404, "{gate}: {method} {path}");
    }
    let (version, stands) = world.stands(ACME, "A1").await;
    assert_eq!((version, stands.title.as_str()), (1, "Title of A1 100%_sure"), "{gate}: something was written");
}

/// Closes one gate.
type Close = fn(&mut Entitlements);

fn of(said: &mut Entitlements, id: CustomerId) -> &mut contract::directory::EntitledCustomer {
    said.customers.iter_mut().find(|customer| customer.id == id).unwrap()
}

#[tokio::test]
async fn each_gate_hides_everything() {
    let world = World::new().await;
    let closing: [(&str, Close); 4] = [
        ("association", |said| of(said, ACME).associated = false),
        ("customer's licence", |said| of(said, ACME).licensed = false),
        ("partner's licence", |said| said.partner_ready = false),
        ("access", |said| of(said, ACME).access.retain(|id| *id != INES)),
    ];
    for (gate, close) in closing {
        let mut said = world.said.clone();
        close(&mut said);
        sees_nothing(&world, INES, said, gate).await;
    }
    sees_nothing(&world, NOA, world.said.clone(), "role").await;
    let mut tx = world.store.write().await.unwrap();
    world.store.set_role(&mut tx, INES, ACME, None).await.unwrap();
    tx.commit().await.unwrap();
    sees_nothing(&world, INES, world.said.clone(), "role taken away").await;
}

#[tokio::test]
async fn with_all_gates_everything_is_there() {
    let world = World::new().await;
    let client = world.client(INES);
    let path = "/idr/v2/investigations?multi-customer=true&start_time=2000-01-01T00:00:00Z&size=100";
    assert_eq!(client.get(path).await.ids(), ["A10", "OLD", "A2", "A1", "A1", "OWN"]);
    assert_eq!(client.get(at(ACME, "A1")).await.status, 200);
    let roles = client.get("/mci/v1/roles").await.json();
    assert_eq!(roles["roles"].as_array().unwrap().len(), 3);
    let noa = world.client(NOA).get("/mci/v1/roles").await.json();
    assert_eq!(noa, json!({"roles": [{"organization_id": ACME, "role": null}]}));
}

#[tokio::test]
async fn a_role_without_access_shows_nothing() {
    let world = World::new().await;
    let client = world.client(INES);
    assert_eq!(client.get(at(CRUX, "SECRET")).await.status, 404);
    let all = client.get("/idr/v2/investigations?multi-customer=true&size=100").await;
    assert!(!all.text.contains("SECRET"));
    assert_eq!(world.client(MIA).get(at(CRUX, "SECRET")).await.status, 200);
}

#[tokio::test]
async fn a_viewer_reads_and_is_told_why_not_more() {
    let world = World::new().await;
    let client = world.client(VERA);
    assert_eq!(client.get(at(ACME, "A1")).await.status, 200);
    assert_eq!(client.get(format!("{}/alerts", at(ACME, "A1"))).await.status, 200);
    for (method, path, body) in [
        ("PATCH", at(ACME, "A1"), json!({"title": "x"})),
        ("PUT", format!("{}/priority/LOW", at(ACME, "A1")), json!(null)),
        ("DELETE", format!("{}/alerts/one", at(ACME, "A1")), json!(null)),
        ("POST", format!("/mci/v1/customers/{ACME}/idr/v1/comments"), json!({"target": rrn(ACME, "A1"), "body": "x"})),
    ] {
        let answer = client.send(method, &path, Some(body), &[]).await;
        assert_eq!(answer.status, 403, "{method} {path}");
        assert!(answer.json()["message"].as_str().unwrap().contains("VIEWER"));
    }
    assert_eq!(world.stands(ACME, "A1").await.0, 1);
    assert!(world.log(ACME, "A1").await.is_empty());
}

#[tokio::test]
async fn a_path_of_one_customer_never_reaches_another() {
    let world = World::new().await;
    let client = world.client(INES);
    let crossed = |path: &str| format!("/mci/v1/customers/{BOLT}{path}");
    let item = format!("/idr/v2/investigations/{}", encoded(rrn(ACME, "A1")));
    assert_eq!(client.get(crossed(&item)).await.status, 404);
    assert_eq!(client.get(crossed(&format!("{item}?multi-customer=true"))).await.status, 404);
    assert_eq!(client.send("PATCH", crossed(&item), Some(json!({"title": "x"})), &[]).await.status, 404);
    let comment = json!({"target": rrn(ACME, "A1"), "body": "x"});
    assert_eq!(client.send("POST", crossed("/idr/v1/comments"), Some(comment), &[]).await.status, 404);
    let c1 = encoded(format!("rrn:collaboration:us1:{ACME}:comment:c1"));
    assert_eq!(client.send("DELETE", crossed(&format!("/idr/v1/comments/{c1}")), None, &[]).await.status, 404);
    let list = client.get(crossed("/idr/v2/investigations?multi-customer=true")).await;
    assert_eq!(list.ids(), ["A1"]);
    assert_eq!(list.json()["data"][0]["organization_id"], json!(BOLT));
    for id in ["nonsense", "00000000-0000-0000-0000-0000000000c", "00000000-0000-0000-0000-0000000000ff"] {
        assert_eq!(client.get(format!("/mci/v1/customers/{id}/idr/v2/investigations")).await.status, 404, "{id}");
    }
    assert!(world.log(ACME, "A1").await.is_empty());
}

#[tokio::test]
async fn without_multi_customer_a_call_is_about_the_primary_customer() {
    let mut world = World::new().await;
    let client = world.client(INES);
    assert_eq!(client.get("/idr/v2/investigations").await.ids(), ["OWN"]);
    let item = |id: &str| format!("/idr/v2/investigations/{}", encoded(id));
    assert_eq!(client.get(item(rrn(PRIMARY, "OWN").as_str())).await.status, 200);
    assert_eq!(client.get(item("OWN")).await.status, 200);
    assert_eq!(client.get(item(rrn(ACME, "A1").as_str())).await.status, 404);
    assert_eq!(client.get(item("A1")).await.status, 404);
    assert_eq!(
        client.send("PATCH", item(rrn(ACME, "A1").as_str()), Some(json!({"title": "x"})), &[]).await.status,
        404
    );
    // The Primary Customer lives elsewhere.
    world.said.primary = Some(CustomerId::from_u128(0xdead));
    world.said.customers.retain(|customer| customer.id != PRIMARY);
    let client = world.client(INES);
    assert!(client.get("/idr/v2/investigations").await.ids().is_empty());
    assert_eq!(client.get(item("OWN")).await.status, 404);
}

#[tokio::test]
async fn names_that_look_alike_are_not_alike() {
    let world = World::new().await;
    let client = world.client(INES);
    let fixed = |id: &str| format!("/mci/v1/customers/{ACME}/idr/v2/investigations/{}", encoded(id));
    assert_eq!(client.get(fixed("A1")).await.json()["rrn"], json!(rrn(ACME, "A1")));
    assert_eq!(client.get(fixed("A10")).await.json()["rrn"], json!(rrn(ACME, "A10")));
    for id in ["A", "A1%", "A1 ", "a1", "A_", "A1:", "../A1", "A1\0", "OWN", "SECRET"] {
        assert_eq!(client.get(fixed(id)).await.status, 404, "{id:?}");
    }
    // us1 is us; the answer is as first spelt.
    let spelt = format!("rrn:investigation:US:{ACME}:investigation:A1");
    assert_eq!(client.get(fixed(&spelt)).await.json()["rrn"], json!(rrn(ACME, "A1")));
    for region in ["us2", "eu", "us11"] {
        let foreign = format!("rrn:investigation:{region}:{ACME}:investigation:A1");
        assert_eq!(client.get(fixed(&foreign)).await.status, 404, "{region}");
    }
    let bare = format!("/mci/v1/customers/{ACME}/idr/v2/investigations/{}", rrn(ACME, "A1"));
    assert_eq!(client.get(bare).await.status, 200, "colons need no encoding");
}

#[tokio::test]
async fn losing_access_takes_the_verdict_of_a_retry_away() {
    let world = World::new().await;
    let key = [("idempotency-key", "k1")];
    let client = world.client(INES);
    let body = json!({"title": "Mine"});
    assert_eq!(client.send("PATCH", at(ACME, "A1"), Some(body.clone()), &key).await.status, 200);
    let mut said = world.said.clone();
    of(&mut said, ACME).access.retain(|id| *id != INES);
    let lost = world.client_with(INES, said);
    assert_eq!(lost.send("PATCH", at(ACME, "A1"), Some(body), &key).await.status, 404);
    let mut tx = world.store.write().await.unwrap();
    world.store.set_role(&mut tx, INES, ACME, Some(Role::Viewer)).await.unwrap();
    tx.commit().await.unwrap();
}
