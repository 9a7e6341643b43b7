//! Moments as regions print them, read without the detour over a calendar; other spellings are left to the wire's reader.

use contract::Timestamp;

/// Microseconds since 1970; `None` for what is no moment.
pub(super) fn moment(text: &str) -> Option<i64> {
    usual(text.as_bytes()).or_else(|| text.parse().ok().map(Timestamp::micros))
}

/// Bytes of a moment as regions print it.
pub(super) const USUAL: usize = 27;

/// `2026-03-17T10:46:00Z`, with 0 to 9 digits of a second's fraction.
pub(super) fn usual(text: &[u8]) -> Option<i64> {
    let (date, rest) = text.split_at_checked(19)?;
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T', h1, h2, b':', n1, n2, b':', s1, s2] = *date else {
        return None;
    };
    let two = |tens: u8, ones: u8| Some(digit(tens)? * 10 + digit(ones)?);
    let year = two(y1, y2)? * 100 + two(y3, y4)?;
    let (month, day, hour) = (two(m1, m2)?, two(d1, d2)?, two(h1, h2)?);
    let (minute, second) = (two(n1, n2)?, two(s1, s2)?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + i64::from(leap),
        _ => return None,
    };
    if !(1..=days).contains(&day) || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let seconds = days_since_1970(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second;
    Some(seconds * 1_000_000 + fraction(rest)?)
}

/// Microseconds of `Z`, `.5Z`, `.123456789Z`.
fn fraction(text: &[u8]) -> Option<i64> {
    let digits = match text {
        [b'Z'] => return Some(0),
        [b'.', digits @ .., b'Z'] if (1..=9).contains(&digits.len()) => digits,
        _ => return None,
    };
    let (mut micros, mut unit) = (0, 100_000);
    for byte in digits {
        micros += digit(*byte)? * unit;
        unit /= 10;
    }
    Some(micros)
}

fn digit(byte: u8) -> Option<i64> {
    byte.is_ascii_digit().then(|| i64::from(byte - b'0'))
}

/// Of the Gregorian calendar, years 0 to 9999; a year begins in March, so that a leap day is its last.
const fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month <= 2 { (year - 1, month + 9) } else { (year, month - 3) };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * month + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wire(text: &str) -> Option<i64> {
        text.parse().ok().map(Timestamp::micros)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_096))]

        #[test]
        fn any_moment_is_read_as_the_wire_reads_it(micros in -62_167_219_200_000_000_i64..253_402_300_799_999_999, cut in 0usize..10) {
            let text = Timestamp::from_micros(micros).to_string();
            prop_assert_eq!(usual(text.as_bytes()), Some(micros));
            let (date, nanos) = (&text[..19], format!("{:09}", micros.rem_euclid(1_000_000) * 1_000 + 999));
            let cut = if cut == 0 { format!("{date}Z") } else { format!("{date}.{}Z", &nanos[..cut]) };
            prop_assert_eq!(usual(cut.as_bytes()), wire(&cut));
        }

        #[test]
        fn any_text_is_read_as_the_wire_reads_it(
            text in "[0-9]{4}-[01][0-9]-[0-3][0-9][Tt ][0-2][0-9]:[0-6][0-9]:[0-6][0-9](\\.[0-9]{0,11})?(Z|z|[+-][0-2][0-9]:[0-5][0-9]|)",
            at in any::<prop::sample::Index>(), with in any::<char>(),
        ) {
            prop_assert_eq!(moment(&text), wire(&text));
            let mut letters: Vec<char> = text.chars().collect();
            let at = at.index(letters.len());
            letters[at] = with;
            let text: String = letters.into_iter().collect();
            prop_assert_eq!(moment(&text), wire(&text));
        }
    }
}
