//! Who did what to an investigation, written in the same transaction as the doing.

use super::tables::Activity;
use super::{Conn, Found, RegionStore, rows};
use crate::db;
use crate::error::Result;
use contract::extension::ActivityEntry;
use contract::{CustomerId, Timestamp};
use sea_query::{Expr, ExprTrait, Query};
use sqlx::Row;

/// Words of what happened to comments, which change no version.
const OF_COMMENTS: [&str; 3] = ["comment", "comment_visibility", "comment_deleted"];

/// Who writes, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// Display name.
    pub name: String,
    /// Address; none for what no person did.
    pub email: Option<String>,
    /// The moment of the whole call.
    pub time: Timestamp,
    /// No version was named: the last write wins.
    pub unguarded: bool,
}

impl Author {
    /// An entry of this author's.
    pub fn entry(&self, what: &str, from: Option<String>, to: Option<String>) -> ActivityEntry {
        ActivityEntry {
            time: self.time,
            who: self.name.clone(),
            email: self.email.clone(),
            what: what.to_owned(),
            from,
            to,
        }
    }
}

/// An entry, and whether its writer named the version it was based on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedActivity {
    /// What was done.
    pub entry: ActivityEntry,
    /// No version was named: the last write won.
    pub unguarded: bool,
}

impl RegionStore {
    /// What was done, latest first.
    pub async fn activity(&self, conn: &mut Conn, found: &Found) -> Result<Vec<LoggedActivity>> {
        let select = Query::select()
            .columns([
                Activity::Time,
                Activity::Who,
                Activity::Email,
                Activity::What,
                Activity::Before,
                Activity::After,
                Activity::Unguarded,
            ])
            .from(Activity::Table)
            .and_where(Expr::col(Activity::Investigation).eq(found.seq))
            .order_by(Activity::Time, sea_query::Order::Desc)
            .order_by(Activity::Seq, sea_query::Order::Desc)
            .to_owned();
        let read = |row: &sqlx::sqlite::SqliteRow| {
            Ok(LoggedActivity {
                entry: ActivityEntry {
                    time: rows::time(row, "time")?,
                    who: row.try_get("who")?,
                    email: row.try_get("email")?,
                    what: row.try_get("what")?,
                    from: row.try_get("before")?,
                    to: row.try_get("after")?,
                },
                unguarded: row.try_get("unguarded")?,
            })
        };
        db::rows(conn, &select).await?.iter().map(read).collect()
    }

    /// Who last changed the investigation itself, and when; nothing where that was never recorded.
    pub async fn last_change(&self, conn: &mut Conn, found: &Found) -> Result<Option<(String, Timestamp)>> {
        let select = Query::select()
            .columns([Activity::Who, Activity::Time])
            .from(Activity::Table)
            .and_where(Expr::col(Activity::Investigation).eq(found.seq))
            .and_where(Expr::col(Activity::What).is_not_in(OF_COMMENTS))
            .order_by(Activity::Seq, sea_query::Order::Desc)
            .limit(1)
            .to_owned();
        match db::row(conn, &select).await? {
            Some(row) => Ok(Some((row.try_get("who")?, rows::time(&row, "time")?))),
            None => Ok(None),
        }
    }
}

/// Writes the entries of one investigation, oldest first.
pub(super) async fn record(
    conn: &mut Conn,
    investigation: i64,
    organization: CustomerId,
    entries: &[ActivityEntry],
    unguarded: bool,
) -> Result<()> {
    record_all(conn, entries.iter().map(|entry| (investigation, organization, entry)), unguarded).await
}

/// Writes entries of any investigations in one statement, oldest first.
pub(super) async fn record_all(
    conn: &mut Conn,
    entries: impl Iterator<Item = (i64, CustomerId, &ActivityEntry)> + Send,
    unguarded: bool,
) -> Result<()> {
    let mut insert = Query::insert();
    insert.into_table(Activity::Table).columns([
        Activity::Investigation,
        Activity::Organization,
        Activity::Time,
        Activity::Who,
        Activity::Email,
        Activity::What,
        Activity::Before,
        Activity::After,
        Activity::Unguarded,
    ]);
    let mut any = false;
    for (investigation, organization, entry) in entries {
        any = true;
        insert.values_panic([
            investigation.into(),
            organization.to_string().into(),
            entry.time.micros().into(),
            entry.who.as_str().into(),
            entry.email.clone().into(),
            entry.what.as_str().into(),
            entry.from.clone().into(),
            entry.to.clone().into(),
            unguarded.into(),
        ]);
    }
    if any {
        db::execute(conn, &insert).await?;
    }
    Ok(())
}
