//! Customers and access to them.

use super::partner::bump;
use super::tables::{Access, Customers, json, moment, parsed};
use super::{AuditEntry, DirectoryStore};
use crate::{Error, Result, db};
use contract::{AnalystId, Association, CustomerId, Licence, RegionCode, Timestamp};
use sea_query::{Expr, ExprTrait, OnConflict, Order, Query, SelectStatement};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use std::collections::HashSet;

/// A customer to add, or to put in the place of the one with the same id.
pub type NewCustomer = StoredCustomer;

/// A customer as the directory keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCustomer {
    /// organization_id.
    pub id: CustomerId,
    /// Display name.
    pub name: String,
    /// Short code, upper case, unlike any other customer's.
    pub code: String,
    /// Where its data lives.
    pub region: RegionCode,
    /// Other names.
    pub aliases: Vec<String>,
    /// Service tier.
    pub tier: Option<String>,
    /// Gate 1.
    pub association: Association,
    /// Gate 2.
    pub licence: Licence,
    /// Last moment of the licence.
    pub licence_until: Option<Timestamp>,
    /// The Primary Customer itself.
    pub is_primary: bool,
    /// Known only to analysts with access and to administrators.
    pub confidential: bool,
}

impl StoredCustomer {
    /// The licence at `now`: an active one whose last moment has passed is expired.
    pub fn licence_at(&self, now: Timestamp) -> Licence {
        let over = self.licence_until.is_some_and(|until| until < now);
        if over && self.licence == Licence::Active { Licence::Expired } else { self.licence.clone() }
    }

    /// Gates 1 and 2 of this customer hold at `now`; the partner's own account needs no association.
    pub fn ready(&self, now: Timestamp) -> bool {
        (self.is_primary || self.association == Association::Active) && self.licence_at(now) == Licence::Active
    }
}

const COLUMNS: [Customers; 11] = [
    Customers::Id,
    Customers::Name,
    Customers::Code,
    Customers::Region,
    Customers::Aliases,
    Customers::Tier,
    Customers::Association,
    Customers::Licence,
    Customers::LicenceUntil,
    Customers::IsPrimary,
    Customers::Confidential,
];

impl DirectoryStore {
    /// Adds a customer, or changes the one with this id; refused where another has its code, or its region is unknown.
    pub async fn add_customer(&self, customer: &NewCustomer) -> Result<()> {
        self.put_customer(customer, None).await
    }

    /// As `add_customer`, and audited as a deed of the command line at `now`.
    pub async fn add_customer_audited(&self, customer: &NewCustomer, now: Timestamp) -> Result<()> {
        let entry = AuditEntry::new(now, None, "customer added").of_customer(customer.id);
        self.put_customer(customer, Some(entry)).await
    }

    async fn put_customer(&self, customer: &NewCustomer, entry: Option<AuditEntry>) -> Result<()> {
        let mut tx = db::begin(&self.pool).await?;
        let taken = Query::select()
            .column(Customers::Name)
            .from(Customers::Table)
            .and_where(Expr::col(Customers::Code).eq(customer.code.as_str()))
            .and_where(Expr::col(Customers::Id).ne(customer.id.to_string()))
            .to_owned();
        if let Some(row) = db::row(&mut *tx, &taken).await? {
            let name: String = row.try_get(0)?;
            return Err(Error::Conflict(format!("The code {} is {name}'s already.", customer.code)));
        }
        let regions = self.regions().await?;
        if !regions.iter().any(|region| region.code == customer.region) {
            return Err(Error::BadRequest(format!("There is no region {}.", customer.region)));
        }
        let statement = Query::insert()
            .into_table(Customers::Table)
            .columns(COLUMNS)
            .values_panic([
                customer.id.to_string().into(),
                customer.name.as_str().into(),
                customer.code.as_str().into(),
                customer.region.as_str().into(),
                serde_json::to_string(&customer.aliases)?.into(),
                customer.tier.clone().into(),
                customer.association.word().into(),
                customer.licence.word().into(),
                customer.licence_until.map(Timestamp::micros).into(),
                customer.is_primary.into(),
                customer.confidential.into(),
            ])
            .on_conflict(OnConflict::column(Customers::Id).update_columns(COLUMNS.into_iter().skip(1)).to_owned())
            .to_owned();
        db::execute(&mut *tx, &statement).await?;
        if let Some(entry) = entry {
            entry.write(&mut tx).await?;
        }
        bump(&mut tx).await?;
        Ok(tx.commit().await?)
    }

