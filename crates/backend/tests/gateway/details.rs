//! What belongs to one investigation, and the summary: alerts, evidence, actors, comments, people.

use crate::world::*;
use contract::extension::Summary;
use serde_json::json;

#[tokio::test]
async fn alerts_are_newest_first_and_can_be_taken_off() {
    let world = World::new().await;
    let client = world.client(INES);
    let path = format!("{}/alerts", at(ACME, "A1"));
    let alerts = client.get(&path).await.json();
    let ids: Vec<_> = alerts["data"].as_array().unwrap().iter().map(|alert| alert["id"].clone()).collect();
    assert_eq!(ids, ["three", "two", "one"]);
    assert_eq!(alerts["metadata"]["total_data"], 3);
    assert_eq!(alerts["data"][1]["detection_rule_rrn"]["rule_rrn"], "rrn:rule:2");
    assert_eq!((&alerts["data"][2]["priority"], &alerts["data"][2]["category"]), (&json!("HIGH"), &json!("Logon")));
    let second = client.get(format!("{path}?size=2&index=1")).await.json();
    assert_eq!((&second["data"][0]["id"], second["data"].as_array().unwrap().len()), (&json!("one"), 1));

    let before = world.stands(ACME, "A1").await.1;
    let answer = client.send("DELETE", format!("{path}/three"), None, &[("if-match", "\"1\"")]).await;
    assert_eq!((answer.status.as_u16(), answer.header("etag")), (200, "\"2\""));
    assert_eq!(answer.json()["organization_id"], json!(ACME));
    let after = world.stands(ACME, "A1").await.1;
    assert_eq!(after.latest_alert_time, Some(before.created_time.plus_secs(3_600)));
    assert_eq!(after.first_alert_time, before.first_alert_time);
    assert_eq!(world.log(ACME, "A1").await, ["alert_removed"]);
    assert_eq!(client.send("DELETE", format!("{path}/three"), None, &[]).await.status, 404);
    let other = format!("{}/alerts/one", at(ACME, "A10"));
    assert_eq!(client.send("DELETE", other, None, &[]).await.status, 404, "an alert of another investigation");
    let bare = client.get(format!("{}/rapid7-product-alerts", at(ACME, "A1"))).await;
    assert_eq!(bare.json(), json!([{"name": "Threat", "type": "TC"}]));
}

#[tokio::test]
async fn actors_evidence_and_activity_name_their_customer() {
    let world = World::new().await;
    let client = world.client(VERA);
    let path = format!("/mci/v1/investigations/{}", encoded(rrn(ACME, "A1")));
    let actors = client.get(format!("{path}/actors")).await.json();
    assert_eq!((&actors["organization_id"], &actors["rrn"]), (&json!(ACME), &json!(rrn(ACME, "A1"))));
    assert_eq!(actors["actors"][0], json!({"kind": "USER", "name": "j.doe", "note": null, "alert_count": 3}));
    let evidence = client.get(format!("{path}/alerts/two/evidence")).await.json();
    assert_eq!((&evidence["alert"], &evidence["events"]), (&json!("two"), &json!([{"alert": "two"}])));
    assert_eq!(client.get(format!("{path}/alerts/four/evidence")).await.status, 404);
    assert_eq!(client.get(format!("{path}/activity")).await.json()["entries"], json!([]));
}

#[tokio::test]
async fn comments_are_internal_unless_said_otherwise() {
    let world = World::new().await;
    let client = world.client(INES);
    let path = format!("/mci/v1/customers/{ACME}/idr/v1/comments");
    let list = format!("{path}?target={}", encoded(rrn(ACME, "A1")));
    let post = |body| client.send("POST", &path, Some(body), &[]);
    let quiet = post(json!({"target": rrn(ACME, "A1"), "body": "Quiet"})).await;
    assert_eq!(quiet.status, 201);
    let quiet = quiet.json();
    assert_eq!((&quiet["visibility"], &quiet["organization_id"]), (&json!("INTERNAL"), &json!(ACME)));
    assert_eq!((&quiet["target"], &quiet["creator"]["name"]), (&json!(rrn(ACME, "A1")), &json!("Ines")));
    let loud = post(json!({"target": rrn(ACME, "A1"), "body": "Loud", "visibility": "public"})).await.json();
    assert_eq!(loud["visibility"], "PUBLIC");
    let listed = client.get(&list).await.json();
    let bodies: Vec<_> = listed["data"].as_array().unwrap().iter().map(|row| row["body"].clone()).collect();
    assert_eq!(bodies, ["Loud", "Quiet", "Comment c2", "Comment c1"]);
    assert_eq!(world.stands(ACME, "A1").await.0, 1, "comments change no version");

    let name = encoded(quiet["rrn"].as_str().unwrap());
    let shown = client.send("PUT", format!("{path}/{name}/Public"), None, &[]).await.json();
    assert_eq!((&shown["visibility"], &shown["rrn"]), (&json!("PUBLIC"), &quiet["rrn"]));
    client.send("PUT", format!("{path}/{name}/PUBLIC"), None, &[]).await;
    // us1 is us in a comment's name as well.
    let c1 = encoded(format!("rrn:collaboration:us:{ACME}:comment:c1"));
    let deleted = client.send("DELETE", format!("{path}/{c1}"), None, &[]).await;
    assert_eq!((deleted.status.as_u16(), &deleted.json()["body"]), (200, &json!("Comment c1")));
    assert_eq!(world.log(ACME, "A1").await, ["comment_deleted", "comment_visibility", "comment", "comment"]);
    assert_eq!(client.get(&list).await.json()["metadata"]["total_data"], 3);
}

