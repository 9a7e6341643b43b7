//! What an index is asked: its answers hold every match, and nothing else where that is said.

use std::cmp::Ordering;

use leql::evaluate::{Bound, Indexed, LogEvent, Matcher, lower};
use leql::{Number, parse};
use proptest::prelude::*;
use serde_json::Value as Json;

use super::{naive, random};

/// An index of one event, asked as its documentation says.
fn answers(asked: &Indexed, line: &str, event: &Json) -> bool {
    let all = naive::values(event);
    let texts = |key: &str| -> Vec<String> {
        all.iter().filter(|(path, _)| path == key).filter_map(|(_, text)| text.clone()).collect()
    };
    let some = |key: &str, test: &dyn Fn(&str) -> bool| texts(key).iter().any(|text| test(text));
    let folded = |text: &str, fold: bool| if fold { text.to_lowercase() } else { text.to_owned() };
    match asked {
        Indexed::All => true,
        Indexed::And(parts) => parts.iter().all(|part| answers(part, line, event)),
        Indexed::Or(parts) => parts.iter().any(|part| answers(part, line, event)),
        Indexed::Not(inner) => !answers(inner, line, event),
        Indexed::Term { key, text, fold } => some(key, &|value| folded(value, *fold) == folded(text, *fold)),
        Indexed::Number { key, number, spelt } => some(key, &|value| {
            value == spelt || Number::read(value).is_some_and(|value| value.compare(*number) == Ordering::Equal)
        }),
        Indexed::Prefix { key, text, fold } => {
            some(key, &|value| folded(value, *fold).starts_with(&folded(text, *fold)))
        }
        Indexed::Range { key, low, high } => some(key, &|value| {
            let Some(value) = Number::read(value) else { return false };
            let above = match low {
                Bound::Open => true,
                Bound::With(bound) => value.compare(*bound).is_ge(),
                Bound::Without(bound) => value.compare(*bound).is_gt(),
            };
            let below = match high {
                Bound::Open => true,
                Bound::With(bound) => value.compare(*bound).is_le(),
                Bound::Without(bound) => value.compare(*bound).is_lt(),
            };
            above && below
        }),
        Indexed::Exists { key } => {
            let below = format!("{key}.");
            all.iter().any(|(path, text)| (path == key || path.starts_with(&below)) && text.is_some())
        }
        Indexed::Ip { key, first, last } => some(key, &|value| {
            let number = value.parse::<std::net::IpAddr>().ok().map(|address| match address {
                std::net::IpAddr::V4(v4) => u128::from(v4.to_ipv6_mapped()),
                std::net::IpAddr::V6(v6) => u128::from(v6),
            });
            number.is_some_and(|number| (*first..=*last).contains(&number))
        }),
        Indexed::Words { words, fold } => {
            let line = folded(line, *fold);
            let known: Vec<&str> = line.split(|c: char| !(c.is_alphanumeric() || c == '_')).collect();
            words.iter().all(|word| known.contains(&folded(word, *fold).as_str()))
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn every_match_is_a_candidate_and_exact_is_exact(query in random::query(), event in random::event()) {
        let line = event.to_string();
        let matched = Matcher::new(&query, "").unwrap().matches(&LogEvent::read(&line));
        let lowered = lower(&query);
        let candidate = answers(&lowered.candidates, &line, &event);
        prop_assert!(candidate || !matched, "{query} on {line} misses by {lowered:?}");
        prop_assert!(!lowered.exact || candidate == matched, "{query} on {line} is not exactly {lowered:?}");
    }
}

#[test]
fn what_an_index_knows_it_is_asked() {
    for (text, expected, exact) in [
        ("where(user = alice)", "Term { key: \"user\", text: \"alice\", fold: false }", true),
        (
            "where(user IN [a, b])",
            "Or([Term { key: \"user\", text: \"a\", fold: false }, Term { key: \"user\", text: \"b\", fold: false }])",
            true,
        ),
        (
            "where(user = alice AND path CONTAINS x)",
            "And([Term { key: \"user\", text: \"alice\", fold: false }, Exists { key: \"path\" }])",
            false,
        ),
        ("where(bytes > 5)", "Range { key: \"bytes\", low: Without(Whole(5)), high: Open }", true),
        ("where(error)", "Words { words: [\"error\"], fold: false }", true),
        ("where(\"access denied\")", "Words { words: [\"access\", \"denied\"], fold: false }", false),
        ("where(user = alice OR /x/)", "All", false),
        ("", "All", true),
    ] {
        let lowered = lower(&parse(text).unwrap());
        assert_eq!((format!("{:?}", lowered.candidates).as_str(), lowered.exact), (expected, exact), "{text}");
    }
}
