//! Any value of any wire type survives the wire, and nothing that arrives there panics.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails loudly")]

mod bulk;
mod directory;
mod extension;
mod hostile;
mod idr;
mod leaves;
mod stream;
mod views;

use contract::*;
use proptest::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

/// Written and read again, as text and as a value: the JSON is the same. Compared as JSON, so that types which hide
/// their insides are covered too.
fn survives<T: Serialize + DeserializeOwned>(value: &T) -> Result<(), TestCaseError> {
    let text = serde_json::to_string(value).unwrap();
    let from_text: T = serde_json::from_str(&text).map_err(|error| TestCaseError::fail(format!("{error}: {text}")))?;
    prop_assert_eq!(serde_json::to_string(&from_text).unwrap(), text.clone());
    let tree: serde_json::Value = serde_json::from_str(&text).unwrap();
    let from_tree: T = serde_json::from_value(tree).map_err(|error| TestCaseError::fail(format!("{error}: {text}")))?;
    prop_assert_eq!(serde_json::to_string(&from_tree).unwrap(), text);
    Ok(())
}

/// One property test per type: `name(strategy)`. Where the type compares, equality is asked for as well.
macro_rules! round_trips {
    ($($name:ident($strategy:expr)),+ $(,)?) => {
        proptest::proptest! { $(
            #[test]
            fn $name(value in $strategy) {
                crate::survives(&value)?;
                let text = serde_json::to_string(&value).unwrap();
                proptest::prop_assert_eq!(crate::same(&value, &text), Ok(true));
            }
        )+ }
    };
}
pub(crate) use round_trips;

fn same<T: PartialEq + DeserializeOwned>(value: &T, text: &str) -> Result<bool, String> {
    serde_json::from_str::<T>(text).map(|read| read == *value).map_err(|error| error.to_string())
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

proptest! {
    #[test]
    fn rrns_print_what_they_parsed_and_know_their_parts(region in leaves::region(), customer in leaves::customer(), id in leaves::id()) {
        let rrn = Rrn::new(&region, customer, &id).unwrap();
        prop_assert_eq!((rrn.region(), rrn.customer(), rrn.id()), (&region, customer, id.as_str()));
        prop_assert_eq!(rrn.to_string().parse::<Rrn>(), Ok(rrn.clone()));
        prop_assert_eq!(rrn.as_str(), rrn.to_string());
    }

    #[test]
    fn spelling_of_region_and_customer_changes_neither_equality_nor_hash_nor_order(rrn in leaves::rrn(), other in leaves::rrn()) {
        let mut parts: Vec<String> = rrn.as_str().split(':').map(str::to_owned).collect();
        if parts[2] == "us" { parts[2] = "us1".to_owned(); }
        parts[2] = parts[2].to_uppercase();
        parts[3] = parts[3].to_uppercase();
        let spelt: Rrn = parts.join(":").parse().unwrap();
        prop_assert_eq!(&spelt, &rrn);
        prop_assert_eq!(hash(&spelt), hash(&rrn));
        prop_assert_eq!(spelt.cmp(&other), rrn.cmp(&other));
        prop_assert_eq!(rrn == other, rrn.cmp(&other).is_eq());
    }

    #[test]
    fn any_text_parses_or_is_refused_with_itself(text in "\\PC*") {
        if let Ok(rrn) = text.parse::<Rrn>() { prop_assert_eq!(rrn.as_str(), text.as_str()); }
        if let Ok(region) = text.parse::<RegionCode>() { prop_assert_eq!(region.as_str().parse(), Ok(region.clone())); }
        if let Err(error) = text.parse::<CustomerId>() { prop_assert_eq!(error.found, text.as_str()); }
        let _ = text.parse::<Timestamp>();
    }

    #[test]
    fn near_rrns_never_panic(text in "rrn:(investigation|alert)?:[a-z0-9:]{0,12}:[0-9a-f-]{30,40}:(investigation)?:\\PC{0,6}") {
        let _ = text.parse::<Rrn>();
    }

    #[test]
    fn moments_survive_print_and_parse(micros in any::<i64>()) {
        let moment = Timestamp::from_micros(micros);
        prop_assert_eq!(moment.to_string().parse(), Ok(moment));
        prop_assert_eq!(Timestamp::from_micros(moment.micros()), moment);
        prop_assert_eq!(moment.millis(), moment.micros().div_euclid(1000));
    }

    #[test]
    fn moments_order_as_their_micros_and_measure_seconds(a in leaves::moment(), b in leaves::moment(), secs in -1_000_000_000i64..1_000_000_000) {
        prop_assert_eq!(a.cmp(&b), a.micros().cmp(&b.micros()));
        prop_assert_eq!(Timestamp::from_millis(0).plus_secs(secs).secs_since(Timestamp::from_millis(0)), secs);
    }

    #[test]
    fn offsets_name_the_same_moment(moment in leaves::moment(), hours in -18i64..=18, minutes in 0i64..60) {
        let minutes = hours * 60 + hours.signum() * minutes;
        let local = moment.plus_secs(minutes * 60);
        // The ends of the calendar have no local time to write.
        prop_assume!(local.secs_since(moment) == minutes * 60);
        let sign = if minutes < 0 { '-' } else { '+' };
        let text = format!("{}{sign}{:02}:{:02}", local.to_string().trim_end_matches('Z'), minutes.abs() / 60, minutes.abs() % 60);
        prop_assert_eq!(text.parse(), Ok(moment), "{}", text);
    }

    #[test]
    fn known_words_read_in_any_case(place in 0usize..5, mask in any::<u32>()) {
        let known = &Priority::KNOWN[place];
        let spelt: String = known.word().chars().enumerate()
            .map(|(at, letter)| if mask >> at & 1 == 1 { letter.to_ascii_lowercase() } else { letter }).collect();
        prop_assert_eq!(&Priority::from_word(&spelt), known);
        prop_assert_eq!(Priority::known(&spelt), Some(known.clone()));
    }
}
