//! ⟶ Reads what a change asks for, before anyone was looked up: words, lengths, an assignee's address.

use super::query::bad_word;
use crate::db::region::Change;
use crate::error::{Error, Result};
use contract::idr::InvestigationPatch;
use contract::{Disposition, Priority, Status};
use serde_json::Value;

/// Longest title that is taken, in characters.
const LONGEST_TITLE: usize = 20_000;

/// What is asked of one investigation.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// Everything but the assignee.
    pub(super) change: Change,
    /// An address; an inner none takes the present assignee off.
    pub(super) assignee: Option<Option<String>>,
}

impl Asked {
    /// Reads a patch as the public dialect has it: null and absent leave as is.
    pub(super) fn of_patch(mut body: Value) -> Result<Self> {
        // An assignee without an address asks for nothing; only an address that is null takes the present one off.
        if let Some(members) = body.as_object_mut() {
            let silent = |assignee: &Value| assignee.as_object().is_some_and(|members| !members.contains_key("email"));
            if members.get("assignee").is_some_and(silent) {
                members.remove("assignee");
            }
        } else {
            return Err(Error::BadRequest("A change must be a JSON object.".to_owned()));
        }
        let patch: InvestigationPatch = serde_json::from_value(body)
            .map_err(|cause| Error::BadRequest(format!("The body is not as expected: {cause}.")))?;
        let change = Change {
            title: patch.title.map(title).transpose()?,
            status: patch.status.map(|word| known("status", word.word(), Status::known, Status::KNOWN)).transpose()?,
            priority: patch
                .priority
                .map(|word| known("priority", word.word(), Priority::known, Priority::KNOWN))
                .transpose()?,
            disposition: patch
                .disposition
                .map(|word| known("disposition", word.word(), Disposition::known, Disposition::KNOWN))
                .transpose()?,
            assignee: None,
        };
        let assignee = patch.assignee.map(|assignee| assignee.email.map(address).transpose()).transpose()?;
        Ok(Self { change, assignee })
    }

    /// Whether it asks for nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.assignee.is_none() && self.change.is_empty()
    }
}

fn title(title: String) -> Result<String> {
    if title.trim().is_empty() {
        return Err(Error::BadRequest("title must not be empty.".to_owned()));
    }
    if title.chars().count() > LONGEST_TITLE {
        return Err(Error::BadRequest(format!("title must have at most {LONGEST_TITLE} characters.")));
    }
    Ok(title)
}

/// An address without the spaces around it.
pub(super) fn address(email: String) -> Result<String> {
    let email = email.trim();
    if email.is_empty() {
        return Err(Error::BadRequest(
            "The assignee's address must not be empty; null takes the assignee off.".to_owned(),
        ));
    }
    Ok(email.to_owned())
}

/// A word of an enumeration, in any case; an unknown one is refused with those there are.
pub(super) fn known<T: ToString>(name: &str, word: &str, read: impl Fn(&str) -> Option<T>, all: &[T]) -> Result<T> {
    read(word.trim()).ok_or_else(|| bad_word(name, word, all))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn only_a_null_address_takes_the_assignee_off() {
        for (patch, expected) in [
            (json!({}), None),
            (json!({"assignee": null}), None),
            (json!({"assignee": {}}), None),
            (json!({"assignee": {"email": null}}), Some(None)),
            (json!({"assignee": {"email": " a@b.example "}}), Some(Some("a@b.example".to_owned()))),
        ] {
            assert_eq!(Asked::of_patch(patch.clone()).unwrap().assignee, expected, "{patch}");
        }
    }

    proptest! {
        #[test]
        fn any_patch_is_read_or_refused(status in ".{0,12}", title in ".{0,12}", email in ".{0,12}") {
            let patch = json!({"status": status, "title": title, "assignee": {"email": email}});
            if let Ok(asked) = Asked::of_patch(patch) {
                prop_assert!(asked.change.status.is_some_and(|status| Status::KNOWN.contains(&status)));
                prop_assert!(asked.change.title.is_some_and(|kept| kept == title && !kept.trim().is_empty()));
            }
        }
    }
}
