//! How long to wait after failures.

pub(super) use crate::api::pause;

/// Seconds before the next try after this many failures in a row: 5, 10, 20, 40, 60, with up to a quarter of jitter so
/// that analysts' tabs do not all come back at once. `random` is between 0 and 1. A server's own wish is respected.
pub(super) fn backoff_secs(failures: u32, wish: Option<u64>, random: f64) -> u64 {
    let plain = 5_u64.saturating_mul(1 << failures.saturating_sub(1).min(4)).min(60);
    let jitter = (random.clamp(0.0, 1.0) * plain as f64 / 4.0) as u64;
    (plain + jitter).max(wish.unwrap_or(0).min(600))
}

#[cfg(test)]
mod tests {
    use super::backoff_secs;

    #[test]
    fn waits_grow_and_respect_the_server() {
        assert_eq!([1, 2, 3, 4, 5, 60].map(|failures| backoff_secs(failures, None, 0.0)), [5, 10, 20, 40, 60, 60]);
        assert_eq!(backoff_secs(1, None, 1.0), 6);
        assert_eq!(backoff_secs(1, Some(90), 0.0), 90);
        assert_eq!(backoff_secs(1, Some(u64::MAX), 0.0), 600, "no server can silence the app for good");
    }
}
