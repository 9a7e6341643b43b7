//! One record of the working set, from its row straight into JSON: a hundred thousand of them are asked at a time.

use crate::error::{Error, Result};
use contract::Timestamp;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

/// Appends the record in `row`, whose columns are in the order of `working_set`'s statement: `contract::stream::Record`.
pub(super) fn write(row: &SqliteRow, out: &mut Vec<u8>) -> Result<()> {
    let text = |place: usize| -> Result<&str> { Ok(row.try_get_unchecked(place)?) };
    let texts = [
        ("{\"rrn\":", 1),
        (",\"organization_id\":", 2),
        (",\"title\":", 3),
        (",\"source\":", 4),
        (",\"status\":", 5),
        (",\"priority\":", 6),
        (",\"disposition\":", 7),
    ];
    for (member, place) in texts {
        out.extend_from_slice(member.as_bytes());
        string(text(place)?, out)?;
    }
    out.extend_from_slice(b",\"assignee\":");
    match row.try_get_unchecked::<Option<&str>, _>(9)? {
        Some(email) => {
            out.extend_from_slice(b"{\"name\":");
            string(row.try_get_unchecked::<Option<&str>, _>(8)?.unwrap_or_default(), out)?;
            out.extend_from_slice(b",\"email\":");
            string(email, out)?;
            out.push(b'}');
        }
        None => out.extend_from_slice(b"null"),
    }
    let times = [
        (",\"created_time\":", 10),
        (",\"last_accessed\":", 11),
        (",\"first_alert_time\":", 12),
        (",\"latest_alert_time\":", 13),
    ];
    for (member, place) in times {
        out.extend_from_slice(member.as_bytes());
        match row.try_get_unchecked::<Option<i64>, _>(place)? {
            Some(micros) => {
                out.push(b'"');
                moment(Timestamp::from_micros(micros), out);
                out.push(b'"');
            }
            None => out.extend_from_slice(b"null"),
        }
    }
    out.extend_from_slice(b",\"responsibility\":");
    match row.try_get_unchecked::<Option<&str>, _>(14)? {
        Some(word) => string(word, out)?,
        None => out.extend_from_slice(b"null"),
    }
    out.extend_from_slice(b",\"tags\":");
    tags(text(15)?, out)?;
    for (member, place) in [(",\"version\":", 16), (",\"alert_count\":", 17)] {
        out.extend_from_slice(member.as_bytes());
        number(row.try_get_unchecked::<i64, _>(place)?, out);
    }
    out.extend_from_slice(b",\"actors\":");
    // The database wrote this itself, so it is JSON on one line.
    out.extend_from_slice(text(18)?.as_bytes());
    out.push(b'}');
    Ok(())
}

/// A list of words, kept as JSON. It is read and written anew, because a line's end in it would break the stream.
fn tags(kept: &str, out: &mut Vec<u8>) -> Result<()> {
    if kept == "[]" {
        out.extend_from_slice(b"[]");
        return Ok(());
    }
    let words: Vec<std::borrow::Cow<'_, str>> =
        serde_json::from_str(kept).map_err(|cause| Error::caused("reading the stored tags", cause))?;
    for (place, word) in words.iter().enumerate() {
        out.push(if place == 0 { b'[' } else { b',' });
        string(word, out)?;
    }
    out.extend_from_slice(if words.is_empty() { b"[]" } else { b"]" });
    Ok(())
}

fn string(text: &str, out: &mut Vec<u8>) -> Result<()> {
    if text.bytes().any(|byte| byte < b' ' || byte == b'"' || byte == b'\\') {
        return Ok(serde_json::to_writer(out, text)?);
    }
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
    Ok(())
}

/// A count or a version, which is never negative.
fn number(value: i64, out: &mut Vec<u8>) {
    digits(u64::try_from(value).unwrap_or_default(), 1, out);
}

/// A moment as `Timestamp` prints it.
fn moment(moment: Timestamp, out: &mut Vec<u8>) {
    let micros = moment.micros();
    let (seconds, micro) = (micros.div_euclid(1_000_000), micros.rem_euclid(1_000_000).unsigned_abs());
    let (day, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400).unsigned_abs());
    // Days of the proleptic Gregorian calendar, counted in eras of 400 years from a 1st of March.
    let (era, day) = ((day + 719_468).div_euclid(146_097), (day + 719_468).rem_euclid(146_097).unsigned_abs());
    let year_of_era = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day + 2) / 153;
    let day = day - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = (era * 400).saturating_add_unsigned(year_of_era + u64::from(month <= 2));
    digits(year.unsigned_abs(), 4, out);
    for (mark, value) in
        [(b'-', month), (b'-', day), (b'T', second / 3_600), (b':', second / 60 % 60), (b':', second % 60)]
    {
        out.push(mark);
        digits(value, 2, out);
    }
    if micro > 0 {
        out.push(b'.');
        if micro % 1_000 == 0 { digits(micro / 1_000, 3, out) } else { digits(micro, 6, out) }
    }
    out.push(b'Z');
}

/// A number in decimal, with zeros before it up to `width`, which is at most 20.
fn digits(mut value: u64, width: usize, out: &mut Vec<u8>) {
    let mut written = [b'0'; 20];
    let mut first = written.len();
    for (place, digit) in written.iter_mut().enumerate().rev() {
        if value == 0 && first <= 20 - width {
            break;
        }
        // A remainder by ten fits.
        *digit += u8::try_from(value % 10).unwrap_or_default();
        value /= 10;
        first = place;
    }
    out.extend_from_slice(written.get(first..).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).unwrap()
    }

    proptest! {
        #[test]
        fn moments_are_written_as_the_contract_writes_them(micros in any::<i64>(), near in -4_000_000_000_000_000i64..4_000_000_000_000_000) {
            for micros in [micros, near, near / 1_000 * 1_000, near / 1_000_000 * 1_000_000] {
                let at = Timestamp::from_micros(micros);
                prop_assert_eq!(written(|out| moment(at, out)), at.to_string());
            }
        }

        #[test]
        fn strings_are_written_as_json(text in prop_oneof!["\\PC{0,20}", any::<String>()]) {
            let json = written(|out| string(&text, out).unwrap());
            prop_assert!(!json.contains('\n'));
            prop_assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
        }

        #[test]
        fn tags_are_written_on_one_line(words in prop::collection::vec(any::<String>(), 0..4)) {
            let kept = serde_json::to_string_pretty(&words).unwrap();
            let json = written(|out| tags(&kept, out).unwrap());
            prop_assert!(!json.contains('\n'));
            prop_assert_eq!(serde_json::from_str::<Vec<String>>(&json).unwrap(), words);
        }

        #[test]
        fn numbers_are_written_as_numbers(value in 0..=i64::MAX) {
            prop_assert_eq!(written(|out| number(value, out)), value.to_string());
        }
    }

    #[test]
    fn what_is_no_list_of_words_is_an_error() {
        for bad in ["", "null", "[1]", "{}", "[\"x\"] "] {
            assert_eq!(tags(bad, &mut Vec::new()).is_ok(), bad == "[\"x\"] ", "{bad}");
        }
    }
}
