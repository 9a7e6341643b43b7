//! The rules of the house as tests: each fails with file, line and the rule's sentence (see CONTRIBUTING.md).

use std::fmt;

#[path = "tidy/colours.rs"]
mod colours;
#[path = "tidy/documents.rs"]
mod documents;
#[path = "tidy/doors.rs"]
mod doors;
#[path = "tidy/hygiene.rs"]
mod hygiene;
#[path = "tidy/manifests.rs"]
mod manifests;
#[path = "tidy/places.rs"]
mod places;
#[path = "tidy/rust.rs"]
mod rust;
#[path = "tidy/shape.rs"]
mod shape;
#[path = "tidy/tree.rs"]
mod tree;

use rust::Rust;
use tree::{File, Tree};

/// One broken rule.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Finding {
    path: String,
    line: usize,
    rule: String,
}

impl Finding {
    fn new(path: &str, line: usize, rule: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, rule: rule.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.rule)
    }
}

/// Fails with every finding, so that one run tells everything.
#[track_caller]
fn none(findings: impl IntoIterator<Item = Finding>) {
    let lines: Vec<String> = findings.into_iter().map(|finding| finding.to_string()).collect();
    assert!(lines.is_empty(), "{} broken:\n{}\n", lines.len(), lines.join("\n"));
}

/// Applies a rule to every file that `wanted` picks by its path; a rule that looks at nothing proves nothing.
#[track_caller]
fn each(wanted: impl Fn(&str) -> bool, rule: impl Fn(&File) -> Vec<Finding>) {
    let tree = Tree::read();
    let files: Vec<&File> = tree.files.iter().filter(|file| wanted(&file.path)).collect();
    assert!(!files.is_empty(), "the rule has no file to look at");
    none(files.into_iter().flat_map(rule));
}

/// A file of the app.
fn app(path: &str) -> bool {
    path.starts_with("src/") && path.ends_with(".rs")
}

/// A source file of the backend.
fn backend(path: &str) -> bool {
    path.starts_with("crates/backend/src/") && path.ends_with(".rs")
}

/// A script that browsers run.
fn script(path: &str) -> bool {
    path.starts_with("public/") && path.ends_with(".js")
}

fn manifest(path: &str) -> bool {
    path == "Cargo.toml" || path.ends_with("/Cargo.toml")
}

#[test]
fn rooms_are_entered_by_their_doors() {
    each(app, |file| doors::rooms(&file.path, &Rust::read(&file.text)));
}

#[test]
fn pure_rooms_know_no_browser() {
    each(app, |file| doors::pure(&file.path, &Rust::read(&file.text)));
}

#[test]
fn crates_depend_on_what_they_may() {
    each(manifest, |file| manifests::doors(&file.path, &file.text));
}

#[test]
fn the_browser_offers_no_storage() {
    each(|path| path == "Cargo.toml", |file| manifests::bindings(&file.path, &file.text));
}

#[test]
fn every_dependency_says_why() {
    each(manifest, |file| manifests::reasons(&file.path, &file.text));
}

#[test]
fn every_member_inherits_the_lints() {
    each(
        |path| manifest(path) && !path.starts_with("tools/"),
        |file| manifests::inherits_lints(&file.path, &file.text),
    );
}

#[test]
fn every_file_says_what_it_owns() {
    each(shape::has_header, |file| shape::header(&file.path, &file.text));
}

#[test]
fn no_file_is_longer_than_400_lines() {
    each(shape::has_length, |file| shape::length(&file.path, &file.text));
}

#[test]
fn addresses_stand_in_route() {
    each(app, |file| places::addresses(&file.path, &Rust::read(&file.text)));
}

#[test]
fn endpoints_stand_in_one_file() {
    each(app, |file| places::endpoints(&file.path, &Rust::read(&file.text)));
}

#[test]
fn requests_are_sent_from_one_room() {
    each(app, |file| places::requests(&file.path, &Rust::read(&file.text)));
}

#[test]
fn no_text_becomes_markup() {
    each(app, |file| places::markup(&file.path, &Rust::read(&file.text).code));
    each(script, |file| places::markup(&file.path, &file.text));
}

#[test]
fn views_are_built_without_html() {
    each(app, |file| places::views(&file.path, &Rust::read(&file.text)));
}

#[test]
fn what_the_framework_offers_and_we_refuse() {
    each(app, |file| places::refused(&file.path, &Rust::read(&file.text)));
}

#[test]
fn nothing_of_a_customer_is_at_rest_in_the_browser() {
    each(app, |file| places::storage(&file.path, &Rust::read(&file.text).code));
    each(script, |file| places::storage(&file.path, &file.text));
}

#[test]
fn no_link_opens_a_window() {
    each(app, |file| places::windows(&file.path, &Rust::read(&file.text)));
}

#[test]
fn statements_stand_in_db() {
    each(backend, |file| places::statements(&file.path, &Rust::read(&file.text)));
}

#[test]
fn colours_stand_in_tokens() {
    each(|path| path.starts_with("style/") && path.ends_with(".css"), |file| colours::literals(&file.path, &file.text));
}

#[test]
fn every_folder_is_on_the_map() {
    let tree = Tree::read();
    let map = tree.files.iter().find(|file| file.path == documents::MAP);
    let map = map.map(|file| file.text.as_str()).unwrap_or_default();
    assert!(tree.folders.len() > 10, "the rule has no folder to look at");
    none(documents::folders(map, &tree.folders));
}

#[test]
fn documents_name_what_is_there() {
    each(|path| path.ends_with(".md"), |file| documents::names(&file.path, &file.text));
}

#[test]
fn no_file_knows_one_machine() {
    each(hygiene::is_written, |file| hygiene::text(&file.path, &file.text));
}

#[test]
fn lock_files_name_no_mirror() {
    each(hygiene::is_lock, |file| hygiene::lock(&file.path, &file.text));
}
