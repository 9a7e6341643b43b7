//! Contexts once, the router, and which screen an address shows; nothing else.

use crate::api::Api;
use crate::config::Config;
use crate::pages::Frame;
use crate::reactive::{derived, effect};
use crate::state::{Clock, Drafts, FirstScreen, SessionState, Toasts};
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::{PartialPathMatch, PathSegment, PossibleRouteMatch};
use trusted_view::view;
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

/// The settings of this mount.
#[derive(Clone, Copy)]
pub struct Settings(StoredValue<Config, LocalStorage>);

impl Settings {
    /// From context.
    #[expect(clippy::expect_used, reason = "a missing provider is a mistake in this file that every test would hit")]
    pub fn expect() -> Self {
        use_context().expect("App provides Settings")
    }

    /// Reads one of them.
    pub fn with<T: Default>(&self, read: impl FnOnce(&Config) -> T) -> T {
        self.0.try_with_value(read).unwrap_or_default()
    }
}

/// The whole app.
#[component]
pub fn App(
    /// What the host decided.
    config: Config,
    /// The element that carries theme and density.
    mount: HtmlElement,
) -> impl IntoView {
    provide_context(FirstScreen::new());
    let api = Api::new(&config.api_base, config.token_provider.is_none());
    let session = SessionState::new(api, config.token_provider.clone());
    let fixed_zone = config.time_zone.clone();
    let zone = derived(move || fixed_zone.clone().unwrap_or_else(|| session.preferences().time_zone));
    let clock = Clock::new(zone);
    let base = router_base(config.base_path.as_str());
    dress(mount, config.theme.clone(), session);
    provide_context(Settings(StoredValue::new_local(config)));
    provide_context(session);
    provide_context(clock);
    provide_context(Drafts::new());
    provide_context(Toasts::new());
    effect(move || {
        if let Some(session) = session.get() {
            clock.set(session.now);
        }
    });
    leptos::task::spawn_local(session.start());
    view! {
        <Router base=base>
            // One route: `route.rs` reads addresses, so that pages and links share one table.
            <FlatRoutes fallback=|| ()>
                <Route path=Everything view=Frame />
            </FlatRoutes>
        </Router>
    }
}

/// The router takes every link whose path starts with its base, so the base ends at a segment: with `/portal/mci/` a
/// portal's `/portal/mci-help` stays the portal's. The mount point itself is then spelt with the slash too.
fn router_base(base: &str) -> String {
    if base.is_empty() {
        return String::new();
    }
    let location = window().location();
    let here = location.pathname().unwrap_or_default();
    if here == base {
        let rest = format!("{}{}", location.search().unwrap_or_default(), location.hash().unwrap_or_default());
        // An address that cannot be corrected shows the not-found page, with links that lead on.
        let _ = window()
            .history()
            .and_then(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("{base}/{rest}"))));
    }
    format!("{base}/")
}

/// Whatever stands below the base. The router's own wildcard counts on a slash before it, and below a base that ends with
/// one it matches all but the last letter, which shows nothing at all.
#[derive(Debug, Clone, Copy)]
struct Everything;

impl PossibleRouteMatch for Everything {
    fn optional(&self) -> bool {
        false
    }

    fn test<'a>(&self, path: &'a str) -> Option<PartialPathMatch<'a>> {
        Some(PartialPathMatch::new("", Vec::new(), path))
    }

    fn generate_path(&self, path: &mut Vec<PathSegment>) {
        path.push(PathSegment::Splat("address".into()));
    }
}

/// Theme and density stand on the mount element, where the style looks for them.
fn dress(mount: HtmlElement, host_theme: Option<String>, session: SessionState) {
    let mount = StoredValue::new_local(mount);
    effect(move || {
        let preferences = session.preferences();
        let theme = host_theme.clone().unwrap_or(preferences.theme);
        mount.try_with_value(|mount| {
            for (name, value, plain) in
                [("data-theme", theme.as_str(), "system"), ("data-density", preferences.density.as_str(), "default")]
            {
                // An attribute that cannot be set costs looks only.
                let _ = if value == plain { mount.remove_attribute(name) } else { mount.set_attribute(name, value) };
            }
        });
    });
}
