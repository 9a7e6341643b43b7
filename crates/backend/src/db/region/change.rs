//! A change to one investigation: what really differs is written, recorded and counted as one version.

use super::tables::{Investigations, folded};
use super::{Author, Conn, Found, RegionStore, activity, parts, store};
use crate::db;
use crate::error::Result;
use contract::idr::Assignee;
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

impl RegionStore {
    /// Applies `change` and brings `found` up to date. Values that already stand are no change; without any change
    /// nothing is written. Answers whether something was.
    pub async fn apply(&self, conn: &mut Conn, found: &mut Found, change: Change, by: &Author) -> Result<bool> {
        let now = &mut found.investigation;
        let mut update = Query::update();
        let mut entries = Vec::new();
        if let Some(title) = change.title.filter(|title| *title != now.title) {
            update.value(Investigations::Title, title.as_str()).value(Investigations::TitleFolded, folded(&title));
            entries.push(by.entry("title", Some(std::mem::replace(&mut now.title, title.clone())), Some(title)));
        }
        if let Some(status) = change.status.filter(|status| *status != now.status) {
            update.value(Investigations::Status, status.word());
            entries.push(by.entry("status", Some(now.status.to_string()), Some(status.to_string())));
            now.status = status;
        }
        if let Some(priority) = change.priority.filter(|priority| *priority != now.priority) {
            update
                .value(Investigations::Priority, priority.word())
                .value(Investigations::PriorityRank, i64::from(priority.rank()));
            entries.push(by.entry("priority", Some(now.priority.to_string()), Some(priority.to_string())));
            now.priority = priority;
        }
        if let Some(disposition) = change.disposition.filter(|disposition| *disposition != now.disposition) {
            update.value(Investigations::Disposition, disposition.word());
            entries.push(by.entry("disposition", Some(now.disposition.to_string()), Some(disposition.to_string())));
            now.disposition = disposition;
        }
        if let Some(assignee) =
            change.assignee.filter(|assignee| !same_person(assignee.as_ref(), now.assignee.as_ref()))
        {
            update
                .value(Investigations::AssigneeName, assignee.as_ref().map(|person| person.name.clone()))
                .value(Investigations::AssigneeEmail, assignee.as_ref().map(|person| person.email.clone()))
                .value(Investigations::AssigneeKey, assignee.as_ref().map(|person| folded(&person.email)));
            let called = |person: &Option<Assignee>| person.as_ref().map(shown);
            entries.push(by.entry("assignee", called(&now.assignee), called(&assignee)));
            now.assignee = assignee;
        }
        if entries.is_empty() {
            return Ok(false);
        }
        write(conn, found, update).await?;
        let customer = found.investigation.organization_id;
        activity::record(conn, found.seq, customer, &entries, by.unguarded).await?;
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
        write(conn, found, update).await?;
        let entry = by.entry("alert_removed", Some(removed.title), None);
        activity::record(conn, found.seq, found.investigation.organization_id, &[entry], by.unguarded).await?;
        Ok(true)
    }
}

/// Writes `update` to `found` as its next version.
async fn write(conn: &mut Conn, found: &mut Found, mut update: UpdateStatement) -> Result<()> {
    found.version += 1;
    update
        .table(Investigations::Table)
        .value(Investigations::Version, found.version)
        .and_where(Expr::col(Investigations::Seq).eq(found.seq));
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
