//! What both services log: that a call was answered, and nothing of what it asked or said.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails by panicking"
)]

#[allow(dead_code, reason = "other tests use the rest of this world")]
#[path = "directory/world.rs"]
mod directory;
#[allow(dead_code, reason = "other tests use the rest of this world")]
#[path = "gateway/world.rs"]
mod region;

use axum::body::Body;
use region::{ACME, INES, at, encoded, rrn};
use serde_json::json;
use std::io::Write;
use std::sync::{Arc, Mutex};

/// Stands in everything that is typed here.
const WORD: &str = "mimikatz";

/// Everything that was logged, by any thread of this process.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn no_query_no_body_and_no_typed_word_is_logged_at_any_level() {
    let log = Log::default();
    let writer = log.clone();
    let lines = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_ansi(false);
    lines.with_writer(move || writer.clone()).init();

    let world = region::World::new().await;
    let client = world.client(INES);
    let view = json!({"name": format!("{WORD} view"), "query": format!("tag={WORD}"), "words": WORD, "shared": true});
    let answer = client.send("POST", "/mci/v1/views", Some(view.clone()), &[]).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    assert_eq!(client.get(format!("/mci/v1/views?q={WORD}")).await.status, 200);
    let same_name = client.send("POST", "/mci/v1/views", Some(view.clone()), &[]).await;
    assert_eq!(same_name.status, 409);
    let change = json!({"title": format!("Title {WORD}"), "assignee": {"email": format!("{WORD}@quillmoor.example")}});
    let line = |key: &str, change: &serde_json::Value| json!({"rrn": rrn(ACME, "A1"), "version": 1, "change": change, "comment": WORD, "key": key});
    let titled = json!({"title": format!("Title {WORD}")});
    let lines =
        json!([line(&format!("{WORD}-1"), &change), line("two", &titled), line("two", &json!({"status": WORD}))]);
    let verdicts = client.send("POST", &format!("/mci/v1/bulk?q={WORD}"), Some(lines), &[]).await;
    assert!(verdicts.status == 200 && verdicts.text.contains("\"changed\""), "{}", verdicts.text);
    assert_eq!(client.send_text("POST", "/mci/v1/bulk", format!("[{{\"{WORD}\":"), &[]).await.status, 400);
    let found = json!({"search": [{"field": "title", "operator": "CONTAINS", "value": WORD}]});
    let search = format!("/mci/v1/customers/{ACME}/idr/v2/investigations/_search");
    assert_eq!(client.send("POST", &search, Some(found), &[]).await.ids(), ["A1"]);
    assert_eq!(client.get(format!("{}?q={WORD}", at(ACME, "A1"))).await.status, 200);
    // Even where the server fails, its line names what failed and not what was said.
    let trap = "CREATE TRIGGER trap BEFORE INSERT ON comments BEGIN SELECT RAISE(ABORT, 'trap'); END";
    let mut tx = world.store.write().await.unwrap();
    sqlx::query(trap).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let comment = json!({"target": rrn(ACME, "A1"), "body": WORD});
    assert_eq!(
        client.send("POST", format!("/mci/v1/customers/{ACME}/idr/v1/comments"), Some(comment), &[]).await.status,
        500
    );

    let world = directory::World::new().await;
    let cookie = world.sign_in(directory::ANALYST).await;
    for body in [view, json!({"name": format!("{WORD} again"), "query": "priority=HIGH"})] {
        let request = directory::write("POST", "/api/v1/views", "").header("cookie", &cookie);
        world.call(request.body(Body::from(body.to_string())).unwrap()).await;
    }
    let kept = world.get(&format!("/api/v1/views?q={WORD}"), &cookie).await;
    assert!(kept.text.contains("again"), "{}", kept.text);

    let logged = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    for told in
        ["path=/mci/v1/bulk", "path=/mci/v1/views", "path=/api/v1/views", "a call failed", "trap", "INSERT INTO"]
    {
        assert!(logged.contains(told), "{told} is not in the log: {logged}");
    }
    let leak = logged.lines().find(|line| line.contains(WORD) || line.contains(&encoded(WORD)));
    assert_eq!(leak, None);
    assert!(!logged.contains("correct horse"), "nor is a password");
}
