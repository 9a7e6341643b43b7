//! Days of the calendar as moments, in the analyst's zone, and back: `2026-03-17` begins when that zone's clocks say so. Pure.

use crate::format::zone::{Local, local};
use contract::Timestamp;

const DAY_SECS: i64 = 86_400;

/// The day of a moment, as a date field has it.
pub(super) fn day_of(at: Timestamp, zone: &str) -> String {
    let Local { year, month, day, .. } = local(at, zone);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The moment a day begins; `None` for what is no day.
pub(super) fn start_of_day(day: &str, zone: &str) -> Option<Timestamp> {
    let wanted: Timestamp = format!("{day}T00:00:00Z").parse().ok()?;
    let mut at = wanted;
    // The second pass is for days on which the zone's distance to UTC changes.
    for _ in 0..2 {
        let shown = shown_as_utc(at, zone)?;
        at = at.plus_secs(wanted.secs_since(shown));
    }
    Some(at)
}

/// The first moment after a day.
pub(super) fn end_of_day(day: &str, zone: &str) -> Option<Timestamp> {
    let next: Timestamp = format!("{day}T00:00:00Z").parse::<Timestamp>().ok()?.plus_secs(DAY_SECS);
    start_of_day(&day_of(next, "UTC"), zone)
}

/// What the zone's clocks show, read as if it were UTC.
fn shown_as_utc(at: Timestamp, zone: &str) -> Option<Timestamp> {
    let Local { year, month, day, hour, minute, second, .. } = local(at, zone);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_day_of_utc() {
        assert_eq!(start_of_day("2026-03-17", "UTC"), "2026-03-17T00:00:00Z".parse().ok());
        assert_eq!(end_of_day("2026-02-28", "UTC"), "2026-03-01T00:00:00Z".parse().ok());
        for nonsense in ["", "yesterday", "2026-13-01", "2026-02-30"] {
            assert_eq!(start_of_day(nonsense, "UTC"), None, "{nonsense}");
            assert_eq!(end_of_day(nonsense, "UTC"), None, "{nonsense}");
        }
    }

    proptest! {
        #[test]
        fn a_moment_lies_in_its_day(secs in 0_i64..4_000_000_000) {
            let at = Timestamp::from_millis(secs * 1_000);
            let day = day_of(at, "UTC");
            let (start, end) = (start_of_day(&day, "UTC").unwrap(), end_of_day(&day, "UTC").unwrap());
            prop_assert!(start <= at && at < end);
            prop_assert_eq!(end.secs_since(start), 86_400);
        }
    }
}
