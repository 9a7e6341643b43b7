//! The binary `mci`: reads the command line, sets up the log and the runtime, runs the command.

use backend::cli::Cli;
use clap::Parser;
use std::process::ExitCode;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let level = if cli.verbose() { LevelFilter::DEBUG } else { LevelFilter::WARN };
    let only_ours = Targets::new().with_target("backend", level).with_default(LevelFilter::ERROR);
    // Standard output belongs to what a command answers; the log goes beside it.
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_ansi(false);
    tracing_subscriber::registry().with(lines).with(only_ours).init();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(cause) => return failed(&cause.into()),
    };
    match runtime.block_on(cli.run()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => failed(&cause),
    }
}

fn failed(cause: &anyhow::Error) -> ExitCode {
    eprintln!("mci: {cause:#}");
    ExitCode::FAILURE
}
