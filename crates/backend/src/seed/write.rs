//! Writes an invented partner: the directory first, then all regions side by side, each into its own database.

use super::demo;
use super::world::World;
use crate::data_dir::DataDir;
use crate::db::directory::{DirectoryStore, NewAnalyst, NewCustomer, NewPartner};
use crate::db::region::RegionStore;
use crate::{Error, Result, password};
use contract::directory::Preferences;
use contract::{RegionCode, Timestamp};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::task::JoinSet;

/// Investigations a transaction.
const BATCH: usize = 2_000;
/// How often progress is said.
const SAY_EVERY: Duration = Duration::from_millis(1_500);

/// Makes a data directory at `place` and writes `world` into it; answers how many investigations there are.
pub async fn all(world: World, place: &Path) -> Result<u64> {
    let data = DataDir::create(place)?;
    directory(&world, &data).await?;
    let expected: u64 =
        world.everyone().map(|customer| u64::from(customer.active.iter().sum::<u32>() + customer.closed)).sum();
    let world = Arc::new(world);
    let written = Arc::new(AtomicU64::new(0));
    let mut regions = JoinSet::new();
    for (region, _) in &world.regions {
        data.region_secret(region)?;
        let task = one_region(world.clone(), region.clone(), data.clone(), written.clone());
        regions.spawn(task);
    }
    let mut said = tokio::time::interval(SAY_EVERY);
    said.tick().await;
    loop {
        tokio::select! {
            ended = regions.join_next() => match ended {
                None => return Ok(written.load(Ordering::Relaxed)),
                Some(outcome) => outcome.map_err(|cause| Error::caused("seeding a region", cause))??,
            },
            _ = said.tick() => {
                let written = written.load(Ordering::Relaxed);
                eprintln!("seeding: {written} of about {expected} investigations, {} regions to go", regions.len());
            }
        }
    }
}

async fn directory(world: &World, data: &DataDir) -> Result<()> {
    let store = DirectoryStore::open(&data.directory_db()).await?;
    for (code, name) in &world.regions {
        store.add_region(code, name).await?;
    }
    store
        .create_partner(&NewPartner {
            name: world.primary.name.clone(),
            primary_customer: world.primary.id,
            partner_status: world.partner_status,
            licence: world.primary.licence.clone(),
        })
        .await?;
    for planned in world.everyone() {
        let customer = NewCustomer {
            id: planned.id,
            name: planned.name.clone(),
            code: planned.code.clone(),
            region: planned.region.clone(),
            aliases: planned.aliases.clone(),
            tier: planned.tier.clone(),
            association: planned.association.clone(),
            licence: planned.licence.clone(),
            licence_until: planned.licence_until,
            is_primary: planned.id == world.primary.id,
            confidential: planned.confidential,
        };
        store.add_customer(&customer).await?;
    }
    // One slow hash for all: the password is the same and no secret.
    let password_hash = password::hash(demo::PASSWORD)?;
    for planned in &world.analysts {
        let analyst = NewAnalyst {
            id: planned.id,
            name: planned.name.clone(),
            email: planned.email.clone(),
            password_hash: Some(password_hash.clone()),
            partner_admin: planned.partner_admin,
        };
        store.add_analyst(&analyst, world.now).await?;
        for (customer, _) in &planned.access {
            store.grant_access(planned.id, *customer, None, world.now).await?;
        }
        let chosen = Preferences {
            multi_customer: world.multi_customer,
            favourites: planned.favourites.clone(),
            ..Preferences::default()
        };
        store.set_preferences(planned.id, &chosen).await?;
    }
    store.close().await;
    Ok(())
}

async fn one_region(world: Arc<World>, region: RegionCode, data: DataDir, written: Arc<AtomicU64>) -> Result<()> {
    let store = RegionStore::open(&data.region_db(&region), &region).await?;
    let mut tx = store.write().await?;
    for analyst in &world.analysts {
        for (id, role) in &analyst.access {
            let here = world.everyone().any(|customer| customer.id == *id && customer.region == region);
            if let (true, Some(role)) = (here, role) {
                store.set_role(&mut tx, analyst.id, *id, Some(role.clone())).await?;
            }
        }
    }
    let mut waiting = 0;
    for customer in world.everyone().filter(|customer| customer.region == region) {
        let told = super::investigations(&world, customer).map_err(|cause| Error::internal(cause.to_string()))?;
        for stored in &told {
            store.insert(&mut tx, stored).await?;
            written.fetch_add(1, Ordering::Relaxed);
            waiting += 1;
            if waiting == BATCH {
                tx.commit().await?;
                tx = store.write().await?;
                waiting = 0;
            }
        }
    }
    tx.commit().await?;
    // Nobody has seen anything yet, so there is nothing to tell anyone.
    store.forget_changes(Timestamp::from_micros(i64::MAX)).await?;
    store.close().await;
    Ok(())
}
