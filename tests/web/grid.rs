//! The grid in the whole app: recycled rows, ticks, the cursor, columns, what waits to be shown, and hostile titles.

use crate::desk::{Desk, Styled};
use crate::net::{Answer, Asked, Body, Net};
use crate::page::{Alarm, click, focused, pause, press, send, until, until_or};
use crate::world::{self, BANK, SHIPPING, investigation, now, record, working_set};
use contract::idr::Investigation;
use contract::{Priority, Status, Timestamp};
use mci_app::route::{InvestigationsQuery, Route};
use serde_json::json;
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

/// So many that few of them are ever on the page.
const MANY: usize = 600;

/// The bank's `number`th: the smaller the number, the newer.
fn row(number: usize) -> Investigation {
    let created_time = now().plus_secs(-60 * number as i64);
    Investigation { created_time, ..investigation("ca", BANK, number) }
}

/// The bank has these, nobody else has any, and nobody saved a view.
fn serve(asked: &Asked, rows: &[Investigation]) -> Option<Answer> {
    let line = asked.line();
    world::entered(asked).or_else(|| match line {
        line if line.ends_with("/views") => Some(Answer::json(&json!({ "views": [] }))),
        line if line.contains("ca.test/mci/v1/working-set") => Some(working_set("ca.1", rows)),
        line if line.contains("/working-set") => Some(working_set("eu.1", &[])),
        _ => None,
    })
}

struct Table {
    desk: Desk,
    net: Net,
    alarm: Alarm,
    _style: Styled,
}

impl Table {
    async fn open(rows: Vec<Investigation>, route: Route) -> Self {
        let style = Styled::new();
        let (shown, count) = (format!("{} active", rows.len()), rows.len());
        let net = Net::new(move |asked| serve(asked, &rows));
        let alarm = Alarm::start();
        let desk = Desk::open(&route);
        desk.shows(&shown).await;
        desk.wait(".rows > .r").await;
        let lines = || desk.find("[role=grid]").get_attribute("aria-rowcount").unwrap();
        let all = || lines().parse::<usize>().is_ok_and(|lines| lines > count);
        until_or("every row to be in the grid", all, || format!("{} lines: {}", lines(), desk.text())).await;
        Self { desk, net, alarm, _style: style }
    }

    async fn of(count: usize) -> Self {
        Self::open((1..=count).map(row).collect(), another()).await
    }

    /// Rows on the page, by their place, first first, each with what its title says.
    fn shown(&self) -> Vec<(usize, String)> {
        let mut shown: Vec<(usize, String)> = self
            .rows()
            .iter()
            .map(|row| {
                let title = row.query_selector(".title").unwrap().unwrap().text_content().unwrap();
                (row.get_attribute("aria-rowindex").unwrap().parse().unwrap(), title)
            })
            .collect();
        shown.sort_unstable();
        shown
    }

    fn rows(&self) -> Vec<HtmlElement> {
        let all = self.desk.root.query_selector_all(".rows > .r").unwrap();
        let each = (0..all.length()).map(|at| all.item(at).unwrap().unchecked_into::<HtmlElement>());
        each.filter(|row| row.style().get_property_value("display").unwrap() != "none").collect()
    }

    fn at(&self, index: usize) -> HtmlElement {
        self.desk.find(&format!(".rows > [aria-rowindex=\"{index}\"]"))
    }

    /// What a row's check box is called: by the elements that it names, itself with its own label.
    fn name_of_check(&self, index: usize) -> String {
        let check = self.at(index).query_selector("[type=checkbox]").unwrap().unwrap();
        let says = |id: &str| {
            let named = self.desk.find(&format!("#{id}"));
            named.get_attribute("aria-label").or_else(|| named.text_content()).unwrap()
        };
        check.get_attribute("aria-labelledby").unwrap().split(' ').map(says).collect::<Vec<_>>().join(" ")
    }

    fn scroller(&self) -> HtmlElement {
        self.desk.find(".grid-scroll")
    }

    /// Presses a key where the focus is.
    fn press(&self, key: &str) {
        press(&focused(&self.desk.root).unwrap(), key);
    }

    fn press_with(&self, key: &str, held: &str) {
        let members = [("key", JsValue::from_str(key)), (held, JsValue::TRUE)];
        send(&focused(&self.desk.root).unwrap(), "KeyboardEvent", "keydown", &members);
    }

    fn cursor(&self) -> Option<usize> {
        let focus = focused(&self.desk.root)?.closest("[aria-rowindex]").unwrap()?;
        focus.get_attribute("aria-rowindex")?.parse().ok()
    }

    fn ticked(&self) -> usize {
        self.rows().iter().filter(|row| row.get_attribute("aria-selected").as_deref() == Some("true")).count()
    }

