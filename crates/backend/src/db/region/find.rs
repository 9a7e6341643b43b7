//! One investigation by name: within a caller's scope, or (for loading only) whoever's it is.

use super::tables::{Investigations, Roles, rrn_key};
use super::{Conn, RegionStore, Scope, rows};
use crate::db;
use crate::error::Result;
use contract::idr::Investigation;
use contract::{Role, Rrn, Timestamp};
use sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

/// An investigation as it stands.
#[derive(Debug, Clone)]
pub struct Found {
    pub(super) seq: i64,
    /// The public record.
    pub investigation: Investigation,
    /// Its version.
    pub version: i64,
    /// The caller's role there; none when it was found without a scope.
    pub role: Option<Role>,
}

impl RegionStore {
    /// The investigation `rrn` whoever's it is: for loading data, never for answering a caller.
    pub async fn find(&self, rrn: &Rrn) -> Result<Option<Found>> {
        any(&mut *self.read().await?, rrn).await
    }

    /// The investigation `rrn` if all four gates hold, with the caller's role.
    pub async fn find_in(&self, conn: &mut Conn, scope: &Scope, rrn: &Rrn) -> Result<Option<Found>> {
        let mut select = by_key(rrn);
        select
            .column((Roles::Table, Roles::Role))
            .inner_join(
                Roles::Table,
                Expr::col((Roles::Table, Roles::Organization))
                    .equals((Investigations::Table, Investigations::Organization))
                    .and(Expr::col((Roles::Table, Roles::Analyst)).eq(scope.analyst().to_string())),
            )
            .and_where(scope.holds((Investigations::Table, Investigations::Organization)));
        match db::row(conn, &select).await? {
            Some(row) => {
                let role = row.try_get::<Option<&str>, _>("role")?.map(Role::from_word);
                Ok(Some(Found { role, ..found(&row)? }))
            }
            None => Ok(None),
        }
    }

    /// Notes that someone looked, which changes no version.
    pub async fn touch(&self, found: &mut Found, now: Timestamp) -> Result<()> {
        let update = Query::update()
            .table(Investigations::Table)
            .value(Investigations::LastAccessed, now.micros())
            .and_where(Expr::col(Investigations::Seq).eq(found.seq))
            .to_owned();
        db::execute(&self.pool, &update).await?;
        found.investigation.last_accessed = Some(now);
        Ok(())
    }
}

/// The investigation `rrn`, whoever's it is.
pub(super) async fn any(conn: &mut Conn, rrn: &Rrn) -> Result<Option<Found>> {
    match db::row(conn, &by_key(rrn)).await? {
        Some(row) => Ok(Some(found(&row)?)),
        None => Ok(None),
    }
}

fn by_key(rrn: &Rrn) -> SelectStatement {
    Query::select()
        .columns(rows::INVESTIGATION.map(|column| (Investigations::Table, column)))
        .from(Investigations::Table)
        .and_where(Expr::col((Investigations::Table, Investigations::RrnKey)).eq(rrn_key(rrn)))
        .to_owned()
}

fn found(row: &SqliteRow) -> Result<Found> {
    Ok(Found {
        seq: row.try_get("seq")?,
        investigation: rows::investigation(row)?,
        version: row.try_get("version")?,
        role: None,
    })
}
