//! Owns the one stylesheet of the app: the files of `style/` in the order in which they build on each other.

use crate::args::Args;
use crate::failure::{Doing, Result};
use crate::workspace::{self, fingerprint};
use std::fs;
use std::process::ExitCode;

/// `app` comes last and may be absent: it holds what only this app needs.
const ORDER: [&str; 11] =
    ["tokens", "base", "shell", "navigation", "marks", "controls", "grid", "bulk", "charts", "feedback", "app"];

/// Writes `target/style/mci.css`, and only where something changed, so that nothing is rebuilt for nothing.
///
/// # Errors
/// When a file is missing or the output cannot be written.
pub fn main(args: Args) -> Result<ExitCode> {
    args.done()?;
    let sheet = sheet()?;
    // Trunk reads the file beside `index.html`, wherever cargo's own output goes.
    let folder = workspace::root().join("target/style");
    fs::create_dir_all(&folder).doing(|| format!("making {}", folder.display()))?;
    let file = folder.join("mci.css");
    if fs::read_to_string(&file).is_ok_and(|old| old == sheet) {
        return Ok(ExitCode::SUCCESS);
    }
    fs::write(&file, sheet).doing(|| format!("writing {}", file.display()))?;
    Ok(ExitCode::SUCCESS)
}

/// The stylesheet, after a name that holds a hash of it.
///
/// # Errors
/// When a file is missing.
pub fn named() -> Result<(String, String)> {
    let sheet = sheet()?;
    Ok((format!("mci-{:016x}.css", fingerprint(sheet.bytes())), sheet))
}

fn sheet() -> Result<String> {
    let source = workspace::root().join("style");
    let mut sheet = String::new();
    for name in ORDER {
        let file = source.join(format!("{name}.css"));
        if name == "app" && !file.exists() {
            continue;
        }
        let text = fs::read_to_string(&file).doing(|| format!("reading {}", file.display()))?;
        sheet.push_str(text.trim_end());
        sheet.push('\n');
    }
    Ok(sheet)
}
