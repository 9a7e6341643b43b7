//! The trail of administration: who did what about whom; ids only, and written in the transaction of the deed.

use super::DirectoryStore;
use super::tables::{Audit, moment};
use crate::{Result, db};
use contract::{AnalystId, CustomerId, Timestamp};
use sea_query::{Order, Query};
use sqlx::{Row, Sqlite, Transaction};

/// One deed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// When.
    pub time: Timestamp,
    /// Who; none for the command line.
    pub analyst: Option<AnalystId>,
    /// What, in words.
    pub what: String,
    /// Which customer it concerns.
    pub customer: Option<CustomerId>,
    /// Which analyst it concerns.
    pub subject: Option<AnalystId>,
}

impl AuditEntry {
    /// A deed of `analyst`, or of the command line.
    pub fn new(time: Timestamp, analyst: Option<AnalystId>, what: &str) -> Self {
        Self { time, analyst, what: what.to_owned(), customer: None, subject: None }
    }

    /// Concerning this customer.
    pub fn of_customer(self, customer: CustomerId) -> Self {
        Self { customer: Some(customer), ..self }
    }

    /// Concerning this analyst.
    pub fn about(self, subject: AnalystId) -> Self {
        Self { subject: Some(subject), ..self }
    }

    pub(super) async fn write(self, tx: &mut Transaction<'static, Sqlite>) -> Result<()> {
        let statement = Query::insert()
            .into_table(Audit::Table)
            .columns([Audit::Time, Audit::Analyst, Audit::What, Audit::Customer, Audit::Subject])
            .values_panic([
                self.time.micros().into(),
                self.analyst.map(|id| id.to_string()).into(),
                self.what.into(),
                self.customer.map(|id| id.to_string()).into(),
                self.subject.map(|id| id.to_string()).into(),
            ])
            .to_owned();
        db::execute(&mut **tx, &statement).await?;
        Ok(())
    }
}

impl DirectoryStore {
    /// The trail, newest first.
    pub async fn audit(&self, at_most: u64) -> Result<Vec<AuditEntry>> {
        let statement = Query::select()
            .columns([Audit::Time, Audit::Analyst, Audit::What, Audit::Customer, Audit::Subject])
            .from(Audit::Table)
            .order_by(Audit::Seq, Order::Desc)
            .limit(at_most)
            .to_owned();
        let rows = db::rows(&self.pool, &statement).await?;
        rows.iter()
            .map(|row| {
                let id = |column: &str| row.try_get::<Option<String>, _>(column);
                Ok(AuditEntry {
                    time: moment(row, "time")?.unwrap_or_default(),
                    analyst: id("analyst")?.and_then(|id| id.parse().ok()),
                    what: row.try_get("what")?,
                    customer: id("customer")?.and_then(|id| id.parse().ok()),
                    subject: id("subject")?.and_then(|id| id.parse().ok()),
                })
            })
            .collect()
    }
}
