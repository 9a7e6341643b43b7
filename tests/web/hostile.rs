//! Texts that attackers wrote: shown as they came, never an element, never a handler.

use crate::page::pause;
use crate::stage::Stage;
use crate::world::{BANK, region};
use contract::{Priority, Status};
use leptos::prelude::*;
use mci_app::components::{Badge, CustomerName, Menu, MenuItem, Person, PriorityMark, StatusMark};
use trusted_view::view;
use wasm_bindgen_test::wasm_bindgen_test;

const HOSTILE: &[&str] = &[
    "<img src=x onerror='window.harmed=true'>",
    "<svg onload='window.harmed=true'>",
    "\"><script>window.harmed=true</script>",
    "' onmouseover='window.harmed=true",
    "javascript:window.harmed=true",
    "{{7*7}} ${window.harmed=true}",
];

fn harmed() -> bool {
    js_sys::Reflect::has(&crate::page::window(), &"harmed".into()).unwrap()
}

/// The text is there to read, and nothing came of it.
async fn inert(stage: &Stage, text: &str) {
    pause(20).await;
    assert!(!harmed(), "{text}");
    for selector in ["img", "script", "iframe", "a", "[onerror]", "[onload]", "[onmouseover]"] {
        assert!(stage.seek(selector).is_none(), "{text} became {selector}");
    }
    let shown = stage.root.text_content().unwrap();
    let beginning: String = text.chars().take(30).collect();
    assert!(shown.contains(&beginning), "{text} is shown as {shown}");
}

#[wasm_bindgen_test]
async fn in_a_person() {
    for text in HOSTILE {
        let both = Some((*text).to_owned());
        let stage = Stage::new(move || view! { <Person name=both.clone() email=both /> });
        inert(&stage, text).await;
        assert_eq!(stage.find(".person").get_attribute("title").as_deref(), Some(*text));
    }
}

#[wasm_bindgen_test]
async fn in_a_customers_name_and_code() {
    for text in HOSTILE {
        let stage = Stage::new(move || view! { <CustomerName id=BANK name=*text code=*text region=region("ca") /> });
        inert(&stage, text).await;
    }
}

#[wasm_bindgen_test]
async fn in_words_that_nobody_knows() {
    for text in HOSTILE {
        let stage = Stage::new(move || view! { <PriorityMark priority=Priority::from_word(text) /> });
        inert(&stage, text).await;
        assert!(stage.seek(".prio.unspecified").is_some());
        let stage = Stage::new(move || view! { <StatusMark status=Status::from_word(text) bare=true /> });
        inert(&stage, text).await;
        assert!(stage.seek(".status.open").is_some(), "an unknown status is active work");
        let stage = Stage::new(move || view! { <Badge text=*text title=*text /> });
        inert(&stage, text).await;
    }
}

#[wasm_bindgen_test]
async fn in_the_choices_of_a_menu() {
    for text in HOSTILE {
        let stage = Stage::new(move || {
            let items = Signal::derive(move || vec![MenuItem::new(*text, *text).head(*text).note(*text)]);
            view! {
                <Menu label=*text items=items open=RwSignal::new(true) on_pick=|_: String| ()>
                    {*text}
                </Menu>
            }
        });
        inert(&stage, text).await;
    }
}

#[wasm_bindgen_test]
fn what_turns_text_around_is_named() {
    let name = Some("invoice\u{202e}fdp.exe".to_owned());
    let stage = Stage::new(move || view! { <Person name=name email=None /> });
    assert_eq!(stage.find(".name").text_content().as_deref(), Some("invoice⟦RLO⟧fdp.exe"));
    assert_eq!(stage.find(".name").tag_name(), "BDI");
}
