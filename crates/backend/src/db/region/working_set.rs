//! The working set as it is streamed: names in their order first, then records in short reads; and what changed since.
//! The statements are written out, because they are asked all the time and building them costs more than running them.

use super::{Conn, RegionStore, Scope, record_json};
use crate::error::Result;
use contract::{CustomerId, Rrn, Timestamp};
use sqlx::Row;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// Customers in ?1 whose role analyst ?2 holds: the same four gates as `Scope::holds`.
const GATES: &str = "organization IN (SELECT value FROM json_each(?1))
    AND organization IN (SELECT organization FROM roles WHERE analyst = ?2 AND role IS NOT NULL)";
/// Active of any age, and closed ones that changed since ?3.
const WITHIN: &str = "(status <> 'CLOSED' OR changed_time >= ?3)";

/// The gates once a customer and not once a row.
static COUNTS: LazyLock<String> = LazyLock::new(|| {
    format!(
        "SELECT organization, (
            SELECT count(*) FROM investigations INDEXED BY investigations_kept
            WHERE investigations.organization = roles.organization AND {WITHIN}
        ) FROM roles WHERE analyst = ?2 AND role IS NOT NULL AND organization IN (SELECT value FROM json_each(?1))"
    )
});
static NAMES: LazyLock<String> = LazyLock::new(|| {
    format!(
        "SELECT json_group_array(seq) FROM (
            SELECT seq FROM investigations INDEXED BY investigations_order WHERE {GATES} AND {WITHIN}
            ORDER BY priority_rank DESC, created_time DESC, seq LIMIT ?4
        )"
    )
});
/// Records of the numbers in ?4, in their order. The columns are those that `record_json` reads.
static RECORDS: LazyLock<String> = LazyLock::new(|| {
    format!(
        "SELECT seq, rrn, organization, title, source, status, priority, disposition, assignee_name, assignee_email,
            created_time, last_accessed, first_alert_time, latest_alert_time, responsibility, tags, version,
            (SELECT count(*) FROM alerts WHERE alerts.investigation = investigations.seq),
            (SELECT json_group_array(json_object('kind', kind, 'name', name)) FROM (
                SELECT kind, name FROM actors WHERE actors.investigation = investigations.seq
                ORDER BY alert_count DESC, position LIMIT 3
            ))
        FROM json_each(?4) AS wanted CROSS JOIN investigations ON investigations.seq = wanted.value
        WHERE {GATES} AND {WITHIN}"
    )
});
/// The next changes after ?3, up to ?4, at most ?5.
static CHANGES: LazyLock<String> = LazyLock::new(|| {
    format!(
        "SELECT seq, investigation, organization, rrn FROM changes WHERE {GATES} AND seq > ?3 AND seq <= ?4
        ORDER BY seq LIMIT ?5"
    )
});

/// One entry of the log of changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    /// Its number in the log.
    pub seq: i64,
    /// The number of the investigation.
    pub investigation: i64,
    /// Whose.
    pub organization: CustomerId,
    /// Its name.
    pub rrn: Rrn,
}

impl RegionStore {
    /// How many of the working set, whose closed ones changed at or after `closed_since`, `scope` sees of each customer.
    pub async fn counts(
        &self,
        conn: &mut Conn,
        scope: &Scope,
        closed_since: Timestamp,
    ) -> Result<BTreeMap<CustomerId, u64>> {
        let (customers, analyst) = bound(scope)?;
        let select = sqlx::query(COUNTS.as_str()).bind(customers).bind(analyst).bind(closed_since.micros());
        let read = |row: &sqlx::sqlite::SqliteRow| {
            Ok((
                super::rows::parsed(row, "organization")?,
                u64::try_from(row.try_get::<i64, _>(1)?).unwrap_or_default(),
            ))
        };
        select.fetch_all(conn).await?.iter().map(read).collect()
    }

    /// Numbers of what `scope` sees of it, most urgent first, then latest opened; at most `most`, where that is said.
    pub async fn names(
        &self,
        conn: &mut Conn,
        scope: &Scope,
        closed_since: Timestamp,
        most: Option<usize>,
    ) -> Result<Vec<i64>> {
        let (customers, analyst) = bound(scope)?;
        // To the database, less than none is no limit.
        let most = most.map_or(-1, |most| i64::try_from(most).unwrap_or(i64::MAX));
        let select = sqlx::query(NAMES.as_str()).bind(customers).bind(analyst).bind(closed_since.micros()).bind(most);
        Ok(serde_json::from_str(select.fetch_one(conn).await?.try_get(0)?)?)
    }

    /// Appends a line of JSON to `out` for each of `names` that `scope` sees in the working set, in their order; answers
    /// which those are and where each stands, without the end of its line.
    pub async fn records(
        &self,
        conn: &mut Conn,
        scope: &Scope,
        closed_since: Timestamp,
        names: &[i64],
        out: &mut Vec<u8>,
    ) -> Result<Vec<(i64, Range<usize>)>> {
        let (customers, analyst) = bound(scope)?;
        let wanted = serde_json::to_string(names)?;
        let select =
            sqlx::query(RECORDS.as_str()).bind(customers).bind(analyst).bind(closed_since.micros()).bind(wanted);
        let rows = select.fetch_all(conn).await?;
        let mut written = Vec::with_capacity(rows.len());
        for row in &rows {
            let start = out.len();
            record_json::write(row, out)?;
            written.push((row.try_get(0)?, start..out.len()));
            out.push(b'\n');
        }
        Ok(written)
    }

    /// The first `most` changes of what `scope` sees, after number `after` and up to number `until`, in their order.
    pub async fn changes(
        &self,
        conn: &mut Conn,
        scope: &Scope,
        (after, until): (i64, i64),
        most: usize,
    ) -> Result<Vec<Logged>> {
        let (customers, analyst) = bound(scope)?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let select = sqlx::query(CHANGES.as_str()).bind(customers).bind(analyst).bind(after).bind(until).bind(most);
        let read = |row: &sqlx::sqlite::SqliteRow| {
            Ok(Logged {
                seq: row.try_get("seq")?,
                investigation: row.try_get("investigation")?,
                organization: super::rows::parsed(row, "organization")?,
                rrn: super::rows::parsed(row, "rrn")?,
            })
        };
        select.fetch_all(conn).await?.iter().map(read).collect()
    }
}

/// The first two values of every statement here.
fn bound(scope: &Scope) -> Result<(String, String)> {
    Ok((serde_json::to_string(scope.customers())?, scope.analyst().to_string()))
}
