//! What a query says.

use crate::address::Network;
use crate::span::Mark;
pub use crate::words::{Function, Operator};

/// A whole query. An empty one asks for every event.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// `select(…)`: the keys to show; none = whole events.
    pub select: Vec<Selected>,
    /// `where(…)`, or the condition that stands without it.
    pub filter: Option<Filter>,
    /// `groupby(…)`
    pub group_by: Vec<Key>,
    /// `calculate(…)`; grouping without it counts.
    pub calculate: Vec<Calculation>,
    /// `having(…)`: all of these.
    pub having: Vec<Having>,
    /// `sort(…)`
    pub sort: Vec<Sort>,
    /// `limit(…)`: one, or one for each level of groups.
    pub limit: Vec<u32>,
    /// `timeslice(…)`
    pub timeslice: Option<Timeslice>,
}

impl Query {
    /// Whether it asks for numbers instead of events.
    pub fn aggregates(&self) -> bool {
        !self.group_by.is_empty() || !self.calculate.is_empty() || self.timeslice.is_some()
    }

    /// What is computed: what is written, or a count.
    pub fn calculations(&self) -> Vec<Calculation> {
        if self.calculate.is_empty() { vec![Calculation::count()] } else { self.calculate.clone() }
    }
}

/// A key's name: dots lead inwards, `[0]` into a list, `*` stands for any characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key(pub String);

/// A key to show, perhaps under another name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selected {
    /// Which.
    pub key: Key,
    /// `AS` what.
    pub alias: Option<String>,
}

/// The condition of a query.
#[derive(Clone, Debug, PartialEq)]
pub struct Filter {
    /// What must hold.
    pub condition: Expr,
    /// `where(…, loose)`: parts of words and of values count as well.
    pub loose: bool,
    /// The clause, from its word to its closing parenthesis; a condition without clause is all of it.
    pub mark: Mark,
}

/// A condition and where it stands, its parentheses included.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it says.
    pub node: Node,
    /// Where.
    pub mark: Mark,
}

impl Expr {
    /// A condition that nobody wrote yet.
    pub fn new(node: Node) -> Self {
        Self { node, mark: Mark::default() }
    }
}

/// What a condition says. `And` and `Or` have at least two parts.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// All of them.
    And(Vec<Expr>),
    /// At least one.
    Or(Vec<Expr>),
    /// Not this.
    Not(Box<Expr>),
    /// A word, a phrase, an expression or an address, anywhere in the event's text.
    Keyword(Value),
    /// A key and what its value must be.
    Compare(Compare),
}

/// Whether one key is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// `a, b = …` and `ANY(a, b) = …`
    Any,
    /// `ALL(a, b) = …`
    All,
}

/// A key and what its value must be.
#[derive(Clone, Debug, PartialEq)]
pub struct Compare {
    /// One key, or several.
    pub keys: Vec<Key>,
    /// How many of them.
    pub which: Which,
    /// How.
    pub operator: Operator,
    /// With what; several only where the operator takes a list.
    pub values: Vec<Value>,
}

/// What a value is compared with.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// What.
    pub literal: Literal,
    /// Where it stands.
    pub mark: Mark,
}

impl Value {
    /// A value that nobody wrote yet.
    pub fn new(literal: Literal) -> Self {
        Self { literal, mark: Mark::default() }
    }
}

/// What a value is compared with, as it is spelt.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// Without quotes: a word or a number.
    Word(String),
    /// In quotes: always a text.
    Text(String),
    /// `NOCASE(…)`
    NoCase(String),
    /// `/…/` or `/…/i`
    Regex {
        /// What is between the slashes, as it is written.
        pattern: String,
        /// Upper and lower case are one.
        fold: bool,
    },
    /// `IP(…)`
    Ip(Network),
    /// `null`
    Null,
}

/// What is computed, and of which key.
#[derive(Clone, Debug, PartialEq)]
pub struct Calculation {
    /// What.
    pub function: Function,
    /// Of which key.
    pub key: Option<Key>,
}

impl Calculation {
    /// How many.
    pub fn count() -> Self {
        Self { function: Function::Count, key: None }
    }
}

/// Which groups stay: `count > 10`.
#[derive(Clone, Debug, PartialEq)]
pub struct Having {
    /// Which of the calculated numbers.
    pub calculation: Calculation,
    /// One of `=`, `!=`, `<`, `<=`, `>`, `>=`.
    pub operator: Operator,
    /// The bound, as it is written.
    pub bound: String,
}

/// Up or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Least first.
    Ascending,
    /// Greatest first.
    Descending,
}

/// What groups are ordered by.
#[derive(Clone, Debug, PartialEq)]
pub enum SortBy {
    /// The first calculated number; events without groups, their time.
    Value,
    /// The groups' keys.
    Keys,
    /// One of the keys.
    Key(Key),
    /// One of the calculated numbers.
    Calculation(Calculation),
}

/// One order.
#[derive(Clone, Debug, PartialEq)]
pub struct Sort {
    /// Up or down.
    pub direction: Direction,
    /// By what.
    pub by: SortBy,
}

/// Units of time in `timeslice(30m)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// `s`
    Second,
    /// `m`
    Minute,
    /// `h`
    Hour,
    /// `d`
    Day,
    /// `w`
    Week,
}

impl Unit {
    pub(crate) const ALL: [(Self, char, u64); 5] = [
        (Self::Second, 's', 1),
        (Self::Minute, 'm', 60),
        (Self::Hour, 'h', 3_600),
        (Self::Day, 'd', 86_400),
        (Self::Week, 'w', 604_800),
    ];

    /// Its letter.
    pub fn letter(self) -> char {
        Self::ALL.iter().find(|(unit, ..)| *unit == self).map_or('s', |(_, letter, _)| *letter)
    }

    /// How many seconds it has.
    pub fn seconds(self) -> u64 {
        Self::ALL.iter().find(|(unit, ..)| *unit == self).map_or(1, |(_, _, seconds)| *seconds)
    }
}

/// Intervals of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timeslice {
    /// So many over the whole range, 1 to 200.
    Slices(u32),
    /// Each so long.
    Every(u32, Unit),
}
