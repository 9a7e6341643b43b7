//! What the address of an investigations grid says: filters, time range, order, open row, typed words.

use super::parts::Address;
use contract::{CustomerId, Disposition, Priority, RegionCode, Source, Status, Timestamp};

/// Whose work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AssigneeFilter {
    /// The analyst's own.
    Me,
    /// Nobody's.
    Unassigned,
    /// This address's.
    Email(String),
}

/// A column that orders the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortColumn {
    /// By rank.
    Priority,
    /// When it was opened.
    Created,
    /// Latest alert.
    Latest,
    /// Title.
    Title,
    /// Customer's name.
    Customer,
    /// Status.
    Status,
    /// Assignee's name.
    Assignee,
    /// Region's code.
    Region,
}

impl SortColumn {
    /// All of them, with the word in the address.
    pub const ALL: [(Self, &'static str); 8] = [
        (Self::Priority, "priority"),
        (Self::Created, "created"),
        (Self::Latest, "latest"),
        (Self::Title, "title"),
        (Self::Customer, "customer"),
        (Self::Status, "status"),
        (Self::Assignee, "assignee"),
        (Self::Region, "region"),
    ];

    fn word(self) -> &'static str {
        Self::ALL.iter().find(|(column, _)| *column == self).map_or("", |(_, word)| word)
    }
}

/// One key of the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SortKey {
    /// Column.
    pub column: SortColumn,
    /// Most urgent, latest, Z first.
    pub descending: bool,
}

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
    /// Tags, any of them.
    pub tags: Vec<String>,
    /// Created at or after.
    pub from: Option<Timestamp>,
    /// Created before.
    pub to: Option<Timestamp>,
    /// Typed words; in the fragment.
    pub words: String,
    /// Order, at most three keys; empty = priority, then newest.
    pub sort: Vec<SortKey>,
}

impl InvestigationsQuery {
    /// Whether anything narrows the list, the order aside.
    pub fn narrowed(&self) -> bool {
        *self != Self { sort: self.sort.clone(), ..Self::default() }
    }

    /// Whether it asks for closed ones too.
    pub fn wants_closed(&self) -> bool {
        self.statuses.contains(&Status::Closed)
    }

    pub(super) fn read(address: &Address) -> Self {
        let mut query = Self { words: address.words(), ..Self::default() };
        for (name, value) in address.pairs() {
            match name.as_str() {
                "customer" => add(&mut query.customers, value.parse().ok()),
                "region" => add(&mut query.regions, value.parse().ok()),
                "priority" => add(&mut query.priorities, word(&value).map(Priority::from_word)),
                "status" => add(&mut query.statuses, word(&value).map(Status::from_word)),
                "source" => add(&mut query.sources, word(&value).map(Source::from_word)),
                "disposition" => add(&mut query.dispositions, word(&value).map(Disposition::from_word)),
                "tag" => add(&mut query.tags, word(&value).map(str::to_owned)),
                "assignee" => add(&mut query.assignees, word(&value).map(read_assignee)),
                "from" => query.from = value.parse().ok(),
                "to" => query.to = value.parse().ok(),
                "sort" => query.sort = read_sort(&value),
                _ => {}
            }
        }
        query
    }

    pub(super) fn write(&self, path: &str) -> Address {
        let mut pairs: Vec<(&str, String)> = Vec::new();
        pairs.extend(self.customers.iter().map(|customer| ("customer", customer.to_string())));
        pairs.extend(self.regions.iter().map(|region| ("region", region.to_string())));
        pairs.extend(self.priorities.iter().map(|priority| ("priority", priority.word().to_owned())));
        pairs.extend(self.statuses.iter().map(|status| ("status", status.word().to_owned())));
        pairs.extend(self.assignees.iter().map(|assignee| ("assignee", write_assignee(assignee))));
        pairs.extend(self.sources.iter().map(|source| ("source", source.word().to_owned())));
        pairs.extend(self.dispositions.iter().map(|disposition| ("disposition", disposition.word().to_owned())));
        pairs.extend(self.tags.iter().map(|tag| ("tag", tag.clone())));
        pairs.extend(self.from.map(|from| ("from", from.to_string())));
        pairs.extend(self.to.map(|to| ("to", to.to_string())));
        if !self.sort.is_empty() {
            pairs.push(("sort", write_sort(&self.sort)));
        }
        Address::with(path, pairs, &self.words)
    }
}

fn add<T: PartialEq>(list: &mut Vec<T>, item: Option<T>) {
    if let Some(item) = item
        && !list.contains(&item)
    {
        list.push(item);
    }
}

fn word(value: &str) -> Option<&str> {
    (!value.is_empty()).then_some(value)
}

fn read_assignee(word: &str) -> AssigneeFilter {
    match word {
        "me" => AssigneeFilter::Me,
        "unassigned" => AssigneeFilter::Unassigned,
        email => AssigneeFilter::Email(email.to_owned()),
    }
}

fn write_assignee(assignee: &AssigneeFilter) -> String {
    match assignee {
        AssigneeFilter::Me => "me".to_owned(),
        AssigneeFilter::Unassigned => "unassigned".to_owned(),
        AssigneeFilter::Email(email) => email.clone(),
    }
}

fn read_sort(value: &str) -> Vec<SortKey> {
    let mut keys: Vec<SortKey> = Vec::new();
    for part in value.split(',') {
        let (name, descending) = part.strip_prefix('-').map_or((part, false), |name| (name, true));
        let column = SortColumn::ALL.iter().find(|(_, word)| *word == name).map(|(column, _)| *column);
        if let Some(column) = column
            && keys.len() < 3
            && !keys.iter().any(|key| key.column == column)
        {
            keys.push(SortKey { column, descending });
        }
    }
    keys
}

fn write_sort(keys: &[SortKey]) -> String {
    let words: Vec<String> =
        keys.iter().map(|key| format!("{}{}", if key.descending { "-" } else { "" }, key.column.word())).collect();
    words.join(",")
}
