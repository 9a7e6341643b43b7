//! What the address of an investigations grid says: filters, time range, order, groups, columns, open row, typed words.

use super::grid_look::{
    ColumnAt, GroupBy, OpenRow, SortKey, read_columns, read_group, read_open, read_sort, write_columns, write_group,
    write_open, write_sort,
};
use super::parts::Address;
use super::values::{AgeBand, AssigneeFilter, Values};
use contract::{CustomerId, Disposition, Priority, RegionCode, Source, Status, Timestamp};

/// A question to the grid, as its address says it. Empty filters let everything through.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InvestigationsQuery {
    /// Customers; always empty where the path fixes one.
    pub customers: Vec<CustomerId>,
    /// Regions.
    pub regions: Vec<RegionCode>,
    /// Priorities.
    pub priorities: Vec<Priority>,
    /// Statuses; empty = active.
    pub statuses: Vec<Status>,
    /// Assignees.
    pub assignees: Vec<AssigneeFilter>,
    /// Sources.
    pub sources: Vec<Source>,
    /// Dispositions.
    pub dispositions: Vec<Disposition>,
    /// Tags, any of them; `None` is untagged.
    pub tags: Vec<Option<String>>,
    /// Responsibilities; `None` is not stated.
    pub responsibilities: Vec<Option<String>>,
    /// Age bands.
    pub ages: Vec<AgeBand>,
    /// Values left out.
    pub not: Values,
    /// Created at or after.
    pub from: Option<Timestamp>,
    /// Created before.
    pub to: Option<Timestamp>,
    /// Typed words; in the fragment.
    pub words: String,
    /// Order, at most three keys; empty = priority, then newest.
    pub sort: Vec<SortKey>,
    /// Groups; `None` = none, or by priority where the path fixes a customer.
    pub group: Option<GroupBy>,
    /// Columns in order; empty = the usual ones.
    pub columns: Vec<ColumnAt>,
    /// The row open beside the grid.
    pub open: Option<OpenRow>,
    /// Says that no filter is meant, where an empty address would open the analyst's default view.
    pub everything: bool,
}

impl InvestigationsQuery {
    /// The values asked for, column by column, as [`Self::not`] has those left out.
    pub fn included(&self) -> Values {
        Values {
            customers: self.customers.clone(),
            regions: self.regions.clone(),
            priorities: self.priorities.clone(),
            statuses: self.statuses.clone(),
            assignees: self.assignees.clone(),
            sources: self.sources.clone(),
            dispositions: self.dispositions.clone(),
            tags: self.tags.clone(),
            responsibilities: self.responsibilities.clone(),
            ages: self.ages.clone(),
        }
    }

    /// Replaces the values asked for.
    pub fn include(&mut self, values: Values) {
        let Values {
            customers,
            regions,
            priorities,
            statuses,
            assignees,
            sources,
            dispositions,
            tags,
            responsibilities,
            ages,
        } = values;
        (self.customers, self.regions, self.priorities, self.statuses) = (customers, regions, priorities, statuses);
        (self.assignees, self.sources, self.dispositions, self.tags) = (assignees, sources, dispositions, tags);
        (self.responsibilities, self.ages) = (responsibilities, ages);
    }

    /// Whether anything narrows the list: a filter, a time range or words.
    pub fn narrowed(&self) -> bool {
        self.meaning() != Self::default()
    }

    /// The part that decides which rows there are: without order, groups, columns and open row.
    #[must_use]
    pub fn meaning(&self) -> Self {
        Self { sort: Vec::new(), group: None, columns: Vec::new(), open: None, everything: false, ..self.clone() }
    }

    /// Without any filter; how rows are shown stays.
    #[must_use]
    pub fn without_filters(&self) -> Self {
        Self {
            sort: self.sort.clone(),
            group: self.group,
            columns: self.columns.clone(),
            open: self.open.clone(),
            ..Self::default()
        }
    }

    /// Whether it asks for closed ones too.
    pub fn wants_closed(&self) -> bool {
        self.statuses.contains(&Status::Closed)
    }

    /// Reads a query string without `?`, as a saved view keeps it; `words` are the typed ones.
    pub fn from_search(search: &str, words: &str) -> Self {
        let address = Address { search: search.to_owned(), ..Address::default() };
        Self { words: words.to_owned(), ..Self::read(&address) }
    }

    /// The query string without `?`; typed words are never in it.
    pub fn search(&self) -> String {
        self.write("").search
    }

    pub(super) fn read(address: &Address) -> Self {
        let mut query = Self { words: address.words(), ..Self::default() };
        let mut values = Values::default();
        for (name, value) in address.pairs() {
            match name.as_str() {
                "from" => query.from = value.parse().ok(),
                "to" => query.to = value.parse().ok(),
                "sort" => query.sort = read_sort(&value),
                "group" => query.group = read_group(&value),
                "columns" => query.columns = read_columns(&value),
                "open" => query.open = read_open(&value),
                "view" => query.everything = value == "all",
                name => match name.strip_prefix("not_") {
                    Some(name) => query.not.take(name, &value),
                    None => values.take(name, &value),
                },
            }
        }
        query.include(values);
        query
    }

    pub(super) fn write(&self, path: &str) -> Address {
        let mut pairs = self.included().pairs("");
        pairs.extend(self.not.pairs("not_"));
        let mut put = |name: &str, value: Option<String>| pairs.extend(value.map(|value| (name.to_owned(), value)));
        put("from", self.from.map(|from| from.to_string()));
        put("to", self.to.map(|to| to.to_string()));
        put("sort", write_sort(&self.sort));
        put("group", self.group.map(write_group));
        put("columns", write_columns(&self.columns));
        put("open", self.open.as_ref().map(write_open));
        put("view", self.everything.then(|| "all".to_owned()));
        Address::with(path, pairs.iter().map(|(name, value)| (name.as_str(), value.clone())), &self.words)
    }
}
