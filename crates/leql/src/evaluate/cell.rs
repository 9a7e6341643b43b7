//! One calculated number while it is being calculated.

use super::event::{Event, Field};
use super::path::Path;
use super::sketch::{Percentiles, Unique};
use crate::ast::Calculation;
use crate::number::Number;
use crate::words::Function;

/// What is computed, ready to look up.
#[derive(Debug, Clone)]
pub(crate) struct Task {
    pub(crate) function: Function,
    path: Option<Path>,
}

impl Task {
    pub(crate) fn new(calculation: &Calculation) -> Self {
        Self { function: calculation.function, path: calculation.key.as_ref().map(Path::new) }
    }

    pub(crate) fn cell(&self) -> Cell {
        match self.function {
            Function::Count | Function::Bytes => Cell::Count(0),
            Function::Unique => Cell::Unique(Unique::new()),
            Function::Percentile(_) => Cell::Percentiles(Percentiles::default()),
            _ => Cell::Numbers(Numbers::default()),
        }
    }

    /// What an event adds: read once, however many cells it goes to.
    pub(crate) fn read(&self, event: &dyn Event) -> Vec<Part> {
        let mut parts = Vec::new();
        let Some(path) = &self.path else {
            let weight = if self.function == Function::Bytes { event.text().len() as u64 } else { 1 };
            return vec![Part::Weight(weight)];
        };
        event.visit(path, &mut |field| {
            let Field::Text(text) = field else { return false };
            match self.function {
                Function::Count => parts.push(Part::Weight(1)),
                Function::Bytes => parts.push(Part::Weight(text.len() as u64)),
                Function::Unique => parts.push(Part::Text(text.to_owned())),
                _ => parts.extend(Number::read(text).map(|number| Part::Number(number.as_f64()))),
            }
            // An event that has a key twice has it.
            self.function == Function::Count
        });
        parts
    }
}

/// What an event adds to a cell.
#[derive(Debug, Clone)]
pub(crate) enum Part {
    Weight(u64),
    Number(f64),
    Text(String),
}

/// A number on its way.
#[derive(Debug, Clone)]
pub(crate) enum Cell {
    Count(u64),
    Numbers(Numbers),
    Unique(Unique),
    Percentiles(Percentiles),
}

/// What sums, means, ends and deviations are made of.
#[derive(Debug, Clone, Default)]
pub(crate) struct Numbers {
    count: u64,
    sum: f64,
    mean: f64,
    squares: f64,
    least: f64,
    greatest: f64,
}

impl Numbers {
    fn one(number: f64) -> Self {
        Self { count: 1, sum: number, mean: number, squares: 0.0, least: number, greatest: number }
    }

    fn merge(&mut self, other: &Self) {
        if other.count == 0 {
            return;
        }
        if self.count == 0 {
            *self = other.clone();
            return;
        }
        let (here, there) = (self.count as f64, other.count as f64);
        let apart = other.mean - self.mean;
        self.mean += apart * there / (here + there);
        self.squares += other.squares + apart * apart * here * there / (here + there);
        self.sum += other.sum;
        self.least = self.least.min(other.least);
        self.greatest = self.greatest.max(other.greatest);
        self.count += other.count;
    }
}

impl Cell {
    pub(crate) fn add(&mut self, part: &Part, most: usize) {
        match (self, part) {
            (Self::Count(count), Part::Weight(weight)) => *count += weight,
            (Self::Numbers(numbers), Part::Number(number)) => numbers.merge(&Numbers::one(*number)),
            (Self::Unique(unique), Part::Text(text)) => unique.add(text, most),
            (Self::Percentiles(percentiles), Part::Number(number)) => percentiles.add(*number),
            _ => {}
        }
    }

    pub(crate) fn merge(&mut self, other: Self, most: usize) {
        match (self, other) {
            (Self::Count(here), Self::Count(there)) => *here += there,
            (Self::Numbers(here), Self::Numbers(there)) => here.merge(&there),
            (Self::Unique(here), Self::Unique(there)) => here.merge(there, most),
            (Self::Percentiles(here), Self::Percentiles(there)) => here.merge(&there),
            _ => {}
        }
    }

    pub(crate) fn shrink(&mut self, most: usize) {
        if let Self::Unique(unique) = self {
            unique.shrink(most);
        }
    }

    /// How many entries of memory it holds.
    pub(crate) fn held(&self) -> usize {
        match self {
            Self::Count(_) | Self::Numbers(_) => 1,
            Self::Unique(unique) => unique.held(),
            Self::Percentiles(percentiles) => percentiles.held(),
        }
    }

    pub(crate) fn exact(&self) -> bool {
        match self {
            Self::Unique(unique) => unique.exact(),
            Self::Percentiles(percentiles) => percentiles.held() == 0,
            _ => true,
        }
    }

    /// What it came to; nothing where there was no number.
    pub(crate) fn value(&self, function: Function) -> Option<f64> {
        match self {
            Self::Count(count) => Some(*count as f64),
            Self::Unique(unique) => Some(unique.count()),
            Self::Percentiles(percentiles) => match function {
                Function::Percentile(percent) => percentiles.at(percent),
                _ => None,
            },
            Self::Numbers(numbers) if numbers.count == 0 => None,
            Self::Numbers(numbers) => Some(match function {
                Function::Average => numbers.sum / numbers.count as f64,
                Function::Min => numbers.least,
                Function::Max => numbers.greatest,
                Function::StandardDeviation => (numbers.squares / numbers.count as f64).sqrt(),
                _ => numbers.sum,
            }),
        }
    }
}
