//! Preferences: kept, checked, and the switch that cannot be on while something is missing.

use crate::world::{ANALYST, GOOD, SECRET, Wishes, World};
use axum::http::StatusCode;
use contract::directory::Preferences;

const PATH: &str = "/api/v1/preferences";

#[tokio::test]
async fn a_change_of_one_keeps_the_others() {
    let world = World::new().await;
    let cookie = world.sign_in(ANALYST).await;
    let body = format!(r#"{{"theme":"dark","favourites":["{GOOD}","{GOOD}","{SECRET}"]}}"#);
    let kept: Preferences = serde_json::from_str(&world.put(PATH, &cookie, &body).await.text).unwrap();
    assert_eq!(kept.favourites, [GOOD], "one knows no confidential customer, starred or not");
    world.put(PATH, &cookie, r#"{"multi_customer":false,"time_zone":"Europe/Lisbon"}"#).await;
    let kept: Preferences = serde_json::from_str(&world.get(PATH, &cookie).await.text).unwrap();
    let expected = Preferences {
        multi_customer: false,
        theme: "dark".into(),
        density: "default".into(),
        time_zone: "Europe/Lisbon".into(),
        favourites: vec![GOOD],
    };
    assert_eq!(kept, expected);
    assert_eq!(world.get("/api/v1/session", &cookie).await.json()["preferences"]["theme"], "dark");
}

#[tokio::test]
async fn nonsense_is_refused_and_nothing_is_kept() {
    let world = World::new().await;
    let cookie = world.sign_in(ANALYST).await;
    for body in [
        r#"{"theme":"neon"}"#,
        r#"{"density":""}"#,
        r#"{"time_zone":"<script>"}"#,
        r#"{"favourites":["x"]}"#,
        r#"{"multi_customer":"yes"}"#,
        "[]",
        "",
    ] {
        assert_eq!(world.put(PATH, &cookie, body).await.status, StatusCode::BAD_REQUEST, "{body}");
    }
    let kept: Preferences = serde_json::from_str(&world.get(PATH, &cookie).await.text).unwrap();
    assert_eq!(kept, Preferences::default());
}

#[tokio::test]
async fn the_switch_says_which_condition_is_missing() {
    for (wishes, missing) in [
        (Wishes { no_status: true, ..Wishes::default() }, "does not have partner status."),
        (Wishes { unlicensed: true, ..Wishes::default() }, "does not have an active SIEM licence."),
        (Wishes { no_customers: true, ..Wishes::default() }, "has no associated customer with a valid SIEM licence."),
    ] {
        let world = World::with(wishes).await;
        let cookie = world.sign_in(ANALYST).await;
        assert_eq!(world.get(PATH, &cookie).await.json()["multi_customer"], false);
        let refused = world.put(PATH, &cookie, r#"{"multi_customer":true,"theme":"dark"}"#).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.message().ends_with(missing), "{}", refused.message());
        let kept = world.put(PATH, &cookie, r#"{"theme":"light"}"#).await;
        assert_eq!((kept.status, kept.json()["theme"].as_str()), (StatusCode::OK, Some("light")));
    }
}
