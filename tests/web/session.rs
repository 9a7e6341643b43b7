//! Who is signed in: a portal's token exchanged once, each server shown its own token only, and leaving at any moment.

use crate::net::{Answer, Asked, Net};
use crate::page::{Alarm, pause, until};
use crate::stage::Stage;
use crate::world::{self, DIRECTORY, region};
use contract::directory::{Secret, Session};
use js_sys::Function;
use leptos::prelude::*;
use mci_app::api::{Api, Problem, directory};
use mci_app::state::{Phase, SessionState};
use trusted_view::view;
use wasm_bindgen_test::wasm_bindgen_test;

/// A session whose screen says where signing in stands.
fn staged(portal: Option<&'static str>) -> (Stage, SessionState, Api) {
    let (stage, (session, api)) = Stage::with(move || {
        let provider = portal.map(Function::new_no_args);
        let api = Api::new(DIRECTORY, provider.is_none());
        let session = SessionState::new(api, provider);
        (view! { <p>{move || format!("{:?}", session.phase().get())}</p> }, (session, api))
    });
    (stage, session, api)
}

#[wasm_bindgen_test]
async fn a_portals_token_is_exchanged_and_each_server_sees_its_own_only() {
    let net = Net::new(|asked| {
        let access_token = Some(Secret::new("for-the-directory".to_owned()));
        let answer = Session { access_token, access_expires_in: Some(900), ..world::session() };
        let line = asked.line();
        if line.ends_with("/exchange") {
            return Some(Answer::json(&answer));
        }
        world::signed_in(asked).or_else(|| Some(Answer::error(404, "not there")))
    });
    let (_stage, session, api) = staged(Some("return Promise.resolve('jwt-of-the-portal')"));
    session.start().await;
    assert_eq!(session.phase().get_untracked(), Phase::Ready);
    let exchange = &net.asked("/exchange")[0];
    assert_eq!(exchange.body().await, serde_json::json!({ "jwt": "jwt-of-the-portal" }));
    until("roles of both regions", || net.count("/roles") == 2).await;
    let _ = directory::gates(api, world::BANK).await;
    for (server, token) in [("ca.test", "token-of-ca"), ("eu.test", "token-of-eu"), ("/gates", "for-the-directory")] {
        let sent = net.asked(server)[0].header("Authorization");
        assert_eq!(sent, Some(format!("Bearer {token}")), "{server}");
    }
    assert!(net.asked("").iter().all(|asked| !asked.line().contains("token") && !asked.line().contains("jwt")));
}

#[wasm_bindgen_test]
async fn a_portal_without_a_token_is_said() {
    let net = Net::held();
    for provider in ["return Promise.reject(new Error('no'))", "return 7", "throw new Error('no')"] {
        let (_stage, session, _api) = staged(Some(provider));
        session.start().await;
        let Phase::Failed(error) = session.phase().get_untracked() else { panic!("{provider}") };
        assert_eq!(error.to_string(), "The portal handed over no token", "{provider}");
    }
    assert_eq!(net.count(""), 0);
}

#[wasm_bindgen_test]
async fn an_expired_token_is_renewed_once_and_only_for_its_region() {
    let net = Net::new(|asked| {
        let line = asked.line();
        if line.ends_with("/session/token") {
            let renewed = serde_json::json!({ "region": "eu", "token": "renewed", "expires_in": 900 });
            return Some(Answer::json(&renewed));
        }
        let expired = line.contains("eu.test") && asked.header("Authorization").as_deref() != Some("Bearer renewed");
        if expired { Some(Answer::error(401, "expired")) } else { world::signed_in(asked) }
    });
    let (_stage, session, _api) = staged(None);
    session.start().await;
    until("asked again", || net.count("eu.test") == 2).await;
    let known = || session.roles().with_untracked(|roles| roles.get(&region("eu")).is_some_and(Result::is_ok));
    until("the roles are there", known).await;
    assert_eq!(net.count("/session/token"), 1);
    assert_eq!(net.asked("/session/token")[0].body().await, serde_json::json!({ "region": "eu" }));
    assert_eq!(net.count("ca.test"), 1);
    assert_eq!(session.phase().get_untracked(), Phase::Ready);
}

