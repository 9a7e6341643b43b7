//! Random ids, words, times and texts: what every record is made of.

use contract::*;
use proptest::prelude::*;
use serde_json::Value;

pub(crate) fn text() -> impl Strategy<Value = String> {
    prop_oneof![4 => "\\PC{0,24}", 1 => any::<String>(), 1 => Just("\u{202e}<b>\u{0}\"\\🦊".to_owned())]
}

pub(crate) fn texts() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(text(), 0..4)
}

pub(crate) fn maybe<T: std::fmt::Debug + Clone>(of: impl Strategy<Value = T>) -> impl Strategy<Value = Option<T>> {
    prop::option::of(of)
}

pub(crate) fn several<T: std::fmt::Debug>(of: impl Strategy<Value = T>) -> impl Strategy<Value = Vec<T>> {
    prop::collection::vec(of, 0..4)
}

pub(crate) fn customer() -> impl Strategy<Value = CustomerId> {
    any::<u128>().prop_map(CustomerId::from_u128)
}

pub(crate) fn analyst() -> impl Strategy<Value = AnalystId> {
    any::<u128>().prop_map(AnalystId::from_u128)
}

pub(crate) fn region() -> impl Strategy<Value = RegionCode> {
    prop_oneof![Just("us".to_owned()), "[a-z0-9]{1,16}".prop_map(|code| code)].prop_map(|code| code.parse().unwrap())
}

pub(crate) fn id() -> impl Strategy<Value = String> {
    "[A-Za-z0-9~_-][A-Za-z0-9._~-]{0,127}"
}

pub(crate) fn rrn() -> impl Strategy<Value = Rrn> {
    (region(), customer(), id()).prop_map(|(region, customer, id)| Rrn::new(&region, customer, &id).unwrap())
}

pub(crate) fn moment() -> impl Strategy<Value = Timestamp> {
    any::<i64>().prop_map(Timestamp::from_micros)
}

/// A known word or any other text as it came.
macro_rules! word {
    ($($name:ident: $type:ty),+ $(,)?) => { $(
        pub(crate) fn $name() -> impl Strategy<Value = $type> {
            prop_oneof![
                3 => prop::sample::select(<$type>::KNOWN),
                1 => text().prop_map(|word| <$type>::from_word(&word)),
            ]
        }
    )+ };
}

word! {
    status: Status, priority: Priority, disposition: Disposition, source: Source, visibility: Visibility,
    actor_kind: ActorKind, role: Role, association: Association, licence: Licence, access: AccessState,
}

/// Any JSON that survives a text: numbers are whole, for fractions are nobody's identifier here.
pub(crate) fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map(text(), inner, 0..5).prop_map(|map| map.into_iter().collect()),
        ]
    })
}

crate::round_trips! {
    customer_id(customer()), analyst_id(analyst()), region_code(region()), rrn_(rrn()), timestamp(moment()),
    status_(status()), priority_(priority()), disposition_(disposition()), source_(source()),
    visibility_(visibility()), actor_kind_(actor_kind()), role_(role()), association_(association()),
    licence_(licence()), access_state(access()),
}
