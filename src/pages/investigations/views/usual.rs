//! The parts of a list that everybody needs: no saving, no renaming. Pure.

use crate::route::{AssigneeFilter, InvestigationsQuery};
use contract::Status;

/// A part of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Usual {
    /// All active work.
    Active,
    /// Active work that nobody has.
    Unassigned,
    /// The analyst's own active work.
    Mine,
    /// What is closed.
    Closed,
}

impl Usual {
    /// All, in their order.
    pub(super) const ALL: [Self; 4] = [Self::Active, Self::Unassigned, Self::Mine, Self::Closed];

    /// As its tab says it.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Active => "All active",
            Self::Unassigned => "Unassigned",
            Self::Mine => "Assigned to me",
            Self::Closed => "Closed",
        }
    }

    /// Its filters alone.
    pub(super) fn query(self) -> InvestigationsQuery {
        let plain = InvestigationsQuery::default();
        match self {
            Self::Active => plain,
            Self::Unassigned => InvestigationsQuery { assignees: vec![AssigneeFilter::Unassigned], ..plain },
            Self::Mine => InvestigationsQuery { assignees: vec![AssigneeFilter::Me], ..plain },
            Self::Closed => InvestigationsQuery { statuses: vec![Status::Closed], ..plain },
        }
    }

    /// Its filters, and rows shown as they are now.
    pub(super) fn over(self, now: &InvestigationsQuery) -> InvestigationsQuery {
        let look = now.without_filters();
        let everything = self == Self::Active && now.everything;
        InvestigationsQuery { sort: look.sort, group: look.group, columns: look.columns, everything, ..self.query() }
    }

    /// Whether this part is shown.
    pub(super) fn is(self, now: &InvestigationsQuery) -> bool {
        now.meaning() == self.query()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::route::GroupBy;

    #[test]
    fn a_part_is_known_by_its_filters_alone() {
        for usual in Usual::ALL {
            let shown = InvestigationsQuery { group: Some(GroupBy::Customer), ..usual.query() };
            assert!(Usual::ALL.into_iter().all(|other| other.is(&shown) == (other == usual)), "{usual:?}");
            assert!(usual.over(&shown).group.is_some(), "grouping stays");
        }
        let narrowed = InvestigationsQuery { words: "lsass".to_owned(), ..Usual::Mine.query() };
        assert!(!Usual::Mine.is(&narrowed));
        assert_eq!(Usual::Mine.over(&narrowed), Usual::Mine.query(), "words are a filter");
    }
}
