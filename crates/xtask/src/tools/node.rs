//! Owns the tools that come as JavaScript packages: `wasm-opt` and the accessibility rules.

use super::cache;
use crate::failure::{Doing, Failure, Result};
use crate::{progress, workspace};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

/// Where the packages ended up.
pub struct Node {
    /// Holds `wasm-opt`.
    pub bin: PathBuf,
    /// Holds a directory per package.
    pub modules: PathBuf,
}

/// Runs the package's program wherever the cache stands.
const WASM_OPT: &str = "#!/bin/sh\nexec node \"$(dirname \"$0\")/../node_modules/binaryen/bin/wasm-opt\" \"$@\"\n";

/// # Errors
/// When they are not there and cannot be installed, or Node.js is missing.
pub fn packages() -> Result<Node> {
    if workspace::find_program(&["node"]).is_none() {
        return Err(Failure::new("Node.js is needed (wasm-opt runs on it): install version 18 or newer, with npm"));
    }
    let source = workspace::root().join("tools/node");
    let lock = source.join("package-lock.json");
    let text = fs::read_to_string(&lock).doing(|| format!("reading {}", lock.display()))?;
    let home = cache::tool("node", &format!("{:016x}", workspace::fingerprint(text.bytes())), |home| {
        for name in ["package.json", "package-lock.json"] {
            fs::copy(source.join(name), home.join(name)).doing(|| format!("copying {name}"))?;
        }
        let mut install = workspace::command("npm");
        install.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(home);
        progress::must("installing JavaScript packages", &mut install)?;
        let bin = home.join("bin");
        fs::create_dir_all(&bin).doing(|| format!("making {}", bin.display()))?;
        let script = bin.join("wasm-opt");
        fs::write(&script, WASM_OPT).doing(|| format!("writing {}", script.display()))?;
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755))
            .doing(|| format!("making {} a program", script.display()))?;
        progress::must("wasm-opt", workspace::command(&script).arg("--version")).map(drop)
    })?;
    Ok(Node { bin: home.join("bin"), modules: home.join("node_modules") })
}
