//! Any query that can be written.

use leql::{
    Calculation, Compare, Direction, Expr, Filter, Function, Having, How, Key, Literal, Mark, Network, Node, Of,
    Operator, Query, Selected, Sort, SortBy, Timeslice, Unit, Value, Which,
};
use proptest::prelude::*;

/// A text that some quotes can hold.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[a-z \"]{0,6}", "[a-z ']{0,6}", "[a-z\\\\]{0,6}", Just(String::from("null"))]
        .prop_filter("quotes hold it", |text| {
            let triple = |quote: &str| !text.contains(&quote.repeat(3)) && !text.ends_with(quote);
            !text.contains('"') || !text.contains('\'') || triple("\"") || triple("'")
        })
}

fn key() -> impl Strategy<Value = Key> {
    prop_oneof![3 => "[a-z_]{1,5}(\\.[a-z]{1,4}|\\[[0-9]\\])?", 1 => text(), 1 => Just("loose".to_owned()), 1 => Just("in".to_owned())]
        .prop_map(Key)
}

/// A value without quotes that is not a word of the language.
fn word() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z]{1,5}", "-?[0-9]{1,4}(\\.[0-9]{1,2})?", "[a-z]{1,3}[/:#@.\\\\*?$%^~+-][a-z0-9]{0,4}"].prop_filter(
        "no word of the language",
        |word| {
            !["and", "or", "not", "in", "iin", "null", "contains", "icontains"]
                .iter()
                .any(|reserved| reserved.eq_ignore_ascii_case(word))
        },
    )
}

fn literal() -> impl Strategy<Value = Literal> {
    prop_oneof![
        4 => word().prop_map(Literal::Word),
        3 => text().prop_map(Literal::Text),
        1 => text().prop_map(Literal::NoCase),
        1 => regex(),
        1 => any::<([u8; 4], u8)>().prop_map(|([a, b, c, d], prefix)| network(&format!("{a}.{b}.{c}.{d}/{}", prefix % 33))),
        1 => any::<(u128, u8)>().prop_map(|(bits, prefix)| network(&format!("{}/{}", std::net::Ipv6Addr::from(bits), prefix % 129))),
    ]
}

fn network(text: &str) -> Literal {
    Literal::Ip(Network::read(text).unwrap())
}

fn regex() -> impl Strategy<Value = Literal> {
    ("([a-z.^$*]|\\\\[a-z/.\\\\]){1,6}", any::<bool>()).prop_map(|(pattern, fold)| Literal::Regex { pattern, fold })
}

fn value(literal: impl Strategy<Value = Literal>) -> impl Strategy<Value = Value> {
    literal.prop_map(Value::new)
}

fn plain() -> impl Strategy<Value = Literal> {
    prop_oneof![word().prop_map(Literal::Word), text().prop_map(Literal::Text)]
}

fn foldable() -> impl Strategy<Value = Literal> {
    prop_oneof![3 => plain(), 1 => text().prop_map(Literal::NoCase)]
}

/// An operator with values that fit it.
fn asked() -> impl Strategy<Value = (Operator, Vec<Value>)> {
    let how = prop::sample::select(vec![How::Contains, How::StartsWith]);
    let of = prop::sample::select(vec![Of::Any, Of::All]);
    let order = prop::sample::select(vec![Operator::Less, Operator::AtMost, Operator::Greater, Operator::AtLeast]);
    let equal = prop::sample::select(vec![Operator::Equal, Operator::NotEqual]);
    prop_oneof![
        3 => (equal, value(prop_oneof![8 => literal(), 1 => Just(Literal::Null)])).prop_map(|(operator, value)| (operator, vec![value])),
        1 => (order, value(plain())).prop_map(|(operator, value)| (operator, vec![value])),
        1 => (how.clone(), any::<bool>(), value(foldable()))
            .prop_map(|(how, fold, value)| (Operator::Text { how, fold, of: Of::One }, vec![value])),
        1 => (how, any::<bool>(), of, prop::collection::vec(value(foldable()), 1..4))
            .prop_map(|(how, fold, of, values)| (Operator::Text { how, fold, of }, values)),
        1 => (any::<bool>(), prop::collection::vec(value(literal()), 1..4))
            .prop_map(|(fold, values)| (Operator::Text { how: How::In, fold, of: Of::Any }, values)),
    ]
}

