//! What an index can answer of a query: a tree of simple questions whose answer holds every match, and whether it holds
//! nothing else.

use super::matcher::words;
use crate::ast::{Compare, Expr, Key, Literal, Node, Query, Value, Which};
use crate::number::Number;
use crate::words::{How, Of, Operator};

/// What an index is asked. A key means the values at its path, those of lists included, however deep; `[0]` is not in it.
#[derive(Debug, Clone, PartialEq)]
pub enum Indexed {
    /// Every event.
    All,
    /// Those of all.
    And(Vec<Indexed>),
    /// Those of any.
    Or(Vec<Indexed>),
    /// All but those. Only of what the index answers exactly.
    Not(Box<Indexed>),
    /// A value of the key is this text.
    Term {
        /// The key.
        key: String,
        /// The text.
        text: String,
        /// In any case.
        fold: bool,
    },
    /// A value of the key reads as this number, or is spelt so.
    Number {
        /// The key.
        key: String,
        /// The number.
        number: Number,
        /// How the query spells it.
        spelt: String,
    },
    /// A value of the key starts with this text.
    Prefix {
        /// The key.
        key: String,
        /// The text.
        text: String,
        /// In any case.
        fold: bool,
    },
    /// A value of the key reads as a number between these.
    Range {
        /// The key.
        key: String,
        /// From.
        low: Bound,
        /// To.
        high: Bound,
    },
    /// The key, or a key below it, has a value that is not null.
    Exists {
        /// The key.
        key: String,
    },
    /// A value of the key reads as an address between these (see `Network::bounds`).
    Ip {
        /// The key.
        key: String,
        /// The first address.
        first: u128,
        /// The last.
        last: u128,
    },
    /// The event's text has all of these words, whole: runs of letters, digits and `_`.
    Words {
        /// The words.
        words: Vec<String>,
        /// In any case.
        fold: bool,
    },
}

/// An end of a range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    /// There is none.
    Open,
    /// This number as well.
    With(Number),
    /// This number not.
    Without(Number),
}

/// A query's condition for an index.
#[derive(Debug, Clone, PartialEq)]
pub struct Lowered {
    /// Every match is among these.
    pub candidates: Indexed,
    /// Every one of these is a match, if the index answers each question exactly. Otherwise, and if it does not (an index
    /// of folded words asked for a case), events are asked again by the `Matcher`.
    pub exact: bool,
}

/// What an index can answer of a query.
pub fn lower(query: &Query) -> Lowered {
    match &query.filter {
        Some(filter) => Lower { loose: filter.loose }.expr(&filter.condition),
        None => exact(Indexed::All),
    }
}

fn exact(candidates: Indexed) -> Lowered {
    Lowered { candidates, exact: true }
}

fn about(candidates: Indexed) -> Lowered {
    Lowered { candidates, exact: false }
}

/// All of them: what the index knows nothing of does not narrow.
fn all(parts: Vec<Lowered>) -> Lowered {
    let exact = parts.iter().all(|part| part.exact);
    let mut asked: Vec<Indexed> =
        parts.into_iter().map(|part| part.candidates).filter(|part| *part != Indexed::All).collect();
    let candidates = match asked.len() {
        0 => Indexed::All,
        1 => asked.pop().unwrap_or(Indexed::All),
        _ => Indexed::And(asked),
    };
    Lowered { candidates, exact }
}

/// Any of them: what the index knows nothing of may be anywhere.
fn any(parts: Vec<Lowered>) -> Lowered {
    let exact = parts.iter().all(|part| part.exact);
    let mut asked: Vec<Indexed> = parts.into_iter().map(|part| part.candidates).collect();
    let candidates = match asked.len() {
        _ if asked.contains(&Indexed::All) => Indexed::All,
        1 => asked.pop().unwrap_or(Indexed::All),
        _ => Indexed::Or(asked),
    };
    Lowered { candidates, exact }
}

struct Lower {
    loose: bool,
}

impl Lower {
    fn expr(&self, expr: &Expr) -> Lowered {
        match &expr.node {
            Node::And(parts) => all(parts.iter().map(|part| self.expr(part)).collect()),
            Node::Or(parts) => any(parts.iter().map(|part| self.expr(part)).collect()),
            Node::Not(inner) => match self.expr(inner) {
                Lowered { candidates, exact: true } => exact(Indexed::Not(Box::new(candidates))),
                _ => about(Indexed::All),
            },
            Node::Keyword(value) => self.keyword(value),
            Node::Compare(compare) => {
                let keys = compare.keys.iter().map(|key| self.key(key, compare)).collect();
                if compare.which == Which::All { all(keys) } else { any(keys) }
            }
        }
    }

