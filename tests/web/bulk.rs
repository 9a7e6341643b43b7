//! Bulk changes behind a false network: verdicts, lost answers, wrong echoes, the way back, and what is never sent.

use crate::followed::{Followed, followed};
use crate::net::{Answer, Asked, Net};
use crate::page::{Alarm, pause, until};
use crate::world::{self, BANK, SHIPPING, investigation};
use contract::idr::Investigation;
use contract::{CustomerId, Status};
use leptos::prelude::*;
use mci_app::state::toasts::Tone;
use mci_app::sync::{Batch, CustomerScoped, End, Message, Run, Step};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;
use working_set::Patch;

const BULK: &str = "/mci/v1/bulk";
const CA_BULK: &str = "ca.test/mci/v1/bulk";
const EU_BULK: &str = "eu.test/mci/v1/bulk";

/// Four rows at the bank and one at the shipping company, all in version 3; bulk calls are the test's.
fn streaming(asked: &Asked) -> Option<Answer> {
    let line = asked.line();
    let of = |code: &str, customer: CustomerId, count: usize| {
        let rows: Vec<Investigation> = (1..=count).map(|number| investigation(code, customer, number)).collect();
        world::working_set(&format!("{code}.1"), &rows)
    };
    world::entered(asked).or_else(|| match &line {
        _ if line.ends_with("ca.test/mci/v1/working-set") => Some(of("ca", BANK, 4)),
        _ if line.ends_with("eu.test/mci/v1/working-set") => Some(of("eu", SHIPPING, 1)),
        _ => None,
    })
}

fn report(run: &Run) -> Message {
    let tally = run.tally();
    let text = format!("{} of {} {}", tally.changed, tally.total, run.done);
    Message { tone: if tally.changed == tally.total { Tone::Done } else { Tone::Warn }, text, detail: None }
}

fn step(followed: &Followed, row: &Investigation) -> Step {
    let version = followed.sync.with_untracked(|set| set.get(&row.rrn).and_then(|row| row.version()));
    let patch = Patch { status: Some(Status::Investigating), ..Patch::default() };
    Step::new(CustomerScoped::of(row).unwrap(), row.clone(), version, patch)
}

/// Sets these rows to Investigating.
fn start(followed: &Followed, rows: &[Investigation]) -> bool {
    let steps = rows.iter().map(|row| step(followed, row)).collect();
    let comment = Some("handed over".to_owned());
    followed.sync.start_bulk(Batch { steps, done: "set".to_owned(), comment, undo: false, report })
}

fn bank(numbers: std::ops::RangeInclusive<usize>) -> Vec<Investigation> {
    numbers.map(|number| investigation("ca", BANK, number)).collect()
}

async fn loaded(net: &Net) -> Followed {
    let followed = followed();
    until("both regions are in", || followed.complete("ca") && followed.complete("eu")).await;
    assert_eq!(net.count(BULK), 0);
    followed
}

fn ended(followed: &Followed) -> bool {
    followed.sync.with_run_untracked(|run| run.is_some_and(|run| run.ended))
}

fn ends(followed: &Followed) -> Vec<Option<End>> {
    let end = |run: Option<&Run>| run.map(|run| run.rows.iter().map(|row| row.end.clone()).collect());
    followed.sync.with_run_untracked(end).unwrap_or_default()
}

/// A verdict that echoes one change of a body.
fn verdict(sent: &Value, rest: Value) -> Value {
    let organization = sent["rrn"].as_str().unwrap().split(':').nth(3).unwrap().to_owned();
    let mut verdict = json!({ "rrn": sent["rrn"], "organization_id": organization, "key": sent["key"] });
    verdict.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
    verdict
}

fn changed(sent: &Value, row: &Investigation, version: u64) -> Value {
    let status: Status = sent["change"]["status"].as_str().map(Status::from_word).unwrap();
    let now = Investigation { status, ..row.clone() };
    verdict(sent, json!({ "verdict": "changed", "version": version, "investigation": now }))
}

fn answer(verdicts: &[Value]) -> Answer {
    Answer::json(&json!({ "verdicts": verdicts }))
}

/// Sends a change of the bank's rows and answers that all were made, in version 4.
async fn made(net: &Net, rows: &[Investigation]) -> Followed {
    let followed = loaded(net).await;
    assert!(start(&followed, rows));
    until("sent", || net.count(BULK) == 1).await;
    let body = net.asked(BULK)[0].body().await;
    let verdicts: Vec<Value> = rows.iter().enumerate().map(|(at, row)| changed(&body[at], row, 4)).collect();
    net.asked(BULK)[0].answer(&answer(&verdicts));
    until("ended", || ended(&followed)).await;
    followed
}

