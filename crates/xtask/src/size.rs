//! Owns the budget of a first visit: what a browser downloads before the first screen stands, and what it fetches later.

use crate::app;
use crate::args::Args;
use crate::failure::Result;
use crate::manifest;
use crate::packed::{self, Weight};
use std::process::ExitCode;

/// Bytes after brotli at its best, all files together.
const BUDGET: u64 = 300_000;

/// Prints a table; fails over the budget.
///
/// # Errors
/// When nothing is built yet, or Node.js is missing.
pub fn main(args: Args) -> Result<ExitCode> {
    args.done()?;
    let (table, within) = measure()?;
    println!("{table}");
    Ok(if within { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The table of files and whether they are within the budget together.
///
/// # Errors
/// As [`main`].
pub fn measure() -> Result<(String, bool)> {
    let dist = app::dist();
    let names = manifest::read(&dist)?;
    let mut files = vec!["index.html".to_owned(), "boot.js".to_owned(), names.js, names.wasm];
    files.extend(names.css);
    files.extend(names.early);
    let mut table = format!("{:>9} {:>9}  first visit, bytes\n", "raw", "brotli");
    let mut total = (0, 0);
    for (name, Weight { raw, brotli }) in files.iter().zip(packed::tell(&dist, &files)?) {
        total = (total.0 + raw, total.1 + brotli);
        table.push_str(&format!("{raw:>9} {brotli:>9}  {name}\n"));
    }
    let within = total.1 <= BUDGET;
    let verdict = if within { "within" } else { "OVER" };
    table.push_str(&format!("{:>9} {:>9}  together, {verdict} the budget of {BUDGET}", total.0, total.1));
    for (name, Weight { raw, brotli }) in names.late.iter().zip(packed::tell(&dist, &names.late)?) {
        table.push_str(&format!("\n{raw:>9} {brotli:>9}  later: {name}"));
    }
    Ok((table, within))
}
