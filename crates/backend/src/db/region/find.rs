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
use std::collections::HashMap;

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
        Ok(self.find_all_in(conn, scope, std::iter::once(rrn)).await?.into_values().next())
    }

    /// Those of `rrns` for which all four gates hold, with the caller's roles; under the key that `rrn_key` makes.
    pub async fn find_all_in<'a>(
        &self,
        conn: &mut Conn,
        scope: &Scope,
        rrns: impl Iterator<Item = &'a Rrn> + Send,
    ) -> Result<HashMap<String, Found>> {
        let mut select = by_keys(rrns);
        select
            .column((Roles::Table, Roles::Role))
            .inner_join(
                Roles::Table,
                Expr::col((Roles::Table, Roles::Organization))
                    .equals((Investigations::Table, Investigations::Organization))
                    .and(Expr::col((Roles::Table, Roles::Analyst)).eq(scope.analyst().to_string())),
            )
            .and_where(scope.holds((Investigations::Table, Investigations::Organization)));
        let read = |row: &SqliteRow| {
            let role = row.try_get::<Option<&str>, _>("role")?.map(Role::from_word);
            let found = Found { role, ..found(row)? };
            Ok((rrn_key(&found.investigation.rrn), found))
        };
        db::rows(conn, &select).await?.iter().map(read).collect()
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
    match db::row(conn, &by_keys(std::iter::once(rrn))).await? {
        Some(row) => Ok(Some(found(&row)?)),
        None => Ok(None),
    }
}

fn by_keys<'a>(rrns: impl Iterator<Item = &'a Rrn>) -> SelectStatement {
    Query::select()
        .columns(rows::INVESTIGATION.map(|column| (Investigations::Table, column)))
        .from(Investigations::Table)
        .and_where(Expr::col((Investigations::Table, Investigations::RrnKey)).is_in(rrns.map(rrn_key)))
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
