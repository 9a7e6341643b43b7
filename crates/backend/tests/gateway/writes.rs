//! Changes: versions, conflicts, retries, activity.

use crate::world::*;
use serde_json::{Value, json};

#[tokio::test]
async fn a_change_is_one_version_and_one_entry_per_field() {
    let world = World::new().await;
    let client = world.client(INES);
    let body = json!({"title": "New", "status": "investigating", "priority": "LOW", "disposition": "BENIGN",
        "assignee": {"email": " MIA@quillmoor.example "}, "unknown": 1});
    let answer = client.send("PATCH", at(ACME, "A1"), Some(body), &[("if-match", "\"1\"")]).await;
    assert_eq!((answer.status.as_u16(), answer.header("etag")), (200, "\"2\""), "{}", answer.text);
    let now = answer.json();
    assert_eq!(now["rrn"], json!(rrn(ACME, "A1")));
    assert_eq!(now["organization_id"], json!(ACME));
    assert_eq!(now["assignee"], json!({"name": "Mia", "email": "mia@quillmoor.example"}));
    assert_eq!(
        (&now["status"], &now["priority"], &now["title"]),
        (&json!("INVESTIGATING"), &json!("LOW"), &json!("New"))
    );
    assert!(now.get("version").is_none(), "/idr bodies carry no version");
    assert_eq!(world.log(ACME, "A1").await, ["assignee", "disposition", "priority", "status", "title"]);
    let activity = client.get(format!("/mci/v1/investigations/{}/activity", encoded(rrn(ACME, "A1")))).await.json();
    assert_eq!(activity["organization_id"], json!(ACME));
    let status = activity["entries"].as_array().unwrap().iter().find(|entry| entry["what"] == "status").unwrap();
    assert_eq!((&status["from"], &status["to"]), (&json!("OPEN"), &json!("INVESTIGATING")));
    assert_eq!((&status["who"], &status["email"]), (&json!("Ines"), &json!("ines@quillmoor.example")));
    assert!(status.get("unguarded").is_none());
    let lists = client.get(format!("/mci/v1/customers/{ACME}/idr/v2/investigations?priorities=LOW")).await;
    assert_eq!(lists.ids(), ["A1"]);
}

#[tokio::test]
async fn what_stands_already_is_no_change() {
    let world = World::new().await;
    let client = world.client(INES);
    for (method, path, body) in [
        ("PATCH", at(ACME, "A1"), json!({})),
        ("PATCH", at(ACME, "A1"), json!({"title": null, "status": "OPEN", "assignee": null})),
        ("PATCH", at(ACME, "A1"), json!({"assignee": {}})),
        ("PATCH", at(ACME, "A1"), json!({"assignee": {"email": null}})),
        ("PUT", format!("{}/status/open", at(ACME, "A1")), json!(null)),
        ("PUT", format!("{}/priority/High", at(ACME, "A1")), json!(null)),
        ("PUT", format!("{}/disposition/UNDECIDED", at(ACME, "A1")), json!(null)),
    ] {
        let answer = client.send(method, &path, Some(body.clone()), &[]).await;
        assert_eq!((answer.status.as_u16(), answer.header("etag")), (200, "\"1\""), "{path} {body}");
        assert_eq!(answer.json()["rrn"], json!(rrn(ACME, "A1")));
    }
    assert!(world.log(ACME, "A1").await.is_empty());
}

#[tokio::test]
async fn words_in_the_path_are_checked() {
    let world = World::new().await;
    let client = world.client(INES);
    for (path, status) in [
        ("status/Waiting", 200),
        ("priority/critical", 200),
        ("disposition/false_positive", 200),
        ("status/OPNE", 400),
        ("priority/", 404),
        ("priority/%27%20OR%201=1", 400),
        ("disposition/closed", 400),
        ("nothing/CLOSED", 404),
    ] {
        assert_eq!(client.send("PUT", format!("{}/{path}", at(ACME, "A1")), None, &[]).await.status, status, "{path}");
    }
    let (version, stands) = world.stands(ACME, "A1").await;
    assert_eq!((version, stands.disposition.word()), (4, "FALSE_POSITIVE"));
}

#[tokio::test]
async fn closing_without_a_disposition_keeps_the_present_one() {
    let world = World::new().await;
    let answer = world.client(INES).send("PUT", format!("{}/status/CLOSED", at(ACME, "A1")), None, &[]).await;
    assert_eq!((&answer.json()["status"], &answer.json()["disposition"]), (&json!("CLOSED"), &json!("UNDECIDED")));
}

