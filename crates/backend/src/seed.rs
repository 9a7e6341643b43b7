//! `mci seed`: fills a new data directory with an invented partner, the same one for the same clock.

mod catalogue;
mod customers;
pub mod demo;
mod generate;
mod hostile;
mod large;
mod named;
mod people;
mod random;
mod story;
mod world;
mod write;

pub use generate::investigations;
pub use hostile::IMAGE as HOSTILE_TITLE;
pub use world::{Detail, PlannedAnalyst, PlannedCustomer, World};

use crate::cli::seed::{Partner, Scale, SeedArgs};
use crate::clock::Clock;
use anyhow::{Context, bail};
use contract::Timestamp;
use std::fs;
use std::path::Path;

/// Decides everything that is invented; another number is another partner's history.
const SEED: u64 = 0x5133_d00d;
/// Built here, inside the data directory, and moved into place when complete.
const WORKSHOP: &str = ".seeding";

/// The invented partner of this scale, with all ages counting from `now`; `active` is the number of active investigations
/// where the scale leaves it open.
///
/// # Errors
/// When a name in the tables cannot be what it stands for; a test excludes it.
pub fn plan(scale: Scale, partner: Partner, active: Option<u32>, now: Timestamp) -> Result<World, contract::BadId> {
    match (partner, scale) {
        (Partner::Unlicensed, _) => customers::unlicensed(SEED, now),
        (Partner::Empty, _) => customers::empty(SEED, now),
        (Partner::Normal, Scale::Demo) => customers::demo(SEED, now),
        (Partner::Normal, Scale::Small) => customers::small(SEED, now),
        (Partner::Normal, Scale::Large) => large::large(SEED, active.unwrap_or(large::ACTIVE), now),
    }
}

/// Runs the command: progress on standard error, the sign-ins on standard output.
///
/// # Errors
/// When the directory holds anything, or cannot be written; what was begun is then left in `.seeding` and replaced by the
/// next run.
pub async fn run(args: &SeedArgs, clock: &Clock) -> anyhow::Result<()> {
    if args.partner != Partner::Normal && args.scale == Scale::Large {
        bail!("--partner unlicensed and --partner empty are small: leave out --scale large");
    }
    if args.investigations.is_some() && args.scale != Scale::Large {
        bail!("--investigations goes with --scale large: the other scales have what their names stand for");
    }
    let place = args.data.display();
    let workshop = args.data.join(WORKSHOP);
    prepare(&args.data, &workshop).with_context(|| format!("preparing {place}"))?;
    let world = plan(args.scale, args.partner, args.investigations, clock.now())?;
    let written = write::all(world.clone(), &workshop).await?;
    move_out(&workshop, &args.data).with_context(|| format!("moving the finished data into {place}"))?;
    println!(
        "seeded {written} investigations of {} customers in {} regions",
        world.customers.len(),
        world.regions.len()
    );
    for analyst in &world.analysts {
        println!("sign in  {}  {}  {}", analyst.email, demo::PASSWORD, analyst.what);
    }
    Ok(())
}

/// The directory exists and is empty but for what an unfinished run left, which goes.
fn prepare(data: &Path, workshop: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(data)?;
    for entry in fs::read_dir(data)? {
        let name = entry?.file_name();
        if name != WORKSHOP {
            bail!("it holds {} already: seed an empty directory, or remove this one first", name.to_string_lossy());
        }
    }
    if workshop.exists() {
        fs::remove_dir_all(workshop)?;
    }
    Ok(())
}

/// Moves what is complete one level up; the directory's database comes last, because it is what makes a data directory.
fn move_out(workshop: &Path, data: &Path) -> anyhow::Result<()> {
    let mut names = fs::read_dir(workshop)?.map(|entry| Ok(entry?.file_name())).collect::<anyhow::Result<Vec<_>>>()?;
    names.sort_by_key(|name| name == "directory.db");
    for name in names {
        fs::rename(workshop.join(&name), data.join(&name))?;
    }
    fs::remove_dir(workshop)?;
    Ok(())
}
