//! What every Cargo.toml must say: which crates it may use, why each is there, and that it keeps our lints.

use super::Finding;

/// Our own crates, and which of our own each may use.
const OURS: [(&str, &str, &[&str]); 9] = [
    ("Cargo.toml", "multi-customer-investigations", &["contract", "trusted-view", "working-set"]),
    ("crates/contract/Cargo.toml", "contract", &[]),
    ("crates/trusted-view/Cargo.toml", "trusted-view", &[]),
    ("crates/working-set/Cargo.toml", "working-set", &["contract"]),
    ("crates/leql/Cargo.toml", "leql", &[]),
    ("crates/backend/Cargo.toml", "backend", &["contract"]),
    ("crates/e2e/Cargo.toml", "e2e", &["contract"]),
    ("crates/xtask/Cargo.toml", "xtask", &[]),
    ("bench/contenders/leptos-list/Cargo.toml", "bench-leptos-list", &["contract", "working-set"]),
];

/// The wire knows serde and nothing that does anything.
const CONTRACT_MAY: [&str; 4] = ["serde", "serde_json", "time", "utoipa"];
/// The engine is plain Rust: no browser, no view layer, no input or output.
const ENGINE_MUST_NOT: [&str; 9] =
    ["leptos", "wasm-bindgen", "web-sys", "js-sys", "gloo-net", "tokio", "reqwest", "sqlx", "futures"];
/// Bytes that a first visit would pay for; the browser has its own of each.
const APP_MUST_NOT: [&str; 4] = ["regex", "chrono", "jiff", "reqwest"];
/// Places where a browser keeps things. What is not bound cannot be called.
const STORAGE: [&str; 7] =
    ["Storage", "StorageManager", "HtmlDocument", "IdbFactory", "CacheStorage", "Cache", "CookieStore"];

/// A dependency as a manifest names it.
struct Dependency {
    name: String,
    /// What follows the name, on its own line.
    value: String,
    line: usize,
    /// Only there for tests.
    for_tests: bool,
    /// Stands under `[workspace.dependencies]`.
    shared: bool,
    explained: bool,
}

fn dependencies(text: &str) -> Vec<Dependency> {
    let mut found = Vec::new();
    let mut section = String::new();
    let mut before = "";
    for (at, raw) in text.lines().enumerate() {
        let line = raw.trim_end();
        let comment = before.trim_start().starts_with("# ");
        let for_tests = section.contains("dev-dependencies");
        let shared = section.starts_with("workspace.");
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = name.trim_matches(['[', ']']).to_owned();
            if let Some((table, name)) = section.rsplit_once('.').filter(|(table, _)| table.ends_with("dependencies")) {
                // A table of its own says why above its head or below it.
                let below = text.lines().nth(at + 1).is_some_and(|next| next.starts_with("# "));
                found.push(Dependency {
                    name: name.to_owned(),
                    value: String::new(),
                    line: at + 1,
                    for_tests: table.contains("dev-"),
                    shared: table.starts_with("workspace."),
                    explained: comment || below,
                });
            }
        } else if section.ends_with("dependencies")
            && line.chars().next().is_some_and(|c| c.is_alphanumeric())
            && let Some((name, value)) = line.split_once('=')
        {
            let (name, value) = match name.trim().split_once('.') {
                Some((name, key)) => (name, format!("{key} = {}", value.trim())),
                None => (name.trim(), value.trim().to_owned()),
            };
            let name = name.to_owned();
            found.push(Dependency { name, value, line: at + 1, for_tests, shared, explained: comment });
        }
        before = raw;
    }
    found
}

/// Crates of ours by name, and the few that must stay out of the app, the wire and the engine.
pub(crate) fn doors(path: &str, text: &str) -> Vec<Finding> {
    if path.starts_with("tools/") {
        return Vec::new();
    }
    let Some((_, own, may)) = OURS.iter().find(|(manifest, _, _)| *manifest == path) else {
        return vec![Finding::new(
            path,
            1,
            "a crate without doors: add it to tests/tidy/manifests.rs and ARCHITECTURE.md",
        )];
    };
    let mut found = Vec::new();
    for dependency in dependencies(text).iter().filter(|dependency| !dependency.shared) {
        let name = dependency.name.as_str();
        let ours = OURS.iter().any(|(_, ours, _)| *ours == name);
        let mut refuse = |rule: String| found.push(Finding::new(path, dependency.line, rule));
        if ours && !may.contains(&name) {
            refuse(format!("`{own}` must not use `{name}` (ARCHITECTURE.md, Doors)"));
        }
        if dependency.for_tests {
            continue;
        }
        match *own {
            "contract" if !CONTRACT_MAY.contains(&name) => {
                refuse(format!("`contract` is the wire and nothing else: `{name}` does not belong"));
            }
            "working-set" if ENGINE_MUST_NOT.contains(&name) => {
                refuse(format!("the engine is plain Rust without I/O: `{name}` does not belong"));
            }
            "multi-customer-investigations" if APP_MUST_NOT.contains(&name) => {
                refuse(format!("`{name}` costs every visitor more than it gives; the browser has its own"));
            }
            _ => {}
        }
    }
    found
}

