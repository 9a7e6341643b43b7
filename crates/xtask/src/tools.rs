//! Owns the tools the commands need: found where they are, installed once per machine and version where they are not.

mod browser;
mod cache;
mod cargo_tools;
mod node;

use crate::args::Args;
use crate::failure::{Doing, Failure, Result};
use crate::{progress, workspace};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use browser::Chromium;
pub use cache::remove;

/// Everything a build or a test calls by name.
#[derive(Default)]
pub struct Tools {
    /// Directories that go before the PATH.
    bins: Vec<PathBuf>,
    /// Where the JavaScript packages are, `axe-core` among them.
    node_modules: Option<PathBuf>,
    /// The browser and its driver, where they were asked for.
    chromium: Option<Chromium>,
}

impl Tools {
    /// The PATH with these tools first.
    ///
    /// # Errors
    /// When a directory's name cannot stand in a PATH.
    pub fn path(&self) -> Result<OsString> {
        let inherited = std::env::var_os("PATH").unwrap_or_default();
        let dirs = self.bins.iter().cloned().chain(std::env::split_paths(&inherited));
        std::env::join_paths(dirs).doing(|| "putting the tools on the PATH".to_owned())
    }

    /// Lets a command find everything: the PATH, the driver's and the browser's place, the accessibility rules.
    ///
    /// # Errors
    /// As [`Tools::path`].
    pub fn give<'c>(&self, command: &'c mut Command) -> Result<&'c mut Command> {
        command.env("PATH", self.path()?);
        if let Some(chromium) = &self.chromium {
            command.env("CHROMEDRIVER", &chromium.driver).env("CHROMIUM", &chromium.browser);
        }
        if let Some(modules) = &self.node_modules {
            command.env("AXE_CORE", modules.join("axe-core/axe.min.js"));
        }
        Ok(command)
    }
}

/// What a build of the app and the backend needs.
///
/// # Errors
/// When something is missing and cannot be installed; the sentence says what to install.
pub fn for_building() -> Result<Tools> {
    wasm_target()?;
    let mut tools = for_wasm_tests_without_browser()?;
    tools.bins.push(cargo_tools::wasm_split()?);
    let node = node::packages()?;
    tools.bins.push(node.bin);
    tools.node_modules = Some(node.modules);
    Ok(tools)
}

/// What the tests in a headless browser need.
///
/// # Errors
/// As [`for_building`].
pub fn for_web_tests() -> Result<Tools> {
    wasm_target()?;
    let mut tools = for_wasm_tests_without_browser()?;
    tools.chromium = Some(browser::chromium()?);
    Ok(tools)
}

/// What the end-to-end tests need: everything.
///
/// # Errors
/// As [`for_building`].
pub fn for_end_to_end_tests() -> Result<Tools> {
    let chromium = browser::chromium()?;
    Ok(Tools { chromium: Some(chromium), ..for_building()? })
}

fn for_wasm_tests_without_browser() -> Result<Tools> {
    Ok(Tools { bins: vec![cargo_tools::wasm_bindgen()?], ..Tools::default() })
}

/// The compiler's wasm target.
///
/// # Errors
/// When it is missing and there is no `rustup` to add it.
pub fn wasm_target() -> Result<PathBuf> {
    let sysroot = progress::must("rustc", workspace::command("rustc").args(["--print", "sysroot"]))?.stdout;
    let target = Path::new(sysroot.trim()).join("lib/rustlib/wasm32-unknown-unknown");
    if target.is_dir() {
        return Ok(target);
    }
    if workspace::find_program(&["rustup"]).is_none() {
        return Err(Failure::new(
            "this Rust has no wasm32-unknown-unknown target and there is no rustup to add it: install Rust with rustup",
        ));
    }
    eprintln!("      installing the compiler's wasm32-unknown-unknown target");
    progress::must("rustup", workspace::command("rustup").args(["target", "add", "wasm32-unknown-unknown"]))?;
    Ok(target)
}

/// `cargo xtask tools`: everything at once, and where it is; with `--path` the PATH that a Trunk called by hand needs.
///
/// # Errors
/// When something is missing and cannot be installed.
pub fn main(mut args: Args) -> Result<ExitCode> {
    let path = args.flag("--path");
    args.done()?;
    if path {
        let mut tools = for_building()?;
        tools.bins.push(cargo_tools::trunk()?);
        println!("{}", tools.path()?.display());
        return Ok(ExitCode::SUCCESS);
    }
    let mut steps = progress::Steps::new(6);
    let said = |what: &str, place: &Path| println!("      {what}: {}", place.display());
    steps.next("the wasm32-unknown-unknown target");
    said("target", &wasm_target()?);
    steps.next("wasm-bindgen and its test runner");
    said("wasm-bindgen", &cargo_tools::wasm_bindgen()?);
    steps.next("wasm-split");
    said("wasm-split", &cargo_tools::wasm_split()?);
    steps.next("Trunk");
    said("trunk", &cargo_tools::trunk()?);
    steps.next("wasm-opt and axe-core");
    let node = node::packages()?;
    said("wasm-opt", &node.bin);
    said("axe-core", &node.modules.join("axe-core"));
    steps.next("Chromium and its driver");
    let chromium = browser::chromium()?;
    said("chromium", &chromium.browser);
    said("chromedriver", &chromium.driver);
    Ok(ExitCode::SUCCESS)
}