#[wasm_bindgen_test]
async fn mixed_verdicts_are_shown_at_once_confirmed_or_taken_back_and_failures_are_named() {
    let net = Net::new(streaming);
    let followed = loaded(&net).await;
    let rows = bank(1..=4);
    let all: Vec<Investigation> = rows.iter().cloned().chain([investigation("eu", SHIPPING, 1)]).collect();
    assert!(start(&followed, &all));
    until("each region has its call, side by side", || net.count(CA_BULK) == 1 && net.count(EU_BULK) == 1).await;
    for row in &all {
        assert_eq!(followed.status(row), Some(Status::Investigating), "shown before any answer");
    }
    assert!(!start(&followed, &rows), "one bulk change at a time");
    let body = net.asked(CA_BULK)[0].body().await;
    assert_eq!(body.as_array().unwrap().len(), 4);
    assert_eq!((&body[0]["version"], &body[0]["comment"]), (&json!(3), &json!("handed over")));
    assert_eq!(body[0]["change"], json!({ "status": "INVESTIGATING" }));
    let theirs = Investigation { status: Status::Waiting, ..rows[2].clone() };
    let current = json!({ "version": 9, "investigation": theirs, "changed_by": "Mia Sorensen" });
    net.asked(CA_BULK)[0].answer(&answer(&[
        changed(&body[0], &rows[0], 4),
        verdict(&body[1], json!({ "verdict": "forbidden", "message": "You are Viewer at Calderhythe Bank" })),
        verdict(&body[2], json!({ "verdict": "conflict", "current": current })),
        verdict(&body[3], json!({ "verdict": "already_so", "version": 3 })),
    ]));
    until("the bank's verdicts are in", || ends(&followed).iter().flatten().count() == 4).await;
    assert!(!ended(&followed), "the other region has not answered");
    let other = net.asked(EU_BULK)[0].body().await;
    net.asked(EU_BULK)[0].answer(&answer(&[changed(&other[0], &all[4], 4)]));
    until("ended", || ended(&followed)).await;
    let now = |at: usize| followed.status(&all[at]);
    assert_eq!(now(0), Some(Status::Investigating));
    assert_eq!(now(1), Some(Status::Open), "refused: taken back");
    assert_eq!(now(2), Some(Status::Waiting), "theirs is shown");
    assert_eq!(now(4), Some(Status::Investigating));
    let unmade = followed.sync.with_run_untracked(|run| run.map(Run::unmade)).unwrap();
    assert_eq!(unmade, [all[1].rrn.clone(), all[2].rrn.clone()], "these stay selected");
    let toast = followed.toasts.list().get_untracked().remove(0);
    assert_eq!((toast.tone, toast.text.as_str()), (Tone::Warn, "2 of 5 set"));
    assert_eq!(toast.action.map(|(word, _)| word).as_deref(), Some("Undo"));
}

#[wasm_bindgen_test]
async fn mine_goes_on_top_of_theirs_when_the_analyst_says_so() {
    let net = Net::new(streaming);
    let followed = loaded(&net).await;
    let rows = bank(1..=1);
    start(&followed, &rows);
    until("sent", || net.count(BULK) == 1).await;
    let first = net.asked(BULK)[0].body().await;
    let theirs = Investigation { status: Status::Waiting, ..rows[0].clone() };
    let current = json!({ "version": 9, "investigation": theirs, "changed_by": "Mia Sorensen" });
    net.asked(BULK)[0].answer(&answer(&[verdict(&first[0], json!({ "verdict": "conflict", "current": current }))]));
    until("ended", || ended(&followed)).await;
    followed.sync.bulk_on_top(None);
    until("sent again", || net.count(BULK) == 2).await;
    let second = net.asked(BULK)[1].body().await;
    assert_eq!(second[0]["version"], json!(9), "on their version");
    assert_ne!(second[0]["key"], first[0]["key"], "a new decision");
    net.asked(BULK)[1].answer(&answer(&[changed(&second[0], &theirs, 10)]));
    until("ended", || ended(&followed)).await;
    assert_eq!(followed.status(&rows[0]), Some(Status::Investigating));
}

#[wasm_bindgen_test]
async fn a_lost_answer_is_asked_for_again_with_the_same_keys() {
    let net = Net::new(streaming);
    let followed = loaded(&net).await;
    let rows = bank(1..=2);
    start(&followed, &rows);
    until("sent", || net.count(BULK) == 1).await;
    net.asked(BULK)[0].fail();
    let waiting = || followed.sync.with_run_untracked(|run| run.is_some_and(|run| !run.waiting.is_empty()));
    until("it is said that the region is tried again", waiting).await;
    until("sent again", || net.count(BULK) == 2).await;
    let (first, second) = (net.asked(BULK)[0].body().await, net.asked(BULK)[1].body().await);
    assert_eq!(first, second, "the very same decision");
    assert_eq!(followed.status(&rows[0]), Some(Status::Investigating), "still shown while it is tried");
    net.asked(BULK)[1].answer(&answer(&[changed(&second[0], &rows[0], 4), changed(&second[1], &rows[1], 4)]));
    until("ended", || ended(&followed)).await;
    assert_eq!(followed.sync.with_run_untracked(|run| run.map(|run| run.tally().changed)), Some(2));
}

