//! Analysts' accounts.

use super::partner::bump;
use super::tables::{Analysts, parsed};
use super::{AuditEntry, DirectoryStore};
use crate::{Error, Result, db};
use contract::{AnalystId, Timestamp};
use sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

/// An account to add.
#[derive(Clone)]
pub struct NewAnalyst {
    /// Its id; `random::analyst_id()` for a new person.
    pub id: AnalystId,
    /// Display name.
    pub name: String,
    /// Address; kept in lower case, unlike any other account's.
    pub email: String,
    /// Hash of the password as `password::hash` makes it; none where only a portal signs this person in.
    pub password_hash: Option<String>,
    /// Administers the partner.
    pub partner_admin: bool,
}

/// An account as it stands.
#[derive(Clone)]
pub struct StoredAnalyst {
    /// Its id.
    pub id: AnalystId,
    /// Display name.
    pub name: String,
    /// Address in lower case.
    pub email: String,
    /// Hash of the password, if it has one.
    pub password_hash: Option<String>,
    /// Administers the partner.
    pub partner_admin: bool,
    /// Switched-off accounts are refused everywhere.
    pub active: bool,
}

impl DirectoryStore {
    /// Adds an account; refused where the address is taken. Audited.
    pub async fn add_analyst(&self, analyst: &NewAnalyst, now: Timestamp) -> Result<()> {
        let email = analyst.email.trim().to_lowercase();
        if !email.contains('@') || email.chars().any(char::is_whitespace) {
            return Err(Error::BadRequest(format!("{email:?} is not an e-mail address.")));
        }
        let mut tx = db::begin(&self.pool).await?;
        let taken = select().and_where(Expr::col(Analysts::Email).eq(email.as_str())).to_owned();
        if db::row(&mut *tx, &taken).await?.is_some() {
            return Err(Error::Conflict(format!("There is an analyst with the address {email} already.")));
        }
        let statement = Query::insert()
            .into_table(Analysts::Table)
            .columns([
                Analysts::Id,
                Analysts::Name,
                Analysts::Email,
                Analysts::PasswordHash,
                Analysts::PartnerAdmin,
                Analysts::Active,
                Analysts::CreatedTime,
            ])
            .values_panic([
                analyst.id.to_string().into(),
                analyst.name.as_str().into(),
                email.into(),
                analyst.password_hash.clone().into(),
                analyst.partner_admin.into(),
                true.into(),
                now.micros().into(),
            ])
            .to_owned();
        db::execute(&mut *tx, &statement).await?;
        AuditEntry::new(now, None, "analyst added").about(analyst.id).write(&mut tx).await?;
        bump(&mut tx).await?;
        Ok(tx.commit().await?)
    }

    /// The account with this address, in any case.
    pub async fn analyst_by_email(&self, email: &str) -> Result<Option<StoredAnalyst>> {
        let statement = select().and_where(Expr::col(Analysts::Email).eq(email.trim().to_lowercase())).to_owned();
        db::row(&self.pool, &statement).await?.as_ref().map(analyst).transpose()
    }

    /// The account with this id.
    pub async fn analyst(&self, id: AnalystId) -> Result<Option<StoredAnalyst>> {
        let statement = select().and_where(Expr::col(Analysts::Id).eq(id.to_string())).to_owned();
        db::row(&self.pool, &statement).await?.as_ref().map(analyst).transpose()
    }

    /// Every account, by name.
    pub async fn analysts(&self) -> Result<Vec<StoredAnalyst>> {
        let statement = select().order_by(Analysts::Name, Order::Asc).order_by(Analysts::Id, Order::Asc).to_owned();
        db::rows(&self.pool, &statement).await?.iter().map(analyst).collect()
    }

    /// Switches an account on or off; off ends its sessions at their next call. Audited.
    pub async fn set_active(&self, id: AnalystId, active: bool, now: Timestamp) -> Result<()> {
        let mut tx = db::begin(&self.pool).await?;
        let statement = Query::update()
            .table(Analysts::Table)
            .value(Analysts::Active, active)
            .and_where(Expr::col(Analysts::Id).eq(id.to_string()))
            .to_owned();
        db::execute(&mut *tx, &statement).await?;
        let what = if active { "analyst switched on" } else { "analyst switched off" };
        AuditEntry::new(now, None, what).about(id).write(&mut tx).await?;
        bump(&mut tx).await?;
        Ok(tx.commit().await?)
    }
}

fn select() -> SelectStatement {
    Query::select()
        .columns([
            Analysts::Id,
            Analysts::Name,
            Analysts::Email,
            Analysts::PasswordHash,
            Analysts::PartnerAdmin,
            Analysts::Active,
        ])
        .from(Analysts::Table)
        .to_owned()
}

fn analyst(row: &SqliteRow) -> Result<StoredAnalyst> {
    Ok(StoredAnalyst {
        id: parsed(row, "id")?,
        name: row.try_get("name")?,
        email: row.try_get("email")?,
        password_hash: row.try_get("password_hash")?,
        partner_admin: row.try_get("partner_admin")?,
        active: row.try_get("active")?,
    })
}
