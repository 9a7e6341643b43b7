//! Owns the per-user cache of tools: a directory `name-version` is there whole or not at all.

use crate::failure::{Doing, Result};
use crate::workspace;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// The directory of a tool; `install` fills a fresh one when it is not there yet.
///
/// Only one process installs at a time, and an interrupted one leaves nothing that looks installed.
///
/// # Errors
/// When the cache cannot be written or `install` fails.
pub fn tool(name: &str, version: &str, install: impl FnOnce(&Path) -> Result<()>) -> Result<PathBuf> {
    let cache = workspace::cache()?;
    let home = cache.join(format!("{name}-{version}"));
    if home.is_dir() {
        return Ok(home);
    }
    fs::create_dir_all(&cache).doing(|| format!("making {}", cache.display()))?;
    let lock = File::create(cache.join("lock")).doing(|| format!("writing in {}", cache.display()))?;
    if lock.try_lock().is_err() {
        eprintln!("      waiting: another process is installing tools");
        lock.lock().doing(|| "waiting for another installation".to_owned())?;
    }
    if home.is_dir() {
        return Ok(home);
    }
    eprintln!("      installing {name} {version} into {}", home.display());
    let unfinished = cache.join(format!("unfinished-{name}"));
    remove(&unfinished)?;
    fs::create_dir_all(&unfinished).doing(|| format!("making {}", unfinished.display()))?;
    install(&unfinished)?;
    fs::rename(&unfinished, &home).doing(|| format!("moving {name} to {}", home.display()))?;
    Ok(home)
}

/// Removes a directory that may not be there.
///
/// # Errors
/// When it is there and cannot be removed.
pub fn remove(dir: &Path) -> Result<()> {
    match fs::remove_dir_all(dir) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).doing(|| format!("removing {}", dir.display()))
        }
        _ => Ok(()),
    }
}
