//! A question to the working set: filters, words, order, grouping. A plain value: equal questions have equal answers.

use crate::coverage::Scope;
use crate::key::{AgeBand, Choice, Column, Key, StatusIs, Who};
use crate::sorted;
use contract::{CustomerId, Disposition, Priority, RegionCode, Source, Status, Timestamp};
use std::collections::BTreeSet;

/// Which values of a column pass: one of `include` (any, when it is empty), and none of `exclude`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter<T: Ord> {
    /// Values asked for.
    pub include: BTreeSet<T>,
    /// Values left out.
    pub exclude: BTreeSet<T>,
}

impl<T: Ord> Default for Filter<T> {
    fn default() -> Self {
        Self { include: BTreeSet::new(), exclude: BTreeSet::new() }
    }
}

impl<T: Ord> Filter<T> {
    /// Only these.
    pub fn only(values: impl IntoIterator<Item = T>) -> Self {
        Self { include: sorted::set(values), exclude: BTreeSet::new() }
    }

    /// All but these.
    pub fn without(values: impl IntoIterator<Item = T>) -> Self {
        Self { include: BTreeSet::new(), exclude: sorted::set(values) }
    }

    /// True when everything passes.
    pub fn is_empty(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }

    /// What it does with `value`.
    pub fn choice(&self, value: &T) -> Choice {
        match (self.include.contains(value), self.exclude.contains(value)) {
            (_, true) => Choice::Excluded,
            (true, _) => Choice::Included,
            _ => Choice::Free,
        }
    }

    /// Chooses for `value`.
    pub fn set(&mut self, value: T, choice: Choice) {
        self.include.remove(&value);
        self.exclude.remove(&value);
        match choice {
            Choice::Included => drop(self.include.insert(value)),
            Choice::Excluded => drop(self.exclude.insert(value)),
            Choice::Free => {}
        }
    }

    /// True when a row for whose values `has` answers passes.
    pub fn passes(&self, has: impl Fn(&T) -> bool) -> bool {
        (self.include.is_empty() || self.include.iter().any(&has)) && !self.exclude.iter().any(has)
    }

    pub(crate) fn passes_value(&self, value: &T) -> bool {
        (self.include.is_empty() || self.include.contains(value)) && !self.exclude.contains(value)
    }
}

/// A span of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TimeRange {
    /// From this moment on.
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub until: Option<Timestamp>,
}

impl TimeRange {
    /// True when `moment` lies in it.
    pub fn contains(&self, moment: Timestamp) -> bool {
        self.from.is_none_or(|from| moment >= from) && self.until.is_none_or(|until| moment < until)
    }
}

/// What rows can be ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SortColumn {
    /// By rank: descending is critical first.
    Priority,
    /// When it was opened.
    Created,
    /// When its latest alert came; without one, last.
    LatestAlert,
    /// By alphabet, folded.
    Title,
    /// By the customer's name, folded.
    Customer,
    /// Open, investigating, waiting, closed, unknown words.
    Status,
    /// By name, folded; unassigned last.
    Assignee,
    /// By code.
    Region,
    /// How many alerts; where not told, last.
    Alerts,
}

/// Which end comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Smallest, earliest, first of the alphabet.
    Ascending,
    /// Largest, latest, last of the alphabet.
    Descending,
}

/// One key of the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SortKey {
    /// By what.
    pub column: SortColumn,
    /// Which end first. What has no value comes last either way.
    pub direction: Direction,
}

/// A question. The default asks for everything, latest opened first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Whose.
    pub customers: Filter<CustomerId>,
    /// Where.
    pub regions: Filter<RegionCode>,
    /// How urgent.
    pub priorities: Filter<Priority>,
    /// Where it stands.
    pub statuses: Filter<StatusIs>,
    /// Who works on it.
    pub assignees: Filter<Who>,
    /// What opened it.
    pub sources: Filter<Source>,
    /// Any of its tags; `None` is untagged.
    pub tags: Filter<Option<String>>,
    /// What it turned out to be.
    pub dispositions: Filter<Disposition>,
    /// Who is responsible; `None` is not stated.
    pub responsibilities: Filter<Option<String>>,
    /// How old.
    pub ages: Filter<AgeBand>,
    /// When it was opened.
    pub created: TimeRange,
    /// Words, all of which must stand somewhere in the row; case and diacritics make no difference.
    pub text: String,
    /// The order, first key first; the first three count. Ties: latest opened first, then by RRN.
    pub sort: Vec<SortKey>,
    /// In groups by this column, each in the same order.
    pub group_by: Option<Column>,
}

