//! Owns where things stand: the repository, its build output, the per-user cache, and how cargo is called.

use crate::failure::{Doing, Failure, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The repository's root.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// Cargo's output, `CARGO_TARGET_DIR` honoured.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(dir) => root().join(dir),
        None => root().join("target"),
    }
}

/// Crates that are programs or tests of their own; every other one is a library of the app.
const PROGRAMS: [&str; 3] = ["backend", "e2e", "xtask"];

/// The folders in `crates/` that the app is built from; each has its package's name.
pub fn libraries() -> Vec<String> {
    let entries = std::fs::read_dir(root().join("crates")).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| !PROGRAMS.contains(&name.as_str())).collect();
    names.sort();
    names
}

/// Logs and stamps of these commands.
///
/// # Errors
/// When the directory cannot be made.
pub fn scratch() -> Result<PathBuf> {
    let dir = target().join("xtask");
    std::fs::create_dir_all(&dir).doing(|| format!("making {}", dir.display()))?;
    Ok(dir)
}

/// The per-user cache of installed tools.
///
/// # Errors
/// When neither `XDG_CACHE_HOME` nor `HOME` says where it is.
pub fn cache() -> Result<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    set("XDG_CACHE_HOME")
        .or_else(|| set("HOME").map(|home| home.join(".cache")))
        .map(|dir| dir.join("multi-customer-investigations/tools"))
        .ok_or_else(|| Failure::new("neither XDG_CACHE_HOME nor HOME is set: there is no place to keep the tools"))
}

/// A command in the repository's root, without what `cargo run` told this process about its own package.
pub fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    for (name, _) in std::env::vars_os() {
        let told = name.to_str().is_some_and(|name| {
            ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_", "CARGO_PRIMARY_"]
                .iter()
                .any(|own| name.starts_with(own))
        });
        if told {
            command.env_remove(name);
        }
    }
    command
}

/// `cargo …` in the repository's root.
pub fn cargo(args: &[&str]) -> Command {
    let mut cargo = command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(args);
    cargo
}

/// FNV-1a: names contents, so that others get another name.
pub fn fingerprint(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The version a Cargo.lock names for a package.
///
/// # Errors
/// When the file cannot be read or does not name the package.
pub fn locked_version(lock: &Path, package: &str) -> Result<String> {
    let text = std::fs::read_to_string(lock).doing(|| format!("reading {}", lock.display()))?;
    let name = format!("name = \"{package}\"");
    text.lines()
        .skip_while(|line| *line != name)
        .find_map(|line| line.strip_prefix("version = \""))
        .and_then(|rest| rest.strip_suffix('"'))
        .map(str::to_owned)
        .ok_or_else(|| Failure::new(format!("{} names no {package}", lock.display())))
}

/// The first of a program's candidates that is a file: absolute paths as they are, names looked up on the PATH.
pub fn find_program(candidates: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    candidates.iter().find_map(|name| {
        let name = Path::new(name);
        if name.is_absolute() {
            return name.is_file().then(|| name.to_path_buf());
        }
        std::env::split_paths(&path).map(|dir| dir.join(name)).find(|file| file.is_file())
    })
}
