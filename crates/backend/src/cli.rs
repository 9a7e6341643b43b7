//! The command line of `mci`: one file for the arguments of each command, one place that runs them.

pub mod accounts;
pub mod import;
pub mod init;
pub mod seed;
pub mod serve;

use crate::clock::Clock;
use clap::{Parser, Subcommand};
use contract::Timestamp;

/// Everything a person types after `mci`.
#[derive(Debug, Parser)]
#[command(name = "mci", version, about = "Reference backend for multi-customer investigations")]
pub struct Cli {
    /// Pretend that this moment is now, and tick on from there (RFC 3339)
    #[arg(long, global = true, value_name = "RFC3339")]
    clock: Option<Timestamp>,
    /// Log more: each call with its correlation id
    #[arg(long, short, global = true)]
    verbose: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a data directory: keys, the partner, its regions and its first administrator
    Init(init::InitArgs),
    /// The partner's customers
    #[command(subcommand)]
    Customer(accounts::CustomerCommand),
    /// The partner's analysts
    #[command(subcommand)]
    Analyst(accounts::AnalystCommand),
    /// Keys for programs
    #[command(subcommand)]
    ApiKey(accounts::ApiKeyCommand),
    /// Serve the directory and every region in one process
    Serve(serve::ServeArgs),
    /// Serve the directory alone
    Directory(serve::DirectoryArgs),
    /// Serve one region alone
    Region(serve::RegionArgs),
    /// Fill a data directory with invented data
    Seed(seed::SeedArgs),
    /// Take in saved answers of the public API
    Import(import::ImportArgs),
}

impl Cli {
    /// Whether each call is logged.
    pub fn verbose(&self) -> bool {
        self.verbose
    }

    /// Runs the command to its end; services end on Ctrl-C or SIGTERM.
    pub async fn run(self) -> anyhow::Result<()> {
        let clock = self.clock.map_or_else(Clock::system, Clock::starting_at);
        match self.command {
            Command::Init(args) => init::run(&args, &clock).await,
            Command::Customer(command) => accounts::customer(command, &clock).await,
            Command::Analyst(command) => accounts::analyst(command, &clock).await,
            Command::ApiKey(command) => accounts::api_key(command, &clock).await,
            Command::Serve(args) => serve::all(args, clock).await,
            Command::Directory(args) => serve::directory(args, clock).await,
            Command::Region(args) => serve::region(args, clock).await,
            Command::Seed(args) => crate::seed::run(&args, &clock).await,
            Command::Import(args) => crate::import::run(&args, &clock).await,
        }
    }
}
