//! The facet rail in the whole app: asked for, left out, searched, and why a customer cannot be seen.

use crate::desk::Desk;
use crate::net::{Answer, Asked, Net};
use crate::page::{Alarm, click, path_now, send, until, write};
use crate::world::{self, BANK, SHIPPING};
use contract::AccessState;
use mci_app::route::Route;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

fn all() -> Route {
    Route::Investigations(Default::default())
}

/// Everything answers, and nobody saved a view.
fn working(asked: &Asked) -> Option<Answer> {
    if asked.line().ends_with("/views") {
        return Some(Answer::json(&serde_json::json!({ "views": [] })));
    }
    world::working(asked)
}

async fn open() -> Desk {
    let desk = Desk::open(&all());
    desk.shows("2 active").await;
    desk
}

fn checked(desk: &Desk, selector: &str) -> bool {
    desk.find(selector).unchecked_into::<HtmlInputElement>().checked()
}

const HIGH: &str = ".facet-row:has(.prio.high)";

#[wasm_bindgen_test]
async fn a_value_is_asked_for_and_left_out() {
    let _net = Net::new(working);
    let alarm = Alarm::start();
    let desk = open().await;
    let boxed = format!("{HIGH} input");
    desk.find(&boxed).click();
    desk.at("priority=HIGH").await;
    until("the box says so", || checked(&desk, &boxed)).await;
    click(&desk.find(&format!("{HIGH} .leave-out")));
    desk.at("not_priority=HIGH").await;
    until("no longer asked for", || !checked(&desk, &boxed)).await;
    assert!(!path_now().contains("?priority") && !path_now().contains("&priority"), "{}", path_now());
    desk.shows("0 active").await;
    // Its own filter aside, it still says how many it leaves out.
    assert_eq!(desk.find(&format!("{HIGH} .n")).text_content().as_deref(), Some("2"));
    desk.shows("not High").await;
    click(&desk.find(&format!("{HIGH} .leave-out")));
    desk.shows("2 active").await;
    assert!(!path_now().contains("HIGH"), "{}", path_now());
    alarm.silent();
}

#[wasm_bindgen_test]
async fn alt_and_click_leave_out() {
    let _net = Net::new(working);
    let desk = open().await;
    send(&desk.find(&format!("{HIGH} input")), "MouseEvent", "click", &[("altKey", JsValue::TRUE)]);
    desk.at("not_priority=HIGH").await;
    assert!(!path_now().contains("?priority"), "{}", path_now());
}

#[wasm_bindgen_test]
async fn a_hidden_customer_that_is_searched_says_why() {
    let _net = Net::new(|asked| match asked.line() {
        line if line.ends_with("/session") => {
            let mut session = world::session();
            session.customers.iter_mut().filter(|customer| customer.id == SHIPPING).for_each(|customer| {
                customer.access = AccessState::Missing;
            });
            Some(Answer::json(&session))
        }
        _ => working(asked),
    });
    let desk = Desk::open(&all());
    desk.shows("Calderhythe Bank").await;
    assert!(desk.seek(".facet-row.barred").is_none(), "nobody asked for it");
    // The rail comes after the first rows.
    write(&desk.wait("input[aria-label='Find a customer']").await, "adelb");
    let barred = desk.wait(".facet-row.barred").await;
    assert!(barred.text_content().unwrap_or_default().contains("Adelbeck Shipping"));
    let why = desk.find(".facet-row.barred a").get_attribute("href").unwrap_or_default();
    assert_eq!(why, format!("/access/{SHIPPING}"));
    write(&desk.find("input[aria-label='Find a customer']"), "calder");
    until("only what can be seen", || desk.seek(".facet-row.barred").is_none()).await;
    desk.find(".facet:first-child .facet-row input").click();
    desk.at(&format!("customer={BANK}")).await;
}

#[wasm_bindgen_test]
async fn a_keystroke_is_answered_before_the_address_says_it() {
    let _net = Net::new(working);
    let desk = open().await;
    let field = desk.find("input[aria-label='Search investigations']");
    write(&field, "adelbeck ");
    until("one row is left", || desk.text().contains("1 active")).await;
    assert!(!path_now().contains('#'), "the address waits for a pause: {}", path_now());
    desk.at("#q=adelbeck").await;
    let shown: HtmlInputElement = field.unchecked_into();
    assert_eq!(shown.value(), "adelbeck ", "what is being typed stays as it is");
    assert!(!path_now().contains("?q"), "no server sees it");
}

#[wasm_bindgen_test]
async fn a_folded_facet_stays_folded_while_the_tab_lives() {
    let _net = Net::new(working);
    let head = ".facet-head";
    {
        let desk = open().await;
        let region = desk.named(head, "Region");
        assert_eq!(region.get_attribute("aria-expanded").as_deref(), Some("true"));
        region.click();
        until("folded", || region.get_attribute("aria-expanded").as_deref() == Some("false")).await;
    }
    let desk = open().await;
    let region = desk.named(head, "Region");
    assert_eq!(region.get_attribute("aria-expanded").as_deref(), Some("false"));
    region.click();
}
