//! The rows that answer a question, in order, in groups, with a total that says what it is worth.

mod groups;

pub use groups::Group;

use crate::coverage::{Closed, Coverage, Scope, Total};
use crate::matching::Matcher;
use crate::query::Query;
use crate::set::{Held, RowId, WorkingSet};
use crate::sort::{KEYS, Place};
use contract::Timestamp;

/// An answer. Its handles stay valid while their rows are held; at a later revision it may no longer be the whole answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The rows, group after group, each group in the asked order.
    pub rows: Vec<RowId>,
    /// How many there are.
    pub total: Total,
    /// The groups, most urgent first; empty when the question does not group.
    pub groups: Vec<Group>,
    /// The set's revision that it answers for.
    pub revision: u64,
}

impl WorkingSet {
    /// Answers a question; `now` is the server's, for ages.
    pub fn answer(&self, query: &Query, now: Timestamp) -> Answer {
        let sort = query.sort.get(..KEYS).unwrap_or(&query.sort);
        let mut places: Vec<Place<'_>> =
            self.answering(query, now).map(|(id, held)| Place::of(id, held, self.names(), sort)).collect();
        places.sort_unstable_by(Place::cmp);
        let total = self.coverage(query).total(places.len());
        let mut rows: Vec<RowId> = places.iter().map(|place| place.id).collect();
        let groups = query.group_by.map_or_else(Vec::new, |column| self.group(query, column, &mut rows, now));
        Answer { rows, total, groups, revision: self.revision() }
    }

    /// How many rows answer a question, without ordering them.
    pub fn count(&self, query: &Query, now: Timestamp) -> Total {
        self.coverage(query).total(self.answering(query, now).count())
    }

    /// Who has answered what this question needs.
    pub fn coverage(&self, query: &Query) -> Coverage {
        self.worth(query, &query.scope(), query.admits_closed())
    }

    /// The coverage of a part of a question: narrowed to `scope`, with or without closed investigations.
    pub(crate) fn worth(&self, query: &Query, scope: &Scope, closed: bool) -> Coverage {
        let closed = if closed { Closed::OpenedFrom(query.created.from) } else { Closed::NotAsked };
        self.ledger().reckon(scope, closed)
    }

    fn answering<'a>(&'a self, query: &'a Query, now: Timestamp) -> impl Iterator<Item = (RowId, &'a Held)> {
        let matcher = Matcher::new(self, query, now);
        self.all().filter(move |(_, held)| matcher.answers(held))
    }
}
