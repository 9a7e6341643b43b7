//! Owns the command line of `cargo xtask`: which command was asked for, and how it ends.

mod app;
mod args;
mod bench;
mod failure;
mod manifest;
mod packed;
mod progress;
mod run;
mod sign_ins;
mod size;
mod split;
mod style;
mod tally;
mod test;
mod tools;
mod workspace;

use args::Args;
use failure::Result;
use std::process::ExitCode;

const USAGE: &str = "cargo xtask COMMAND

  run [--port 8080] [--data DIR] [--scale demo|small|large] [--fresh] [--split] [--clock RFC3339]
      [--allow-origin ORIGIN]
          build everything, seed the data directory when it is empty, and serve
          --fresh   start from a newly seeded data directory
          --split   the directory and every region as processes of their own, on PORT, PORT+1, …
          --clock   serve, and seed, as if it were that moment
          --allow-origin  a page elsewhere may call the regions, for example the one of `trunk serve`
  test [--only tidy|unit|web|api|e2e]
          everything that has to hold before a change lands
  build   the app into dist/ and the backend into target/debug/mci
  tools [--path]
          find or install what the commands above need, and say where it is
          --path    only print the PATH with them: PATH=\"$(cargo xtask tools --path)\" trunk serve
  size    what a first visit downloads, whether it is within the budget, and what comes later
  bench [--only nav,load,ops,scroll,stream,mem,leak,engine] [--rows 100000] [--reps 3]
      [--contenders ours,limit,leptos-list,aggrid,tanstack] [--maxwait 20] [--json FILE]
          measure the app and other grids on the same rows, side by side, and the engine on its own
          --maxwait  seconds to wait before each measurement until the machine is quiet

Called by Trunk while it builds:
  style   style/*.css in their fixed order into target/style/mci.css
  manifest
          manifest.json beside index.html: the hashed names of this build
";

fn main() -> ExitCode {
    let mut args = Args::from_env();
    let outcome = match args.command().as_deref() {
        Some("run") => run::main(args),
        Some("test") => test::main(args),
        Some("build") => build(args),
        Some("tools") => tools::main(args),
        Some("size") => size::main(args),
        Some("bench") => bench::main(args),
        Some("style") => style::main(args),
        Some("manifest") => manifest::main(args),
        Some("help" | "--help" | "-h") | None => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Some(other) => Err(failure::Failure::new(format!("there is no command `{other}`\n\n{USAGE}"))),
    };
    match outcome {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn build(args: Args) -> Result<ExitCode> {
    args.done()?;
    let mut steps = progress::Steps::new(3);
    steps.next("tools");
    let tools = tools::for_building()?;
    steps.next("the app (release, in parts)");
    app::build(&tools)?;
    steps.next("the backend");
    println!("backend: {}", app::build_backend()?.display());
    Ok(ExitCode::SUCCESS)
}