#[tokio::test]
async fn a_stale_version_is_refused_with_what_stands() {
    let world = World::new().await;
    let (ines, mia) = (world.client(INES), world.client(MIA));
    mia.send("PATCH", at(ACME, "A1"), Some(json!({"status": "WAITING"})), &[("if-match", "W/\"1\"")]).await;
    for (method, path, body) in [
        ("PATCH", at(ACME, "A1"), json!({"status": "CLOSED"})),
        ("PUT", format!("{}/status/WAITING", at(ACME, "A1")), json!(null)),
        ("DELETE", format!("{}/alerts/one", at(ACME, "A1")), json!(null)),
    ] {
        let answer = ines.send(method, &path, Some(body), &[("if-match", "\"1\"")]).await;
        assert_eq!(answer.status, 412, "{path}");
        let current = &answer.json()["current"];
        assert_eq!(current["version"], 2);
        assert_eq!(current["investigation"]["status"], "WAITING");
        assert_eq!(current["investigation"]["rrn"], json!(rrn(ACME, "A1")));
        assert_eq!(current["changed_by"], "Mia");
        assert!(current["changed_time"].as_str().unwrap().starts_with("2026-03-17T10:46"));
    }
    assert_eq!(world.stands(ACME, "A1").await.0, 2);
    assert_eq!(world.log(ACME, "A1").await, ["status"]);
    let any = ines.send("PATCH", at(ACME, "A1"), Some(json!({"status": "CLOSED"})), &[("if-match", "*")]).await;
    assert_eq!((any.status.as_u16(), any.header("etag")), (200, "\"3\""));
    let bad = ines.send("PATCH", at(ACME, "A1"), Some(json!({"status": "OPEN"})), &[("if-match", "3")]).await;
    assert_eq!(bad.status, 400);
}

#[tokio::test]
async fn a_write_without_a_version_wins_and_is_marked() {
    let world = World::new().await;
    let client = world.client(INES);
    assert_eq!(client.send("PATCH", at(ACME, "A1"), Some(json!({"title": "x"})), &[]).await.status, 200);
    let activity = client.get(format!("/mci/v1/customers/{ACME}/investigations/A1/activity")).await.json();
    assert_eq!(activity["entries"][0]["unguarded"], true);
}

#[tokio::test]
async fn a_retry_gets_the_first_answer_and_does_nothing() {
    let world = World::new().await;
    let client = world.client(INES);
    let headers = [("if-match", "\"1\""), ("idempotency-key", "key-1")];
    let patch = || client.send("PATCH", at(ACME, "A1"), Some(json!({"title": "Once"})), &headers);
    let (first, second) = (patch().await, patch().await);
    assert_eq!((first.status.as_u16(), second.status.as_u16()), (200, 200));
    assert_eq!((&first.text, first.header("etag")), (&second.text, second.header("etag")));
    assert_eq!(second.header("content-type"), "application/json");
    assert_eq!(world.log(ACME, "A1").await, ["title"]);

    let comment = json!({"target": rrn(ACME, "A1"), "body": "Once"});
    let path = format!("/mci/v1/customers/{ACME}/idr/v1/comments");
    let post = || client.send("POST", &path, Some(comment.clone()), &[("idempotency-key", "key-2")]);
    let (first, second) = (post().await, post().await);
    assert_eq!((first.status.as_u16(), &first.text), (201, &second.text));
    let one = encoded(first.json()["rrn"].as_str().unwrap());
    let delete = || client.send("DELETE", format!("{path}/{one}"), None, &[("idempotency-key", "key-3")]);
    assert_eq!((delete().await.status.as_u16(), delete().await.status.as_u16()), (200, 200));
    assert_eq!(client.send("DELETE", format!("{path}/{one}"), None, &[]).await.status, 404);
    assert_eq!(world.log(ACME, "A1").await, ["comment_deleted", "comment", "title"]);

    let alert =
        || client.send("DELETE", format!("{}/alerts/one", at(ACME, "A1")), None, &[("idempotency-key", "key-4")]);
    assert_eq!((alert().await.header("etag"), alert().await.header("etag")), ("\"3\"", "\"3\""));
}

