//! Events: what a matcher asks of one, and a line of a log as JSON, as `key=value` pairs, or as text.

use std::cell::OnceCell;

use serde_json::Value;

use super::path::Path;

/// An event as a matcher sees it.
pub trait Event {
    /// All of it, as it arrived.
    fn text(&self) -> &str;
    /// Shows the values of a key, one after the other, until `each` says that it has seen enough; says whether it did. A
    /// key that is not there has none; a list has those of its items.
    fn visit(&self, path: &Path, each: &mut dyn FnMut(Field<'_>) -> bool) -> bool;
}

/// A value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Field<'e> {
    /// A text, a truth value, or a number as it is spelt.
    Text(&'e str),
    /// `null`
    Null,
    /// Something with keys below it, and a value other than null at one of them.
    Object,
}

/// A line of a log. Its keys are read when the first is asked for: most queries of words never ask.
#[derive(Debug, Clone)]
pub struct LogEvent<'e> {
    text: &'e str,
    body: OnceCell<Body<'e>>,
}

#[derive(Debug, Clone)]
enum Body<'e> {
    Json(Value),
    Pairs(Vec<(&'e str, &'e str)>),
}

impl<'e> LogEvent<'e> {
    /// Reads a line: an object of JSON has its keys, any other text those of its `key=value` pairs.
    pub fn read(text: &'e str) -> Self {
        Self { text, body: OnceCell::new() }
    }

    fn body(&self) -> &Body<'e> {
        self.body.get_or_init(|| {
            let object = self.text.trim_start().starts_with('{');
            let json = object.then(|| serde_json::from_str(self.text).ok()).flatten();
            json.map_or_else(|| Body::Pairs(pairs(self.text)), Body::Json)
        })
    }
}

impl Event for LogEvent<'_> {
    fn text(&self) -> &str {
        self.text
    }

    fn visit(&self, path: &Path, each: &mut dyn FnMut(Field<'_>) -> bool) -> bool {
        match self.body() {
            Body::Json(value) if path.is_pattern() => walk(value, &mut String::new(), path, each),
            Body::Json(value) => resolve(value, path.name(), each),
            Body::Pairs(pairs) => {
                pairs.iter().filter(|(key, _)| path.covers(key)).any(|(_, value)| each(Field::Text(value)))
            }
        }
    }
}

/// Follows a path inwards. A key may have dots of its own, so every cut is tried, the longest name first.
fn resolve(value: &Value, path: &str, each: &mut dyn FnMut(Field<'_>) -> bool) -> bool {
    if path.is_empty() {
        return leaves(value, each);
    }
    match value {
        Value::Object(map) => {
            if map.get(path).is_some_and(|inner| leaves(inner, each)) {
                return true;
            }
            let below = |key: &str| key.strip_prefix(path).is_some_and(|rest| rest.starts_with('.'));
            // `{"a.b": 1}` has an `a` as `{"a": {"b": 1}}` does.
            if map.iter().any(|(key, inner)| below(key) && holds(inner)) && each(Field::Object) {
                return true;
            }
            path.rmatch_indices(['.', '[']).filter(|(at, _)| *at > 0).any(|(at, sign)| {
                let (name, rest) = path.split_at_checked(at).unwrap_or((path, ""));
                let rest = if sign == "." { rest.get(1..).unwrap_or_default() } else { rest };
                !rest.is_empty() && map.get(name).is_some_and(|inner| resolve(inner, rest, each))
            })
        }
        Value::Array(items) => match indexed(path) {
            Some((index, rest)) => items.get(index).is_some_and(|item| resolve(item, rest, each)),
            None => items.iter().any(|item| resolve(item, path, each)),
        },
        _ => false,
    }
}

/// `[3].rest` is the item 3 and the path from there.
fn indexed(path: &str) -> Option<(usize, &str)> {
    let (index, rest) = path.strip_prefix('[')?.split_once(']')?;
    Some((index.parse().ok()?, rest.strip_prefix('.').unwrap_or(rest)))
}

fn leaves(value: &Value, each: &mut dyn FnMut(Field<'_>) -> bool) -> bool {
    match value {
        Value::Null => each(Field::Null),
        Value::Bool(value) => each(Field::Text(if *value { "true" } else { "false" })),
        Value::Number(number) => each(Field::Text(&number.to_string())),
        Value::String(text) => each(Field::Text(text)),
        Value::Array(items) => items.iter().any(|item| leaves(item, each)),
        Value::Object(_) => holds(value) && each(Field::Object),
    }
}

/// Whether there is a value other than null in it.
fn holds(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Array(items) => items.iter().any(holds),
        Value::Object(map) => map.values().any(holds),
        _ => true,
    }
}

/// Every value whose path a pattern covers.
fn walk(value: &Value, at: &mut String, path: &Path, each: &mut dyn FnMut(Field<'_>) -> bool) -> bool {
    match value {
        Value::Object(map) => map.iter().any(|(key, inner)| {
            let length = at.len();
            if length > 0 {
                at.push('.');
            }
            at.push_str(key);
            let seen = walk(inner, at, path, each);
            at.truncate(length);
            seen
        }),
        Value::Array(items) => items.iter().any(|item| walk(item, at, path, each)),
        leaf => path.covers(at) && leaves(leaf, each),
    }
}

/// `key=value` and `key="a value"` in a text. A key begins where a word does.
fn pairs(text: &str) -> Vec<(&str, &str)> {
    let mut pairs = Vec::new();
    let mut rest = text;
    while let Some(sign) = rest.find('=') {
        let (before, after) = rest.split_at_checked(sign).unwrap_or((rest, ""));
        let after = after.get(1..).unwrap_or_default();
        let key =
            before.rsplit(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))).next().unwrap_or_default();
        let (value, next) = match after.strip_prefix('"').and_then(|inner| inner.split_once('"')) {
            Some((value, next)) => (value, next),
            None => {
                let end = after.find(|c: char| c.is_whitespace() || matches!(c, ',' | ';')).unwrap_or(after.len());
                after.split_at_checked(end).unwrap_or((after, ""))
            }
        };
        if key.is_empty() {
            rest = after;
            continue;
        }
        pairs.push((key, value));
        rest = next;
    }
    pairs
}
