//! The dialog: modal, closed by Escape or from outside, and the focus goes back to where it was.

use crate::page::{click, pause, send, until};
use crate::stage::Stage;
use leptos::prelude::*;
use leptos::task::tick;
use mci_app::components::Dialog;
use trusted_view::view;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlDialogElement;

struct Asked {
    open: RwSignal<bool>,
    closed: RwSignal<u32>,
}

fn staged() -> (Stage, Asked) {
    Stage::with(|| {
        let (open, closed) = (RwSignal::new(false), RwSignal::new(0));
        let close = move || {
            closed.update(|count| *count += 1);
            open.set(false);
        };
        let view = view! {
            <button id="opener" on:click=move |_| open.set(true)>
                "Close investigation"
            </button>
            <Dialog open=open title="What was it?" on_close=move |()| close()>
                <button id="inside">"Benign"</button>
            </Dialog>
        };
        (view, Asked { open, closed })
    })
}

fn dialog(stage: &Stage) -> HtmlDialogElement {
    stage.find("dialog").dyn_into().unwrap()
}

async fn opened(stage: &Stage) {
    click(&stage.find("#opener"));
    until("the dialog is open", || dialog(stage).open()).await;
}

#[wasm_bindgen_test]
async fn it_opens_modal_is_named_and_takes_the_focus() {
    let (stage, _asked) = staged();
    assert!(stage.seek("#inside").is_none(), "its content lives only while it is open");
    opened(&stage).await;
    assert!(stage.seek("dialog:modal").is_some());
    assert!(stage.on("#inside"));
    let title = dialog(&stage).get_attribute("aria-labelledby").unwrap();
    assert_eq!(stage.find(&format!("#{title}")).text_content().as_deref(), Some("What was it?"));
    stage.find("#opener").focus().unwrap();
    assert!(stage.on("#inside"), "the page behind it is inert");
}

#[wasm_bindgen_test]
async fn escape_closes_it_once_and_gives_the_focus_back() {
    let (stage, asked) = staged();
    opened(&stage).await;
    // What the browser itself does on Escape: a key that a script sends is not trusted with it.
    if !send(&dialog(&stage), "Event", "cancel", &[]) {
        dialog(&stage).close();
    }
    until("it was said", || asked.closed.get_untracked() == 1).await;
    until("its content is gone", || stage.seek("#inside").is_none()).await;
    assert!(stage.on("#opener"));
    pause(30).await;
    assert_eq!(asked.closed.get_untracked(), 1);
}

#[wasm_bindgen_test]
async fn closing_from_outside_gives_the_focus_back_and_it_opens_again() {
    let (stage, asked) = staged();
    for _ in 0..2 {
        opened(&stage).await;
        asked.open.set(false);
        until("it is closed", || !dialog(&stage).open()).await;
        until("its content is gone", || stage.seek("#inside").is_none()).await;
        assert!(stage.on("#opener"));
    }
    assert_eq!(asked.closed.get_untracked(), 0, "who closes it knows");
}

#[wasm_bindgen_test]
async fn opened_again_at_once_it_stays_open() {
    let (stage, asked) = staged();
    opened(&stage).await;
    // One question after another: the browser still has to say that the first was closed.
    asked.open.set(false);
    tick().await;
    asked.open.set(true);
    pause(50).await;
    assert!(dialog(&stage).open());
    assert_eq!((asked.open.get_untracked(), asked.closed.get_untracked()), (true, 0));
}

#[wasm_bindgen_test]
async fn a_press_beside_it_loses_nothing() {
    let (stage, asked) = staged();
    opened(&stage).await;
    click(&dialog(&stage));
    pause(30).await;
    assert!(dialog(&stage).open() && asked.closed.get_untracked() == 0);
}
