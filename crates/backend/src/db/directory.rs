//! The directory's database: the partner, its people, its customers, and who may see whom.

mod audit;
mod customers;
mod entitlements;
mod keys;
mod partner;
mod people;
mod preferences;
mod sessions;
mod tables;

pub use audit::AuditEntry;
pub use customers::{NewCustomer, StoredCustomer};
pub use keys::hash as hash_key;
pub use partner::{NewPartner, StoredPartner};
pub use people::{NewAnalyst, StoredAnalyst};
pub use sessions::{SessionKind, StoredSession};

use crate::{Result, db};
use sqlx::{Sqlite, SqlitePool, Transaction};
use std::path::Path;

/// The steps that bring the directory's database up to date.
const STEPS: &[(i64, &str, &str)] = &[
    (1, "directory", include_str!("../../migrations/directory/0001_directory.sql")),
    (2, "views", include_str!("../../migrations/directory/0002_views.sql")),
];

/// The directory's store; cheap to clone.
#[derive(Debug, Clone)]
pub struct DirectoryStore {
    pool: SqlitePool,
}

impl DirectoryStore {
    /// Opens the file, made when absent, at the newest schema.
    pub async fn open(path: &Path) -> Result<Self> {
        let pool = db::open(path).await?;
        db::migrate(&pool, STEPS).await?;
        Ok(Self { pool })
    }

    /// Starts a write, which takes its place among the writers at once.
    pub async fn write(&self) -> Result<Transaction<'static, Sqlite>> {
        db::begin(&self.pool).await
    }

    /// Starts a read of several statements that see one state.
    pub async fn read(&self) -> Result<Transaction<'static, Sqlite>> {
        Ok(self.pool.begin().await?)
    }

    /// Waits until nothing is being written, then lets go of the file.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}
