//! Each row's value for one key of an order as a number, ascending in the wanted direction; what has none comes last.

use super::place::status_rank;
use super::texts::ranks_of_texts;
use crate::query::{Direction, SortColumn, SortKey};
use crate::set::WorkingSet;
use crate::sorted;
use crate::store::{NEVER, flag};

const MISSING: u64 = u64::MAX;

/// One number a slot; those of slots without a row mean nothing.
pub(super) fn ranks(set: &WorkingSet, key: SortKey) -> Vec<u64> {
    let (columns, dicts) = (&set.store.columns, &set.store.dicts);
    let moment = |micros: &i64| if *micros == NEVER { MISSING } else { micros.cast_unsigned() ^ (1 << 63) };
    let by = |ids: &[u32], table: Vec<u64>| -> Vec<u64> {
        ids.iter().map(|id| table.get(*id as usize).copied().unwrap_or(MISSING)).collect()
    };
    let values = match key.column {
        SortColumn::Priority => {
            by(&columns.priority, dicts.priorities.values().iter().map(|priority| u64::from(priority.rank())).collect())
        }
        SortColumn::Status => by(
            &columns.status,
            dicts.statuses.values().iter().map(|status| status_rank(status).cast_unsigned()).collect(),
        ),
        SortColumn::Created => columns.created.iter().map(moment).collect(),
        SortColumn::LatestAlert => columns.latest_alert.iter().map(moment).collect(),
        SortColumn::Title => ranks_of_texts(&set.store),
        SortColumn::Customer => by(
            &columns.place,
            dense(dicts.places.values().iter().map(|place| set.names().sort_name(place.customer)).collect()),
        ),
        SortColumn::Region => {
            by(&columns.place, dense(dicts.places.values().iter().map(|place| Some(place.region.as_str())).collect()))
        }
        SortColumn::Assignee => {
            let names = dicts.people.values().iter().map(|person| person.someone().then_some(&*person.sort));
            by(&columns.assignee, dense(names.collect()))
        }
        SortColumn::Alerts => {
            let told = columns.alerts.iter().zip(&columns.flags);
            let most = i64::MAX.cast_unsigned();
            told.map(|(count, flags)| if flags & flag::ALERTS == 0 { MISSING } else { (*count).min(most) }).collect()
        }
    };
    directed(values, key.direction)
}

/// Counted from the first in the wanted direction, so that the numbers are as small as they can be.
fn directed(mut values: Vec<u64>, direction: Direction) -> Vec<u64> {
    let present = || values.iter().copied().filter(|value| *value != MISSING);
    let (Some(low), Some(high)) = (present().min(), present().max()) else { return values };
    // Most moments are whole seconds or milliseconds: counted in those they sort in half the passes.
    let range = (low, high);
    let counted =
        in_units::<1_000_000>(&mut values, range, direction) || in_units::<1_000>(&mut values, range, direction);
    if !counted {
        in_units::<1>(&mut values, range, direction);
    }
    values
}

/// Counts in units from one end, if all values are whole ones; the unit is known to the compiler, which then never divides.
fn in_units<const UNIT: u64>(values: &mut [u64], (low, high): (u64, u64), direction: Direction) -> bool {
    let whole = values.iter().all(|value| *value == MISSING || (value - low).is_multiple_of(UNIT));
    if whole {
        for value in values {
            *value = match (*value, direction) {
                (MISSING, _) => (high - low) / UNIT + 1,
                (value, Direction::Ascending) => (value - low) / UNIT,
                (value, Direction::Descending) => (high - value) / UNIT,
            };
        }
    }
    whole
}

/// Place of each text among the different ones.
fn dense(texts: Vec<Option<&str>>) -> Vec<u64> {
    let sorted: Vec<&str> = sorted::set(texts.iter().copied().flatten()).into_iter().collect();
    let rank = |text: &str| sorted.binary_search(&text).map_or(MISSING, |rank| rank as u64);
    texts.into_iter().map(|text| text.map_or(MISSING, rank)).collect()
}
