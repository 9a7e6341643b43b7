//! Active work per customer, counted within a caller's scope only.

use super::tables::{Investigations, Roles};
use super::{RegionStore, Scope, rows};
use crate::db;
use crate::error::Result;
use contract::extension::{CustomerSummary, PriorityCount, Summary};
use contract::{CustomerId, Priority, Status, Timestamp};
use sea_query::{Expr, ExprTrait, Query};
use std::collections::BTreeMap;

/// A day in microseconds.
const DAY: i64 = 86_400_000_000;
/// Days that are counted, today included.
const DAYS: i64 = 7;

impl RegionStore {
    /// Active work of every customer that `scope` sees, customers without any included.
    pub async fn summary(&self, scope: &Scope, now: Timestamp) -> Result<Summary> {
        let mut tx = self.read().await?;
        let seen = Query::select()
            .distinct()
            .column(Roles::Organization)
            .from(Roles::Table)
            .and_where(scope.holds((Roles::Table, Roles::Organization)))
            .order_by(Roles::Organization, sea_query::Order::Asc)
            .to_owned();
        let mut customers: BTreeMap<CustomerId, CustomerSummary> = BTreeMap::new();
        for row in db::rows(&mut *tx, &seen).await? {
            let id = rows::parsed(&row, "organization")?;
            customers.insert(id, empty(id));
        }

        let within = || scope.holds((Investigations::Table, Investigations::Organization));
        let active = Query::select()
            .columns([Investigations::Organization, Investigations::Priority])
            .expr_as(Expr::col(Investigations::Seq).count(), "total")
            .expr_as(Expr::col(Investigations::AssigneeKey).count(), "assigned")
            .expr_as(Expr::col(Investigations::CreatedTime).min(), "oldest")
            .from(Investigations::Table)
            .and_where(within())
            .and_where(Expr::col(Investigations::Status).ne(Status::Closed.word()))
            .group_by_columns([Investigations::Organization, Investigations::Priority])
            .to_owned();
        for row in db::rows(&mut *tx, &active).await? {
            let Some(customer) = customers.get_mut(&rows::parsed(&row, "organization")?) else { continue };
            let priority = Priority::from_word(sqlx::Row::try_get(&row, "priority")?);
            let total = rows::count(&row, "total")?;
            customer.active += total;
            customer.unassigned += total.saturating_sub(rows::count(&row, "assigned")?);
            let oldest = rows::optional_time(&row, "oldest")?;
            customer.oldest = [customer.oldest, oldest].into_iter().flatten().min();
            match customer.by_priority.iter_mut().find(|entry| entry.priority == priority) {
                Some(entry) => entry.count += total,
                None => customer.by_priority.push(PriorityCount { priority, count: total }),
            }
        }

        let today = now.micros().div_euclid(DAY);
        let first = today - (DAYS - 1);
        let opened = Query::select()
            .column(Investigations::Organization)
            .expr_as(Expr::col(Investigations::CreatedTime).div(DAY), "day")
            .expr_as(Expr::col(Investigations::Seq).count(), "total")
            .from(Investigations::Table)
            .and_where(within())
            .and_where(Expr::col(Investigations::CreatedTime).gte(first * DAY))
            .and_where(Expr::col(Investigations::CreatedTime).lt((today + 1) * DAY))
            .add_group_by([Expr::col(Investigations::Organization), Expr::col("day")])
            .to_owned();
        for row in db::rows(&mut *tx, &opened).await? {
            let Some(customer) = customers.get_mut(&rows::parsed(&row, "organization")?) else { continue };
            let day = sqlx::Row::try_get::<i64, _>(&row, "day")? - first;
            let Some(count) = usize::try_from(day).ok().and_then(|day| customer.opened_per_day.get_mut(day)) else {
                continue;
            };
            *count += rows::count(&row, "total")?;
        }
        Ok(Summary { as_of: now, customers: customers.into_values().collect() })
    }
}

fn empty(id: CustomerId) -> CustomerSummary {
    let by_priority = Priority::KNOWN.iter().map(|priority| PriorityCount { priority: priority.clone(), count: 0 });
    CustomerSummary {
        organization_id: id,
        active: 0,
        by_priority: by_priority.collect(),
        unassigned: 0,
        oldest: None,
        opened_per_day: vec![0; usize::try_from(DAYS).unwrap_or_default()],
    }
}
