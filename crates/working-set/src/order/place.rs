//! Where one row stands among others: up to three keys, then latest opened first, then by name.

use crate::query::{Direction, SortColumn, SortKey};
use crate::set::WorkingSet;
use crate::store::{NEVER, at, flag};
use contract::{CustomerId, Status};
use std::cmp::{Ordering, Reverse};

/// How many keys count.
pub(crate) const KEYS: usize = 3;

/// What a row is compared by.
pub(super) struct Place<'a> {
    pub(super) slot: u32,
    keys: [Part<'a>; KEYS],
    created: Reverse<i64>,
    name: Name<'a>,
}

/// An investigation's name, as names are ordered.
type Name<'a> = (&'a str, CustomerId, &'a str);

/// A row's value for one key, already in the wanted direction.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Part<'a> {
    Number(i64),
    Text(&'a str),
    TextDown(Reverse<&'a str>),
    /// After everything that has a value, in either direction.
    Missing,
}

impl<'a> Place<'a> {
    pub(super) fn of(set: &'a WorkingSet, slot: u32, sort: &[SortKey]) -> Self {
        let mut keys = sort.iter().map(|key| part(set, slot, *key));
        let mut next = || keys.next().unwrap_or(Part::Missing);
        let keys = [next(), next(), next()];
        Self { slot, keys, created: Reverse(at(&set.store.columns.created, slot)), name: name(set, slot) }
    }

    pub(super) fn cmp(&self, other: &Self) -> Ordering {
        let ties = || self.created.cmp(&other.created).then_with(|| self.name.cmp(&other.name));
        self.keys.cmp(&other.keys).then_with(ties)
    }
}

pub(super) fn name(set: &WorkingSet, slot: u32) -> Name<'_> {
    let place = set.store.place(slot);
    let home = place.map(|place| (place.region.as_str(), place.customer));
    let (region, customer) = home.unwrap_or(("", CustomerId::from_u128(0)));
    (region, customer, set.store.id(slot))
}

fn part<'a>(set: &'a WorkingSet, slot: u32, key: SortKey) -> Part<'a> {
    let columns = &set.store.columns;
    let number = |value: i64| match key.direction {
        Direction::Ascending => Part::Number(value),
        Direction::Descending => Part::Number(-value),
    };
    let text = |value: &'a str| match key.direction {
        Direction::Ascending => Part::Text(value),
        Direction::Descending => Part::TextDown(Reverse(value)),
    };
    let place = || set.store.place(slot);
    match key.column {
        SortColumn::Priority => {
            let priority = set.store.dicts.priorities.get(at(&columns.priority, slot));
            number(priority.map_or(0, |priority| i64::from(priority.rank())))
        }
        SortColumn::Status => {
            let status = set.store.dicts.statuses.get(at(&columns.status, slot));
            number(status.map_or(0, status_rank))
        }
        SortColumn::Created => number(at(&columns.created, slot)),
        SortColumn::LatestAlert => {
            Some(at(&columns.latest_alert, slot)).filter(|at| *at != NEVER).map_or(Part::Missing, number)
        }
        SortColumn::Title => text(set.store.title_sort(slot)),
        SortColumn::Customer => {
            place().and_then(|place| set.names().sort_name(place.customer)).map_or(Part::Missing, text)
        }
        SortColumn::Assignee => set.store.assignee(slot).map_or(Part::Missing, |person| text(&person.sort)),
        SortColumn::Region => place().map_or(Part::Missing, |place| text(place.region.as_str())),
        SortColumn::Alerts if at(&columns.flags, slot) & flag::ALERTS == 0 => Part::Missing,
        SortColumn::Alerts => number(i64::try_from(at(&columns.alerts, slot)).unwrap_or(i64::MAX)),
    }
}

/// Place of a status in its life; unknown words after all known ones.
pub(crate) fn status_rank(status: &Status) -> i64 {
    Status::KNOWN.iter().zip(0..).find(|(known, _)| *known == status).map_or(i64::MAX, |(_, rank)| rank)
}
