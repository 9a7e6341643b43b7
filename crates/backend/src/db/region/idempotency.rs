//! Verdicts of recent writes, so that a retry neither doubles nor accuses.

use super::tables::Idempotency;
use super::{Conn, RegionStore, Scope};
use crate::db;
use crate::error::Result;
use contract::{CustomerId, Timestamp};
use sea_query::{Expr, ExprTrait, OnConflict, Query};
use sqlx::Row;

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
    /// The verdict kept under the analyst's `key`, while it is younger than 24 hours and its customer is still within
    /// `scope`: what was answered once is not answered to someone who lost access since.
    pub async fn verdict(&self, conn: &mut Conn, scope: &Scope, key: &str, now: Timestamp) -> Result<Option<Verdict>> {
        let select = Query::select()
            .columns([
                Idempotency::Organization,
                Idempotency::RequestHash,
                Idempotency::Status,
                Idempotency::Etag,
                Idempotency::Body,
            ])
            .from(Idempotency::Table)
            .and_where(Expr::col(Idempotency::Analyst).eq(scope.analyst().to_string()))
            .and_where(Expr::col(Idempotency::Key).eq(key))
            .and_where(Expr::col(Idempotency::Time).gt(now.plus_secs(-KEPT_SECS).micros()))
            .and_where(scope.holds((Idempotency::Table, Idempotency::Organization)))
            .to_owned();
        let Some(row) = db::row(conn, &select).await? else { return Ok(None) };
        Ok(Some(Verdict {
            request_hash: row.try_get("request_hash")?,
            organization: super::rows::parsed(&row, "organization")?,
            status: row.try_get("status")?,
            etag: row.try_get("etag")?,
            body: row.try_get("body")?,
        }))
    }

    /// Keeps a verdict under the analyst's `key`, and forgets those that are too old.
    pub async fn keep_verdict(
        &self,
        conn: &mut Conn,
        scope: &Scope,
        key: &str,
        verdict: &Verdict,
        now: Timestamp,
    ) -> Result<()> {
        let forget = Query::delete()
            .from_table(Idempotency::Table)
            .and_where(Expr::col(Idempotency::Time).lte(now.plus_secs(-KEPT_SECS).micros()))
            .to_owned();
        db::execute(&mut *conn, &forget).await?;
        let columns = [
            Idempotency::Organization,
            Idempotency::Time,
            Idempotency::RequestHash,
            Idempotency::Status,
            Idempotency::Etag,
            Idempotency::Body,
        ];
        let insert = Query::insert()
            .into_table(Idempotency::Table)
            .columns([Idempotency::Analyst, Idempotency::Key].into_iter().chain(columns))
            .values_panic([
                scope.analyst().to_string().into(),
                key.into(),
                verdict.organization.to_string().into(),
                now.micros().into(),
                verdict.request_hash.as_str().into(),
                i64::from(verdict.status).into(),
                verdict.etag.clone().into(),
                verdict.body.as_str().into(),
            ])
            .on_conflict(
                OnConflict::columns([Idempotency::Analyst, Idempotency::Key]).update_columns(columns).to_owned(),
            )
            .to_owned();
        db::execute(conn, &insert).await?;
        Ok(())
    }
}
