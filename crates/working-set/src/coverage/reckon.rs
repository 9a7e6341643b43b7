//! From the ledger to the coverage of one question.

use super::ledger::CustomerEntry;
use super::{
    ClosedReach, Coverage, CustomerState, Gap, Ledger, Progress, Reason, RegionState, Scope, StaleRegion, Standing,
};
use crate::query::TimeRange;
use crate::sorted;
use contract::{CustomerId, RegionCode, Timestamp};
use std::collections::BTreeSet;

/// What a question asks of closed investigations.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Closed {
    /// Nothing.
    NotAsked,
    /// Those opened in this range.
    Opened(TimeRange),
}

impl Ledger {
    /// Who of `scope` has answered, for a question about active work.
    pub fn coverage(&self, scope: &Scope) -> Coverage {
        self.reckon(scope, Closed::NotAsked)
    }

    pub(crate) fn reckon(&self, scope: &Scope, closed: Closed) -> Coverage {
        let mut coverage = Coverage {
            known: self.known,
            expected: 0,
            answered: 0,
            gaps: Vec::new(),
            stale: Vec::new(),
            as_of: None,
            without_access: Vec::new(),
            without_role: Vec::new(),
            not_ready: Vec::new(),
            unseen: Vec::new(),
            closed: self.closed_reach(scope, closed),
            progress: None,
            history: None,
        };
        if coverage.closed != ClosedReach::NotAsked {
            coverage.history = self.history_within(scope);
        }
        for (id, entry) in self.within(scope) {
            self.count(&mut coverage, id, entry);
        }
        let named = scope.customers.include.iter().filter(|id| !scope.customers.exclude.contains(id));
        coverage.unseen = named.filter(|id| !self.is_expected(**id)).copied().collect();
        sorted::by(&mut coverage.gaps, |a, b| (rank(&a.reason), &a.region).cmp(&(rank(&b.reason), &b.region)));
        if coverage.loading() {
            coverage.progress = self.announced_within(scope);
        }
        sorted::by(&mut coverage.stale, |a, b| (a.as_of, &a.region).cmp(&(b.as_of, &b.region)));
        coverage
    }

    fn is_expected(&self, customer: CustomerId) -> bool {
        self.customers.get(&customer).is_some_and(|entry| entry.standing == Standing::Expected)
    }

    fn count(&self, coverage: &mut Coverage, id: CustomerId, entry: &CustomerEntry) {
        let state = self.state_of(entry);
        if !matches!(state, CustomerState::LeftOut(_)) {
            coverage.expected += 1;
        }
        let region = &entry.region;
        match state {
            CustomerState::LeftOut(Standing::WithoutAccess) => coverage.without_access.push(id),
            CustomerState::LeftOut(Standing::WithoutRole) => coverage.without_role.push(id),
            CustomerState::LeftOut(_) => coverage.not_ready.push(id),
            CustomerState::Answered { as_of } => answered(coverage, as_of),
            CustomerState::Stale { as_of, since } => {
                answered(coverage, as_of);
                match coverage.stale.iter_mut().find(|stale| stale.region == *region) {
                    Some(stale) => stale.customers.push(id),
                    None => {
                        coverage.stale.push(StaleRegion { region: region.clone(), customers: vec![id], as_of, since });
                    }
                }
            }
            CustomerState::Loading => {
                let (loaded, expected) = match self.region(region) {
                    Some(RegionState::Loading { loaded, expected }) => (*loaded, *expected),
                    _ => (0, None),
                };
                missing(coverage, region, id, Reason::Loading { loaded, expected }, None);
            }
            CustomerState::Refused { why, since } => {
                missing(coverage, region, id, Reason::Refused { why }, Some(since))
            }
            CustomerState::Failing { why, since, next_try } => {
                missing(coverage, region, id, Reason::Failing { why, next_try }, Some(since));
            }
        }
    }

    fn closed_reach(&self, scope: &Scope, closed: Closed) -> ClosedReach {
        let Closed::Opened(range) = closed else { return ClosedReach::NotAsked };
        let from = range.from.unwrap_or(Timestamp::FIRST);
        let mut missing = None;
        for (_, entry) in self.within(scope).filter(|(_, entry)| entry.standing == Standing::Expected) {
            // What was opened after the moment from which on closed ones are held can only have been closed after it.
            let since = self.closed_since(&entry.region);
            let held = since.is_some_and(|since| from >= since)
                || self.history_of(&entry.region).is_some_and(|history| history.holds(range));
            match since {
                _ if held => {}
                None => return ClosedReach::Partly { since: None },
                Some(since) => missing = missing.max(Some(since)),
            }
        }
        if missing.is_some() { ClosedReach::Partly { since: missing } } else { ClosedReach::Held }
    }

    /// Rows in of rows announced, of all regions of `scope` together; `None` while one has not announced any.
    fn announced_within(&self, scope: &Scope) -> Option<Progress> {
        let regions = self.regions_within(scope);
        let rows = regions.into_iter().map(|region| self.rows_of(region));
        let sum = rows.reduce(|one, two| Some((one?.0 + two?.0, one?.1 + two?.1)))??;
        Some(Progress::new(sum.0, sum.1))
    }

    /// History read of history there is, of all regions of `scope` where any is read.
    fn history_within(&self, scope: &Scope) -> Option<Progress> {
        let read = self.regions_within(scope).into_iter().filter_map(|region| self.history_of(region));
        let counted = read.filter(|history| history.total < u64::MAX).map(|history| (history.loaded, history.total));
        counted.reduce(|one, two| (one.0 + two.0, one.1 + two.1)).map(|(loaded, total)| Progress::new(loaded, total))
    }

    fn regions_within<'a>(&'a self, scope: &'a Scope) -> BTreeSet<&'a RegionCode> {
        let expected = self.within(scope).filter(|(_, entry)| entry.standing == Standing::Expected);
        sorted::set(expected.map(|(_, entry)| &entry.region))
    }
}

fn answered(coverage: &mut Coverage, as_of: Timestamp) {
    coverage.answered += 1;
    coverage.as_of = Some(coverage.as_of.map_or(as_of, |oldest| oldest.min(as_of)));
}

fn missing(coverage: &mut Coverage, region: &RegionCode, id: CustomerId, reason: Reason, since: Option<Timestamp>) {
    let same = |gap: &&mut Gap| gap.region == *region && gap.reason == reason && gap.since == since;
    match coverage.gaps.iter_mut().find(same) {
        Some(gap) => gap.customers.push(id),
        None => coverage.gaps.push(Gap { region: region.clone(), customers: vec![id], reason, since }),
    }
}

/// Order of what is said first.
const fn rank(reason: &Reason) -> u8 {
    match reason {
        Reason::Failing { .. } => 0,
        Reason::Refused { .. } => 1,
        Reason::Loading { .. } => 2,
    }
}
