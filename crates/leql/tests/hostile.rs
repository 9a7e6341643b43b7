//! Hostile queries: as deep, as long, as unfinished as they can be. Each is answered at once.

use std::time::{Duration, Instant};

use leql::{LONGEST, complete, parse, tokens};

struct Nothing;

impl leql::Vocabulary for Nothing {
    fn keys(&self, _: &str) -> Vec<leql::Suggestion> {
        Vec::new()
    }

    fn values(&self, _: &str, _: &str) -> Vec<leql::Suggestion> {
        Vec::new()
    }
}

/// Every way to write much of the same.
fn hostile(length: usize) -> Vec<String> {
    let fill = |part: &str| part.repeat(length / part.len());
    let mut texts: Vec<String> = [
        "(",
        ")",
        "[",
        "NOT ",
        "a AND ",
        "a OR ",
        "a,",
        "\"",
        "'",
        "\"\"\"",
        "'''",
        "/",
        "\\",
        "/a",
        "a[1",
        "a[",
        "!",
        "=",
        "a=",
        "ß",
        "🦀",
        " ",
        "\n",
        "a ",
        "IN [",
        "where(",
        "IP(",
        "NOCASE(",
        "ANY(",
        ":",
        "#",
        "a NOT IN ",
    ]
    .map(fill)
    .into();
    for start in ["where(", "where(a IN [", "calculate(", "groupby(", "sort(", "where(\"", "where(/", "where(a = "] {
        for part in ["a,", "(", "NOT ", "\\", "b ", "[0]", "a[0]"] {
            texts.push(format!("{start}{}", fill(part)));
        }
    }
    texts
}

#[test]
fn a_hundred_thousand_parentheses_are_refused_at_once() {
    for length in [LONGEST, 200_000] {
        for text in hostile(length) {
            let start = Instant::now();
            let _ = parse(&text);
            let _ = tokens(&text);
            let _ = complete(&text, text.len(), &Nothing);
            let _ = complete(&text, text.len() / 2, &Nothing);
            // A linear pass takes a fraction of this, unoptimised and on a busy machine.
            let taken = start.elapsed();
            let shown: String = text.chars().take(20).collect();
            assert!(taken < Duration::from_secs(10), "{shown} × {length}: {taken:?}");
        }
    }
}

#[test]
fn the_deepest_query_prints_and_drops() {
    let deep = |depth: usize| format!("where({}a{})", "(NOT ".repeat(depth / 2), ")".repeat(depth / 2));
    let query = parse(&deep(leql::DEEPEST)).unwrap();
    assert_eq!(parse(&query.to_string()).unwrap(), query);
    let text = deep(leql::DEEPEST + 2);
    assert_eq!(parse(&text).unwrap_err().to_string(), "Parentheses and NOTs nest at most 100 deep.");
}

#[test]
fn a_long_list_is_read_and_a_longer_query_is_not() {
    let list = |count: usize| format!("where(user IN [{}])", vec!["user-12"; count].join(", "));
    assert!(parse(&list(7_000)).is_ok());
    let long = list(8_000);
    let error = parse(&long).unwrap_err();
    assert_eq!((error.span().start, error.to_string().as_str()), (LONGEST, "A query has at most 65,536 bytes."));
}
