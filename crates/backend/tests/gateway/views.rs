//! Saved views at a region: with words of its customers, for those who see one of them.

use crate::world::*;
use contract::views::{SavedView, SavedViews};
use contract::{CustomerId, Role};
use serde_json::{Value, json};

const PATH: &str = "/mci/v1/views";

async fn save(client: &Client, body: Value) -> SavedView {
    let answer = client.send("POST", PATH, Some(body), &[]).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    serde_json::from_str(&answer.text).unwrap()
}

async fn list(client: &Client) -> Vec<SavedView> {
    let answer = client.get(PATH).await;
    assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (200, "no-store"));
    serde_json::from_str::<SavedViews>(&answer.text).unwrap().views
}

fn names(views: &[SavedView]) -> Vec<&str> {
    views.iter().map(|view| view.name.as_str()).collect()
}

#[tokio::test]
async fn words_and_tags_are_kept_here() {
    let world = World::new().await;
    let client = world.client(INES);
    let query = "tag=Phishing&tag=&not_responsibility=Customer&status=UNMAPPED&assignee=cfo%40acme.example";
    let body = json!({"name": "Typed", "query": query, "words": " j.doe WS-0042 "});
    let headers = [("idempotency-key", "key")];
    let first = client.send("POST", PATH, Some(body.clone()), &headers).await;
    let second = client.send("POST", PATH, Some(body), &headers).await;
    assert_eq!((first.status.as_u16(), &first.text), (201, &second.text));
    let made: SavedView = serde_json::from_str(&first.text).unwrap();
    assert_eq!((made.query.as_str(), made.words.as_str(), made.owner), (query, "j.doe WS-0042", INES));
    assert_eq!(made.owner_name, "Ines");
    assert_eq!(list(&client).await, std::slice::from_ref(&made));
    let other = json!({"name": "Other", "query": ""});
    assert_eq!(client.send("POST", PATH, Some(other.clone()), &headers).await.status, 409);
    let at = format!("{PATH}/{}", made.id);
    let changed = client.send("PUT", &at, Some(other), &[]).await;
    assert_eq!((changed.status.as_u16(), changed.json()["name"].clone()), (200, json!("Other")));
    let marked = client.send("PUT", format!("{at}/marks"), Some(json!({"pinned": true, "default": true})), &[]).await;
    assert_eq!((&marked.json()["pinned"], &marked.json()["default"]), (&json!(true), &json!(true)));
    for _ in 0..2 {
        assert_eq!(client.send("DELETE", &at, None, &[]).await.status, 204);
    }
    assert!(list(&client).await.is_empty());
    assert_eq!(
        client.send("PUT", format!("{at}/marks"), Some(json!({"pinned": true, "default": true})), &[]).await.status,
        404
    );
}

#[tokio::test]
async fn what_no_grid_asks_is_refused() {
    let world = World::new().await;
    let client = world.client(INES);
    for body in [
        json!({"name": "x", "query": "q=words"}),
        json!({"name": "x", "query": "priority="}),
        json!({"name": "x", "query": format!("tag={}", "x".repeat(201))}),
        json!({"name": "x", "query": "", "words": "x".repeat(1_001)}),
        json!({"name": "", "query": ""}),
        json!({"name": "x", "query": format!("customer={CRUX}")}),
        json!({"name": "x", "query": "", "customer": CRUX}),
        json!({"name": "x", "query": "", "customer": CustomerId::from_u128(0xee)}),
    ] {
        assert_eq!(client.send("POST", PATH, Some(body.clone()), &[]).await.status, 400, "{body}");
    }
    assert!(list(&client).await.is_empty());
}

#[tokio::test]
async fn shared_ones_are_for_those_who_see_a_customer_here() {
    let world = World::new().await;
    let (ines, vera, noa) = (world.client(INES), world.client(VERA), world.client(NOA));
    let elsewhere = CustomerId::from_u128(0xee);
    let query = format!("customer={ACME}&customer={BOLT}&customer={elsewhere}&tag=vip");
    let both = save(&ines, json!({"name": "Both", "query": query, "words": "j.doe", "shared": true})).await;
    save(&ines, json!({"name": "Only Bolt", "query": format!("customer={BOLT}"), "shared": true})).await;
    save(&ines, json!({"name": "Bolt's list", "query": "", "customer": BOLT, "shared": true})).await;
    save(&ines, json!({"name": "Private", "query": ""})).await;
    save(&noa, json!({"name": "Noa's own", "query": ""})).await;
    let seen = list(&vera).await;
    assert_eq!(names(&seen), ["Both"]);
    assert_eq!(seen[0].query, format!("customer={ACME}&customer={elsewhere}&tag=vip"));
    assert_eq!((seen[0].words.as_str(), seen[0].owner_name.as_str()), ("j.doe", "Ines"));
    assert_eq!(names(&list(&noa).await), ["Noa's own"], "without a role nothing of the region's is shown");
    assert_eq!(names(&list(&ines).await), ["Bolt's list", "Both", "Only Bolt", "Private"]);
    let at = format!("{PATH}/{}", both.id);
    let refused = vera.send("PUT", &at, Some(json!({"name": "x", "query": ""})), &[]).await;
    assert!(refused.status == 403 && refused.text.contains("Ines"), "{}", refused.text);
    assert_eq!(vera.send("DELETE", &at, None, &[]).await.status, 403);
    assert_eq!(noa.send("DELETE", &at, None, &[]).await.status, 204, "to Noa it does not exist");
    assert_eq!(list(&ines).await.len(), 4);
    let pinned = vera.send("PUT", format!("{at}/marks"), Some(json!({"pinned": true, "default": false})), &[]).await;
    assert_eq!(pinned.json()["pinned"], true);
    assert!(list(&ines).await.iter().all(|view| !view.pinned));
}

#[tokio::test]
async fn each_gate_that_closes_takes_views_along() {
    let world = World::new().await;
    let ines = world.client(INES);
    save(&ines, json!({"name": "Shared", "query": "", "words": "secret", "shared": true})).await;
    save(&ines, json!({"name": "Acme's", "query": "", "customer": ACME})).await;
    let closing: [fn(&mut contract::directory::Entitlements); 4] = [
        |said| said.partner_ready = false,
        |said| said.customers.iter_mut().for_each(|customer| (customer.associated, said.primary) = (false, None)),
        |said| said.customers.iter_mut().for_each(|customer| (customer.licensed, said.primary) = (false, None)),
        |said| said.customers.iter_mut().for_each(|customer| customer.access.clear()),
    ];
    assert_eq!(names(&list(&world.client(MIA)).await), ["Shared"]);
    for close in closing {
        let mut said = world.said.clone();
        close(&mut said);
        assert!(list(&world.client_with(MIA, said.clone())).await.is_empty());
        assert_eq!(names(&list(&world.client_with(INES, said)).await), ["Shared"], "one's own words stay one's own");
    }
    let mut tx = world.store.write().await.unwrap();
    for customer in [PRIMARY, ACME, CRUX] {
        world.store.set_role(&mut tx, MIA, customer, None::<Role>).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert!(list(&world.client(MIA)).await.is_empty());
    let mut said = world.said.clone();
    said.analysts.retain(|analyst| analyst.id != INES);
    assert!(list(&world.client_with(VERA, said)).await.is_empty(), "views of those who left are not shown");
    assert_eq!(world.client(ORLA).get(PATH).await.status, 401);
}
