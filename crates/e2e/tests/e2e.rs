//! Owns the list of end-to-end scenarios. Each file beside this one holds those of one part of the product.

#[path = "e2e/access.rs"]
mod access;
#[path = "e2e/looks.rs"]
mod looks;
#[path = "e2e/preferences.rs"]
mod preferences;
#[path = "e2e/region.rs"]
mod region;
#[path = "e2e/sign_in.rs"]
mod sign_in;
#[path = "e2e/support.rs"]
mod support;

use e2e::{Result, Suite};
use std::process::ExitCode;

fn main() -> Result<ExitCode> {
    let mut suite = Suite::new()?;
    sign_in::add(&mut suite);
    access::add(&mut suite);
    region::add(&mut suite);
    preferences::add(&mut suite);
    looks::add(&mut suite);
    Ok(suite.run())
}
