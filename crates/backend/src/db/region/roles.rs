//! SIEM roles, the fourth gate.

use super::tables::Roles;
use super::{Conn, RegionStore, Scope, rows};
use crate::db;
use crate::error::Result;
use contract::{AnalystId, CustomerId, Role};
use sea_query::{Expr, ExprTrait, OnConflict, Query};
use sqlx::Row;

impl RegionStore {
    /// Gives `analyst` a role in `customer`'s instance, or takes it away.
    pub async fn set_role(
        &self,
        conn: &mut Conn,
        analyst: AnalystId,
        customer: CustomerId,
        role: Option<Role>,
    ) -> Result<()> {
        let insert = Query::insert()
            .into_table(Roles::Table)
            .columns([Roles::Analyst, Roles::Organization, Roles::Role, Roles::Version])
            .values_panic([
                analyst.to_string().into(),
                customer.to_string().into(),
                role.map(|role| role.word().to_owned()).into(),
                1_i64.into(),
            ])
            .on_conflict(
                OnConflict::columns([Roles::Analyst, Roles::Organization])
                    .update_column(Roles::Role)
                    .value(Roles::Version, Expr::col((Roles::Table, Roles::Version)).add(1))
                    .to_owned(),
            )
            .to_owned();
        db::execute(conn, &insert).await?;
        Ok(())
    }

    /// The analyst's roles in the customers of `scope`; customers without a role are not in it.
    pub async fn roles_in(&self, conn: &mut Conn, scope: &Scope) -> Result<Vec<(CustomerId, Role)>> {
        let select = Query::select()
            .columns([Roles::Organization, Roles::Role])
            .from(Roles::Table)
            .and_where(Expr::col(Roles::Analyst).eq(scope.analyst().to_string()))
            .and_where(Expr::col(Roles::Role).is_not_null())
            .and_where(scope.gated((Roles::Table, Roles::Organization)))
            .to_owned();
        let read = |row: &sqlx::sqlite::SqliteRow| {
            Ok((rows::parsed(row, "organization")?, Role::from_word(row.try_get("role")?)))
        };
        db::rows(conn, &select).await?.iter().map(read).collect()
    }

    /// Everyone's roles in `customers`; who has none is not in it.
    pub async fn roles_of(
        &self,
        conn: &mut Conn,
        customers: &[CustomerId],
    ) -> Result<Vec<(AnalystId, CustomerId, Role)>> {
        let select = Query::select()
            .columns([Roles::Analyst, Roles::Organization, Roles::Role])
            .from(Roles::Table)
            .and_where(Expr::col(Roles::Role).is_not_null())
            .and_where(Expr::col(Roles::Organization).is_in(customers.iter().map(ToString::to_string)))
            .to_owned();
        let read = |row: &sqlx::sqlite::SqliteRow| {
            Ok((
                rows::parsed(row, "analyst")?,
                rows::parsed(row, "organization")?,
                Role::from_word(row.try_get("role")?),
            ))
        };
        db::rows(conn, &select).await?.iter().map(read).collect()
    }
}
