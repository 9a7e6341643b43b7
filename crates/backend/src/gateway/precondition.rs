//! ⟶ Reads `If-Match`: which versions a write may be based on.

use crate::error::{Error, Result};

/// What a write demands of the present version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Precondition {
    /// Nothing was named: the last write wins, and the activity says so.
    Unguarded,
    /// Any version will do, as long as it exists.
    Any,
    /// One of these.
    Versions(Vec<i64>),
}

impl Precondition {
    /// Reads the header; `W/` is ignored, several tags may stand in a list. Anything else is refused, because a guard
    /// that is not understood must not be dropped.
    pub(super) fn parse(header: Option<&str>) -> Result<Self> {
        let Some(header) = header.map(str::trim) else { return Ok(Self::Unguarded) };
        if header == "*" {
            return Ok(Self::Any);
        }
        let versions: Option<Vec<i64>> = header.split(',').map(|tag| version(tag.trim())).collect();
        versions.map(Self::Versions).ok_or_else(|| {
            Error::BadRequest("If-Match must be * or a version in quotation marks, as the ETag had it.".to_owned())
        })
    }

    /// Whether a write may go on from `version`.
    pub(super) fn allows(&self, version: i64) -> bool {
        match self {
            Self::Unguarded | Self::Any => true,
            Self::Versions(versions) => versions.contains(&version),
        }
    }
}

fn version(tag: &str) -> Option<i64> {
    let digits = tag.strip_prefix("W/").unwrap_or(tag).strip_prefix('"')?.strip_suffix('"')?;
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_what_an_etag_was() {
        assert_eq!(Precondition::parse(None).unwrap(), Precondition::Unguarded);
        assert_eq!(Precondition::parse(Some(" * ")).unwrap(), Precondition::Any);
        assert_eq!(Precondition::parse(Some("\"3\"")).unwrap(), Precondition::Versions(vec![3]));
        assert_eq!(Precondition::parse(Some("W/\"3\", \"4\"")).unwrap(), Precondition::Versions(vec![3, 4]));
    }

    #[test]
    fn refuses_what_it_does_not_understand() {
        for header in ["", "3", "\"\"", "\"x\"", "\"-1\"", "\"3\" \"4\"", "\"99999999999999999999\"", "*,\"3\""] {
            assert!(Precondition::parse(Some(header)).is_err(), "{header}");
        }
    }

    proptest! {
        #[test]
        fn a_version_allows_itself_only(version in 0..i64::MAX, other in 0..i64::MAX, weak: bool) {
            let header = format!("{}\"{version}\"", if weak { "W/" } else { "" });
            let guard = Precondition::parse(Some(&header)).unwrap();
            prop_assert!(guard.allows(version));
            prop_assert_eq!(guard.allows(other), other == version);
        }

        #[test]
        fn never_panics(header in ".*") {
            let _ = Precondition::parse(Some(&header));
        }
    }
}
