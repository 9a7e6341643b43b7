//! The working set behind a false network: regions read side by side, what is misplaced refused, changes made or taken back.

use crate::followed::{Followed, followed};
use crate::net::{Answer, Asked, Net};
use crate::page::{Alarm, pause, until};
use crate::world::{self, BANK, SHIPPING, index_of, investigation, page, region};
use contract::idr::Investigation;
use contract::{Priority, Status};
use leptos::prelude::*;
use mci_app::api::Problem;
use mci_app::api::gateway::Versioned;
use mci_app::sync::{Basis, Failed, new_key};
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;
use working_set::{CustomerState, Failure, Patch, Refusal, RegionState};

/// A page of active work, which the tests answer themselves.
const CA_ACTIVE: &str = "ca.test/idr/v2/investigations?statuses=OPEN";
const EU_ACTIVE: &str = "eu.test/idr/v2/investigations?statuses=OPEN";

/// Answers the session and the counts, and holds every list.
fn holding(asked: &Asked) -> Option<Answer> {
    world::signed_in(asked).or_else(|| counted(asked))
}

/// There is nothing but what the lists tell.
fn counted(asked: &Asked) -> Option<Answer> {
    asked.line().ends_with("size=1").then(|| page(&[], 0, 0))
}

fn rows(count: std::ops::Range<usize>) -> Vec<Investigation> {
    count.map(|number| investigation("ca", BANK, number)).collect()
}

fn closing() -> Patch {
    Patch { status: Some(Status::Closed), ..Patch::default() }
}

/// The bank's first investigation, once everything is loaded.
async fn loaded() -> (Followed, Investigation) {
    let followed = followed();
    until("both regions are in", || followed.complete("ca") && followed.complete("eu")).await;
    (followed, investigation("ca", BANK, 1))
}

#[wasm_bindgen_test]
async fn regions_are_read_side_by_side_and_one_that_fails_is_said() {
    let net = Net::new(holding);
    let followed = followed();
    until("both are asked at once", || net.count(CA_ACTIVE) == 1 && net.count(EU_ACTIVE) == 1).await;
    assert_eq!(followed.total(), "0+", "nothing is known yet");
    net.asked(EU_ACTIVE)[0].answer(&Answer::error(503, "maintenance"));
    net.asked(CA_ACTIVE)[0].answer(&page(&rows(0..100), 0, 150));
    until("the next page", || net.count(CA_ACTIVE) == 2).await;
    assert_eq!(index_of(&net.asked(CA_ACTIVE)[1]), 1);
    assert_eq!(followed.total(), "100+");
    net.asked(CA_ACTIVE)[1].answer(&page(&rows(100..150), 1, 150));
    until("one region is in", || followed.complete("ca")).await;
    assert_eq!(followed.total(), "150+", "a customer is missing");
    let Some(RegionState::Failing { why, next_try, .. }) = followed.region("eu") else { panic!("eu is not failing") };
    assert_eq!(why, Failure::Answered(503));
    assert!(next_try.is_some());
    assert!(matches!(followed.customer(SHIPPING), Some(CustomerState::Failing { .. })));
    assert!(matches!(followed.customer(BANK), Some(CustomerState::Answered { .. })));

    followed.sync.retry(&[region("eu")]);
    until("asked again", || net.count(EU_ACTIVE) == 2).await;
    net.asked(EU_ACTIVE)[1].answer(&page(&[investigation("eu", SHIPPING, 1)], 0, 1));
    until("everything is in", || followed.complete("eu")).await;
    assert_eq!(followed.total(), "151");
}

