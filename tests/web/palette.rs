//! Palette and list of keys in the whole app: by keyboard alone, and texts of others stay texts.

use crate::desk::Desk;
use crate::net::{Answer, Asked, Net};
use crate::page::{Alarm, path_now, press, send, until, until_or, write};
use crate::world::{self, BANK, SHIPPING, investigation, page};
use contract::{CustomerId, Rrn};
use mci_app::route::Route;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

const ASK: &str = "dialog.palette input";
const ACTIVE: &str = "dialog.palette [role=option][aria-selected=true]";

fn working(asked: &Asked) -> Option<Answer> {
    let line = asked.line();
    if line.ends_with("/views") {
        return Some(Answer::json(&serde_json::json!({ "views": [] })));
    }
    if line.contains("ca.test") && line.contains("/investigations?") && !line.contains("statuses=CLOSED") {
        let mut row = investigation("ca", BANK, 1);
        row.title = "<img src=x onerror=alert(1)>\u{202e}evil".to_owned();
        return Some(page(&[row], 0, 1));
    }
    world::working(asked)
}

async fn open() -> Desk {
    let desk = Desk::open(&Route::Investigations(Default::default()));
    desk.shows("2 active").await;
    desk
}

fn chord(target: &HtmlElement) -> bool {
    send(target, "KeyboardEvent", "keydown", &[("key", JsValue::from_str("k")), ("ctrlKey", JsValue::TRUE)])
}

async fn asking(desk: &Desk) -> HtmlElement {
    until("the last one is gone", || desk.seek(ASK).is_none()).await;
    assert!(chord(&desk.find("main")), "the key is taken");
    let field = desk.wait(ASK).await;
    until("it has the focus", || desk.on(ASK)).await;
    field
}

fn active(desk: &Desk) -> String {
    desk.seek(ACTIVE).and_then(|option| option.text_content()).unwrap_or_default()
}

async fn choice(desk: &Desk, words: &str) {
    until_or(words, || active(desk).contains(words), || desk.text()).await;
}

#[wasm_bindgen_test]
async fn a_customer_is_reached_by_keyboard_alone() {
    let _net = Net::new(working);
    let alarm = Alarm::start();
    let desk = open().await;
    let field = asking(&desk).await;
    assert_eq!(field.get_attribute("role").as_deref(), Some("combobox"));
    write(&field, "adel");
    choice(&desk, "Adelbeck Shipping").await;
    assert!(active(&desk).contains("ADEL") && active(&desk).contains("eu"), "{}", active(&desk));
    assert_eq!(field.get_attribute("aria-activedescendant"), desk.seek(ACTIVE).map(|option| option.id()));
    press(&field, "Enter");
    desk.at(&format!("/customers/{SHIPPING}/investigations")).await;
    until("the palette is gone", || desk.seek(ASK).is_none()).await;
    alarm.silent();
}

#[wasm_bindgen_test]
async fn an_id_leads_to_its_investigation_and_a_hostile_title_is_a_text() {
    let _net = Net::new(working);
    let alarm = Alarm::start();
    let desk = open().await;
    let field = asking(&desk).await;
    write(&field, "n1");
    until("both customers have one", || {
        let options =
            desk.root.query_selector_all("dialog.palette [role=option] .cust, dialog.palette [role=option] .code");
        options.is_ok_and(|options| options.length() >= 4)
    })
    .await;
    assert!(desk.seek("dialog.palette img").is_none());
    desk.shows("<img src=x onerror=alert(1)>").await;
    assert!(!desk.find("dialog.palette").text_content().unwrap_or_default().contains('\u{202e}'), "no hidden turns");
    let first = active(&desk);
    press(&field, "ArrowDown");
    until("the next is active", || active(&desk) != first).await;
    press(&field, "ArrowUp");
    choice(&desk, &first).await;
    press(&field, "Enter");
    desk.at("/investigations/N1").await;
    alarm.silent();
}

#[wasm_bindgen_test]
async fn an_rrn_is_asked_where_it_says_and_unknown_ones_look_like_none() {
    let _net = Net::new(working);
    let desk = open().await;
    let field = asking(&desk).await;
    let old = Rrn::new(&world::region("eu"), SHIPPING, "OLD-7").unwrap();
    write(&field, old.as_str());
    choice(&desk, "eu will be asked").await;
    let foreign = Rrn::new(&world::region("eu"), CustomerId::from_u128(0x99), "OLD-7").unwrap();
    write(&field, foreign.as_str());
    desk.shows("No customer of yours has this investigation").await;
    write(&field, "zz-9");
    desk.shows("zz-9 is not among what is loaded").await;
    write(&field, old.as_str());
    choice(&desk, "eu will be asked").await;
    press(&field, "Enter");
    desk.at(&format!("/customers/{SHIPPING}/investigations/OLD-7")).await;
}

#[wasm_bindgen_test]
async fn actions_run_and_the_same_key_closes() {
    let _net = Net::new(working);
    let desk = open().await;
    let field = asking(&desk).await;
    write(&field, "view unassigned");
    choice(&desk, "View: Unassigned").await;
    press(&field, "Enter");
    desk.at("assignee=unassigned").await;
    let field = asking(&desk).await;
    write(&field, "clear filters");
    choice(&desk, "Clear filters").await;
    press(&field, "Enter");
    until("the filter is gone", || !path_now().contains("assignee")).await;
    let field = asking(&desk).await;
    chord(&field);
    until("closed", || desk.seek(ASK).is_none()).await;
}

#[wasm_bindgen_test]
async fn the_list_of_keys_opens_outside_of_fields_only() {
    let _net = Net::new(working);
    let desk = open().await;
    let search = desk.find("input[aria-label='Search investigations']");
    search.focus().unwrap();
    assert!(!press(&search, "?"), "a question mark can be typed");
    let main = desk.find("main");
    main.focus().unwrap();
    assert!(press(&main, "?"));
    desk.shows("Peek: open it beside the list").await;
    assert!(chord(&main) || desk.seek(ASK).is_none(), "no second layer over a dialog");
}
