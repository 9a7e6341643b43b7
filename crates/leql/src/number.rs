//! Numbers as they are written in queries and logs: whole ones exact, the rest as doubles.

use std::cmp::Ordering;

/// A number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// Exact.
    Whole(i64),
    /// As near as a double is; never infinite, never "not a number".
    Real(f64),
}

impl Number {
    /// Reads `42`, `-1e-03`, `6.0221409e+23`. What is too large for a double is a text.
    pub fn read(text: &str) -> Option<Self> {
        let first = *text.as_bytes().first()?;
        if !(first.is_ascii_digit() || matches!(first, b'-' | b'+' | b'.')) {
            return None;
        }
        if let Ok(whole) = text.parse() {
            return Some(Self::Whole(whole));
        }
        // "+inf" and the like are words.
        if !text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E')) {
            return None;
        }
        text.parse().ok().filter(|real: &f64| real.is_finite()).map(Self::real)
    }

    /// `1000.0` is 1000.
    fn real(real: f64) -> Self {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if real.fract() == 0.0 && real.abs() <= EXACT { Self::Whole(real as i64) } else { Self::Real(real) }
    }

    /// As a double.
    pub fn as_f64(self) -> f64 {
        match self {
            Self::Whole(whole) => whole as f64,
            Self::Real(real) => real,
        }
    }

    /// Their order.
    pub fn compare(self, other: Self) -> Ordering {
        match (self, other) {
            (Self::Whole(one), Self::Whole(two)) => one.cmp(&two),
            (one, two) => one.as_f64().partial_cmp(&two.as_f64()).unwrap_or(Ordering::Equal),
        }
    }
}
