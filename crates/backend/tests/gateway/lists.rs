//! Lists and searches: what they select, in which order, on which page.

use crate::world::*;
use serde_json::{Value, json};

const ALL: &str = "multi-customer=true&start_time=2000-01-01T00:00:00Z";

async fn ids(client: &Client, query: &str) -> Vec<String> {
    client.get(format!("/idr/v2/investigations?{ALL}&{query}")).await.ids()
}

#[tokio::test]
async fn the_last_28_days_unless_a_start_is_named() {
    let world = World::new().await;
    let client = world.client(INES);
    let recent = client.get("/idr/v2/investigations?multi-customer=true").await;
    assert_eq!(recent.ids(), ["A10", "A2", "A1", "A1", "OWN"]);
    assert_eq!(recent.json()["metadata"], json!({"index": 0, "size": 20, "total_pages": 1, "total_data": 5}));
    assert!(ids(&client, "").await.contains(&"OLD".to_owned()));
    // Both bounds are exclusive.
    let created = world.stands(ACME, "A1").await.1.created_time;
    let from = format!("/idr/v2/investigations?multi-customer=true&start_time={created}");
    assert!(!client.get(&from).await.text.contains(rrn(ACME, "A1").as_str()));
    let until = format!("{from}&end_time={}", created.plus_secs(86_400));
    assert!(client.get(&until).await.ids().is_empty());
}

#[tokio::test]
async fn filters_are_exact_and_combine() {
    let world = World::new().await;
    let client = world.client(INES);
    assert_eq!(ids(&client, "statuses=open,%20WAITING").await, ["OLD", "A1", "A1", "OWN"]);
    assert_eq!(ids(&client, "statuses=OPEN&priorities=CRITICAL,LOW").await, ["OLD", "OWN"]);
    assert_eq!(ids(&client, "sources=HUNT").await, Vec::<String>::new());
    assert_eq!(ids(&client, "tags=phishing").await, ["A1"]);
    assert_eq!(ids(&client, "tags=PHISHING,%20VIP").await, ["A1"]);
    assert!(ids(&client, "tags=phishing,other").await.is_empty());
    assert!(ids(&client, "tags=phish").await.is_empty());
    assert!(ids(&client, "assignee.email=mia@quillmoor.example").await.is_empty());
    let body = json!({"user_email_address": "MIA@quillmoor.example"});
    client.send("PUT", format!("{}/assignee", at(ACME, "A10")), Some(body), &[]).await;
    assert_eq!(ids(&client, "assignee.email=Mia%40Quillmoor.example").await, ["A10"]);
    assert_eq!(ids(&client, "unknown=1&fields=x&statuses=CLOSED").await, ["A2"]);
}

#[tokio::test]
async fn orders_have_no_ties() {
    let world = World::new().await;
    let client = world.client(INES);
    assert_eq!(ids(&client, "sort=created_time,ASC").await, ["OLD", "A1", "A10", "A1", "OWN", "A2"]);
    assert_eq!(ids(&client, "sort=rrn,ASC").await, ["OWN", "A1", "A10", "A2", "OLD", "A1"]);
    assert_eq!(ids(&client, "sort=priority,ASC&sort=created_time,ASC").await, ["OWN", "A1", "A1", "A2", "OLD", "A10"]);
    assert_eq!(ids(&client, "sort=alerts_most_recent_created_time,DESC").await[..2], ["OWN", "A2"]);
    assert_eq!(ids(&client, "sort=alerts_most_recent_detection_created_time,ASC").await[0], "A1");
    let mut paged = Vec::new();
    for index in 0..6 {
        paged.extend(ids(&client, &format!("size=1&index={index}")).await);
    }
    assert_eq!(paged, ids(&client, "size=100").await);
    let beyond = client.get(format!("/idr/v2/investigations?{ALL}&size=4&index=18446744073709551615")).await;
    assert!(beyond.ids().is_empty());
    assert_eq!(beyond.json()["metadata"]["total_data"], 6);
    assert_eq!(beyond.json()["metadata"]["total_pages"], 2);
}

#[tokio::test]
async fn a_page_has_1_to_100_rows() {
    let world = World::new().await;
    let client = world.client(INES);
    for (size, status) in [("0", 400), ("1", 200), ("100", 200), ("101", 400), ("-1", 400), ("x", 400)] {
        for path in ["/idr/v2/investigations?", &format!("{}/alerts?", at(ACME, "A1"))] {
            assert_eq!(client.get(format!("{path}size={size}")).await.status, status, "{path} {size}");
        }
    }
    for query in ["statuses=OPNE", "sort=title,ASC", "start_time=now", "multi-customer=maybe", "index=-1", "a=%ff"] {
        let answer = client.get(format!("/idr/v2/investigations?{query}")).await;
        assert_eq!(answer.status, 400, "{query}");
        assert!(answer.json()["message"].as_str().unwrap().ends_with('.'), "{query}");
    }
}

