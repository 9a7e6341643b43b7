//! Reads the database's rows back into wire records.

use super::tables::{Alerts, Investigations};
use crate::error::{Error, Result};
use contract::idr::{Alert, Assignee, Investigation};
use contract::{Disposition, Priority, Source, Status, Timestamp};
use serde::de::DeserializeOwned;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use std::fmt::Display;
use std::str::FromStr;

/// The columns that `investigation` reads, and the version.
pub(super) const INVESTIGATION: [Investigations; 18] = [
    Investigations::Seq,
    Investigations::Rrn,
    Investigations::Organization,
    Investigations::Title,
    Investigations::Source,
    Investigations::Status,
    Investigations::Priority,
    Investigations::Disposition,
    Investigations::AssigneeName,
    Investigations::AssigneeEmail,
    Investigations::CreatedTime,
    Investigations::LastAccessed,
    Investigations::FirstAlertTime,
    Investigations::LatestAlertTime,
    Investigations::LatestDetectionTime,
    Investigations::Responsibility,
    Investigations::Tags,
    Investigations::Version,
];

/// One investigation.
pub(super) fn investigation(row: &SqliteRow) -> Result<Investigation> {
    let assignee = match row.try_get::<Option<String>, _>("assignee_email")? {
        Some(email) => {
            Some(Assignee { name: row.try_get::<Option<String>, _>("assignee_name")?.unwrap_or_default(), email })
        }
        None => None,
    };
    Ok(Investigation {
        rrn: parsed(row, "rrn")?,
        organization_id: parsed(row, "organization")?,
        title: row.try_get("title")?,
        source: Source::from_word(row.try_get("source")?),
        status: Status::from_word(row.try_get("status")?),
        priority: Priority::from_word(row.try_get("priority")?),
        disposition: Disposition::from_word(row.try_get("disposition")?),
        assignee,
        created_time: time(row, "created_time")?,
        last_accessed: optional_time(row, "last_accessed")?,
        first_alert_time: optional_time(row, "first_alert_time")?,
        latest_alert_time: optional_time(row, "latest_alert_time")?,
        responsibility: row.try_get("responsibility")?,
        tags: json(row, "tags")?,
    })
}

/// The columns that `alert` reads.
pub(super) const ALERT: [Alerts; 12] = [
    Alerts::Id,
    Alerts::Title,
    Alerts::AlertType,
    Alerts::AlertTypeDescription,
    Alerts::AlertSource,
    Alerts::CreatedTime,
    Alerts::FirstEventTime,
    Alerts::LatestEventTime,
    Alerts::Rule,
    Alerts::Priority,
    Alerts::Category,
    Alerts::Techniques,
];

/// One alert.
pub(super) fn alert(row: &SqliteRow) -> Result<Alert> {
    Ok(Alert {
        id: row.try_get("id")?,
        title: row.try_get("title")?,
        alert_type: row.try_get("alert_type")?,
        alert_type_description: row.try_get("alert_type_description")?,
        alert_source: row.try_get("alert_source")?,
        created_time: time(row, "created_time")?,
        first_event_time: optional_time(row, "first_event_time")?,
        latest_event_time: optional_time(row, "latest_event_time")?,
        detection_rule_rrn: json(row, "rule")?,
        priority: row.try_get::<Option<&str>, _>("priority")?.map(Priority::from_word),
        category: row.try_get("category")?,
        techniques: json(row, "techniques")?,
    })
}

/// A moment.
pub(super) fn time(row: &SqliteRow, column: &str) -> Result<Timestamp> {
    Ok(Timestamp::from_micros(row.try_get(column)?))
}

/// A moment or null.
pub(super) fn optional_time(row: &SqliteRow, column: &str) -> Result<Option<Timestamp>> {
    Ok(row.try_get::<Option<i64>, _>(column)?.map(Timestamp::from_micros))
}

/// A name or id that was checked when it was written.
pub(super) fn parsed<T: FromStr<Err: Display>>(row: &SqliteRow, column: &str) -> Result<T> {
    row.try_get::<&str, _>(column)?
        .parse()
        .map_err(|cause| Error::caused(format!("reading the stored {column}"), cause))
}

/// A value kept as JSON text.
pub(super) fn json<T: DeserializeOwned>(row: &SqliteRow, column: &str) -> Result<T> {
    serde_json::from_str(row.try_get(column)?)
        .map_err(|cause| Error::caused(format!("reading the stored {column}"), cause))
}

/// A count, which is never negative.
pub(super) fn count(row: &SqliteRow, column: &str) -> Result<u64> {
    Ok(u64::try_from(row.try_get::<i64, _>(column)?).unwrap_or_default())
}

/// How many rows stand before page `index` of `size`; beyond what a database can count there is nothing anyway.
pub(super) fn offset(index: u64, size: u64) -> u64 {
    index.saturating_mul(size).clamp(0, i64::MAX.unsigned_abs())
}
