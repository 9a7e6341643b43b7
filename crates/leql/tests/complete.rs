//! Completion by what stands before the cursor, which is a `|` here.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails loudly")]

use leql::{Completion, CompletionKind, Suggestion, TokenKind, Vocabulary, complete, tokens};

struct Logs;

impl Vocabulary for Logs {
    fn keys(&self, _: &str) -> Vec<Suggestion> {
        ["user", "source_user", "source ip", "port"].map(suggestion).into()
    }

    fn values(&self, key: &str, _: &str) -> Vec<Suggestion> {
        match key {
            "user" => ["alice", "bob the builder", "null"].map(suggestion).into(),
            "source ip" => ["10.0.0.1"].map(suggestion).into(),
            _ => Vec::new(),
        }
    }
}

fn suggestion(text: &str) -> Suggestion {
    Suggestion { text: text.to_owned(), note: String::new() }
}

/// What is offered, and the text after the first offer of a kind is taken.
fn offered(marked: &str) -> (Vec<Completion>, String) {
    let cursor = marked.find('|').unwrap();
    let text = marked.replacen('|', "", 1);
    let completions = complete(&text, cursor, &Logs);
    let first = completions.items.first().map_or("", |item| &item.text);
    let taken = [&text[..completions.replace.start], first, &text[completions.replace.end..]].concat();
    (completions.items, taken)
}

#[test]
fn the_first_offer_goes_where_it_belongs() {
    for (before, after) in [
        ("where(us|)", "where(user)"),
        ("where(US|)", "where(user)"),
        ("where(a AND us|)", "where(a AND user)"),
        ("where(NOT (us|", "where(NOT (user"),
        ("where(source i|)", "where(source ICONTAINS)"),
        ("where(\"source i|", "where(\"source ip\""),
        ("where(user |= alice)", "where(user == alice)"),
        ("where(user CONT|)", "where(user CONTAINS)"),
        ("where(user cont|)", "where(user CONTAINS)"),
        ("where(user = al|)", "where(user = alice)"),
        ("where(user = a|xx)", "where(user = alice)"),
        ("where(user = bo|)", "where(user = \"bob the builder\")"),
        ("where(user = \"bo|\")", "where(user = \"bob the builder\")"),
        ("where(user = \"bo|", "where(user = \"bob the builder\""),
        ("where(user = nul|)", "where(user = \"null\")"),
        ("where(user IN [alice, b|])", "where(user IN [alice, \"bob the builder\"])"),
        ("where(\"source ip\" = |)", "where(\"source ip\" = 10.0.0.1)"),
        ("where(user = alice |)", "where(user = alice AND)"),
        ("where(user = alice O|)", "where(user = alice OR)"),
        ("whe|", "where("),
        ("where(error) gr|", "where(error) groupby("),
        ("error gr|", "error groupby("),
        ("groupby(po|)", "groupby(port)"),
        ("groupby(user, po|)", "groupby(user, port)"),
        ("calculate(co|)", "calculate(count)"),
        ("calculate(su|)", "calculate(sum:)"),
        ("calculate(sum:po|)", "calculate(sum:port)"),
        ("calculate(unique:source i|", "calculate(unique:source min:"),
        ("groupby(user) sort(d|)", "groupby(user) sort(desc)"),
        ("timeslice(5|)", "timeslice(5m)"),
        ("select(por|) where(x)", "select(port) where(x)"),
        ("where(a) calculate(count) s|", "where(a) calculate(count) sort("),
        ("|", "user"),
        ("where(user, po|)", "where(user, port)"),
    ] {
        let (items, taken) = offered(before);
        assert_eq!(taken, after, "{before}: {items:?}");
    }
}

#[test]
fn what_is_offered_fits_its_place() {
    let kinds = |marked: &str| {
        let mut kinds: Vec<_> = offered(marked).0.iter().map(|item| item.kind).collect();
        kinds.dedup();
        kinds
    };
    assert!(kinds("where(user = alice) |").iter().all(|kind| *kind == CompletionKind::Clause));
    assert!(kinds("where(user = |)").contains(&CompletionKind::Value));
    assert!(!kinds("where(user = |)").contains(&CompletionKind::Key));
    assert!(kinds("where(user |)").contains(&CompletionKind::Operator));
    assert!(kinds("groupby(|)").iter().all(|kind| *kind == CompletionKind::Key));
    let clauses = |marked: &str| offered(marked).0.into_iter().map(|item| item.text).collect::<Vec<_>>();
    assert!(!clauses("where(a) |").contains(&"where(".to_owned()));
    assert!(!clauses("where(a) groupby(b) |").contains(&"select(".to_owned()));
    assert!(clauses("where(a) limit(5) |").contains(&"sort(".to_owned()));
}

#[test]
fn colours_follow_the_meaning() {
    use TokenKind::{
        Clause, Function, Joint, Key, Keyword, Null, Number, Operator, Punctuation, Regex, Text, Unknown, Word,
    };
    let kinds = |text: &str| {
        let tokens = tokens(text);
        tokens
            .iter()
            .filter(|token| token.kind != TokenKind::Space)
            .map(|token| (token.span.of(text).to_owned(), token.kind))
            .collect::<Vec<_>>()
    };
    let expect = |text: &str, expected: &[(&str, TokenKind)]| {
        let expected: Vec<_> = expected.iter().map(|(text, kind)| ((*text).to_owned(), *kind)).collect();
        assert_eq!(kinds(text), expected, "{text}");
    };
    expect(
        "where(user = alice AND NOT error)",
        &[
            ("where", Clause),
            ("(", Punctuation),
            ("user", Key),
            ("=", Operator),
            ("alice", Word),
            ("AND", Joint),
            ("NOT", Joint),
            ("error", Keyword),
            (")", Punctuation),
        ],
    );
    expect(
        "a NOT IN [1, \"x\", /r/i] OR \"k\" = null calculate(sum:b)",
        &[
            ("a", Key),
            ("NOT", Joint),
            ("IN", Operator),
            ("[", Punctuation),
            ("1", Number),
            (",", Punctuation),
            ("\"x\"", Text),
            (",", Punctuation),
            ("/r/i", Regex),
            ("]", Punctuation),
            ("OR", Joint),
            ("\"k\"", Key),
            ("=", Operator),
            ("null", Null),
            ("calculate", Clause),
            ("(", Punctuation),
            ("sum", Function),
            (":", Punctuation),
            ("b", Key),
            (")", Punctuation),
        ],
    );
    expect(
        "ip IN (IP(::1), b) limit(5)",
        &[
            ("ip", Key),
            ("IN", Operator),
            ("(", Punctuation),
            ("IP", Function),
            ("(", Punctuation),
            ("::1", Word),
            (")", Punctuation),
            (",", Punctuation),
            ("b", Word),
            (")", Punctuation),
            ("limit", Clause),
            ("(", Punctuation),
            ("5", Number),
            (")", Punctuation),
        ],
    );
    expect(
        "where(ip = IP(10.0.0.0/8) AND \"open",
        &[
            ("where", Clause),
            ("(", Punctuation),
            ("ip", Key),
            ("=", Operator),
            ("IP", Function),
            ("(", Punctuation),
            ("10.0.0.0/8", Word),
            (")", Punctuation),
            ("AND", Joint),
            ("\"open", Unknown),
        ],
    );
}
