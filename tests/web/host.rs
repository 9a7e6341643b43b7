//! The app in a portal: mounted and unmounted again and again, in a shadow root, below a base path, leaving nothing.

use crate::net::{Answer, Asked, Net};
use crate::page::{Alarm, At, Watch, document, follow, options, path_now, pause, shadow, until, until_or};
use crate::stage::{fresh, named};
use crate::world::{self, BANK, DIRECTORY};
use mci_app::host::{Mounted, mount};
use mci_app::route::{BasePath, Route};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement};

const BASE: &str = "/portal/mci";

/// The app in an element of the portal's.
struct Portal {
    outer: HtmlElement,
    frame: HtmlElement,
    app: Mounted,
    _at: At,
}

impl Portal {
    fn open(route: &Route, extra: &[(&str, JsValue)]) -> Self {
        let at = At::path(&route.href(&BasePath::new(BASE)));
        let outer = fresh();
        let frame = shadow(&outer);
        frame.set_class_name("mci");
        let mut members = vec![("apiBase", JsValue::from_str(DIRECTORY)), ("basePath", JsValue::from_str(BASE))];
        members.extend(extra.iter().cloned());
        let app = mount(frame.clone(), options(&members));
        Self { outer, frame, app, _at: at }
    }

    fn text(&self) -> String {
        self.frame.text_content().unwrap_or_default()
    }

    async fn shows(&self, text: &str) {
        until_or(text, || self.text().contains(text), || format!("{}: {}", path_now(), self.text())).await;
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        self.app.unmount();
        self.outer.remove();
    }
}

/// A link of the portal's own, outside of our element.
fn portal_link(href: &str) -> Element {
    let link = document().create_element("a").unwrap();
    link.set_attribute("href", href).unwrap();
    document().body().unwrap().append_child(&link).unwrap();
    link
}

fn elements() -> u32 {
    document().query_selector_all("*").unwrap().length()
}

fn table() -> Route {
    Route::CustomerTable(Default::default())
}

#[wasm_bindgen_test]
async fn five_mounts_leave_nothing_behind() {
    let _net = Net::new(world::working);
    let before = elements();
    let alarm = Alarm::start();
    let watch = Watch::start();
    for _ in 0..5 {
        let mut portal = Portal::open(&Route::Investigations(Default::default()), &[]);
        portal.shows("Sign-in from a new country 1").await;
        assert!(!watch.left().is_empty(), "what is counted is there while the app stands");
        portal.app.unmount();
        until("the element is empty", || portal.frame.child_element_count() == 0).await;
        portal.app.unmount();
    }
    pause(50).await;
    assert_eq!(elements(), before);
    assert_eq!(watch.left(), Vec::<String>::new());
    alarm.silent();
}

#[wasm_bindgen_test]
async fn after_unmounting_the_portals_links_are_its_own() {
    let _net = Net::new(world::working);
    let link = portal_link(&Route::Home.href(&BasePath::new(BASE)));
    let mut portal = Portal::open(&table(), &[]);
    portal.shows("Select Customer Account").await;
    assert!(follow(&link, &[]), "a link below the base is the app's while it stands");
    until("it leads there", || path_now().ends_with("/home")).await;
    portal.app.unmount();
    assert!(!follow(&link, &[]));
    link.remove();
}

#[wasm_bindgen_test]
async fn only_links_below_the_base_path_are_taken() {
    let _net = Net::new(world::working);
    let portal = Portal::open(&table(), &[]);
    portal.shows("Select Customer Account").await;
    let cases = [
        ("/portal/mci/settings/preferences", true),
        ("/portal/mci/?access=missing", true),
        ("/portal/other", false),
        ("/portal", false),
        ("/", false),
        ("https://elsewhere.test/portal/mci/home", false),
        ("mailto:soc@quillmoor.example", false),
    ];
    for (href, ours) in cases {
        let link = portal_link(href);
        assert_eq!(follow(&link, &[]), ours, "{href}");
        link.remove();
        pause(20).await;
    }
    let link = portal_link("/portal/mci/settings/preferences");
    for key in ["ctrlKey", "metaKey", "shiftKey", "altKey"] {
        assert!(!follow(&link, &[(key, JsValue::TRUE)]), "{key} asks for another window");
    }
    link.set_attribute("rel", "external").unwrap();
    assert!(!follow(&link, &[]), "the portal can keep a link");
    link.remove();
}

