//! Owns building the app and the backend, and knowing when the app is already built.

use crate::failure::{Doing, Failure, Result};
use crate::tools::Tools;
use crate::{manifest, packed, progress, workspace};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What the app is made of, with the crates beside it; `target` and `dist` are not.
const INPUTS: [&str; 9] = [
    "src",
    "style",
    "public",
    "index.html",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    ".cargo/config.toml",
];

/// Where the built app is served from.
pub fn dist() -> PathBuf {
    workspace::root().join("dist")
}

/// Builds the app into `dist/`, unless what stands there is newer than everything it is made of.
///
/// # Errors
/// When Trunk fails; the sentence ends with what it said.
pub fn build(tools: &Tools) -> Result<()> {
    let stamp = workspace::scratch()?.join("app-built");
    if is_current(&stamp) {
        println!("      dist/ is up to date");
        return Ok(());
    }
    // Dated before the build, so that a file saved while it runs counts as newer.
    let started = SystemTime::now();
    // Trunk is kept off the network, so what the build needs must be here before.
    progress::must("fetching dependencies", &mut workspace::cargo(&["fetch", "--locked"]))?;
    let mut trunk = workspace::command("trunk");
    trunk.args(["build", "--release", "--offline", "--skip-version-check"]).env_remove("NO_COLOR");
    progress::must("trunk build", tools.give(&mut trunk)?)?;
    let names = manifest::read(&dist())?;
    packed::write(&dist(), &[vec![names.js, names.wasm], names.css].concat())?;
    let page = page()?;
    fs::write(&stamp, page).doing(|| format!("writing {}", stamp.display()))?;
    fs::File::options()
        .write(true)
        .open(&stamp)
        .and_then(|file| file.set_modified(started))
        .doing(|| format!("dating {}", stamp.display()))
}

/// Builds the backend with the profile that its tests use too.
///
/// # Errors
/// When cargo fails; the sentence ends with what it said.
pub fn build_backend() -> Result<PathBuf> {
    progress::must("cargo build -p backend", &mut workspace::cargo(&["build", "-p", "backend", "--bin", "mci"]))?;
    let program = workspace::target().join("debug/mci");
    if program.is_file() {
        return Ok(program);
    }
    Err(Failure::new(format!("the build left no {}", program.display())))
}

/// The page tells this build from one that `trunk serve` left: it carries every hash.
fn page() -> Result<String> {
    let page = dist().join("index.html");
    fs::read_to_string(&page).doing(|| format!("reading {}", page.display()))
}

fn is_current(stamp: &Path) -> bool {
    let Ok(built) = fs::metadata(stamp).and_then(|stamp| stamp.modified()) else { return false };
    let same = fs::read_to_string(stamp).ok().zip(page().ok()).is_some_and(|(then, now)| then == now);
    same && manifest::read(&dist()).is_ok()
        && !INPUTS.iter().any(|input| newer_than(&workspace::root().join(input), built))
        && !workspace::libraries().iter().any(|name| newer_than(&workspace::root().join("crates").join(name), built))
}

/// Whether a file, or anything in a directory, or the directory itself, changed after `moment`.
fn newer_than(path: &Path, moment: SystemTime) -> bool {
    let Ok(about) = fs::metadata(path) else { return false };
    if about.modified().is_ok_and(|changed| changed > moment) {
        return true;
    }
    about.is_dir() && fs::read_dir(path).into_iter().flatten().flatten().any(|entry| newer_than(&entry.path(), moment))
}

#[cfg(test)]
mod tests {
    use super::newer_than;
    use std::time::{Duration, SystemTime};

    #[test]
    fn sees_a_change_deep_down() {
        let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        assert!(newer_than(here, SystemTime::UNIX_EPOCH));
        assert!(!newer_than(here, SystemTime::now() + Duration::from_secs(3600)));
        assert!(!newer_than(&here.join("no-such-file"), SystemTime::UNIX_EPOCH));
    }
}
