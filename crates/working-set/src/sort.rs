//! The order of rows: up to three keys, then latest opened first, then by RRN, so that equal rows never change places.

use crate::names::Names;
use crate::query::{Direction, SortColumn, SortKey};
use crate::set::{Held, RowId};
use contract::{Rrn, Status};
use std::cmp::{Ordering, Reverse};

/// How many keys count.
pub(crate) const KEYS: usize = 3;

/// What a row is compared by.
pub(crate) struct Place<'a> {
    pub(crate) id: RowId,
    keys: [Part<'a>; KEYS],
    ties: (Reverse<contract::Timestamp>, &'a Rrn),
}

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
    pub(crate) fn of(id: RowId, held: &'a Held, names: &'a Names, sort: &[SortKey]) -> Self {
        let mut keys = sort.iter().map(|key| part(held, names, *key));
        let mut next = || keys.next().unwrap_or(Part::Missing);
        let row = &held.shown().investigation;
        Self { id, keys: [next(), next(), next()], ties: (Reverse(row.created_time), &row.rrn) }
    }

    pub(crate) fn cmp(&self, other: &Self) -> Ordering {
        self.keys.cmp(&other.keys).then_with(|| self.ties.cmp(&other.ties))
    }
}

fn part<'a>(held: &'a Held, names: &'a Names, key: SortKey) -> Part<'a> {
    let row = &held.shown().investigation;
    let number = |value: i64| match key.direction {
        Direction::Ascending => Part::Number(value),
        Direction::Descending => Part::Number(-value),
    };
    let text = |value: &'a str| match key.direction {
        Direction::Ascending => Part::Text(value),
        Direction::Descending => Part::TextDown(Reverse(value)),
    };
    match key.column {
        SortColumn::Priority => number(i64::from(row.priority.rank())),
        SortColumn::Created => number(row.created_time.micros()),
        SortColumn::LatestAlert => row.latest_alert_time.map_or(Part::Missing, |time| number(time.micros())),
        SortColumn::Title => text(held.title_sort()),
        SortColumn::Customer => names.sort_name(row.organization_id).map_or(Part::Missing, text),
        SortColumn::Status => number(status_rank(&row.status)),
        SortColumn::Assignee => held.assignee_sort().map_or(Part::Missing, text),
        SortColumn::Region => text(row.rrn.region().as_str()),
        SortColumn::Alerts => {
            held.shown().alert_count.map_or(Part::Missing, |count| number(i64::try_from(count).unwrap_or(i64::MAX)))
        }
    }
}

/// Place of a status in its life; unknown words after all known ones.
pub(crate) fn status_rank(status: &Status) -> i64 {
    Status::KNOWN.iter().zip(0..).find(|(known, _)| *known == status).map_or(i64::MAX, |(_, rank)| rank)
}
