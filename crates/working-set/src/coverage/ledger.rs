//! The ledger: what each region and customer has told, written by what keeps the set true, read by every total.

use super::{CustomerState, Failure, Refusal, RegionState, Scope, Standing, StandingOf};
use crate::query::TimeRange;
use contract::{CustomerId, RegionCode, Timestamp};
use std::collections::BTreeMap;

/// One time of asking a region for everything. The answer of a round that a later one replaced counts for nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    region: RegionCode,
    number: u64,
}

impl Round {
    /// Which region was asked.
    pub const fn region(&self) -> &RegionCode {
        &self.region
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Own {
    /// As its region.
    Follows,
    /// Became visible after this region's last round began: only a round from this number on brings its rows.
    Awaits {
        round: u64,
    },
    Refused {
        why: Refusal,
        since: Timestamp,
    },
}

#[derive(Debug)]
pub(super) struct CustomerEntry {
    pub(super) region: RegionCode,
    pub(super) standing: Standing,
    own: Own,
}

#[derive(Debug)]
struct RegionEntry {
    state: RegionState,
    round: u64,
    closed_since: Option<Timestamp>,
    /// Rows in and announced of the last round, where the region announced any.
    rows: Option<(u64, u64)>,
    history: Option<History>,
}

/// How much of what lies before a working set was read for a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct History {
    pub(super) loaded: u64,
    pub(super) total: u64,
    /// Opened when; `None`: not said, so it proves nothing.
    reach: Option<TimeRange>,
}

impl History {
    /// True when all that was opened in `range` has been read.
    pub(super) fn holds(&self, range: TimeRange) -> bool {
        let reaches = self.reach.is_some_and(|reach| {
            let from = reach.from.is_none_or(|from| range.from.is_some_and(|wanted| from <= wanted));
            from && reach.until.is_none_or(|until| range.until.is_some_and(|wanted| until >= wanted))
        });
        reaches && self.loaded >= self.total
    }
}

impl Default for RegionEntry {
    fn default() -> Self {
        let state = RegionState::Loading { loaded: 0, expected: None };
        Self { state, round: 0, closed_since: None, rows: None, history: None }
    }
}

/// What every region and customer has told so far.
#[derive(Debug, Default)]
pub struct Ledger {
    pub(super) known: bool,
    pub(super) customers: BTreeMap<CustomerId, CustomerEntry>,
    regions: BTreeMap<RegionCode, RegionEntry>,
    revision: u64,
}

impl Ledger {
    /// Says which customers there are and which of them must answer, all at once. One that becomes expected after its
    /// region was last asked counts as loading until a round begun from now on is complete.
    pub fn expect(&mut self, customers: impl IntoIterator<Item = StandingOf>) {
        let mut before = std::mem::take(&mut self.customers);
        for StandingOf { customer, region, standing } in customers {
            let entry = before.remove(&customer).filter(|entry| entry.region == region);
            let was_expected = entry.as_ref().is_some_and(|entry| entry.standing == Standing::Expected);
            let asked = self.regions.entry(region.clone()).or_default().round;
            let own = match entry {
                Some(entry) if was_expected && standing == Standing::Expected => entry.own,
                _ if standing == Standing::Expected && self.known && asked > 0 => Own::Awaits { round: asked + 1 },
                _ => Own::Follows,
            };
            self.customers.insert(customer, CustomerEntry { region, standing, own });
        }
        self.known = true;
        self.revision += 1;
    }

    /// A region is being asked for everything. What it told before stands until it answers.
    pub fn begin(&mut self, region: &RegionCode) -> Round {
        let entry = self.entry(region);
        entry.round += 1;
        let number = entry.round;
        if let RegionState::Failing { why, since, as_of, .. } = entry.state.clone() {
            self.tell(region, RegionState::Failing { why, since, next_try: None, as_of });
        }
        Round { region: region.clone(), number }
    }

    /// Rows of a round came in: `loaded` so far of `expected`, where told. A region that was complete stays so while it
    /// is read again. False when a later round has begun.
    pub fn progress(&mut self, round: &Round, loaded: u64, expected: Option<u64>) -> bool {
        let entry = self.entry(&round.region);
        if entry.round != round.number {
            return false;
        }
        entry.rows = expected.map(|expected| (loaded, expected));
        if !matches!(entry.state, RegionState::Complete { .. } | RegionState::Stale { .. }) {
            self.tell(&round.region, RegionState::Loading { loaded, expected });
        }
        true
    }

