//! Owns `cargo xtask bench`: builds what is measured, and hands over to the driver in `bench/`.

use crate::args::Args;
use crate::failure::{Doing, Failure, Result};
use crate::tools::{self, Tools};
use crate::{app, progress, workspace};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What runs natively, without a browser.
const ENGINE: &str = "engine";
/// The contender that is compiled by us.
const COMPILED: &str = "leptos-list";
/// Options that the driver reads.
const PASSED: [&str; 4] = ["--rows", "--reps", "--maxwait", "--json"];

/// # Errors
/// When something cannot be built; what fails while measuring stands in the table.
pub fn main(mut args: Args) -> Result<ExitCode> {
    let only = args.option("--only")?;
    let (engine, phases) = parts(only.as_deref());
    let contenders = args.option("--contenders")?;
    let mut words = Vec::new();
    if let Some(phases) = phases.as_deref() {
        words.extend(["--only".to_owned(), phases.to_owned()]);
    }
    if let Some(contenders) = &contenders {
        words.extend(["--contenders".to_owned(), contenders.clone()]);
    }
    for name in PASSED {
        if let Some(value) = args.option(name)? {
            // The driver runs in its own folder.
            let value = if name == "--json" { absolute(&value)?.display().to_string() } else { value };
            words.extend([name.to_owned(), value]);
        }
    }
    args.done()?;
    let compiled = contenders.is_none_or(|names| names.split(',').any(|name| name == COMPILED));
    if engine {
        let finished = workspace::cargo(&["bench", "--locked", "-p", "working-set"]).status();
        if !finished.doing(|| "starting cargo bench".to_owned())?.success() {
            return Err(Failure::new("cargo bench -p working-set failed; what it said stands above"));
        }
    }
    if phases.as_deref() == Some("") {
        return Ok(ExitCode::SUCCESS);
    }
    browsers(&words, compiled)
}

fn browsers(words: &[String], compiled: bool) -> Result<ExitCode> {
    let mut steps = progress::Steps::new(5);
    steps.next("tools");
    let tools = tools::for_end_to_end_tests()?;
    packages()?;
    steps.next("the app (Trunk, release)");
    app::build(&tools)?;
    steps.next("the backend");
    let program = app::build_backend()?;
    steps.next("the contender in Leptos");
    let scratch = workspace::target().join("bench");
    fs::create_dir_all(&scratch).doing(|| format!("making {}", scratch.display()))?;
    let list = scratch.join(COMPILED);
    if compiled {
        leptos_list(&tools, &list)?;
    }
    steps.next("measuring: leave the machine alone");
    let mut node = workspace::command("node");
    node.arg(folder().join("run.js")).args(words).current_dir(folder());
    node.env("MCI_PROGRAM", program).env("MCI_APP", app::dist());
    node.env("BENCH_SCRATCH", &scratch).env("BENCH_LEPTOS_LIST", &list);
    let status = tools.give(&mut node)?.status().doing(|| "starting node".to_owned())?;
    match status.code() {
        Some(0) => Ok(ExitCode::SUCCESS),
        Some(1) => {
            eprintln!("a figure misses its must");
            Ok(ExitCode::FAILURE)
        }
        _ => Err(Failure::new("the driver failed; what it said stands above")),
    }
}

/// Whether the engine is wanted, and which other phases: `None` for all, empty for none.
fn parts(only: Option<&str>) -> (bool, Option<String>) {
    let Some(only) = only else { return (false, None) };
    let (engine, others): (Vec<&str>, Vec<&str>) = only.split(',').partition(|word| *word == ENGINE);
    (!engine.is_empty(), Some(others.join(",")))
}

fn folder() -> PathBuf {
    workspace::root().join("bench")
}

fn absolute(file: &str) -> Result<PathBuf> {
    std::path::absolute(file).doing(|| format!("--json {file}"))
}

/// The peers at the versions of `bench/package-lock.json`, in `bench/node_modules/`.
fn packages() -> Result<()> {
    let lock = folder().join("package-lock.json");
    let installed = folder().join("node_modules/.package-lock.json");
    let dated = |file: &Path| fs::metadata(file).and_then(|about| about.modified()).ok();
    if dated(&installed).is_some_and(|then| dated(&lock).is_some_and(|lock| lock <= then)) {
        return Ok(());
    }
    let mut install = workspace::command("npm");
    install.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(folder());
    progress::must("installing the peers", &mut install).map(drop)
}

/// Leptos' own keyed list over the engine, built as the app is.
fn leptos_list(tools: &Tools, out: &Path) -> Result<()> {
    let package = "bench-leptos-list";
    let mut cargo =
        workspace::cargo(&["build", "--release", "--locked", "--target", "wasm32-unknown-unknown", "-p", package]);
    progress::must("cargo build", &mut cargo)?;
    let wasm = workspace::target().join("wasm32-unknown-unknown/release/bench_leptos_list.wasm");
    let mut bindgen = workspace::command("wasm-bindgen");
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", "app", "--out-dir"]).arg(out).arg(&wasm);
    progress::must("wasm-bindgen", tools.give(&mut bindgen)?)?;
    let module = out.join("app_bg.wasm");
    let mut optimize = workspace::command("wasm-opt");
    optimize.args(["-Oz", "--strip-debug"]).arg(&module).arg("-o").arg(&module);
    progress::must("wasm-opt", tools.give(&mut optimize)?).map(drop)
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn the_engine_is_measured_apart_from_the_pages() {
        assert_eq!(parts(None), (false, None));
        assert_eq!(parts(Some("engine")), (true, Some(String::new())));
        assert_eq!(parts(Some("nav,engine,mem")), (true, Some("nav,mem".to_owned())));
        assert_eq!(parts(Some("nav")), (false, Some("nav".to_owned())));
    }
}
