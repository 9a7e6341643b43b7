//! Edits of what an address says: order by a column, the span of creation. Pure.

use crate::route::{InvestigationsQuery, SortColumn, SortKey};
use contract::Timestamp;

/// What a list without words of its own about order is ordered by.
const OWN: [SortKey; 2] = [
    SortKey { column: SortColumn::Priority, descending: true },
    SortKey { column: SortColumn::Created, descending: true },
];
/// The most keys that an order has.
const KEYS: usize = 3;

/// The order as the column's head says it: descending or not, and its rank, 1 first.
pub(super) fn sorted_by(query: &InvestigationsQuery, column: SortColumn) -> Option<(bool, usize)> {
    // The list's own second key breaks ties, and no head needs to say so.
    let keys = if query.sort.is_empty() { OWN.get(..1).unwrap_or_default() } else { query.sort.as_slice() };
    let rank = keys.iter().position(|key| key.column == column)?;
    keys.get(rank).map(|key| (key.descending, rank + 1))
}

/// A click on the column's head: its natural direction, the other one, then the list's own order again.
pub(super) fn click_sort(query: &mut InvestigationsQuery, column: SortColumn) {
    let natural = natural(column);
    let first = query.sort.first().filter(|key| key.column == column).map(|key| key.descending);
    let next = match (column, first) {
        // Most urgent first is the list's own order already.
        (SortColumn::Priority, None) if query.sort.is_empty() => Some(false),
        (SortColumn::Priority, None) => None,
        (_, None) => Some(natural),
        (_, Some(now)) if now == natural => Some(!natural),
        (_, Some(_)) => None,
    };
    query.sort = next.map(|descending| SortKey { column, descending }).into_iter().collect();
}

/// A click with Shift: the column becomes the next key, turns around, or is a key no more.
pub(super) fn click_sort_too(query: &mut InvestigationsQuery, column: SortColumn) {
    if query.sort.is_empty() {
        query.sort = OWN.into_iter().take(1).collect();
    }
    let natural = natural(column);
    match query.sort.iter().position(|key| key.column == column) {
        Some(place) => match query.sort.get_mut(place) {
            Some(key) if key.descending == natural => key.descending = !natural,
            _ => _ = query.sort.remove(place),
        },
        None => {
            query.sort.truncate(KEYS - 1);
            query.sort.push(SortKey { column, descending: natural });
        }
    }
    if query.sort.as_slice() == OWN.get(..1).unwrap_or_default() {
        query.sort.clear();
    }
}

/// Whether a column begins with its largest: the most urgent, the latest, the most.
const fn natural(column: SortColumn) -> bool {
    matches!(column, SortColumn::Priority | SortColumn::Created | SortColumn::Latest | SortColumn::Alerts)
}

/// Takes every filter off; how rows are shown stays.
pub(super) fn clear(query: &mut InvestigationsQuery) {
    *query = query.without_filters();
}

/// Sets when investigations were created; a range that ends before it begins is turned around.
pub(super) fn created(query: &mut InvestigationsQuery, from: Option<Timestamp>, to: Option<Timestamp>) {
    (query.from, query.to) = match (from, to) {
        (Some(from), Some(to)) if to < from => (Some(to), Some(from)),
        range => range,
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_cycles_and_ends_where_it_began() {
        let mut query = InvestigationsQuery::default();
        for column in SortColumn::ALL.map(|(column, _)| column) {
            query.sort.clear();
            let mut seen = Vec::new();
            for _ in 0..3 {
                seen.push(sorted_by(&query, column).map(|(descending, _)| descending));
                click_sort(&mut query, column);
            }
            assert!(seen.contains(&Some(true)) && seen.contains(&Some(false)), "{column:?} {seen:?}");
        }
        query.sort = vec![SortKey { column: SortColumn::Title, descending: false }];
        click_sort(&mut query, SortColumn::Priority);
        assert!(query.sort.is_empty());
        assert_eq!(sorted_by(&query, SortColumn::Priority), Some((true, 1)));
    }

    #[test]
    fn shift_adds_turns_and_takes_away_a_key() {
        let mut query = InvestigationsQuery::default();
        click_sort_too(&mut query, SortColumn::Customer);
        assert_eq!(sorted_by(&query, SortColumn::Priority), Some((true, 1)));
        assert_eq!(sorted_by(&query, SortColumn::Customer), Some((false, 2)));
        click_sort_too(&mut query, SortColumn::Latest);
        click_sort_too(&mut query, SortColumn::Title);
        assert_eq!(query.sort.len(), 3, "the last key gives way");
        assert_eq!(sorted_by(&query, SortColumn::Latest), None);
        click_sort_too(&mut query, SortColumn::Title);
        assert_eq!(sorted_by(&query, SortColumn::Title), Some((true, 3)));
        click_sort_too(&mut query, SortColumn::Title);
        click_sort_too(&mut query, SortColumn::Customer);
        click_sort_too(&mut query, SortColumn::Customer);
        assert!(query.sort.is_empty(), "back to the list's own order, which no address needs to say");
    }

    #[test]
    fn clearing_keeps_the_order() {
        let sort = vec![SortKey { column: SortColumn::Latest, descending: true }];
        let mut query = InvestigationsQuery {
            words: "x".to_owned(),
            tags: vec![Some("vip".to_owned())],
            sort: sort.clone(),
            ..Default::default()
        };
        clear(&mut query);
        assert_eq!(query, InvestigationsQuery { sort, ..Default::default() });
    }

    #[test]
    fn a_range_runs_forward() {
        let mut query = InvestigationsQuery::default();
        let (early, late) = (Timestamp::from_millis(1), Timestamp::from_millis(2));
        created(&mut query, Some(late), Some(early));
        assert_eq!((query.from, query.to), (Some(early), Some(late)));
    }
}
