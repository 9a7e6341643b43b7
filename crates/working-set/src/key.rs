//! Values that filters, facets and groups are about.

use contract::{CustomerId, Disposition, Priority, RegionCode, Source, Status, Timestamp};

/// What can be filtered, counted and grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// Whose it is.
    Customer,
    /// How urgent.
    Priority,
    /// Where it stands.
    Status,
    /// Who works on it.
    Assignee,
    /// Where it lives.
    Region,
    /// What opened it.
    Source,
    /// Its age band.
    Age,
    /// Its tags; grouping puts a row under the first of its tags by alphabet.
    Tag,
    /// What it turned out to be.
    Disposition,
    /// Who is responsible.
    Responsibility,
}

impl Column {
    /// All columns in the order of the facet rail.
    pub const ALL: [Self; 10] = [
        Self::Customer,
        Self::Priority,
        Self::Status,
        Self::Assignee,
        Self::Region,
        Self::Source,
        Self::Age,
        Self::Tag,
        Self::Disposition,
        Self::Responsibility,
    ];

    pub(crate) const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// One value of one column.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// A customer.
    Customer(CustomerId),
    /// A priority.
    Priority(Priority),
    /// A status, or active work.
    Status(StatusIs),
    /// A person, me, or nobody.
    Assignee(Who),
    /// A region.
    Region(RegionCode),
    /// A source.
    Source(Source),
    /// An age band.
    Age(AgeBand),
    /// A tag; `None` is untagged.
    Tag(Option<String>),
    /// A disposition.
    Disposition(Disposition),
    /// A responsibility; `None` is not stated.
    Responsibility(Option<String>),
}

impl Key {
    /// The column it is a value of.
    pub const fn column(&self) -> Column {
        match self {
            Self::Customer(_) => Column::Customer,
            Self::Priority(_) => Column::Priority,
            Self::Status(_) => Column::Status,
            Self::Assignee(_) => Column::Assignee,
            Self::Region(_) => Column::Region,
            Self::Source(_) => Column::Source,
            Self::Age(_) => Column::Age,
            Self::Tag(_) => Column::Tag,
            Self::Disposition(_) => Column::Disposition,
            Self::Responsibility(_) => Column::Responsibility,
        }
    }
}

/// What a filter does with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Choice {
    /// Nothing.
    #[default]
    Free,
    /// Asks for it.
    Included,
    /// Leaves it out.
    Excluded,
}

/// A meaning of status.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusIs {
    /// Active work: everything but closed, unknown words included.
    Active,
    /// This status.
    Is(Status),
}

impl StatusIs {
    /// True when `status` has this meaning.
    pub fn holds(&self, status: &Status) -> bool {
        match self {
            Self::Active => status.active(),
            Self::Is(this) => this == status,
        }
    }
}

/// A meaning of assignee.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    /// The signed-in analyst, whoever opens the address.
    Me,
    /// Nobody.
    Unassigned,
    /// The person of this address, in lower case.
    Person(String),
}

impl Who {
    /// The person of this address.
    pub fn person(email: &str) -> Self {
        Self::Person(email.to_ascii_lowercase())
    }

    /// True when `email` (`None`: nobody) is meant, `me` being the signed-in analyst. Case of addresses is ignored.
    pub fn holds(&self, email: Option<&str>, me: Option<&str>) -> bool {
        match (self, email) {
            (Self::Unassigned, None) => true,
            (Self::Me, Some(email)) => me.is_some_and(|me| me.eq_ignore_ascii_case(email)),
            (Self::Person(person), Some(email)) => person.eq_ignore_ascii_case(email),
            _ => false,
        }
    }
}

/// How long ago it was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AgeBand {
    /// Under an hour; also what a wrong clock dates in the future.
    Hour,
    /// Under 24 hours.
    Day,
    /// Under 7 days.
    Week,
    /// Under 30 days.
    Month,
    /// 30 days and more.
    Older,
}

impl AgeBand {
    /// All bands, youngest first.
    pub const ALL: [Self; 5] = [Self::Hour, Self::Day, Self::Week, Self::Month, Self::Older];

    /// The band of something opened at `created`.
    pub const fn of(created: Timestamp, now: Timestamp) -> Self {
        const HOUR: i64 = 3_600 * 1_000_000;
        const DAY: i64 = 24 * HOUR;
        const WEEK: i64 = 7 * DAY;
        const MONTH: i64 = 30 * DAY;
        match now.micros() - created.micros() {
            ..HOUR => Self::Hour,
            HOUR..DAY => Self::Day,
            DAY..WEEK => Self::Week,
            WEEK..MONTH => Self::Month,
            _ => Self::Older,
        }
    }
}
