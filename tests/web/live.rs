//! Streams behind a false network: rows before the end, cut streams, changes taken up again, tabs nobody looks at.

use crate::followed::{Followed, followed};
use crate::net::{Answer, Asked, Body, Net};
use crate::page::{Alarm, document, pause, send, until, until_or};
use crate::world::{self, BANK, SHIPPING, investigation};
use contract::idr::Investigation;
use contract::{CustomerId, Priority, Status};
use leptos::prelude::*;
use mci_app::sync::{Basis, new_key};
use serde_json::json;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_test::wasm_bindgen_test;
use working_set::{CustomerState, Failure, Patch, Query, RegionState};

#[wasm_bindgen(inline_js = r#"
// Timers run a hundred times as fast: a minute is over after six tenths of a second.
export function hurry() {
  const real = window.setTimeout;
  window.setTimeout = (call, millis, ...rest) => real.call(window, call, millis / 100, ...rest);
  return () => { window.setTimeout = real; };
}
export function look(state) {
  if (state) Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
  else delete document.visibilityState;
}
"#)]
extern "C" {
    fn hurry() -> js_sys::Function;
    fn look(state: Option<&str>);
}

/// Time runs a hundred times as fast while this stands.
struct Hurry(js_sys::Function);

impl Hurry {
    fn start() -> Self {
        Self(hurry())
    }
}

impl Drop for Hurry {
    fn drop(&mut self) {
        self.0.call0(&JsValue::UNDEFINED).unwrap();
        look(None);
    }
}

/// Whether somebody looks at the tab.
fn seen(state: &str) {
    look(Some(state));
    send(&document().document_element().unwrap(), "Event", "visibilitychange", &[]);
}

const CA_SET: &str = "ca.test/mci/v1/working-set";
const CA_CHANGES: &str = "ca.test/mci/v1/changes";

/// Answers for `eu`, whose one row never changes; what is asked of `ca` is the test's.
fn quiet(asked: &Asked) -> Option<Answer> {
    let line = asked.line();
    world::entered(asked).or_else(|| {
        let rows = line.ends_with("eu.test/mci/v1/working-set");
        rows.then(|| world::working_set("eu.1", &[investigation("eu", SHIPPING, 1)]))
    })
}

/// The same, with one row at the bank.
fn one_row(asked: &Asked) -> Option<Answer> {
    let whole = asked.line().ends_with(CA_SET);
    quiet(asked).or_else(|| whole.then(|| world::working_set("s.5", &[investigation("ca", BANK, 1)])))
}

fn event(name: &str, id: &str, data: &str) -> String {
    format!("event: {name}\nid: {id}\ndata: {data}\n\n")
}

fn upsert(id: &str, row: &Investigation, version: u64) -> String {
    event("upsert", id, &world::record(row, version))
}

fn heartbeat(id: &str) -> String {
    event("heartbeat", id, &json!({ "as_of": world::now().plus_secs(60) }).to_string())
}

/// The bank's region is read, and its changes are listened to.
async fn listening(net: &Net) -> (Followed, Body) {
    let followed = followed();
    until("the bank is in", || followed.complete("ca")).await;
    until("its changes are asked for", || net.count(CA_CHANGES) == 1).await;
    let body = net.asked(CA_CHANGES)[0].stream();
    (followed, body)
}

#[wasm_bindgen_test]
async fn rows_are_shown_before_the_last_has_come_and_complete_after_the_end_only() {
    let net = Net::new(quiet);
    let followed = followed();
    until("asked", || net.count(CA_SET) == 1).await;
    let body = net.asked(CA_SET)[0].stream();
    let row = |number| world::record(&investigation("ca", BANK, number), 1);
    body.push(&format!("{}\n{}\n{}", world::header("s.5", &[(BANK, 3)]), row(1), &row(2)[..40]));
    until("one of the bank and one of the other region", || followed.total() == "2+").await;
    let Some(RegionState::Loading { loaded, expected }) = followed.region("ca") else { panic!("not loading") };
    assert_eq!((loaded, expected), (1, Some(3)));
    body.push(&format!("{}\n{}\n", &row(2)[40..], row(3)));
    until("all rows are in", || followed.total() == "4+").await;
    pause(30).await;
    assert!(!followed.complete("ca"), "the end has not come");
    body.push("{\"end\":{\"records\":3}}\n");
    body.end();
    until("complete", || followed.complete("ca")).await;
    assert_eq!(followed.total(), "4");
    assert_eq!(net.count("/idr/v2/investigations?"), 0, "nothing is read page by page");
}

