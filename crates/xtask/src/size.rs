//! Owns the budget of a first visit: what a browser downloads before the first screen stands.

use crate::app;
use crate::args::Args;
use crate::failure::{Doing, Failure, Result};
use crate::{manifest, progress, workspace};
use std::process::ExitCode;

/// Bytes after brotli at its best, all files together.
const BUDGET: u64 = 300_000;

/// Prints `raw brotli` for each file named on its command line.
const MEASURE: &str = "const fs=require('fs'),z=require('zlib');for(const f of process.argv.slice(1)){const b=fs.readFileSync(f);\
    console.log(b.length,z.brotliCompressSync(b,{params:{[z.constants.BROTLI_PARAM_SIZE_HINT]:b.length}}).length)}";

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
    let mut node = workspace::command("node");
    node.args(["-e", MEASURE]).args(files.iter().map(|name| dist.join(name)));
    let lines = progress::must("compressing", &mut node)?.stdout;
    let mut table = format!("{:>9} {:>9}  first visit, bytes\n", "raw", "brotli");
    let mut total = (0, 0);
    for (name, line) in files.iter().zip(lines.lines()) {
        let (raw, brotli) = pair(line).doing(|| format!("measuring {name}"))?;
        total = (total.0 + raw, total.1 + brotli);
        table.push_str(&format!("{raw:>9} {brotli:>9}  {name}\n"));
    }
    let within = total.1 <= BUDGET;
    let verdict = if within { "within" } else { "OVER" };
    table.push_str(&format!("{:>9} {:>9}  together, {verdict} the budget of {BUDGET}", total.0, total.1));
    Ok((table, within))
}

fn pair(line: &str) -> std::result::Result<(u64, u64), Failure> {
    line.split_once(' ')
        .and_then(|(raw, brotli)| Some((raw.parse().ok()?, brotli.trim().parse().ok()?)))
        .ok_or_else(|| Failure::new(format!("node answered `{line}`")))
}