    /// The stream of the bank's changes, once the app listens to it.
    async fn changes(&self) -> Body {
        const CHANGES: &str = "ca.test/mci/v1/changes";
        until("changes are asked for", || self.net.count(CHANGES) > 0).await;
        self.net.asked(CHANGES).remove(0).stream()
    }
}

/// Tells the app of a row that came or changed.
fn tell(changes: &Body, row: &Investigation, version: u64) {
    changes.push(&format!("event: upsert\nid: s.{version}\ndata: {}\n\n", record(row, version)));
}

/// All Investigations under an address of its own each time: a list that is come back to has its place and the focus.
fn another() -> Route {
    thread_local! {
        static OPENED: Cell<i64> = const { Cell::new(0) };
    }
    let from = Some(Timestamp::FIRST.plus_secs(OPENED.replace(OPENED.get() + 1)));
    Route::Investigations(InvestigationsQuery { from, ..Default::default() })
}

#[wasm_bindgen_test]
async fn recycled_rows_show_what_stands_there_after_any_jump() {
    let table = Table::of(MANY).await;
    // How much is seen is measured when it is first scrolled, at the latest.
    send(&table.scroller(), "Event", "scroll", &[]);
    let most = table.desk.root.query_selector_all(".rows > .r").unwrap().length();
    assert!(most < 40, "{most} rows on the page");
    for place in [0, 9_000, 17, 21_000, 4_321, 20_999, 0] {
        table.scroller().set_scroll_top(place);
        send(&table.scroller(), "Event", "scroll", &[]);
        let shown = table.shown();
        let first = place as usize / 36;
        assert!(shown.first().unwrap().0 <= first + 2, "{place}: {:?}", shown.first());
        assert!(shown.last().unwrap().0 >= (first + 11).min(MANY), "{place}: {:?}", shown.last());
        for (index, title) in shown {
            assert_eq!(title, format!("Sign-in from a new country {}", index - 1));
        }
        assert_eq!(table.desk.root.query_selector_all(".rows > .r").unwrap().length(), most, "no row is made anew");
    }
    table.alarm.silent();
}

#[wasm_bindgen_test]
async fn the_grid_says_what_it_is() {
    let table = Table::of(MANY).await;
    let grid = table.desk.find("[role=grid]");
    let says = |name: &str| grid.get_attribute(name).unwrap();
    assert_eq!(says("aria-label"), "All Investigations");
    assert_eq!((says("aria-rowcount"), says("aria-colcount")), ((MANY + 1).to_string(), "9".to_owned()));
    assert_eq!(says("aria-multiselectable"), "true");
    assert_eq!(table.desk.find(".head .c-prio").get_attribute("aria-sort").as_deref(), Some("descending"));
    assert_eq!(table.desk.find(".head .c-age").get_attribute("aria-colindex").as_deref(), Some("9"));
    let stops = table.desk.root.query_selector_all(".body [tabindex=\"0\"]").unwrap().length();
    assert_eq!(stops, 1, "the Tab key enters the rows at one place");
    let names: Vec<String> = (2..=3).map(|index| table.name_of_check(index)).collect();
    assert_eq!(names, ["Select Sign-in from a new country 1", "Select Sign-in from a new country 2"]);
}

#[wasm_bindgen_test]
async fn the_cursor_walks_and_keeps_the_focus_out_of_sight() {
    let table = Table::of(MANY).await;
    click(&table.at(3).query_selector(".c-age").unwrap().unwrap());
    assert_eq!(table.cursor(), Some(3));
    table.press("ArrowDown");
    table.press("j");
    assert_eq!(table.cursor(), Some(5));
    table.press("End");
    assert_eq!(table.cursor(), Some(MANY + 1));
    table.scroller().set_scroll_top(0);
    send(&table.scroller(), "Event", "scroll", &[]);
    assert_eq!(table.cursor(), Some(MANY + 1), "its row keeps its element");
    table.press("ArrowUp");
    assert_eq!(table.cursor(), Some(MANY));
    assert!(table.scroller().scroll_top() > 10_000, "and comes back into sight with the next step");
    table.press("Home");
    table.press("ArrowRight");
    table.press("ArrowRight");
    assert!(table.desk.on(".rows > [aria-rowindex=\"2\"] .title"));
    table.press("Escape");
    assert!(table.desk.on(".rows > [aria-rowindex=\"2\"]"));
    table.alarm.silent();
}

