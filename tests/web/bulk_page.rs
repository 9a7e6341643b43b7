//! Bulk changes and exports in the whole app: ticked rows, preview, verdicts, who can take what, and the file.

use crate::desk::{Desk, Styled};
use crate::net::{Answer, Asked, Net};
use crate::page::{Alarm, press, until, until_or, window};
use crate::stage::named;
use crate::world::{self, BANK, SHIPPING, investigation};
use contract::Status;
use contract::idr::{Assignee, Investigation};
use js_sys::{Function, Reflect};
use mci_app::route::{InvestigationsQuery, Route};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Blob, HtmlElement};

const BULK: &str = "/mci/v1/bulk";

fn mia() -> Option<Assignee> {
    Some(Assignee { name: "Mia Sorensen".into(), email: "mia.sorensen@quillmoor.example".into() })
}

/// Three rows at the bank, one of them Mia's, and one at the shipping company, where the analyst is Viewer.
fn rows() -> Vec<Investigation> {
    let mut rows: Vec<Investigation> = (1..=3).map(|number| investigation("ca", BANK, number)).collect();
    rows[2].assignee = mia();
    rows.push(Investigation {
        title: "=HYPERLINK(\"https://evil.example\")".into(),
        ..investigation("eu", SHIPPING, 1)
    });
    rows
}

fn serving(asked: &Asked) -> Option<Answer> {
    let line = asked.line();
    let person = |name: &str, email: &str, can: &[contract::CustomerId], cannot: Value| json!({ "id": "00000000-0000-4000-8000-000000000001", "name": name, "email": email, "can": can, "cannot": cannot });
    match &line {
        _ if line.contains("eu.test") && line.ends_with("/roles") => {
            Some(Answer::json(&json!({ "roles": [{ "organization_id": SHIPPING, "role": "VIEWER" }] })))
        }
        _ if line.ends_with("ca.test/mci/v1/working-set") => Some(world::working_set("ca.1", &rows()[..3])),
        _ if line.ends_with("eu.test/mci/v1/working-set") => Some(world::working_set("eu.1", &rows()[3..])),
        _ if line.ends_with("/assignees") => Some(Answer::json(&json!({ "assignees": [
            person("Ewan Birch", "ewan.birch@quillmoor.example", &[], json!([{ "organization_id": BANK, "reason": "no role" }])),
            person("Ines Duarte", "ines.duarte@quillmoor.example", &[BANK], json!([])),
        ] }))),
        _ if line.contains("/views") => Some(Answer::json(&json!({ "views": [] }))),
        _ => world::entered(asked),
    }
}

/// Every row ticked, by the box in the head.
async fn ticked(desk: &Desk) {
    desk.shows("=HYPERLINK").await;
    desk.shows("Sign-in from a new country 3").await;
    desk.find("[role=columnheader] input[aria-label='Select all']").click();
    desk.shows("4 selected").await;
}

fn all() -> Route {
    Route::Investigations(InvestigationsQuery::default())
}

fn button(desk: &Desk, words: &str) -> HtmlElement {
    let holds = |element: &HtmlElement| element.text_content().unwrap_or_default().trim().starts_with(words);
    let all = desk.root.query_selector_all(".bulk button, dialog[open] button").unwrap();
    let found = (0..all.length()).filter_map(|at| all.item(at)?.dyn_into::<HtmlElement>().ok()).find(holds);
    found.unwrap_or_else(|| panic!("no button {words}: {}", desk.text()))
}

async fn pick(desk: &Desk, menu: &str, choice: &str) {
    button(desk, menu).click();
    let item = || {
        let all = desk.root.query_selector_all(".pop [role=menuitem], .pop [role=menuitemradio], .pop [role=option]");
        let all = all.unwrap();
        (0..all.length())
            .filter_map(|at| all.item(at)?.dyn_into::<HtmlElement>().ok())
            .find(|item| item.text_content().unwrap_or_default().contains(choice))
    };
    until_or(choice, || item().is_some(), || desk.text()).await;
    item().unwrap().click();
}

