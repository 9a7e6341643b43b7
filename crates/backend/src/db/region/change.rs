//! A change to one investigation: what really differs is written, recorded and counted as one version.

use super::tables::{Investigations, folded};
use super::{Author, Conn, Found, RegionStore, activity, parts, store};
use crate::db;
use crate::error::Result;
use contract::extension::ActivityEntry;
use contract::idr::{Assignee, Investigation};
use contract::{Disposition, Priority, Status};
use sea_query::{Expr, ExprTrait, Query, UpdateStatement};

/// New values; none leaves as is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// New title.
    pub title: Option<String>,
    /// New status.
    pub status: Option<Status>,
    /// New priority.
    pub priority: Option<Priority>,
    /// New disposition.
    pub disposition: Option<Disposition>,
    /// New assignee; an inner none takes the present one off.
    pub assignee: Option<Option<Assignee>>,
}

impl Change {
    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What of it really differs from `now`, with the entries that tell of it; `now` is brought up to date.
    pub(super) fn against(self, now: &mut Investigation, by: &Author) -> (Self, Vec<ActivityEntry>) {
        let mut entries = Vec::new();
        let mut note = |what: &str, from: Option<String>, to: Option<String>| entries.push(by.entry(what, from, to));
        let title = self.title.filter(|title| *title != now.title);
        if let Some(title) = &title {
            note("title", Some(std::mem::replace(&mut now.title, title.clone())), Some(title.clone()));
        }
        let status = self.status.filter(|status| *status != now.status);
        if let Some(status) = &status {
            note("status", Some(now.status.to_string()), Some(status.to_string()));
            now.status = status.clone();
        }
        let priority = self.priority.filter(|priority| *priority != now.priority);
        if let Some(priority) = &priority {
            note("priority", Some(now.priority.to_string()), Some(priority.to_string()));
            now.priority = priority.clone();
        }
        let disposition = self.disposition.filter(|disposition| *disposition != now.disposition);
        if let Some(disposition) = &disposition {
            note("disposition", Some(now.disposition.to_string()), Some(disposition.to_string()));
            now.disposition = disposition.clone();
        }
        let assignee = self.assignee.filter(|assignee| !same_person(assignee.as_ref(), now.assignee.as_ref()));
        if let Some(assignee) = &assignee {
            note("assignee", now.assignee.as_ref().map(shown), assignee.as_ref().map(shown));
            now.assignee = assignee.clone();
        }
        (Self { title, status, priority, disposition, assignee }, entries)
    }
}

impl RegionStore {
    /// Applies `change` and brings `found` up to date. Values that already stand are no change; without any change
    /// nothing is written. Answers whether something was.
    pub async fn apply(&self, conn: &mut Conn, found: &mut Found, change: Change, by: &Author) -> Result<bool> {
        let (change, entries) = change.against(&mut found.investigation, by);
        if entries.is_empty() {
            return Ok(false);
        }
        set(&mut *conn, &change, &[found.seq]).await?;
        found.version += 1;
        activity::record(conn, found.seq, found.investigation.organization_id, &entries, by.unguarded).await?;
        Ok(true)
    }

    /// Takes one alert off; false when the investigation has none of that id. The times of the first and latest alert
    /// move where the alert stood at their end.
    pub async fn remove_alert(&self, conn: &mut Conn, found: &mut Found, alert: &str, by: &Author) -> Result<bool> {
        let Some(removed) = parts::alert(conn, found.seq, alert).await? else { return Ok(false) };
        store::drop_alert(&mut *conn, found.seq, alert).await?;
        let left = parts::alert_times(conn, found.seq).await?;
        let now = &mut found.investigation;
        if now.first_alert_time == Some(removed.created_time) {
            now.first_alert_time = left.first;
        }
        if now.latest_alert_time == Some(removed.created_time) {
            now.latest_alert_time = left.latest;
        }
        let mut update = Query::update();
        update
            .value(Investigations::FirstAlertTime, now.first_alert_time.map(|time| time.micros()))
            .value(Investigations::LatestAlertTime, now.latest_alert_time.map(|time| time.micros()))
            .value(Investigations::LatestDetectionTime, left.latest_detection.map(|time| time.micros()));
        next_version(&mut *conn, update, &[found.seq]).await?;
        found.version += 1;
        let entry = by.entry("alert_removed", Some(removed.title), None);
        activity::record(conn, found.seq, found.investigation.organization_id, &[entry], by.unguarded).await?;
        Ok(true)
    }
}

/// Writes `change` to each of `rows` as its next version, in one statement.
pub(super) async fn set(conn: &mut Conn, change: &Change, rows: &[i64]) -> Result<()> {
    let mut update = Query::update();
    if let Some(title) = &change.title {
        update.value(Investigations::Title, title.as_str()).value(Investigations::TitleFolded, folded(title));
    }
    if let Some(status) = &change.status {
        update.value(Investigations::Status, status.word());
    }
    if let Some(priority) = &change.priority {
        update
            .value(Investigations::Priority, priority.word())
            .value(Investigations::PriorityRank, i64::from(priority.rank()));
    }
    if let Some(disposition) = &change.disposition {
        update.value(Investigations::Disposition, disposition.word());
    }
    if let Some(assignee) = &change.assignee {
        update
            .value(Investigations::AssigneeName, assignee.as_ref().map(|person| person.name.clone()))
            .value(Investigations::AssigneeEmail, assignee.as_ref().map(|person| person.email.clone()))
            .value(Investigations::AssigneeKey, assignee.as_ref().map(|person| folded(&person.email)));
    }
    next_version(conn, update, rows).await
}

async fn next_version(conn: &mut Conn, mut update: UpdateStatement, rows: &[i64]) -> Result<()> {
    update
        .table(Investigations::Table)
        .value(Investigations::Version, Expr::col(Investigations::Version).add(1))
        .and_where(Expr::col(Investigations::Seq).is_in(rows.iter().copied()));
    db::execute(conn, &update).await?;
    Ok(())
}

/// An address identifies a person, whatever its case and the name beside it.
fn same_person(one: Option<&Assignee>, other: Option<&Assignee>) -> bool {
    one.map(|person| folded(&person.email)) == other.map(|person| folded(&person.email))
}

fn shown(person: &Assignee) -> String {
    if person.name.is_empty() { person.email.clone() } else { person.name.clone() }
}
