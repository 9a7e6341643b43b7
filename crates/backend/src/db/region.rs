//! One region's database: every read that answers a caller goes through a `Scope`, which carries the four gates into SQL.

use crate::error::{Error, Result};
use contract::RegionCode;
use sqlx::{Sqlite, SqliteConnection, SqlitePool, Transaction};
use std::path::Path;
use std::sync::Arc;
use tokio::sync::watch;

mod activity;
mod batch;
mod change;
mod comments;
mod filter;
mod find;
mod idempotency;
mod load;
mod meta;
mod news;
mod parts;
mod record_json;
mod records;
mod roles;
mod rows;
mod scope;
mod store;
mod summary;
mod tables;
mod working_set;
mod write_tx;

pub use activity::{Author, LoggedActivity};
pub use batch::Batch;
pub use change::Change;
pub use comments::ScopedComment;
pub use filter::{Criterion, Order, RowsPage, Sort, SortKey};
pub use find::Found;
pub use idempotency::Verdict;
pub use load::{OrganizationCount, Outcome};
pub use news::{Latest, Watcher};
pub use records::{StoredAlert, StoredInvestigation};
pub use scope::Scope;
pub use tables::rrn_key;
pub use working_set::Logged;
pub use write_tx::WriteTx;

/// The steps that bring a region's database up to date.
const STEPS: &[(i64, &str, &str)] = &[
    (1, "region", include_str!("../../migrations/region/0001_region.sql")),
    (2, "changes", include_str!("../../migrations/region/0002_changes.sql")),
    (3, "views", include_str!("../../migrations/region/0003_views.sql")),
];

/// A connection, in or outside a transaction.
pub type Conn = SqliteConnection;

/// One region's database. Clones share its connections.
#[derive(Clone, Debug)]
pub struct RegionStore {
    pool: SqlitePool,
    region: RegionCode,
    /// Changes with every commit of this process.
    written: Arc<watch::Sender<()>>,
}

impl RegionStore {
    /// Opens `path`, made when absent, and brings its tables up to date. A database of another region is refused.
    pub async fn open(path: &Path, region: &RegionCode) -> Result<Self> {
        let pool = crate::db::open(path).await?;
        crate::db::migrate(&pool, STEPS).await?;
        let store = Self { pool, region: region.clone(), written: Arc::new(watch::Sender::new(())) };
        let mut tx = store.write().await?;
        match meta::get(&mut tx, meta::REGION).await? {
            Some(found) if found != region.as_str() => {
                let place = path.display();
                return Err(Error::Conflict(format!("{place} holds the data of region {found}, not of {region}.")));
            }
            Some(_) => {}
            None => {
                meta::put(&mut tx, meta::REGION, region.as_str()).await?;
                meta::put(&mut tx, meta::STORE_ID, &crate::random::hex::<8>()).await?;
            }
        }
        tx.commit().await?;
        Ok(store)
    }

    /// Whose region's data this is.
    pub fn region(&self) -> &RegionCode {
        &self.region
    }

    /// Closes every connection; the file can be moved or read by others afterwards.
    pub async fn close(self) {
        self.pool.close().await;
    }

    /// Starts a write. It takes its place among the writers at once, so it cannot fail half-way for another's sake.
    pub async fn write(&self) -> Result<WriteTx> {
        Ok(WriteTx::new(crate::db::begin(&self.pool).await?, self.written.clone()))
    }

    /// Starts a read of several statements that see one state.
    pub async fn read(&self) -> Result<Transaction<'static, Sqlite>> {
        Ok(self.pool.begin().await?)
    }

    /// The last entitlements kept, as JSON.
    pub async fn entitlements(&self) -> Result<Option<String>> {
        let mut tx = self.read().await?;
        meta::get(&mut tx, meta::ENTITLEMENTS).await
    }

    /// Keeps entitlements, so that the gateway starts with the directory down.
    pub async fn keep_entitlements(&self, json: &str) -> Result<()> {
        let mut tx = self.write().await?;
        meta::put(&mut tx, meta::ENTITLEMENTS, json).await?;
        tx.commit().await
    }
}
