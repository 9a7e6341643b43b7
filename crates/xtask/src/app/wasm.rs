//! Owns the way from the app's source to its scripts and wasm: compiled, divided into main and late parts, bound, made small.

use crate::failure::{Doing, Failure, Result};
use crate::tools::Tools;
use crate::{progress, workspace};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const TARGET: &str = "wasm32-unknown-unknown";
const BINARY: &str = "mci-app";
/// What the tools call things; a build gives them names of its own, see [`super::names`].
pub const SCRIPT: &str = "mci-app.js";
pub const MAIN: &str = "mci-app_bg.wasm";
pub const LOADER: &str = "__wasm_split.js";

/// What the compiler may use, see `.cargo/config.toml`; a late part does not say so itself.
const FEATURES: [&str; 8] = [
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Few bytes, and like functions side by side, which compresses better. The first kilobyte is the end of the stack, unused.
const SMALL: [&str; 4] =
    ["-Oz", "--one-caller-inline-max-function-size=0", "--low-memory-unused", "--reorder-functions-by-name"];

/// One file of the build by the name that the tools gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Built {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Builds everything; the script first, then the loader of late parts, the main wasm, and every part by name.
///
/// # Errors
/// When a tool fails; the sentence ends with what it said.
pub fn build(tools: &Tools) -> Result<Vec<Built>> {
    let whole = compile()?;
    let work = workspace::scratch()?.join("app");
    crate::tools::remove(&work)?;
    let (divided, bound) = (work.join("divided"), work.join("bound"));
    fs::create_dir_all(&divided).doing(|| format!("making {}", divided.display()))?;
    let mut divide = workspace::command("wasm-split-cli");
    divide.args(["--target", "web", "--out-name", BINARY]).arg(&whole).arg(&divided);
    progress::must("wasm-split", tools.give(&mut divide)?)?;
    let mut bind = workspace::command("wasm-bindgen");
    bind.args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", BINARY, "--out-dir"])
        .arg(&bound);
    bind.arg(divided.join(format!("{BINARY}.wasm")));
    progress::must("wasm-bindgen", tools.give(&mut bind)?)?;
    let parts = parts(&divided)?;
    let mut built = vec![read(&bound, SCRIPT)?, read(&divided, LOADER)?];
    shrink(tools, &bound.join(MAIN))?;
    built.push(read(&bound, MAIN)?);
    for part in parts {
        shrink(tools, &divided.join(&part))?;
        built.push(read(&divided, &part)?);
    }
    Ok(built)
}

/// Where a part begins is known from relocations, so the linker must leave them in; only the last step differs from a
/// build in one piece.
fn compile() -> Result<PathBuf> {
    let mut cargo = workspace::cargo(&["rustc", "--release", "--locked", "--offline", "--target", TARGET]);
    cargo.args(["--bin", BINARY, "--features", "split", "--", "-C", "link-arg=--emit-relocs", "-C", "strip=none"]);
    progress::must("compiling the app", &mut cargo)?;
    Ok(workspace::target().join(TARGET).join("release").join(format!("{BINARY}.wasm")))
}

/// The parts beside the main module, in the order of their names.
fn parts(dir: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(dir).doing(|| format!("reading {}", dir.display()))?;
    let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let main = format!("{BINARY}.wasm");
    let mut parts: Vec<String> = names.filter(|name| name.ends_with(".wasm") && *name != main).collect();
    parts.sort();
    match parts.is_empty() {
        true => Err(Failure::new("nothing of the app is late: is the feature `split` still there?")),
        false => Ok(parts),
    }
}

fn shrink(tools: &Tools, file: &Path) -> Result<()> {
    let mut optimize: Command = workspace::command("wasm-opt");
    optimize.args(SMALL).args(FEATURES).arg(file).arg("-o").arg(file);
    progress::must("wasm-opt", tools.give(&mut optimize)?).map(drop)
}

fn read(dir: &Path, name: &str) -> Result<Built> {
    let file = dir.join(name);
    let bytes = fs::read(&file).doing(|| format!("reading {}", file.display()))?;
    Ok(Built { name: name.to_owned(), bytes })
}
