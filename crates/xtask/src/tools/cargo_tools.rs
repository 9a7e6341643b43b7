//! Owns the tools that are built from Rust source: Trunk, wasm-bindgen at the app's version, and what divides the wasm.

use super::cache;
use crate::failure::{Failure, Result};
use crate::{progress, workspace};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Later releases need a newer Rust than `rust-toolchain.toml` names.
const TRUNK: &str = "0.21.14";

/// Reads what the macro of the same family writes (`wasm_split_helpers` in Cargo.toml); a change of format is refused.
const WASM_SPLIT: &str = "0.2.4";

/// The directory that holds `trunk`.
///
/// # Errors
/// When it is not there and cannot be built.
pub fn trunk() -> Result<PathBuf> {
    let home = cache::tool("trunk", TRUNK, |home| {
        let mut install = workspace::cargo(&["install", "--locked", "trunk", "--version", TRUNK]);
        build(&mut install, "Trunk", home)
    })?;
    Ok(home.join("bin"))
}

/// The directory that holds `wasm-bindgen` and `wasm-bindgen-test-runner`.
///
/// # Errors
/// When the two lock files disagree, or it is not there and cannot be built.
pub fn wasm_bindgen() -> Result<PathBuf> {
    let source = workspace::root().join("tools/wasm-bindgen");
    let library = workspace::locked_version(&workspace::root().join("Cargo.lock"), "wasm-bindgen")?;
    let tool = workspace::locked_version(&source.join("Cargo.lock"), "wasm-bindgen-cli")?;
    if library != tool {
        return Err(Failure::new(format!(
            "the app uses wasm-bindgen {library}, tools/wasm-bindgen builds {tool}: they must be the same, \
             so set both Cargo.toml to one version and run `cargo update wasm-bindgen-cli` in tools/wasm-bindgen"
        )));
    }
    let home = cache::tool("wasm-bindgen", &tool, |home| {
        let mut install = workspace::cargo(&["install", "--locked", "--path"]);
        install.arg(&source);
        build(&mut install, "wasm-bindgen", home)
    })?;
    Ok(home.join("bin"))
}

/// The directory that holds `wasm-split-cli`.
///
/// # Errors
/// When it is not there and cannot be built.
pub fn wasm_split() -> Result<PathBuf> {
    let home = cache::tool("wasm-split", WASM_SPLIT, |home| {
        let mut install = workspace::cargo(&["install", "--locked", "wasm_split_cli_support", "--version", WASM_SPLIT]);
        install.args(["--features", "build-binary"]);
        build(&mut install, "wasm-split", home)
    })?;
    Ok(home.join("bin"))
}

/// Built apart from the workspace's target directory, so that no other build waits for it.
fn build(install: &mut Command, what: &str, home: &Path) -> Result<()> {
    let objects = home.join("objects");
    install
        .arg("--root")
        .arg(home)
        .env("CARGO_TARGET_DIR", &objects)
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "0");
    progress::must(&format!("building {what} (a few minutes, once)"), install)?;
    cache::remove(&objects)
}
