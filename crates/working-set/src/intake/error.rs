//! Why an answer is not taken in to its end.

use contract::{CustomerId, RegionCode, Rrn};
use std::fmt;

/// Nothing more is taken from that answer; the rows before it stay, and are not all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IntakeError {
    /// A line that is no line of a working set, or stands where it must not.
    Malformed {
        /// Which region answered.
        region: RegionCode,
        /// Which line, from 1.
        line: u64,
        /// What is wrong with it, without a word of its content.
        what: String,
    },
    /// A record of another region or customer than it claims: the loudest of errors.
    Misplaced {
        /// Which region answered.
        region: RegionCode,
        /// Which line, from 1.
        line: u64,
        /// The record's name.
        rrn: Box<Rrn>,
        /// Whose it is by its name.
        asked: CustomerId,
        /// What contradicts that.
        answered: String,
    },
    /// The answer ended early.
    Cut {
        /// Which region answered.
        region: RegionCode,
        /// Records that came.
        records: u64,
        /// Records that were sent; `None` where the end did not come.
        expected: Option<u64>,
    },
}

impl fmt::Display for IntakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed { region, line, what } => {
                write!(f, "line {line} of the working set of {region} cannot be read: {what}")
            }
            Self::Misplaced { region, line, rrn, answered, .. } => {
                write!(
                    f,
                    "line {line} of the working set of {region} is {rrn}, but {answered}; nothing after it was taken in"
                )
            }
            Self::Cut { region, records, expected: Some(expected) } => {
                write!(f, "the working set of {region} said {expected} records, and {records} came")
            }
            Self::Cut { region, records, expected: None } => {
                write!(f, "the working set of {region} was cut after {records} records")
            }
        }
    }
}

impl std::error::Error for IntakeError {}
