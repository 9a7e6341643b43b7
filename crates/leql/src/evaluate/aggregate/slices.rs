//! Intervals of time.

use crate::ast::{Timeslice, Unit};

/// More intervals than a chart is wide.
const MOST: i64 = 2_000;

/// A range of time in equal intervals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slices {
    /// What is asked for.
    from: i64,
    to: i64,
    /// Where the first interval starts, perhaps earlier.
    start: i64,
    width: i64,
    count: usize,
}

/// A range has too many intervals of that length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SliceError {
    /// How many there would be.
    pub count: i64,
}

impl std::fmt::Display for SliceError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "The range has {} intervals of this length; {MOST} are the most. Ask for longer ones.", self.count)
    }
}

impl std::error::Error for SliceError {}

impl Slices {
    /// Cuts a range, in milliseconds, from `from` up to `to`. Durations start at full ones since 1970, in UTC, so that an
    /// hour is an hour of the clock; a number of intervals starts where the range does.
    pub fn new(timeslice: Timeslice, from: i64, to: i64) -> Result<Self, SliceError> {
        let to = to.max(from.saturating_add(1));
        let (start, width) = match timeslice {
            Timeslice::Slices(count) => {
                let length = to.saturating_sub(from);
                (from, (length.saturating_add(i64::from(count) - 1) / i64::from(count.max(1))).max(1))
            }
            Timeslice::Every(count, unit) => {
                let width = i64::from(count.max(1)).saturating_mul(milliseconds(unit));
                (from.saturating_sub(from.rem_euclid(width)), width)
            }
        };
        let length = to.saturating_sub(start);
        let count = length / width + i64::from(length % width > 0);
        let slices = usize::try_from(count).ok().filter(|_| count <= MOST).ok_or(SliceError { count })?;
        Ok(Self { from, to, start, width, count: slices })
    }

    /// The interval of a time; nothing outside of the range.
    pub fn of(&self, time: i64) -> Option<usize> {
        if time < self.from || time >= self.to {
            return None;
        }
        usize::try_from(time.saturating_sub(self.start) / self.width).ok().filter(|slice| *slice < self.count)
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// When an interval starts, in milliseconds.
    pub fn start(&self, slice: usize) -> i64 {
        self.start.saturating_add(self.width.saturating_mul(i64::try_from(slice).unwrap_or(i64::MAX)))
    }

    /// How long each is, in milliseconds.
    pub fn width(&self) -> i64 {
        self.width
    }
}

fn milliseconds(unit: Unit) -> i64 {
    i64::try_from(unit.seconds()).unwrap_or(1).saturating_mul(1_000)
}