impl Query {
    /// All active work, most urgent first: what All Investigations opens with.
    pub fn active() -> Self {
        Self {
            statuses: Filter::only([StatusIs::Active]),
            sort: vec![SortKey { column: SortColumn::Priority, direction: Direction::Descending }],
            ..Self::default()
        }
    }

    /// The part that decides whose answers it needs.
    pub fn scope(&self) -> Scope {
        Scope { customers: self.customers.clone(), regions: self.regions.clone() }
    }

    /// True when closed investigations may be among the rows: memory holds those only in part.
    pub fn admits_closed(&self) -> bool {
        self.statuses.passes(|meaning| meaning.holds(&Status::Closed))
    }

    /// What the filters do with `key`. An active status counts as included while active work is.
    pub fn choice(&self, key: &Key) -> Choice {
        match key {
            Key::Customer(value) => self.customers.choice(value),
            Key::Priority(value) => self.priorities.choice(value),
            Key::Status(value) => match (self.statuses.choice(value), value) {
                (Choice::Free, StatusIs::Is(status)) if status.active() => self.statuses.choice(&StatusIs::Active),
                (choice, _) => choice,
            },
            Key::Assignee(value) => self.assignees.choice(value),
            Key::Region(value) => self.regions.choice(value),
            Key::Source(value) => self.sources.choice(value),
            Key::Age(value) => self.ages.choice(value),
            Key::Tag(value) => self.tags.choice(value),
            Key::Disposition(value) => self.dispositions.choice(value),
            Key::Responsibility(value) => self.responsibilities.choice(value),
        }
    }

    /// Chooses for `key`. Freeing one active status while active work is included leaves the others included.
    pub fn set(&mut self, key: Key, choice: Choice) {
        match key {
            Key::Customer(value) => self.customers.set(value, choice),
            Key::Priority(value) => self.priorities.set(value, choice),
            Key::Status(value) => self.set_status(value, choice),
            Key::Assignee(value) => self.assignees.set(value, choice),
            Key::Region(value) => self.regions.set(value, choice),
            Key::Source(value) => self.sources.set(value, choice),
            Key::Age(value) => self.ages.set(value, choice),
            Key::Tag(value) => self.tags.set(value, choice),
            Key::Disposition(value) => self.dispositions.set(value, choice),
            Key::Responsibility(value) => self.responsibilities.set(value, choice),
        }
    }

    fn set_status(&mut self, value: StatusIs, choice: Choice) {
        let one_of_active = matches!(&value, StatusIs::Is(status) if status.active());
        let included = self.statuses.include.contains(&StatusIs::Active);
        if one_of_active && included && choice == Choice::Included {
            return;
        }
        if one_of_active && included && choice == Choice::Free {
            self.statuses.include.remove(&StatusIs::Active);
            let active = Status::KNOWN.iter().filter(|status| status.active()).cloned().map(StatusIs::Is);
            self.statuses.include.extend(active);
        }
        self.statuses.set(value, choice);
    }

    /// Takes the column's filter off.
    pub fn clear(&mut self, column: Column) {
        match column {
            Column::Customer => self.customers = Filter::default(),
            Column::Priority => self.priorities = Filter::default(),
            Column::Status => self.statuses = Filter::default(),
            Column::Assignee => self.assignees = Filter::default(),
            Column::Region => self.regions = Filter::default(),
            Column::Source => self.sources = Filter::default(),
            Column::Age => self.ages = Filter::default(),
            Column::Tag => self.tags = Filter::default(),
            Column::Disposition => self.dispositions = Filter::default(),
            Column::Responsibility => self.responsibilities = Filter::default(),
        }
    }

    /// The column's chosen values, included ones first: what a chip says.
    pub fn chosen(&self, column: Column) -> Vec<(Key, Choice)> {
        fn keys<T: Ord + Clone>(filter: &Filter<T>, key: fn(T) -> Key) -> Vec<(Key, Choice)> {
            let included = filter.include.iter().map(|value| (key(value.clone()), Choice::Included));
            included.chain(filter.exclude.iter().map(|value| (key(value.clone()), Choice::Excluded))).collect()
        }
        match column {
            Column::Customer => keys(&self.customers, Key::Customer),
            Column::Priority => keys(&self.priorities, Key::Priority),
            Column::Status => keys(&self.statuses, Key::Status),
            Column::Assignee => keys(&self.assignees, Key::Assignee),
            Column::Region => keys(&self.regions, Key::Region),
            Column::Source => keys(&self.sources, Key::Source),
            Column::Age => keys(&self.ages, Key::Age),
            Column::Tag => keys(&self.tags, Key::Tag),
            Column::Disposition => keys(&self.dispositions, Key::Disposition),
            Column::Responsibility => keys(&self.responsibilities, Key::Responsibility),
        }
    }
}

#[cfg(test)]
mod tests;
