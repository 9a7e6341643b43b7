//! Addresses in a real address bar: words byte for byte, corrections without a trail, and the way back.

use crate::page::{At, follow, path_now, pause, until, window};
use crate::stage::Stage;
use contract::Priority;
use leptos::prelude::*;
use leptos_router::WildcardSegment;
use leptos_router::components::{FlatRoutes, Route as At404, Router};
use mci_app::route::{Address, BasePath, CustomerTableQuery, InvestigationsQuery, Route};
use mci_app::state::Links;
use trusted_view::view;
use wasm_bindgen_test::wasm_bindgen_test;

const BASE: &str = "/portal/mci";

struct Walk {
    stage: Stage,
    links: Links,
    _at: At,
}

async fn walking() -> Walk {
    let at = At::path("/portal/mci/");
    let (stage, inside) = Stage::with(|| {
        let inside = RwSignal::new(None::<Links>);
        let probe = move || {
            let links = Links::new(BasePath::new(BASE));
            inside.set(Some(links));
            view! { <a href=links.to(&plain())>"All Investigations"</a> }
        };
        let router = view! {
            <Router base=BASE>
                <FlatRoutes fallback=|| ()>
                    <At404 path=WildcardSegment("address") view=probe />
                </FlatRoutes>
            </Router>
        };
        (router, inside)
    });
    until("the router stands", || inside.get_untracked().is_some()).await;
    Walk { stage, links: inside.get_untracked().unwrap(), _at: at }
}

fn with_words(words: &str) -> Route {
    Route::Investigations(InvestigationsQuery { words: words.to_owned(), ..InvestigationsQuery::default() })
}

fn plain() -> Route {
    with_words("")
}

fn table() -> Route {
    Route::CustomerTable(CustomerTableQuery::default())
}

/// What a reload would read.
fn reloaded() -> Route {
    let location = window().location();
    let path = location.pathname().unwrap();
    let address = Address {
        path: BasePath::new(BASE).strip(&path).unwrap().to_owned(),
        search: location.search().unwrap().trim_start_matches('?').to_owned(),
        fragment: location.hash().unwrap().trim_start_matches('#').to_owned(),
    };
    Route::parse(&address)
}

fn entries() -> u32 {
    window().history().unwrap().length().unwrap()
}

impl Walk {
    async fn arrives(&self, route: &Route) {
        let what = format!("{route:?}");
        until(&what, || self.links.route().get_untracked() == *route && reloaded() == *route).await;
    }

    async fn back(&self) {
        window().history().unwrap().back().unwrap();
        pause(30).await;
    }
}

#[wasm_bindgen_test]
async fn typed_words_stand_in_the_fragment_byte_for_byte() {
    let walk = walking().await;
    for words in ["%2541", "50% off", "..%2F../etc", "a+b&c=d#e?f", "<img src=x>", "é 漢 🧑‍💻", "\u{202e}exe", "'\"\\"]
    {
        walk.links.go(&with_words(words));
        walk.arrives(&with_words(words)).await;
        assert_eq!(window().location().search().unwrap(), "", "no server sees {words}");
        assert!(window().location().hash().unwrap().starts_with("#q="));
    }
}

#[wasm_bindgen_test]
async fn filters_stand_in_the_query_and_are_read_once() {
    let walk = walking().await;
    let query = InvestigationsQuery {
        tags: vec![Some("%41".to_owned()), Some("a&b=c".to_owned()), Some("50%".to_owned())],
        priorities: vec![Priority::Critical, Priority::from_word("P%30")],
        words: "both".to_owned(),
        ..InvestigationsQuery::default()
    };
    let route = Route::Investigations(query);
    walk.links.go(&route);
    walk.arrives(&route).await;
}

#[wasm_bindgen_test]
async fn a_correction_leaves_no_trail_and_back_restores_what_was_before() {
    let walk = walking().await;
    walk.links.go(&with_words("first"));
    walk.arrives(&with_words("first")).await;
    walk.links.go(&Route::Home);
    walk.arrives(&Route::Home).await;
    let before = entries();
    for words in ["v", "vp", "vpn"] {
        walk.links.replace(&with_words(words));
        walk.arrives(&with_words(words)).await;
    }
    assert_eq!(entries(), before, "typing fills no history");
    walk.back().await;
    walk.arrives(&with_words("first")).await;
    walk.back().await;
    walk.arrives(&table()).await;
}

#[wasm_bindgen_test]
async fn the_address_is_right_after_words_were_cleared_and_back_was_pressed() {
    let walk = walking().await;
    walk.links.go(&plain());
    walk.links.replace(&with_words("vpn"));
    walk.links.replace(&plain());
    walk.arrives(&plain()).await;
    walk.back().await;
    walk.arrives(&table()).await;
    walk.links.go(&plain());
    walk.arrives(&plain()).await;
    walk.back().await;
    walk.arrives(&table()).await;
    let link = walk.stage.find("a");
    assert!(follow(&link, &[]), "a link of ours is taken");
    walk.arrives(&plain()).await;
    walk.back().await;
    walk.arrives(&table()).await;
}

#[wasm_bindgen_test]
async fn links_carry_the_base_once_and_what_is_not_below_it_is_not_ours() {
    let walk = walking().await;
    assert_eq!(walk.links.to(&Route::Home), "/portal/mci/home");
    walk.links.go(&Route::Home);
    walk.arrives(&Route::Home).await;
    assert_eq!(path_now(), "/portal/mci/home");
}
