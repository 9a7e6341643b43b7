//! What a region's database knows of itself: its region, its identity, the last entitlements.

use super::Conn;
use super::tables::Meta;
use crate::db;
use crate::error::Result;
use sea_query::{Expr, ExprTrait, OnConflict, Query};
use sqlx::Row;

/// The region's code.
pub(super) const REGION: &str = "region";
/// Names this very database; a new one has another.
pub(super) const STORE_ID: &str = "store_id";
/// The directory's last answer, as JSON.
pub(super) const ENTITLEMENTS: &str = "entitlements";
/// Up to which number the log of changes is forgotten.
pub(super) const CHANGES_FORGOTTEN: &str = "changes_forgotten";

/// The value kept under `key`.
pub(super) async fn get(conn: &mut Conn, key: &str) -> Result<Option<String>> {
    let select =
        Query::select().column(Meta::Value).from(Meta::Table).and_where(Expr::col(Meta::Key).eq(key)).to_owned();
    match db::row(conn, &select).await? {
        Some(row) => Ok(Some(row.try_get(0)?)),
        None => Ok(None),
    }
}

/// Keeps `value` under `key`.
pub(super) async fn put(conn: &mut Conn, key: &str, value: &str) -> Result<()> {
    let insert = Query::insert()
        .into_table(Meta::Table)
        .columns([Meta::Key, Meta::Value])
        .values_panic([key.into(), value.into()])
        .on_conflict(OnConflict::column(Meta::Key).update_column(Meta::Value).to_owned())
        .to_owned();
    db::execute(conn, &insert).await?;
    Ok(())
}
