//! Counts of different values and percentiles in bounded memory, which can be put together.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hasher};

/// How many different values there are: exact while all their hashes are held; beyond that, those below a threshold are,
/// and tell how many there must be.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Unique {
    hashes: BTreeSet<u64>,
    /// Hashes from here on are not held.
    threshold: u64,
}

impl Unique {
    pub(crate) fn new() -> Self {
        Self { hashes: BTreeSet::new(), threshold: u64::MAX }
    }

    /// Adds a value, and holds at most `most`.
    pub(crate) fn add(&mut self, text: &str, most: usize) {
        let mut hasher = DefaultHasher::new();
        hasher.write(text.as_bytes());
        let hash = hasher.finish();
        if hash < self.threshold {
            self.hashes.insert(hash);
            self.shrink(most);
        }
    }

    pub(crate) fn merge(&mut self, other: Self, most: usize) {
        self.threshold = self.threshold.min(other.threshold);
        self.hashes.extend(other.hashes);
        self.hashes.split_off(&self.threshold);
        self.shrink(most);
    }

    pub(crate) fn shrink(&mut self, most: usize) {
        while self.hashes.len() > most.max(1) {
            if let Some(largest) = self.hashes.pop_last() {
                self.threshold = largest;
            }
        }
    }

    pub(crate) fn held(&self) -> usize {
        self.hashes.len()
    }

    pub(crate) fn exact(&self) -> bool {
        self.threshold == u64::MAX
    }

    pub(crate) fn count(&self) -> f64 {
        let held = self.hashes.len() as f64;
        if self.exact() { held } else { (held * (u64::MAX as f64 / self.threshold.max(1) as f64)).round() }
    }
}

/// Values in buckets of 2 % each, so that a percentile is right within 1 %.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Percentiles {
    /// By sign and size, in the order of the values.
    buckets: BTreeMap<i32, u64>,
    count: u64,
}

const GROWTH: f64 = 1.02;
/// Around one; what is smaller is zero, what is larger is as large.
const MIDDLE: i32 = 3_000;

impl Percentiles {
    pub(crate) fn add(&mut self, value: f64) {
        let size = (value.abs().ln() / GROWTH.ln()).ceil().clamp(f64::from(1 - MIDDLE), f64::from(MIDDLE)) as i32;
        let bucket = if value == 0.0 { 0 } else { (size + MIDDLE) * if value < 0.0 { -1 } else { 1 } };
        *self.buckets.entry(bucket).or_default() += 1;
        self.count += 1;
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        for (bucket, count) in &other.buckets {
            *self.buckets.entry(*bucket).or_default() += count;
        }
        self.count += other.count;
    }

    pub(crate) fn held(&self) -> usize {
        self.buckets.len()
    }

    /// The value below which so many in a hundred lie.
    pub(crate) fn at(&self, percent: f64) -> Option<f64> {
        let wanted = (percent / 100.0 * self.count as f64).ceil().max(1.0);
        let mut seen = 0;
        let (bucket, _) = self.buckets.iter().find(|(_, count)| {
            seen += **count;
            seen as f64 >= wanted
        })?;
        if *bucket == 0 {
            return Some(0.0);
        }
        let middle = 2.0 * GROWTH.powi(bucket.abs() - MIDDLE) / (GROWTH + 1.0);
        Some(middle * f64::from(bucket.signum()))
    }
}
