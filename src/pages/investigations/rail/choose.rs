//! Edits of the filters: ask for a value, leave it out, or neither. Pure.

use crate::pages::investigations::question::active_statuses;
use crate::route::{AgeBand as Age, AssigneeFilter, InvestigationsQuery, Values, flip};
use contract::Status;
use working_set::{AgeBand, Key, StatusIs, Who};

/// Asks for a value, or no longer when it was asked for. A value that was left out is asked for.
pub(in crate::pages::investigations) fn include(query: &mut InvestigationsQuery, key: &Key) {
    let mut values = query.included();
    let was_out = has(&query.not, key);
    change(&mut query.not, key, Change::Remove);
    match key {
        Key::Status(StatusIs::Active) => values.statuses.clear(),
        // With no status chosen the active ones are shown, so taking one back in is all it needs.
        Key::Status(StatusIs::Is(status)) if was_out && shown(&values.statuses, status) => {}
        Key::Status(StatusIs::Is(status)) => values.statuses = flipped(values.statuses, status, &query.not.statuses),
        _ if was_out => change(&mut values, key, Change::Add),
        _ => change(&mut values, key, Change::Flip),
    }
    query.include(values);
}

/// Leaves a value out, or no longer when it was left out.
pub(in crate::pages::investigations) fn leave_out(query: &mut InvestigationsQuery, key: &Key) {
    let mut values = query.included();
    change(&mut values, key, Change::Remove);
    query.include(values);
    change(&mut query.not, key, Change::Flip);
}

/// How many columns and ranges narrow the list: what the Filters button says. Words stand in their own box.
pub(in crate::pages::investigations) fn active_filters(query: &InvestigationsQuery) -> usize {
    let (values, not) = (query.included(), &query.not);
    [
        values.customers.is_empty() && not.customers.is_empty(),
        values.priorities.is_empty() && not.priorities.is_empty(),
        values.statuses.is_empty() && not.statuses.is_empty(),
        values.assignees.is_empty() && not.assignees.is_empty(),
        values.regions.is_empty() && not.regions.is_empty(),
        values.sources.is_empty() && not.sources.is_empty(),
        values.dispositions.is_empty() && not.dispositions.is_empty(),
        values.tags.is_empty() && not.tags.is_empty(),
        values.responsibilities.is_empty() && not.responsibilities.is_empty(),
        values.ages.is_empty() && not.ages.is_empty(),
        query.from.is_none() && query.to.is_none(),
    ]
    .into_iter()
    .filter(|empty| !empty)
    .count()
}

fn shown(statuses: &[Status], status: &Status) -> bool {
    if statuses.is_empty() { status.active() } else { statuses.contains(status) }
}