#[wasm_bindgen_test]
async fn a_refused_call_keeps_its_rows_and_retry_sends_the_same_keys() {
    let net = Net::new(streaming);
    let followed = loaded(&net).await;
    let rows = bank(1..=1);
    start(&followed, &rows);
    until("sent", || net.count(BULK) == 1).await;
    net.asked(BULK)[0].answer(&Answer::error(400, "not today"));
    until("ended", || ended(&followed)).await;
    assert_eq!(followed.status(&rows[0]), Some(Status::Open), "taken back");
    followed.sync.retry_bulk();
    until("sent again", || net.count(BULK) == 2).await;
    assert_eq!(net.asked(BULK)[0].body().await, net.asked(BULK)[1].body().await);
}

#[wasm_bindgen_test]
async fn an_answer_about_another_customer_is_refused_whole_and_loudly() {
    let net = Net::new(streaming);
    let followed = loaded(&net).await;
    let rows = bank(1..=2);
    start(&followed, &rows);
    until("sent", || net.count(BULK) == 1).await;
    let body = net.asked(BULK)[0].body().await;
    let mut wrong = changed(&body[1], &rows[1], 4);
    wrong["organization_id"] = json!(SHIPPING);
    net.asked(BULK)[0].answer(&answer(&[changed(&body[0], &rows[0], 4), wrong]));
    until("ended", || ended(&followed)).await;
    for row in &rows {
        assert_eq!(followed.status(row), Some(Status::Open), "nothing of the answer is taken over");
    }
    for end in ends(&followed) {
        let Some(End::Failed(error)) = end else { panic!("{end:?}") };
        assert!(error.to_string().contains("Nothing was taken over"), "{error}");
    }
    pause(50).await;
    assert_eq!(net.count(BULK), 1, "and it is not asked again by itself");
}

#[wasm_bindgen_test]
async fn undo_is_guarded_by_the_new_version_and_refused_for_a_row_that_somebody_changed_since() {
    let net = Net::new(streaming);
    let rows = bank(1..=2);
    let followed = made(&net, &rows).await;
    assert!(followed.sync.undo_bulk());
    until("sent", || net.count(BULK) == 2).await;
    let back = net.asked(BULK)[1].body().await;
    assert_eq!(back[0]["change"], json!({ "status": "OPEN" }));
    assert_eq!(back[0]["version"], json!(4), "the version that the change made");
    assert_eq!(back[0].get("comment"), None);
    let theirs = Investigation { status: Status::Waiting, ..rows[1].clone() };
    let current = json!({ "version": 5, "investigation": theirs, "changed_by": "Mia Sorensen" });
    net.asked(BULK)[1].answer(&answer(&[
        changed(&back[0], &rows[0], 5),
        verdict(&back[1], json!({ "verdict": "conflict", "current": current })),
    ]));
    until("ended", || ended(&followed)).await;
    assert_eq!(followed.status(&rows[0]), Some(Status::Open), "undone");
    assert_eq!(followed.status(&rows[1]), Some(Status::Waiting), "theirs stands");
    let Some(Some(End::Conflict(conflict))) = ends(&followed).pop() else { panic!("no conflict") };
    assert_eq!(conflict.changed_by.as_deref(), Some("Mia Sorensen"));
    assert!(!followed.sync.undo_bulk(), "taking back is not taken back");
}

#[wasm_bindgen_test]
async fn cancelling_sends_no_further_call_and_what_is_done_stays_done() {
    let rows: Vec<Investigation> = (1..=1_200).map(|number| investigation("ca", BANK, number)).collect();
    let told = rows.clone();
    let net = Net::new(move |asked| {
        let whole = asked.line().ends_with("ca.test/mci/v1/working-set");
        if whole { Some(world::working_set("ca.1", &told)) } else { streaming(asked) }
    });
    let followed = loaded(&net).await;
    start(&followed, &rows);
    until("sent", || net.count(BULK) == 1).await;
    pause(50).await;
    assert_eq!(net.count(BULK), 1, "one call at a time a region");
    let body = net.asked(BULK)[0].body().await;
    assert_eq!(body.as_array().unwrap().len(), 500);
    followed.sync.cancel_bulk();
    let verdicts: Vec<Value> = (0..500).map(|at| changed(&body[at], &rows[at], 4)).collect();
    net.asked(BULK)[0].answer(&answer(&verdicts));
    until("ended", || ended(&followed)).await;
    assert_eq!(net.count(BULK), 1);
    let tally = followed.sync.with_run_untracked(|run| run.map(Run::tally)).unwrap();
    assert_eq!((tally.changed, tally.cancelled), (500, 700));
    assert_eq!(followed.status(&rows[0]), Some(Status::Investigating));
    assert_eq!(followed.status(&rows[900]), Some(Status::Open), "taken back");
    followed.sync.retry_bulk();
    until("the rest is sent", || net.count(BULK) == 2).await;
    assert_eq!(net.asked(BULK)[1].body().await.as_array().unwrap().len(), 500);
}

