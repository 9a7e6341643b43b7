//! How often someone may try to sign in: per account and per address, counted before the password is looked at.

use crate::{Error, Result};
use contract::Timestamp;
use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

/// Attempts older than this are forgotten, in seconds.
const WINDOW_SECS: i64 = 5 * 60;
const PER_ACCOUNT: usize = 8;
/// An office shares one address.
const PER_ADDRESS: usize = 60;
/// Above this many names the ones with nothing recent are dropped.
const TIDY_ABOVE: usize = 4_096;

/// Failed attempts of the last five minutes.
#[derive(Debug, Default)]
pub(super) struct Attempts {
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    accounts: HashMap<String, VecDeque<Timestamp>>,
    addresses: HashMap<IpAddr, VecDeque<Timestamp>>,
}

impl Attempts {
    /// Counts an attempt, or refuses it with the seconds to wait. Existing and unknown accounts are treated alike.
    pub(super) fn begin(&self, account: &str, address: Option<IpAddr>, now: Timestamp) -> Result<()> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let account: String = account.chars().take(320).collect();
        let wait = wait_for(&mut inner.accounts, &account, PER_ACCOUNT, now)
            .or_else(|| address.and_then(|address| wait_for(&mut inner.addresses, &address, PER_ADDRESS, now)));
        if let Some(retry_after_secs) = wait {
            return Err(Error::TooMany { retry_after_secs });
        }
        inner.accounts.entry(account).or_default().push_back(now);
        if let Some(address) = address {
            inner.addresses.entry(address).or_default().push_back(now);
        }
        Ok(())
    }

    /// The attempt was good: the account starts anew, and the address did nothing wrong.
    pub(super) fn succeeded(&self, account: &str, address: Option<IpAddr>) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.accounts.remove(account);
        if let Some(times) = address.and_then(|address| inner.addresses.get_mut(&address)) {
            times.pop_back();
        }
    }
}

/// Seconds until `name` may try again, none when it may now.
fn wait_for<K: Hash + Eq>(
    names: &mut HashMap<K, VecDeque<Timestamp>>,
    name: &K,
    limit: usize,
    now: Timestamp,
) -> Option<u64> {
    let recent = |time: &Timestamp| now.secs_since(*time) < WINDOW_SECS;
    if names.len() > TIDY_ABOVE {
        names.retain(|_, times| times.back().is_some_and(recent));
    }
    let times = names.get_mut(name)?;
    times.retain(recent);
    let oldest = times.front().filter(|_| times.len() >= limit)?;
    u64::try_from((WINDOW_SECS - now.secs_since(*oldest)).max(1)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(secs: i64) -> Timestamp {
        Timestamp::from_micros(0).plus_secs(secs)
    }

    #[test]
    fn the_ninth_failure_waits_and_others_do_not() {
        let attempts = Attempts::default();
        for second in 0..8 {
            attempts.begin("a@quillmoor.example", None, at(second)).unwrap();
        }
        let refused = attempts.begin("a@quillmoor.example", None, at(10)).unwrap_err();
        assert!(matches!(refused, Error::TooMany { retry_after_secs: 290 }), "{refused:?}");
        attempts.begin("b@quillmoor.example", None, at(10)).unwrap();
        attempts.begin("a@quillmoor.example", None, at(300)).unwrap();
    }

    #[test]
    fn an_address_that_tries_every_name_waits_too() {
        let attempts = Attempts::default();
        let address: IpAddr = "192.0.2.7".parse().unwrap();
        for name in 0..60 {
            attempts.begin(&format!("{name}@quillmoor.example"), Some(address), at(0)).unwrap();
        }
        assert!(attempts.begin("new@quillmoor.example", Some(address), at(1)).is_err());
        assert!(attempts.begin("new@quillmoor.example", "192.0.2.8".parse().ok(), at(1)).is_ok());
    }

    #[test]
    fn a_good_attempt_is_forgotten() {
        let attempts = Attempts::default();
        for _ in 0..100 {
            attempts.begin("a@quillmoor.example", "192.0.2.7".parse().ok(), at(0)).unwrap();
            attempts.succeeded("a@quillmoor.example", "192.0.2.7".parse().ok());
        }
    }
}
