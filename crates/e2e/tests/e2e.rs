//! Owns the list of end-to-end scenarios. Each file beside this one holds those of one part of the product.

#[path = "e2e/sign_in.rs"]
mod sign_in;

use e2e::{Result, Suite};
use std::process::ExitCode;

fn main() -> Result<ExitCode> {
    let mut suite = Suite::new()?;
    sign_in::add(&mut suite);
    Ok(suite.run())
}
