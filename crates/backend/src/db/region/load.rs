//! Loading data as it is: whole investigations, and what an import changes of them. Asks no gate, answers no caller.

use super::tables::Investigations;
use super::{Author, Conn, RegionStore, StoredAlert, StoredInvestigation, activity, comments, find, parts, store};
use crate::db;
use crate::error::{Error, Result};
use contract::idr::{Comment, Investigation};
use contract::{CustomerId, Rrn, Timestamp};
use sea_query::{Expr, ExprTrait, Query};

/// What loading a record did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was not there.
    Created,
    /// It was there and differed.
    Updated,
    /// It stood there already.
    Unchanged,
}

/// How much is stored of one organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrganizationCount {
    /// Whose.
    pub organization: CustomerId,
    /// Its investigations.
    pub investigations: u64,
}

impl RegionStore {
    /// Stores a new investigation with all its parts. Refused when its name is of another region or another
    /// organisation than it says, or is taken.
    pub async fn insert(&self, conn: &mut Conn, stored: &StoredInvestigation) -> Result<()> {
        self.check(&stored.investigation)?;
        let seq = store::investigation(&mut *conn, &stored.investigation, stored.version, &stored.alerts).await?;
        store::alerts(&mut *conn, seq, &stored.alerts).await?;
        store::product_alerts(&mut *conn, seq, &stored.product_alerts).await?;
        store::actors(&mut *conn, seq, &stored.actors).await?;
        let found =
            find::Found { seq, investigation: stored.investigation.clone(), version: stored.version, role: None };
        comments::insert(&mut *conn, &found, &stored.comments).await?;
        activity::record(conn, seq, found.investigation.organization_id, &stored.activity, false).await
    }

    /// Makes the public record `investigation` stand: created, or updated as a new version. Its name stays as first
    /// spelt; when it was last looked at does not count as a difference.
    pub async fn put(&self, conn: &mut Conn, investigation: &Investigation, now: Timestamp) -> Result<Outcome> {
        self.check(investigation)?;
        let Some(found) = find::any(&mut *conn, &investigation.rrn).await? else {
            let activity = vec![imported(now).entry("imported", None, None)];
            let stored = StoredInvestigation { activity, ..StoredInvestigation::new(investigation.clone()) };
            self.insert(conn, &stored).await?;
            return Ok(Outcome::Created);
        };
        let before = &found.investigation;
        let after = Investigation {
            rrn: before.rrn.clone(),
            last_accessed: before.last_accessed.max(investigation.last_accessed),
            // Alerts that were taken in meanwhile are no news to an answer saved before them.
            first_alert_time: earlier(before.first_alert_time, investigation.first_alert_time),
            latest_alert_time: before.latest_alert_time.max(investigation.latest_alert_time),
            ..investigation.clone()
        };
        if (Investigation { last_accessed: before.last_accessed, ..after.clone() }) == *before {
            return Ok(Outcome::Unchanged);
        }
        let mut update = Query::update();
        for (column, value) in store::columns(&after)? {
            update.value(column, value);
        }
        update
            .table(Investigations::Table)
            .value(Investigations::Version, found.version + 1)
            .and_where(Expr::col(Investigations::Seq).eq(found.seq));
        db::execute(&mut *conn, &update).await?;
        store::tags(&mut *conn, found.seq, &after.tags).await?;
        let entry = imported(now).entry("imported", None, None);
        activity::record(conn, found.seq, after.organization_id, &[entry], false).await?;
        Ok(Outcome::Updated)
    }

