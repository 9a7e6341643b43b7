//! What may stand in one place only, and what may stand nowhere.

use super::{Finding, Rust};

/// First segments of the screens' addresses.
const SCREENS: [&str; 7] = ["sign-in", "home", "multi", "customers", "settings", "admin", "access"];
/// Where the servers' paths begin. Assembled, so that this file does not look like a client.
const SERVICES: [&str; 4] = ["/api/v", "/idr/v", "/mci/v", "/log_search"];
/// Other people's text must never become markup.
const MARKUP: [&str; 9] = [
    "inner_html",
    "set_inner_html",
    "innerHTML",
    "outer_html",
    "outerHTML",
    "insert_adjacent_html",
    "insertAdjacentHTML",
    "document.write",
    "createContextualFragment",
];
/// Queues, races or decodes twice: what stands in its place is in `state/query.rs` and `route/parts.rs`.
const REFUSED: [&str; 8] = [
    "LocalResource",
    "Resource",
    "query_signal",
    "use_query",
    "use_query_map",
    "use_params",
    "use_params_map",
    "ParamsMap",
];
/// Places where a browser keeps things.
const STORAGE: [&str; 14] = [
    "local_storage",
    "localStorage",
    "session_storage",
    "sessionStorage",
    "indexed_db",
    "indexedDB",
    "document.cookie",
    "set_cookie",
    "cookieStore",
    "CacheStorage",
    "caches.open",
    "service_worker",
    "serviceWorker",
    "storage.getDirectory",
];
/// Statements begin like this.
const STATEMENTS: [&str; 6] = ["SELECT ", "INSERT INTO", "INSERT OR", "DELETE FROM", "CREATE TABLE", "PRAGMA "];

fn whole_word(line: &str, word: &str) -> bool {
    let joins = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line.get(at + word.len()..).and_then(|text| text.chars().next());
        !before.is_some_and(joins) && !after.is_some_and(joins)
    })
}

/// Every line with one of these words in it.
fn words(path: &str, code: &str, refused: &[&str], rule: impl Fn(&str) -> String) -> Vec<Finding> {
    let lines = code.lines().enumerate();
    lines
        .filter_map(|(at, line)| {
            let word = refused.iter().find(|word| whole_word(line, word))?;
            Some(Finding::new(path, at + 1, rule(word)))
        })
        .collect()
}

fn strings(path: &str, file: &Rust, broken: impl Fn(&str) -> bool, rule: &str) -> Vec<Finding> {
    let strings = file.strings.iter();
    strings.filter(|(_, text)| broken(text)).map(|(line, _)| Finding::new(path, *line, rule)).collect()
}

/// Screens' addresses are written in `route` only.
pub(crate) fn addresses(path: &str, file: &Rust) -> Vec<Finding> {
    if path == "src/route.rs" || path.starts_with("src/route/") {
        return Vec::new();
    }
    let is_address = |text: &str| {
        let Some(rest) = text.strip_prefix('/') else { return false };
        let first = rest.split(['/', '?', '#']).next().unwrap_or_default();
        SCREENS.contains(&first)
    };
    strings(
        path,
        file,
        is_address,
        "a screen's address stands in src/route.rs and src/route/ only; links come from `Route`",
    )
}

/// Servers' paths are written in one file only.
pub(crate) fn endpoints(path: &str, file: &Rust) -> Vec<Finding> {
    if path == "src/api/endpoint.rs" {
        return Vec::new();
    }
    let is_endpoint = |text: &str| SERVICES.iter().any(|service| text.contains(service));
    strings(path, file, is_endpoint, "a server's path stands in src/api/endpoint.rs only")
}

/// Only `api` sends.
pub(crate) fn requests(path: &str, file: &Rust) -> Vec<Finding> {
    if path.starts_with("src/api/") {
        return Vec::new();
    }
    let sends = [
        "fetch_with_request",
        "fetch_with_str",
        "fetch_with_str_and_init",
        "XmlHttpRequest",
        "send_beacon",
        "WebSocket",
        "EventSource",
    ];
    words(path, &file.code, &sends, |word| format!("`{word}` outside src/api: requests are sent from one room"))
}

/// Rows show text that attackers wrote.
pub(crate) fn markup(path: &str, code: &str) -> Vec<Finding> {
    words(path, code, &MARKUP, |word| format!("`{word}`: text that attackers wrote never becomes markup"))
}

/// Leptos' own `view!` writes subtrees without expressions as a string of HTML.
pub(crate) fn views(path: &str, file: &Rust) -> Vec<Finding> {
    let of = |word: &str| file.code.lines().position(|line| whole_word(line, word));
    let rule = "`view!` comes from `trusted_view`: Leptos' own writes innerHTML, which trusted types refuse";
    let own = of("leptos::view!").or_else(|| of("view!").filter(|_| of("trusted_view").is_none()));
    own.map(|at| Finding::new(path, at + 1, rule)).into_iter().collect()
}

/// The framework's ways that we found wanting.
pub(crate) fn refused(path: &str, file: &Rust) -> Vec<Finding> {
    words(path, &file.code, &REFUSED, |word| {
        format!("`{word}`: ask with `state::query`, read addresses with `route` (CONTRIBUTING.md, Leptos)")
    })
}