#[wasm_bindgen_test]
async fn a_cut_stream_is_never_complete_and_is_read_anew() {
    let _hurry = Hurry::start();
    let net = Net::new(quiet);
    let followed = followed();
    until("asked", || net.count(CA_SET) == 1).await;
    let body = net.asked(CA_SET)[0].stream();
    body.push(&format!("{}\n{}\n", world::header("s.5", &[]), world::record(&investigation("ca", BANK, 1), 1)));
    body.end();
    until("said", || matches!(followed.region("ca"), Some(RegionState::Failing { .. }))).await;
    let Some(RegionState::Failing { why: Failure::Unreadable(what), .. }) = followed.region("ca") else {
        panic!("{:?}", followed.region("ca"))
    };
    assert!(what.contains("1 record"), "{what}");
    assert_eq!(followed.total(), "2+");
    until("asked again", || net.count(CA_SET) == 2).await;
    net.asked(CA_SET)[1].answer(&world::working_set("s.6", &[investigation("ca", BANK, 2)]));
    until("complete", || followed.complete("ca")).await;
    assert_eq!(followed.status(&investigation("ca", BANK, 1)), None, "what the whole answer does not name has left");
    assert_eq!(followed.total(), "2");
}

#[wasm_bindgen_test]
async fn a_stream_tells_of_its_own_customers_only() {
    for row in [investigation("eu", SHIPPING, 9), investigation("ca", SHIPPING, 9)] {
        let told = row.clone();
        let _net = Net::new(move |asked| {
            let wrong = asked.line().ends_with(CA_SET);
            if wrong { Some(world::working_set("s.1", std::slice::from_ref(&told))) } else { quiet(asked) }
        });
        let followed = followed();
        until("refused", || matches!(followed.region("ca"), Some(RegionState::Refused { .. }))).await;
        assert_eq!(followed.status(&row), None);
    }
}

#[wasm_bindgen_test]
async fn changes_are_applied_as_they_come_and_taken_up_from_where_they_were_cut() {
    let _hurry = Hurry::start();
    let net = Net::new(one_row);
    let (followed, body) = listening(&net).await;
    assert!(net.asked(CA_CHANGES)[0].line().ends_with("?since=s.5"));
    let row = investigation("ca", BANK, 1);
    let urgent = Investigation { priority: Priority::Critical, ..investigation("ca", BANK, 2) };
    body.push(&upsert("s.6", &Investigation { status: Status::Waiting, ..row.clone() }, 4));
    until("changed", || followed.status(&row) == Some(Status::Waiting)).await;
    body.push(&upsert("s.7", &urgent, 1));
    until("arrived", || followed.status(&urgent) == Some(Status::Open)).await;
    let arrivals = followed.sync.arrivals();
    assert_eq!(
        arrivals.with_untracked(|told| told.iter().map(|one| one.rrn.clone()).collect::<Vec<_>>()),
        [urgent.rrn]
    );
    followed.sync.saw_arrivals();
    assert!(arrivals.with_untracked(Vec::is_empty));
    let removed = json!({ "organization_id": BANK, "rrn": row.rrn });
    body.push(&event("removal", "s.8", &removed.to_string()));
    until("gone", || followed.status(&row).is_none()).await;
    body.push(&upsert("s.9", &row, 9)[..20]);
    body.end();
    until("taken up", || net.count(CA_CHANGES) == 2).await;
    assert!(net.asked(CA_CHANGES)[1].line().ends_with("?since=s.8"), "what was not told in full is told again");
    assert_eq!(net.count(CA_SET), 1, "nothing is read anew");
}

#[wasm_bindgen_test]
async fn an_older_version_never_overwrites() {
    let net = Net::new(one_row);
    let (followed, body) = listening(&net).await;
    let row = investigation("ca", BANK, 1);
    let waiting = Investigation { status: Status::Waiting, ..row.clone() };
    body.push(&(upsert("s.6", &waiting, 5) + &upsert("s.7", &row, 4) + &heartbeat("s.7")));
    until("heard", || {
        let later = world::now().plus_secs(60);
        matches!(followed.region("ca"), Some(RegionState::Complete { as_of }) if as_of == later)
    })
    .await;
    assert_eq!(followed.status(&row), Some(Status::Waiting));
}

#[wasm_bindgen_test]
async fn a_cursor_that_is_forgotten_reads_anew() {
    let net = Net::new(one_row);
    let followed = followed();
    until("listening", || net.count(CA_CHANGES) == 1).await;
    net.asked(CA_CHANGES)[0].answer(&Answer::error(410, "the log no longer reaches back so far"));
    until("read anew", || net.count(CA_SET) == 2).await;
    until("and listened to", || net.count(CA_CHANGES) == 2).await;
    assert_eq!(followed.total(), "2");
}

