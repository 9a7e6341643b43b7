//! API keys of programs: shown once, kept as hashes, revocable.

use super::partner::bump;
use super::tables::ApiKeys;
use super::{AuditEntry, DirectoryStore};
use crate::{Result, db, random};
use contract::directory::Secret;
use contract::{AnalystId, Timestamp};
use sea_query::{Expr, ExprTrait, Query};
use sha2::{Digest, Sha256};

/// SHA-256 in hex: how keys and session tokens are kept. They are long and random, so a slow hash would add nothing.
pub fn hash(secret: &str) -> String {
    random::to_hex(&Sha256::digest(secret.as_bytes()))
}

impl DirectoryStore {
    /// Makes a key that acts as `analyst`; this answer is the only time it is known. Audited.
    pub async fn add_api_key(&self, analyst: AnalystId, label: &str, now: Timestamp) -> Result<Secret> {
        let key = format!("mci_{}", random::hex::<24>());
        let mut tx = db::begin(&self.pool).await?;
        let statement = Query::insert()
            .into_table(ApiKeys::Table)
            .columns([ApiKeys::Hash, ApiKeys::Analyst, ApiKeys::Label, ApiKeys::CreatedTime])
            .values_panic([hash(&key).into(), analyst.to_string().into(), label.into(), now.micros().into()])
            .to_owned();
        db::execute(&mut *tx, &statement).await?;
        AuditEntry::new(now, None, "API key made").about(analyst).write(&mut tx).await?;
        bump(&mut tx).await?;
        tx.commit().await?;
        Ok(Secret::new(key))
    }

    /// Ends an analyst's keys, or only those with this label; answers how many. Audited.
    pub async fn revoke_api_keys(&self, analyst: AnalystId, label: Option<&str>, now: Timestamp) -> Result<u64> {
        let mut tx = db::begin(&self.pool).await?;
        let mut statement = Query::update();
        statement
            .table(ApiKeys::Table)
            .value(ApiKeys::RevokedTime, now.micros())
            .and_where(Expr::col(ApiKeys::Analyst).eq(analyst.to_string()))
            .and_where(Expr::col(ApiKeys::RevokedTime).is_null());
        if let Some(label) = label {
            statement.and_where(Expr::col(ApiKeys::Label).eq(label));
        }
        let ended = db::execute(&mut *tx, &statement).await?;
        if ended > 0 {
            AuditEntry::new(now, None, "API keys revoked").about(analyst).write(&mut tx).await?;
            bump(&mut tx).await?;
        }
        tx.commit().await?;
        Ok(ended)
    }
}
