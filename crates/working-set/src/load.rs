//! Each customer's active work at a glance, for the Customers view.

use crate::coverage::{Certainty, Closed, CustomerState, Scope, Total};
use crate::key::Key;
use crate::query::TimeRange;
use crate::set::WorkingSet;
use crate::sorted;
use crate::store::{Known, at};
use contract::extension::CustomerSummary;
use contract::{CustomerId, Priority, RegionCode, Status, Timestamp};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

const DAY_MICROS: i64 = 86_400_000_000;
const DAYS: usize = 7;

/// A customer's active work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Load {
    /// Active investigations.
    pub active: Total,
    /// Of them per priority: the known ones, most urgent first, then unknown words that occur.
    pub by_priority: Vec<(Priority, Total)>,
    /// Of them without an assignee.
    pub unassigned: Total,
    /// When the oldest of them was opened.
    pub oldest: Option<Timestamp>,
    /// Opened per day of UTC for 7 days, oldest first, today last; what was closed again counts as far as it is known.
    pub opened_per_day: [Total; DAYS],
}

/// A customer that must answer, and what is known of its work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerLoad {
    /// Whose.
    pub customer: CustomerId,
    /// Where it lives.
    pub region: RegionCode,
    /// What it has told.
    pub state: CustomerState,
    /// Its work; `None` is unknown, never zero.
    pub load: Option<Load>,
}

/// The Customers view's rows and their sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loads {
    /// Every customer that must answer, the most urgent first.
    pub customers: Vec<CustomerLoad>,
    /// All of them together; what is unknown makes every sum "at least".
    pub whole: Load,
}

/// Counts per priority, compared by urgency.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct PriorityCounts {
    known: [u64; 5],
    other: BTreeMap<Priority, u64>,
}

impl PriorityCounts {
    pub(crate) fn add(&mut self, priority: &Priority, rows: u64) {
        match Priority::KNOWN.iter().zip(&mut self.known).find(|(known, _)| *known == priority) {
            Some((_, count)) => *count += rows,
            None => *self.other.entry(priority.clone()).or_default() += rows,
        }
    }

    pub(crate) fn totals(&self, certainty: Certainty) -> Vec<(Priority, Total)> {
        let known = Priority::KNOWN.iter().cloned().zip(self.known);
        let other = self.other.iter().map(|(priority, count)| (priority.clone(), *count));
        known.chain(other).map(|(priority, count)| (priority, Total::new(count, certainty))).collect()
    }

    /// More of the more urgent is greater.
    pub(crate) fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let others = |counts: &Self| counts.other.values().sum::<u64>();
        self.known.cmp(&other.known).then_with(|| others(self).cmp(&others(other)))
    }
}

#[derive(Default)]
struct Count {
    active: u64,
    priorities: PriorityCounts,
    unassigned: u64,
    oldest: Option<i64>,
    opened: [u64; DAYS],
}

impl Count {
    /// Both together: one customer's name may be spelt in several ways.
    fn and(&mut self, other: Self) {
        self.active += other.active;
        self.unassigned += other.unassigned;
        self.oldest = [self.oldest, other.oldest].into_iter().flatten().min();
        self.opened.iter_mut().zip(other.opened).for_each(|(own, more)| *own += more);
        let known = Priority::KNOWN.iter().zip(other.priorities.known);
        known.for_each(|(priority, rows)| self.priorities.add(priority, rows));
        other.priorities.other.iter().for_each(|(priority, rows)| self.priorities.add(priority, *rows));
    }
}

impl Load {
    fn nothing(certainty: Certainty) -> Self {
        let none = Total::new(0, certainty);
        Self {
            active: none,
            by_priority: PriorityCounts::default().totals(certainty),
            unassigned: none,
            oldest: None,
            opened_per_day: [none; DAYS],
        }
    }

    /// Both together.
    fn and(mut self, other: &Self) -> Self {
        self.active = self.active + other.active;
        self.unassigned = self.unassigned + other.unassigned;
        self.oldest = match (self.oldest, other.oldest) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        };
        for (day, more) in self.opened_per_day.iter_mut().zip(other.opened_per_day) {
            *day = *day + more;
        }
        for (priority, more) in &other.by_priority {
            match self.by_priority.iter_mut().find(|(own, _)| own == priority) {
                Some((_, total)) => *total = *total + *more,
                None => self.by_priority.push((priority.clone(), *more)),
            }
        }
        self
    }
}

impl WorkingSet {
    /// Every customer that must answer, the most urgent first: those with critical work, then those of whom nothing is
    /// known, then the others by priority. While a customer loads, its region's own summary stands in.
    pub fn loads(&self, now: Timestamp) -> Loads {
        let mut counts = self.count_customers(now);
        let ledger = self.ledger();
        let mut loads: Vec<(Urgency, CustomerLoad)> = Vec::new();
        for customer in ledger.expected() {
            let (Some(state), Some(region)) = (ledger.customer(customer), ledger.region_of(customer)) else { continue };
            let load = self.load(customer, &state, counts.remove(&customer), now);
            let urgency = self.urgency(customer, load.as_ref());
            loads.push((urgency, CustomerLoad { customer, region: region.clone(), state, load }));
        }
        sorted::by(&mut loads, |(a, _), (b, _)| a.cmp(b));
        let customers: Vec<CustomerLoad> = loads.into_iter().map(|(_, load)| load).collect();
        let nothing = Load::nothing(if ledger.knows_customers() { Certainty::Exact } else { Certainty::AtLeast });
        let whole = customers.iter().fold(nothing, |whole, customer| match &customer.load {
            Some(load) => whole.and(load),
            None => whole.and(&Load::nothing(Certainty::AtLeast)),
        });
        Loads { customers, whole }
    }

