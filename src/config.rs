//! Typed settings of one mount, read once from what `boot.js` or the portal hands over.

use crate::route::BasePath;
use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// What the host decided.
#[derive(Debug, Clone)]
pub struct Config {
    /// Origin (and path) of the directory; empty = the page's own origin.
    pub api_base: String,
    /// Where the app lives on the page's origin.
    pub base_path: BasePath,
    /// `light` or `dark`; overrides the analyst's preference, so that the app looks like its host.
    pub theme: Option<String>,
    /// IANA name; overrides the analyst's preference.
    pub time_zone: Option<String>,
    /// What the SIEM product is called.
    pub product_label: String,
    /// Whether `document.title` is ours to write.
    pub owns_title: bool,
    /// Yields a JWT of the portal's issuer. Present = no sign-in page, no cookie.
    pub token_provider: Option<Function>,
    /// Promises whether the server has another build than the one that runs.
    pub outdated: Option<Function>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            api_base: String::new(),
            base_path: BasePath::default(),
            theme: None,
            time_zone: None,
            product_label: "SIEM (InsightIDR)".to_owned(),
            owns_title: true,
            token_provider: None,
            outdated: None,
        }
    }
}

impl Config {
    /// Reads a plain object; members of the wrong type count as absent.
    pub fn read(options: &JsValue) -> Self {
        let get = |name: &str| Reflect::get(options, &JsValue::from_str(name)).ok();
        let text = |name: &str| get(name).and_then(|value| value.as_string()).filter(|value| !value.is_empty());
        let default = Self::default();
        Self {
            api_base: text("apiBase").map(|base| base.trim_end_matches('/').to_owned()).unwrap_or_default(),
            base_path: BasePath::new(&text("basePath").unwrap_or_default()),
            theme: text("theme").filter(|theme| theme == "light" || theme == "dark"),
            time_zone: text("timeZone"),
            product_label: text("productLabel").unwrap_or(default.product_label),
            owns_title: get("title").and_then(|value| value.as_bool()).unwrap_or(true),
            token_provider: get("tokenProvider").and_then(|value| value.dyn_into().ok()),
            outdated: get("outdated").and_then(|value| value.dyn_into().ok()),
        }
    }
}
