//! Queries and events of few keys and values, so that they meet.

use leql::{Compare, Expr, Filter, How, Key, Literal, Mark, Network, Node, Of, Operator, Query, Value, Which};
use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};

const TEXTS: [&str; 12] = ["a", "A", "ab", "b a", "Ab-c", "", "1", "1.0", "10", "10.0.0.1", "é", "É"];

fn text() -> impl Strategy<Value = String> {
    prop::sample::select(TEXTS.to_vec()).prop_map(str::to_owned)
}

fn scalar() -> impl Strategy<Value = Json> {
    prop_oneof![
        4 => text().prop_map(Json::from),
        2 => prop::sample::select(vec![json!(1), json!(10), json!(1.5), json!(-1)]),
        1 => Just(Json::Null),
        1 => any::<bool>().prop_map(Json::from),
    ]
}

/// An event of the keys x, y and z; z may hold x and y of its own, or a list.
pub fn event() -> impl Strategy<Value = Json> {
    let list = || prop::collection::vec(scalar(), 0..3).prop_map(Json::from);
    let inner = prop::collection::btree_map(prop::sample::select(vec!["x", "y"]), scalar(), 0..3).prop_map(|map| {
        Json::Object(map.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>())
    });
    let inner = inner.boxed();
    let inners = prop::collection::vec(inner.clone(), 0..3).prop_map(Json::from);
    let value = prop_oneof![4 => scalar(), 1 => list(), 1 => inner, 1 => inners];
    prop::collection::btree_map(prop::sample::select(vec!["x", "y", "z", "z.x"]), value, 0..4).prop_map(|map| {
        Json::Object(map.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>())
    })
}

fn literal() -> impl Strategy<Value = Literal> {
    let word = || prop::sample::select(vec!["a", "A", "ab", "1", "1.0", "10", "true"]).prop_map(str::to_owned);
    let regex = prop::sample::select(vec!["a", "^a", "b$", "[ab]+", "^$", "\\d"]);
    prop_oneof![
        3 => word().prop_map(Literal::Word),
        3 => text().prop_map(Literal::Text),
        1 => text().prop_map(Literal::NoCase),
        1 => (regex, any::<bool>()).prop_map(|(pattern, fold)| Literal::Regex { pattern: pattern.into(), fold }),
        1 => Just(Literal::Ip(Network::read("10.0.0.0/8").unwrap())),
    ]
}

fn plain() -> impl Strategy<Value = Literal> {
    literal().prop_filter("a text", |literal| matches!(literal, Literal::Word(_) | Literal::Text(_)))
}

fn compare() -> impl Strategy<Value = Node> {
    let key = prop::sample::select(vec!["x", "y", "z", "z.x", "z[0]", "z.*", "*"]).prop_map(|key| Key(key.to_owned()));
    let single = prop::sample::select(vec![Operator::Equal, Operator::NotEqual]);
    let order = prop::sample::select(vec![Operator::Less, Operator::AtMost, Operator::Greater, Operator::AtLeast]);
    let how = prop::sample::select(vec![How::Contains, How::StartsWith]);
    let of = prop::sample::select(vec![Of::Any, Of::All]);
    let values = |literal: BoxedStrategy<Literal>| prop::collection::vec(literal.prop_map(Value::new), 1..3);
    let asked = prop_oneof![
        3 => (single, prop_oneof![6 => literal(), 1 => Just(Literal::Null)]).prop_map(|(o, v)| (o, vec![Value::new(v)])),
        1 => (order, plain()).prop_map(|(o, v)| (o, vec![Value::new(v)])),
        1 => (how, any::<bool>(), of, values(plain().boxed())).prop_map(|(how, fold, of, v)| (Operator::Text { how, fold, of }, v)),
        1 => (any::<bool>(), values(literal().boxed()))
            .prop_map(|(fold, v)| (Operator::Text { how: How::In, fold, of: Of::Any }, v)),
    ];
    let which = prop::sample::select(vec![Which::Any, Which::All]);
    (prop::collection::vec(key, 1..3), which, asked)
        .prop_map(|(keys, which, (operator, values))| Node::Compare(Compare { keys, which, operator, values }))
}

/// A query of a condition over those keys and values.
pub fn query() -> impl Strategy<Value = Query> {
    let leaf = prop_oneof![4 => compare(), 1 => literal().prop_map(|literal| Node::Keyword(Value::new(literal)))];
    let condition = leaf.prop_map(Expr::new).prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..3).prop_map(|parts| Expr::new(Node::And(parts))),
            prop::collection::vec(inner.clone(), 2..3).prop_map(|parts| Expr::new(Node::Or(parts))),
            inner.prop_map(|inner| Expr::new(Node::Not(Box::new(inner)))),
        ]
    });
    (condition, any::<bool>()).prop_map(|(condition, loose)| Query {
        filter: Some(Filter { condition, loose, mark: Mark::default() }),
        ..Query::default()
    })
}
