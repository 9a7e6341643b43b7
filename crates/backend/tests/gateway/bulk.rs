//! Many changes in one call: a verdict for each, retries, and all or nothing.

use crate::world::*;
use contract::{CustomerId, Role, Rrn};
use serde_json::{Value, json};

const PATH: &str = "/mci/v1/bulk";

/// A change of a status, closing with a disposition.
fn line(rrn: &Rrn, version: u64, change: Value, key: &str) -> Value {
    json!({"rrn": rrn, "version": version, "change": change, "key": key})
}

fn words(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status, 200, "{}", answer.text);
    let verdicts = answer.json()["verdicts"].as_array().unwrap().clone();
    verdicts.iter().map(|verdict| verdict["verdict"].as_str().unwrap().to_owned()).collect()
}

async fn post(client: &Client, lines: &[Value]) -> Answer {
    client.send("POST", PATH, Some(json!(lines)), &[]).await
}

/// Gives somebody another role.
async fn role(world: &World, analyst: contract::AnalystId, customer: CustomerId, role: Option<Role>) {
    let mut tx = world.store.write().await.unwrap();
    world.store.set_role(&mut tx, analyst, customer, role).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn each_change_gets_the_verdict_of_its_own_customer() {
    let world = World::new().await;
    role(&world, INES, BOLT, Some(Role::Viewer)).await;
    let client = world.client(INES);
    let mia = world.client(MIA);
    assert_eq!(mia.send("PUT", format!("{}/priority/LOW", at(ACME, "A10")), None, &[]).await.status, 200);
    let waiting = json!({"status": "waiting"});
    let elsewhere: Rrn = format!("rrn:investigation:eu:{ACME}:investigation:A1").parse().unwrap();
    let answer = post(
        &client,
        &[
            line(&rrn(PRIMARY, "OWN"), 1, waiting.clone(), "k0"),
            line(&rrn(BOLT, "A1"), 1, json!({"status": "OPEN"}), "k1"),
            line(&rrn(ACME, "A10"), 1, waiting.clone(), "k2"),
            line(&rrn(ACME, "A1"), 1, json!({"status": "OPEN", "priority": null}), "k3"),
            line(&rrn(ACME, "NONE"), 1, waiting.clone(), "k4"),
            line(&rrn(CRUX, "SECRET"), 1, waiting.clone(), "k5"),
            line(&elsewhere, 1, waiting.clone(), "k6"),
            line(&rrn(ACME, "OLD"), 1, json!({"status": "OPNE"}), "k7"),
            line(&rrn(ACME, "OLD"), 1, json!({"assignee": {"email": "vera@quillmoor.example"}}), "k8"),
            line(&rrn(ACME, "OLD"), 1, json!({"assignee": {"email": "Mia@quillmoor.example"}}), "k9"),
        ],
    )
    .await;
    assert_eq!(
        words(&answer),
        [
            "changed",
            "forbidden",
            "conflict",
            "already_so",
            "not_found",
            "not_found",
            "not_found",
            "invalid",
            "invalid",
            "changed"
        ]
    );
    let verdicts = &answer.json()["verdicts"];
    for (place, customer) in [(0, PRIMARY), (1, BOLT), (5, CRUX), (6, ACME)] {
        assert_eq!(verdicts[place]["organization_id"], json!(customer));
        assert_eq!(verdicts[place]["key"], json!(format!("k{place}")));
    }
    assert_eq!(verdicts[0]["version"], 2);
    assert_eq!(verdicts[0]["investigation"]["status"], "WAITING");
    assert!(verdicts[1]["message"].as_str().unwrap().contains("VIEWER, which reads only"), "{}", verdicts[1]);
    let current = &verdicts[2]["current"];
    assert_eq!((&current["version"], &current["changed_by"]), (&json!(2), &json!("Mia")));
    assert_eq!(current["investigation"]["priority"], "LOW");
    assert!(current["changed_time"].as_str().unwrap().starts_with("2026-03-17T10:46"));
    assert_eq!(verdicts[3]["version"], 1);
    assert!(verdicts[7]["message"].as_str().unwrap().contains("OPNE"));
    assert!(verdicts[8]["message"].as_str().unwrap().contains("Viewer"));
    assert_eq!(verdicts[9]["investigation"]["assignee"]["name"], "Mia");
    assert!(!answer.text.contains("Title of SECRET"));
    let typed: contract::bulk::BulkVerdicts = serde_json::from_str(&answer.text).unwrap();
    assert_eq!(typed.verdicts.len(), 10);

    assert_eq!(world.stands(PRIMARY, "OWN").await.0, 2);
    assert_eq!(world.log(PRIMARY, "OWN").await, ["status"]);
    assert_eq!(world.stands(BOLT, "A1").await.1.status.word(), "WAITING");
    assert_eq!(world.log(ACME, "A10").await, ["priority"]);
    assert!(world.log(ACME, "A1").await.is_empty() && world.log(CRUX, "SECRET").await.is_empty());
    assert_eq!(world.log(ACME, "OLD").await, ["assignee"]);
    let activity = client.get(format!("/mci/v1/customers/{ACME}/investigations/OLD/activity")).await.json();
    assert_eq!((&activity["entries"][0]["who"], &activity["entries"][0]["to"]), (&json!("Ines"), &json!("Mia")));
    assert!(activity["entries"][0].get("unguarded").is_none());
}

#[tokio::test]
async fn a_retry_is_answered_byte_for_byte_and_writes_nothing() {
    let world = World::new().await;
    let client = world.client(INES);
    let mut first = line(&rrn(ACME, "A1"), 1, json!({"status": "CLOSED", "disposition": "BENIGN"}), "one");
    first["comment"] = json!("Nothing to see");
    let lines = [
        first,
        line(&rrn(ACME, "A10"), 7, json!({"status": "OPEN"}), "two"),
        line(&rrn(ACME, "OLD"), 1, json!({"title": " "}), "three"),
        line(&rrn(ACME, "A2"), 1, json!({"status": "CLOSED"}), "four"),
    ];
    let answered = post(&client, &lines).await;
    assert_eq!(words(&answered), ["changed", "conflict", "invalid", "already_so"]);
    // Somebody goes on working meanwhile: what was answered is answered again all the same.
    let mia = world.client(MIA);
    for id in ["A1", "A10", "A2"] {
        assert_eq!(mia.send("PATCH", at(ACME, id), Some(json!({"title": "Mia's"})), &[]).await.status, 200);
    }
    let again = post(&client, &lines).await;
    assert_eq!(answered.text, again.text);
    assert_eq!(again.header("content-type"), "application/json");
    assert_eq!(world.log(ACME, "A1").await, ["title", "comment", "disposition", "status"]);
    assert_eq!(world.stands(ACME, "A1").await.0, 3);
    let path = format!("/mci/v1/customers/{ACME}/idr/v1/comments?target={}", encoded(rrn(ACME, "A1")));
    let comments = client.get(path).await.json();
    assert_eq!(comments["metadata"]["total_data"], 3, "two of old, and this one once");
    assert_eq!(
        (&comments["data"][0]["body"], &comments["data"][0]["visibility"]),
        (&json!("Nothing to see"), &json!("INTERNAL"))
    );
    assert_eq!(comments["data"][0]["creator"]["name"], "Ines");
}

#[tokio::test]
async fn a_retry_with_new_changes_does_only_those() {
    let world = World::new().await;
    let client = world.client(INES);
    let known = line(&rrn(ACME, "A1"), 1, json!({"priority": "LOW"}), "known");
    let first = post(&client, std::slice::from_ref(&known)).await;
    let both = post(&client, &[known.clone(), line(&rrn(ACME, "A10"), 1, json!({"priority": "LOW"}), "new")]).await;
    assert_eq!(words(&both), ["changed", "changed"]);
    assert_eq!(both.json()["verdicts"][0], first.json()["verdicts"][0]);
    assert_eq!((world.stands(ACME, "A1").await.0, world.stands(ACME, "A10").await.0), (2, 2));
    // A key is for one change of one analyst; elsewhere it is refused, and what it stands for stays.
    let other = line(&rrn(ACME, "A1"), 2, json!({"priority": "HIGH"}), "known");
    let misused = post(&client, &[other]).await;
    assert_eq!(words(&misused), ["invalid"]);
    assert!(misused.json()["verdicts"][0]["message"].as_str().unwrap().contains("another change"));
    let key = [("idempotency-key", "known")];
    assert_eq!(client.send("PATCH", at(ACME, "A1"), Some(json!({"title": "x"})), &key).await.status, 409);
    assert_eq!(post(&client, std::slice::from_ref(&known)).await.text, first.text);
    assert_eq!(words(&post(&world.client(MIA), &[known]).await), ["conflict"], "keys are each analyst's own");
    for key in ["", &"x".repeat(256)] {
        assert_eq!(words(&post(&client, &[line(&rrn(ACME, "A1"), 2, json!({}), key)]).await), ["invalid"]);
    }
}

#[tokio::test]
async fn changes_of_one_row_are_judged_in_order() {
    let world = World::new().await;
    let client = world.client(INES);
    let name = rrn(ACME, "A1");
    let spelt: Rrn = name.as_str().replace(":us1:", ":us:").parse().unwrap();
    let open = line(&name, 1, json!({"status": "WAITING"}), "a");
    let answer = post(
        &client,
        &[
            open.clone(),
            line(&spelt, 2, json!({"status": "OPEN"}), "b"),
            line(&name, 2, json!({"status": "WAITING"}), "c"),
            line(&name, 3, json!({"status": "WAITING"}), "d"),
            open,
            line(&name, 4, json!({"title": "x"}), "a"),
        ],
    )
    .await;
    assert_eq!(words(&answer), ["changed", "changed", "conflict", "changed", "changed", "invalid"]);
    let verdicts = &answer.json()["verdicts"];
    assert_eq!(verdicts[2]["current"]["changed_by"], "Ines", "what this call did before is seen");
    assert_eq!((&verdicts[3]["version"], &verdicts[4]["version"]), (&json!(4), &json!(2)));
    let (version, stands) = world.stands(ACME, "A1").await;
    assert_eq!((version, stands.status.word()), (4, "WAITING"));
    assert_eq!(world.log(ACME, "A1").await, ["status", "status", "status"]);
}

#[tokio::test]
async fn closing_asks_for_a_disposition_and_undo_takes_it_back() {
    let world = World::new().await;
    let client = world.client(INES);
    let name = rrn(ACME, "A1");
    let close = |version, change: Value, key: &str| line(&name, version, change, key);
    let bare = post(&client, &[close(1, json!({"status": "CLOSED"}), "a")]).await;
    assert_eq!(words(&bare), ["invalid"]);
    assert!(bare.json()["verdicts"][0]["message"].as_str().unwrap().contains("disposition"));
    assert_eq!(world.stands(ACME, "A1").await.0, 1);
    let closed = post(&client, &[close(1, json!({"status": "CLOSED", "disposition": "MALICIOUS"}), "b")]).await;
    assert_eq!(words(&closed), ["changed"]);
    let undone = post(&client, &[close(2, json!({"status": "OPEN", "disposition": "UNDECIDED"}), "c")]).await;
    assert_eq!(words(&undone), ["changed"]);
    let (version, stands) = world.stands(ACME, "A1").await;
    assert_eq!((version, stands.status.word(), stands.disposition.word()), (3, "OPEN", "UNDECIDED"));
    // One that was closed without (a public client may) is put back as it was.
    let back = post(&client, &[close(3, json!({"status": "CLOSED", "disposition": "UNDECIDED"}), "d")]).await;
    assert_eq!(words(&back), ["changed"]);
    let decided = line(&rrn(ACME, "A10"), 1, json!({"disposition": "BENIGN"}), "e");
    let then = line(&rrn(ACME, "A10"), 2, json!({"status": "CLOSED"}), "f");
    assert_eq!(words(&post(&client, &[decided, then]).await), ["changed", "changed"], "one that stands will do");
}

#[tokio::test]
async fn a_comment_goes_with_a_change_or_alone() {
    let world = World::new().await;
    let client = world.client(INES);
    let with = |id: &str, version: u64, change: Value, comment: &str, key: &str| {
        let mut line = line(&rrn(ACME, id), version, change, key);
        line["comment"] = json!(comment);
        line
    };
    let answer = post(
        &client,
        &[
            with("A10", 1, json!({"status": "INVESTIGATING"}), "went with nothing", "a"),
            with("A10", 99, json!({}), "alone", "b"),
            with("OLD", 1, json!({"status": "WAITING"}), "  ", "c"),
            with("OLD", 1, json!({"status": "WAITING"}), &"x".repeat(20_001), "d"),
            with("A1", 1, json!({"status": "WAITING"}), "with", "e"),
        ],
    )
    .await;
    assert_eq!(words(&answer), ["already_so", "changed", "invalid", "invalid", "changed"]);
    assert_eq!(answer.json()["verdicts"][1]["version"], 1, "a comment makes no version");
    assert_eq!(world.log(ACME, "A10").await, ["comment"]);
    assert_eq!(world.log(ACME, "A1").await, ["comment", "status"]);
    assert!(world.log(ACME, "OLD").await.is_empty());
}

#[tokio::test]
async fn every_gate_counts_and_what_was_answered_is_not_told_after_it_closed() {
    let world = World::new().await;
    let change = |key: &str| [line(&rrn(ACME, "A1"), 1, json!({"title": "Ines was here"}), key)];
    assert_eq!(words(&post(&world.client(INES), &change("k")).await), ["changed"]);
    let closing: [fn(&mut contract::directory::Entitlements); 4] = [
        |said| said.partner_ready = false,
        |said| said.customers.iter_mut().for_each(|customer| customer.associated = false),
        |said| said.customers.iter_mut().for_each(|customer| customer.licensed = false),
        |said| said.customers.iter_mut().for_each(|customer| customer.access.clear()),
    ];
    for (place, close) in closing.into_iter().enumerate() {
        let mut said = world.said.clone();
        close(&mut said);
        let client = world.client_with(INES, said);
        for key in ["k".to_owned(), format!("new {place}")] {
            let answer = post(&client, &change(&key)).await;
            assert_eq!(words(&answer), ["not_found"]);
            assert!(!answer.text.contains("Ines was here"));
        }
    }
    role(&world, INES, ACME, None).await;
    let client = world.client(INES);
    assert_eq!(words(&post(&client, &change("k")).await), ["not_found"]);
    role(&world, INES, ACME, Some(Role::Viewer)).await;
    assert_eq!(words(&post(&client, &change("k")).await), ["changed"], "the older verdict was not lost");
    assert_eq!(words(&post(&client, &change("new")).await), ["forbidden"]);
    assert_eq!(world.stands(ACME, "A1").await.0, 2);
}

#[tokio::test]
async fn a_statement_that_fails_leaves_nothing_of_the_whole_call() {
    let world = World::new().await;
    let trap = "CREATE TRIGGER trap BEFORE INSERT ON activity WHEN NEW.what = 'priority' BEGIN SELECT RAISE(ABORT, 'trap'); END";
    let mut tx = world.store.write().await.unwrap();
    sqlx::query(trap).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let client = world.client(INES);
    let mut first = line(&rrn(ACME, "A1"), 1, json!({"status": "WAITING"}), "a");
    first["comment"] = json!("lost");
    let lines = [first, line(&rrn(ACME, "A10"), 1, json!({"priority": "LOW"}), "b")];
    assert_eq!(post(&client, &lines).await.status, 500);
    assert!(world.log(ACME, "A1").await.is_empty());
    assert_eq!((world.stands(ACME, "A1").await.0, world.stands(ACME, "A10").await.0), (1, 1));
    let mut tx = world.store.write().await.unwrap();
    sqlx::query("DROP TRIGGER trap").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(words(&post(&client, &lines).await), ["changed", "changed"], "no verdict was kept either");
    assert_eq!(world.log(ACME, "A1").await, ["comment", "status"]);
}

#[tokio::test]
async fn bodies_that_are_none_are_refused_whole() {
    let world = World::new().await;
    let client = world.client(INES);
    let good = line(&rrn(ACME, "A1"), 1, json!({"status": "WAITING"}), "good");
    let many: Vec<Value> =
        (0..501).map(|at| line(&rrn(ACME, "A1"), 1, json!({"status": "WAITING"}), &at.to_string())).collect();
    for body in [
        json!(many),
        json!({"rrn": rrn(ACME, "A1")}),
        json!([good, {"rrn": "rrn:nothing", "version": 1, "change": {}, "key": "x"}]),
        json!([good, {"rrn": rrn(ACME, "A10"), "version": -1, "change": {}, "key": "x"}]),
        json!([good, {"rrn": rrn(ACME, "A10"), "version": 1, "key": "x"}]),
        json!([good, {"rrn": rrn(ACME, "A10"), "version": 1, "change": {}}]),
    ] {
        let answer = client.send("POST", PATH, Some(body), &[]).await;
        assert_eq!(answer.status, 400, "{}", answer.text);
    }
    assert_eq!(client.send_text("POST", PATH, "[".to_owned(), &[]).await.status, 400);
    assert_eq!(world.stands(ACME, "A1").await.0, 1);
    assert_eq!(post(&client, &[]).await.text, r#"{"verdicts":[]}"#);
    let odd = [json!("WAITING"), json!([]), json!(null), json!({"status": 3})];
    let odd: Vec<Value> =
        odd.iter().enumerate().map(|(at, change)| line(&rrn(ACME, "A1"), 1, change.clone(), &at.to_string())).collect();
    assert_eq!(words(&post(&client, &odd).await), ["invalid"; 4]);
}

#[tokio::test]
async fn five_hundred_rows_are_one_call() {
    let world = World::new().await;
    let mut tx = world.store.write().await.unwrap();
    let rows: Vec<Rrn> = (0..500).map(|at| rrn(ACME, &format!("ROW{at}"))).collect();
    let (_, like) = world.stands(ACME, "A1").await;
    for row in &rows {
        let investigation = contract::idr::Investigation { rrn: row.clone(), ..like.clone() };
        world.store.insert(&mut tx, &backend::db::region::StoredInvestigation::new(investigation)).await.unwrap();
    }
    tx.commit().await.unwrap();
    let client = world.client(INES);
    let change = json!({"status": "CLOSED", "disposition": "BENIGN", "assignee": {"email": "mia@quillmoor.example"}});
    let lines: Vec<Value> = rows
        .iter()
        .enumerate()
        .map(|(at, row)| {
            let mut line = line(row, 1, change.clone(), &format!("key {at}"));
            line["comment"] = json!("Handed over");
            line
        })
        .collect();
    let started = std::time::Instant::now();
    let answer = post(&client, &lines).await;
    let took = started.elapsed();
    println!("500 rows of one call: {} ms", took.as_millis());
    assert_eq!(words(&answer), vec!["changed"; 500]);
    assert!(took.as_millis() < 3_000, "{took:?}: ten times what it takes");
    for at in ["ROW0", "ROW499"] {
        assert_eq!(world.stands(ACME, at).await.0, 2);
        assert_eq!(world.log(ACME, at).await, ["comment", "assignee", "disposition", "status"]);
    }
    assert_eq!(post(&client, &lines).await.text, answer.text);
    assert_eq!(world.stands(ACME, "ROW250").await.0, 2);
}

#[tokio::test]
async fn nobody_fills_the_queue_of_writers_alone() {
    let world = World::new().await;
    let router = world.gateway(world.said.clone());
    let (ines, mia) = (world.client_of(router.clone(), INES), world.client_of(router, MIA));
    let unkeyed = vec![line(&rrn(ACME, "A1"), 1, json!({}), ""); 500];
    for _ in 0..80 {
        assert_eq!(post(&ines, &unkeyed).await.status, 200);
    }
    let refused = post(&ines, &[line(&rrn(ACME, "A1"), 1, json!({"title": "x"}), "k")]).await;
    assert_eq!(refused.status, 429);
    assert!((1..=60).contains(&refused.header("retry-after").parse::<u64>().unwrap()));
    assert_eq!(world.stands(ACME, "A1").await.0, 1);
    assert_eq!(words(&post(&mia, &[line(&rrn(ACME, "A1"), 1, json!({"title": "x"}), "k")]).await), ["changed"]);
}