#[wasm_bindgen_test]
async fn rows_are_ticked_one_by_one_in_ranges_and_all() {
    let table = Table::of(MANY).await;
    let check = |index: usize, members: &[(&str, JsValue)]| {
        send(&table.at(index).query_selector(".c-check").unwrap().unwrap(), "MouseEvent", "click", members);
    };
    check(3, &[]);
    until("one", || table.ticked() == 1).await;
    check(7, &[("shiftKey", JsValue::TRUE)]);
    until("a range, both ends included", || table.ticked() == 5).await;
    table.press_with("ArrowDown", "shiftKey");
    until("one more", || table.ticked() == 6).await;
    table.press(" ");
    until("one less", || table.ticked() == 5).await;
    table.desk.shows("5 selected").await;
    table.press_with("a", "ctrlKey");
    table.desk.shows("600 selected").await;
    assert_eq!(table.ticked(), table.rows().len());
    table.press("Escape");
    until("none", || table.ticked() == 0).await;
    table.alarm.silent();
}

#[wasm_bindgen_test]
async fn columns_are_made_wider_and_moved_by_keys_and_the_address_says_so() {
    let table = Table::of(3).await;
    let button = table.desk.find(".head .c-status button");
    button.focus().unwrap();
    table.press_with("ArrowRight", "shiftKey");
    table.desk.at("status%3A").await;
    let members = [("key", JsValue::from_str("ArrowLeft")), ("shiftKey", JsValue::TRUE), ("altKey", JsValue::TRUE)];
    send(&button, "KeyboardEvent", "keydown", &members);
    until("moved", || {
        let cell = table.at(2).query_selector(".c-status").unwrap().unwrap();
        cell.next_element_sibling().unwrap().class_name() == "c-cust"
    })
    .await;
    until("the head keeps the focus", || table.desk.on(".head .c-status button")).await;
    table.alarm.silent();
}

#[wasm_bindgen_test]
async fn news_wait_while_somebody_works_and_rows_change_in_place() {
    let table = Table::of(30).await;
    click(&table.at(4).query_selector(".c-age").unwrap().unwrap());
    let before = table.shown();
    let newest = Investigation { priority: Priority::Critical, ..row(0) };
    let newest = Investigation { rrn: investigation("ca", BANK, 900).rrn, title: "Ransom note".to_owned(), ..newest };
    let changes = table.changes().await;
    tell(&changes, &newest, 7);
    table.desk.wait(".new-pill").await;
    assert!(table.desk.find(".new-pill").text_content().unwrap().contains("1 new"));
    assert_eq!(table.shown(), before, "no row moved");
    tell(&changes, &Investigation { status: Status::Closed, ..row(2) }, 9);
    until_or(
        "closed, in its place, dimmed",
        || table.at(3).class_name().contains("is-left"),
        || format!("{} {}", table.at(3).class_name(), table.at(3).text_content().unwrap()),
    )
    .await;
    assert_eq!(table.shown(), before);
    table.press(".");
    until("shown", || table.shown().first().is_some_and(|(_, title)| title == "Ransom note")).await;
    until("nothing waits", || table.desk.seek(".new-pill").is_none()).await;
    assert_eq!(table.cursor(), Some(4), "one came above the cursor's row, one left: it stands where it stood");
    assert_eq!(table.shown().len(), before.len());
    table.alarm.silent();
}

#[wasm_bindgen_test]
async fn hostile_titles_are_inert() {
    let mut rows: Vec<Investigation> = (1..=3).map(row).collect();
    rows[0].title = "<img src=x onerror='window.harmed=true'>".to_owned();
    rows[1].title = "invoice\u{202e}fdp.exe".to_owned();
    rows[2].title = "\u{0}\n ".to_owned();
    let table = Table::open(rows, another()).await;
    pause(30).await;
    assert!(table.desk.seek(".rows img").is_none());
    assert!(!js_sys::Reflect::has(&crate::page::window(), &"harmed".into()).unwrap());
    let titles: Vec<String> = table.shown().into_iter().map(|(_, title)| title).collect();
    assert_eq!(titles, ["<img src=x onerror='window.harmed=true'>", "invoice⟦RLO⟧fdp.exe", "Untitled"]);
    table.alarm.silent();
}

#[wasm_bindgen_test]
async fn a_row_is_opened_beside_the_grid_and_follows_the_cursor() {
    let table = Table::open(vec![row(1), row(2), investigation("ca", BANK, 3)], another()).await;
    click(&table.at(2).query_selector(".c-age").unwrap().unwrap());
    table.press("v");
    let peek = table.desk.wait(".peek .peek-title").await;
    assert_eq!(peek.text_content().as_deref(), Some("Sign-in from a new country 1"));
    table.desk.at("open=").await;
    table.press("j");
    until("followed", || {
        table.desk.seek(".peek .peek-title").and_then(|title| title.text_content()).as_deref()
            == Some("Sign-in from a new country 2")
    })
    .await;
    assert_eq!(table.cursor(), Some(3), "the focus stays in the grid");
    table.press("Escape");
    until("closed", || table.desk.seek(".peek").is_none()).await;
    let asked = table.net.count(&format!("{SHIPPING}"));
    assert_eq!(asked, 0, "alerts are asked for of the row's own customer");
    table.alarm.silent();
}