#[tokio::test]
async fn comments_that_make_no_sense_are_refused() {
    let world = World::new().await;
    let client = world.client(INES);
    let path = format!("/mci/v1/customers/{ACME}/idr/v1/comments");
    for (body, status) in [
        (json!({"target": rrn(ACME, "A1"), "body": " "}), 400),
        (json!({"target": rrn(ACME, "A1")}), 400),
        (json!({"target": "x", "body": "x"}), 400),
        (json!({"target": rrn(ACME, "A1"), "body": "x", "visibility": "LOUD"}), 400),
        (json!({"target": rrn(ACME, "A1"), "body": "x".repeat(20_001)}), 400),
        (json!({"target": rrn(ACME, "NONE"), "body": "x"}), 404),
        (json!({"target": rrn(CRUX, "SECRET"), "body": "x"}), 404),
    ] {
        assert_eq!(client.send("POST", &path, Some(body.clone()), &[]).await.status, status, "{body}");
    }
    assert_eq!(client.get(&path).await.status, 400, "a target is needed");
    let c1 = encoded(format!("rrn:collaboration:us:{ACME}:comment:c1"));
    assert_eq!(client.send("PUT", format!("{path}/{c1}/LOUD"), None, &[]).await.status, 400);
}

#[tokio::test]
async fn the_summary_counts_active_work_of_any_age() {
    let world = World::new().await;
    let client = world.client(INES);
    let body = json!({"user_email_address": "mia@quillmoor.example"});
    client.send("PUT", format!("{}/assignee", at(ACME, "A10")), Some(body), &[]).await;
    let summary: Summary = serde_json::from_str(&client.get("/mci/v1/summary").await.text).unwrap();
    let ids: Vec<_> = summary.customers.iter().map(|customer| customer.organization_id).collect();
    assert_eq!(ids, [PRIMARY, ACME, BOLT]);
    let acme = &summary.customers[1];
    assert_eq!((acme.active, acme.unassigned), (3, 2));
    let counts: Vec<_> = acme.by_priority.iter().map(|entry| entry.count).collect();
    assert_eq!(counts, [2, 1, 0, 0, 0]);
    assert_eq!(acme.oldest, Some(world.now.plus_secs(-400 * 86_400)));
    assert_eq!(acme.opened_per_day, [0, 0, 0, 1, 1, 1, 0]);
    client.send("PUT", format!("{}/status/CLOSED", at(BOLT, "A1")), None, &[]).await;
    let summary: Summary = serde_json::from_str(&client.get("/mci/v1/summary").await.text).unwrap();
    assert_eq!((summary.customers[2].active, summary.customers[2].oldest), (0, None));
}

#[tokio::test]
async fn everyone_is_listed_with_what_they_can_take() {
    let world = World::new().await;
    let client = world.client(INES);
    let answer = client.send("POST", "/mci/v1/assignees", Some(json!({"customers": [ACME, BOLT]})), &[]).await.json();
    let people = answer["assignees"].as_array().unwrap();
    let names: Vec<_> = people.iter().map(|person| person["name"].clone()).collect();
    assert_eq!(names, ["Ines", "Mia", "Noa", "Vera"]);
    assert_eq!(people[0]["can"], json!([ACME, BOLT]));
    assert_eq!(people[1]["can"], json!([ACME]));
    assert_eq!(people[1]["cannot"], json!([{"organization_id": BOLT, "reason": "no access"}]));
    assert_eq!(people[2]["cannot"][0]["reason"], "no role");
    assert_eq!(people[3]["cannot"][0]["reason"], "Viewer");
    let crux = client.send("POST", "/mci/v1/assignees", Some(json!({"customers": [ACME, CRUX]})), &[]).await;
    assert_eq!(crux.status, 404);
}
