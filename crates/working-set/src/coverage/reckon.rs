//! From the ledger to the coverage of one question.

use super::ledger::CustomerEntry;
use super::{ClosedReach, Coverage, CustomerState, Gap, Ledger, Reason, RegionState, Scope, StaleRegion, Standing};
use contract::{CustomerId, RegionCode, Timestamp};

/// What a question asks of closed investigations.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Closed {
    /// Nothing.
    NotAsked,
    /// Those opened from this moment on; `None`: of any age.
    OpenedFrom(Option<Timestamp>),
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
        };
        for (id, entry) in self.within(scope) {
            self.count(&mut coverage, id, entry);
        }
        let named = scope.customers.include.iter().filter(|id| !scope.customers.exclude.contains(id));
        coverage.unseen = named.filter(|id| !self.is_expected(**id)).copied().collect();
        coverage.gaps.sort_by(|a, b| (rank(&a.reason), &a.region).cmp(&(rank(&b.reason), &b.region)));
        coverage.stale.sort_by(|a, b| (a.as_of, &a.region).cmp(&(b.as_of, &b.region)));
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
        let Closed::OpenedFrom(opened_from) = closed else { return ClosedReach::NotAsked };
        let mut latest = None;
        for (_, entry) in self.within(scope).filter(|(_, entry)| entry.standing == Standing::Expected) {
            let Some(since) = self.closed_since(&entry.region) else {
                return ClosedReach::Partly { since: None };
            };
            latest = latest.max(Some(since));
        }
        // What was opened after that moment can only have been closed after it; of any age is from the first moment on.
        match latest {
            Some(since) if opened_from.unwrap_or(Timestamp::FIRST) < since => ClosedReach::Partly { since: latest },
            _ => ClosedReach::Held,
        }
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
