//! Stores what a file holds in its region, in one transaction a file.

use super::read::{Content, Row, Rows, elsewhere};
use super::report::Counts;
use crate::db::region::{RegionStore, StoredAlert, WriteTx};
use crate::{Error, Result};
use contract::idr::{Alert, Comment, Investigation};
use contract::{Rrn, Timestamp};

/// Stores `content`, all of it or nothing: one refused row, or a failure of the database, keeps the whole file out.
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

/// Keeps what was written only when no row was refused.
async fn settle(tx: WriteTx, counts: Counts) -> Result<Counts> {
    if counts.refused.is_empty() {
        tx.commit().await?;
        return Ok(counts);
    }
    tx.rollback().await?;
    Ok(counts.refused_only())
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
    settle(tx, counts).await
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
        return Ok(counts.refused_only());
    }
    let stored: Vec<_> =
        rows.good.into_iter().map(|row| StoredAlert { alert: row.record, evidence: Vec::new() }).collect();
    let mut tx = region.write().await?;
    for outcome in region.put_alerts(&mut tx, rrn, &stored, now).await?.unwrap_or_default() {
        counts.add(outcome);
    }
    settle(tx, counts).await
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
    settle(tx, counts).await
}