#[tokio::test]
async fn a_key_is_for_one_request_of_one_analyst() {
    let world = World::new().await;
    let (ines, mia) = (world.client(INES), world.client(MIA));
    let key = [("idempotency-key", "shared")];
    let patch = |title: &str| Some(json!({"title": title}));
    assert_eq!(ines.send("PATCH", at(ACME, "A1"), patch("One"), &key).await.status, 200);
    assert_eq!(ines.send("PATCH", at(ACME, "A1"), patch("Two"), &key).await.status, 409);
    assert_eq!(ines.send("PATCH", at(ACME, "A10"), patch("One"), &key).await.status, 409);
    assert_eq!(ines.send("PUT", format!("{}/status/CLOSED", at(ACME, "A1")), None, &key).await.status, 409);
    assert_eq!(mia.send("PATCH", at(ACME, "A1"), patch("Three"), &key).await.json()["title"], "Three");
    assert_eq!(world.stands(ACME, "A1").await.0, 3);
    // What failed is not kept: the same key may try again.
    let retry = [("idempotency-key", "again"), ("if-match", "\"1\"")];
    assert_eq!(ines.send("PATCH", at(ACME, "A1"), patch("Four"), &retry).await.status, 412);
    let based = [("idempotency-key", "again"), ("if-match", "\"3\"")];
    assert_eq!(ines.send("PATCH", at(ACME, "A1"), patch("Four"), &based).await.status, 200);
    for key in ["", &"x".repeat(256)] {
        assert_eq!(ines.send("PATCH", at(ACME, "A1"), patch("x"), &[("idempotency-key", key)]).await.status, 400);
    }
}

#[tokio::test]
async fn work_is_given_only_to_those_who_can_do_it() {
    let world = World::new().await;
    let client = world.client(INES);
    let path = format!("{}/assignee", at(ACME, "A1"));
    let put = |email: &str| client.send("PUT", &path, Some(json!({"user_email_address": email})), &[]);
    for (email, why) in [
        ("vera@quillmoor.example", "Viewer"),
        ("noa@quillmoor.example", "no role"),
        ("orla@quillmoor.example", "Nobody"),
        ("nobody@elsewhere.example", "Nobody"),
        ("", "empty"),
    ] {
        let answer = put(email).await;
        assert_eq!(answer.status, 400, "{email}");
        assert!(answer.json()["message"].as_str().unwrap().contains(why), "{}", answer.text);
    }
    let bolt = format!("{}/assignee", at(BOLT, "A1"));
    let answer = client.send("PUT", &bolt, Some(json!({"user_email_address": "mia@quillmoor.example"})), &[]).await;
    assert!(answer.status == 400 && answer.text.contains("no access"), "{}", answer.text);
    assert_eq!(world.stands(ACME, "A1").await.0, 1);

    assert_eq!(put("Mia@Quillmoor.example").await.header("etag"), "\"2\"");
    assert_eq!(put("mia@quillmoor.example").await.header("etag"), "\"2\"", "the same person is no change");
    let unassign = client.send("PATCH", at(ACME, "A1"), Some(json!({"assignee": {"email": null}})), &[]).await;
    assert_eq!((&unassign.json()["assignee"], unassign.header("etag")), (&Value::Null, "\"3\""));
    for body in [json!({}), json!({"user_email_address": null}), json!({"user_email_address": 3}), json!([])] {
        assert_eq!(client.send("PUT", &path, Some(body.clone()), &[]).await.status, 400, "{body}");
    }
}

#[tokio::test]
async fn looking_changes_no_version() {
    let world = World::new().await;
    let client = world.client(VERA);
    let looked = client.get(at(ACME, "A1")).await;
    assert_eq!(looked.header("etag"), "\"1\"");
    assert!(looked.json()["last_accessed"].is_string());
    let (version, stands) = world.stands(ACME, "A1").await;
    assert!(version == 1 && stands.last_accessed.is_some());
    assert!(world.log(ACME, "A1").await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_writers_at_once_one_wins() {
    let world = World::new().await;
    let router = world.gateway(world.said.clone());
    let token = world.signing.sign(INES, false, world.store.region(), world.now).unwrap();
    let writers = (0..12).map(|number| {
        let request = axum::http::Request::patch(at(ACME, "A1"))
            .header("authorization", format!("Bearer {}", token.reveal()))
            .header("if-match", "\"1\"")
            .body(axum::body::Body::from(json!({"title": format!("Writer {number}")}).to_string()))
            .unwrap();
        tokio::spawn(ask(router.clone(), request))
    });
    let mut statuses = Vec::new();
    for writer in writers.collect::<Vec<_>>() {
        statuses.push(writer.await.unwrap().status.as_u16());
    }
    statuses.sort_unstable();
    assert_eq!(statuses[0], 200);
    assert!(statuses[1..].iter().all(|status| *status == 412), "{statuses:?}");
    assert_eq!(world.stands(ACME, "A1").await.0, 2);
}
