//! What a query means, read as plainly as possible: every value of every path is listed, then each is looked at.

use leql::{Compare, Expr, How, Literal, Node, Number, Of, Operator, Query, Value, Which};
use serde_json::Value as Json;

/// Every path of an event with its values; nothing stands for null.
pub fn values(event: &Json) -> Vec<(String, Option<String>)> {
    fn into(at: &str, value: &Json, out: &mut Vec<(String, Option<String>)>) {
        match value {
            Json::Null => out.push((at.to_owned(), None)),
            Json::Bool(value) => out.push((at.to_owned(), Some(value.to_string()))),
            Json::Number(number) => out.push((at.to_owned(), Some(number.to_string()))),
            Json::String(text) => out.push((at.to_owned(), Some(text.clone()))),
            Json::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    into(at, item, out);
                    into(&format!("{at}[{index}]"), item, out);
                }
            }
            Json::Object(map) => {
                for (key, inner) in map {
                    into(&if at.is_empty() { key.clone() } else { format!("{at}.{key}") }, inner, out);
                }
            }
        }
    }
    let mut out = Vec::new();
    into("", event, &mut out);
    out
}

pub fn matches(query: &Query, line: &str, event: &Json) -> bool {
    let filter = query.filter.as_ref().unwrap();
    let values = values(event);
    expr(&filter.condition, filter.loose, line, &values)
}

fn expr(asked: &Expr, loose: bool, line: &str, values: &[(String, Option<String>)]) -> bool {
    match &asked.node {
        Node::And(parts) => parts.iter().all(|part| expr(part, loose, line, values)),
        Node::Or(parts) => parts.iter().any(|part| expr(part, loose, line, values)),
        Node::Not(inner) => !expr(inner, loose, line, values),
        Node::Keyword(value) => keyword(value, loose, line),
        Node::Compare(compare) => {
            let mut keys = compare.keys.iter().map(|key| one(compare, &key.0, loose, values));
            if compare.which == Which::All { keys.all(|holds| holds) } else { keys.any(|holds| holds) }
        }
    }
}

fn keyword(value: &Value, loose: bool, line: &str) -> bool {
    let wordy = |c: char| c.is_alphanumeric() || c == '_';
    let whole = |text: &str, line: &str| {
        loose && line.contains(text)
            || (0..=line.len()).filter(|at| line.get(*at..).is_some_and(|rest| rest.starts_with(text))).any(|at| {
                let before = line[..at].chars().next_back().is_some_and(wordy);
                let after = line[at + text.len()..].chars().next().is_some_and(wordy);
                !(before && text.chars().next().is_some_and(wordy)
                    || after && text.chars().next_back().is_some_and(wordy))
            })
    };
    match &value.literal {
        Literal::Word(text) | Literal::Text(text) => whole(text, line),
        Literal::NoCase(text) => whole(&text.to_lowercase(), &line.to_lowercase()),
        Literal::Regex { pattern, fold } => regex(pattern, *fold, line),
        Literal::Ip(network) => line
            .split(|c: char| !(c.is_ascii_hexdigit() || c == '.' || c == ':'))
            .any(|part| network.holds(part.trim_end_matches([':', '.']))),
        Literal::Null => whole("null", line),
    }
}

fn regex(pattern: &str, fold: bool, text: &str) -> bool {
    regex::RegexBuilder::new(pattern).case_insensitive(fold).build().unwrap().is_match(text)
}

/// Whether a path is the key, or one of those its stars stand for.
fn named(key: &str, path: &str) -> bool {
    if !key.contains('*') {
        return key == path;
    }
    let pattern = key.split('*').map(regex::escape).collect::<Vec<_>>().join(".*");
    // A pattern is of names, not of places in lists.
    !path.contains('[') && regex::Regex::new(&format!("^(?s:{pattern})$")).unwrap().is_match(path)
}

fn one(compare: &Compare, key: &str, loose: bool, values: &[(String, Option<String>)]) -> bool {
    let here: Vec<_> = values.iter().filter(|(path, _)| named(key, path)).collect();
    // What has a key below it is there; a pattern stands for values only.
    let below = format!("{key}.");
    let there = here.iter().any(|(_, text)| text.is_some())
        || !key.contains('*') && values.iter().any(|(path, text)| path.starts_with(&below) && text.is_some());
    let texts: Vec<&str> = here.iter().filter_map(|(_, text)| text.as_deref()).collect();
    let first = &compare.values[0];
    let any = |test: &dyn Fn(&str) -> bool| texts.iter().any(|text| test(text));
    match compare.operator {
        Operator::Equal if first.literal == Literal::Null => !there,
        Operator::NotEqual if first.literal == Literal::Null => there,
        Operator::Equal => any(&|text| equal(&first.literal, text, loose, false)),
        Operator::NotEqual => !texts.is_empty() && !any(&|text| equal(&first.literal, text, loose, false)),
        Operator::Less => any(&|text| order(&first.literal, text).is_some_and(|order| order.is_lt())),
        Operator::AtMost => any(&|text| order(&first.literal, text).is_some_and(|order| order.is_le())),
        Operator::Greater => any(&|text| order(&first.literal, text).is_some_and(|order| order.is_gt())),
        Operator::AtLeast => any(&|text| order(&first.literal, text).is_some_and(|order| order.is_ge())),
        Operator::Text { how, fold, of } => {
            let mut found = compare.values.iter().map(|value| {
                any(&|text| match how {
                    How::In => equal(&value.literal, text, loose, fold),
                    How::Contains => both(&value.literal, text, fold, |text, part| text.contains(part)),
                    How::StartsWith => both(&value.literal, text, fold, |text, part| text.starts_with(part)),
                })
            });
            if of == Of::All { found.all(|holds| holds) } else { found.any(|holds| holds) }
        }
    }
}

fn both(literal: &Literal, text: &str, fold: bool, test: fn(&str, &str) -> bool) -> bool {
    match literal {
        Literal::Word(part) | Literal::Text(part) if !fold => test(text, part),
        Literal::Word(part) | Literal::Text(part) | Literal::NoCase(part) => {
            test(&text.to_lowercase(), &part.to_lowercase())
        }
        _ => false,
    }
}

fn equal(literal: &Literal, text: &str, loose: bool, fold: bool) -> bool {
    let same: fn(&str, &str) -> bool = if loose { |text, part| text.contains(part) } else { |text, part| text == part };
    match literal {
        Literal::Word(word) if Number::read(word).is_some() => {
            text == word || text.parse::<f64>().ok().is_some_and(|number| number == word.parse::<f64>().unwrap())
        }
        Literal::Regex { pattern, fold: any_case } => regex(pattern, fold || *any_case, text),
        Literal::Ip(network) => network.holds(text),
        Literal::Null => false,
        text_like => both(text_like, text, fold, same),
    }
}

fn order(literal: &Literal, text: &str) -> Option<std::cmp::Ordering> {
    match literal {
        Literal::Word(word) if word.parse::<f64>().is_ok() => {
            text.parse::<f64>().ok()?.partial_cmp(&word.parse::<f64>().unwrap())
        }
        Literal::Word(word) | Literal::Text(word) => Some(text.cmp(word)),
        _ => None,
    }
}