/// The app binds nothing that keeps data in the browser.
pub(crate) fn bindings(path: &str, text: &str) -> Vec<Finding> {
    let bound = text.lines().enumerate().skip_while(|(_, line)| *line != "[dependencies.web-sys]");
    bound
        .flat_map(|(at, line)| line.split('"').skip(1).step_by(2).map(move |feature| (at, feature)))
        .filter(|(_, feature)| STORAGE.contains(feature))
        .map(|(at, name)| {
            Finding::new(path, at + 1, format!("`{name}` is bound: nothing of a customer's is at rest in the browser"))
        })
        .collect()
}

/// A comment above each, where its version stands. A version that is the workspace's own is explained there.
pub(crate) fn reasons(path: &str, text: &str) -> Vec<Finding> {
    dependencies(text)
        .into_iter()
        .filter(|dependency| !dependency.explained)
        .filter(|dependency| !dependency.value.contains("workspace = true") && !dependency.value.contains("path ="))
        .map(|dependency| {
            let rule = format!("a comment above `{}` says why it is there", dependency.name);
            Finding::new(path, dependency.line, rule)
        })
        .collect()
}

/// `[lints] workspace = true`.
pub(crate) fn inherits_lints(path: &str, text: &str) -> Vec<Finding> {
    let inherits =
        text.split("\n[lints]\n").nth(1).is_some_and(|rest| rest.trim_start().starts_with("workspace = true"));
    if inherits { Vec::new() } else { vec![Finding::new(path, 1, "every member inherits the workspace's lints")] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_that_reaches_too_far_is_found() {
        for (path, text) in [
            ("crates/contract/Cargo.toml", "[dependencies]\ntokio = \"1\"\n"),
            ("crates/contract/Cargo.toml", "[dependencies]\nworking-set.workspace = true\n"),
            ("crates/working-set/Cargo.toml", "[dependencies]\nleptos = \"0.8\"\n"),
            ("crates/working-set/Cargo.toml", "[dependencies.web-sys]\nversion = \"0.3\"\n"),
            ("crates/backend/Cargo.toml", "[dependencies]\nmulti-customer-investigations = { path = \"../..\" }\n"),
            ("Cargo.toml", "[dependencies]\nregex = \"1\"\n"),
            ("Cargo.toml", "[dependencies]\nbackend = { path = \"crates/backend\" }\n"),
            ("crates/attic/Cargo.toml", "[package]\n"),
        ] {
            assert!(!doors(path, text).is_empty(), "{path}: {text}");
        }
        assert!(doors("crates/working-set/Cargo.toml", "[dependencies]\ncontract = { workspace = true }\n").is_empty());
        assert!(
            doors("crates/contract/Cargo.toml", "[dev-dependencies]\nproptest = { workspace = true }\n").is_empty()
        );
    }

    #[test]
    fn a_dependency_without_a_reason_is_found() {
        assert_eq!(reasons("Cargo.toml", "[dependencies]\n# Why.\na = \"1\"\nb = \"1\"\n").len(), 1);
        assert_eq!(reasons("Cargo.toml", "[dependencies.web-sys]\nversion = \"1\"\n").len(), 1);
        assert_eq!(reasons("Cargo.toml", "[dependencies.web-sys]\n# Why.\nversion = \"1\"\n").len(), 0);
        assert_eq!(reasons("Cargo.toml", "[dependencies]\nc = { workspace = true }\nd.workspace = true\n").len(), 0);
        assert_eq!(reasons("Cargo.toml", "[target.'cfg(unix)'.dependencies]\ne = \"1\"\n").len(), 1);
    }

    #[test]
    fn storage_that_is_bound_is_found() {
        let text = "[dependencies.web-sys]\nfeatures = [\n  \"Document\", \"Storage\",\n  \"RequestCache\",\n]\n";
        let found = bindings("Cargo.toml", text);
        assert_eq!(found.iter().map(|finding| finding.line).collect::<Vec<_>>(), [3]);
    }

    #[test]
    fn a_member_with_its_own_lints_is_found() {
        assert_eq!(inherits_lints("crates/x/Cargo.toml", "[package]\nname = \"x\"\n").len(), 1);
        assert_eq!(inherits_lints("crates/x/Cargo.toml", "[package]\n\n[lints]\nworkspace = true\n").len(), 0);
        assert_eq!(
            inherits_lints("crates/x/Cargo.toml", "[package]\n\n[lints]\nrust = {}\nworkspace = true\n").len(),
            1
        );
    }
}
