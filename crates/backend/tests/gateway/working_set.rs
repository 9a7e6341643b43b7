//! The working set as it is streamed: what is in it, for whom, and how a cut one is known.

use crate::reading::{Coming, Whole};
use crate::world::*;
use axum::body::Body;
use axum::http::Request;
use backend::db::region::{RegionStore, StoredInvestigation};
use contract::extension::Actor;
use contract::{ActorKind, Priority, Role, Rrn, Status};
use serde_json::json;
use tower::ServiceExt;

#[tokio::test]
async fn everything_is_told_in_order_with_what_lists_need() {
    let world = World::new().await;
    let client = world.client(INES);
    let answer = client.get("/mci/v1/working-set").await;
    assert_eq!((answer.header("content-type"), answer.header("cache-control")), ("application/x-ndjson", "no-store"));
    let whole = client.working_set("").await;
    assert_eq!(whole.names(), ["A10", "OLD", "A2", "A1", "A1", "OWN"]);
    let expected: Vec<_> = whole.header.expected.iter().map(|one| (one.organization_id, one.records)).collect();
    assert_eq!(expected, [(PRIMARY, 1), (ACME, 4), (BOLT, 1)]);
    assert!(whole.header.as_of >= world.now && whole.header.as_of.secs_since(world.now) < 60);
    assert_eq!(whole.header.as_of.secs_since(whole.header.closed_since), 30 * 86_400);
    for record in &whole.records {
        let stored = world.store.find(&record.investigation.rrn).await.unwrap().unwrap();
        assert_eq!((&stored.investigation, stored.version as u64), (&record.investigation, record.version));
    }
    let a1 = whole.records.iter().find(|record| record.investigation.rrn == rrn(ACME, "A1")).unwrap();
    let actors: Vec<_> = a1.actors.iter().map(|actor| (actor.kind.clone(), actor.name.as_str())).collect();
    assert_eq!((a1.alert_count, actors), (3, vec![(ActorKind::User, "j.doe"), (ActorKind::Asset, "WS-0042")]));
}

#[tokio::test]
async fn attackers_words_and_more_than_three_actors_are_told_on_one_line_each() {
    let world = World::new().await;
    let (_, mut hostile) = world.stands(ACME, "A1").await;
    hostile.rrn = rrn(ACME, "HOSTILE");
    hostile.title = "two\nlines\u{2028} \"quoted\" \\ \u{0}\u{7f}\u{202e}🦊".to_owned();
    hostile.tags = vec!["a\nb".to_owned(), "\"".to_owned()];
    hostile.responsibility = Some("\t".to_owned());
    hostile.assignee = Some(contract::idr::Assignee { name: "\r\n".to_owned(), email: "\u{1}@x".to_owned() });
    hostile.created_time = "2026-03-17T10:45:59.123456Z".parse().unwrap();
    let mut stored = StoredInvestigation::new(hostile.clone());
    let names = ["one\n", "two\"", "th\\ree", "four\u{0}five", "six"];
    for (place, name) in names.iter().enumerate() {
        let actor = Actor { kind: ActorKind::User, name: (*name).to_owned(), note: None, alert_count: place as u64 };
        stored.actors.push(actor);
    }
    let mut tx = world.store.write().await.unwrap();
    world.store.insert(&mut tx, &stored).await.unwrap();
    tx.commit().await.unwrap();
    let whole = world.client(INES).working_set("").await;
    let told = whole.records.iter().find(|record| record.investigation.rrn == hostile.rrn).unwrap();
    assert_eq!(told.investigation, hostile);
    let told: Vec<_> = told.actors.iter().map(|actor| actor.name.as_str()).collect();
    assert_eq!(told, ["six", "four\u{0}five", "th\\ree"]);
}

