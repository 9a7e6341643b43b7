//! The only clock: the system's, or one that starts at a given moment and ticks on from there.

use contract::Timestamp;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// Tells the time to everything that stores, compares or shows one.
#[derive(Debug, Clone)]
pub struct Clock {
    start: Option<(Timestamp, Instant)>,
}

impl Clock {
    /// The system's clock.
    pub fn system() -> Self {
        Self { start: None }
    }

    /// A clock that shows `moment` now and ticks on; for seeds, tests and pictures.
    pub fn starting_at(moment: Timestamp) -> Self {
        Self { start: Some((moment, Instant::now())) }
    }

    /// The present moment, to the microsecond.
    pub fn now(&self) -> Timestamp {
        let (base, passed) = match &self.start {
            Some((moment, since)) => (moment.micros(), since.elapsed()),
            None => (0, SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()),
        };
        Timestamp::from_micros(base.saturating_add(i64::try_from(passed.as_micros()).unwrap_or(i64::MAX)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_started_clock_ticks_on_from_its_moment() {
        let moment: Timestamp = "2026-03-17T10:46:00Z".parse().unwrap();
        let clock = Clock::starting_at(moment);
        let first = clock.now();
        assert!(first >= moment && first.micros() < moment.micros() + 60_000_000);
        std::thread::sleep(std::time::Duration::from_millis(2));
        assert!(clock.clone().now() > first);
    }
}
