//! Owns `cargo xtask run`: from a fresh clone to a served product with data in it.

use crate::args::Args;
use crate::failure::{Doing, Failure, Result};
use crate::{app, progress, sign_ins, split, tools, workspace};
use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// What was asked for.
pub struct Asked {
    pub port: u16,
    pub data: PathBuf,
    clock: Option<String>,
    allow_origin: Option<String>,
    scale: Option<String>,
    fresh: bool,
    split: bool,
}

const SCALES: [&str; 3] = ["demo", "small", "large"];

impl Asked {
    fn read(mut args: Args) -> Result<Self> {
        let port = args.option("--port")?.unwrap_or_else(|| "8080".to_owned());
        let port = port.parse().doing(|| format!("--port {port}"))?;
        let data = match args.option("--data")? {
            Some(dir) => std::path::absolute(&dir).doing(|| format!("--data {dir}"))?,
            None => workspace::root().join("data"),
        };
        let scale = args.option("--scale")?;
        if let Some(scale) = scale.as_deref().filter(|scale| !SCALES.contains(scale)) {
            return Err(Failure::new(format!("--scale {scale}: there are {}", SCALES.join(", "))));
        }
        let clock = args.option("--clock")?;
        let allow_origin = args.option("--allow-origin")?;
        let asked =
            Self { port, data, clock, allow_origin, scale, fresh: args.flag("--fresh"), split: args.flag("--split") };
        args.done()?;
        Ok(asked)
    }

    /// `mci COMMAND --data DIR [--clock …]`.
    pub fn mci(&self, program: &Path, command: &str, data: &Path) -> Command {
        let mut mci = workspace::command(program);
        mci.arg(command).arg("--data").arg(data);
        if let Some(clock) = &self.clock {
            mci.args(["--clock", clock]);
        }
        mci
    }

    /// As [`Asked::mci`], for a command that listens on a port.
    pub fn listen(&self, program: &Path, command: &str, port: u16) -> Command {
        let mut mci = self.mci(program, command, &self.data);
        mci.args(["--port", &port.to_string()]);
        if let Some(origin) = &self.allow_origin {
            mci.args(["--allow-origin", origin]);
        }
        mci
    }
}

/// Never returns while the product is served.
///
/// # Errors
/// When a step fails; nothing half-seeded is left behind.
pub fn main(args: Args) -> Result<ExitCode> {
    let asked = Asked::read(args)?;
    let mut steps = progress::Steps::new(5);
    steps.next("tools");
    let tools = tools::for_building()?;
    steps.next("the app (Trunk, release)");
    app::build(&tools)?;
    steps.next("the backend");
    let program = app::build_backend()?;
    steps.next(&format!("data in {}", asked.data.display()));
    seed(&asked, &program)?;
    steps.next("serving; Ctrl-C ends it");
    sign_ins::show(&asked.data);
    if asked.split {
        return split::main(&asked, &program);
    }
    let mut serve = asked.listen(&program, "serve", asked.port);
    serve.arg("--app").arg(app::dist());
    // The backend takes this process's place, so a signal meant for one reaches the other.
    let error = serve.exec();
    Err(Failure::new(format!("starting {}: {error}", program.display())))
}

/// Fills an empty data directory; a filled one is left alone unless a fresh one was asked for.
fn seed(asked: &Asked, program: &Path) -> Result<()> {
    let data = &asked.data;
    if asked.fresh && !sign_ins::is_empty(data) {
        if !sign_ins::is_data_directory(data) {
            return Err(Failure::new(format!(
                "--fresh would remove {}, which does not look like a data directory (no directory.db in it); nothing was removed",
                data.display()
            )));
        }
        println!("      removing {}", data.display());
        tools::remove(data)?;
    }
    if !sign_ins::is_empty(data) {
        let holds = sign_ins::scale(data).unwrap_or_else(|| "your own".to_owned());
        if asked.scale.as_ref().is_some_and(|scale| *scale != holds) {
            println!("      note: it holds {holds} data already; --fresh replaces it");
        }
        return Ok(());
    }
    let scale = asked.scale.as_deref().unwrap_or("demo");
    // Seeded aside and moved into place whole: an interrupted seed never looks like data.
    let mut aside = data.as_os_str().to_owned();
    aside.push(".unfinished");
    let aside = PathBuf::from(aside);
    tools::remove(&aside)?;
    let mut mci = asked.mci(program, "seed", &aside);
    let printed = progress::must(&format!("mci seed --scale {scale}"), mci.args(["--scale", scale]))?.stdout;
    sign_ins::remember(&aside, scale, &printed)?;
    tools::remove(data)?;
    fs::rename(&aside, data).doing(|| format!("moving the seeded data to {}", data.display()))
}
