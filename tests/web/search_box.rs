//! The search box: typing waits, Enter does not, and what comes from outside replaces what stands there.

use crate::page::{pause, press, until, write};
use crate::stage::Stage;
use leptos::prelude::*;
use leptos::task::tick;
use mci_app::components::SearchBox;
use trusted_view::view;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement};

struct Words {
    words: RwSignal<String>,
    said: RwSignal<Vec<String>>,
}

/// A box whose new words are taken over at once.
async fn staged() -> (Stage, Words) {
    let staged = Stage::with(|| {
        let (words, said) = (RwSignal::new(String::new()), RwSignal::new(Vec::new()));
        let take = move |new: String| {
            said.update(|said| said.push(new.clone()));
            words.set(new);
        };
        (view! { <SearchBox label="Search" placeholder="Title" words=words on_words=take /> }, Words { words, said })
    });
    tick().await;
    staged
}

fn value(field: &HtmlElement) -> String {
    field.dyn_ref::<HtmlInputElement>().unwrap().value()
}

#[wasm_bindgen_test]
async fn typing_is_handed_over_once_after_a_pause() {
    let (stage, words) = staged().await;
    let field = stage.find("input[aria-label=Search]");
    for text in ["b", "ba", "ban", "bank "] {
        write(&field, text);
        pause(20).await;
    }
    assert!(words.said.get_untracked().is_empty(), "not before the pause");
    until("handed over", || words.said.get_untracked() == ["bank"]).await;
    pause(200).await;
    assert_eq!(words.said.get_untracked(), ["bank"], "once");
    assert_eq!(value(&field), "bank ", "the blank that a next word begins after stays");
}

#[wasm_bindgen_test]
async fn enter_hands_over_at_once_and_only_once() {
    let (stage, words) = staged().await;
    let field = stage.find("input");
    write(&field, "vpn");
    assert!(press(&field, "Enter"));
    assert_eq!(words.said.get_untracked(), ["vpn"]);
    press(&field, "Enter");
    pause(200).await;
    assert_eq!(words.said.get_untracked(), ["vpn"]);
}

#[wasm_bindgen_test]
async fn a_change_from_outside_replaces_what_stands_there() {
    let (stage, words) = staged().await;
    let field = stage.find("input");
    write(&field, "vpn");
    press(&field, "Enter");
    words.words.set(String::new());
    until("cleared", || value(&field).is_empty()).await;
    words.words.set("vpn".to_owned());
    until("what stood before is back", || value(&field) == "vpn").await;
    assert_eq!(words.said.get_untracked(), ["vpn"], "what comes from outside is not handed back");
}

#[wasm_bindgen_test]
async fn words_that_arrive_late_do_not_take_letters_away() {
    let (stage, said) = Stage::with(|| {
        let (words, said) = (RwSignal::new(String::new()), RwSignal::new(Vec::<String>::new()));
        // An address takes a moment to change.
        let take = move |new: String| {
            said.update(|said| said.push(new.clone()));
            set_timeout(move || words.set(new), std::time::Duration::from_millis(40));
        };
        (view! { <SearchBox label="Search" placeholder="Title" words=words on_words=take /> }, said)
    });
    tick().await;
    let field = stage.find("input");
    write(&field, "vp");
    press(&field, "Enter");
    write(&field, "vpn");
    pause(80).await;
    assert_eq!(value(&field), "vpn");
    until("the rest is handed over", || said.get_untracked() == ["vp", "vpn"]).await;
}

#[wasm_bindgen_test]
async fn leaving_hands_nothing_over() {
    let said = ArcRwSignal::new(Vec::<String>::new());
    let mut stage = Stage::new({
        let said = said.clone();
        move || {
            let take = move |new: String| said.update(|said| said.push(new));
            view! { <SearchBox label="Search" placeholder="Title" words=Signal::derive(String::new) on_words=take /> }
        }
    });
    write(&stage.find("input"), "vpn");
    stage.leave();
    pause(250).await;
    assert!(said.get_untracked().is_empty());
}
