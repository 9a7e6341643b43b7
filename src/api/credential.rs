//! Tokens: kept in memory, sent, renewed before they end, never printed, never handed out.

use contract::RegionCode;
use contract::directory::{RegionToken, Secret};
use std::collections::HashMap;

/// Share of a token's life after which it is renewed.
const RENEWED_AT: f64 = 0.8;

/// What this tab may show the servers.
#[derive(Debug, Default)]
pub struct Credentials {
    directory: Option<Secret>,
    regions: HashMap<RegionCode, Held>,
    made: u64,
}

#[derive(Debug)]
struct Held {
    secret: Secret,
    number: u64,
    renew_at: f64,
    ends_at: f64,
}

/// Where a token stands in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Age {
    /// Nothing to do.
    Good,
    /// It still works, not for long.
    Due,
    /// It ended.
    Over,
}

impl Credentials {
    /// Takes over a session's tokens at `now` (milliseconds since the page was opened); the directory's is absent where
    /// a cookie does its work.
    pub fn replace(&mut self, directory: Option<Secret>, regions: &[RegionToken], now: f64) {
        self.directory = directory;
        self.regions.clear();
        for token in regions {
            self.renew(token.clone(), now);
        }
    }

    /// Takes over a renewed token at `now`.
    pub fn renew(&mut self, token: RegionToken, now: f64) {
        self.made += 1;
        let life = token.expires_in as f64 * 1_000.0;
        let (renew_at, ends_at) = (now + life * RENEWED_AT, now + life);
        let held = Held { secret: token.token, number: self.made, renew_at, ends_at };
        self.regions.insert(token.region, held);
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        let made = self.made;
        *self = Self { made, ..Self::default() };
    }

    /// Tells tokens apart without showing them; 0 where there is none.
    pub(super) fn number(&self, region: &RegionCode) -> u64 {
        self.regions.get(region).map_or(0, |held| held.number)
    }

    /// Where a region's token stands; one that is not there is asked for by the server's refusal.
    pub(super) fn age(&self, region: &RegionCode, now: f64) -> Age {
        match self.regions.get(region) {
            Some(held) if now >= held.ends_at => Age::Over,
            Some(held) if now >= held.renew_at => Age::Due,
            _ => Age::Good,
        }
    }

    pub(super) fn directory_header(&self) -> Option<String> {
        self.directory.as_ref().map(|secret| format!("Bearer {}", secret.reveal()))
    }

    pub(super) fn region_header(&self, region: &RegionCode) -> Option<String> {
        self.regions.get(region).map(|held| format!("Bearer {}", held.secret.reveal()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(text: &str, expires_in: u64) -> RegionToken {
        RegionToken { region: "eu".parse().unwrap(), token: Secret::new(text.to_owned()), expires_in }
    }

    #[test]
    fn a_token_is_due_before_it_ends_and_a_new_one_has_a_new_number() {
        let eu: RegionCode = "eu".parse().unwrap();
        let mut held = Credentials::default();
        assert_eq!((held.number(&eu), held.age(&eu, 0.0)), (0, Age::Good));
        held.replace(None, &[token("one", 900)], 1_000.0);
        assert_eq!(held.age(&eu, 720_000.0), Age::Good);
        assert_eq!(held.age(&eu, 721_000.0), Age::Due, "at four fifths of fifteen minutes");
        assert_eq!(held.age(&eu, 901_000.0), Age::Over);
        let first = held.number(&eu);
        held.renew(token("two", 900), 721_000.0);
        assert_eq!(held.age(&eu, 901_000.0), Age::Good);
        assert_ne!(held.number(&eu), first);
        assert_eq!(held.region_header(&eu).as_deref(), Some("Bearer two"));
        let second = held.number(&eu);
        held.clear();
        held.renew(token("three", 900), 0.0);
        assert_ne!(held.number(&eu), second, "a number is not used twice");
    }
}
