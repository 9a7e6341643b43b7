//! Edits of what an address says: filters on and off, order by a column. Pure.

use super::question::active_statuses;
use crate::route::{AssigneeFilter, InvestigationsQuery, SortColumn, SortKey, flip};
use contract::{Status, Timestamp};
use working_set::{Key, StatusIs, Who};

/// Turns one value of a filter on or off. Values that no address can say change nothing.
pub(super) fn toggle(query: &mut InvestigationsQuery, key: &Key) {
    match key {
        Key::Customer(id) => flip(&mut query.customers, *id),
        Key::Priority(priority) => flip(&mut query.priorities, priority.clone()),
        Key::Status(StatusIs::Is(status)) => toggle_status(query, status),
        Key::Status(StatusIs::Active) => query.statuses.clear(),
        Key::Assignee(who) => flip(&mut query.assignees, assignee(who)),
        Key::Region(region) => flip(&mut query.regions, region.clone()),
        Key::Source(source) => flip(&mut query.sources, source.clone()),
        Key::Disposition(disposition) => flip(&mut query.dispositions, disposition.clone()),
        Key::Tag(Some(tag)) => flip(&mut query.tags, tag.clone()),
        Key::Tag(None) | Key::Age(_) | Key::Responsibility(_) => {}
    }
}

/// No status at all means active work, so that is what a list without any choice shows.
fn toggle_status(query: &mut InvestigationsQuery, status: &Status) {
    let active = active_statuses();
    let mut chosen = if query.statuses.is_empty() { active.clone() } else { std::mem::take(&mut query.statuses) };
    flip(&mut chosen, status.clone());
    let is_default = chosen.len() == active.len() && active.iter().all(|status| chosen.contains(status));
    query.statuses = if is_default { Vec::new() } else { chosen };
}

fn assignee(who: &Who) -> AssigneeFilter {
    match who {
        Who::Me => AssigneeFilter::Me,
        Who::Unassigned => AssigneeFilter::Unassigned,
        Who::Person(email) => AssigneeFilter::Email(email.clone()),
    }
}

/// The order as the column's head says it: `Some(true)` is descending.
pub(super) fn sorted_by(query: &InvestigationsQuery, column: SortColumn) -> Option<bool> {
    match query.sort.first() {
        Some(key) => (key.column == column).then_some(key.descending),
        None => (column == SortColumn::Priority).then_some(true),
    }
}

/// A click on the column's head: its natural direction, the other one, then the list's own order again.
pub(super) fn click_sort(query: &mut InvestigationsQuery, column: SortColumn) {
    let natural = matches!(column, SortColumn::Priority | SortColumn::Created | SortColumn::Latest);
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

/// Takes every filter off; the order stays.
pub(super) fn clear(query: &mut InvestigationsQuery) {
    *query = InvestigationsQuery { sort: std::mem::take(&mut query.sort), ..Default::default() };
}

/// How many filters narrow the list: what the Filters button says. Words stand in their own box.
pub(super) fn active_filters(query: &InvestigationsQuery) -> usize {
    [
        !query.customers.is_empty(),
        !query.priorities.is_empty(),
        !query.statuses.is_empty(),
        !query.assignees.is_empty(),
        !query.regions.is_empty(),
        !query.sources.is_empty(),
        !query.dispositions.is_empty(),
        !query.tags.is_empty(),
        query.from.is_some() || query.to.is_some(),
    ]
    .into_iter()
    .filter(|on| *on)
    .count()
}

/// Which part of one customer's work is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Segment {
    /// All active work.
    Active,
    /// The analyst's own active work.
    Mine,
    /// What is closed.
    Closed,
}