#[tokio::test]
async fn closed_ones_stay_for_thirty_days_after_their_latest_change() {
    let world = World::new().await;
    let mut tx = world.store.write().await.unwrap();
    let (_, closed) = world.stands(ACME, "A2").await;
    for (id, days) in [("LATELY", 29), ("LONG-AGO", 31)] {
        let mut old = closed.clone();
        old.rrn = rrn(ACME, id);
        old.created_time = world.now.plus_secs(-days * 86_400);
        old.latest_alert_time = None;
        world.store.insert(&mut tx, &StoredInvestigation::new(old)).await.unwrap();
    }
    tx.commit().await.unwrap();
    let client = world.client(INES);
    let whole = client.working_set("").await;
    assert!(whole.names().contains(&"LATELY") && !whole.names().contains(&"LONG-AGO"));
    assert_eq!(whole.header.expected.iter().find(|one| one.organization_id == ACME).unwrap().records, 5);
    // A comment is no change; a change is.
    let comment = json!({"target": rrn(ACME, "LONG-AGO"), "body": "x"});
    let comments = format!("/mci/v1/customers/{ACME}/idr/v1/comments");
    assert!(client.send("POST", &comments, Some(comment), &[]).await.status.is_success());
    assert!(!client.working_set("").await.names().contains(&"LONG-AGO"));
    let since = format!("?since={}", whole.header.cursor);
    assert!(client.working_set(&since).await.records.is_empty());
    client.send("PATCH", at(ACME, "LONG-AGO"), Some(json!({"title": "Found again"})), &[]).await;
    assert!(client.working_set("").await.names().contains(&"LONG-AGO"));
    assert_eq!(client.working_set(&since).await.names(), ["LONG-AGO"]);
}

#[tokio::test]
async fn only_the_customers_that_are_asked_for() {
    let world = World::new().await;
    let client = world.client(INES);
    let whole = client.working_set(&format!("?customers={BOLT},%20{PRIMARY}")).await;
    assert_eq!(whole.names(), ["A1", "OWN"]);
    assert_eq!(whole.header.expected.len(), 2);
    // The cursor of a part is the cursor of the whole.
    assert_eq!(whole.header.cursor, client.working_set("").await.header.cursor);
    for customers in [format!("{CRUX}"), format!("{BOLT},{CRUX}"), "00000000-0000-0000-0000-0000000000ff".to_owned()] {
        let answer = client.get(format!("/mci/v1/working-set?customers={customers}")).await;
        assert_eq!(answer.status, 404, "{customers}");
    }
    for customers in ["nonsense", "00000000-0000-0000-0000-0000000000c"] {
        let answer = client.get(format!("/mci/v1/working-set?customers={customers}")).await;
        assert_eq!(answer.status, 400, "{customers}");
    }
    let noa = world.client(NOA);
    assert_eq!(noa.get(format!("/mci/v1/working-set?customers={ACME}")).await.status, 404);
    let nothing = noa.working_set("").await;
    assert!(nothing.records.is_empty() && nothing.header.expected.is_empty());
}

#[tokio::test]
async fn since_a_cursor_only_what_changed_is_told() {
    let world = World::new().await;
    let client = world.client(INES);
    let before = client.working_set("").await.header;
    let since = format!("?since={}", before.cursor);
    let nothing = client.working_set(&since).await;
    assert!(nothing.records.is_empty() && nothing.removed.is_empty() && nothing.header.expected.is_empty());

    client.send("PATCH", at(ACME, "A1"), Some(json!({"title": "Once"})), &[]).await;
    client.send("PATCH", at(ACME, "A1"), Some(json!({"title": "Twice", "status": "CLOSED"})), &[]).await;
    client.send("DELETE", format!("{}/alerts/three", at(ACME, "A1")), None, &[]).await;
    client.get(at(ACME, "A10")).await;
    world.elsewhere("DELETE FROM investigations WHERE rrn_key LIKE '%:OLD'").await;
    world.elsewhere("UPDATE investigations SET title = 'Not for Ines' WHERE rrn_key LIKE '%:SECRET'").await;
    let told = client.working_set(&since).await;
    let [a1] = told.records.as_slice() else { panic!("{told:?}") };
    assert_eq!((a1.investigation.title.as_str(), a1.version, a1.alert_count), ("Twice", 4, 2));
    assert_eq!(told.removed.iter().map(|one| one.rrn.clone()).collect::<Vec<_>>(), [rrn(ACME, "OLD")]);
    assert!(told.header.expected.is_empty());
    let later = client.working_set(&format!("?since={}", told.header.cursor)).await;
    assert!(later.records.is_empty() && later.removed.is_empty());
    let of_bolt = client.working_set(&format!("{since}&customers={BOLT}")).await;
    assert!(of_bolt.records.is_empty() && of_bolt.removed.is_empty());
}

