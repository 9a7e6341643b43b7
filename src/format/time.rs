//! How long ago, in the largest unit that says enough: `42 min`, `7 d`.

use contract::Timestamp;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
/// Up to here days are counted: `400 d` says more about neglected work than `1 y`.
const LAST_DAYS: u64 = 999;

/// A length of time, rounded down: `under 1 min`, `42 min`, `3 h`, `7 d`, `400 d`, `3 y`.
pub fn span(secs: u64) -> String {
    match secs {
        0..MINUTE => "under 1 min".to_owned(),
        MINUTE..HOUR => format!("{} min", secs / MINUTE),
        HOUR..DAY => format!("{} h", secs / HOUR),
        _ if secs / DAY <= LAST_DAYS => format!("{} d", secs / DAY),
        _ => format!("{} y", secs / (DAY * 365)),
    }
}

/// Age for a column that is headed as such: `42 min`; `just now` within a minute either way; `in 3 h` for what is to come.
pub fn age(now: Timestamp, then: Timestamp) -> String {
    told(now, then, "")
}

/// The same in running text: `42 min ago`, `just now`, `in 3 h`.
pub fn ago(now: Timestamp, then: Timestamp) -> String {
    told(now, then, " ago")
}

fn told(now: Timestamp, then: Timestamp, after: &str) -> String {
    let secs = now.secs_since(then);
    match secs.unsigned_abs() {
        0..MINUTE => "just now".to_owned(),
        length if secs < 0 => format!("in {}", span(length)),
        length => format!("{}{after}", span(length)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(secs: i64) -> Timestamp {
        Timestamp::from_millis(1_773_744_360_000).plus_secs(secs)
    }

    #[test]
    fn the_unit_grows_with_the_distance() {
        let cases = [
            (0, "just now", "just now"),
            (59, "just now", "just now"),
            (60, "1 min", "1 min ago"),
            (42 * 60, "42 min", "42 min ago"),
            (3_599, "59 min", "59 min ago"),
            (3_600, "1 h", "1 h ago"),
            (86_399, "23 h", "23 h ago"),
            (86_400, "1 d", "1 d ago"),
            (7 * 86_400, "7 d", "7 d ago"),
            (400 * 86_400, "400 d", "400 d ago"),
            (1_000 * 86_400, "2 y", "2 y ago"),
        ];
        for (secs, column, text) in cases {
            assert_eq!(age(at(secs), at(0)), column);
            assert_eq!(ago(at(secs), at(0)), text);
        }
    }

    #[test]
    fn what_is_to_come_says_so_and_a_small_skew_does_not() {
        assert_eq!(ago(at(0), at(30)), "just now");
        assert_eq!(ago(at(0), at(3 * 3_600)), "in 3 h");
        assert_eq!(age(at(0), at(2 * 86_400)), "in 2 d");
    }

    #[test]
    fn a_length_never_reads_zero() {
        assert_eq!(span(0), "under 1 min");
        assert_eq!(span(27 * 60), "27 min");
    }

    proptest! {
        #[test]
        fn any_two_moments_have_an_age(now in any::<i64>(), then in any::<i64>()) {
            let (now, then) = (Timestamp::from_micros(now), Timestamp::from_micros(then));
            prop_assert!(!age(now, then).is_empty());
        }
    }
}
