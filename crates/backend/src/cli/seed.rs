//! Arguments of `mci seed`.

use clap::ValueEnum;
use std::path::PathBuf;

/// Arguments of `mci seed`.
#[derive(Debug, Clone, clap::Args)]
pub struct SeedArgs {
    /// Where everything is kept; made when absent, refused when it holds anything
    #[arg(long, value_name = "DIR")]
    pub data: PathBuf,
    /// How much
    #[arg(long, value_enum, default_value_t = Scale::Demo)]
    pub scale: Scale,
    /// What the partner lacks; anything but `normal` is small
    #[arg(long, value_enum, default_value_t = Partner::Normal)]
    pub partner: Partner,
    /// Active investigations of all customers together, with `--scale large`
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub investigations: Option<u32>,
}

/// How much is invented.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Scale {
    /// 46 customers in 4 regions, about 2,000 investigations
    Demo,
    /// A handful of customers in 3 regions
    Small,
    /// 200 customers in 7 regions, 100,000 active investigations
    Large,
}

/// What the partner has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Partner {
    /// Partner status, a licence, licensed customers
    Normal,
    /// Neither partner status nor a licence
    Unlicensed,
    /// No customer that is associated and licensed
    Empty,
}
