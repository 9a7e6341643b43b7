//! Owns finding Chromium and its driver, and installing them through the system's package manager where it may.

use crate::failure::{Failure, Result};
use crate::{progress, workspace};
use std::path::PathBuf;
use std::process::Command;

/// A browser and the driver that was made for it.
pub struct Chromium {
    pub browser: PathBuf,
    pub driver: PathBuf,
}

const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const DRIVERS: &[&str] = &["chromedriver", "/usr/lib/chromium/chromedriver", "/usr/lib/chromium-browser/chromedriver"];
const PACKAGES: [&str; 2] = ["chromium", "chromium-driver"];

/// # Errors
/// When they are missing and may not be installed from here; the sentence says what to type.
pub fn chromium() -> Result<Chromium> {
    if let Some(found) = find() {
        return Ok(found);
    }
    let by_hand = || {
        Failure::new(format!(
            "Chromium or its driver is missing. On Debian or Ubuntu: sudo apt-get update && sudo apt-get install {}. \
             Elsewhere install both from your system, or set CHROMIUM and CHROMEDRIVER to where they are",
            PACKAGES.join(" ")
        ))
    };
    if workspace::find_program(&["apt-get"]).is_none() {
        return Err(by_hand());
    }
    let rights = rights().ok_or_else(by_hand)?;
    eprintln!("      installing {} (apt-get)", PACKAGES.join(" and "));
    progress::must("apt-get update", &mut apt(rights, &["update", "-q"]))?;
    let arguments = [&["install", "-q", "-y", "--no-install-recommends"], PACKAGES.as_slice()].concat();
    progress::must("apt-get install", &mut apt(rights, &arguments))?;
    find().ok_or_else(by_hand)
}

fn find() -> Option<Chromium> {
    let told = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|file| file.is_file());
    let browser = told("CHROMIUM").or_else(|| workspace::find_program(BROWSERS))?;
    let driver = told("CHROMEDRIVER").or_else(|| workspace::find_program(DRIVERS))?;
    Some(Chromium { browser, driver })
}

/// Who may install packages without being asked for a password.
#[derive(Clone, Copy)]
enum Rights {
    Root,
    Sudo,
}

fn rights() -> Option<Rights> {
    let quiet = |command: &mut Command| progress::run("asking for rights", command).ok().filter(|done| done.ok);
    if quiet(Command::new("id").arg("-u")).is_some_and(|done| done.output.trim() == "0") {
        return Some(Rights::Root);
    }
    quiet(Command::new("sudo").args(["-n", "true"])).map(|_| Rights::Sudo)
}

fn apt(rights: Rights, arguments: &[&str]) -> Command {
    let mut command = match rights {
        Rights::Root => Command::new("apt-get"),
        Rights::Sudo => {
            let mut sudo = Command::new("sudo");
            sudo.args(["-n", "--preserve-env=DEBIAN_FRONTEND", "apt-get"]);
            sudo
        }
    };
    command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    command
}
