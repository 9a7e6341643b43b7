//! Adds a condition to a query, or takes one away, and leaves the rest as it was written: what a click on a value does.

use crate::ast::{Compare, Expr, Filter, Key, Literal, Node, Operator, Value, Which};
use crate::error::Error;
use crate::number::Number;
use crate::parser::parse;
use crate::print::{one_word, quotable};
use crate::span::Span;

/// A value as an event shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clicked<'v> {
    /// A text.
    Text(&'v str),
    /// A number or a truth value, as it is spelt.
    Bare(&'v str),
    /// `null`, or not there.
    Null,
}

/// The query that asks for what this one does, with this value at this key. Adding it twice is adding it once; adding
/// what was excluded takes the exclusion away first.
pub fn and(text: &str, key: &str, value: Clicked<'_>) -> Result<String, Error> {
    let opposite = without(&parse(text).map(|query| query.filter)?, text, &condition(key, value, true));
    let text = opposite.as_deref().unwrap_or(text);
    add(text, &condition(key, value, false))
}

/// The query that asks for what this one does, without this value at this key.
pub fn and_not(text: &str, key: &str, value: Clicked<'_>) -> Result<String, Error> {
    let opposite = without(&parse(text).map(|query| query.filter)?, text, &condition(key, value, false));
    let text = opposite.as_deref().unwrap_or(text);
    add(text, &condition(key, value, true))
}

/// The query without what `and` or `and_not` added; the same text if it is not there.
pub fn remove(text: &str, key: &str, value: Clicked<'_>) -> Result<String, Error> {
    let filter = parse(text)?.filter;
    let edited = without(&filter, text, &condition(key, value, false));
    Ok(edited.or_else(|| without(&filter, text, &condition(key, value, true))).unwrap_or_else(|| text.to_owned()))
}

/// `key = value` as a condition of its own, for a query that starts with it.
pub fn condition(key: &str, value: Clicked<'_>, negated: bool) -> Expr {
    let literal = match value {
        Clicked::Null => Literal::Null,
        Clicked::Bare(word) if one_word(word) && !word.eq_ignore_ascii_case("null") => Literal::Word(word.to_owned()),
        Clicked::Bare(text) | Clicked::Text(text) if quotable(text) => Literal::Text(text.to_owned()),
        Clicked::Bare(text) | Clicked::Text(text) => Literal::Regex { pattern: exactly(text), fold: false },
    };
    let compare = Compare {
        keys: vec![Key(key.to_owned())],
        which: Which::Any,
        operator: Operator::Equal,
        values: vec![Value::new(literal)],
    };
    let expr = Expr::new(Node::Compare(compare));
    if negated { Expr::new(Node::Not(Box::new(expr))) } else { expr }
}

/// The expression that finds a text which no quotes can hold.
fn exactly(text: &str) -> String {
    let mut pattern = String::from("^");
    for c in text.chars() {
        if c.is_ascii_punctuation() {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('$');
    pattern
}

fn add(text: &str, new: &Expr) -> Result<String, Error> {
    let query = parse(text)?;
    let edited = match &query.filter {
        Some(filter) if parts(filter).iter().any(|part| same(part, new)) => return Ok(text.to_owned()),
        Some(filter) => {
            let span = filter.condition.mark.0;
            let held = span.of(text);
            let or = matches!(filter.condition.node, Node::Or(_)) && !held_in_parentheses(filter, text);
            let (open, close) = if or { ("(", ")") } else { ("", "") };
            replaced(text, span, &[open, held, close, " AND ", &new.to_string()].concat())
        }
        None => {
            // After select(…), before everything else.
            let start = if query.select.is_empty() { 0 } else { after_first_clause(text) };
            let (before, after) = text.split_at_checked(start).unwrap_or((text, ""));
            let after = after.trim_start();
            let gap = |needed: bool| if needed { " " } else { "" };
            let new = new.to_string();
            let (left, right) = (gap(!before.trim().is_empty()), gap(!after.is_empty()));
            [before.trim_end(), left, "where(", &new, ")", right, after].concat()
        }
    };
    parse(&edited).map(|_| edited)
}

/// The conditions that must all hold.
fn parts(filter: &Filter) -> &[Expr] {
    match &filter.condition.node {
        Node::And(parts) => parts,
        _ => std::slice::from_ref(&filter.condition),
    }
}

/// Whether two conditions ask the same: a value in quotes asks as the bare word does, unless that is a number.
fn same(one: &Expr, two: &Expr) -> bool {
    match (&one.node, &two.node) {
        (Node::Not(one), Node::Not(two)) => same(one, two),
        (Node::Compare(one), Node::Compare(two)) => {
            one.keys == two.keys
                && one.operator == two.operator
                && one.which == two.which
                && one.values.len() == two.values.len()
                && one.values.iter().zip(&two.values).all(|(one, two)| alike(&one.literal, &two.literal))
        }
        _ => false,
    }
}

fn alike(one: &Literal, two: &Literal) -> bool {
    match (one, two) {
        (Literal::Word(word), Literal::Text(text)) | (Literal::Text(text), Literal::Word(word)) => {
            word == text && Number::read(word).is_none()
        }
        _ => one == two,
    }
}

fn held_in_parentheses(filter: &Filter, text: &str) -> bool {
    // The mark of a condition in parentheses includes them; that of its first part does not start there.
    match &filter.condition.node {
        Node::Or(parts) => {
            parts.first().is_some_and(|first| first.mark.0.start != filter.condition.mark.0.start)
                && filter.condition.mark.0.of(text).starts_with('(')
        }
        _ => false,
    }
}

/// The text without a condition that stands among those that must hold; nothing if it is not there.
fn without(filter: &Option<Filter>, text: &str, old: &Expr) -> Option<String> {
    let filter = filter.as_ref()?;
    let parts = parts(filter);
    let at = parts.iter().position(|part| same(part, old))?;
    let span = |at: usize| parts.get(at).map(|part| part.mark.0);
    let here = span(at)?;
    if let Some(before) = at.checked_sub(1).and_then(span) {
        return Some(replaced(text, Span::new(before.end, here.end), ""));
    }
    if let Some(next) = span(1) {
        return Some(replaced(text, Span::new(here.start, next.start), ""));
    }
    let rest = replaced(text, filter.mark.0, "");
    Some(rest.trim().to_owned())
}

fn replaced(text: &str, span: Span, new: &str) -> String {
    [text.get(..span.start).unwrap_or_default(), new, text.get(span.end..).unwrap_or_default()].concat()
}

/// The byte after the first clause's closing parenthesis.
fn after_first_clause(text: &str) -> usize {
    crate::lexer::lex(text)
        .iter()
        .find(|lexeme| lexeme.is(crate::lexer::Symbol::Close))
        .map_or(0, |lexeme| lexeme.span.end)
}
