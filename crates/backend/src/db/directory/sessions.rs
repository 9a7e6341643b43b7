//! Sessions: a random token known to the browser, kept here as its hash.

use super::DirectoryStore;
use super::keys::hash;
use super::tables::{Sessions, moment, parsed};
use crate::{Result, db};
use contract::directory::Secret;
use contract::{AnalystId, Timestamp};
use sea_query::{Expr, ExprTrait, Query};
use sqlx::Row;

/// How the token travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionKind {
    /// In the directory's own cookie.
    Cookie,
    /// In `Authorization`, after an exchange; never in a cookie.
    Bearer,
}

impl SessionKind {
    fn word(self) -> &'static str {
        match self {
            Self::Cookie => "cookie",
            Self::Bearer => "bearer",
        }
    }
}

/// A session that has not ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSession {
    /// Whose.
    pub analyst: AnalystId,
    /// How it travels.
    pub kind: SessionKind,
    /// When it was last used, to the minute.
    pub seen: Timestamp,
    /// Its end however much it is used.
    pub expires: Timestamp,
}

impl DirectoryStore {
    /// Begins a session that ends at `expires` at the latest; sessions that are over are forgotten on the way.
    pub async fn begin_session(
        &self,
        analyst: AnalystId,
        kind: SessionKind,
        now: Timestamp,
        expires: Timestamp,
    ) -> Result<Secret> {
        let token = crate::random::hex::<32>();
        let mut tx = db::begin(&self.pool).await?;
        let over = Query::delete()
            .from_table(Sessions::Table)
            .and_where(Expr::col(Sessions::ExpiresTime).lte(now.micros()))
            .to_owned();
        db::execute(&mut *tx, &over).await?;
        let statement = Query::insert()
            .into_table(Sessions::Table)
            .columns([
                Sessions::TokenHash,
                Sessions::Analyst,
                Sessions::Kind,
                Sessions::CreatedTime,
                Sessions::SeenTime,
                Sessions::ExpiresTime,
            ])
            .values_panic([
                hash(&token).into(),
                analyst.to_string().into(),
                kind.word().into(),
                now.micros().into(),
                now.micros().into(),
                expires.micros().into(),
            ])
            .to_owned();
        db::execute(&mut *tx, &statement).await?;
        tx.commit().await?;
        Ok(Secret::new(token))
    }

    /// The session of this token, if there is one; whether it is over is the caller's to judge.
    pub async fn session(&self, token: &str) -> Result<Option<StoredSession>> {
        let statement = Query::select()
            .columns([Sessions::Analyst, Sessions::Kind, Sessions::SeenTime, Sessions::ExpiresTime])
            .from(Sessions::Table)
            .and_where(Expr::col(Sessions::TokenHash).eq(hash(token)))
            .to_owned();
        let Some(row) = db::row(&self.pool, &statement).await? else { return Ok(None) };
        let kind: String = row.try_get("kind")?;
        Ok(Some(StoredSession {
            analyst: parsed(&row, "analyst")?,
            kind: if kind == "cookie" { SessionKind::Cookie } else { SessionKind::Bearer },
            seen: moment(&row, "seen_time")?.unwrap_or_default(),
            expires: moment(&row, "expires_time")?.unwrap_or_default(),
        }))
    }

    /// Notes that the session was used.
    pub async fn touch_session(&self, token: &str, now: Timestamp) -> Result<()> {
        let statement = Query::update()
            .table(Sessions::Table)
            .value(Sessions::SeenTime, now.micros())
            .and_where(Expr::col(Sessions::TokenHash).eq(hash(token)))
            .to_owned();
        db::execute(&self.pool, &statement).await?;
        Ok(())
    }

    /// Ends a session at once; nothing happens where there is none.
    pub async fn end_session(&self, token: &str) -> Result<()> {
        let statement = Query::delete()
            .from_table(Sessions::Table)
            .and_where(Expr::col(Sessions::TokenHash).eq(hash(token)))
            .to_owned();
        db::execute(&self.pool, &statement).await?;
        Ok(())
    }
}
