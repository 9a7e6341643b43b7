//! Saved views in the whole app: kept where their words allow, opened again, and the one that opens first.

use crate::desk::Desk;
use crate::net::{Answer, Asked, Net};
use crate::page::{Alarm, path_now, until, until_or, write};
use crate::stage::named;
use crate::world;
use contract::Priority;
use mci_app::route::{InvestigationsQuery, Route};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

type Store = Rc<RefCell<Vec<Value>>>;

fn view(id: &str, name: &str, query: &str, marks: (bool, bool)) -> Value {
    json!({
        "id": id, "name": name, "query": query, "owner": world::session().analyst.id, "owner_name": "Ines Duarte",
        "shared": false, "pinned": marks.0, "default": marks.1
    })
}

/// A directory that keeps what is saved; regions hold none and answer what they are sent.
fn keeping(store: &Store) -> impl Fn(&Asked) -> Option<Answer> + 'static {
    let store = Rc::clone(store);
    move |asked| {
        let line = asked.line();
        if line.starts_with("GET") && line.ends_with("/views") {
            let own = if line.contains("directory.test") { store.borrow().clone() } else { Vec::new() };
            return Some(Answer::json(&json!({ "views": own })));
        }
        if line.contains("/views") {
            return None;
        }
        world::working(asked)
    }
}

fn critical() -> Route {
    Route::Investigations(InvestigationsQuery { priorities: vec![Priority::High], ..Default::default() })
}

fn button(desk: &Desk, words: &str) -> HtmlElement {
    named(&desk.root, "button", words).unwrap_or_else(|| panic!("no button {words}: {}", desk.text()))
}

#[wasm_bindgen_test]
async fn what_is_shown_is_saved_and_becomes_a_tab() {
    let store = Store::default();
    let net = Net::new(keeping(&store));
    let alarm = Alarm::start();
    let desk = Desk::open(&critical());
    desk.shows("2 active").await;
    button(&desk, "Save view").click();
    desk.shows("Kept in the directory").await;
    write(&desk.find("dialog input[autocomplete=off]"), "Urgent");
    named(&desk.root, "dialog footer button", "Save view").unwrap().click();
    until("it is sent", || net.count("POST https://directory.test/api/v1/views") == 1).await;
    let post = net.asked("POST https://directory.test/api/v1/views").remove(0);
    let body = post.body().await;
    assert_eq!((&body["name"], &body["query"]), (&json!("Urgent"), &json!("priority=HIGH")));
    assert!(body.get("words").is_none(), "{body}");
    assert!(post.header("Idempotency-Key").is_some());
    let saved = view("v1", "Urgent", "priority=HIGH", (true, false));
    store.borrow_mut().push(saved.clone());
    post.answer(&Answer::json(&saved));
    until("the marks are sent", || net.count("/views/v1/marks") == 1).await;
    net.asked("/views/v1/marks")[0].answer(&Answer::json(&saved));
    until_or("its tab is here", || desk.seek("nav.tabs a[aria-current=page]").is_some(), || desk.text()).await;
    let tab = desk.find("nav.tabs a[aria-current=page]");
    assert!(tab.text_content().unwrap_or_default().starts_with("Urgent"), "{:?}", tab.text_content());
    until_or("its count", || tab.text_content().unwrap_or_default().ends_with('2'), || desk.text()).await;
    alarm.silent();
}

#[wasm_bindgen_test]
async fn typed_words_go_to_a_region_that_is_chosen() {
    let net = Net::new(keeping(&Store::default()));
    let words = InvestigationsQuery { words: "new country".to_owned(), ..Default::default() };
    let desk = Desk::open(&Route::Investigations(words));
    desk.shows("2 active").await;
    button(&desk, "Save view").click();
    desk.shows("Which one?").await;
    write(&desk.find("dialog input[autocomplete=off]"), "Travel");
    named(&desk.root, "dialog footer button", "Save view").unwrap().click();
    desk.shows("Choose the region that keeps it").await;
    assert_eq!(net.count("POST https://directory.test/api/v1/views"), 0);
    let ca = named(&desk.root, "dialog .region-choice label", "ca").unwrap();
    ca.query_selector("input").unwrap().unwrap().unchecked_into::<HtmlElement>().click();
    named(&desk.root, "dialog footer button", "Save view").unwrap().click();
    until("the region is asked", || net.count("POST https://ca.test/mci/v1/views") == 1).await;
    let body = net.asked("POST https://ca.test/mci/v1/views").remove(0).body().await;
    assert_eq!((&body["words"], &body["query"]), (&json!("new country"), &json!("")));
    assert_eq!(net.count("POST https://directory.test"), 0, "the directory never sees the words");
}

#[wasm_bindgen_test]
async fn the_default_opens_first_and_everything_stays_reachable() {
    let store = Store::default();
    store.borrow_mut().push(view("v1", "Night", "priority=HIGH&group=customer", (false, true)));
    let _net = Net::new(keeping(&store));
    let desk = Desk::open(&Route::Investigations(Default::default()));
    desk.at("priority=HIGH&group=customer").await;
    desk.shows("2 active").await;
    named(&desk.root, "nav.tabs a bdi", "All active").unwrap().click();
    until_or("everything", || !path_now().contains("priority"), path_now).await;
    drop(desk);
    // What was left as everything opens as everything, default or not.
    let all = InvestigationsQuery { everything: true, ..Default::default() };
    let desk = Desk::open(&Route::Investigations(all));
    desk.shows("2 active").await;
    crate::page::pause(200).await;
    assert_eq!(path_now(), "/multi/investigations?view=all");
}

#[wasm_bindgen_test]
async fn somebody_elses_view_can_be_pinned_and_says_whose_it_is() {
    let store = Store::default();
    let mut shared = view("v2", "<b>Night</b>\u{202e}shift", "status=WAITING", (true, false));
    shared["owner"] = json!(contract::AnalystId::from_u128(99));
    shared["owner_name"] = json!("Mia Sorensen");
    shared["shared"] = json!(true);
    store.borrow_mut().push(shared);
    let net = Net::new(keeping(&store));
    let desk = Desk::open(&Route::Investigations(Default::default()));
    desk.shows("shared by Mia Sorensen").await;
    assert!(desk.seek("nav.tabs b").is_none(), "a name is a text");
    button(&desk, "Views").click();
    let manage = {
        until_or("the menu", || desk.text().contains("Rename, share"), || desk.text()).await;
        named(&desk.root, "[role=menuitem]", "Rename, share, pin, delete…").unwrap()
    };
    manage.click();
    desk.wait("dialog table").await;
    assert!(desk.seek("dialog table input.input").is_none(), "only its owner renames it");
    desk.find("dialog table td input[type=checkbox]").click();
    until("the mark goes off", || net.count("PUT https://directory.test/api/v1/views/v2/marks") == 1).await;
    let body = net.asked("/views/v2/marks").remove(0).body().await;
    assert_eq!(body, json!({ "pinned": false, "default": false }));
}