#[wasm_bindgen_test]
async fn a_list_that_moved_while_it_was_read_is_read_again() {
    let net =
        Net::new(|asked| if asked.line().contains("ca.test/idr") { counted(asked) } else { world::working(asked) });
    let followed = followed();
    until("asked", || net.count(CA_ACTIVE) == 1).await;
    net.asked(CA_ACTIVE)[0].answer(&page(&rows(0..100), 0, 101));
    until("page two", || net.count(CA_ACTIVE) == 2).await;
    // Row 0 was closed meanwhile: row 100 moved to the first page.
    net.asked(CA_ACTIVE)[1].answer(&page(&[], 1, 100));
    until("from the start", || net.count(CA_ACTIVE) == 3).await;
    assert_eq!(index_of(&net.asked(CA_ACTIVE)[2]), 0);
    assert!(!followed.complete("ca"));
    net.asked(CA_ACTIVE)[2].answer(&page(&rows(1..101), 0, 100));
    until("complete", || followed.complete("ca")).await;
    assert_eq!(followed.total(), "101", "100 of the bank, 1 of the other region");
    assert_eq!(followed.status(&investigation("ca", BANK, 0)), None, "what is closed is gone");
}

/// A region that tells this once is refused, nothing of the row is taken, and the other region is not touched.
async fn refused(row: Investigation) {
    let told = row.clone();
    let _net = Net::new(move |asked| {
        let wrong = asked.line().contains(CA_ACTIVE);
        if wrong { Some(page(std::slice::from_ref(&told), 0, 1)) } else { world::working(asked) }
    });
    let followed = followed();
    until("the other region is in", || followed.complete("eu")).await;
    until("refused", || matches!(followed.region("ca"), Some(RegionState::Refused { .. }))).await;
    assert_eq!(followed.status(&row), None, "the row is not taken");
    assert_eq!(followed.total(), "1+");
    let Some(RegionState::Refused { why: Refusal::Told(why), .. }) = followed.region("ca") else { panic!("no word") };
    assert!(why.contains("Nothing was taken over"), "{why}");
}

#[wasm_bindgen_test]
async fn a_row_that_names_two_customers_is_refused() {
    let row = investigation("ca", BANK, 1);
    refused(Investigation { organization_id: SHIPPING, ..row }).await;
}

#[wasm_bindgen_test]
async fn a_row_that_names_another_region_is_refused() {
    refused(investigation("eu", SHIPPING, 9)).await;
}

#[wasm_bindgen_test]
async fn a_row_of_another_regions_customer_is_refused() {
    refused(investigation("ca", SHIPPING, 9)).await;
}

/// Answers everything; reads of the bank's first investigation with version 3, its change as told.
fn changeable(change: impl Fn() -> Option<Answer> + 'static) -> Net {
    Net::new(move |asked| {
        let line = asked.line();
        if line.starts_with("PATCH") {
            return change();
        }
        let read = line.contains("/investigations/rrn");
        if read { Some(Answer::json(&investigation("ca", BANK, 1)).version(3)) } else { world::working(asked) }
    })
}

#[wasm_bindgen_test]
async fn a_change_is_shown_at_once_sent_guarded_and_confirmed() {
    let net = changeable(|| None);
    let (followed, row) = loaded().await;
    let key = new_key();
    let change = followed.sync.change(Basis::Shown(row.clone()), closing(), key.clone());
    leptos::task::spawn_local(async move {
        assert!(change.await.is_ok());
    });
    until("shown", || followed.status(&row) == Some(Status::Closed)).await;
    until("sent", || net.count("PATCH") == 1).await;
    let sent = &net.asked("PATCH")[0];
    assert!(sent.line().contains(&format!("ca.test/mci/v1/customers/{BANK}/")), "{}", sent.line());
    assert_eq!(sent.header("If-Match").as_deref(), Some("\"3\""));
    assert_eq!(sent.header("Idempotency-Key"), Some(key));
    assert_eq!(sent.body().await, json!({ "status": "CLOSED" }));
    let told = Investigation { status: Status::Closed, title: "As told".to_owned(), ..row.clone() };
    sent.answer(&Answer::json(&told).version(4));
    let title = || followed.sync.with_untracked(|set| set.get(&row.rrn).map(|row| row.title().to_owned()));
    until("the server's word stands", || title().as_deref() == Some("As told")).await;
}

