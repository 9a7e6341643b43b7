//! Words of the wire that have no list of their own, made readable; and why somebody cannot change anything here.

use crate::format::text::{clip, one_line};
use crate::format::words;
use crate::state::Standing;

/// Longest free word.
const CHARS: usize = 80;

/// `CUSTOMER` as `Customer`, `NOT_TOLD` as `Not told`; words in mixed case stay as they came.
pub(super) fn sentence(word: &str) -> String {
    let word = one_line(word);
    let word = clip(word.trim(), CHARS);
    if word.chars().any(char::is_lowercase) || !word.is_ascii() {
        return word.into_owned();
    }
    let lower = word.to_ascii_lowercase().replace('_', " ");
    let mut letters = lower.chars();
    match letters.next() {
        Some(first) => first.to_ascii_uppercase().to_string() + letters.as_str(),
        None => String::new(),
    }
}

/// Why nothing can be changed at a customer of this name; `None` when changing is allowed, or may be.
pub(super) fn barred(standing: &Standing, name: &str) -> Option<String> {
    match standing {
        Standing::Works(role) if role.may_change() => None,
        Standing::Works(role) => {
            let role = words::role(role);
            Some(format!("You are {role} at {name}: {role} reads"))
        }
        Standing::RoleLoading => Some(format!("Your role at {name} is being read")),
        // The region does not tell roles: it decides itself when a change arrives.
        Standing::RoleUnknown => None,
        _ => Some(format!("You cannot change investigations at {name}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::Role;
    use proptest::prelude::*;

    #[test]
    fn words_in_capitals_become_readable() {
        let cases = [
            ("CUSTOMER", "Customer"),
            ("NOT_TOLD", "Not told"),
            ("Customer", "Customer"),
            ("tier-0", "tier-0"),
            ("", ""),
            ("ÄRGER", "ÄRGER"),
        ];
        for (word, expected) in cases {
            assert_eq!(sentence(word), expected);
        }
    }

    #[test]
    fn who_only_reads_is_told_so() {
        assert_eq!(barred(&Standing::Works(Role::Analyst), "Acme"), None);
        assert_eq!(barred(&Standing::RoleUnknown, "Acme"), None);
        let viewer = barred(&Standing::Works(Role::Viewer), "Acme").unwrap();
        assert_eq!(viewer, "You are Viewer at Acme: Viewer reads");
        assert!(barred(&Standing::NoRole, "Acme").is_some());
        assert!(barred(&Standing::RoleLoading, "Acme").is_some());
    }

    proptest! {
        #[test]
        fn a_free_word_stays_one_short_line(word in any::<String>()) {
            let shown = sentence(&word);
            prop_assert!(shown.chars().count() <= CHARS && !shown.chars().any(char::is_control));
        }
    }
}
