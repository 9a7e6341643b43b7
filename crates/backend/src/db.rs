//! Every statement against a database: how one is opened, migrated and asked. Times are microseconds since 1970, ids
//! text, booleans 0 or 1, lists JSON text.

pub mod directory;
pub mod region;
pub mod views;

use crate::Result;
use sea_query::{QueryStatementWriter, SqliteQueryBuilder};
use sea_query_sqlx::SqlxBinder;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteRow, SqliteSynchronous};
use sqlx::{AssertSqlSafe, Executor, SqlSafeStr, Sqlite, SqlitePool, Transaction};
use std::path::Path;
use std::time::Duration;

/// Opens a database file in WAL, made when absent; other processes' writes are waited for up to 5 s.
pub async fn open(path: &Path) -> Result<SqlitePool> {
    if let Some(folder) = path.parent() {
        tokio::fs::create_dir_all(folder).await?;
    }
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        // Whole reads cross from SQLite's thread at once; each crossing wakes two threads.
        .row_buffer_size(1_024);
    Ok(SqlitePoolOptions::new().max_connections(8).connect_with(options).await?)
}

/// Brings a database to the newest of `steps`: number, name, SQL; applied once each, in order.
pub async fn migrate(pool: &SqlitePool, steps: &'static [(i64, &'static str, &'static str)]) -> Result<()> {
    let migrations = steps.iter().map(|(version, name, sql)| {
        Migration::new(*version, (*name).into(), MigrationType::Simple, sql.into_sql_str(), false)
    });
    Ok(Migrator::with_migrations(migrations.collect()).run(pool).await?)
}

/// A transaction that may write: it takes its place in the queue of writers at once, so it never fails half-way.
pub async fn begin(pool: &SqlitePool) -> Result<Transaction<'static, Sqlite>> {
    Ok(pool.begin_with("BEGIN IMMEDIATE").await?)
}

/// Runs a statement; answers how many rows it touched.
pub async fn execute<'e>(on: impl Executor<'e, Database = Sqlite>, statement: &impl Statement) -> Result<u64> {
    let (sql, values) = statement.sqlite();
    Ok(sqlx::query_with(AssertSqlSafe(sql), values).execute(on).await?.rows_affected())
}

/// All rows of a query.
pub async fn rows<'e>(on: impl Executor<'e, Database = Sqlite>, statement: &impl Statement) -> Result<Vec<SqliteRow>> {
    let (sql, values) = statement.sqlite();
    Ok(sqlx::query_with(AssertSqlSafe(sql), values).fetch_all(on).await?)
}

/// The first row of a query, if there is one.
pub async fn row<'e>(
    on: impl Executor<'e, Database = Sqlite>,
    statement: &impl Statement,
) -> Result<Option<SqliteRow>> {
    let (sql, values) = statement.sqlite();
    Ok(sqlx::query_with(AssertSqlSafe(sql), values).fetch_optional(on).await?)
}

/// A statement of `sea_query`; its text holds placeholders only, every value is bound.
pub trait Statement: Sync {
    /// In SQLite's dialect.
    fn sqlite(&self) -> (String, sea_query_sqlx::SqlxValues);
}

impl<T: SqlxBinder + QueryStatementWriter + Sync> Statement for T {
    fn sqlite(&self) -> (String, sea_query_sqlx::SqlxValues) {
        self.build_sqlx(SqliteQueryBuilder)
    }
}
