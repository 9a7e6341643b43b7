//! The menu by keyboard and mouse, in the document and in a shadow root.

use crate::page::{click, press, until};
use crate::stage::{Stage, named};
use leptos::prelude::*;
use mci_app::components::{Menu, MenuItem};
use trusted_view::view;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

const REASON: &str = "You are Viewer at Calderhythe Bank";

#[component]
fn Statuses(picked: RwSignal<Vec<String>>) -> impl IntoView {
    let items = Signal::derive(|| {
        vec![
            MenuItem::new("OPEN", "Open"),
            MenuItem::new("INVESTIGATING", "Investigating"),
            MenuItem::new("CLOSED", "Closed").disabled(Some(REASON.to_owned())),
            MenuItem::new("WAITING", "Waiting"),
        ]
    });
    view! {
        <p id="outside" tabindex="0">"Elsewhere"</p>
        <Menu label="Change status" items=items on_pick=move |value: String| picked.update(|all| all.push(value))>
            "Open"
        </Menu>
    }
}

fn staged() -> (Stage, RwSignal<Vec<String>>) {
    Stage::with(|| {
        let picked = RwSignal::new(Vec::new());
        (view! { <Statuses picked=picked /> }, picked)
    })
}

const BUTTON: &str = "button[aria-haspopup]";

fn place(at: usize) -> String {
    format!("[data-place='{at}']")
}

/// Opens the list by its button and waits until a choice has the focus.
async fn opened(stage: &Stage) -> HtmlElement {
    click(&stage.find(BUTTON));
    until("the list is open", || stage.seek("[role=menu]").is_some()).await;
    until("the first choice has the focus", || stage.on(&place(0))).await;
    stage.find("[popover]")
}

#[wasm_bindgen_test]
async fn arrows_home_and_end_move_and_go_round() {
    let (stage, _picked) = staged();
    opened(&stage).await;
    for (key, at) in [("ArrowDown", 1), ("ArrowDown", 2), ("End", 3), ("ArrowDown", 0), ("ArrowUp", 3), ("Home", 0)] {
        let now = crate::page::focused(&stage.root).unwrap();
        assert!(press(&now, key), "{key} scrolls the page");
        assert!(stage.on(&place(at)), "{key} leads to {at}");
    }
    press(&stage.find(&place(0)), "w");
    assert!(stage.on(&place(3)), "typing leads to what starts so");
}

#[wasm_bindgen_test]
async fn enter_picks_closes_and_gives_the_focus_back() {
    let (stage, picked) = staged();
    opened(&stage).await;
    press(&stage.find(&place(0)), "ArrowDown");
    press(&stage.find(&place(1)), "Enter");
    until("the list is closed", || stage.seek("[popover]").is_none()).await;
    assert_eq!(picked.get_untracked(), ["INVESTIGATING"]);
    assert!(stage.on(BUTTON));
    assert_eq!(stage.find(BUTTON).get_attribute("aria-expanded").as_deref(), Some("false"));
}

#[wasm_bindgen_test]
async fn an_arrow_on_the_button_opens_at_that_end() {
    let (stage, _picked) = staged();
    press(&stage.find(BUTTON), "ArrowUp");
    until("the last choice has the focus", || stage.seek(&place(3)).is_some() && stage.on(&place(3))).await;
}

#[wasm_bindgen_test]
async fn escape_closes_and_gives_the_focus_back_and_goes_no_further() {
    let (stage, picked) = staged();
    opened(&stage).await;
    assert!(press(&stage.find(&place(0)), "Escape"));
    until("the list is closed", || stage.seek("[popover]").is_none()).await;
    assert!(stage.on(BUTTON) && picked.get_untracked().is_empty());
}

