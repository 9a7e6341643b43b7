//! What queries find: the table of the README, the matcher against a naive reading, lowering and counting against it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails loudly")]
#![cfg(feature = "evaluate")]

#[path = "evaluate/counting.rs"]
mod counting;
#[path = "evaluate/lowering.rs"]
mod lowering;
#[path = "evaluate/naive.rs"]
mod naive;
#[path = "evaluate/random.rs"]
mod random;

use leql::evaluate::{LogEvent, Matcher};
use leql::parse;
use proptest::prelude::*;

fn finds(query: &str, event: &str) -> bool {
    let parsed = parse(query).unwrap_or_else(|error| panic!("{query}: {error}"));
    Matcher::new(&parsed, query).unwrap().matches(&LogEvent::read(event))
}

#[test]
fn the_readmes_table_is_true() {
    let rows: Vec<&str> = include_str!("../README.md").lines().filter(|line| line.starts_with("| `")).collect();
    assert!(rows.len() > 60);
    for row in rows {
        // A bar within a cell is written `\|`.
        let row = row.replace("\\|", "\u{1}");
        let cells: Vec<String> =
            row.trim_matches('|').split('|').map(|cell| cell.trim().replace('\u{1}', "|")).collect();
        let [query, event, expected] = cells.as_slice() else { panic!("{row}") };
        let (query, event) = (query.trim_matches('`'), event.trim_matches('`'));
        assert_eq!(finds(query, event), expected == "yes", "{query} on {event}");
    }
}

#[test]
fn an_expression_is_refused_where_it_is_wrong() {
    for (marked, expected) in [
        ("where(user = /a▶(b/)", "unclosed group"),
        ("where(user = /▶*a/)", "missing expression"),
        ("where(/a▶(?=b)/)", "look-around"),
        ("where(/(a)▶\\1/)", "backreferences"),
        ("where(ключ = /ж▶(/)", "unclosed group"),
        ("where(user = ▶/(\\pL{100}){100}/)", "too large"),
    ] {
        let place = marked.find('▶').unwrap();
        let text = marked.replacen('▶', "", 1);
        let error = Matcher::new(&parse(&text).unwrap(), &text).unwrap_err();
        assert_eq!(error.span().start, place, "{marked}: {error}");
        assert!(error.to_string().contains(expected), "{marked}: {error}");
    }
}

#[test]
fn an_expression_is_linear() {
    let text = "where(user = /^(a+)+$/)";
    let query = parse(text).unwrap();
    let matcher = Matcher::new(&query, text).unwrap();
    let event = format!("{{\"user\":\"{}b\"}}", "a".repeat(100_000));
    let start = std::time::Instant::now();
    assert!(!matcher.matches(&LogEvent::read(&event)));
    assert!(start.elapsed().as_secs() < 5);
}

#[test]
fn words_are_whole_wherever_they_stand() {
    assert!(finds("where(a-a)", "ba-a-a"));
    assert!(finds("where(\"é\")", "caf é"));
    assert!(!finds("where(caf)", "café"));
    assert!(finds("where(NOCASE(CAFÉ))", "a café."));
    assert!(finds("where(\"-x\")", "a-x"));
    assert!(finds("where(\"\")", "anything"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn the_matcher_answers_as_a_naive_reading_does(query in random::query(), event in random::event()) {
        let text = query.to_string();
        let matcher = Matcher::new(&query, &text).unwrap();
        let line = event.to_string();
        prop_assert_eq!(matcher.matches(&LogEvent::read(&line)), naive::matches(&query, &line, &event), "{} on {}", text, line);
    }
}
