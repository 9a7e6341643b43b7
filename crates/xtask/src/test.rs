//! Owns `cargo xtask test`: every check there is, one after the other, and one closing line.

mod steps;

use crate::args::Args;
use crate::failure::{Doing, Failure, Result};
use crate::progress::{self, Finished, Steps};
use crate::tally::Tally;
use crate::workspace;
use std::fs;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

/// The parts that `--only` names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Tidy,
    Unit,
    Web,
    Api,
    EndToEnd,
}

impl Part {
    const ALL: [(&'static str, Self); 5] =
        [("tidy", Self::Tidy), ("unit", Self::Unit), ("web", Self::Web), ("api", Self::Api), ("e2e", Self::EndToEnd)];

    fn named(name: &str) -> Result<Self> {
        Self::ALL
            .iter()
            .find(|(word, _)| *word == name)
            .map(|(_, part)| *part)
            .ok_or_else(|| Failure::new(format!("--only {name}: there are tidy, unit, web, api and e2e")))
    }
}

/// Goes on after a failure, so that one run tells everything.
///
/// # Errors
/// When the command line is not understood; what fails while testing is counted instead.
pub fn main(mut args: Args) -> Result<ExitCode> {
    let only = args.option("--only")?.map(|name| Part::named(&name)).transpose()?;
    args.done()?;
    let steps = steps::of(|part| only.is_none_or(|wanted| wanted == part));
    let started = Instant::now();
    let mut shown = Steps::new(steps.len());
    let mut sum = Tally::default();
    for step in steps {
        shown.next(step.name);
        let began = Instant::now();
        let tally = (step.run)().unwrap_or_else(|failure| {
            println!("      {failure}");
            Tally::FAIL
        });
        let verdict = if tally.failed == 0 { "ok" } else { "FAILED" };
        println!("      {verdict}: {tally} ({})", seconds(began.elapsed()));
        sum.add(tally);
    }
    println!("all in {}", seconds(started.elapsed()));
    println!("{sum}");
    Ok(if sum.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

/// A program whose success is one check.
fn check(name: &str, command: &mut Command) -> Result<Tally> {
    let finished = logged(name, command)?;
    if !finished.ok {
        println!("{}", progress::tail(&finished.output, 120));
    }
    Ok(if finished.ok { Tally::PASS } else { Tally::FAIL })
}

/// A program that runs tests and says how they went.
fn tests(name: &str, command: &mut Command) -> Result<Tally> {
    let finished = logged(name, command)?;
    let tally = Tally::of(&finished.output, finished.ok);
    if tally.failed > 0 {
        for line in finished.output.lines().filter(|line| line.starts_with("test ") && line.contains("... FAIL")) {
            println!("      {line}");
        }
        println!("{}", progress::tail(&finished.output, 160));
    }
    Ok(tally)
}

/// Keeps what the program said under `target/xtask/`, whole.
fn logged(name: &str, command: &mut Command) -> Result<Finished> {
    let finished = progress::run(name, command)?;
    let log = workspace::scratch()?.join(format!("{}.log", name.replace(' ', "-")));
    fs::write(&log, &finished.output).doing(|| format!("writing {}", log.display()))?;
    if !finished.ok {
        println!("      all of it: {}", log.display());
    }
    Ok(finished)
}