/// Nothing is kept in the browser.
pub(crate) fn storage(path: &str, code: &str) -> Vec<Finding> {
    words(path, code, &STORAGE, |word| format!("`{word}`: nothing of a customer's is at rest in the browser"))
}

/// A new window has no mount of ours around it, and its opener.
pub(crate) fn windows(path: &str, file: &Rust) -> Vec<Finding> {
    strings(path, file, |text| text == "_blank", "`target=\"_blank\"`: links stay in this window")
}

/// Statements stand where a second database would be added.
pub(crate) fn statements(path: &str, file: &Rust) -> Vec<Finding> {
    if path == "crates/backend/src/db.rs" || path.starts_with("crates/backend/src/db/") {
        return Vec::new();
    }
    let is_statement = |text: &str| STATEMENTS.iter().any(|word| text.contains(word));
    let mut found = strings(path, file, is_statement, "SQL stands in crates/backend/src/db/ only");
    let builders = ["sea_query", "sea_query_sqlx", "QueryBuilder"];
    found.extend(words(path, &file.code, &builders, |word| {
        format!("`{word}`: SQL stands in crates/backend/src/db/ only")
    }));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "src/pages/home.rs";

    #[test]
    fn an_address_outside_route_is_found() {
        for bad in [
            "\"/home\"",
            "\"/customers/{id}/investigations\"",
            "\"/multi/investigations?status=OPEN\"",
            "\"/access/x\"",
        ] {
            assert_eq!(addresses(PAGE, &Rust::read(bad)).len(), 1, "{bad}");
            assert_eq!(addresses("src/route/parts.rs", &Rust::read(bad)).len(), 0, "{bad}");
        }
        assert_eq!(addresses(PAGE, &Rust::read("\"home\" \"/homely\" // \"/home\"")).len(), 0);
    }

    #[test]
    fn a_servers_path_outside_its_file_is_found() {
        for bad in
            ["\"/api/v1/session\"", "\"/mci/v1/roles\"", "\"/idr/v2/investigations\"", "\"https://eu.example/idr/v1\""]
        {
            assert_eq!(endpoints("src/api/gateway.rs", &Rust::read(bad)).len(), 1, "{bad}");
            assert_eq!(endpoints("src/api/endpoint.rs", &Rust::read(bad)).len(), 0, "{bad}");
        }
    }

    #[test]
    fn a_request_from_elsewhere_is_found() {
        let bad = Rust::read("window.fetch_with_str(address)");
        assert_eq!(requests("src/sync/region.rs", &bad).len(), 1);
        assert_eq!(requests("src/api/wire.rs", &bad).len(), 0);
    }

    #[test]
    fn markup_is_found() {
        assert_eq!(markup(PAGE, "<p inner_html=title />").len(), 1);
        assert_eq!(markup("public/boot.js", "element.innerHTML = text;").len(), 1);
        assert_eq!(markup("public/boot.js", "element.textContent = text;").len(), 0);
    }

    #[test]
    fn the_frameworks_own_view_is_found() {
        let view = "fn a() { view! { <p>\"text\"</p> } }";
        assert_eq!(views(PAGE, &Rust::read(&format!("use leptos::prelude::*;\n{view}"))).len(), 1);
        assert_eq!(views(PAGE, &Rust::read(&format!("use trusted_view::view;\n{view}"))).len(), 0);
        assert_eq!(views(PAGE, &Rust::read("use trusted_view::view;\nleptos::view! { <p /> }")).len(), 1);
        assert_eq!(views(PAGE, &Rust::read("// view! is elsewhere\nfn view() {}")).len(), 0);
    }

    #[test]
    fn refused_ways_are_found() {
        for bad in [
            "LocalResource::new(f)",
            "Resource::new(a, b)",
            "query_signal::<String>(\"q\")",
            "use_query_map()",
            "let m: ParamsMap;",
        ] {
            assert_eq!(refused(PAGE, &Rust::read(bad)).len(), 1, "{bad}");
        }
        assert_eq!(refused(PAGE, &Rust::read("// LocalResource queues\nlet resources = 1;")).len(), 0);
    }

    #[test]
    fn storage_is_found() {
        for bad in [
            "window.local_storage()",
            "sessionStorage.setItem(a, b)",
            "document.cookie = x",
            "caches.open('a')",
            "navigator.serviceWorker",
        ] {
            assert_eq!(storage("public/boot.js", bad).len(), 1, "{bad}");
        }
    }

    #[test]
    fn a_new_window_is_found() {
        assert_eq!(windows(PAGE, &Rust::read("<a href=href target=\"_blank\">")).len(), 1);
        assert_eq!(windows(PAGE, &Rust::read("<a href=href>")).len(), 0);
    }

    #[test]
    fn a_statement_outside_db_is_found() {
        for bad in ["\"SELECT id FROM customers\"", "\"INSERT INTO customers\"", "use sea_query::Query;"] {
            assert_eq!(statements("crates/backend/src/gateway/call.rs", &Rust::read(bad)).len(), 1, "{bad}");
            assert_eq!(statements("crates/backend/src/db/region.rs", &Rust::read(bad)).len(), 0, "{bad}");
        }
        assert_eq!(
            statements("crates/backend/src/gateway.rs", &Rust::read("// SELECT is elsewhere\n\"Select one\"")).len(),
            0
        );
    }
}
