//! Investigations whose status this version has no word for: active work that no filter can name, found by counting.

use super::super::Sync;
use super::read_pages;
use crate::api::{ApiError, gateway};
use contract::{RegionCode, Rrn, Status};
use std::collections::HashSet;

/// Rounds after which they are read again although their number is the same.
const REFRESH: u32 = 6;

/// What is known of one region's.
#[derive(Default)]
pub(in crate::sync) struct Unnamed {
    rrns: HashSet<Rrn>,
    rounds: u32,
}

impl Unnamed {
    /// Reads the region's unfiltered list where its total says that the known statuses, `active` of them, do not make up
    /// all of it. A gateway that tells no totals tells of none.
    pub(in crate::sync) async fn read(
        &mut self,
        sync: Sync,
        region: &RegionCode,
        active: u64,
    ) -> Result<&HashSet<Rrn>, ApiError> {
        let (all, closed) = (total(sync, region, "").await?, total(sync, region, "CLOSED").await?);
        let expected = missing(all, active, closed);
        self.rounds += 1;
        if expected == self.rrns.len() as u64 && (expected == 0 || self.rounds < REFRESH) {
            return Ok(&self.rrns);
        }
        self.rounds = 0;
        self.rrns.clear();
        if expected > 0 {
            let everything = read_pages(sync, region, "", usize::MAX, |_, _| ()).await?.named;
            let unnamed = sync.set.try_with_untracked(|set| {
                let odd = |rrn: &Rrn| set.get(rrn).is_some_and(|row| matches!(row.status(), Status::Other(_)));
                everything.into_iter().filter(odd).collect()
            });
            self.rrns = unnamed.unwrap_or_default();
        }
        Ok(&self.rrns)
    }
}

async fn total(sync: Sync, region: &RegionCode, statuses: &str) -> Result<Option<u64>, ApiError> {
    let page = gateway::page(sync.session.api(), region.clone(), statuses, 0, 1).await?;
    Ok(page.metadata.map(|metadata| metadata.total_data))
}

/// How many of all are neither active by a known word nor closed.
fn missing(all: Option<u64>, active: u64, closed: Option<u64>) -> u64 {
    match (all, closed) {
        (Some(all), Some(closed)) => all.saturating_sub(active.saturating_add(closed)),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::missing;

    #[test]
    fn only_a_told_surplus_counts() {
        assert_eq!(missing(Some(10), 6, Some(3)), 1);
        assert_eq!(missing(Some(10), 7, Some(3)), 0);
        assert_eq!(missing(Some(9), 7, Some(3)), 0, "closed between two counts");
        assert_eq!(missing(None, 7, Some(3)), 0);
    }
}
