//! What one region's gateway is told: its own customers, who may see them, and who everyone is.

use super::DirectoryStore;
use super::customers::{customer, select};
use super::tables::{Access, ApiKeys, Customers, parsed};
use crate::{Result, db};
use contract::directory::{EntitledAnalyst, EntitledCustomer, EntitledKey, Entitlements, VerifyingKey};
use contract::{AnalystId, CustomerId, RegionCode, Timestamp};
use sea_query::{Expr, ExprTrait, Query};
use sqlx::Row;
use std::collections::HashMap;

impl DirectoryStore {
    /// The entitlements of `region` at `now`, with the keys its tokens are verified with.
    pub async fn entitlements(
        &self,
        region: &RegionCode,
        keys: Vec<VerifyingKey>,
        now: Timestamp,
    ) -> Result<Entitlements> {
        // The revision first: a change in between is sent again rather than missed.
        let revision = self.revision().await?;
        let partner = self.partner().await?;
        let mut access = self.access_in(region).await?;
        let stored = select().and_where(Expr::col(Customers::Region).eq(region.as_str())).to_owned();
        let stored = db::rows(&self.pool, &stored).await?;
        let customers = stored.iter().map(|row| {
            let customer = customer(row)?;
            let ready_licence = customer.licence_at(now) == contract::Licence::Active;
            Ok(EntitledCustomer {
                id: customer.id,
                associated: customer.is_primary || customer.association == contract::Association::Active,
                licensed: ready_licence,
                access: access.remove(&customer.id).unwrap_or_default(),
            })
        });
        let customers = customers.collect::<Result<_>>()?;
        let analysts = self.analysts().await?.into_iter().map(|analyst| EntitledAnalyst {
            id: analyst.id,
            name: analyst.name,
            email: analyst.email,
            partner_admin: analyst.partner_admin,
            active: analyst.active,
        });
        Ok(Entitlements {
            revision,
            primary: Some(partner.primary_customer),
            partner_ready: partner.ready(),
            analysts: analysts.collect(),
            customers,
            api_keys: self.live_keys().await?,
            keys,
        })
    }

    async fn access_in(&self, region: &RegionCode) -> Result<HashMap<CustomerId, Vec<AnalystId>>> {
        let own = Query::select()
            .column(Customers::Id)
            .from(Customers::Table)
            .and_where(Expr::col(Customers::Region).eq(region.as_str()))
            .to_owned();
        let statement = Query::select()
            .columns([Access::Analyst, Access::Customer])
            .from(Access::Table)
            .and_where(Expr::col(Access::Customer).in_subquery(own))
            .to_owned();
        let mut access: HashMap<CustomerId, Vec<AnalystId>> = HashMap::new();
        for row in db::rows(&self.pool, &statement).await? {
            access.entry(parsed(&row, "customer")?).or_default().push(parsed(&row, "analyst")?);
        }
        Ok(access)
    }

    async fn live_keys(&self) -> Result<Vec<EntitledKey>> {
        let statement = Query::select()
            .columns([ApiKeys::Hash, ApiKeys::Analyst])
            .from(ApiKeys::Table)
            .and_where(Expr::col(ApiKeys::RevokedTime).is_null())
            .to_owned();
        let rows = db::rows(&self.pool, &statement).await?;
        rows.iter()
            .map(|row| Ok(EntitledKey { hash: row.try_get("hash")?, analyst: parsed(row, "analyst")? }))
            .collect()
    }
}
