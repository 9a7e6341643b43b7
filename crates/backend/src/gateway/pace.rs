//! How many changes one analyst may ask for at once: writers stand in one queue, and nobody may fill it alone.

use crate::error::{Error, Result};
use contract::{AnalystId, Timestamp};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// What is asked for is counted anew after this long, in seconds.
const WINDOW_SECS: i64 = 60;
/// Changes in that time: the largest selection changed, taken back, and both once more.
const PER_WINDOW: usize = 40_000;

/// Changes that each analyst asked for in the running minute.
#[derive(Debug, Default)]
pub(super) struct Pace(Mutex<HashMap<AnalystId, (Timestamp, usize)>>);

impl Pace {
    /// Counts `changes`, or refuses them with the seconds to wait; what is refused is not counted.
    pub(super) fn take(&self, analyst: AnalystId, changes: usize, now: Timestamp) -> Result<()> {
        let mut minutes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        minutes.retain(|_, (since, _)| now.secs_since(*since) < WINDOW_SECS);
        let (since, taken) = minutes.entry(analyst).or_insert((now, 0));
        if *taken + changes > PER_WINDOW {
            let left = WINDOW_SECS - now.secs_since(*since);
            return Err(Error::TooMany { retry_after_secs: u64::try_from(left).unwrap_or_default().max(1) });
        }
        *taken += changes;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_analyst_waits_and_others_do_not() {
        let (pace, now) = (Pace::default(), Timestamp::from_micros(0));
        let (one, other) = (AnalystId::from_u128(1), AnalystId::from_u128(2));
        for call in 0..80 {
            pace.take(one, 500, now.plus_secs(call / 8)).unwrap();
        }
        let refused = pace.take(one, 1, now.plus_secs(20)).unwrap_err();
        assert!(matches!(refused, Error::TooMany { retry_after_secs: 40 }), "{refused:?}");
        pace.take(other, 500, now.plus_secs(20)).unwrap();
        assert!(pace.take(one, 1, now.plus_secs(59)).is_err());
        pace.take(one, 500, now.plus_secs(60)).unwrap();
    }
}
