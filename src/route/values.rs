//! Values of the grid's filters as addresses say them: `priority=HIGH` asks for, `not_priority=HIGH` leaves out.

use contract::{CustomerId, Disposition, Priority, RegionCode, Source, Status};

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

/// How long ago it was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgeBand {
    /// Under an hour.
    Hour,
    /// An hour to a day.
    Day,
    /// A day to 7 days.
    Week,
    /// 7 to 30 days.
    Month,
    /// 30 days and more.
    Older,
}

impl AgeBand {
    /// All of them, youngest first, with the word in the address.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Hour, "hour"),
        (Self::Day, "day"),
        (Self::Week, "week"),
        (Self::Month, "month"),
        (Self::Older, "older"),
    ];

    fn read(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(band, _)| *band)
    }

    fn word(self) -> &'static str {
        Self::ALL.iter().find(|(band, _)| *band == self).map_or("", |(_, word)| word)
    }
}

/// One list a column, each value once. Empty lists say nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Values {
    /// Customers.
    pub customers: Vec<CustomerId>,
    /// Regions.
    pub regions: Vec<RegionCode>,
    /// Priorities.
    pub priorities: Vec<Priority>,
    /// Statuses.
    pub statuses: Vec<Status>,
    /// Assignees.
    pub assignees: Vec<AssigneeFilter>,
    /// Sources.
    pub sources: Vec<Source>,
    /// Dispositions.
    pub dispositions: Vec<Disposition>,
    /// Tags; `None` is untagged.
    pub tags: Vec<Option<String>>,
    /// Responsibilities; `None` is not stated.
    pub responsibilities: Vec<Option<String>>,
    /// Age bands.
    pub ages: Vec<AgeBand>,
}

impl Values {
    /// True when no column has a value.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Takes over one pair of the address; names that are none of the filters' and unreadable values are left out.
    pub(super) fn take(&mut self, name: &str, value: &str) {
        match name {
            "customer" => add(&mut self.customers, value.parse().ok()),
            "region" => add(&mut self.regions, value.parse().ok()),
            "priority" => add(&mut self.priorities, word(value).map(Priority::from_word)),
            "status" => add(&mut self.statuses, word(value).map(Status::from_word)),
            "assignee" => add(&mut self.assignees, word(value).map(read_assignee)),
            "source" => add(&mut self.sources, word(value).map(Source::from_word)),
            "disposition" => add(&mut self.dispositions, word(value).map(Disposition::from_word)),
            "tag" => add(&mut self.tags, Some(word(value).map(str::to_owned))),
            "responsibility" => add(&mut self.responsibilities, Some(word(value).map(str::to_owned))),
            "age" => add(&mut self.ages, AgeBand::read(value)),
            _ => {}
        }
    }

    /// The pairs of the address, each name with this prefix.
    pub(super) fn pairs(&self, prefix: &str) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        let mut put = |name: &str, values: &mut dyn Iterator<Item = String>| {
            pairs.extend(values.map(|value| (format!("{prefix}{name}"), value)));
        };
        put("customer", &mut self.customers.iter().map(ToString::to_string));
        put("region", &mut self.regions.iter().map(ToString::to_string));
        put("priority", &mut self.priorities.iter().map(|value| value.word().to_owned()));
        put("status", &mut self.statuses.iter().map(|value| value.word().to_owned()));
        put("assignee", &mut self.assignees.iter().map(write_assignee));
        put("source", &mut self.sources.iter().map(|value| value.word().to_owned()));
        put("disposition", &mut self.dispositions.iter().map(|value| value.word().to_owned()));
        put("tag", &mut self.tags.iter().map(|value| value.clone().unwrap_or_default()));
        put("responsibility", &mut self.responsibilities.iter().map(|value| value.clone().unwrap_or_default()));
        put("age", &mut self.ages.iter().map(|value| value.word().to_owned()));
        pairs
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