#[wasm_bindgen_test]
async fn a_412_becomes_a_conflict_with_both_sides() {
    let theirs = Investigation { priority: Priority::Critical, ..investigation("ca", BANK, 1) };
    let current = json!({
        "investigation": theirs, "version": 4, "changed_by": "Mia Sorensen", "changed_time": world::now(),
    });
    let body = json!({ "message": "changed since", "correlation_id": "c-2", "current": current });
    let _net = changeable(move || Some(Answer::status(412, &body)));
    let (followed, row) = loaded().await;
    let outcome = followed.sync.change(Basis::Shown(row.clone()), closing(), new_key()).await;
    assert_eq!(outcome, Err(Failed::Conflict));
    let conflict = followed.sync.conflict().get_untracked().unwrap();
    assert_eq!((&conflict.seen, &conflict.now), (&row, &theirs));
    assert_eq!(conflict.mine, closing());
    assert_eq!(conflict.target.customer(), BANK);
    assert_eq!(conflict.etag.as_deref(), Some("\"4\""));
    assert_eq!(conflict.changed_by.as_deref(), Some("Mia Sorensen"));
    assert_eq!(conflict.changed_time, Some(world::now()));
    assert_eq!(followed.status(&row), Some(Status::Open), "mine is taken back");
    let priority = followed.sync.with_untracked(|set| set.get(&row.rrn).map(|row| row.priority().clone()));
    assert_eq!(priority, Some(Priority::Critical), "theirs is shown");
}

#[wasm_bindgen_test]
async fn what_changed_before_the_write_is_a_conflict_and_nothing_is_sent() {
    let theirs = Investigation { status: Status::Waiting, ..investigation("ca", BANK, 1) };
    let now = theirs.clone();
    let net = Net::new(move |asked| {
        let read = asked.line().contains("/investigations/rrn");
        if read { Some(Answer::json(&now).version(9)) } else { world::working(asked) }
    });
    let (followed, row) = loaded().await;
    let outcome = followed.sync.change(Basis::Shown(row.clone()), closing(), new_key()).await;
    assert_eq!(outcome, Err(Failed::Conflict));
    assert_eq!(net.count("PATCH"), 0);
    assert_eq!(followed.sync.conflict().get_untracked().unwrap().now, theirs);
    assert_eq!(followed.status(&row), Some(Status::Waiting));
}

#[wasm_bindgen_test]
async fn a_broken_connection_takes_the_change_back_and_a_retry_is_the_same_decision() {
    let net = changeable(|| None);
    let (followed, row) = loaded().await;
    followed.sync.change_row(row.clone(), closing(), "Closed".to_owned());
    until("sent", || net.count("PATCH") == 1).await;
    assert_eq!(followed.status(&row), Some(Status::Closed), "shown at once");
    net.asked("PATCH")[0].fail();
    until("taken back", || followed.status(&row) == Some(Status::Open)).await;
    until("said", || !followed.toasts.list().get_untracked().is_empty()).await;
    let toast = followed.toasts.list().get_untracked().remove(0);
    assert_eq!(toast.text, "Not saved at Calderhythe Bank");
    assert_eq!(toast.detail.as_deref(), Some("ca is not answering. What stood before stands."));
    let (word, retry) = toast.action.unwrap();
    assert_eq!(word, "Retry");
    retry.run(());
    until("sent again", || net.count("PATCH") == 2).await;
    let keys: Vec<_> = net.asked("PATCH").iter().map(|asked| asked.header("Idempotency-Key").unwrap()).collect();
    assert_eq!(keys[0], keys[1]);
    let told = Investigation { status: Status::Closed, ..row.clone() };
    net.asked("PATCH")[1].answer(&Answer::json(&told).version(4));
    until("done", || followed.toasts.list().get_untracked().iter().any(|toast| toast.text == "Closed")).await;
    assert_eq!(followed.status(&row), Some(Status::Closed));
}

