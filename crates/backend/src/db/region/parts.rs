//! What hangs on an investigation and is only read: alerts, their evidence, other products' alerts, actors.

use super::tables::{Actors, Alerts, ProductAlerts};
use super::{Conn, Found, RegionStore, RowsPage, rows};
use crate::db;
use crate::error::Result;
use contract::extension::Actor;
use contract::idr::{Alert, ProductAlert};
use contract::{ActorKind, Timestamp};
use sea_query::{Expr, ExprTrait, Query};
use serde_json::Value;
use sqlx::Row;

/// The ends of an investigation's alerts; none without alerts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct AlertTimes {
    pub(super) first: Option<Timestamp>,
    pub(super) latest: Option<Timestamp>,
    pub(super) latest_detection: Option<Timestamp>,
}

impl RegionStore {
    /// Page `index` (from 0) of `size` of the alerts, newest first.
    pub async fn alerts(&self, conn: &mut Conn, found: &Found, index: u64, size: u64) -> Result<RowsPage<Alert>> {
        let mut of_it = Query::select();
        of_it.from(Alerts::Table).and_where(Expr::col(Alerts::Investigation).eq(found.seq));
        let count = of_it.clone().expr_as(Expr::col(Alerts::Id).count(), "total").to_owned();
        of_it
            .columns(rows::ALERT)
            .order_by(Alerts::CreatedTime, sea_query::Order::Desc)
            .order_by(Alerts::Id, sea_query::Order::Asc)
            .limit(size)
            .offset(rows::offset(index, size));
        let total = match db::row(&mut *conn, &count).await? {
            Some(row) => rows::count(&row, "total")?,
            None => 0,
        };
        let rows = db::rows(conn, &of_it).await?.iter().map(rows::alert).collect::<Result<_>>()?;
        Ok(RowsPage { rows, total })
    }

    /// The events behind an alert; none when the investigation has no such alert.
    pub async fn evidence(&self, conn: &mut Conn, found: &Found, alert: &str) -> Result<Option<Vec<Value>>> {
        let select = Query::select()
            .column(Alerts::Evidence)
            .from(Alerts::Table)
            .and_where(Expr::col(Alerts::Investigation).eq(found.seq))
            .and_where(Expr::col(Alerts::Id).eq(alert))
            .to_owned();
        db::row(conn, &select).await?.map(|row| rows::json(&row, "evidence")).transpose()
    }

    /// Alerts of other products, in their order.
    pub async fn product_alerts(&self, conn: &mut Conn, found: &Found) -> Result<Vec<ProductAlert>> {
        let select = Query::select()
            .columns([ProductAlerts::Name, ProductAlerts::Kind])
            .from(ProductAlerts::Table)
            .and_where(Expr::col(ProductAlerts::Investigation).eq(found.seq))
            .order_by(ProductAlerts::Position, sea_query::Order::Asc)
            .to_owned();
        let rows = db::rows(conn, &select).await?;
        rows.iter().map(|row| Ok(ProductAlert { name: row.try_get("name")?, kind: row.try_get("kind")? })).collect()
    }

    /// Users, assets and addresses, most alerts first.
    pub async fn actors(&self, conn: &mut Conn, found: &Found) -> Result<Vec<Actor>> {
        let select = Query::select()
            .columns([Actors::Kind, Actors::Name, Actors::Note, Actors::AlertCount])
            .from(Actors::Table)
            .and_where(Expr::col(Actors::Investigation).eq(found.seq))
            .order_by(Actors::AlertCount, sea_query::Order::Desc)
            .order_by(Actors::Position, sea_query::Order::Asc)
            .to_owned();
        let read = |row: &sqlx::sqlite::SqliteRow| {
            Ok(Actor {
                kind: ActorKind::from_word(row.try_get("kind")?),
                name: row.try_get("name")?,
                note: row.try_get("note")?,
                alert_count: rows::count(row, "alert_count")?,
            })
        };
        db::rows(conn, &select).await?.iter().map(read).collect()
    }
}

/// One alert of an investigation.
pub(super) async fn alert(conn: &mut Conn, investigation: i64, id: &str) -> Result<Option<Alert>> {
    let select = Query::select()
        .columns(rows::ALERT)
        .from(Alerts::Table)
        .and_where(Expr::col(Alerts::Investigation).eq(investigation))
        .and_where(Expr::col(Alerts::Id).eq(id))
        .to_owned();
    db::row(conn, &select).await?.as_ref().map(rows::alert).transpose()
}

/// When the alerts in store were raised.
pub(super) async fn alert_times(conn: &mut Conn, investigation: i64) -> Result<AlertTimes> {
    let mut select = Query::select();
    select
        .expr_as(Expr::col(Alerts::CreatedTime).min(), "first")
        .expr_as(Expr::col(Alerts::CreatedTime).max(), "latest")
        .from(Alerts::Table)
        .and_where(Expr::col(Alerts::Investigation).eq(investigation));
    let detections = Query::select()
        .expr_as(Expr::col(Alerts::CreatedTime).max(), "latest")
        .from(Alerts::Table)
        .and_where(Expr::col(Alerts::Investigation).eq(investigation))
        .and_where(Expr::col(Alerts::RuleKey).is_not_null())
        .to_owned();
    let mut times = AlertTimes { first: None, latest: None, latest_detection: None };
    if let Some(row) = db::row(&mut *conn, &select).await? {
        times.first = rows::optional_time(&row, "first")?;
        times.latest = rows::optional_time(&row, "latest")?;
    }
    if let Some(row) = db::row(conn, &detections).await? {
        times.latest_detection = rows::optional_time(&row, "latest")?;
    }
    Ok(times)
}
