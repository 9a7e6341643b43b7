//! Owns the list of end-to-end scenarios. Each file beside this one holds those of one part of the product.

#[path = "e2e/access.rs"]
mod access;
#[path = "e2e/address.rs"]
mod address;
#[path = "e2e/bulk.rs"]
mod bulk;
#[path = "e2e/conflict.rs"]
mod conflict;
#[path = "e2e/grid.rs"]
mod grid;
#[path = "e2e/history.rs"]
mod history;
#[path = "e2e/hostile.rs"]
mod hostile;
#[path = "e2e/journey.rs"]
mod journey;
#[path = "e2e/late.rs"]
mod late;
#[path = "e2e/live.rs"]
mod live;
#[path = "e2e/looks.rs"]
mod looks;
#[path = "e2e/portal.rs"]
mod portal;
#[path = "e2e/preferences.rs"]
mod preferences;
#[path = "e2e/program.rs"]
mod program;
#[path = "e2e/region.rs"]
mod region;
#[path = "e2e/session.rs"]
mod session;
#[path = "e2e/sign_in.rs"]
mod sign_in;
#[path = "e2e/support.rs"]
mod support;
#[path = "e2e/work.rs"]
mod work;

use e2e::{Result, Suite};
use std::process::ExitCode;

fn main() -> Result<ExitCode> {
    let mut suite = Suite::new()?;
    sign_in::add(&mut suite);
    journey::add(&mut suite);
    access::add(&mut suite);
    address::add(&mut suite);
    region::add(&mut suite);
    late::add(&mut suite);
    live::add(&mut suite);
    conflict::add(&mut suite);
    bulk::add(&mut suite);
    history::add(&mut suite);
    session::add(&mut suite);
    hostile::add(&mut suite);
    preferences::add(&mut suite);
    program::add(&mut suite);
    portal::add(&mut suite);
    looks::add(&mut suite);
    Ok(suite.run())
}
