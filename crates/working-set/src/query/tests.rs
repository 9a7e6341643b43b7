//! Filters and choices.

use super::*;

fn is(status: Status) -> StatusIs {
    StatusIs::Is(status)
}

#[test]
fn a_filter_includes_any_and_excludes_all() {
    let free = Filter::<u8>::default();
    assert!(free.is_empty() && free.passes_value(&1) && free.passes(|_| false));
    let only = Filter::only([1, 2]);
    assert!(only.passes_value(&2) && !only.passes_value(&3));
    let without = Filter::without([3]);
    assert!(without.passes_value(&1) && !without.passes_value(&3));
    let mut both = Filter::only([1]);
    both.exclude.insert(1);
    assert!(!both.passes_value(&1), "leaving out wins");
    both.set(1, Choice::Included);
    assert_eq!(both, Filter::only([1]));
    assert_eq!((both.choice(&1), both.choice(&2)), (Choice::Included, Choice::Free));
}

#[test]
fn active_is_everything_but_closed() {
    let query = Query::active();
    assert!(!query.admits_closed());
    assert!(Query::default().admits_closed());
    for status in Status::KNOWN.iter().chain([&Status::Other("ON_HOLD".into())]) {
        assert_eq!(query.statuses.passes(|meaning| meaning.holds(status)), *status != Status::Closed);
    }
    assert_eq!(query.choice(&Key::Status(is(Status::Waiting))), Choice::Included);
    assert_eq!(query.choice(&Key::Status(is(Status::Closed))), Choice::Free);
}

#[test]
fn freeing_one_active_status_leaves_the_others() {
    let mut query = Query::active();
    query.set(Key::Status(is(Status::Open)), Choice::Included);
    assert_eq!(query.statuses, Filter::only([StatusIs::Active]), "already included");
    query.set(Key::Status(is(Status::Open)), Choice::Free);
    assert_eq!(query.statuses, Filter::only([is(Status::Investigating), is(Status::Waiting)]));
    query.clear(Column::Status);
    query.set(Key::Status(is(Status::Closed)), Choice::Excluded);
    assert!(!query.admits_closed());
}

#[test]
fn every_column_is_chosen_told_and_cleared() {
    let keys = [
        Key::Customer(CustomerId::from_u128(1)),
        Key::Priority(Priority::High),
        Key::Status(is(Status::Closed)),
        Key::Assignee(Who::Me),
        Key::Region("eu".parse().unwrap()),
        Key::Source(Source::Hunt),
        Key::Age(AgeBand::Week),
        Key::Tag(None),
        Key::Disposition(Disposition::Benign),
        Key::Responsibility(Some("CUSTOMER".to_owned())),
    ];
    for (key, column) in keys.into_iter().zip(Column::ALL.map(Some)) {
        let column = column.unwrap();
        for choice in [Choice::Included, Choice::Excluded] {
            let mut query = Query::default();
            query.set(key.clone(), choice);
            assert_eq!(query.choice(&key), choice);
            assert_eq!(query.chosen(key.column()), [(key.clone(), choice)]);
            query.clear(key.column());
            assert_eq!(query, Query::default());
        }
        assert!(Column::ALL.contains(&column));
    }
}

#[test]
fn people_are_told_apart_by_address_whatever_its_case() {
    let me = Some("ines@quillmoor.example");
    assert!(Who::Me.holds(Some("Ines@Quillmoor.example"), me));
    assert!(!Who::Me.holds(None, me));
    assert!(!Who::Me.holds(Some("x@y.example"), None));
    assert!(Who::Unassigned.holds(None, me));
    assert!(Who::person("MIA@quillmoor.example").holds(Some("mia@Quillmoor.example"), me));
}

#[test]
fn ages_fall_into_bands_and_the_future_is_young() {
    let now = Timestamp::from_millis(1_000_000_000_000);
    for (secs, band) in [
        (-60, AgeBand::Hour),
        (0, AgeBand::Hour),
        (3_599, AgeBand::Hour),
        (3_600, AgeBand::Day),
        (86_399, AgeBand::Day),
        (86_400, AgeBand::Week),
        (604_800, AgeBand::Month),
        (2_592_000, AgeBand::Older),
        (400 * 86_400, AgeBand::Older),
    ] {
        assert_eq!(AgeBand::of(now.plus_secs(-secs), now), band, "{secs}");
    }
}
