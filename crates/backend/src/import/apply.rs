//! Stores what a file holds in its region, in one transaction a file.

use super::read::{Content, Row, Rows, elsewhere};
use super::report::Counts;
use crate::db::region::{RegionStore, StoredAlert};
use crate::{Error, Result};
use contract::idr::{Alert, Comment, Investigation};
use contract::{Rrn, Timestamp};

/// Stores `content`; rows that cannot be taken are counted as refused, a failure of the database keeps nothing.
pub async fn all(region: &RegionStore, content: Content, named: Option<&Rrn>, now: Timestamp) -> Result<Counts> {
    let mut counts = match content {
        Content::Investigations(rows) => investigations(region, rows, now).await?,
        Content::Alerts(rows) => {
            let rrn = named.ok_or_else(|| Error::internal("alerts without the name of their investigation"))?;
            alerts(region, rrn, rows, now).await?
        }
        Content::Comments(rows) => comments(region, rows, now).await?,
        Content::Nothing => Counts::default(),
    };
    counts.refused.sort_by_key(|refused| refused.row);
    Ok(counts)
}

async fn investigations(region: &RegionStore, rows: Rows<Investigation>, now: Timestamp) -> Result<Counts> {
    let mut counts = Counts { refused: rows.refused, ..Counts::default() };
    let mut tx = region.write().await?;
    for Row { row, record } in rows.good {
        match elsewhere(&record.rrn, region.region()) {
            Some(reason) => counts.refuse(row, reason),
            None => counts.add(region.put(&mut tx, &record, now).await?),
        }
    }
    tx.commit().await?;
    Ok(counts)
}

async fn alerts(region: &RegionStore, rrn: &Rrn, rows: Rows<Alert>, now: Timestamp) -> Result<Counts> {
    let mut counts = Counts { refused: rows.refused, ..Counts::default() };
    let missing = match elsewhere(rrn, region.region()) {
        Some(reason) => Some(reason),
        None if region.find(rrn).await?.is_none() => {
            Some(format!("the investigation {rrn} is not stored here: import it first"))
        }
        None => None,
    };
    if let Some(reason) = missing {
        for Row { row, .. } in rows.good {
            counts.refuse(row, reason.clone());
        }
        return Ok(counts);
    }
    let stored: Vec<_> =
        rows.good.into_iter().map(|row| StoredAlert { alert: row.record, evidence: Vec::new() }).collect();
    let mut tx = region.write().await?;
    for outcome in region.put_alerts(&mut tx, rrn, &stored, now).await?.unwrap_or_default() {
        counts.add(outcome);
    }
    tx.commit().await?;
    Ok(counts)
}

async fn comments(region: &RegionStore, rows: Rows<Comment>, now: Timestamp) -> Result<Counts> {
    let mut counts = Counts { refused: rows.refused, ..Counts::default() };
    let mut tx = region.write().await?;
    for Row { row, record } in rows.good {
        let Ok(target) = record.target.parse::<Rrn>() else {
            counts.refuse(row, format!("its target {:?} is not an investigation", record.target));
            continue;
        };
        if let Some(reason) = elsewhere(&target, region.region()) {
            counts.refuse(row, reason);
            continue;
        }
        match region.put_comment(&mut tx, &record, now).await {
            Ok(Some(outcome)) => counts.add(outcome),
            Ok(None) => counts.refuse(row, format!("its investigation {target} is not stored here: import it first")),
            Err(Error::Conflict(reason)) => counts.refuse(row, reason),
            Err(cause) => return Err(cause),
        }
    }
    tx.commit().await?;
    Ok(counts)
}
