//! Arguments of `mci import`.

use contract::{RegionCode, Rrn};
use std::path::PathBuf;

/// Arguments of `mci import`.
#[derive(Debug, Clone, clap::Args)]
pub struct ImportArgs {
    /// The data directory
    #[arg(long, value_name = "DIR")]
    pub data: PathBuf,
    /// The region whose answers these are
    #[arg(long, value_name = "CODE")]
    pub region: RegionCode,
    /// Make organisations the directory does not know customers of this partner: associated, licensed, and open to the
    /// partner's administrators
    #[arg(long)]
    pub associate: bool,
    /// Take the files as alerts of this investigation
    #[arg(long, value_name = "RRN")]
    pub investigation: Option<Rrn>,
    /// List the organisations that are stored but belong to no customer
    #[arg(long)]
    pub unknown: bool,
    /// Saved answers: pages, arrays or single records of investigations, alerts or comments
    #[arg(value_name = "FILE", required_unless_present_any = ["unknown", "associate"])]
    pub files: Vec<PathBuf>,
}