#[wasm_bindgen_test]
async fn what_is_disabled_says_why_and_is_not_picked() {
    let (stage, picked) = staged();
    opened(&stage).await;
    let closed = stage.find(&place(2));
    assert_eq!(closed.get_attribute("aria-disabled").as_deref(), Some("true"));
    assert!(closed.text_content().unwrap().contains(REASON));
    press(&closed, "Enter");
    press(&closed, " ");
    click(&closed);
    assert!(picked.get_untracked().is_empty());
    assert!(stage.seek("[popover]").is_some(), "the reason stays to be read");
}

#[wasm_bindgen_test]
async fn a_press_elsewhere_closes_and_one_inside_does_not() {
    let (stage, picked) = staged();
    let list = opened(&stage).await;
    crate::page::send(&list, "PointerEvent", "pointerdown", &[]);
    assert!(stage.seek("[popover]").is_some());
    click(&stage.find("#outside"));
    until("the list is closed", || stage.seek("[popover]").is_none()).await;
    assert!(stage.on("#outside"), "the focus is where the press was");
    assert!(picked.get_untracked().is_empty());
}

#[wasm_bindgen_test]
async fn a_menu_that_is_disabled_says_why_and_stays_shut() {
    let stage = Stage::new(|| {
        let items = Signal::derive(|| vec![MenuItem::new("OPEN", "Open")]);
        let disabled = Signal::derive(|| Some(REASON.to_owned()));
        view! {
            <Menu label="Change status" items=items disabled=disabled on_pick=|_: String| panic!("picked")>
                "Open"
            </Menu>
        }
    });
    let button = stage.find(BUTTON);
    assert_eq!(button.get_attribute("title").as_deref(), Some(REASON));
    assert_eq!(button.get_attribute("aria-disabled").as_deref(), Some("true"));
    click(&button);
    press(&button, "ArrowDown");
    crate::page::pause(30).await;
    assert!(stage.seek("[popover]").is_none());
}

#[wasm_bindgen_test]
async fn it_works_inside_a_shadow_root() {
    let picked = std::rc::Rc::new(std::cell::Cell::new(None));
    let stage = Stage::in_shadow({
        let picked = std::rc::Rc::clone(&picked);
        move || {
            let signal = RwSignal::new(Vec::new());
            picked.set(Some(signal));
            view! { <Statuses picked=signal /> }
        }
    });
    let picked = picked.get().unwrap();
    opened(&stage).await;
    press(&stage.find(&place(0)), "ArrowDown");
    assert!(stage.on(&place(1)));
    click(&stage.find(&place(1)));
    until("the list is closed", || stage.seek("[popover]").is_none()).await;
    assert_eq!(picked.get_untracked(), ["INVESTIGATING"]);
    assert!(stage.on(BUTTON));
    opened(&stage).await;
    click(&stage.find("#outside"));
    until("the list is closed again", || stage.seek("[popover]").is_none()).await;
}

#[wasm_bindgen_test]
async fn a_search_narrows_and_enter_takes_the_first() {
    let (stage, picked) = Stage::with(|| {
        let picked = RwSignal::new(Vec::new());
        let items = Signal::derive(|| vec![MenuItem::new("1", "Mia Sørensen"), MenuItem::new("2", "Jonas Weber")]);
        let menu = view! {
            <Menu
                label="Assign"
                items=items
                search="Search people"
                on_pick=move |value: String| picked.update(|all| all.push(value))
            >
                "Nobody"
            </Menu>
        };
        (menu, picked)
    });
    click(&stage.find(BUTTON));
    until("the search has the focus", || stage.seek("input").is_some() && stage.on("input")).await;
    let search = stage.find("input");
    crate::page::write(&search, "web");
    until("one is left", || stage.seek(&place(1)).is_none()).await;
    assert!(named(&stage.root, "[role=option]", "Jonas Weber").is_some());
    crate::page::write(&search, "nobody of that name");
    until("it says so", || named(&stage.root, ".menu-head", "Nothing found").is_some()).await;
    crate::page::write(&search, "jon");
    until("it is back", || stage.seek(&place(0)).is_some()).await;
    press(&search, "Enter");
    until("picked", || picked.get_untracked() == ["2"]).await;
}
