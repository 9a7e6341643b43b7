//! Verdicts of recent writes, so that a retry neither doubles nor accuses.

use super::tables::Idempotency;
use super::{Conn, RegionStore, Scope, rows};
use crate::db;
use crate::error::Result;
use contract::{CustomerId, Timestamp};
use sea_query::{Expr, ExprTrait, OnConflict, Query};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use std::collections::HashMap;

/// How long a verdict is kept, in seconds.
const KEPT_SECS: i64 = 24 * 60 * 60;

/// What a write was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// What was asked: a retry has the same.
    pub request_hash: String,
    /// Whose data the answer holds.
    pub organization: CustomerId,
    /// HTTP status.
    pub status: u16,
    /// ETag, where there was one.
    pub etag: Option<String>,
    /// The body, as JSON.
    pub body: String,
}

impl RegionStore {
    /// The verdict kept under the analyst's `key`, as `verdicts` has it.
    pub async fn verdict(&self, conn: &mut Conn, scope: &Scope, key: &str, now: Timestamp) -> Result<Option<Verdict>> {
        Ok(self.verdicts(conn, scope, &[key], now).await?.remove(key))
    }

    /// The verdicts kept under the analyst's `keys`, while they are younger than 24 hours and their customers are still
    /// within `scope`: what was answered once is not answered to someone who lost access since.
    pub async fn verdicts(
        &self,
        conn: &mut Conn,
        scope: &Scope,
        keys: &[&str],
        now: Timestamp,
    ) -> Result<HashMap<String, Verdict>> {
        let select = Query::select()
            .columns([
                Idempotency::Key,
                Idempotency::Organization,
                Idempotency::RequestHash,
                Idempotency::Status,
                Idempotency::Etag,
                Idempotency::Body,
            ])
            .from(Idempotency::Table)
            .and_where(Expr::col(Idempotency::Analyst).eq(scope.analyst().to_string()))
            .and_where(Expr::col(Idempotency::Key).is_in(keys.iter().copied()))
            .and_where(Expr::col(Idempotency::Time).gt(now.plus_secs(-KEPT_SECS).micros()))
            .and_where(scope.holds((Idempotency::Table, Idempotency::Organization)))
            .to_owned();
        let read = |row: &SqliteRow| {
            let verdict = Verdict {
                request_hash: row.try_get("request_hash")?,
                organization: rows::parsed(row, "organization")?,
                status: row.try_get("status")?,
                etag: row.try_get("etag")?,
                body: row.try_get("body")?,
            };
            Ok((row.try_get("key")?, verdict))
        };
        db::rows(conn, &select).await?.iter().map(read).collect()
    }

    /// Keeps verdicts under keys of the analyst's, and forgets those that are too old.
    pub async fn keep_verdicts(
        &self,
        conn: &mut Conn,
        scope: &Scope,
        verdicts: &[(String, Verdict)],
        now: Timestamp,
    ) -> Result<()> {
        let forget = Query::delete()
            .from_table(Idempotency::Table)
            .and_where(Expr::col(Idempotency::Time).lte(now.plus_secs(-KEPT_SECS).micros()))
            .to_owned();
        db::execute(&mut *conn, &forget).await?;
        if verdicts.is_empty() {
            return Ok(());
        }
        let columns = [
            Idempotency::Organization,
            Idempotency::Time,
            Idempotency::RequestHash,
            Idempotency::Status,
            Idempotency::Etag,
            Idempotency::Body,
        ];
        let mut insert = Query::insert();
        insert
            .into_table(Idempotency::Table)
            .columns([Idempotency::Analyst, Idempotency::Key].into_iter().chain(columns))
            .on_conflict(
                OnConflict::columns([Idempotency::Analyst, Idempotency::Key]).update_columns(columns).to_owned(),
            );
        for (key, verdict) in verdicts {
            insert.values_panic([
                scope.analyst().to_string().into(),
                key.as_str().into(),
                verdict.organization.to_string().into(),
                now.micros().into(),
                verdict.request_hash.as_str().into(),
                i64::from(verdict.status).into(),
                verdict.etag.clone().into(),
                verdict.body.as_str().into(),
            ]);
        }
        db::execute(conn, &insert).await?;
        Ok(())
    }
}