impl Segment {
    /// All, with the word a control carries.
    pub(super) const ALL: [(Self, &'static str); 3] =
        [(Self::Active, "active"), (Self::Mine, "mine"), (Self::Closed, "closed")];

    /// The segment that an address means, if it is one of them.
    pub(super) fn of(query: &InvestigationsQuery) -> Option<Self> {
        match (query.statuses.as_slice(), query.assignees.as_slice()) {
            ([], []) => Some(Self::Active),
            ([], [AssigneeFilter::Me]) => Some(Self::Mine),
            ([Status::Closed], []) => Some(Self::Closed),
            _ => None,
        }
    }

    /// Shows this segment; other filters stay.
    pub(super) fn choose(self, query: &mut InvestigationsQuery) {
        query.statuses = if self == Self::Closed { vec![Status::Closed] } else { Vec::new() };
        query.assignees = if self == Self::Mine { vec![AssigneeFilter::Me] } else { Vec::new() };
    }
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
    use contract::{CustomerId, Priority};

    #[test]
    fn a_value_goes_on_and_off() {
        let mut query = InvestigationsQuery::default();
        for key in [
            Key::Customer(CustomerId::from_u128(1)),
            Key::Priority(Priority::High),
            Key::Assignee(Who::Unassigned),
            Key::Region("eu".parse().unwrap()),
            Key::Tag(Some("vip".to_owned())),
        ] {
            toggle(&mut query, &key);
            assert!(query.narrowed(), "{key:?}");
            assert_eq!(active_filters(&query), 1);
            toggle(&mut query, &key);
            assert!(!query.narrowed(), "{key:?}");
        }
    }

    #[test]
    fn statuses_begin_with_active_work() {
        let mut query = InvestigationsQuery::default();
        toggle(&mut query, &Key::Status(StatusIs::Is(Status::Closed)));
        assert_eq!(query.statuses.len(), 4);
        assert!(query.wants_closed());
        toggle(&mut query, &Key::Status(StatusIs::Is(Status::Closed)));
        assert!(query.statuses.is_empty(), "back to the default, which no address needs to say");
        toggle(&mut query, &Key::Status(StatusIs::Is(Status::Open)));
        assert_eq!(query.statuses, [Status::Investigating, Status::Waiting]);
        toggle(&mut query, &Key::Status(StatusIs::Is(Status::Open)));
        assert!(query.statuses.is_empty());
    }

    #[test]
    fn a_head_cycles_and_ends_where_it_began() {
        let mut query = InvestigationsQuery::default();
        for column in SortColumn::ALL.map(|(column, _)| column) {
            query.sort.clear();
            let mut seen = Vec::new();
            for _ in 0..3 {
                seen.push(sorted_by(&query, column));
                click_sort(&mut query, column);
            }
            assert!(seen.contains(&Some(true)) && seen.contains(&Some(false)), "{column:?} {seen:?}");
        }
        query.sort = vec![SortKey { column: SortColumn::Title, descending: false }];
        click_sort(&mut query, SortColumn::Priority);
        assert!(query.sort.is_empty());
        assert_eq!(sorted_by(&query, SortColumn::Priority), Some(true));
    }

    #[test]
    fn clearing_keeps_the_order() {
        let sort = vec![SortKey { column: SortColumn::Latest, descending: true }];
        let mut query = InvestigationsQuery {
            words: "x".to_owned(),
            tags: vec!["vip".to_owned()],
            sort: sort.clone(),
            ..Default::default()
        };
        clear(&mut query);
        assert_eq!(query, InvestigationsQuery { sort, ..Default::default() });
    }

    #[test]
    fn segments_are_read_from_the_address() {
        for (segment, _) in Segment::ALL {
            let mut query = InvestigationsQuery { statuses: vec![Status::Waiting], ..Default::default() };
            assert_eq!(Segment::of(&query), None);
            segment.choose(&mut query);
            assert_eq!(Segment::of(&query), Some(segment));
        }
    }

    #[test]
    fn a_range_runs_forward() {
        let mut query = InvestigationsQuery::default();
        let (early, late) = (Timestamp::from_millis(1), Timestamp::from_millis(2));
        created(&mut query, Some(late), Some(early));
        assert_eq!((query.from, query.to), (Some(early), Some(late)));
    }
}
