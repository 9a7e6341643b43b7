//! Links and navigation: the only way from one screen to another, base path included.

use crate::route::{Address, BasePath, Route};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

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
        let base = StoredValue::new(base);
        let route = Memo::new(move |_| {
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
