//! Checking a file of queries: what is refused, where, and how many.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails loudly")]

use std::io::BufReader;

use leql::{Check, LONGEST, Refusal, Summary};

fn check(bytes: &[u8]) -> (Vec<Refusal>, Summary) {
    // A small buffer, so that lines come in pieces.
    let mut reader = BufReader::with_capacity(7, bytes);
    let mut check = Check::new(&mut reader);
    let refusals = check.by_ref().map(Result::unwrap).collect();
    (refusals, check.summary())
}

#[test]
fn refusals_have_their_places_and_the_end_has_the_numbers() {
    let (refusals, summary) =
        check(b"\xef\xbb\xbfwhere(a = 1)\r\n\r\n  \nwhere(b = )\ngroupby(user)\nwhere(\xc3\xa4 =");
    let lines: Vec<String> = refusals.iter().map(Refusal::to_string).collect();
    assert_eq!(lines, ["4:11: Expected a value, found `)`.", "6:10: Expected a value, found the end of the query."]);
    assert_eq!(summary.to_string(), "2 accepted, 2 refused");
}

#[test]
fn what_is_no_text_is_refused_where_it_stops_being_one() {
    let (refusals, summary) = check(b"where(\xc3\xa4\xff)\nwhere(a)\n");
    assert_eq!(refusals[0].to_string(), "1:8: This is not UTF-8 text.");
    assert_eq!(summary, Summary { accepted: 1, refused: 1 });
}

#[test]
fn a_line_that_is_too_long_is_one_refusal() {
    for letter in ["a", "ä", "🦀"] {
        let long = letter.repeat(3 * LONGEST);
        let (refusals, summary) = check(format!("{long}\nwhere(a)\n").as_bytes());
        assert_eq!(refusals[0].sentence, "A query has at most 65,536 bytes.");
        assert_eq!(summary, Summary { accepted: 1, refused: 1 });
    }
}

#[test]
fn nothing_is_nothing() {
    assert_eq!(check(b"").1, Summary::default());
    assert_eq!(check(b"\n\n").1.to_string(), "0 accepted, 0 refused");
}