fn compare() -> impl Strategy<Value = Node> {
    let which = prop_oneof![3 => Just(Which::Any), 1 => Just(Which::All)];
    (prop::collection::vec(key(), 1..3), which, asked())
        .prop_map(|(keys, which, (operator, values))| Node::Compare(Compare { keys, which, operator, values }))
}

/// Any condition.
pub fn condition() -> impl Strategy<Value = Expr> {
    // A bare keyword is a text where an operator could follow it, so words of the language are never bare.
    let keyword = literal().prop_map(|literal| Node::Keyword(Value::new(literal)));
    let leaf = prop_oneof![2 => compare(), 1 => keyword].prop_map(Expr::new);
    leaf.prop_recursive(4, 16, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(|parts| Expr::new(Node::And(parts))),
            prop::collection::vec(inner.clone(), 2..4).prop_map(|parts| Expr::new(Node::Or(parts))),
            inner.prop_map(|inner| Expr::new(Node::Not(Box::new(inner)))),
        ]
    })
}

fn calculation() -> impl Strategy<Value = Calculation> {
    let function = prop::sample::select(vec![
        Function::Count,
        Function::Sum,
        Function::Average,
        Function::Min,
        Function::Max,
        Function::Unique,
        Function::Bytes,
        Function::StandardDeviation,
        Function::Percentile(95.0),
        Function::Percentile(99.9),
    ]);
    (function, prop::option::of(key())).prop_map(|(function, key)| {
        let key = if function.needs_key() { Some(key.unwrap_or(Key("k".into()))) } else { key };
        Calculation { function, key }
    })
}

fn sort(keys: Vec<Key>, calculations: Vec<Calculation>) -> impl Strategy<Value = Sort> {
    let mut targets = vec![SortBy::Value];
    if !keys.is_empty() {
        targets.push(SortBy::Keys);
    }
    targets.extend(keys.into_iter().map(SortBy::Key));
    targets.extend(calculations.into_iter().map(SortBy::Calculation));
    let direction = prop::sample::select(vec![Direction::Ascending, Direction::Descending]);
    (direction, prop::sample::select(targets)).prop_map(|(direction, by)| Sort { direction, by })
}

fn timeslice() -> impl Strategy<Value = Timeslice> {
    let unit = prop::sample::select(vec![Unit::Second, Unit::Minute, Unit::Hour, Unit::Day, Unit::Week]);
    prop_oneof![
        (1u32..=200).prop_map(Timeslice::Slices),
        (1u32..1_000, unit).prop_map(|(n, unit)| Timeslice::Every(n, unit))
    ]
}

/// Any query.
pub fn query() -> impl Strategy<Value = Query> {
    let select = prop::collection::vec((key(), prop::option::of(text())), 0..3);
    let filter = prop::option::of((condition(), any::<bool>()));
    let group = prop::collection::vec(key(), 0..4);
    let calculate = prop::collection::vec(calculation(), 0..3);
    (select, filter, group, calculate, prop::option::of(timeslice())).prop_flat_map(
        |(select, filter, mut group, calculate, timeslice)| {
            let mut seen = Vec::new();
            group.retain(|key| {
                !seen.contains(key) && {
                    seen.push(key.clone());
                    true
                }
            });
            let query = Query {
                select: select.into_iter().map(|(key, alias)| Selected { key, alias }).collect(),
                filter: filter.map(|(condition, loose)| Filter { condition, loose, mark: Mark::default() }),
                group_by: group,
                calculate,
                timeslice,
                ..Query::default()
            };
            let calculations = query.calculations();
            let orders = prop::collection::vec(sort(query.group_by.clone(), calculations.clone()), 0..3);
            let operator =
                prop::sample::select(vec![Operator::Equal, Operator::NotEqual, Operator::Less, Operator::AtLeast]);
            let test = (prop::sample::select(calculations), operator, "-?[0-9]{1,3}(\\.5)?")
                .prop_map(|(calculation, operator, bound)| Having { calculation, operator, bound });
            let levels = query.group_by.len();
            let tests = prop::collection::vec(test, 0..if levels > 0 { 3 } else { 1 });
            (orders, tests, prop::collection::vec(1u32..1_000, 0..=levels.max(1)))
                .prop_map(move |(sort, having, limit)| Query { sort, having, limit, ..query.clone() })
        },
    )
}