    fn count_customers(&self, now: Timestamp) -> HashMap<CustomerId, Count> {
        let (columns, dicts) = (&self.store.columns, &self.store.dicts);
        let active: Vec<bool> = dicts.statuses.values().iter().map(Status::active).collect();
        let someone: Vec<bool> = dicts.people.values().iter().map(Known::someone).collect();
        let today = now.micros().div_euclid(DAY_MICROS);
        let mut by_place: Vec<Count> = dicts.places.values().iter().map(|_| Count::default()).collect();
        let rows = columns.place.iter().zip(&columns.created).zip(&columns.status);
        for (slot, ((place, created), status)) in (0..).zip(rows).filter(|(slot, _)| columns.live(*slot)) {
            let Some(count) = by_place.get_mut(*place as usize) else { continue };
            let days_ago = usize::try_from(today - created.div_euclid(DAY_MICROS)).ok();
            if let Some(opened) = days_ago.and_then(|days_ago| count.opened.iter_mut().rev().nth(days_ago)) {
                *opened += 1;
            }
            if at(&active, *status) {
                count.active += 1;
                count.unassigned += u64::from(!at(&someone, at(&columns.assignee, slot)));
                count.oldest = Some(count.oldest.map_or(*created, |oldest| oldest.min(*created)));
                if let Some(priority) = dicts.priorities.get(at(&columns.priority, slot)) {
                    count.priorities.add(priority, 1);
                }
            }
        }
        let mut counts: HashMap<CustomerId, Count> = HashMap::new();
        for (place, count) in dicts.places.values().iter().zip(by_place).filter(|(place, _)| place.rows > 0) {
            counts.entry(place.customer).or_default().and(count);
        }
        counts
    }

    fn load(&self, customer: CustomerId, state: &CustomerState, count: Option<Count>, now: Timestamp) -> Option<Load> {
        let certainty = match state {
            CustomerState::Answered { .. } => Certainty::Exact,
            CustomerState::Stale { as_of, .. } => Certainty::AsOf(*as_of),
            CustomerState::Loading => match (self.summary_of(customer), &count) {
                (Some((as_of, summary)), _) => return Some(from_summary(summary, *as_of)),
                (None, Some(_)) => Certainty::AtLeast,
                (None, None) => return None,
            },
            CustomerState::Refused { .. } | CustomerState::Failing { .. } | CustomerState::LeftOut(_) => return None,
        };
        let count = count.unwrap_or_default();
        let total = |count: u64| Total::new(count, certainty);
        let week_ago = (now.micros().div_euclid(DAY_MICROS) - 6) * DAY_MICROS;
        let closed = Closed::Opened(TimeRange { from: Some(Timestamp::from_micros(week_ago)), until: None });
        let opened = self.ledger().reckon(&Scope::customer(customer), closed).certainty();
        Some(Load {
            active: total(count.active),
            by_priority: count.priorities.totals(certainty),
            unassigned: total(count.unassigned),
            oldest: count.oldest.map(Timestamp::from_micros),
            opened_per_day: count.opened.map(|opened_| Total::new(opened_, opened)),
        })
    }

    fn urgency(&self, customer: CustomerId, load: Option<&Load>) -> Urgency {
        let counts: Vec<u64> = load.map_or_else(Vec::new, |load| {
            load.by_priority.iter().map(|(_, total)| total.known()).chain([load.unassigned.known()]).collect()
        });
        let class = match counts.first() {
            Some(1..) => 0,
            None => 1,
            Some(0) => 2,
        };
        (class, Reverse(counts), self.label(&Key::Customer(customer)), customer)
    }
}

/// Critical, unknown, others; then the counts from most urgent on; then the name.
type Urgency = (u8, Reverse<Vec<u64>>, String, CustomerId);

fn from_summary(summary: &CustomerSummary, as_of: Timestamp) -> Load {
    let total = |count: u64| Total::new(count, Certainty::AsOf(as_of));
    let told = |priority: &Priority| {
        summary.by_priority.iter().filter(|count| count.priority == *priority).map(|count| count.count).sum()
    };
    let known = Priority::KNOWN.iter().map(|priority| (priority.clone(), total(told(priority))));
    let other = summary.by_priority.iter().filter(|count| !Priority::KNOWN.contains(&count.priority));
    let mut opened = [0; DAYS];
    for (day, count) in opened.iter_mut().rev().zip(summary.opened_per_day.iter().rev()) {
        *day = *count;
    }
    Load {
        active: total(summary.active),
        by_priority: known.chain(other.map(|count| (count.priority.clone(), total(count.count)))).collect(),
        unassigned: total(summary.unassigned),
        oldest: summary.oldest,
        opened_per_day: opened.map(total),
    }
}