#[tokio::test]
async fn a_cursor_of_another_store_or_of_what_is_forgotten_is_gone() {
    let world = World::new().await;
    let client = world.client(INES);
    let cursor = client.working_set("").await.header.cursor;
    let elsewhere = World::new().await.client(INES).working_set("").await.header.cursor;
    let (store, seq) = cursor.rsplit_once('.').unwrap();
    let later = format!("{store}.{}", seq.parse::<i64>().unwrap() + 1);
    let gone = async |cursor: &str| {
        for call in ["working-set", "changes"] {
            let answer = client.get(format!("/mci/v1/{call}?since={cursor}")).await;
            assert_eq!(answer.status, 410, "{call} {cursor}");
            assert!(answer.json()["message"].as_str().unwrap().contains("Load the working set anew"));
        }
    };
    for cursor in [elsewhere.as_str(), later.as_str(), "nonsense", "1", &format!("{store}.-1"), &format!("{store}.x")] {
        gone(cursor).await;
    }
    // Ages are those of the database's own clock; the last 7 days are kept.
    world.elsewhere("UPDATE changes SET time = (unixepoch() - 7 * 86400 + 60) * 1000000").await;
    world.store.forget_old_changes().await.unwrap();
    client.working_set(&format!("?since={store}.{}", seq.parse::<i64>().unwrap() - 1)).await;
    world.elsewhere("UPDATE changes SET time = (unixepoch() - 7 * 86400 - 60) * 1000000").await;
    world.store.forget_old_changes().await.unwrap();
    gone(&format!("{store}.{}", seq.parse::<i64>().unwrap() - 1)).await;
    client.working_set(&format!("?since={cursor}")).await;
    assert_eq!(client.get("/mci/v1/changes").await.status, 400);
}

#[tokio::test]
async fn a_change_of_what_the_caller_sees_is_told_by_no_log_so_their_cursor_is_gone() {
    let world = World::new().await;
    let cursor = world.client(INES).working_set("").await.header.cursor;
    let mut less = world.said.clone();
    less.customers.retain(|customer| customer.id != BOLT);
    let client = world.client_with(INES, less);
    assert_eq!(client.get(format!("/mci/v1/working-set?since={cursor}")).await.status, 410);
    let mut tx = world.store.write().await.unwrap();
    world.store.set_role(&mut tx, INES, BOLT, Some(Role::Viewer)).await.unwrap();
    tx.commit().await.unwrap();
    world.client(INES).working_set(&format!("?since={cursor}")).await;
    let mut tx = world.store.write().await.unwrap();
    world.store.set_role(&mut tx, INES, BOLT, None).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(world.client(INES).get(format!("/mci/v1/working-set?since={cursor}")).await.status, 410);
}

#[tokio::test]
async fn an_answer_that_broke_off_has_no_end() {
    let world = World::new().await;
    world.elsewhere("UPDATE investigations SET tags = 'no JSON' WHERE rrn_key LIKE '%:OWN'").await;
    let router = world.gateway(world.said.clone());
    let coming = Coming::open(&router, &world.token(INES, world.now), "/mci/v1/working-set").await;
    assert_eq!(coming.status, 200);
    let broken = tokio::spawn(coming.rest()).await;
    assert!(broken.is_err(), "it passes for whole: {broken:?}");
}

