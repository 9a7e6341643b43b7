//! The rule behind an alert, whichever way a gateway spells it: an object, a text, or nothing.

use crate::format::text::{clip, one_line};
use serde_json::Value;

/// Longest rule name.
const CHARS: usize = 200;

/// A rule as it is read: what it is called, and its machine name when that is another text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rule {
    /// Its name, or its machine name where it has no other.
    pub(super) name: String,
    /// Its machine name.
    pub(super) rrn: Option<String>,
}

/// Reads the member of an alert. `None` for an alert without a rule.
pub(super) fn rule(told: &Value) -> Option<Rule> {
    let (name, rrn) = match told {
        Value::Null => return None,
        Value::String(text) => (None, Some(text.as_str())),
        Value::Object(members) => {
            let first = |names: &[&str]| names.iter().find_map(|name| members.get(*name)?.as_str());
            (first(&["rule_name", "name"]), first(&["rule_rrn", "rrn", "detection_rule_rrn"]))
        }
        other => return Some(Rule { name: shown(&other.to_string())?, rrn: None }),
    };
    let (name, rrn) = (name.and_then(shown), rrn.and_then(shown));
    match (name, rrn) {
        (Some(name), rrn) => Some(Rule { name, rrn }),
        (None, Some(rrn)) => Some(Rule { name: rrn, rrn: None }),
        // An object of another shape: all of it says more than nothing.
        (None, None) if told.as_object().is_some_and(|members| !members.is_empty()) => {
            Some(Rule { name: shown(&told.to_string())?, rrn: None })
        }
        (None, None) => None,
    }
}

fn shown(text: &str) -> Option<String> {
    let line = one_line(text);
    let line = line.trim();
    (!line.is_empty()).then(|| clip(line, CHARS).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn read(told: Value) -> Option<(String, Option<String>)> {
        rule(&told).map(|rule| (rule.name, rule.rrn))
    }

    #[test]
    fn every_shape_of_the_wire_is_read() {
        let cases = [
            (json!(null), None),
            (json!(""), None),
            (json!({}), None),
            (json!("rrn:cba:us:rule:1"), Some(("rrn:cba:us:rule:1", None))),
            (
                json!({"rule_name": "Multiple country ingress", "rule_rrn": "rrn:cba:us:rule:1"}),
                Some(("Multiple country ingress", Some("rrn:cba:us:rule:1"))),
            ),
            (json!({"rule_rrn": "rrn:1", "rule_name": null}), Some(("rrn:1", None))),
            (json!({"odd": 1}), Some((r#"{"odd":1}"#, None))),
            (json!(7), Some(("7", None))),
            (json!("a\u{202e}b\nc"), Some(("a⟦RLO⟧b c", None))),
        ];
        for (told, expected) in cases {
            let expected = expected.map(|(name, rrn)| (name.to_owned(), rrn.map(ToOwned::to_owned)));
            assert_eq!(read(told.clone()), expected, "{told}");
        }
    }

    proptest! {
        #[test]
        fn any_rule_is_one_short_line(name in any::<String>(), rrn in any::<Option<String>>()) {
            if let Some(rule) = rule(&json!({ "rule_name": name, "rule_rrn": rrn })) {
                prop_assert!(rule.name.chars().count() <= CHARS && !rule.name.chars().any(char::is_control));
            }
        }
    }
}
