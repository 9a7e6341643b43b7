//! Questions to a server: the latest wins, an equal one asks nothing, what was known stays, and leaving ends them.

use crate::net::{Answer, Net};
use crate::page::{pause, until};
use crate::stage::Stage;
use crate::world::{self, BANK, DIRECTORY, SHIPPING};
use contract::CustomerId;
use contract::directory::Gates;
use leptos::prelude::*;
use mci_app::api::{Api, directory};
use mci_app::state::{Phase, Query, Remote, SessionState, query};
use trusted_view::view;
use wasm_bindgen_test::wasm_bindgen_test;

struct Asking {
    stage: Stage,
    key: RwSignal<CustomerId>,
    query: Query<Gates>,
    session: SessionState,
}

/// Asks for a customer's gates, and says what is known of them.
fn asking() -> Asking {
    let (stage, (key, query, session)) = Stage::with(|| {
        let api = Api::new(DIRECTORY, true);
        let session = SessionState::new(api, None);
        let key = RwSignal::new(BANK);
        let query = query(session, move || key.get(), move |customer| directory::gates(api, customer));
        (view! { <p>{move || said(&query.get())}</p> }, (key, query, session))
    });
    Asking { stage, key, query, session }
}

fn said(state: &Remote<Gates>) -> String {
    let name = state.value().map_or("nothing", |gates| gates.customer.name.as_str());
    match state {
        Remote::Loading => "loading".to_owned(),
        Remote::Ready(_) => format!("ready: {name}"),
        Remote::Refreshing(_) => format!("refreshing: {name}"),
        Remote::Failed(error, _) => format!("{error}: {name}"),
    }
}

fn gates(customer: CustomerId) -> Answer {
    let session = world::session();
    let customer = session.customers.into_iter().find(|known| known.id == customer).unwrap();
    Answer::json(&Gates { customer, partner: session.partner, administrators: Vec::new() })
}

impl Asking {
    async fn says(&self, words: &str) {
        until(words, || self.stage.find("p").text_content().as_deref() == Some(words)).await;
    }
}

#[wasm_bindgen_test]
async fn the_latest_question_wins_and_the_other_is_aborted() {
    let net = Net::held();
    let asking = asking();
    until("the first question", || net.count("/gates") == 1).await;
    asking.key.set(SHIPPING);
    until("the second question", || net.count("/gates") == 2).await;
    let asked = net.asked("/gates");
    assert!(asked[0].line().contains(&BANK.to_string()) && asked[1].line().contains(&SHIPPING.to_string()));
    until("the loser is aborted", || asked[0].aborted()).await;
    assert!(!asked[1].aborted());
    // An answer that comes all the same says nothing.
    asked[0].answer(&gates(BANK));
    pause(30).await;
    asking.says("loading").await;
    asked[1].answer(&gates(SHIPPING));
    asking.says("ready: Adelbeck Shipping").await;
}

#[wasm_bindgen_test]
async fn an_equal_question_is_not_asked() {
    let net = Net::new(|_| Some(gates(BANK)));
    let asking = asking();
    asking.says("ready: Calderhythe Bank").await;
    asking.key.set(BANK);
    pause(50).await;
    assert_eq!(net.count("/gates"), 1);
    asking.says("ready: Calderhythe Bank").await;
}

#[wasm_bindgen_test]
async fn a_failure_keeps_what_was_known_and_a_reload_shows_it_meanwhile() {
    let net = Net::held();
    let asking = asking();
    until("asked", || net.count("/gates") == 1).await;
    net.asked("/gates")[0].answer(&gates(BANK));
    asking.says("ready: Calderhythe Bank").await;
    asking.query.reload();
    asking.says("refreshing: Calderhythe Bank").await;
    until("asked again", || net.count("/gates") == 2).await;
    net.asked("/gates")[1].fail();
    asking.says("The directory is not answering: Calderhythe Bank").await;
    asking.query.reload();
    asking.says("refreshing: Calderhythe Bank").await;
    // Another question has nothing to show yet: least of all another customer's answer.
    asking.key.set(SHIPPING);
    asking.says("loading").await;
    until("asked about the other", || net.count(&SHIPPING.to_string()) == 1).await;
    net.asked(&SHIPPING.to_string())[0].answer(&Answer::error(503, "busy"));
    asking.says("The directory answered 503: busy: nothing").await;
}

#[wasm_bindgen_test]
async fn leaving_aborts_the_question() {
    let net = Net::held();
    let mut asking = asking();
    until("asked", || net.count("/gates") == 1).await;
    asking.stage.leave();
    until("aborted", || net.asked("/gates")[0].aborted()).await;
}

#[wasm_bindgen_test]
async fn a_session_that_ended_is_noticed_and_signing_in_asks_again() {
    let net = Net::new(|asked| {
        let line = asked.line();
        if line.starts_with("POST") || line.ends_with("/roles") {
            return world::signed_in(asked);
        }
        line.ends_with("/gates").then(|| Answer::error(401, "over"))
    });
    let asking = asking();
    let sign_in = || asking.session.sign_in("ines.duarte@quillmoor.example".to_owned(), "secret".to_owned());
    sign_in().await.unwrap();
    until("the end is noticed", || asking.session.phase().get_untracked() == Phase::Ended).await;
    let before = net.count("/gates");
    sign_in().await.unwrap();
    until("asked again", || net.count("/gates") > before).await;
}
