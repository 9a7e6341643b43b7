//! Queries as text. What is printed parses back to the same query.

use std::fmt::{self, Display, Formatter, Write};

use crate::ast::{
    Calculation, Compare, Direction, Expr, Function, Having, Key, Literal, Node, Query, Sort, SortBy, Timeslice, Which,
};
use crate::lexer::{Kind, lex};
use crate::words;

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut out = Clauses { f, first: true };
        if !self.select.is_empty() {
            out.start("select")?;
            out.list(&self.select, |f, selected| {
                key(f, &selected.key)?;
                match &selected.alias {
                    Some(alias) => {
                        f.write_str(" as ")?;
                        key_text(f, alias)
                    }
                    None => Ok(()),
                }
            })?;
        }
        if let Some(filter) = &self.filter {
            out.start("where")?;
            filter.condition.fmt(out.f)?;
            out.f.write_str(if filter.loose { ", loose)" } else { ")" })?;
        }
        if !self.group_by.is_empty() {
            out.start("groupby")?;
            out.list(&self.group_by, key)?;
        }
        if !self.calculate.is_empty() {
            out.start("calculate")?;
            out.list(&self.calculate, |f, item| item.fmt(f))?;
        }
        if !self.having.is_empty() {
            out.start("having")?;
            having(out.f, &self.having)?;
            out.f.write_char(')')?;
        }
        if !self.sort.is_empty() {
            out.start("sort")?;
            out.list(&self.sort, |f, item| item.fmt(f))?;
        }
        if !self.limit.is_empty() {
            out.start("limit")?;
            out.list(&self.limit, |f, item| item.fmt(f))?;
        }
        if let Some(timeslice) = self.timeslice {
            out.start("timeslice")?;
            match timeslice {
                Timeslice::Slices(count) => write!(out.f, "{count})")?,
                Timeslice::Every(count, unit) => write!(out.f, "{count}{})", unit.letter())?,
            }
        }
        Ok(())
    }
}

struct Clauses<'f, 'b> {
    f: &'f mut Formatter<'b>,
    first: bool,
}

impl Clauses<'_, '_> {
    fn start(&mut self, word: &str) -> fmt::Result {
        if !std::mem::take(&mut self.first) {
            self.f.write_char(' ')?;
        }
        self.f.write_str(word)?;
        self.f.write_char('(')
    }

    fn list<T>(&mut self, items: &[T], print: fn(&mut Formatter<'_>, &T) -> fmt::Result) -> fmt::Result {
        commas(self.f, items, print)?;
        self.f.write_char(')')
    }
}

fn commas<T>(f: &mut Formatter<'_>, items: &[T], print: fn(&mut Formatter<'_>, &T) -> fmt::Result) -> fmt::Result {
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            f.write_str(", ")?;
        }
        print(f, item)?;
    }
    Ok(())
}

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.node {
            Node::And(parts) => joined(f, parts, " AND ", |node| matches!(node, Node::And(_) | Node::Or(_))),
            Node::Or(parts) => joined(f, parts, " OR ", |node| matches!(node, Node::Or(_))),
            Node::Not(inner) => {
                f.write_str("NOT ")?;
                let wrap = matches!(inner.node, Node::And(_) | Node::Or(_));
                wrapped(f, inner, wrap)
            }
            Node::Keyword(value) => value.literal.fmt(f),
            Node::Compare(compare) => compare.fmt(f),
        }
    }
}

fn joined(f: &mut Formatter<'_>, parts: &[Expr], joint: &str, wrap: fn(&Node) -> bool) -> fmt::Result {
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            f.write_str(joint)?;
        }
        wrapped(f, part, wrap(&part.node))?;
    }
    Ok(())
}

fn wrapped(f: &mut Formatter<'_>, inner: &Expr, wrap: bool) -> fmt::Result {
    if !wrap {
        return inner.fmt(f);
    }
    f.write_char('(')?;
    inner.fmt(f)?;
    f.write_char(')')
}

