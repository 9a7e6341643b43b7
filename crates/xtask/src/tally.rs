//! Owns counting: what the tests of every kind said, in one closing line.

use crate::progress::plain;
use std::fmt;

/// What ran and how it went.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    pub passed: u64,
    pub failed: u64,
    pub skipped: u64,
}

impl Tally {
    pub const PASS: Self = Self { passed: 1, failed: 0, skipped: 0 };
    pub const FAIL: Self = Self { passed: 0, failed: 1, skipped: 0 };

    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }

    /// The sum of every `test result:` line. A run that ended badly, or ran nothing, has failed at least once.
    pub fn of(output: &str, ok: bool) -> Self {
        let mut sum = Self::default();
        for line in output.lines() {
            let line = plain(line);
            let Some(rest) = line.trim().strip_prefix("test result:") else { continue };
            sum.add(Self {
                passed: count(rest, "passed"),
                failed: count(rest, "failed"),
                skipped: count(rest, "ignored"),
            });
        }
        let silent = sum == Self::default();
        if (!ok && sum.failed == 0) || silent {
            sum.failed += 1;
        }
        sum
    }
}

/// The number before `word`.
fn count(line: &str, word: &str) -> u64 {
    let before = line.split(';').find_map(|part| part.trim().strip_suffix(word));
    before.and_then(|part| part.trim().rsplit(' ').next()?.parse().ok()).unwrap_or(0)
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 { write!(f, ", {} skipped", self.skipped) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::Tally;

    const TWO: &str = "running 3 tests\n\
        test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
        test result: \u{1b}[31mFAILED\u{1b}[0m. 4 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out\n";

    #[test]
    fn sums_every_result_line() {
        let sum = Tally::of(TWO, false);
        assert_eq!(sum, Tally { passed: 6, failed: 1, skipped: 1 });
        assert_eq!(sum.to_string(), "6 passed, 1 failed, 1 skipped");
    }

    #[test]
    fn a_build_that_breaks_and_a_run_of_nothing_are_failures() {
        assert_eq!(Tally::of("error: could not compile", false), Tally::FAIL);
        let half = Tally::of("test result: ok. 2 passed; 0 failed; 0 ignored\nerror: could not compile", false);
        assert_eq!(half.failed, 1);
        assert_eq!(Tally::of("test result: ok. 0 passed; 0 failed; 0 ignored", true), Tally::FAIL);
        assert_eq!(Tally::PASS.to_string(), "1 passed, 0 failed");
    }
}