#[wasm_bindgen_test]
async fn silence_is_stale_and_a_heartbeat_brings_it_back() {
    let _hurry = Hurry::start();
    let net = Net::new(one_row);
    let (followed, _body) = listening(&net).await;
    until("stale", || matches!(followed.region("ca"), Some(RegionState::Stale { .. }))).await;
    assert!(followed.total().starts_with("2"), "rows stay: {}", followed.total());
    until("asked again", || net.count(CA_CHANGES) == 2).await;
    assert!(net.asked(CA_CHANGES)[0].aborted());
    net.asked(CA_CHANGES)[1].stream().push(&heartbeat("s.5"));
    until("back", || followed.complete("ca")).await;
}

#[wasm_bindgen_test]
async fn a_region_that_stopped_is_said_and_comes_back_without_reading_anew() {
    let _hurry = Hurry::start();
    let net = Net::new(one_row);
    let (followed, body) = listening(&net).await;
    body.push(&heartbeat("s.5"));
    pause(20).await;
    body.fail();
    until("asked again", || net.count(CA_CHANGES) == 2).await;
    net.asked(CA_CHANGES)[1].fail();
    until("said", || matches!(followed.region("ca"), Some(RegionState::Failing { .. }))).await;
    assert_eq!(followed.total(), "2+");
    until("tried again", || net.count(CA_CHANGES) == 3).await;
    net.asked(CA_CHANGES)[2].stream().push(&heartbeat("s.5"));
    until("back", || followed.complete("ca")).await;
    assert_eq!((followed.total().as_str(), net.count(CA_SET)), ("2", 1));
}

#[wasm_bindgen_test]
async fn without_a_free_connection_it_is_asked_every_few_seconds() {
    let _hurry = Hurry::start();
    let row = investigation("ca", BANK, 1);
    let closed = Investigation { status: Status::Closed, ..row.clone() };
    let told = closed.clone();
    let net = Net::new(move |asked| {
        let line = asked.line();
        let since = line.contains("ca.test/mci/v1/working-set?since=s.5");
        if since { Some(world::working_set("s.6", std::slice::from_ref(&told))) } else { one_row(asked) }
    });
    let followed = followed();
    until("listening", || net.count(CA_CHANGES) == 1).await;
    until("given back", || net.asked(CA_CHANGES)[0].aborted()).await;
    until("asked instead", || followed.status(&row) == Some(Status::Closed)).await;
    until("and again, from there", || net.count("working-set?since=s.6") >= 1 || net.count(CA_CHANGES) >= 2).await;
    assert_eq!(net.count(CA_SET) - net.count("ca.test/mci/v1/working-set?"), 1);
}

#[wasm_bindgen_test]
async fn a_tab_that_nobody_looks_at_gives_its_connections_back() {
    let _hurry = Hurry::start();
    let net = Net::new(|asked| {
        let changes = asked.line().contains("/changes");
        // The other region has nothing to stream, so that only one connection is counted.
        if changes && asked.line().contains("eu.test") { Some(Answer::error(404, "no")) } else { one_row(asked) }
    });
    let (followed, body) = listening(&net).await;
    seen("hidden");
    for _ in 0..8 {
        body.push(&heartbeat("s.5"));
        pause(100).await;
    }
    assert!(net.asked(CA_CHANGES)[0].aborted());
    assert!(matches!(followed.region("ca"), Some(RegionState::Stale { .. })));
    let asked = net.count("");
    pause(400).await;
    assert_eq!(net.count(""), asked, "nothing is asked meanwhile");
    assert_eq!(followed.sync.with_untracked(|set| set.len()), 2, "rows are kept");
    seen("visible");
    until("taken up", || net.count(CA_CHANGES) == 2).await;
    assert!(net.asked(CA_CHANGES)[1].line().ends_with("?since=s.5"));
    net.asked(CA_CHANGES)[1].stream().push(&heartbeat("s.5"));
    until("caught up", || followed.complete("ca")).await;
}