async fn search(client: &Client, criteria: Value) -> Answer {
    let body = json!({"search": criteria, "start_time": "2000-01-01T00:00:00Z"});
    client.send("POST", "/idr/v2/investigations/_search?multi-customer=true", Some(body), &[]).await
}

#[tokio::test]
async fn searches_take_every_field() {
    let world = World::new().await;
    let client = world.client(INES);
    let body = json!({"user_email_address": "mia@quillmoor.example"});
    client.send("PUT", format!("{}/assignee", at(ACME, "A10")), Some(body), &[]).await;
    let criterion =
        |field: &str, operator: &str, value: Value| json!([{"field": field, "operator": operator, "value": value}]);
    for (criteria, found) in [
        (criterion("title", "CONTAINS", json!("TITLE OF a1")), vec!["A10", "A1", "A1"]),
        (criterion("title", "CONTAINS", json!("a1 100%_S")), vec!["A1", "A1"]),
        (criterion("title", "CONTAINS", json!("a1_100%")), vec![]),
        (criterion("title", "CONTAINS", json!("%")), vec!["A10", "OLD", "A2", "A1", "A1", "OWN"]),
        (criterion("actor_asset_hostname", "CONTAINS", json!("ws-00")), vec!["A1"]),
        (criterion("actor_asset_hostname", "CONTAINS", json!("j.doe")), vec![]),
        (criterion("actor_user_name", "contains", json!("J.DOE")), vec!["A1"]),
        (criterion("alert_mitre_t_codes", "EQUALS", json!("t1078")), vec!["A1"]),
        (criterion("alert_mitre_t_codes", "IN", json!(["T1", "T1078"])), vec!["A1"]),
        (criterion("alert_rule_rrn", "EQUALS", json!("rrn:rule:1")), vec!["A1"]),
        (criterion("alert_rule_rrn", "EQUALS", json!("rrn:rule:2")), vec!["A1"]),
        (criterion("assignee_id", "EQUALS", json!(MIA)), vec!["A10"]),
        (criterion("organization_id", "IN", json!([BOLT, PRIMARY])), vec!["A1", "OWN"]),
        (criterion("source", "EQUALS", json!("alert")), vec!["A10", "OLD", "A2", "A1", "A1", "OWN"]),
        (criterion("status", "IN", json!(["closed", "Waiting"])), vec!["A2", "A1"]),
        (criterion("priority", "EQUALS", json!("LOW")), vec!["OWN"]),
        (criterion("rrn", "EQUALS", json!(format!("rrn:investigation:us:{ACME}:investigation:A1"))), vec!["A1"]),
        (json!([]), vec!["A10", "OLD", "A2", "A1", "A1", "OWN"]),
    ] {
        assert_eq!(search(&client, criteria.clone()).await.ids(), found, "{criteria}");
    }
    let both = json!([{"field": "status", "operator": "EQUALS", "value": "OPEN"},
        {"field": "organization_id", "operator": "EQUALS", "value": ACME}]);
    assert_eq!(search(&client, both).await.ids(), ["OLD", "A1"]);
}

#[tokio::test]
async fn searches_sort_page_and_default_like_lists() {
    let world = World::new().await;
    let client = world.client(INES);
    let path = "/idr/v2/investigations/_search?multi-customer=true";
    let ask = |path: String, body: Value| async { client.send("POST", path, Some(body), &[]).await };
    assert_eq!(ask(path.to_owned(), json!({})).await.ids(), ["A10", "A2", "A1", "A1", "OWN"]);
    let sorted = json!({"sort": [{"field": "created_time", "order": "ASC"}], "search": null});
    assert_eq!(ask(format!("{path}&size=2&index=1"), sorted).await.ids(), ["A1", "OWN"]);
    assert_eq!(ask("/idr/v2/investigations/_search".to_owned(), json!({})).await.ids(), ["OWN"]);
    let fixed = format!("/mci/v1/customers/{BOLT}/idr/v2/investigations/_search");
    assert_eq!(ask(fixed, json!({})).await.ids(), ["A1"]);
    for body in [
        json!({"sort": [{"field": "title", "order": "ASC"}]}),
        json!({"sort": [{"field": "rrn", "order": "UP"}]}),
        json!({"start_time": "x"}),
        json!({"search": [{"field": "nothing", "operator": "EQUALS", "value": "x"}]}),
        json!({"search": [{"field": "title", "operator": "EQUALS", "value": "x"}]}),
        json!({"search": {}}),
        json!([]),
        json!("x"),
    ] {
        assert_eq!(ask(path.to_owned(), body.clone()).await.status, 400, "{body}");
    }
}
