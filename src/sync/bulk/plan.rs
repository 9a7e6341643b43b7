//! What would become of a selection: who is skipped and why, then what changes, customer by customer. Pure.

use super::run::Step;
use super::wish::{Was, Wish, someone};
use crate::sync::CustomerScoped;
use contract::idr::Assignee;
use contract::{CustomerId, RegionCode};
use std::collections::{BTreeSet, HashMap};
use working_set::sorted;
use working_set::{RowId, WorkingSet};

/// A ticked row, and the version that was on screen when it was ticked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ticked {
    /// Which.
    pub row: RowId,
    /// Where its region tells one.
    pub version: Option<u64>,
}

/// Rows that are left out unless the analyst says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Include {
    /// Rows that changed since they were ticked.
    pub moved: bool,
    /// Rows of these people: their keys, see [`person_key`].
    pub people: BTreeSet<String>,
}

/// Why a row is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Skip {
    /// It has left the working set.
    Gone,
    /// Nothing of this customer's can be changed: the reason.
    Barred(String),
    /// The change before it has not been answered.
    Saving,
    /// It is as wanted.
    AlreadySo,
    /// Whom it shall be given to cannot take it: the reason.
    CannotTake(String),
    /// It changed since it was ticked. Can be included.
    Moved,
    /// Somebody else works on it. Can be included.
    Theirs(Assignee),
}

/// Rows left out for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The reason.
    pub why: Skip,
    /// How many.
    pub count: usize,
    /// Whose, each once; empty where nobody knows any more.
    pub customers: Vec<CustomerId>,
}

/// What changes at one customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changing {
    /// Whose.
    pub customer: CustomerId,
    /// Where.
    pub region: RegionCode,
    /// How many.
    pub count: usize,
    /// From what, with how many of each, most first.
    pub from: Vec<(Was, usize)>,
}

/// What would become of a selection.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// How many rows were judged.
    pub selected: usize,
    /// First who is left out.
    pub skipped: Vec<Skipped>,
    /// Then what changes, most rows first.
    pub changing: Vec<Changing>,
    /// The same, row by row, based on what is shown now.
    pub steps: Vec<Step>,
}

impl Plan {
    /// Rows whose region counts no versions: they are read again before the write, and no comment goes with them, for
    /// such a region cannot keep it internal.
    pub fn unguarded(&self) -> usize {
        self.steps.iter().filter(|step| step.version.is_none()).count()
    }
}

/// Tells people apart: the address, else the name, in lower case.
pub fn person_key(person: &Assignee) -> String {
    if person.email.is_empty() { person.name.to_lowercase() } else { person.email.to_lowercase() }
}

/// Judges each row. `barred` says why nothing of a customer's can be changed, `cannot` why whom it shall be given to
/// cannot take that customer's work; `None` where nothing is in the way.
pub fn plan(
    set: &WorkingSet,
    ticked: &[Ticked],
    wish: &Wish,
    include: &Include,
    barred: impl Fn(CustomerId) -> Option<String>,
    cannot: impl Fn(CustomerId) -> Option<String>,
) -> Plan {
    let mut plan = Plan { selected: ticked.len(), ..Plan::default() };
    let mut gates: HashMap<CustomerId, (Option<String>, Option<String>)> = HashMap::new();
    let mut places: HashMap<CustomerId, usize> = HashMap::new();
    for one in ticked {
        let Some(row) = set.row(one.row) else {
            skip(&mut plan.skipped, Skip::Gone, None);
            continue;
        };
        let customer = row.customer();
        let (barred, cannot) = gates.entry(customer).or_insert_with(|| (barred(customer), cannot(customer)));
        let seen = row.told().investigation;
        let moved = matches!((one.version, row.version()), (Some(then), Some(now)) if then != now);
        let theirs = someone(&seen).filter(|person| Some(person_key(person).as_str()) != set.me());
        let why = match (barred, cannot) {
            (Some(reason), _) => Some(Skip::Barred(reason.clone())),
            _ if row.saving() => Some(Skip::Saving),
            _ if wish.patch().already_so(&seen) => Some(Skip::AlreadySo),
            (_, Some(reason)) => Some(Skip::CannotTake(reason.clone())),
            _ if moved && !include.moved => Some(Skip::Moved),
            _ => theirs.filter(|person| !include.people.contains(&person_key(person))).cloned().map(Skip::Theirs),
        };
        if let Some(why) = why {
            skip(&mut plan.skipped, why, Some(customer));
            continue;
        }
        let was = wish.was(&seen);
        let Some(step) =
            CustomerScoped::of(&seen).map(|target| Step::new(target, seen, row.version(), wish.patch().clone()))
        else {
            skip(&mut plan.skipped, Skip::Gone, Some(customer));
            continue;
        };
        let place = *places.entry(customer).or_insert_with(|| {
            let region = step.target.rrn().region().clone();
            plan.changing.push(Changing { customer, region, count: 0, from: Vec::new() });
            plan.changing.len() - 1
        });
        if let Some(line) = plan.changing.get_mut(place) {
            line.count += 1;
            match line.from.iter_mut().find(|(known, _)| same(known, &was)) {
                Some((_, count)) => *count += 1,
                None => line.from.push((was, 1)),
            }
        }
        plan.steps.push(step);
    }
    for line in &mut plan.changing {
        sorted::by_key(&mut line.from, |(_, count)| std::cmp::Reverse(*count));
    }
    sorted::by_key(&mut plan.changing, |line| (std::cmp::Reverse(line.count), line.customer));
    sorted::by_key(&mut plan.skipped, |skipped| (rank(&skipped.why), std::cmp::Reverse(skipped.count)));
    plan
}

fn same(one: &Was, other: &Was) -> bool {
    match (one, other) {
        (Was::Assignee(one), Was::Assignee(other)) => one.as_ref().map(person_key) == other.as_ref().map(person_key),
        _ => one == other,
    }
}

fn rank(why: &Skip) -> u8 {
    match why {
        Skip::Barred(_) => 0,
        Skip::CannotTake(_) => 1,
        Skip::Saving => 2,
        Skip::Gone => 3,
        Skip::AlreadySo => 4,
        Skip::Moved => 5,
        Skip::Theirs(_) => 6,
    }
}

/// A reason that names a customer has a line of its own for each.
fn skip(lines: &mut Vec<Skipped>, why: Skip, customer: Option<CustomerId>) {
    let alone = matches!(why, Skip::Barred(_) | Skip::CannotTake(_));
    let line = lines.iter_mut().find(|line| {
        let same = match (&line.why, &why) {
            (Skip::Theirs(one), Skip::Theirs(other)) => person_key(one) == person_key(other),
            (one, other) => one == other,
        };
        same && (!alone || line.customers.first() == customer.as_ref())
    });
    match line {
        Some(line) => {
            line.count += 1;
            if let Some(customer) = customer.filter(|customer| !line.customers.contains(customer)) {
                line.customers.push(customer);
            }
        }
        None => lines.push(Skipped { why, count: 1, customers: customer.into_iter().collect() }),
    }
}