    fn keyword(&self, value: &Value) -> Lowered {
        let (text, fold) = match &value.literal {
            Literal::Word(text) | Literal::Text(text) => (text, false),
            Literal::NoCase(text) => (text, true),
            _ => return about(Indexed::All),
        };
        let found: Vec<String> = words(text).map(str::to_owned).collect();
        if self.loose || found.is_empty() {
            return about(Indexed::All);
        }
        let whole = found.first().is_some_and(|word| found.len() == 1 && word == text);
        Lowered { candidates: Indexed::Words { words: found, fold }, exact: whole }
    }

    fn key(&self, key: &Key, compare: &Compare) -> Lowered {
        let name = key.0.replace("[*]", "");
        let Some((name, whole)) = without_indices(&name) else { return about(Indexed::All) };
        let lowered = self.values(&name, compare);
        match lowered {
            Lowered { candidates, .. } if !whole && !has_not(&candidates) => about(candidates),
            _ if !whole => about(Indexed::All),
            lowered => lowered,
        }
    }

    fn values(&self, key: &str, compare: &Compare) -> Lowered {
        let exists = || Indexed::Exists { key: key.to_owned() };
        let each = |lower: &dyn Fn(&Value) -> Lowered| compare.values.iter().map(lower).collect::<Vec<_>>();
        let Some(first) = compare.values.first() else { return about(Indexed::All) };
        match compare.operator {
            Operator::Equal if first.literal == Literal::Null => exact(Indexed::Not(Box::new(exists()))),
            Operator::NotEqual if first.literal == Literal::Null => exact(exists()),
            Operator::Equal => self.equal(key, first, false),
            Operator::NotEqual => match self.equal(key, first, false) {
                // A key that holds keys is there, and has no value that could differ: asked again.
                Lowered { candidates, exact: true } => {
                    about(Indexed::And(vec![exists(), Indexed::Not(Box::new(candidates))]))
                }
                _ => about(exists()),
            },
            Operator::Less => range(key, first, |number| (Bound::Open, Bound::Without(number))),
            Operator::AtMost => range(key, first, |number| (Bound::Open, Bound::With(number))),
            Operator::Greater => range(key, first, |number| (Bound::Without(number), Bound::Open)),
            Operator::AtLeast => range(key, first, |number| (Bound::With(number), Bound::Open)),
            Operator::Text { how: How::In, fold, .. } => any(each(&|value| self.equal(key, value, fold))),
            Operator::Text { how: How::Contains, .. } => about(exists()),
            Operator::Text { how: How::StartsWith, fold, of } => {
                let parts = each(&|value| match &value.literal {
                    Literal::Word(text) | Literal::Text(text) => {
                        exact(Indexed::Prefix { key: key.to_owned(), text: text.clone(), fold })
                    }
                    Literal::NoCase(text) => {
                        exact(Indexed::Prefix { key: key.to_owned(), text: text.clone(), fold: true })
                    }
                    _ => about(exists()),
                });
                if of == Of::All { all(parts) } else { any(parts) }
            }
        }
    }

    fn equal(&self, key: &str, value: &Value, fold: bool) -> Lowered {
        let key = key.to_owned();
        match &value.literal {
            Literal::Word(text) if Number::read(text).is_some() => match Number::read(text) {
                Some(number) => exact(Indexed::Number { key, number, spelt: text.clone() }),
                None => about(Indexed::Exists { key }),
            },
            Literal::Word(text) | Literal::Text(text) if !self.loose => {
                exact(Indexed::Term { key, text: text.clone(), fold })
            }
            Literal::NoCase(text) if !self.loose => exact(Indexed::Term { key, text: text.clone(), fold: true }),
            Literal::Ip(network) => {
                let (first, last) = network.bounds();
                exact(Indexed::Ip { key, first, last })
            }
            _ => about(Indexed::Exists { key }),
        }
    }
}

fn range(key: &str, value: &Value, bounds: fn(Number) -> (Bound, Bound)) -> Lowered {
    let key = key.to_owned();
    let number = match &value.literal {
        Literal::Word(text) => Number::read(text),
        _ => None,
    };
    match number.map(bounds) {
        Some((low, high)) => exact(Indexed::Range { key, low, high }),
        None => about(Indexed::Exists { key }),
    }
}

/// A key without its `[0]`s, and whether it had none; nothing for a pattern, which an index does not know.
fn without_indices(name: &str) -> Option<(String, bool)> {
    if name.contains('*') {
        return None;
    }
    if !name.contains('[') {
        return Some((name.to_owned(), true));
    }
    let mut parts = name.split('[');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(']') {
            Some((digits, rest)) if digits.bytes().all(|byte| byte.is_ascii_digit()) => plain.push_str(rest),
            _ => return None,
        }
    }
    Some((plain, false))
}

/// What is left out of a list is not left out of one of its items.
fn has_not(asked: &Indexed) -> bool {
    match asked {
        Indexed::Not(_) => true,
        Indexed::And(parts) | Indexed::Or(parts) => parts.iter().any(has_not),
        _ => false,
    }
}
