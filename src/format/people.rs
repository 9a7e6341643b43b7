//! People as drawn: initials and a hue.

use super::mark::hue_of;
use super::text::upper;

/// One or two capital letters: of the first and the last word of a name, or of an address before its `@`; empty if there
/// is no letter or digit at all.
pub fn initials(name: &str) -> String {
    let name = name.split('@').next().unwrap_or(name);
    let mut words = name
        .split(|letter: char| letter.is_whitespace() || matches!(letter, '.' | '_' | '-' | ','))
        .filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    let first = words.next();
    let last = words.next_back();
    let letters: String = first.into_iter().chain(last).collect();
    upper(&letters).chars().take(3).collect()
}

/// A person's hue, 0 to 7, from their address where there is one, else from the name; case does not matter.
pub fn person_hue(name: &str, email: Option<&str>) -> u8 {
    hue_of(&email.unwrap_or(name).to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn initials_are_first_and_last() {
        let cases = [
            ("Ines Duarte", "ID"),
            ("Ana Maria de Souza", "AS"),
            ("mia", "M"),
            ("ines.duarte@quillmoor.example", "ID"),
            ("  ", ""),
            ("", ""),
            ("@", ""),
            ("Émile Ångström", "ÉÅ"),
            ("田中 太郎", "田太"),
        ];
        for (name, expected) in cases {
            assert_eq!(initials(name), expected, "{name:?}");
        }
    }

    #[test]
    fn a_person_keeps_their_hue_whatever_the_case() {
        assert_eq!(person_hue("Ines", Some("Ines@Quillmoor.example")), person_hue("x", Some("ines@quillmoor.example")));
    }

    proptest! {
        #[test]
        fn initials_stay_short(name in any::<String>()) {
            prop_assert!(initials(&name).chars().count() <= 3);
        }
    }
}
