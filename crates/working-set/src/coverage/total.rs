//! A count that cannot be written without saying what it is worth.

use contract::Timestamp;
use std::cmp::Ordering;
use std::fmt;
use std::iter::Sum;
use std::ops::Add;

/// What a count may claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// It is the number.
    Exact,
    /// It was the number at this moment.
    AsOf(Timestamp),
    /// There may be more: something is missing.
    AtLeast,
}

impl Certainty {
    /// What a sum of two counts may claim.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::AtLeast, _) | (_, Self::AtLeast) => Self::AtLeast,
            (Self::AsOf(one), Self::AsOf(two)) => Self::AsOf(one.min(two)),
            (Self::AsOf(one), Self::Exact) | (Self::Exact, Self::AsOf(one)) => Self::AsOf(one),
            (Self::Exact, Self::Exact) => Self::Exact,
        }
    }
}

/// A count with its certainty. It prints as `128` or `128+`, with `{:#}` as `12,345+`; the number alone is only told
/// when nothing is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Total {
    count: u64,
    certainty: Certainty,
}

impl Total {
    pub(crate) const fn new(count: u64, certainty: Certainty) -> Self {
        Self { count, certainty }
    }

    /// What it may claim.
    pub const fn certainty(self) -> Certainty {
        self.certainty
    }

    /// The number, when nothing is missing; it may be old, see [`Self::certainty`].
    pub const fn exact(self) -> Option<u64> {
        match self.certainty {
            Certainty::Exact | Certainty::AsOf(_) => Some(self.count),
            Certainty::AtLeast => None,
        }
    }

    /// True when there is none for certain: only then "no investigations" may be said.
    pub const fn none(self) -> bool {
        matches!(self.exact(), Some(0))
    }

    /// True when none is known and some may be missing: "none found so far".
    pub const fn none_known(self) -> bool {
        self.count == 0 && self.exact().is_none()
    }

    /// Its part of `whole`, 0 to 1, for the length of a bar; 0 when `whole` is 0.
    #[expect(clippy::cast_precision_loss, reason = "a bar's length needs no more than 24 bits")]
    pub fn share_of(self, whole: Self) -> f32 {
        if whole.count == 0 { 0.0 } else { (self.count as f32 / whole.count as f32).min(1.0) }
    }

    /// The number as far as is known: for order within this crate.
    pub(crate) const fn known(self) -> u64 {
        self.count
    }

    /// Which of two counts is larger as far as is known: for order, never for words.
    pub fn known_cmp(self, other: Self) -> Ordering {
        self.count.cmp(&other.count)
    }
}

impl fmt::Display for Total {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.count.to_string();
        for (place, digit) in digits.chars().enumerate() {
            if f.alternate() && place > 0 && (digits.len() - place).is_multiple_of(3) {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        if self.certainty == Certainty::AtLeast { f.write_str("+") } else { Ok(()) }
    }
}

impl Add for Total {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::new(self.count.saturating_add(other.count), self.certainty.and(other.certainty))
    }
}

impl Sum for Total {
    fn sum<I: Iterator<Item = Self>>(totals: I) -> Self {
        totals.fold(Self::new(0, Certainty::Exact), Self::add)
    }
}
