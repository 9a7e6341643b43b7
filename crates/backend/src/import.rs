//! `mci import`: takes in saved answers of the public API, each file whole or not at all.

mod apply;
mod associate;
mod read;
mod report;

pub use read::{Content, MOST_BYTES, Refused, Row, Unreadable, read};
pub use report::{Counts, FileReport};

use crate::cli::import::ImportArgs;
use crate::clock::Clock;
use crate::data_dir::DataDir;
use crate::db::directory::DirectoryStore;
use crate::db::region::RegionStore;
use anyhow::bail;
use contract::RegionCode;
use std::path::Path;

/// Runs the command: what came of each file on standard output.
///
/// # Errors
/// When the region is unknown, or when anything was refused or unreadable; the other files stay.
pub async fn run(args: &ImportArgs, clock: &Clock) -> anyhow::Result<()> {
    let data = DataDir::open(&args.data)?;
    let directory = DirectoryStore::open(&data.directory_db()).await?;
    let regions: Vec<RegionCode> = directory.regions().await?.into_iter().map(|region| region.code).collect();
    if !regions.contains(&args.region) {
        let known: Vec<_> = regions.iter().map(RegionCode::as_str).collect();
        bail!("there is no region {} here; the regions are {}", args.region, known.join(", "));
    }
    let region = RegionStore::open(&data.region_db(&args.region), &args.region).await?;
    let mut reports = Vec::new();
    for file in &args.files {
        let report = one_file(&region, file, args, clock).await;
        print!("{report}");
        reports.push(report);
    }
    if args.associate {
        for line in associate::unknown(&directory, &region, clock.now()).await? {
            println!("{line}");
        }
    }
    print!("{}", associate::list(&directory, &region, args.unknown).await?);
    directory.close().await;
    region.close().await;
    let failed = reports.iter().filter(|report| !report.good()).count();
    if failed > 0 {
        bail!("{failed} of {} files were not taken in completely, see above", reports.len());
    }
    Ok(())
}

async fn one_file(region: &RegionStore, file: &Path, args: &ImportArgs, clock: &Clock) -> FileReport {
    let name = file.display().to_string();
    let content = match read_file(file, args).await {
        Ok(content) => content,
        Err(unreadable) => return FileReport::unreadable(name, unreadable),
    };
    let kind = content.kind();
    match apply::all(region, content, args.investigation.as_ref(), clock.now()).await {
        Ok(counts) => FileReport::taken(name, kind, counts),
        Err(cause) => FileReport::unreadable(
            name,
            Unreadable(format!("the database refused it, nothing of it was kept: {cause}")),
        ),
    }
}

async fn read_file(file: &Path, args: &ImportArgs) -> Result<Content, Unreadable> {
    let cannot = |cause: std::io::Error| Unreadable(format!("it cannot be opened: {cause}"));
    let size = tokio::fs::metadata(file).await.map_err(cannot)?.len();
    if size > MOST_BYTES {
        return Err(Unreadable(format!(
            "it has {} MiB, more than the {} MiB that are taken at once; save it in several pages",
            size.div_ceil(1 << 20),
            MOST_BYTES >> 20
        )));
    }
    let bytes = tokio::fs::read(file).await.map_err(cannot)?;
    read(&bytes, args.investigation.is_some())
}