    /// All rows of a round are in, true at `as_of`. False when a later round has begun.
    pub fn complete(&mut self, round: &Round, as_of: Timestamp) -> bool {
        let entry = self.entry(&round.region);
        if entry.round != round.number {
            return false;
        }
        entry.rows = entry.rows.map(|(loaded, _)| (loaded, loaded));
        self.tell(&round.region, RegionState::Complete { as_of });
        for customer in self.customers.values_mut().filter(|customer| customer.region == round.region) {
            if matches!(customer.own, Own::Awaits { round: from } if from <= round.number) {
                customer.own = Own::Follows;
                self.revision += 1;
            }
        }
        true
    }

    /// A region that is followed was heard at `as_of`: a heartbeat, or a poll of changes without any. Brings back a stale
    /// one, and one that failed after all its rows were in; a region whose rows are not all in stays as it is.
    pub fn heard(&mut self, region: &RegionCode, as_of: Timestamp) {
        let all_in = matches!(
            self.entry(region).state,
            RegionState::Complete { .. } | RegionState::Stale { .. } | RegionState::Failing { as_of: Some(_), .. }
        );
        if all_in {
            self.tell(region, RegionState::Complete { as_of });
        }
    }

    /// A region fell silent at `since`. One whose rows are not all in stays as it is.
    pub fn stale(&mut self, region: &RegionCode, since: Timestamp) {
        if let RegionState::Complete { as_of } = self.entry(region).state {
            self.tell(region, RegionState::Stale { as_of, since });
        }
    }

    /// Every region not heard for more than `limit_secs` is stale: after sleep, or with timers held back.
    pub fn age(&mut self, now: Timestamp, limit_secs: i64) {
        for entry in self.regions.values_mut() {
            if let RegionState::Complete { as_of } = entry.state
                && now.secs_since(as_of) > limit_secs
            {
                entry.state = RegionState::Stale { as_of, since: as_of.plus_secs(limit_secs) };
                self.revision += 1;
            }
        }
    }

    /// A region did not answer at `at`. The first failure in a row dates it.
    pub fn failed(&mut self, region: &RegionCode, why: Failure, at: Timestamp, next_try: Option<Timestamp>) {
        let (since, as_of) = match self.entry(region).state {
            RegionState::Failing { since, as_of, .. } => (since, as_of),
            RegionState::Complete { as_of } | RegionState::Stale { as_of, .. } => (at, Some(as_of)),
            RegionState::Loading { .. } | RegionState::Refused { .. } => (at, None),
        };
        self.tell(region, RegionState::Failing { why, since, next_try, as_of });
    }

    /// A region will not tell.
    pub fn refused(&mut self, region: &RegionCode, why: Refusal, at: Timestamp) {
        let since = match &self.entry(region).state {
            RegionState::Refused { since, why: before } if *before == why => *since,
            _ => at,
        };
        self.tell(region, RegionState::Refused { why, since });
    }

    /// A region will not tell of one customer.
    pub fn refuse_customer(&mut self, customer: CustomerId, why: Refusal, at: Timestamp) {
        self.revision += 1;
        if let Some(entry) = self.customers.get_mut(&customer) {
            entry.own = Own::Refused { why, since: at };
        }
    }

    /// A refused customer may be asked for again: loading until a round begun from now on is complete.
    pub fn admit_customer(&mut self, customer: CustomerId) {
        self.revision += 1;
        if let Some(entry) = self.customers.get_mut(&customer)
            && matches!(entry.own, Own::Refused { .. })
        {
            let asked = self.regions.get(&entry.region).map_or(0, |region| region.round);
            entry.own = Own::Awaits { round: asked + 1 };
        }
    }

    /// A customer's rows came in by themselves, outside a round of its region.
    pub fn customer_loaded(&mut self, customer: CustomerId) {
        self.revision += 1;
        if let Some(entry) = self.customers.get_mut(&customer) {
            entry.own = Own::Follows;
        }
    }

    /// From when on a region's closed investigations are held; `None`: only those seen being closed.
    pub fn holds_closed_since(&mut self, region: &RegionCode, since: Option<Timestamp>) {
        let entry = self.entry(region);
        let changed = entry.closed_since != since;
        entry.closed_since = since;
        self.revision += u64::from(changed);
    }

