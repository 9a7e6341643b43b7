//! Where a caller stands in the log of changes: `{store id}.{seq}`. The store's id in it is as this caller sees the store,
//! so that after a change of what they may see, which no log tells them of, they load anew instead of resuming.

use crate::db::region::Latest;
use crate::error::{Error, Result};
use contract::CustomerId;
use std::collections::BTreeSet;
use std::fmt;

/// Letters of the mark for what a caller may see.
const MARK: usize = 12;

/// A place in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cursor {
    store: String,
    pub(super) seq: i64,
}

impl Cursor {
    /// The place `seq` in the log of `store`, for someone who sees `customers`.
    pub(super) fn new(store: &str, customers: &BTreeSet<CustomerId>, seq: i64) -> Self {
        let listed: String = customers.iter().map(|customer| format!("{customer}\n")).collect();
        let mark = super::call::hash(listed);
        Self { store: format!("{store}-{}", mark.get(..MARK).unwrap_or_default()), seq }
    }

    /// Resumes from `text`: refused when it is of another store, of another sight of it, or of what is forgotten.
    pub(super) fn resume(text: &str, latest: &Latest, customers: &BTreeSet<CustomerId>) -> Result<Self> {
        let here = Self::new(&latest.store, customers, latest.seq());
        let asked = text.rsplit_once('.').and_then(|(store, seq)| Some((store, seq.parse::<i64>().ok()?)));
        match asked {
            Some((store, seq)) if store == here.store && latest.told.contains(&seq) => Ok(Self { seq, ..here }),
            _ => Err(Error::Gone(
                "What changed since this cursor cannot be told: it is unknown here, more than 7 days old, or what you \
                 may see has changed. Load the working set anew."
                    .to_owned(),
            )),
        }
    }

    /// The same log, at another place.
    pub(super) fn at(&self, seq: i64) -> Self {
        Self { store: self.store.clone(), seq }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.store, self.seq)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(ids: &[u128]) -> BTreeSet<CustomerId> {
        ids.iter().map(|id| CustomerId::from_u128(*id)).collect()
    }

    #[test]
    fn a_cursor_resumes_where_it_was_made() {
        let latest = Latest { store: "ab".to_owned(), told: 3..=9, roles: 0 };
        let cursor = |seq| Cursor::new("ab", &seen(&[1, 2]), seq).to_string();
        for seq in 3..=9 {
            assert_eq!(Cursor::resume(&cursor(seq), &latest, &seen(&[2, 1])).unwrap().seq, seq);
        }
        for (text, customers) in [
            (cursor(2), seen(&[1, 2])),
            (cursor(10), seen(&[1, 2])),
            (cursor(5), seen(&[1])),
            (cursor(5), seen(&[1, 2, 3])),
            (cursor(5).replacen("ab", "ac", 1), seen(&[1, 2])),
            (String::new(), seen(&[1, 2])),
            ("ab.5".to_owned(), seen(&[1, 2])),
            (cursor(5) + "x", seen(&[1, 2])),
        ] {
            assert!(matches!(Cursor::resume(&text, &latest, &customers), Err(Error::Gone(_))), "{text}");
        }
    }
}
