//! Absolute times in the analyst's zone, always with the zone: `17 Mar 2026 10:28 UTC`.

#[cfg(not(target_arch = "wasm32"))]
#[path = "zone/host.rs"]
mod clock;
#[cfg(target_arch = "wasm32")]
#[path = "zone/browser.rs"]
mod clock;

use contract::Timestamp;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A moment as the clocks of a zone show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Local {
    /// Year of the Gregorian calendar.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
    /// Short name of the zone at that moment: `UTC`, `CET`, `GMT-5`.
    pub zone: String,
}

/// The moment in a zone: an IANA name, `UTC`, or empty for the browser's own. An unknown zone is read as UTC, and says so.
pub fn local(at: Timestamp, zone: &str) -> Local {
    clock::local(at, zone).unwrap_or_else(|| utc(at))
}

/// `17 Mar 2026 10:28 UTC`
pub fn absolute(at: Timestamp, zone: &str) -> String {
    let Local { hour, minute, zone: name, .. } = &local(at, zone);
    format!("{} {hour:02}:{minute:02} {name}", day(at, zone))
}

/// `17 Mar 2026 10:28:07 UTC`
pub fn precise(at: Timestamp, zone: &str) -> String {
    let Local { hour, minute, second, zone: name, .. } = &local(at, zone);
    format!("{} {hour:02}:{minute:02}:{second:02} {name}", day(at, zone))
}

/// `10:28 UTC`, for today's times beside a relative one.
pub fn clock_time(at: Timestamp, zone: &str) -> String {
    let Local { hour, minute, zone: name, .. } = local(at, zone);
    format!("{hour:02}:{minute:02} {name}")
}

/// `17 Mar 2026`
pub fn day(at: Timestamp, zone: &str) -> String {
    let Local { year, month, day, .. } = local(at, zone);
    let month = MONTHS.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or("?");
    format!("{day} {month} {year}")
}

/// Every zone the browser knows, `UTC` first; on the host `UTC` alone.
pub fn zones() -> Vec<String> {
    let mut zones = vec!["UTC".to_owned()];
    zones.extend(clock::zones().into_iter().filter(|zone| zone != "UTC"));
    zones
}

/// The browser's own zone, `UTC` where it does not tell.
pub fn browser_zone() -> String {
    clock::own_zone().unwrap_or_else(|| "UTC".to_owned())
}

/// The moment in UTC, by arithmetic alone.
fn utc(at: Timestamp) -> Local {
    let secs = at.millis().div_euclid(1_000);
    let (days, of_day) = (secs.div_euclid(86_400), secs.rem_euclid(86_400));
    let (year, month, day) = civil(days);
    let part = |divisor: i64, modulus: i64| u8::try_from(of_day / divisor % modulus).unwrap_or(0);
    Local { year, month, day, hour: part(3_600, 24), minute: part(60, 60), second: part(1, 60), zone: "UTC".to_owned() }
}

/// Year, month and day of a count of days since 1970, by Hinnant's algorithm: eras of 400 years from 1 March 0000.
fn civil(days: i64) -> (i32, u8, u8) {
    let shifted = days + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (i32::try_from(year).unwrap_or(0), u8::try_from(month).unwrap_or(0), u8::try_from(day).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_moment_is_written_with_its_zone() {
        let moment = at("2026-03-17T10:28:07Z");
        assert_eq!(absolute(moment, "UTC"), "17 Mar 2026 10:28 UTC");
        assert_eq!(precise(moment, "UTC"), "17 Mar 2026 10:28:07 UTC");
        assert_eq!(clock_time(moment, ""), "10:28 UTC");
        assert_eq!(day(at("2024-02-29T23:59:59Z"), "UTC"), "29 Feb 2024");
        assert_eq!(day(at("1969-12-31T23:59:59.5Z"), "UTC"), "31 Dec 1969");
    }

    #[test]
    fn a_zone_nobody_knows_is_read_as_utc_and_says_so() {
        assert_eq!(absolute(at("2026-03-17T10:28:00Z"), "Mars/Olympus"), "17 Mar 2026 10:28 UTC");
    }

    #[test]
    fn utc_is_always_offered() {
        assert_eq!(zones().first().map(String::as_str), Some("UTC"));
    }

    proptest! {
        #[test]
        fn the_calendar_agrees_with_the_wire(micros in any::<i64>()) {
            let moment = Timestamp::from_micros(micros);
            let Local { year, month, day, hour, minute, second, .. } = utc(moment);
            let printed = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
            prop_assert_eq!(&printed, &moment.to_string()[..19]);
        }
    }
}