#[wasm_bindgen_test]
async fn leaving_while_it_is_found_out_is_safe_whatever_comes() {
    for late in [Answer::json(&world::session()), Answer::error(401, "over"), Answer::error(503, "busy")] {
        let (net, alarm) = (Net::held(), Alarm::start());
        let (mut stage, session, _api) = staged(None);
        leptos::task::spawn_local(session.start());
        until("asked", || net.count("/session") == 1).await;
        stage.leave();
        until("given up", || net.asked("/session")[0].aborted()).await;
        net.asked("/session")[0].answer(&late);
        pause(30).await;
        assert_eq!(net.count(""), 1);
        alarm.silent();
    }
}

#[wasm_bindgen_test]
async fn leaving_while_roles_are_asked_is_safe() {
    let net = Net::new(|asked| asked.line().ends_with("/session").then(|| Answer::json(&world::session())));
    let alarm = Alarm::start();
    let (mut stage, session, _api) = staged(None);
    session.start().await;
    until("asked for roles", || net.count("/roles") == 2).await;
    stage.leave();
    until("given up", || net.asked("/roles").iter().all(Asked::aborted)).await;
    pause(30).await;
    alarm.silent();
}

#[wasm_bindgen_test]
async fn signing_out_forgets_and_a_failure_to_does_not() {
    let net = Net::new(|asked| match asked.line() {
        line if line.starts_with("DELETE") => None,
        _ => world::signed_in(asked),
    });
    let (_stage, session, api) = staged(None);
    session.start().await;
    leptos::task::spawn_local(async move {
        let refused = session.sign_out().await.unwrap_err();
        assert_eq!(refused.problem, Problem::Unreachable);
    });
    until("asked", || net.count("DELETE") == 1).await;
    net.asked("DELETE")[0].fail();
    pause(30).await;
    assert!(session.signal().with_untracked(Option::is_some));
    leptos::task::spawn_local(async move { session.sign_out().await.unwrap() });
    until("asked again", || net.count("DELETE") == 2).await;
    net.asked("DELETE")[1].answer(&Answer::json(&serde_json::Value::Null));
    until("signed out", || session.phase().get_untracked() == Phase::SignedOut).await;
    assert!(session.signal().with_untracked(Option::is_none));
    let _ = mci_app::api::gateway::roles(api, region("eu")).await;
    let last = net.asked("eu.test").pop().unwrap();
    assert_eq!(last.header("Authorization"), None, "the tokens are gone");
}

#[wasm_bindgen_test]
async fn a_token_that_is_over_is_renewed_once_before_anything_is_sent() {
    let net = Net::new(|asked| {
        let line = asked.line();
        if line.ends_with("/session/token") {
            return None;
        }
        if line.ends_with("/session") {
            let mut session = world::session();
            session.tokens.iter_mut().for_each(|token| token.expires_in = 0);
            return Some(Answer::json(&session));
        }
        let good = asked.header("Authorization").as_deref() == Some("Bearer renewed");
        if good { world::signed_in(asked) } else { Some(Answer::error(401, "over")) }
    });
    let (_stage, session, api) = staged(None);
    session.start().await;
    for _ in 0..3 {
        leptos::task::spawn_local(async move { drop(mci_app::api::gateway::roles(api, region("eu")).await) });
    }
    until("one renewal a region", || net.count("/session/token") == 2).await;
    assert_eq!(net.count("eu.test"), 0, "nothing is sent with a token that is over");
    for asked in net.asked("/session/token") {
        let region = asked.body().await["region"].clone();
        let renewed = serde_json::json!({ "region": region, "token": "renewed", "expires_in": 900 });
        asked.answer(&Answer::json(&renewed));
    }
    until("all are sent", || net.count("eu.test") == 4).await;
    pause(30).await;
    assert_eq!(net.count("/session/token"), 2);
}
