//! Whether a row answers a question, and if not, which columns stand in its way.

use crate::fold::words;
use crate::key::{AgeBand, Column, Who};
use crate::query::Query;
use crate::set::{Held, WorkingSet};
use contract::Timestamp;

/// A question made ready.
pub(crate) struct Matcher<'a> {
    set: &'a WorkingSet,
    query: &'a Query,
    words: Vec<String>,
    now: Timestamp,
}

impl<'a> Matcher<'a> {
    pub(crate) fn new(set: &'a WorkingSet, query: &'a Query, now: Timestamp) -> Self {
        Self { set, query, words: words(&query.text), now }
    }

    /// True when the row answers.
    pub(crate) fn answers(&self, held: &Held) -> bool {
        self.misses(held) == Some(0)
    }

    /// The columns, as bits, whose filters the row fails; `None` when words or time range rule it out whatever the
    /// filters say.
    pub(crate) fn misses(&self, held: &Held) -> Option<u16> {
        let row = &held.shown().investigation;
        if !self.query.created.contains(row.created_time) || !self.has_all_words(held) {
            return None;
        }
        let query = self.query;
        let mut misses = 0;
        let mut check = |column: Column, passes: bool| misses |= if passes { 0 } else { column.bit() };
        check(Column::Customer, query.customers.passes_value(&row.organization_id));
        check(Column::Priority, query.priorities.passes_value(&row.priority));
        check(Column::Status, query.statuses.passes(|meaning| meaning.holds(&row.status)));
        check(
            Column::Assignee,
            query.assignees.is_empty() || query.assignees.passes(|who| self.is_assigned(held, who)),
        );
        check(Column::Region, query.regions.passes_value(row.rrn.region()));
        check(Column::Source, query.sources.passes_value(&row.source));
        check(Column::Age, query.ages.is_empty() || query.ages.passes_value(&AgeBand::of(row.created_time, self.now)));
        check(Column::Tag, query.tags.is_empty() || query.tags.passes(|tag| has_tag(&row.tags, tag.as_deref())));
        check(Column::Disposition, query.dispositions.passes_value(&row.disposition));
        check(Column::Responsibility, query.responsibilities.passes_value(&row.responsibility));
        Some(misses)
    }

    fn has_all_words(&self, held: &Held) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let customer = self.set.names().haystack(held.shown().investigation.organization_id);
        self.words.iter().all(|word| held.haystack().contains(word) || customer.contains(word))
    }

    fn is_assigned(&self, held: &Held, who: &Who) -> bool {
        who.holds(held.assignee_key(), self.set.me())
    }
}

fn has_tag(tags: &[String], tag: Option<&str>) -> bool {
    match tag {
        None => tags.is_empty(),
        Some(tag) => tags.iter().any(|own| own == tag),
    }
}