/// No status at all means active work, so that is what a list without any choice shows.
fn flipped(asked: Vec<Status>, status: &Status, without: &[Status]) -> Vec<Status> {
    let active = active_statuses();
    let mut chosen = if asked.is_empty() { active.clone() } else { asked };
    // What is left out is not asked for by the way.
    chosen.retain(|other| other == status || !without.contains(other));
    flip(&mut chosen, status.clone());
    let is_default = chosen.len() == active.len() && active.iter().all(|status| chosen.contains(status));
    if is_default { Vec::new() } else { chosen }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Change {
    Add,
    Remove,
    Flip,
}

/// Changes the list of the key's column.
fn change(values: &mut Values, key: &Key, how: Change) {
    match key {
        Key::Customer(value) => apply(&mut values.customers, *value, how),
        Key::Priority(value) => apply(&mut values.priorities, value.clone(), how),
        Key::Status(StatusIs::Is(value)) => apply(&mut values.statuses, value.clone(), how),
        // No address says "active": it is what stands when no status is said.
        Key::Status(StatusIs::Active) => {}
        Key::Assignee(value) => apply(&mut values.assignees, assignee(value), how),
        Key::Region(value) => apply(&mut values.regions, value.clone(), how),
        Key::Source(value) => apply(&mut values.sources, value.clone(), how),
        Key::Disposition(value) => apply(&mut values.dispositions, value.clone(), how),
        Key::Tag(value) => apply(&mut values.tags, value.clone(), how),
        Key::Responsibility(value) => apply(&mut values.responsibilities, value.clone(), how),
        Key::Age(value) => apply(&mut values.ages, age(*value), how),
    }
}

fn has(values: &Values, key: &Key) -> bool {
    let mut without = values.clone();
    change(&mut without, key, Change::Remove);
    without != *values
}

fn apply<T: PartialEq>(list: &mut Vec<T>, value: T, how: Change) {
    match how {
        Change::Flip => flip(list, value),
        Change::Remove => list.retain(|other| *other != value),
        Change::Add if list.contains(&value) => {}
        Change::Add => list.push(value),
    }
}

fn assignee(who: &Who) -> AssigneeFilter {
    match who {
        Who::Me => AssigneeFilter::Me,
        Who::Unassigned => AssigneeFilter::Unassigned,
        Who::Person(email) => AssigneeFilter::Email(email.clone()),
    }
}

const fn age(band: AgeBand) -> Age {
    match band {
        AgeBand::Hour => Age::Hour,
        AgeBand::Day => Age::Day,
        AgeBand::Week => Age::Week,
        AgeBand::Month => Age::Month,
        AgeBand::Older => Age::Older,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::investigations::question::question;
    use contract::{CustomerId, Disposition, Priority, Source};
    use proptest::prelude::*;
    use working_set::Choice;

    fn keys() -> Vec<Key> {
        vec![
            Key::Customer(CustomerId::from_u128(1)),
            Key::Priority(Priority::High),
            Key::Priority(Priority::Low),
            Key::Status(StatusIs::Is(Status::Open)),
            Key::Status(StatusIs::Is(Status::Waiting)),
            Key::Status(StatusIs::Is(Status::Closed)),
            Key::Assignee(Who::Me),
            Key::Assignee(Who::Unassigned),
            Key::Assignee(Who::person("mia@x.example")),
            Key::Region("eu".parse().unwrap()),
            Key::Source(Source::Alert),
            Key::Disposition(Disposition::Benign),
            Key::Tag(Some("vip".to_owned())),
            Key::Tag(None),
            Key::Responsibility(None),
            Key::Age(AgeBand::Older),
        ]
    }

    #[test]
    fn a_value_goes_on_and_off_and_out() {
        for key in keys() {
            let mut query = InvestigationsQuery::default();
            let before = question(&query, None).choice(&key);
            include(&mut query, &key);
            assert!(query.narrowed(), "{key:?}");
            assert_eq!(active_filters(&query), 1, "{key:?}");
            include(&mut query, &key);
            assert!(!query.narrowed(), "{key:?}");
            leave_out(&mut query, &key);
            assert_eq!(question(&query, None).choice(&key), Choice::Excluded, "{key:?}");
            assert_eq!(active_filters(&query), 1, "{key:?}");
            include(&mut query, &key);
            assert_ne!(question(&query, None).choice(&key), Choice::Excluded, "{key:?}");
            let mut query = InvestigationsQuery::default();
            leave_out(&mut query, &key);
            leave_out(&mut query, &key);
            assert_eq!(question(&query, None).choice(&key), before, "{key:?}");
        }
    }

    #[test]
    fn statuses_begin_with_active_work() {
        let mut query = InvestigationsQuery::default();
        include(&mut query, &Key::Status(StatusIs::Is(Status::Closed)));
        assert_eq!(query.statuses.len(), 4);
        assert!(query.wants_closed());
        include(&mut query, &Key::Status(StatusIs::Is(Status::Closed)));
        assert!(query.statuses.is_empty(), "back to the default, which no address needs to say");
        include(&mut query, &Key::Status(StatusIs::Is(Status::Open)));
        assert_eq!(query.statuses, [Status::Investigating, Status::Waiting]);
        include(&mut query, &Key::Status(StatusIs::Is(Status::Open)));
        assert!(query.statuses.is_empty());
        leave_out(&mut query, &Key::Status(StatusIs::Is(Status::Waiting)));
        assert!(query.statuses.is_empty());
        include(&mut query, &Key::Status(StatusIs::Is(Status::Waiting)));
        assert!(!query.narrowed(), "back in, where active work has it already");
    }

    proptest! {
        #[test]
        fn no_value_is_asked_for_and_left_out(steps in prop::collection::vec((0_usize..16, any::<bool>()), 0..24)) {
            let mut query = InvestigationsQuery::default();
            for (at, out) in steps {
                let key = keys().swap_remove(at);
                if out { leave_out(&mut query, &key) } else { include(&mut query, &key) }
            }
            for key in keys() {
                prop_assert!(!(has(&query.included(), &key) && has(&query.not, &key)), "{:?} {:?}", key, query);
            }
        }
    }
}
