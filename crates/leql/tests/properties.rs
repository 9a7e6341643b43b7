//! Properties of the language over any text and any query.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails loudly")]

#[path = "properties/queries.rs"]
mod queries;

use leql::edit::{Clicked, and, and_not, remove};
use leql::{Suggestion, Vocabulary, complete, parse, tokens};
use proptest::prelude::*;

/// Suggests whatever it was given.
struct Any(Vec<String>);

impl Vocabulary for Any {
    fn keys(&self, _: &str) -> Vec<Suggestion> {
        self.0.iter().map(|text| Suggestion { text: text.clone(), note: String::new() }).collect()
    }

    fn values(&self, _: &str, typed: &str) -> Vec<Suggestion> {
        self.keys(typed)
    }
}

/// Pieces of the language in any order: far nearer to queries than random letters are.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(vec![
            "where(", "groupby(", "calculate(", "having(", "sort(", "limit(", "timeslice(", "select(", "(", ")", "[", "]",
            ",", "=", "!=", "<", ">=", "!", " ", " ", " ", "AND", "OR", "NOT", "IN", "CONTAINS", "istarts-with-any", "IP(",
            "NOCASE(", "ANY(", "ALL(", "loose", "null", "\"", "'", "\"\"\"", "'''", "/", "/i", "\\", "a", "b.c", "a[0]", "5",
            "-1e3", "10.0.0.0/8", "asc", "desc#", "key", "count", "sum:", "percentile(", ":", "5m", "as", "&", "{", "ß", "🦀",
        ])
        .prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![3 => pieces(), 1 => any::<String>(), 1 => queries::query().prop_map(|query| query.to_string())]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_text_parses_or_is_refused_within_itself(text in texts()) {
        match parse(&text) {
            Ok(query) => {
                let printed = query.to_string();
                prop_assert_eq!(parse(&printed).map(|again| again.to_string()), Ok(printed.clone()), "{}", printed);
                prop_assert_eq!(parse(&printed), Ok(query));
            }
            Err(error) => {
                let span = error.span();
                prop_assert!(span.start <= span.end && span.end <= text.len());
                prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
                prop_assert!(!error.to_string().is_empty());
            }
        }
    }

    #[test]
    fn what_is_printed_parses_back(query in queries::query()) {
        let printed = query.to_string();
        prop_assert_eq!(parse(&printed), Ok(query), "{}", printed);
    }

    #[test]
    fn tokens_cover_every_byte(text in texts()) {
        let mut at = 0;
        for token in tokens(&text) {
            prop_assert_eq!(token.span.start, at);
            prop_assert!(token.span.end > at && text.is_char_boundary(token.span.end));
            at = token.span.end;
        }
        prop_assert_eq!(at, text.len());
    }

    #[test]
    fn completions_replace_what_is_typed(text in texts(), cursor in 0usize..80, known in prop::collection::vec(any::<String>(), 0..4)) {
        let completions = complete(&text, cursor, &Any(known));
        let (start, end) = (completions.replace.start, completions.replace.end);
        let cursor = cursor.min(text.len());
        prop_assert!(start <= end && end <= text.len());
        prop_assert!(text.is_char_boundary(start) && text.is_char_boundary(end));
        prop_assert!(start <= cursor && (end >= cursor || !text.is_char_boundary(cursor)));
        prop_assert!(completions.items.iter().all(|item| !item.text.is_empty()));
    }

    #[test]
    fn a_click_can_be_taken_back(query in queries::query(), key in any::<String>(), value in any::<String>()) {
        // A key that no quotes hold has no spelling.
        prop_assume!(!(key.contains('"') && key.contains('\'')));
        let text = query.to_string();
        for edited in [and(&text, &key, Clicked::Text(&value)), and_not(&text, &key, Clicked::Text(&value))] {
            let Ok(edited) = edited else {
                // Only a query that is as deep as may be has no room for more.
                prop_assert!(text.len() > 100);
                continue;
            };
            prop_assert!(parse(&edited).is_ok());
            let again = remove(&edited, &key, Clicked::Text(&value)).map(|text| parse(&text).is_ok());
            prop_assert_eq!(again, Ok(true));
        }
    }

    #[test]
    fn a_click_adds_one_condition(key in "[a-z]{1,8}", value in any::<String>()) {
        let text = "where(error OR warning) groupby(host)";
        let edited = and(text, &key, Clicked::Text(&value)).unwrap();
        prop_assert!(edited.starts_with("where((error OR warning) AND ") && edited.ends_with(") groupby(host)"));
        let back = remove(&edited, &key, Clicked::Text(&value)).unwrap();
        prop_assert_eq!(parse(&back), parse(text));
    }
}
