//! The words of the language: clauses, operators, functions; each once, with what completion says of it.

/// A part of a query that stands for itself: `where(…)`, `groupby(…)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Clause {
    /// Which keys of an event to show.
    Select,
    /// Which events.
    Where,
    /// By which keys they are counted.
    GroupBy,
    /// What is computed of them.
    Calculate,
    /// Which groups stay.
    Having,
    /// In which order.
    Sort,
    /// How many.
    Limit,
    /// In which intervals of time.
    Timeslice,
}

/// Every clause: its word, and what it is for.
pub(crate) const CLAUSES: [(Clause, &str, &str); 8] = [
    (Clause::Select, "select", "show only these keys"),
    (Clause::Where, "where", "find events"),
    (Clause::GroupBy, "groupby", "count by the values of keys"),
    (Clause::Calculate, "calculate", "count, sum, average, …"),
    (Clause::Having, "having", "keep groups by what was calculated"),
    (Clause::Sort, "sort", "order the groups"),
    (Clause::Limit, "limit", "at most so many"),
    (Clause::Timeslice, "timeslice", "per interval of time"),
];

impl Clause {
    /// The clause of a word, in any case.
    pub(crate) fn of(word: &str) -> Option<Self> {
        CLAUSES.iter().find(|(_, name, _)| name.eq_ignore_ascii_case(word)).map(|(clause, ..)| *clause)
    }

    /// Its word.
    pub fn word(self) -> &'static str {
        CLAUSES.iter().find(|(clause, ..)| *clause == self).map_or("", |(_, name, _)| name)
    }

    /// Later ranks come later; sort, limit and timeslice stand in any order.
    pub(crate) fn rank(self) -> u8 {
        (self as u8).min(Self::Sort as u8)
    }
}

/// How a text is looked for in a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Anywhere in it.
    Contains,
    /// At its start.
    StartsWith,
    /// It is one of these.
    In,
}

/// How many of a list must be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// There is one only.
    One,
    /// At least one.
    Any,
    /// Every one.
    All,
}

/// What stands between key and value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
    /// A word: CONTAINS, ISTARTS-WITH-ANY, IN and the like.
    Text {
        /// Where the text must be.
        how: How,
        /// Whether upper and lower case are one.
        fold: bool,
        /// How many of the list.
        of: Of,
    },
}

const fn text(how: How, fold: bool, of: Of) -> Operator {
    Operator::Text { how, fold, of }
}

/// Every operator: how it is written, and what it is for.
pub(crate) const OPERATORS: [(Operator, &str, &str); 20] = [
    (Operator::Equal, "=", "is"),
    (Operator::NotEqual, "!=", "is there and is not"),
    (Operator::Less, "<", "is less than"),
    (Operator::AtMost, "<=", "is at most"),
    (Operator::Greater, ">", "is greater than"),
    (Operator::AtLeast, ">=", "is at least"),
    (text(How::Contains, false, Of::One), "CONTAINS", "has this in it"),
    (text(How::Contains, true, Of::One), "ICONTAINS", "has this in it, in any case"),
    (text(How::Contains, false, Of::Any), "CONTAINS-ANY", "has one of these in it"),
    (text(How::Contains, true, Of::Any), "ICONTAINS-ANY", "has one of these in it, in any case"),
    (text(How::Contains, false, Of::All), "CONTAINS-ALL", "has all of these in it"),
    (text(How::Contains, true, Of::All), "ICONTAINS-ALL", "has all of these in it, in any case"),
    (text(How::StartsWith, false, Of::One), "STARTS-WITH", "starts with this"),
    (text(How::StartsWith, true, Of::One), "ISTARTS-WITH", "starts with this, in any case"),
    (text(How::StartsWith, false, Of::Any), "STARTS-WITH-ANY", "starts with one of these"),
    (text(How::StartsWith, true, Of::Any), "ISTARTS-WITH-ANY", "starts with one of these, in any case"),
    (text(How::StartsWith, false, Of::All), "STARTS-WITH-ALL", "starts with all of these"),
    (text(How::StartsWith, true, Of::All), "ISTARTS-WITH-ALL", "starts with all of these, in any case"),
    (text(How::In, false, Of::Any), "IN", "is one of these"),
    (text(How::In, true, Of::Any), "IIN", "is one of these, in any case"),
];

impl Operator {
    /// The operator that is a word, in any case.
    pub(crate) fn of_word(word: &str) -> Option<Self> {
        let starts = word.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic());
        OPERATORS.iter().find(|(_, name, _)| starts && name.eq_ignore_ascii_case(word)).map(|(operator, ..)| *operator)
    }

    /// How it is written.
    pub fn word(self) -> &'static str {
        OPERATORS.iter().find(|(operator, ..)| *operator == self).map_or("", |(_, name, _)| name)
    }

    /// Whether a list follows it.
    pub fn takes_list(self) -> bool {
        matches!(self, Self::Text { of: Of::Any | Of::All, .. })
    }
}

/// A joining word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Joint {
    And,
    Or,
    Not,
}

impl Joint {
    pub(crate) fn of(word: &str) -> Option<Self> {
        [("AND", Self::And), ("OR", Self::Or), ("NOT", Self::Not)]
            .into_iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(word))
            .map(|(_, joint)| joint)
    }
}

/// Words that cannot stand for a key or a keyword unless they are quoted.
pub(crate) fn reserved(word: &str) -> bool {
    Joint::of(word).is_some() || Operator::of_word(word).is_some()
}

/// What `calculate(…)` computes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Function {
    /// How many events; with a key, how many have it.
    Count,
    /// The sum of a key's numbers.
    Sum,
    /// Their mean.
    Average,
    /// The least of them.
    Min,
    /// The greatest of them.
    Max,
    /// How many different values a key has.
    Unique,
    /// How many bytes the events are.
    Bytes,
    /// How far a key's numbers lie from their mean.
    StandardDeviation,
    /// Below which so many in a hundred of them lie.
    Percentile(f64),
}

/// Every function: its word, other spellings, and what it computes.
pub(crate) const FUNCTIONS: [(Function, &str, &[&str], &str); 9] = [
    (Function::Count, "count", &[], "how many"),
    (Function::Sum, "sum", &[], "the sum of a key"),
    (Function::Average, "average", &["avg", "mean"], "the mean of a key"),
    (Function::Min, "min", &[], "the least of a key"),
    (Function::Max, "max", &[], "the greatest of a key"),
    (Function::Unique, "unique", &[], "how many different values a key has"),
    (Function::Bytes, "bytes", &[], "how many bytes the events are"),
    (Function::StandardDeviation, "standarddeviation", &["sd"], "how far a key lies from its mean"),
    (Function::Percentile(95.0), "percentile", &["pctl"], "below which so many in a hundred lie"),
];

impl Function {
    /// The function of a word, in any case.
    pub(crate) fn of(word: &str) -> Option<Self> {
        FUNCTIONS
            .iter()
            .find(|(_, name, others, _)| [name].into_iter().chain(*others).any(|name| name.eq_ignore_ascii_case(word)))
            .map(|(function, ..)| *function)
    }

    /// Its word.
    pub fn word(self) -> &'static str {
        let same = |other: &Self| std::mem::discriminant(other) == std::mem::discriminant(&self);
        FUNCTIONS.iter().find(|(function, ..)| same(function)).map_or("", |(_, name, ..)| name)
    }

    /// Whether it computes nothing without a key.
    pub fn needs_key(self) -> bool {
        !matches!(self, Self::Count | Self::Bytes)
    }
}