#[tokio::test]
async fn what_changes_between_two_reads_is_told_after_the_cursor() {
    let world = World::new().await;
    let mut tx = world.store.write().await.unwrap();
    let (_, like) = world.stands(BOLT, "A1").await;
    for number in 0..4_500 {
        let mut one = like.clone();
        one.rrn = rrn(BOLT, &format!("N{number:04}"));
        one.created_time = like.created_time.plus_secs(-number);
        one.latest_alert_time = None;
        world.store.insert(&mut tx, &StoredInvestigation::new(one)).await.unwrap();
    }
    tx.commit().await.unwrap();
    let router = world.gateway(world.said.clone());
    let mut coming = Coming::open(&router, &world.token(INES, world.now), "/mci/v1/working-set").await;
    let first = coming.piece().await.unwrap();
    assert!(first.lines().count() < 1_000, "the first records leave before the rest is read");
    let client = world.client_of(router, INES);
    // The writer does not wait for the reader. One moves to the front, which has been sent.
    let urgent = json!({"priority": "CRITICAL", "title": "Late"});
    client.send("PATCH", at(BOLT, "N4400"), Some(urgent), &[]).await;
    world.elsewhere("DELETE FROM investigations WHERE rrn_key LIKE '%:N4450'").await;
    let whole = Whole::read(&(first + &coming.rest().await));
    assert_eq!(whole.end.as_ref().unwrap().records, whole.records.len() as u64);
    let expected: u64 = whole.header.expected.iter().map(|one| one.records).sum();
    assert_eq!(expected, 4_506);
    let mut names: Vec<Rrn> = whole.records.iter().map(|record| record.investigation.rrn.clone()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 4_505, "each is told once, but the one that was deleted");
    let since = client.working_set(&format!("?since={}", whole.header.cursor)).await;
    assert_eq!(since.names(), ["N4400"]);
    assert_eq!(since.records[0].investigation.priority, Priority::Critical);
    assert_eq!(since.removed[0].rrn, rrn(BOLT, "N4450"));
}

#[tokio::test]
async fn a_database_of_the_first_version_is_brought_up_to_date() {
    const FIRST: &[(i64, &str, &str)] = &[(1, "region", include_str!("../../migrations/region/0001_region.sql"))];
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("region.db");
    let pool = backend::db::open(&file).await.unwrap();
    backend::db::migrate(&pool, FIRST).await.unwrap();
    for statement in [
        "INSERT INTO meta VALUES ('region', 'us'), ('store_id', 'f00d')",
        "INSERT INTO investigations (rrn, rrn_key, organization, title, title_folded, source, status, priority, \
         priority_rank, disposition, created_time, tags, version) \
         SELECT 'rrn:investigation:us:00000000-0000-0000-0000-0000000000c1:investigation:' || column1, column1, \
         '00000000-0000-0000-0000-0000000000c1', 't', 't', 'ALERT', 'CLOSED', 'LOW', 1, 'BENIGN', 0, '[]', 1 \
         FROM (VALUES ('STAYS'), ('LEFT'))",
        "INSERT INTO activity (investigation, organization, time, who, what, unguarded) \
         VALUES (1, 'x', 1773000000000000, 'x', 'status', 0), (2, 'x', 1773000000000000, 'x', 'comment', 0)",
        "INSERT INTO roles VALUES ('00000000-0000-0000-0000-0000000000a1', '00000000-0000-0000-0000-0000000000c1', \
         'ANALYST', 1)",
    ] {
        sqlx::query(statement).execute(&pool).await.unwrap();
    }
    pool.close().await;
    let mut world = World::new().await;
    world.store = RegionStore::open(&file, &"us".parse().unwrap()).await.unwrap();
    let whole = world.client(INES).working_set("").await;
    assert_eq!(whole.names(), ["STAYS"]);
    assert!(whole.header.cursor.starts_with("f00d"), "{}", whole.header.cursor);
    assert_eq!(whole.records[0].investigation.status, Status::Closed);
}

#[tokio::test]
async fn working_sets_are_compressed_and_events_are_not() {
    let world = World::new().await;
    let client = world.client(INES);
    let router = world.gateway(world.said.clone());
    let cursor = client.working_set("").await.header.cursor;
    for (path, encoding, expected) in [
        ("/mci/v1/working-set".to_owned(), "gzip, deflate, br, zstd", Some("zstd")),
        ("/mci/v1/working-set".to_owned(), "gzip, br", Some("br")),
        ("/mci/v1/working-set".to_owned(), "gzip", Some("gzip")),
        (format!("/mci/v1/changes?since={cursor}"), "gzip, deflate, br, zstd", None),
    ] {
        let request = Request::builder().uri(&path).header("accept-encoding", encoding);
        let request = request.header("authorization", format!("Bearer {}", world.token(INES, world.now)));
        let response = router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let told = response.headers().get("content-encoding").map(|value| value.to_str().unwrap().to_owned());
        assert_eq!(told.as_deref(), expected, "{path} {encoding}");
    }
}