    /// Marks licences whose last moment has passed as expired, so that gateways hear of it like of any change.
    pub async fn expire_licences(&self, now: Timestamp) -> Result<()> {
        let over = Expr::col(Customers::LicenceUntil)
            .lt(now.micros())
            .and(Expr::col(Customers::Licence).eq(Licence::Active.word()));
        let any =
            Query::select().column(Customers::Id).from(Customers::Table).and_where(over.clone()).limit(1).to_owned();
        if db::row(&self.pool, &any).await?.is_none() {
            return Ok(());
        }
        let mut tx = db::begin(&self.pool).await?;
        let statement = Query::update()
            .table(Customers::Table)
            .value(Customers::Licence, Licence::Expired.word())
            .and_where(over)
            .to_owned();
        if db::execute(&mut *tx, &statement).await? > 0 {
            bump(&mut tx).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Every customer: the Primary Customer first, then by name.
    pub async fn customers(&self) -> Result<Vec<StoredCustomer>> {
        db::rows(&self.pool, &select()).await?.iter().map(customer).collect()
    }

    /// One customer, confidential or not; the caller decides who may know it.
    pub async fn customer(&self, id: CustomerId) -> Result<Option<StoredCustomer>> {
        let statement = select().and_where(Expr::col(Customers::Id).eq(id.to_string())).to_owned();
        db::row(&self.pool, &statement).await?.as_ref().map(customer).transpose()
    }

    /// The customer with this short code, in any case.
    pub async fn customer_by_code(&self, code: &str) -> Result<Option<StoredCustomer>> {
        let statement = select().and_where(Expr::col(Customers::Code).eq(code.to_uppercase())).to_owned();
        db::row(&self.pool, &statement).await?.as_ref().map(customer).transpose()
    }

    /// Gives access, once however often asked; audited.
    pub async fn grant_access(
        &self,
        analyst: AnalystId,
        customer: CustomerId,
        by: Option<AnalystId>,
        now: Timestamp,
    ) -> Result<()> {
        let mut tx = db::begin(&self.pool).await?;
        let statement = Query::insert()
            .into_table(Access::Table)
            .columns([Access::Analyst, Access::Customer, Access::GrantedTime, Access::GrantedBy])
            .values_panic([
                analyst.to_string().into(),
                customer.to_string().into(),
                now.micros().into(),
                by.map(|by| by.to_string()).into(),
            ])
            .on_conflict(OnConflict::columns([Access::Analyst, Access::Customer]).do_nothing().to_owned())
            .to_owned();
        if db::execute(&mut *tx, &statement).await? > 0 {
            AuditEntry::new(now, by, "access granted").of_customer(customer).about(analyst).write(&mut tx).await?;
            bump(&mut tx).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Takes access away; audited.
    pub async fn revoke_access(
        &self,
        analyst: AnalystId,
        customer: CustomerId,
        by: Option<AnalystId>,
        now: Timestamp,
    ) -> Result<()> {
        let mut tx = db::begin(&self.pool).await?;
        let statement = Query::delete()
            .from_table(Access::Table)
            .and_where(Expr::col(Access::Analyst).eq(analyst.to_string()))
            .and_where(Expr::col(Access::Customer).eq(customer.to_string()))
            .to_owned();
        if db::execute(&mut *tx, &statement).await? > 0 {
            AuditEntry::new(now, by, "access revoked").of_customer(customer).about(analyst).write(&mut tx).await?;
            bump(&mut tx).await?;
        }
        Ok(tx.commit().await?)
    }

    /// The customers this analyst has access to.
    pub async fn access_of(&self, analyst: AnalystId) -> Result<HashSet<CustomerId>> {
        let statement = Query::select()
            .column(Access::Customer)
            .from(Access::Table)
            .and_where(Expr::col(Access::Analyst).eq(analyst.to_string()))
            .to_owned();
        db::rows(&self.pool, &statement).await?.iter().map(|row| parsed(row, "customer")).collect()
    }
}

pub(super) fn select() -> SelectStatement {
    Query::select()
        .columns(COLUMNS)
        .from(Customers::Table)
        .order_by(Customers::IsPrimary, Order::Desc)
        .order_by_expr(Expr::cust("lower(name)"), Order::Asc)
        .order_by(Customers::Id, Order::Asc)
        .to_owned()
}

pub(super) fn customer(row: &SqliteRow) -> Result<StoredCustomer> {
    Ok(StoredCustomer {
        id: parsed(row, "id")?,
        name: row.try_get("name")?,
        code: row.try_get("code")?,
        region: parsed(row, "region")?,
        aliases: json(row, "aliases")?,
        tier: row.try_get("tier")?,
        association: Association::from_word(row.try_get("association")?),
        licence: Licence::from_word(row.try_get("licence")?),
        licence_until: moment(row, "licence_until")?,
        is_primary: row.try_get("is_primary")?,
        confidential: row.try_get("confidential")?,
    })
}