    /// Rows from before a region's working set that were read for a question: `loaded` of `total`.
    pub fn history(&mut self, region: &RegionCode, loaded: u64, total: u64) {
        let entry = self.entry(region);
        let reach = entry.history.and_then(|history| history.reach);
        let history = Some(History { loaded, total, reach });
        let changed = entry.history != history;
        entry.history = history;
        self.revision += u64::from(changed);
    }

    /// What that history is about: all that was opened in this range, whatever its status. Without it, history never
    /// makes a total exact.
    pub fn history_reaches(&mut self, region: &RegionCode, opened: TimeRange) {
        let entry = self.entry(region);
        let History { loaded, total, .. } =
            entry.history.unwrap_or(History { loaded: 0, total: u64::MAX, reach: None });
        let history = Some(History { loaded, total, reach: Some(opened) });
        let changed = entry.history != history;
        entry.history = history;
        self.revision += u64::from(changed);
    }

    /// No history of a region is held any more.
    pub fn history_off(&mut self, region: &RegionCode) {
        let had = self.entry(region).history.take().is_some();
        self.revision += u64::from(had);
    }

    /// What a region has told; `None` for a region that is not known.
    pub fn region(&self, region: &RegionCode) -> Option<&RegionState> {
        self.regions.get(region).map(|entry| &entry.state)
    }

    /// Every known region, by code.
    pub fn regions(&self) -> impl Iterator<Item = (&RegionCode, &RegionState)> {
        self.regions.iter().map(|(code, entry)| (code, &entry.state))
    }

    /// What a customer has told; `None` for a customer that is not known.
    pub fn customer(&self, customer: CustomerId) -> Option<CustomerState> {
        self.customers.get(&customer).map(|entry| self.state_of(entry))
    }

    /// Where a customer's data lives; `None` for a customer that is not known.
    pub fn region_of(&self, customer: CustomerId) -> Option<&RegionCode> {
        self.customers.get(&customer).map(|entry| &entry.region)
    }

    /// True once it has been said which customers there are.
    pub const fn knows_customers(&self) -> bool {
        self.known
    }

    /// The customers that must answer, by id.
    pub fn expected(&self) -> impl Iterator<Item = CustomerId> {
        self.customers.iter().filter(|(_, entry)| entry.standing == Standing::Expected).map(|(customer, _)| *customer)
    }

    /// The customers that a question is about, by id, whether or not they must answer.
    pub(super) fn within<'a>(&'a self, scope: &'a Scope) -> impl Iterator<Item = (CustomerId, &'a CustomerEntry)> {
        let named = scope.customers.include.iter().filter_map(|id| self.customers.get_key_value(id));
        let all = self.customers.iter().take(if scope.customers.include.is_empty() { usize::MAX } else { 0 });
        named.chain(all).map(|(id, entry)| (*id, entry)).filter(|(id, entry)| scope.holds(*id, &entry.region))
    }

    /// Grows with every call that changes what is told.
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    pub(super) fn state_of(&self, entry: &CustomerEntry) -> CustomerState {
        if entry.standing != Standing::Expected {
            return CustomerState::LeftOut(entry.standing);
        }
        if let Own::Refused { why, since } = &entry.own {
            return CustomerState::Refused { why: why.clone(), since: *since };
        }
        let region = self.region(&entry.region).map_or(CustomerState::Loading, CustomerState::from);
        match (&entry.own, region) {
            (Own::Awaits { .. }, CustomerState::Answered { .. } | CustomerState::Stale { .. }) => {
                CustomerState::Loading
            }
            (_, state) => state,
        }
    }

    pub(super) fn closed_since(&self, region: &RegionCode) -> Option<Timestamp> {
        self.regions.get(region).and_then(|entry| entry.closed_since)
    }

    pub(super) fn history_of(&self, region: &RegionCode) -> Option<History> {
        self.regions.get(region)?.history
    }

    /// Rows in and announced of a region's last round.
    pub(super) fn rows_of(&self, region: &RegionCode) -> Option<(u64, u64)> {
        self.regions.get(region)?.rows
    }

    fn tell(&mut self, region: &RegionCode, state: RegionState) {
        let entry = self.entry(region);
        let changed = entry.state != state;
        entry.state = state;
        self.revision += u64::from(changed);
    }

    fn entry(&mut self, region: &RegionCode) -> &mut RegionEntry {
        self.regions.entry(region.clone()).or_default()
    }
}