impl Display for Compare {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.which == Which::All {
            f.write_str("ALL(")?;
        }
        commas(f, &self.keys, key)?;
        if self.which == Which::All {
            f.write_char(')')?;
        }
        write!(f, " {} ", self.operator.word())?;
        if self.operator.takes_list() {
            f.write_char('[')?;
        }
        commas(f, &self.values, |f, value| value.literal.fmt(f))?;
        if self.operator.takes_list() { f.write_char(']') } else { Ok(()) }
    }
}

impl Display for Literal {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => f.write_str(word),
            Self::Text(text) => quoted(f, text),
            Self::NoCase(text) => {
                f.write_str("NOCASE(")?;
                quoted(f, text)?;
                f.write_char(')')
            }
            Self::Regex { pattern, fold } => write!(f, "/{pattern}/{}", if *fold { "i" } else { "" }),
            Self::Ip(network) => write!(f, "IP({network})"),
            Self::Null => f.write_str("null"),
        }
    }
}

impl Display for Key {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        key(f, self)
    }
}

impl Display for Calculation {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.function.word())?;
        if let Function::Percentile(percent) = self.function {
            write!(f, "({percent})")?;
        }
        match &self.key {
            Some(name) => {
                f.write_char(':')?;
                key(f, name)
            }
            None => Ok(()),
        }
    }
}

fn having(f: &mut Formatter<'_>, tests: &[Having]) -> fmt::Result {
    for (at, test) in tests.iter().enumerate() {
        let joint = if at > 0 { " AND " } else { "" };
        write!(f, "{joint}{} {} {}", test.calculation, test.operator.word(), test.bound)?;
    }
    Ok(())
}

impl Display for Sort {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self.direction {
            Direction::Ascending => "asc",
            Direction::Descending => "desc",
        })?;
        match &self.by {
            SortBy::Value => Ok(()),
            SortBy::Keys => f.write_str("#key"),
            SortBy::Key(name) => {
                f.write_char('#')?;
                // Without quotes these would be all keys, or a number.
                let meant = name.0.eq_ignore_ascii_case("key")
                    || Function::of(name.0.split(':').next().unwrap_or_default()).is_some();
                if meant { quoted(f, &name.0) } else { key(f, name) }
            }
            SortBy::Calculation(calculation) => write!(f, "#{calculation}"),
        }
    }
}

fn key(f: &mut Formatter<'_>, key: &Key) -> fmt::Result {
    key_text(f, &key.0)
}

fn key_text(f: &mut Formatter<'_>, name: &str) -> fmt::Result {
    if plain_key(name) { f.write_str(name) } else { quoted(f, name) }
}

/// Whether a key needs no quotes.
pub(crate) fn plain_key(name: &str) -> bool {
    // `loose` and `as` are words of the language where keys stand in lists.
    let word = !words::reserved(name) && !["loose", "as"].iter().any(|word| word.eq_ignore_ascii_case(name));
    word && one_word(name)
}

/// Whether a text, written without quotes, is one word.
pub(crate) fn one_word(text: &str) -> bool {
    let one =
        matches!(lex(text).as_slice(), [only] if only.kind == Kind::Word && only.span.of(text).len() == text.len());
    one && !words::reserved(text)
}

/// Whether quotes can hold a text: one with both kinds of triple quotes has no spelling.
pub(crate) fn quotable(text: &str) -> bool {
    quotes(text).is_some()
}

/// The quotes that a text can stand between.
pub(crate) fn quotes(text: &str) -> Option<&'static str> {
    // An empty text between double quotes must not be followed by another quote; nothing ever is.
    ["\"", "'", "\"\"\"", "'''"].into_iter().find(|quotes| match quotes.len() {
        1 => !text.contains(quotes),
        _ => !text.contains(quotes) && !text.ends_with(quotes.get(..1).unwrap_or_default()),
    })
}

fn quoted(f: &mut Formatter<'_>, text: &str) -> fmt::Result {
    let quotes = quotes(text).unwrap_or("\"");
    f.write_str(quotes)?;
    f.write_str(text)?;
    f.write_str(quotes)
}