    /// Makes `alerts` stand at the investigation `rrn`; others it has stay. An alert without evidence keeps what is
    /// there. What changed counts as one version. Nothing when there is no such investigation.
    pub async fn put_alerts(
        &self,
        conn: &mut Conn,
        rrn: &Rrn,
        alerts: &[StoredAlert],
        now: Timestamp,
    ) -> Result<Option<Vec<Outcome>>> {
        let Some(found) = find::any(&mut *conn, rrn).await? else { return Ok(None) };
        let (mut outcomes, mut entries) = (Vec::new(), Vec::new());
        for stored in alerts {
            let before = parts::alert(&mut *conn, found.seq, &stored.alert.id).await?;
            let kept = match &before {
                Some(_) => self.evidence(&mut *conn, &found, &stored.alert.id).await?.unwrap_or_default(),
                None => Vec::new(),
            };
            let evidence = if stored.evidence.is_empty() { kept.clone() } else { stored.evidence.clone() };
            if before.as_ref() == Some(&stored.alert) && evidence == kept {
                outcomes.push(Outcome::Unchanged);
                continue;
            }
            store::drop_alert(&mut *conn, found.seq, &stored.alert.id).await?;
            store::alerts(&mut *conn, found.seq, &[StoredAlert { alert: stored.alert.clone(), evidence }]).await?;
            outcomes.push(if before.is_some() { Outcome::Updated } else { Outcome::Created });
            entries.push(imported(now).entry("alert_added", None, Some(stored.alert.title.clone())));
        }
        if !entries.is_empty() {
            let times = parts::alert_times(&mut *conn, found.seq).await?;
            let earliest = [found.investigation.first_alert_time, times.first].into_iter().flatten().min();
            let latest = found.investigation.latest_alert_time.max(times.latest);
            let update = Query::update()
                .table(Investigations::Table)
                .value(Investigations::FirstAlertTime, earliest.map(Timestamp::micros))
                .value(Investigations::LatestAlertTime, latest.map(Timestamp::micros))
                .value(Investigations::LatestDetectionTime, times.latest_detection.map(Timestamp::micros))
                .value(Investigations::Version, found.version + 1)
                .and_where(Expr::col(Investigations::Seq).eq(found.seq))
                .to_owned();
            db::execute(&mut *conn, &update).await?;
            activity::record(conn, found.seq, found.investigation.organization_id, &entries, false).await?;
        }
        Ok(Some(outcomes))
    }

    /// Makes `comment` stand at its target. Nothing when its target is no investigation that is stored here.
    pub async fn put_comment(&self, conn: &mut Conn, comment: &Comment, now: Timestamp) -> Result<Option<Outcome>> {
        let Ok(target) = comment.target.parse::<Rrn>() else { return Ok(None) };
        let Some(found) = find::any(&mut *conn, &target).await? else { return Ok(None) };
        let before = comments::any(&mut *conn, &comment.rrn).await?;
        let outcome = match &before {
            None => Outcome::Created,
            Some(before) => {
                // A name that is taken by a comment of another investigation is not this comment.
                if before.target.parse::<Rrn>().ok().as_ref() != Some(&target) {
                    let rrn = &comment.rrn;
                    return Err(Error::Conflict(format!("The comment {rrn} belongs to another investigation.")));
                }
                let same =
                    Comment { rrn: before.rrn.clone(), target: before.target.clone(), ..comment.clone() } == *before;
                if same {
                    return Ok(Some(Outcome::Unchanged));
                }
                comments::remove(&mut *conn, &before.rrn).await?;
                Outcome::Updated
            }
        };
        comments::insert(&mut *conn, &found, std::slice::from_ref(comment)).await?;
        let entry = imported(now).entry("comment", None, Some(comment.visibility.to_string()));
        activity::record(conn, found.seq, found.investigation.organization_id, &[entry], false).await?;
        Ok(Some(outcome))
    }

    /// Every organisation that has something stored here, whether anyone may see it or not.
    pub async fn organizations(&self, conn: &mut Conn) -> Result<Vec<OrganizationCount>> {
        let select = Query::select()
            .column(Investigations::Organization)
            .expr_as(Expr::col(Investigations::Seq).count(), "total")
            .from(Investigations::Table)
            .group_by_col(Investigations::Organization)
            .order_by(Investigations::Organization, sea_query::Order::Asc)
            .to_owned();
        let read = |row: &sqlx::sqlite::SqliteRow| {
            Ok(OrganizationCount {
                organization: super::rows::parsed(row, "organization")?,
                investigations: super::rows::count(row, "total")?,
            })
        };
        db::rows(conn, &select).await?.iter().map(read).collect()
    }

    fn check(&self, investigation: &Investigation) -> Result<()> {
        let rrn = &investigation.rrn;
        if *rrn.region() != self.region {
            let (theirs, ours) = (rrn.region(), &self.region);
            return Err(Error::BadRequest(format!("{rrn} is of region {theirs}, this database holds {ours}.")));
        }
        if rrn.customer() != investigation.organization_id {
            let organization = investigation.organization_id;
            return Err(Error::BadRequest(format!("{rrn} does not name its organization_id {organization}.")));
        }
        Ok(())
    }
}

fn imported(now: Timestamp) -> Author {
    Author { name: "Import".to_owned(), email: None, time: now, unguarded: false }
}

/// The earlier of two moments of which either may not be known.
fn earlier(one: Option<Timestamp>, other: Option<Timestamp>) -> Option<Timestamp> {
    one.into_iter().chain(other).min()
}
