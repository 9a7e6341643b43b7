//! Counting: groups, functions, intervals; parts put together; limits that are kept and told.

use leql::evaluate::{Aggregation, GroupLimits, LogEvent, Slices, Table};
use leql::{Timeslice, Unit, parse};
use proptest::prelude::*;

fn count(text: &str, events: &[(i64, String)], limits: GroupLimits, parts: usize) -> Table {
    let query = parse(text).unwrap();
    let start = || Aggregation::new(&query, 0, 1_000, limits).unwrap();
    let mut all = start();
    for part in events.chunks(events.len().div_ceil(parts).max(1)) {
        let mut counted = start();
        for (time, line) in part {
            counted.add(&LogEvent::read(line), *time);
        }
        all.merge(counted);
    }
    all.finish(&query)
}

fn rows(table: &Table) -> Vec<String> {
    let number = |value: &Option<f64>| value.map_or("-".to_owned(), |value| format!("{:.2}", value));
    table
        .groups
        .iter()
        .map(|group| {
            format!("{}: {}", group.keys.join("/"), group.values.iter().map(number).collect::<Vec<_>>().join(" "))
        })
        .collect()
}

fn events() -> Vec<(i64, String)> {
    [("a", "h1", "10"), ("a", "h2", "20"), ("a", "h1", "30"), ("b", "h1", "5"), ("c", "h3", "\"x\"")]
        .iter()
        .enumerate()
        .map(|(at, (user, host, bytes))| {
            (at as i64 * 200, format!(r#"{{"user":"{user}","host":"{host}","bytes":{bytes}}}"#))
        })
        .chain([(999, "{\"host\":\"h9\"}".to_owned())])
        .collect()
}

#[test]
fn groups_are_counted_ordered_and_cut() {
    let rows_of = |text: &str| rows(&count(text, &events(), GroupLimits::default(), 2));
    assert_eq!(rows_of("groupby(user)"), ["a: 3.00", "b: 1.00", "c: 1.00"]);
    assert_eq!(rows_of("groupby(user) sort(asc)"), ["b: 1.00", "c: 1.00", "a: 3.00"]);
    assert_eq!(rows_of("groupby(user) sort(desc#key)"), ["c: 1.00", "b: 1.00", "a: 3.00"]);
    assert_eq!(rows_of("groupby(user) calculate(sum:bytes)"), ["a: 60.00", "b: 5.00", "c: -"]);
    assert_eq!(rows_of("groupby(user) calculate(count) having(count > 1)"), ["a: 3.00"]);
    assert_eq!(rows_of("groupby(user, host)"), ["a/h1: 2.00", "a/h2: 1.00", "b/h1: 1.00", "c/h3: 1.00"]);
    assert_eq!(rows_of("groupby(user, host) limit(2)"), ["a/h1: 2.00", "a/h2: 1.00"]);
    assert_eq!(rows_of("groupby(user, host) limit(2, 1)"), ["a/h1: 2.00", "b/h1: 1.00"]);
    assert_eq!(
        rows_of("calculate(count, count:user, sum:bytes, average:bytes, min:bytes, max:bytes, unique:host, sd:bytes)"),
        [": 6.00 5.00 65.00 16.25 5.00 30.00 4.00 9.60"]
    );
    let table = count("groupby(user)", &events(), GroupLimits::default(), 3);
    assert_eq!((table.events, table.without_key, table.beyond, table.cut), (6, 1, 0, 0));
    let none = count("calculate(count, max:bytes)", &[], GroupLimits::default(), 1);
    assert_eq!(rows(&none), [": 0.00 -"]);
}

#[test]
fn intervals_are_of_the_clock_or_of_the_range() {
    let table = count("groupby(user) timeslice(5)", &events(), GroupLimits::default(), 2);
    let counts: Vec<Vec<Option<f64>>> = table.groups[0].slices.clone();
    assert_eq!(counts, [[Some(1.0)], [Some(1.0)], [Some(1.0)], [Some(0.0)], [Some(0.0)]]);
    let hours = Slices::new(Timeslice::Every(1, Unit::Hour), 5_400_000, 9_000_001).unwrap();
    assert_eq!(
        (hours.count(), hours.start(0), hours.of(5_399_999), hours.of(7_200_000)),
        (2, 3_600_000, None, Some(1))
    );
    let error = Slices::new(Timeslice::Every(1, Unit::Second), 0, 86_400_000).unwrap_err();
    assert!(error.to_string().contains("86400"));
    assert_eq!(Slices::new(Timeslice::Slices(200), 5, 5).unwrap().count(), 1);
    assert!(Slices::new(Timeslice::Slices(200), i64::MIN, i64::MAX).is_ok());
}

#[test]
fn what_finds_no_place_is_told() {
    let many: Vec<_> = (0..5_000).map(|at| (at % 1_000, format!("user={at} host=h{}", at % 7))).collect();
    let limits = GroupLimits { groups: 100, entries: 10_000, unique: 100 };
    let table = count("groupby(user)", &many, limits, 1);
    assert_eq!((table.groups.len(), table.beyond, table.events), (100, 4_900, 5_000));
    let halves = count("groupby(user)", &many, limits, 2);
    assert_eq!((halves.groups.len(), halves.beyond), (100, 4_900));
    let table = count("calculate(unique:user, unique:host)", &many, limits, 4);
    let values = &table.groups[0].values;
    assert_eq!(table.groups[0].estimated, [true, false]);
    assert_eq!(values[1], Some(7.0));
    // A tenth is the spread of a hundred held values; three of them are a mistake.
    assert!((values[0].unwrap() / 5_000.0 - 1.0).abs() < 0.3, "{values:?}");
    let tight = GroupLimits { groups: 100, entries: 50, unique: 10 };
    let table = count("groupby(host) timeslice(100)", &many, tight, 4);
    assert!(table.slices_missing);
    assert_eq!(table.groups.iter().map(|group| group.values[0].unwrap()).sum::<f64>(), 5_000.0);
}

#[test]
fn percentiles_are_right_within_a_hundredth() {
    let many: Vec<_> = (1..=1_000).map(|at| (1, format!("ms={at} low=-{at}"))).collect();
    let table = count(
        "calculate(percentile(50):ms, percentile(99):ms, percentile(0):low, percentile(100):ms)",
        &many,
        GroupLimits::default(),
        3,
    );
    for (value, wanted) in table.groups[0].values.iter().zip([500.0, 990.0, -1_000.0, 1_000.0]) {
        assert!((value.unwrap() / wanted - 1.0).abs() < 0.0101, "{value:?} {wanted}");
    }
}

proptest! {
    #[test]
    fn parts_put_together_are_the_whole(
        values in prop::collection::vec((0i64..1_000, 0u8..4, -50i32..50), 0..60),
        parts in 1usize..6,
    ) {
        let events: Vec<_> =
            values.iter().map(|(time, user, bytes)| (*time, format!("user=u{user} bytes={bytes}"))).collect();
        let text = "groupby(user) calculate(count, sum:bytes, min:bytes, max:bytes, unique:bytes, average:bytes) timeslice(7)";
        let whole = count(text, &events, GroupLimits::default(), 1);
        let put = count(text, &events, GroupLimits::default(), parts);
        prop_assert_eq!(rows(&whole), rows(&put));
        // Every group by hand.
        for group in &whole.groups {
            let own: Vec<f64> =
                values.iter().filter(|(_, user, _)| format!("u{user}") == group.keys[0]).map(|(.., bytes)| f64::from(*bytes)).collect();
            let mut different = own.clone();
            different.sort_by(f64::total_cmp);
            different.dedup();
            let sum: f64 = own.iter().sum();
            let expected = [own.len() as f64, sum, own.iter().copied().fold(f64::MAX, f64::min), own.iter().copied().fold(f64::MIN, f64::max), different.len() as f64, sum / own.len() as f64];
            for (value, expected) in group.values.iter().zip(expected) {
                prop_assert!((value.unwrap() - expected).abs() < 1e-6);
            }
            let sliced: f64 = group.slices.iter().map(|slice| slice[0].unwrap()).sum();
            prop_assert_eq!(sliced, own.len() as f64);
        }
    }
}
