//! Owns what the end-to-end scenarios stand on: a browser, a backend with data, a foreign portal, and the trials' runner.
//!
//! A scenario is `async fn name(browser: &Browser) -> Result<()>`, added to a [`Suite`] in `tests/`. It starts the
//! [`Server`] it needs, goes there, and waits for what a person would see; nothing ever sleeps for a fixed time.

mod browser;
mod issuer;
mod portal;
mod process;
mod server;
mod trial;

pub use anyhow::{Context, Result, bail, ensure};
pub use browser::{Browser, Tab};
pub use issuer::Issuer;
pub use portal::{Portal, Reply};
pub use server::{Server, Setup};
pub use thirtyfour::{Key, WebElement};
pub use trial::Suite;

use std::path::{Path, PathBuf};

/// The repository's root.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// Cargo's output, `CARGO_TARGET_DIR` honoured.
pub fn target() -> PathBuf {
    root().join(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

/// A path out of the environment, or where it is by default; an error that says how it comes to be when it is not there.
fn place(variable: &str, default: PathBuf, made_by: &str) -> Result<PathBuf> {
    let place = std::env::var_os(variable).map_or(default, PathBuf::from);
    ensure!(place.exists(), "{} is not there: {made_by}", place.display());
    Ok(place)
}
