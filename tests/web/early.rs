//! What the page asked before the app was there is taken over once, and what failed is asked again.

use crate::net::{Answer, Net};
use crate::page::{options, until_or};
use crate::stage::fresh;
use crate::world::{self, BANK, DIRECTORY, SHIPPING, investigation};
use js_sys::{Map, Promise};
use mci_app::host::mount;
use mci_app::route::{BasePath, Route};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

fn promise(answer: &Answer) -> JsValue {
    Promise::resolve(&answer.response()).into()
}

/// Mounts with these answers already on their way, and waits until both regions' rows are drawn.
async fn mounted(net: &Net, session: Option<&Answer>, sets: &[(&str, JsValue)]) {
    let at = crate::page::At::path(&Route::Investigations(Default::default()).href(&BasePath::new("")));
    let frame = fresh();
    frame.set_class_name("mci");
    let held = Map::new();
    for (region, promise) in sets {
        held.set(&JsValue::from_str(region), promise);
    }
    let session = session.map_or(JsValue::UNDEFINED, promise);
    let early = options(&[("session", session), ("workingSets", held.into())]);
    let mut app = mount(frame.clone(), options(&[("apiBase", JsValue::from_str(DIRECTORY)), ("early", early)]));
    let text = || frame.text_content().unwrap_or_default();
    let drawn = || text().contains("new country 1") && text().contains("new country 2");
    until_or("rows of both regions", drawn, || {
        let sent: Vec<_> = net.asked("").iter().map(|asked| asked.line()).collect();
        format!("{}\n{}", sent.join("\n"), text())
    })
    .await;
    app.unmount();
    frame.remove();
    drop(at);
}

fn ca() -> Answer {
    world::working_set("s.5", &[investigation("ca", BANK, 1)])
}

fn eu() -> Answer {
    world::working_set("e.5", &[investigation("eu", SHIPPING, 2)])
}

/// The network answers everything too.
fn network() -> Net {
    Net::new(|asked| {
        let line = asked.line();
        let set = line.contains("/working-set");
        world::entered(asked).or_else(|| set.then(|| if line.contains("ca.test") { ca() } else { eu() }))
    })
}

#[wasm_bindgen_test]
async fn what_the_page_asked_is_taken_over_and_not_asked_again() {
    let net = network();
    let session = Answer::json(&world::session());
    mounted(&net, Some(&session), &[("ca", promise(&ca())), ("eu", promise(&eu()))]).await;
    assert_eq!(net.count("/api/v1/session"), 0);
    assert_eq!(net.count("/working-set"), 0);
}

#[wasm_bindgen_test]
async fn what_failed_is_asked_again() {
    let net = network();
    let broken: JsValue = Promise::reject(&JsValue::from_str("offline")).into();
    let over = promise(&Answer::error(401, "the token is over"));
    mounted(&net, None, &[("ca", broken), ("eu", over)]).await;
    assert_eq!(net.count("/api/v1/session"), 1);
    assert_eq!(net.count("/working-set"), 2);
}
