//! A row of values: one stop for Tab, arrows move and choose.

use crate::page::{click, press, until};
use crate::stage::Stage;
use leptos::prelude::*;
use mci_app::components::ChoiceGroup;
use trusted_view::view;
use wasm_bindgen_test::wasm_bindgen_test;

const THEMES: &[(&str, &str)] = &[("system", "System"), ("light", "Light"), ("dark", "Dark")];

fn staged(first: &'static str) -> (Stage, RwSignal<String>, RwSignal<u32>) {
    let (stage, (value, chosen)) = Stage::with(move || {
        let (value, chosen) = (RwSignal::new(first.to_owned()), RwSignal::new(0));
        let choose = move |new: String| {
            chosen.update(|count| *count += 1);
            value.set(new);
        };
        (view! { <ChoiceGroup label="Theme" choices=THEMES value=value on_choose=choose /> }, (value, chosen))
    });
    (stage, value, chosen)
}

fn nth(at: usize) -> String {
    format!("[role=radio]:nth-child({at})")
}

#[wasm_bindgen_test]
async fn arrows_choose_move_the_focus_and_go_round() {
    let (stage, value, _chosen) = staged("system");
    stage.find(&nth(1)).focus().unwrap();
    let steps =
        [("ArrowRight", "light", 2), ("ArrowDown", "dark", 3), ("ArrowRight", "system", 1), ("ArrowLeft", "dark", 3)];
    for (key, now, at) in steps {
        assert!(press(&crate::page::focused(&stage.root).unwrap(), key));
        assert_eq!(value.get_untracked(), now, "{key}");
        assert!(stage.on(&nth(at)), "{key}");
        let checked = format!("{}[aria-checked=true][tabindex='0']", nth(at));
        until(&checked, || stage.seek(&checked).is_some()).await;
    }
    assert_eq!(stage.root.query_selector_all("[aria-checked=true]").unwrap().length(), 1);
    assert_eq!(stage.root.query_selector_all("[tabindex='0']").unwrap().length(), 1, "one stop for Tab");
    assert!(!press(&stage.find(&nth(3)), "a"), "other keys are not taken");
}

#[wasm_bindgen_test]
async fn a_click_chooses_and_what_is_chosen_already_is_not_chosen_again() {
    let (stage, value, chosen) = staged("light");
    click(&stage.find(&nth(2)));
    assert_eq!(chosen.get_untracked(), 0);
    click(&stage.find(&nth(3)));
    assert_eq!((value.get_untracked().as_str(), chosen.get_untracked()), ("dark", 1));
}

#[wasm_bindgen_test]
async fn an_unknown_value_can_be_left_by_keyboard() {
    let (stage, _value, _chosen) = staged("sepia");
    assert!(stage.seek("[aria-checked=true]").is_none());
    assert!(stage.seek(&format!("{}[tabindex='0']", nth(1))).is_some(), "the first is the stop");
}
