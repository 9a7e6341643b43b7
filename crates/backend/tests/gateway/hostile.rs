//! Bodies, words and titles that mean harm: refused or kept inert, never a 500.

use crate::world::*;
use serde_json::json;

const INJECTIONS: [&str; 7] = [
    "'; DROP TABLE investigations; --",
    "\" OR \"\"=\"",
    "' OR 1=1 --",
    "%' ESCAPE '\\' OR '1'='1",
    "\\",
    "_%_",
    "1) UNION SELECT * FROM roles --",
];

#[tokio::test]
async fn malformed_bodies_are_400() {
    let world = World::new().await;
    let client = world.client(INES);
    let deep = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
    for body in [
        "",
        "{",
        "null",
        "[]",
        "3",
        "\"x\"",
        "{\"status\":3}",
        "{\"title\":[]}",
        "{\"assignee\":\"mia\"}",
        "{\"status\":\"OPNE\"}",
        "{\"title\":\"\"}",
        "{\"title\":\"  \"}",
        "{\"assignee\":{\"email\":\"\"}}",
        "\u{feff}{}",
        "{}{}",
        &deep,
    ] {
        let answer = client.send_text("PATCH", at(ACME, "A1"), body.to_owned(), &[]).await;
        assert_eq!(answer.status, 400, "{body:.60}");
        assert!(answer.json()["correlation_id"].is_string());
        let search = client.send_text("POST", "/idr/v2/investigations/_search", body.to_owned(), &[]).await;
        // Members that a search does not know are ignored.
        let known = if body.starts_with("{\"") { 200 } else { 400 };
        assert_eq!(search.status, known, "{body:.60}");
        let comment = client.send_text("POST", "/idr/v1/comments?multi-customer=true", body.to_owned(), &[]).await;
        assert_eq!(comment.status, 400, "{body:.60}");
        let people = client.send_text("POST", "/mci/v1/assignees", body.to_owned(), &[]).await;
        assert_eq!(people.status, 400, "{body:.60}");
    }
    let huge = format!("{{\"title\":\"{}\"}}", "x".repeat(2 << 20));
    assert_eq!(client.send_text("PATCH", at(ACME, "A1"), huge, &[]).await.status, 400);
    assert_eq!(world.stands(ACME, "A1").await.0, 1);
}

#[tokio::test]
async fn sql_is_only_text() {
    let world = World::new().await;
    let client = world.client(INES);
    for text in INJECTIONS {
        let word = encoded(text);
        for name in ["tags", "assignee.email"] {
            let answer = client.get(format!("/idr/v2/investigations?multi-customer=true&{name}={word}")).await;
            assert_eq!(
                (answer.status.as_u16(), answer.json()["metadata"]["total_data"].clone()),
                (200, json!(0)),
                "{text}"
            );
        }
        for name in ["sort", "statuses", "start_time", "size", "multi-customer"] {
            assert_eq!(client.get(format!("/idr/v2/investigations?{name}={word}")).await.status, 400, "{name} {text}");
        }
        assert_eq!(
            client.get(format!("/idr/v2/investigations/{word}?multi-customer=true")).await.status,
            404,
            "{text}"
        );
        assert_eq!(client.send("DELETE", format!("{}/alerts/{word}", at(ACME, "A1")), None, &[]).await.status, 404);
        for field in ["title", "actor_user_name", "actor_asset_hostname"] {
            let search = json!({"search": [{"field": field, "operator": "CONTAINS", "value": text}]});
            let answer =
                client.send("POST", "/idr/v2/investigations/_search?multi-customer=true", Some(search), &[]).await;
            assert_eq!(
                (answer.status.as_u16(), answer.json()["metadata"]["total_data"].clone()),
                (200, json!(0)),
                "{field} {text}"
            );
        }
    }
    assert_eq!(world.stands(ACME, "A1").await.0, 1);
}

#[tokio::test]
async fn titles_are_kept_as_they_are() {
    let world = World::new().await;
    let client = world.client(INES);
    let long = "ß".repeat(10_000);
    let titles =
        ["<img src=x onerror=alert(1)>", "\u{202e}txt.exe", "👩‍👩‍👧 'quoted'", "line\nbreak\u{0}end", long.as_str()];
    for (number, title) in titles.into_iter().chain(INJECTIONS).enumerate() {
        let answer = client.send("PATCH", at(ACME, "A1"), Some(json!({"title": title})), &[]).await;
        assert_eq!((answer.status.as_u16(), answer.json()["title"].clone()), (200, json!(title)));
        assert_eq!(world.stands(ACME, "A1").await.0, 2 + number as i64);
        assert_eq!(client.get(at(ACME, "A1")).await.json()["title"], json!(title));
    }
    client.send("PATCH", at(ACME, "A1"), Some(json!({"title": long})), &[]).await;
    for (value, found) in [("ß".repeat(5_000), 1), ("x".repeat(10_000), 0)] {
        let search = json!({"search": [{"field": "title", "operator": "CONTAINS", "value": value}]});
        let answer = client.send("POST", "/idr/v2/investigations/_search?multi-customer=true", Some(search), &[]).await;
        assert_eq!((answer.status.as_u16(), answer.json()["metadata"]["total_data"].clone()), (200, json!(found)));
    }
    let too_long = json!({"title": "x".repeat(20_001)});
    assert_eq!(client.send("PATCH", at(ACME, "A1"), Some(too_long), &[]).await.status, 400);
}

#[tokio::test]
async fn hostile_headers_and_paths_are_refused() {
    let world = World::new().await;
    let client = world.client(INES);
    let patch = |headers: &'static [(&'static str, &'static str)]| {
        client.send("PATCH", at(ACME, "A1"), Some(json!({"title": "x"})), headers)
    };
    assert_eq!(patch(&[("if-match", "é")]).await.status, 400);
    assert_eq!(patch(&[("idempotency-key", "é")]).await.status, 400);
    assert_eq!(patch(&[("if-match", "\"9223372036854775808\"")]).await.status, 400);
    for path in
        ["/idr/v2/investigations/%ff", "/mci/v1/customers/%ff/idr/v2/investigations", "/idr/v2/investigations/%00"]
    {
        assert_eq!(client.get(path).await.status, 404, "{path}");
    }
    assert_eq!(world.stands(ACME, "A1").await.0, 1);
}
