//! Owns what is remembered about a seeded data directory: which scale it is, and who can sign in.

use crate::failure::{Doing, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// Beside the databases: the scale on the first line, then what the seed printed.
fn file(data: &Path) -> PathBuf {
    data.join("sign-ins.txt")
}

/// # Errors
/// When the file cannot be written.
pub fn remember(data: &Path, scale: &str, printed: &str) -> Result<()> {
    let file = file(data);
    fs::write(&file, format!("{scale}\n{}\n", printed.trim_end())).doing(|| format!("writing {}", file.display()))
}

/// The scale a data directory was seeded with; none where someone brought their own data.
pub fn scale(data: &Path) -> Option<String> {
    fs::read_to_string(file(data)).ok()?.lines().next().map(str::to_owned)
}

/// Who can sign in, as the seed printed it.
pub fn show(data: &Path) {
    match fs::read_to_string(file(data)) {
        Ok(text) => text.lines().skip(1).for_each(|line| println!("{line}")),
        Err(_) => println!("sign in with an account of {}", data.display()),
    }
}

/// Whether a directory is one of ours, and so may be replaced by `--fresh`.
pub fn is_data_directory(data: &Path) -> bool {
    file(data).is_file() || data.join("directory.db").is_file()
}

/// Whether there is nothing in it, or it is not there.
pub fn is_empty(data: &Path) -> bool {
    fs::read_dir(data).map_or(true, |mut entries| entries.next().is_none())
}