#[wasm_bindgen_test]
async fn an_answer_about_another_customer_is_not_taken_over() {
    let net = changeable(|| Some(Answer::json(&investigation("eu", SHIPPING, 1)).version(4)));
    let (followed, row) = loaded().await;
    let version = Versioned { investigation: row.clone(), etag: Some("\"3\"".to_owned()) };
    let outcome = followed.sync.change(Basis::Version(version), closing(), new_key()).await;
    let Err(Failed::Error(error)) = outcome else { panic!("{outcome:?}") };
    assert!(matches!(error.problem, Problem::WrongCustomer { asked, .. } if asked == BANK), "{error}");
    assert_eq!(followed.status(&row), Some(Status::Open));
    assert_eq!(net.count("GET https://ca.test/mci/v1/customers/"), 0, "a version needs no reading");
}

#[wasm_bindgen_test]
async fn an_investigation_that_names_two_customers_is_never_changed() {
    let net = changeable(|| None);
    let (followed, row) = loaded().await;
    let two = Investigation { organization_id: SHIPPING, ..row.clone() };
    let outcome = followed.sync.change(Basis::Shown(two), closing(), new_key()).await;
    assert!(matches!(outcome, Err(Failed::Error(error)) if matches!(error.problem, Problem::WrongCustomer { .. })));
    assert_eq!(net.count("PATCH") + net.count("/investigations/rrn"), 0);
}

#[wasm_bindgen_test]
async fn leaving_ends_every_reading_and_a_change_that_fails_later_harms_nobody() {
    let net = Net::new(|asked| {
        let line = asked.line();
        let later = line.contains(EU_ACTIVE) || line.starts_with("PATCH");
        let read = line.contains("/investigations/rrn");
        match () {
            () if later => None,
            () if read => Some(Answer::json(&investigation("ca", BANK, 1)).version(3)),
            () => world::working(asked),
        }
    });
    let alarm = Alarm::start();
    let mut followed = followed();
    until("one region is in", || followed.complete("ca")).await;
    followed.sync.change_row(investigation("ca", BANK, 1), closing(), "Closed".to_owned());
    until("sent", || net.count("PATCH") == 1 && net.count(EU_ACTIVE) == 1).await;
    followed.stage.leave();
    until("the reading ends", || net.asked(EU_ACTIVE)[0].aborted()).await;
    net.asked("PATCH")[0].fail();
    pause(50).await;
    let asked = net.count("");
    pause(100).await;
    assert_eq!(net.count(""), asked, "nothing is asked any more");
    alarm.silent();
}

#[wasm_bindgen_test]
async fn signing_out_forgets_every_investigation() {
    let net = Net::new(|asked| {
        let out = asked.line().starts_with("DELETE");
        if out { Some(Answer::json(&serde_json::Value::Null)) } else { world::working(asked) }
    });
    let (followed, row) = loaded().await;
    assert_eq!(followed.status(&row), Some(Status::Open));
    followed.session.sign_out().await.unwrap();
    until("forgotten", || followed.sync.with_untracked(|set| set.is_empty())).await;
    pause(50).await;
    assert_eq!(net.count("DELETE"), 1);
    assert_eq!(followed.total(), "0+", "an empty set is no answer");
}

#[wasm_bindgen_test]
async fn work_in_a_status_that_nobody_knows_is_found_by_counting() {
    let odd = Investigation { status: Status::Other("ESCALATED".into()), ..investigation("ca", BANK, 2) };
    let told = odd.clone();
    let _net = Net::new(move |asked| {
        let line = asked.line();
        if line.contains("ca.test/idr") && !line.contains("statuses=") {
            return Some(page(&[investigation("ca", BANK, 1), told.clone()], 0, 2));
        }
        world::working(asked)
    });
    let followed = followed();
    until("everything is in", || followed.complete("ca") && followed.complete("eu")).await;
    assert_eq!(followed.status(&odd), Some(odd.status.clone()));
    assert_eq!(followed.total(), "3");
}
