//! The partner itself, its regions, and the revision that every change of entitlements moves.

use super::DirectoryStore;
use super::tables::{Meta, Partner, Regions, parsed};
use crate::{Error, Result, db};
use contract::directory::Region;
use contract::{CustomerId, Licence, RegionCode};
use sea_query::{Expr, ExprTrait, OnConflict, Order, Query};
use sqlx::{Row, Sqlite, Transaction};

/// What makes a partner; its own account is added with `DirectoryStore::add_customer`.
#[derive(Debug, Clone)]
pub struct NewPartner {
    /// Display name.
    pub name: String,
    /// The account in which analysts live.
    pub primary_customer: CustomerId,
    /// Whether it has partner status.
    pub partner_status: bool,
    /// Its own SIEM licence.
    pub licence: Licence,
}

/// The partner as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPartner {
    /// Display name.
    pub name: String,
    /// The account in which analysts live.
    pub primary_customer: CustomerId,
    /// Whether it has partner status.
    pub partner_status: bool,
    /// Its own SIEM licence.
    pub licence: Licence,
}

impl StoredPartner {
    /// The partner's half of gate 2 holds.
    pub fn ready(&self) -> bool {
        self.partner_status && self.licence == Licence::Active
    }
}

impl DirectoryStore {
    /// Makes or changes the one partner.
    pub async fn create_partner(&self, partner: &NewPartner) -> Result<()> {
        let mut tx = db::begin(&self.pool).await?;
        let statement = Query::insert()
            .into_table(Partner::Table)
            .columns([Partner::Id, Partner::Name, Partner::PrimaryCustomer, Partner::PartnerStatus, Partner::Licence])
            .values_panic([
                1.into(),
                partner.name.as_str().into(),
                partner.primary_customer.to_string().into(),
                partner.partner_status.into(),
                partner.licence.word().into(),
            ])
            .on_conflict(
                OnConflict::column(Partner::Id)
                    .update_columns([Partner::Name, Partner::PrimaryCustomer, Partner::PartnerStatus, Partner::Licence])
                    .to_owned(),
            )
            .to_owned();
        db::execute(&mut *tx, &statement).await?;
        bump(&mut tx).await?;
        Ok(tx.commit().await?)
    }

    /// The partner; an error where `mci init` has not been.
    pub async fn partner(&self) -> Result<StoredPartner> {
        let statement = Query::select()
            .columns([Partner::Name, Partner::PrimaryCustomer, Partner::PartnerStatus, Partner::Licence])
            .from(Partner::Table)
            .to_owned();
        let row = db::row(&self.pool, &statement).await?;
        let row = row.ok_or_else(|| Error::internal("there is no partner yet: run `mci init`"))?;
        Ok(StoredPartner {
            name: row.try_get("name")?,
            primary_customer: parsed(&row, "primary_customer")?,
            partner_status: row.try_get("partner_status")?,
            licence: Licence::from_word(row.try_get("licence")?),
        })
    }

    /// Adds a region after those there are; one that stands takes the new name.
    pub async fn add_region(&self, code: &RegionCode, name: &str) -> Result<()> {
        let mut tx = db::begin(&self.pool).await?;
        let next = Query::select().expr(Expr::col(Regions::Position).max()).from(Regions::Table).to_owned();
        let last: Option<i64> = db::row(&mut *tx, &next).await?.map(|row| row.try_get(0)).transpose()?.flatten();
        let statement = Query::insert()
            .into_table(Regions::Table)
            .columns([Regions::Code, Regions::Name, Regions::Position])
            .values_panic([code.as_str().into(), name.into(), last.map_or(0, |last| last + 1).into()])
            .on_conflict(OnConflict::column(Regions::Code).update_column(Regions::Name).to_owned())
            .to_owned();
        db::execute(&mut *tx, &statement).await?;
        bump(&mut tx).await?;
        Ok(tx.commit().await?)
    }

    /// The regions in their order. Base URLs are empty: they are known to whoever serves.
    pub async fn regions(&self) -> Result<Vec<Region>> {
        let statement = Query::select()
            .columns([Regions::Code, Regions::Name])
            .from(Regions::Table)
            .order_by(Regions::Position, Order::Asc)
            .to_owned();
        let rows = db::rows(&self.pool, &statement).await?;
        rows.iter()
            .map(|row| Ok(Region { code: parsed(row, "code")?, name: row.try_get("name")?, base_url: String::new() }))
            .collect()
    }

    /// Grows with every change to people, customers, access or keys, whichever process made it.
    pub async fn revision(&self) -> Result<u64> {
        let statement = Query::select()
            .column(Meta::Value)
            .from(Meta::Table)
            .and_where(Expr::col(Meta::Key).eq("revision"))
            .to_owned();
        let row = db::row(&self.pool, &statement).await?.ok_or_else(|| Error::internal("there is no revision"))?;
        parsed(&row, "value")
    }
}

/// Moves the revision; part of every transaction that changes entitlements.
pub(super) async fn bump(tx: &mut Transaction<'static, Sqlite>) -> Result<()> {
    let statement = Query::update()
        .table(Meta::Table)
        .value(Meta::Value, Expr::cust("CAST(CAST(value AS INTEGER) + 1 AS TEXT)"))
        .and_where(Expr::col(Meta::Key).eq("revision"))
        .to_owned();
    db::execute(&mut **tx, &statement).await?;
    Ok(())
}
