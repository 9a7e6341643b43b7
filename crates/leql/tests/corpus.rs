//! The corpus: queries that are accepted and print back, and queries that are refused where a `▶` stands.

use leql::{Place, parse};

const ACCEPTED: &str = include_str!("corpus/accepted.leql");
const REFUSED: &str = include_str!("corpus/refused.leql");

#[test]
fn what_is_accepted_prints_and_parses_back() {
    let mut wrong = Vec::new();
    for text in ACCEPTED.lines() {
        match parse(text) {
            Err(error) => wrong.push(format!("{text}\n    {}: {error}", error.place(text))),
            Ok(query) => {
                let printed = query.to_string();
                match parse(&printed) {
                    Ok(again) if again == query && again.to_string() == printed => {}
                    other => wrong.push(format!("{text}\n    printed {printed}\n    {other:?}")),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(ACCEPTED.lines().count() >= 200);
}

#[test]
fn what_is_refused_is_refused_in_its_place() {
    let mut wrong = Vec::new();
    for line in REFUSED.lines() {
        let place = line.find('▶').map(|at| Place::of(line, at));
        let text = line.replacen('▶', "", 1);
        match parse(&text) {
            Err(error) if Some(error.place(&text)) == place => {
                let sentence = error.to_string();
                assert!(
                    sentence.ends_with('.') && sentence.starts_with(|c: char| c.is_uppercase() || c.is_lowercase())
                );
                assert!(!error.expected_here().is_empty() && !error.found().is_empty());
            }
            Err(error) => wrong.push(format!("{line}\n    is refused at {}: {error}", error.place(&text))),
            Ok(query) => wrong.push(format!("{line}\n    is accepted: {query}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(REFUSED.lines().count() >= 150);
}

#[test]
fn refusals_say_what_to_do() {
    for (text, sentence) in [
        ("where(user = )", "Expected a value, found `)`."),
        ("where(user = alice", "Expected AND, OR or ), found the end of the query."),
        (
            "where(login failed)",
            "Expected AND, OR or ), found `failed`. Words that follow each other stand in quotes, or have AND or OR between them.",
        ),
        ("where(user == alice)", "Expected a value, found `=`. One = is enough."),
        ("where(user = \"alice)", "The text that starts here has no closing \"."),
        ("where(path = /var/log)", "After an expression only i may stand: /…/i. A path stands in quotes."),
        ("groupby(a) groupby(b)", "A query has one groupby(…); this is the second."),
        ("calculate(sum)", "sum needs a key: sum:key."),
        ("where(user IN alice)", "Expected a list: [one, two], found `alice`."),
    ] {
        assert_eq!(parse(text).unwrap_err().to_string(), sentence, "{text}");
    }
}

#[test]
fn places_count_characters_and_lines() {
    let text = "where(größe = 5 AND\n  ключ = )";
    let error = parse(text).unwrap_err();
    assert_eq!(error.place(text), Place { line: 2, column: 10 });
    assert_eq!(error.span().of(text), ")");
    let text = "where(🦀 = )";
    let (start, end) = parse(text).unwrap_err().span().utf16(text);
    assert_eq!((start, end), (11, 12));
}
