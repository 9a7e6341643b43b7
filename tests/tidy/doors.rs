//! Who may enter which room of the app (ARCHITECTURE.md, "Doors").

use super::{Finding, Rust};

/// A room, and the rooms it may know.
const DOORS: [(&str, &[&str]); 13] = [
    ("reactive", &[]),
    ("route", &[]),
    ("format", &[]),
    ("config", &["route"]),
    ("api", &["config"]),
    ("state", &["api", "route", "config", "reactive"]),
    ("sync", &["api", "reactive", "state"]),
    ("components", &["format", "reactive", "route"]),
    ("late", &["api", "app", "components", "reactive", "state"]),
    ("pages", &["app", "api", "components", "config", "format", "late", "reactive", "route", "state", "sync"]),
    ("app", &["api", "config", "pages", "reactive", "state", "sync"]),
    ("host", &["api", "app", "config", "reactive"]),
    ("main", &["host"]),
];

/// Pieces of the frame that every page may use.
const SHARED_PAGES: [&str; 3] = ["shell", "parts", "not_found"];
/// The frame draws every page, those of the late part through one door, and signing in happens inside the shell.
const PAGE_DOORS: [(&str, &str); 3] = [("frame", "*"), ("places", "*"), ("shell", "sign_in")];

/// Rooms without Leptos, without the browser.
const PURE: [&str; 2] = ["src/route", "src/format"];
/// The windows of a pure room to the browser: its tables of time zones and of letters.
const PURE_EXCEPT: [&str; 2] = ["src/format/zone/browser.rs", "src/format/text/browser.rs"];
const BROWSER: [&str; 6] = ["leptos", "leptos_router", "web_sys", "js_sys", "wasm_bindgen", "wasm_bindgen_futures"];

/// Imports by room, and pages by page.
pub(crate) fn rooms(path: &str, file: &Rust) -> Vec<Finding> {
    let module = module(path);
    let Some(room) = module.first() else { return Vec::new() };
    let Some((_, may)) = DOORS.iter().find(|(name, _)| name == room) else {
        return vec![Finding::new(
            path,
            1,
            format!("`{room}` is a room without doors: add it to DOORS and ARCHITECTURE.md"),
        )];
    };
    let mut found = Vec::new();
    for import in file.imports(&module, "mci_app") {
        let [target, rest @ ..] = import.path.as_slice() else { continue };
        if target == room {
            found.extend(sibling(path, &module, target, rest, import.line));
        } else if !may.contains(&target.as_str()) {
            let known = if may.is_empty() { "nothing of ours but contract".to_owned() } else { may.join(", ") };
            let rule = format!("`{room}` must not know `{target}`; its doors lead to {known} (ARCHITECTURE.md, Doors)");
            found.push(Finding::new(path, import.line, rule));
        } else if room == "pages" && target == "app" && rest.first().is_none_or(|item| item != "Settings") {
            found.push(Finding::new(path, import.line, "a page takes `Settings` from `app`, and nothing else"));
        }
    }
    found
}

fn sibling(path: &str, module: &[String], room: &str, rest: &[String], line: usize) -> Option<Finding> {
    let (page, other) = (module.get(1)?, rest.first()?);
    // What is not a module of the room is a name that the room itself exports.
    let is_page = room == "pages" && other.chars().all(|c| c.is_lowercase() || c == '_');
    let open = PAGE_DOORS.iter().any(|(from, to)| from == page && (*to == "*" || to == other));
    let shared = SHARED_PAGES.contains(&other.as_str());
    (is_page && page != other && !open && !shared).then(|| {
        Finding::new(path, line, format!("a page never imports a sibling page: `{page}` must not know `{other}`"))
    })
}

/// Plain Rust in the rooms that think.
pub(crate) fn pure(path: &str, file: &Rust) -> Vec<Finding> {
    if PURE_EXCEPT.contains(&path) || !PURE.iter().any(|room| path.starts_with(room)) {
        return Vec::new();
    }
    let lines = file.code.lines().enumerate();
    lines
        .filter_map(|(at, line)| {
            let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
            let name = words.find(|word| BROWSER.contains(word))?;
            let rule = format!("`{name}` in a pure room: route and format run on any machine (ARCHITECTURE.md, Doors)");
            Some(Finding::new(path, at + 1, rule))
        })
        .collect()
}

fn module(path: &str) -> Vec<String> {
    let inside = path.trim_start_matches("src/").trim_end_matches(".rs");
    inside.split('/').filter(|name| *name != "lib").map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(path: &str, text: &str) -> usize {
        rooms(path, &Rust::read(text)).len()
    }

    #[test]
    fn every_door_that_is_not_there_is_shut() {
        for (path, text) in [
            ("src/route/parts.rs", "use crate::api::Endpoint;"),
            ("src/format/time.rs", "use crate::state::Clock;"),
            ("src/components/menu.rs", "use crate::api::Api;"),
            ("src/components/menu/item.rs", "use crate::{format::time, sync::Sync};"),
            ("src/components.rs", "use crate::pages::Frame;"),
            ("src/api/call.rs", "use crate::state::Remote;"),
            ("src/state/session.rs", "let page = crate::pages::Frame;"),
            ("src/state.rs", "use super::components::Badge;"),
            ("src/host.rs", "use crate::pages::Frame;"),
            ("src/main.rs", "fn main() { mci_app::app::App(); }"),
            ("src/pages/home.rs", "use crate::host::mount;"),
            ("src/pages/home.rs", "use crate::app::App;"),
            ("src/attic.rs", "fn f() {}"),
        ] {
            assert_eq!(broken(path, text), 1, "{path}: {text}");
        }
    }

    #[test]
    fn doors_that_are_there_are_open() {
        for (path, text) in [
            ("src/components/priority.rs", "use crate::format::words;"),
            ("src/pages/home.rs", "use crate::{api::Problem, app::Settings, components::Icon, sync::Sync};"),
            ("src/pages/home/card.rs", "use super::Card; use super::super::shell::use_title;"),
            ("src/pages/frame.rs", "use super::access::AccessPage;"),
            ("src/pages/shell/again.rs", "use crate::pages::sign_in::SignInForm;"),
            ("src/lib.rs", "pub mod app;"),
        ] {
            assert_eq!(broken(path, text), 0, "{path}: {text}");
        }
    }

    #[test]
    fn a_sibling_page_is_shut_by_either_name() {
        assert_eq!(broken("src/pages/home.rs", "use crate::pages::access::AccessPage;"), 1);
        assert_eq!(broken("src/pages/home/card.rs", "use super::super::access::AccessPage;"), 1);
        assert_eq!(broken("src/pages/home.rs", "use super::sign_in::SignInForm;"), 1);
    }

    #[test]
    fn the_browser_stays_outside_pure_rooms() {
        let bad = Rust::read("fn now() -> f64 { js_sys::Date::now() }\nuse leptos::prelude::*;");
        assert_eq!(pure("src/format/time.rs", &bad).len(), 2);
        assert_eq!(pure("src/route.rs", &bad).len(), 2);
        assert_eq!(pure("src/format/zone/browser.rs", &bad).len(), 0);
        assert_eq!(pure("src/state/clock.rs", &bad).len(), 0);
        assert_eq!(pure("src/route.rs", &Rust::read("// leptos decodes twice\nlet a = \"web_sys\";")).len(), 0);
    }
}
