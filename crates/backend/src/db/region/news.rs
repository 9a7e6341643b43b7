//! Where the log of changes stands, and how a process hears of writes that are not its own.

use super::{Conn, RegionStore, meta};
use crate::error::{Error, Result};
use contract::Timestamp;
use sqlx::sqlite::SqliteRow;
use sqlx::{ConnectOptions, Connection, Row, SqliteConnection};
use std::ops::RangeInclusive;
use tokio::sync::watch;

/// How long a change can be told, in microseconds.
const KEPT: i64 = 7 * 24 * 60 * 60 * 1_000_000;

const LATEST: &str = "SELECT
    (SELECT value FROM meta WHERE key = 'store_id') AS store,
    coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'changes_forgotten'), 0) AS forgotten,
    coalesce((SELECT max(seq) FROM changes), 0) AS seq,
    (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'roles_revision') AS roles";

/// Where this database stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Latest {
    /// Names the database; one made anew has another name.
    pub store: String,
    /// Numbers of changes after which everything can still be told, up to the latest change.
    pub told: RangeInclusive<i64>,
    /// Grows with every change of anyone's role.
    pub roles: i64,
}

impl Latest {
    /// The number of the latest change.
    pub fn seq(&self) -> i64 {
        *self.told.end()
    }
}

/// Sees the commits of every other connection, this process's and others'.
#[derive(Debug)]
pub struct Watcher {
    conn: SqliteConnection,
    version: Option<i64>,
}

impl Watcher {
    /// Where the database stands, unless nothing was committed since the last look.
    pub async fn look(&mut self) -> Result<Option<Latest>> {
        let version: i64 = sqlx::query("PRAGMA data_version").fetch_one(&mut self.conn).await?.try_get(0)?;
        if self.version == Some(version) {
            return Ok(None);
        }
        let latest = latest(&mut self.conn).await?;
        self.version = Some(version);
        Ok(Some(latest))
    }

    /// Ends it, so that the file has one user less.
    pub async fn close(self) {
        if let Err(cause) = self.conn.close().await {
            tracing::debug!(%cause, "a watching connection did not close");
        }
    }
}

impl RegionStore {
    /// Where the database stands.
    pub async fn latest(&self, conn: &mut Conn) -> Result<Latest> {
        latest(conn).await
    }

    /// Changes whenever this process commits a write through `write`.
    pub fn written(&self) -> watch::Receiver<()> {
        self.written.subscribe()
    }

    /// A watcher of this database, with a connection of its own.
    pub async fn watcher(&self) -> Result<Watcher> {
        Ok(Watcher { conn: self.pool.connect_options().connect().await?, version: None })
    }

    /// Forgets changes of more than 7 days ago; who has not heard of them loads anew.
    pub async fn forget_old_changes(&self) -> Result<()> {
        let now: i64 = sqlx::query("SELECT unixepoch() * 1000000").fetch_one(&self.pool).await?.try_get(0)?;
        self.forget_changes(Timestamp::from_micros(now.saturating_sub(KEPT))).await
    }

    /// Forgets changes of before `moment`, by the database's own clock.
    pub async fn forget_changes(&self, moment: Timestamp) -> Result<()> {
        const LAST: &str = "SELECT max(seq) FROM changes WHERE time < ?";
        let last = sqlx::query(LAST).bind(moment.micros()).fetch_one(&self.pool).await?;
        if last.try_get::<Option<i64>, _>(0)?.is_none() {
            return Ok(());
        }
        let mut tx = self.write().await?;
        let last: Option<i64> = sqlx::query(LAST).bind(moment.micros()).fetch_one(&mut *tx).await?.try_get(0)?;
        let last = last.unwrap_or_default();
        sqlx::query("DELETE FROM changes WHERE seq <= ?").bind(last).execute(&mut *tx).await?;
        meta::put(&mut tx, meta::CHANGES_FORGOTTEN, &last.to_string()).await?;
        tx.commit().await
    }
}

async fn latest(conn: &mut Conn) -> Result<Latest> {
    let row: SqliteRow = sqlx::query(LATEST).fetch_one(conn).await?;
    let store: Option<String> = row.try_get("store")?;
    let forgotten: i64 = row.try_get("forgotten")?;
    let seq: i64 = row.try_get("seq")?;
    Ok(Latest {
        store: store.ok_or_else(|| Error::internal("this database has no name of its own"))?,
        told: forgotten..=seq.max(forgotten),
        roles: row.try_get::<Option<i64>, _>("roles")?.unwrap_or_default(),
    })
}
