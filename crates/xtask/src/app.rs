//! Owns building the app and the backend, and knowing when the app is already built.

mod names;
mod page;
mod wasm;

use crate::failure::{Doing, Failure, Result};
use crate::tools::Tools;
use crate::{manifest, packed, progress, style, workspace};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use wasm::Built;

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

/// Served as they stand in `public/`.
const PUBLIC: [&str; 3] = ["boot.js", "config.json", "config.example.json"];

/// Where the built app is served from.
pub fn dist() -> PathBuf {
    workspace::root().join("dist")
}

/// Builds the app into `dist/`, unless what stands there is newer than everything it is made of.
///
/// # Errors
/// When a step fails; the sentence ends with what its program said.
pub fn build(tools: &Tools) -> Result<()> {
    let stamp = workspace::scratch()?.join("app-built");
    if is_current(&stamp) {
        println!("      dist/ is up to date");
        return Ok(());
    }
    // Dated before the build, so that a file saved while it runs counts as newer.
    let started = SystemTime::now();
    // What is built is kept off the network, so what it needs must be here before.
    progress::must("fetching dependencies", &mut workspace::cargo(&["fetch", "--locked"]))?;
    let built = names::give(wasm::build(tools)?)?;
    publish(&built)?;
    let page = page()?;
    fs::write(&stamp, page).doing(|| format!("writing {}", stamp.display()))?;
    fs::File::options()
        .write(true)
        .open(&stamp)
        .and_then(|file| file.set_modified(started))
        .doing(|| format!("dating {}", stamp.display()))
}

/// Puts a build where it is served from, the page last, and takes away what stood there before: who loads the page in
/// between gets one build or the other.
fn publish(built: &[Built]) -> Result<()> {
    let (root, dist) = (workspace::root(), dist());
    let [js, loader, wasm, ..] = built else { return Err(Failure::new("the build left no script and no wasm")) };
    let (css, sheet) = style::named()?;
    let read = |file: PathBuf| fs::read(&file).doing(|| format!("reading {}", file.display()));
    let source = String::from_utf8(read(root.join("index.html"))?).doing(|| "reading index.html".to_owned())?;
    let page = page::write(&source, &css, &js.name, &wasm.name, &[&js.name, &loader.name])?;
    let hashed = || built.iter().map(|file| file.name.clone()).chain([css.clone()]);
    let mut files: Vec<(String, Vec<u8>)> = built.iter().map(|file| (file.name.clone(), file.bytes.clone())).collect();
    files.push((css.clone(), sheet.into_bytes()));
    for name in PUBLIC {
        files.push((name.to_owned(), read(root.join("public").join(name))?));
    }
    fs::create_dir_all(&dist).doing(|| format!("making {}", dist.display()))?;
    for (name, bytes) in &files {
        let file = dist.join(name);
        fs::write(&file, bytes).doing(|| format!("writing {}", file.display()))?;
    }
    packed::write(&dist, &hashed().collect::<Vec<_>>())?;
    fs::write(dist.join("index.html"), page).doing(|| format!("writing the page into {}", dist.display()))?;
    manifest::write(&dist, &manifest::read(&dist)?)?;
    let kept: Vec<String> = hashed()
        .flat_map(|name| [format!("{name}.br"), name])
        .chain(PUBLIC.map(str::to_owned))
        .chain(["index.html", "manifest.json"].map(str::to_owned))
        .collect();
    let there = fs::read_dir(&dist).doing(|| format!("reading {}", dist.display()))?;
    for old in there
        .flatten()
        .filter(|entry| !entry.file_name().to_str().is_some_and(|name| kept.iter().any(|one| one == name)))
    {
        let path = old.path();
        let gone = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        gone.doing(|| format!("removing {}", path.display()))?;
    }
    Ok(())
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