#[wasm_bindgen_test]
async fn a_gateway_without_versions_is_asked_row_by_row_and_checked_before_each_write() {
    let moved = Investigation { status: Status::Waiting, ..investigation("ca", BANK, 2) };
    let net = Net::new(move |asked| {
        let line = asked.line();
        let list = line.starts_with("GET ") && line.contains("ca.test/idr/v2/investigations?");
        let row = if line.contains("N2") { moved.clone() } else { investigation("ca", BANK, 1) };
        match () {
            () if list && line.contains("statuses=CLOSED") => Some(world::page(&[], 0, 0)),
            () if list => Some(world::page(&bank(1..=2), 0, 2)),
            () if line.starts_with("PATCH") => {
                Some(Answer::json(&Investigation { status: Status::Investigating, ..row }))
            }
            () if line.contains("/investigations/rrn") => Some(Answer::json(&row)),
            () => world::working(asked),
        }
    });
    let followed = loaded(&net).await;
    let rows = bank(1..=2);
    assert!(step(&followed, &rows[0]).version.is_none());
    start(&followed, &rows);
    until("ended", || ended(&followed)).await;
    assert_eq!((net.count(BULK), net.count("PATCH"), net.count("comments")), (0, 1, 0));
    assert!(net.asked("PATCH")[0].header("Idempotency-Key").is_some());
    assert!(matches!(ends(&followed).as_slice(), [Some(End::Changed { .. }), Some(End::Conflict(_))]));
    assert_eq!(followed.status(&rows[1]), Some(Status::Waiting), "theirs is shown");
}

#[wasm_bindgen_test]
async fn one_rows_change_can_be_taken_back_and_somebody_elses_is_left_alone() {
    let stands = std::rc::Rc::new(std::cell::Cell::new(false));
    let theirs = std::rc::Rc::clone(&stands);
    let net = Net::new(move |asked| {
        let line = asked.line();
        let now = Investigation { status: Status::Waiting, ..investigation("ca", BANK, 1) };
        match () {
            () if line.starts_with("PATCH") && theirs.get() => {
                let current = json!({ "investigation": now, "version": 9, "changed_by": "Mia Sorensen" });
                let body = json!({ "message": "changed since", "correlation_id": "c", "current": current });
                Some(Answer::status(412, &body))
            }
            () if line.starts_with("PATCH") => {
                let made = Investigation { status: Status::Investigating, ..investigation("ca", BANK, 1) };
                Some(Answer::json(&made).version(4))
            }
            () => streaming(asked),
        }
    });
    let followed = loaded(&net).await;
    let patch = Patch { status: Some(Status::Investigating), ..Patch::default() };
    followed.sync.change_row(investigation("ca", BANK, 1), patch, "Set".to_owned());
    let undo = || followed.toasts.list().get_untracked().into_iter().find_map(|toast| toast.action);
    until("made", || undo().is_some()).await;
    assert_eq!(net.asked("PATCH")[0].header("If-Match").as_deref(), Some("\"3\""), "no reading before the write");
    stands.set(true);
    undo().unwrap().1.run(());
    until("sent", || net.count("PATCH") == 2).await;
    let back = &net.asked("PATCH")[1];
    assert_eq!(back.header("If-Match").as_deref(), Some("\"4\""));
    assert_eq!(back.body().await, json!({ "status": "OPEN" }));
    let said = || followed.toasts.list().get_untracked().into_iter().find(|toast| toast.tone == Tone::Warn);
    until("said by name", || said().is_some()).await;
    assert_eq!(said().unwrap().detail.as_deref(), Some("Mia Sorensen changed it since. Theirs stands."));
    assert_eq!(followed.sync.conflict().get_untracked(), None, "no dialog is thrown at the analyst");
    let row = investigation("ca", BANK, 1);
    assert_eq!(followed.status(&row), Some(Status::Waiting));
}

#[wasm_bindgen_test]
async fn leaving_in_the_middle_harms_nobody() {
    let net = Net::new(streaming);
    let alarm = Alarm::start();
    let mut followed = loaded(&net).await;
    start(&followed, &bank(1..=4));
    until("sent", || net.count(BULK) == 1).await;
    followed.stage.leave();
    net.asked(BULK)[0].fail();
    pause(400).await;
    assert_eq!(net.count(BULK), 1, "nothing is asked any more");
    alarm.silent();
}
