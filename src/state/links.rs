//! Links and navigation: the only way from one screen to another, base path included.

use crate::reactive::{effect, memo};
use crate::route::{Address, BasePath, Route};
use leptos::leptos_dom::helpers::set_timeout_with_handle;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::location::Location;
use std::time::Duration;
use wasm_bindgen::JsValue;

type Go = std::rc::Rc<dyn Fn(&str, NavigateOptions)>;

/// Makes links below the base path, and says where we are.
#[derive(Clone, Copy)]
pub struct Links {
    base: StoredValue<BasePath>,
    route: Memo<Route>,
    go: StoredValue<Go, LocalStorage>,
}

impl Links {
    /// To be called inside the router.
    pub fn new(base: BasePath) -> Self {
        let location = use_location();
        let navigate = use_navigate();
        keep_address(location.clone());
        let base = StoredValue::new(base);
        let route = memo(move || {
            // The raw strings: the router's own query map decodes values twice.
            let path = location.pathname.get();
            let search = location.search.get();
            let fragment = location.hash.get();
            base.with_value(|base| match base.strip(&path) {
                Some(path) => Route::parse(&Address {
                    path: path.to_owned(),
                    search: search.trim_start_matches('?').to_owned(),
                    fragment: fragment.trim_start_matches('#').to_owned(),
                }),
                None => Route::NotFound,
            })
        });
        let go: Go = std::rc::Rc::new(move |href, options| navigate(href, options));
        Self { base, route, go: StoredValue::new_local(go) }
    }

    /// From context.
    #[expect(clippy::expect_used, reason = "a missing provider is a mistake in app.rs that every test would hit")]
    pub fn expect() -> Self {
        use_context().expect("App provides Links")
    }

    /// Where we are.
    pub fn route(&self) -> Memo<Route> {
        self.route
    }

    /// The address of a route, for `href`.
    pub fn to(&self, route: &Route) -> String {
        self.base.try_with_value(|base| route.href(base)).unwrap_or_default()
    }

    /// Goes to a route as a click on its link would; the scroll position stays.
    pub fn go(&self, route: &Route) {
        self.navigate(route, false);
    }

    /// Corrects the address in place: typing and defaults leave no trail in the history.
    pub fn replace(&self, route: &Route) {
        self.navigate(route, true);
    }

    fn navigate(&self, route: &Route, replace: bool) {
        let href = self.to(route);
        // The base is in the address already; letting the router resolve it would add it twice.
        let options = NavigateOptions { resolve: false, replace, scroll: false, ..NavigateOptions::default() };
        if let Some(go) = self.go.try_with_value(std::rc::Rc::clone) {
            go(&href, options);
        }
    }
}

/// Writes the address that the router forgot: after a correction in place and a way back it takes the next address for one
/// that stands there already.
fn keep_address(router: Location) {
    effect(move || {
        let wanted = [router.pathname.get(), prefixed('?', router.search.get()), prefixed('#', router.hash.get())];
        // The router writes the address itself once the screen stands; by then there is nothing to do.
        let check = set_timeout_with_handle(
            move || {
                let window = window();
                let shown = [window.location().pathname(), window.location().search(), window.location().hash()];
                let same =
                    shown.iter().zip(&wanted).all(|(shown, wanted)| shown.as_ref().is_ok_and(|shown| shown == wanted));
                if !same && let Ok(history) = window.history() {
                    // A history that cannot be written costs the way back, not the screen.
                    let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&wanted.concat()));
                }
            },
            Duration::ZERO,
        );
        if let Ok(check) = check {
            on_cleanup(move || check.clear());
        }
    });
}

fn prefixed(sign: char, text: String) -> String {
    if text.is_empty() || text.starts_with(sign) { text } else { format!("{sign}{text}") }
}