#[wasm_bindgen_test]
async fn a_longer_name_is_not_below_the_base_path() {
    let _net = Net::new(world::working);
    let portal = Portal::open(&table(), &[]);
    portal.shows("Select Customer Account").await;
    for href in ["/portal/mcix", "/portal/mci-guide/start", "/portal/mci2?x=1#y"] {
        let link = portal_link(href);
        let taken = follow(&link, &[]);
        link.remove();
        assert!(!taken, "{href}");
    }
}

#[wasm_bindgen_test]
async fn the_base_path_without_its_slash_is_the_first_screen_too() {
    let _net = Net::new(world::working);
    let at = At::path(BASE);
    let frame = fresh();
    let members = [("apiBase", JsValue::from_str(DIRECTORY)), ("basePath", JsValue::from_str(BASE))];
    let mut app = mount(frame.clone(), options(&members));
    until("the Customer Table", || frame.text_content().unwrap().contains("Select Customer Account")).await;
    app.unmount();
    frame.remove();
    drop(at);
}

#[wasm_bindgen_test]
async fn in_a_shadow_root_a_customers_row_leads_to_that_customer_alone() {
    let net = Net::new(world::working);
    let portal = Portal::open(&table(), &[]);
    portal.shows("Calderhythe Bank").await;
    let selector = format!("a[href*='{BANK}']");
    until("the customer's link", || portal.frame.query_selector(&selector).unwrap().is_some()).await;
    assert!(follow(&portal.frame.query_selector(&selector).unwrap().unwrap(), &[]));
    portal.shows("Sign-in from a new country 1").await;
    assert!(path_now().contains(&BANK.to_string()));
    let main = portal.frame.query_selector("main").unwrap().unwrap();
    assert!(!main.text_content().unwrap().contains("Adelbeck"), "another customer's row");
    assert!(net.count("statuses=") >= 2, "rows were asked of both regions");
    let token = |asked: &Asked| asked.header("Authorization").unwrap();
    assert!(net.asked("ca.test").iter().all(|asked| token(asked) == "Bearer token-of-ca"));
    assert!(net.asked("eu.test").iter().all(|asked| token(asked) == "Bearer token-of-eu"));
}

#[wasm_bindgen_test]
async fn the_host_decides_on_theme_and_title() {
    let _net = Net::new(world::working);
    document().set_title("The portal");
    let portal = Portal::open(&table(), &[("theme", JsValue::from_str("dark")), ("title", JsValue::FALSE)]);
    portal.shows("Select Customer Account").await;
    pause(30).await;
    assert_eq!(portal.frame.get_attribute("data-theme").as_deref(), Some("dark"));
    assert_eq!(document().title(), "The portal");
}

#[wasm_bindgen_test]
async fn unmounting_gives_up_what_was_asked_and_a_late_answer_harms_nobody() {
    let net = Net::new(|asked| asked.line().contains("eu.test").then(|| Answer::error(503, "busy")));
    let alarm = Alarm::start();
    let mut portal = Portal::open(&table(), &[]);
    until("asked who this is", || net.count("/session") == 1).await;
    portal.app.unmount();
    until("given up", || net.asked("/session")[0].aborted()).await;
    net.asked("/session")[0].answer(&Answer::json(&world::session()));
    pause(50).await;
    assert_eq!(portal.text(), "");
    assert_eq!(net.count("/roles"), 0);
    alarm.silent();
}

#[wasm_bindgen_test]
async fn signed_out_it_shows_the_sign_in_and_asks_nothing_of_any_region() {
    let net = Net::new(|_| Some(Answer::error(401, "no session")));
    let portal = Portal::open(&table(), &[]);
    until("the form", || named(&portal.frame, "h1", "Sign in").is_some()).await;
    let button: HtmlElement = named(&portal.frame, "button", "Sign in").unwrap().dyn_into().unwrap();
    assert_eq!(button.get_attribute("type").as_deref(), Some("submit"));
    assert_eq!(net.count(""), 1);
}