#[wasm_bindgen_test]
async fn a_mixed_selection_is_previewed_changed_and_taken_back() {
    let net = Net::new(serving);
    let alarm = Alarm::start();
    let _style = Styled::new();
    let desk = Desk::open(&all());
    ticked(&desk).await;
    desk.shows("in 2 customers").await;
    pick(&desk, "Status", "Investigating").await;
    desk.shows("Set status to Investigating").await;
    let lines: HtmlElement = desk.find(".bulk .lines");
    let said = lines.text_content().unwrap();
    assert!(said.contains("skipped: you are Viewer here"), "{said}");
    assert!(said.contains("is Mia Sorensen’s now"), "{said}");
    assert!(said.contains("2 Open → Investigating"), "{said}");
    assert!(said.find("skipped").unwrap() < said.find("→").unwrap(), "skips first: {said}");
    until("the focus is on the button that makes it", || desk.on(".bulk .apply .primary")).await;
    button(&desk, "Include").click();
    desk.shows("3 Open → Investigating").await;
    button(&desk, "Change 3").click();
    until("sent", || net.count(BULK) == 1).await;
    assert!(desk.seek(".bulk [role=progressbar]").is_some(), "progress is shown");
    let body = net.asked(BULK)[0].body().await;
    let verdicts: Vec<Value> = (0..3)
        .map(|at| {
            let row = rows().into_iter().find(|row| body[at]["rrn"] == json!(row.rrn)).unwrap();
            let now = Investigation { status: Status::Investigating, ..row };
            let head = json!({ "rrn": body[at]["rrn"], "organization_id": BANK, "key": body[at]["key"] });
            let rest = if at == 0 {
                json!({ "verdict": "forbidden", "message": "you are Viewer there now" })
            } else {
                json!({ "verdict": "changed", "version": 4, "investigation": now })
            };
            let mut verdict = head;
            verdict.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
            verdict
        })
        .collect();
    net.asked(BULK)[0].answer(&Answer::json(&json!({ "verdicts": verdicts })));
    desk.shows("2 of 3 set to Investigating").await;
    desk.shows("You are Viewer there now").await;
    desk.shows("1 selected").await;
    button(&desk, "Undo 2").click();
    until("undone through the same door", || net.count(BULK) == 2).await;
    let back = net.asked(BULK)[1].body().await;
    assert_eq!((&back[0]["version"], &back[0]["change"]), (&json!(4), &json!({ "status": "OPEN" })));
    alarm.silent();
}

#[wasm_bindgen_test]
async fn escape_puts_the_preview_away_and_nothing_is_sent() {
    let net = Net::new(serving);
    let _style = Styled::new();
    let desk = Desk::open(&all());
    ticked(&desk).await;
    pick(&desk, "Close", "Benign").await;
    desk.shows("Close as Benign").await;
    until("the focus is in the preview", || desk.on(".bulk .apply .primary")).await;
    press(&desk.find(".bulk .apply .primary"), "Escape");
    until("away", || desk.seek(".bulk .preview").is_none()).await;
    assert!(desk.text().contains("4 selected"), "the selection stays");
    assert_eq!(net.count(BULK), 0);
}

#[wasm_bindgen_test]
async fn the_picker_says_who_can_take_what_the_analyst_may_change() {
    let net = Net::new(serving);
    let _style = Styled::new();
    let desk = Desk::open(&all());
    ticked(&desk).await;
    button(&desk, "Assign").click();
    desk.shows("Can take all 3").await;
    assert_eq!(net.asked("/assignees").len(), 1, "only of regions where something can be changed");
    assert_eq!(net.asked("/assignees")[0].body().await, json!({ "customers": [BANK] }));
    desk.shows("Cannot take any").await;
    desk.shows("no role at CALD").await;
}