#[wasm_bindgen_test]
async fn a_customer_that_is_closed_leaves_and_one_that_is_opened_is_read() {
    let net = Net::new(|asked| {
        let line = asked.line();
        let opened = line.contains("working-set?customers=");
        if opened { Some(world::working_set("s.9", &[investigation("ca", BANK, 4)])) } else { one_row(asked) }
    });
    let (followed, body) = listening(&net).await;
    let turn = json!({ "organization_id": BANK }).to_string();
    body.push(&event("customer-closed", "s.6", &turn));
    until("its rows leave", || followed.status(&investigation("ca", BANK, 1)).is_none()).await;
    assert!(matches!(followed.customer(BANK), Some(CustomerState::Refused { .. })));
    assert_eq!(followed.total(), "1+");
    body.push(&event("customer-opened", "s.7", &turn));
    let sent = || net.asked("").iter().map(Asked::line).collect::<Vec<_>>().join("\n");
    until_or("read", || followed.status(&investigation("ca", BANK, 4)).is_some(), sent).await;
    until("it has answered", || matches!(followed.customer(BANK), Some(CustomerState::Answered { .. }))).await;
    assert_eq!(followed.total(), "2");
    assert!(net.count("directory.test/api/v1/session") >= 2, "who it is was asked of the directory");
}

#[wasm_bindgen_test]
async fn a_row_with_a_version_is_changed_without_reading_it_first() {
    let net = Net::new(one_row);
    let (followed, _body) = listening(&net).await;
    let row = investigation("ca", BANK, 1);
    let patch = Patch { priority: Some(Priority::Low), ..Patch::default() };
    let change = followed.sync.change(Basis::Shown(row.clone()), patch, new_key());
    leptos::task::spawn_local(async move { assert!(change.await.is_ok()) });
    until("sent", || net.count("PATCH") == 1).await;
    assert_eq!(net.asked("PATCH")[0].header("If-Match").as_deref(), Some("\"3\""));
    assert_eq!(net.count("GET https://ca.test/mci/v1/customers/"), 0);
    let told = Investigation { priority: Priority::Low, ..row.clone() };
    net.asked("PATCH")[0].answer(&Answer::json(&told).version(4));
    let version = || followed.sync.with_untracked(|set| set.get(&row.rrn).and_then(|row| row.version()));
    until("the new version stands", || version() == Some(4)).await;
}

/// A question about closed work of any age.
fn closed(customers: &[CustomerId]) -> Query {
    Query {
        statuses: working_set::Filter::only([working_set::StatusIs::Is(Status::Closed)]),
        customers: working_set::Filter::only(customers.iter().copied()),
        ..Query::default()
    }
}

#[wasm_bindgen_test]
async fn closed_work_beyond_memory_is_searched_for_while_it_is_asked_for() {
    let old = Investigation { status: Status::Closed, ..investigation("ca", BANK, 77) };
    let told = old.clone();
    let net = Net::new(move |asked| {
        let search = asked.line().contains("ca.test/idr/v2/investigations/_search");
        if search { Some(world::page(std::slice::from_ref(&told), 0, 1)) } else { one_row(asked) }
    });
    let (followed, _body) = listening(&net).await;
    let question = closed(&[BANK]);
    assert!(!followed.sync.with_untracked(|set| set.coverage(&question)).complete());
    let owner = Owner::new();
    let asks = (followed.sync, question.clone());
    owner.with(|| Effect::new(move || asks.0.want_history(&asks.1)));
    until("found", || followed.status(&old) == Some(Status::Closed)).await;
    until("and all of it", || followed.sync.with_untracked(|set| set.coverage(&question)).complete()).await;
    let sent = net.asked("_search")[0].body().await;
    assert_eq!(sent["search"][0], json!({ "field": "status", "operator": "EQUALS", "value": "CLOSED" }));
    assert_eq!(sent["sort"][0]["order"], "DESC");
    assert_eq!(net.count("eu.test/idr/v2/investigations/_search"), 0, "the other region has none of these customers");
    owner.cleanup();
    until("no longer", || !followed.sync.with_untracked(|set| set.coverage(&question)).complete()).await;
}

#[wasm_bindgen_test]
async fn leaving_ends_every_stream() {
    let net = Net::new(one_row);
    let alarm = Alarm::start();
    let (mut followed, body) = listening(&net).await;
    followed.stage.leave();
    until("ended", || net.asked(CA_CHANGES)[0].aborted()).await;
    body.push(&heartbeat("s.9"));
    let asked = net.count("");
    pause(100).await;
    assert_eq!(net.count(""), asked, "nothing is asked any more");
    alarm.silent();
}

#[wasm_bindgen_test]
async fn a_wrong_laptop_clock_changes_nothing() {
    let net = Net::new(one_row);
    let (followed, body) = listening(&net).await;
    body.push(&heartbeat("s.5"));
    let now = || followed.clock.exact().secs_since(world::now());
    until("the server's time", || (60..70).contains(&now())).await;
}
