//! Adding and removing conditions: what was written stays.

use leql::edit::{Clicked, and, and_not, remove};
use leql::parse;

#[test]
fn a_value_is_added_to_what_is_there() {
    for (before, after) in [
        ("", r#"where(user = "alice")"#),
        ("   ", r#"where(user = "alice")"#),
        ("where(error)", r#"where(error AND user = "alice")"#),
        ("WHERE( error /*no*/ )", ""),
        ("where(a  =  1  AND b=2)", r#"where(a  =  1  AND b=2 AND user = "alice")"#),
        ("where(a OR b)", r#"where((a OR b) AND user = "alice")"#),
        ("where((a OR b))", r#"where((a OR b) AND user = "alice")"#),
        ("where((a) OR (b))", r#"where(((a) OR (b)) AND user = "alice")"#),
        ("where(a AND b OR c)", r#"where((a AND b OR c) AND user = "alice")"#),
        ("where(NOT a)", r#"where(NOT a AND user = "alice")"#),
        ("where(a, loose)", r#"where(a AND user = "alice", loose)"#),
        ("error", r#"error AND user = "alice""#),
        ("error OR b groupby(x)", r#"(error OR b) AND user = "alice" groupby(x)"#),
        ("groupby(user)", r#"where(user = "alice") groupby(user)"#),
        ("select(a, b)", r#"select(a, b) where(user = "alice")"#),
        ("select(a) groupby(b)", r#"select(a) where(user = "alice") groupby(b)"#),
        (r#"where(user = "alice")"#, r#"where(user = "alice")"#),
        ("where(user = alice)", "where(user = alice)"),
        ("where(a AND NOT user = alice)", r#"where(a AND user = "alice")"#),
        ("where(a NOT user = alice)", r#"where(a AND user = "alice")"#),
        ("where(NOT user = alice) limit(5)", r#"where(user = "alice") limit(5)"#),
    ] {
        let edited = and(before, "user", Clicked::Text("alice"));
        if after.is_empty() {
            assert!(edited.is_err(), "{before}");
        } else {
            assert_eq!(edited.unwrap(), after, "{before}");
        }
    }
}

#[test]
fn a_value_is_excluded_and_let_in_again() {
    let text = "where(error) groupby(host)";
    let without = and_not(text, "user", Clicked::Text("alice")).unwrap();
    assert_eq!(without, r#"where(error AND NOT user = "alice") groupby(host)"#);
    assert_eq!(and_not(&without, "user", Clicked::Text("alice")).unwrap(), without);
    assert_eq!(remove(&without, "user", Clicked::Text("alice")).unwrap(), text);
    assert_eq!(remove(text, "user", Clicked::Text("alice")).unwrap(), text);
    assert_eq!(remove(r#"where(user = "alice") groupby(a)"#, "user", Clicked::Text("alice")).unwrap(), "groupby(a)");
    assert_eq!(remove("where(user = alice AND b AND c)", "user", Clicked::Text("alice")).unwrap(), "where(b AND c)");
    assert_eq!(remove("where(a AND user=alice NOT c)", "user", Clicked::Text("alice")).unwrap(), "where(a NOT c)");
}

#[test]
fn any_value_can_be_added() {
    for value in [
        "",
        "C:\\",
        "a\"b",
        "a'b",
        "a\"'b",
        "\"\"\"",
        "'''\"\"\"",
        "ends with \"' \"",
        "\n\t",
        "null",
        "AND",
        "🦀",
        "a/b\"\"\"'''\\",
    ] {
        for key in ["user", "a key", "", "AND", "loose", "a\"b", "a[0]"] {
            let text = and("where(error)", key, Clicked::Text(value)).unwrap();
            let query = parse(&text).unwrap();
            assert_eq!(remove(&text, key, Clicked::Text(value)).unwrap(), "where(error)", "{text}");
            assert!(query.filter.is_some());
        }
    }
    assert_eq!(and("", "port", Clicked::Bare("443")).unwrap(), "where(port = 443)");
    assert_eq!(and("", "gone", Clicked::Null).unwrap(), "where(gone = null)");
    assert_eq!(and_not("", "gone", Clicked::Null).unwrap(), "where(NOT gone = null)");
}

#[test]
fn a_query_that_is_wrong_is_not_edited() {
    assert_eq!(and("where(", "user", Clicked::Null).unwrap_err().span().start, 6);
}
