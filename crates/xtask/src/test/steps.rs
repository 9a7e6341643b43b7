//! Owns which checks there are, in which order, and how each is run.

use super::{Part, check, tests};
use crate::failure::{Failure, Result};
use crate::tally::Tally;
use crate::{app, tools, workspace};
use std::process::Command;

/// The package in the repository's root.
const APP: &str = "multi-customer-investigations";

/// One line of the progress, and what is counted for it.
pub struct Step {
    pub name: &'static str,
    part: Part,
    pub run: fn() -> Result<Tally>,
}

/// The steps of the wanted parts.
pub fn of(wanted: impl Fn(Part) -> bool) -> Vec<Step> {
    let step = |name, part, run| Step { name, part, run };
    let all = [
        step("formatting", Part::Tidy, formatting),
        step("clippy", Part::Tidy, clippy),
        step("clippy of the app as wasm", Part::Tidy, clippy_wasm),
        step("tidy rules", Part::Tidy, tidy_rules),
        step("tests of the libraries", Part::Unit, library_tests),
        step("tests of the app on this machine", Part::Unit, app_tests),
        step("tests in a headless browser", Part::Web, web_tests),
        step("API tests on a real database", Part::Api, api_tests),
        step("the app (Trunk, release)", Part::EndToEnd, build_app),
        step("the backend", Part::EndToEnd, build_backend),
        step("end-to-end tests", Part::EndToEnd, end_to_end_tests),
    ];
    all.into_iter().filter(|step| wanted(step.part)).collect()
}

fn cargo(words: &str) -> Command {
    let mut cargo = workspace::cargo(&words.split(' ').collect::<Vec<_>>());
    cargo.env("CARGO_TERM_COLOR", "never");
    cargo
}

fn formatting() -> Result<Tally> {
    check("formatting", &mut cargo("fmt --all --check"))
}

fn clippy() -> Result<Tally> {
    check("clippy", &mut cargo("clippy --workspace --all-targets --features leql/evaluate --locked -- -D warnings"))
}

fn clippy_wasm() -> Result<Tally> {
    tools::wasm_target()?;
    let mut clippy = cargo("clippy --locked --target wasm32-unknown-unknown --features split --lib --bins -p");
    clippy.arg(APP);
    if has_web_tests() {
        clippy.args(["--test", "web"]);
    }
    check("clippy wasm", clippy.args(["--", "-D", "warnings"]))
}

fn tidy_rules() -> Result<Tally> {
    tests("tidy rules", cargo("test --locked --no-fail-fast --test tidy -p").arg(APP))
}

fn library_tests() -> Result<Tally> {
    let mut cargo = cargo("test --locked --no-fail-fast --features leql/evaluate -p xtask");
    for name in workspace::libraries() {
        cargo.args(["-p", &name]);
    }
    tests("library tests", &mut cargo)
}

/// The unit tests of the app, and what stands in `tests/` except what other steps run.
fn app_tests() -> Result<Tally> {
    let mut cargo = cargo("test --locked --no-fail-fast --lib -p");
    cargo.arg(APP);
    for name in root_tests().filter(|name| name != "tidy" && name != "web") {
        cargo.args(["--test", &name]);
    }
    tests("app tests", &mut cargo)
}

fn web_tests() -> Result<Tally> {
    if !has_web_tests() {
        return Err(Failure::new("there is no tests/web.rs"));
    }
    let tools = tools::for_web_tests()?;
    let mut cargo = cargo("test --locked --no-fail-fast --target wasm32-unknown-unknown --test web -p");
    cargo.arg(APP).env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    tests("web tests", tools.give(&mut cargo)?)
}

fn api_tests() -> Result<Tally> {
    tests("api tests", &mut cargo("test --locked --no-fail-fast -p backend"))
}

fn build_app() -> Result<Tally> {
    app::build(&tools::for_building()?).map(|()| Tally::PASS)
}

fn build_backend() -> Result<Tally> {
    app::build_backend().map(|_| Tally::PASS)
}

fn end_to_end_tests() -> Result<Tally> {
    let tools = tools::for_end_to_end_tests()?;
    let mut cargo = cargo("test --locked --no-fail-fast -p e2e");
    cargo.env("MCI_PROGRAM", workspace::target().join("debug/mci")).env("MCI_APP", app::dist());
    tests("end-to-end tests", tools.give(&mut cargo)?)
}

fn has_web_tests() -> bool {
    workspace::root().join("tests/web.rs").is_file()
}

/// The names of the app's own test files.
fn root_tests() -> impl Iterator<Item = String> {
    let folder = workspace::root().join("tests");
    std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.strip_suffix(".rs").map(str::to_owned))
}