/// Keeps what the page makes into files, in place of handing it to the browser.
struct Files {
    made: Rc<RefCell<Vec<Blob>>>,
    real: JsValue,
    _make: Closure<dyn FnMut(Blob) -> String>,
}

impl Files {
    fn kept() -> Self {
        let made: Rc<RefCell<Vec<Blob>>> = Rc::default();
        let make = Closure::new({
            let made = Rc::clone(&made);
            move |blob: Blob| {
                made.borrow_mut().push(blob);
                "#kept".to_owned()
            }
        });
        let url = Reflect::get(&window(), &"URL".into()).unwrap();
        let real = Reflect::get(&url, &"createObjectURL".into()).unwrap();
        Reflect::set(&url, &"createObjectURL".into(), make.as_ref()).unwrap();
        Self { made, real, _make: make }
    }

    async fn text(&self) -> String {
        let blob = self.made.borrow()[0].clone();
        // Decoded by hand: `Blob.text` would hide the mark at the beginning.
        let buffer: Function = Reflect::get(&blob, &"arrayBuffer".into()).unwrap().unchecked_into();
        let buffer = JsFuture::from(buffer.call0(&blob).unwrap().unchecked_into::<js_sys::Promise>()).await.unwrap();
        String::from_utf8(js_sys::Uint8Array::new(&buffer).to_vec()).unwrap()
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        let url = Reflect::get(&window(), &"URL".into()).unwrap();
        Reflect::set(&url, &"createObjectURL".into(), &self.real).unwrap();
    }
}

#[wasm_bindgen_test]
async fn an_export_asks_before_it_mixes_regions_and_no_cell_is_a_formula() {
    let _net = Net::new(serving);
    let alarm = Alarm::start();
    let files = Files::kept();
    let _style = Styled::new();
    let desk = Desk::open(&all());
    desk.shows("Sign-in from a new country 1").await;
    desk.shows("4 active").await;
    desk.wait("button[aria-label='Export as CSV']").await.click();
    desk.shows("The file puts data of 2 regions into one place").await;
    assert!(files.made.borrow().is_empty(), "not before the analyst's word");
    named(&desk.root, "dialog[open] button", "Export into one file").unwrap().click();
    until("made", || files.made.borrow().len() == 1).await;
    desk.shows("4 investigations exported").await;
    let text = files.text().await;
    let lines: Vec<&str> = text.split("\r\n").collect();
    assert!(lines[0].starts_with("\u{feff}Coverage,\"4 active · all 3 customers · live"), "{}", lines[0]);
    assert!(lines[2].contains("Status: not Closed"), "{}", lines[2]);
    assert!(lines[4].contains("Customer code") && lines[4].contains("RRN"), "{}", lines[4]);
    assert_eq!(lines.len(), 5 + 4 + 1, "head, rows, end: {text}");
    assert!(text.contains(",\"'=HYPERLINK(\"\"https://evil.example\"\")\","), "{text}");
    assert!(text.contains("Calderhythe Bank") && text.contains("CALD"), "{text}");
    alarm.silent();
}

#[wasm_bindgen_test]
async fn the_ticked_rows_of_one_region_are_exported_at_once_and_no_others() {
    let _net = Net::new(serving);
    let files = Files::kept();
    let _style = Styled::new();
    let desk = Desk::open(&all());
    ticked(&desk).await;
    let rows = desk.root.query_selector_all(".rows > .r").unwrap();
    let shipping = (0..rows.length())
        .filter_map(|at| rows.item(at)?.dyn_into::<HtmlElement>().ok())
        .find(|row| row.text_content().unwrap_or_default().contains("Adelbeck"))
        .unwrap();
    shipping.query_selector("input[type=checkbox]").unwrap().unwrap().unchecked_into::<HtmlElement>().click();
    desk.shows("3 selected").await;
    button(&desk, "Export").click();
    until("made", || files.made.borrow().len() == 1).await;
    let text = files.text().await;
    assert!(!text.contains("Adelbeck") && text.contains("3: Selected rows"), "{text}");
}
