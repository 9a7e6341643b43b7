//! Passwords: hashed with Argon2id, verified in the same time whether or not there is such an account.

use crate::{Error, Result};
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Argon2, PasswordHash};
use std::sync::OnceLock;

/// Hashes a password, with a salt of its own, as a PHC string. Takes tens of milliseconds; run it off the runtime.
pub fn hash(password: &str) -> Result<String> {
    let hashed = Argon2::default().hash_password(password.as_bytes());
    Ok(hashed.map_err(|cause| Error::caused("hashing a password", cause))?.to_string())
}

/// Whether the password is the hashed one. Without a hash the same work is done in vain.
pub fn verify(password: &str, hash: Option<&str>) -> bool {
    let stored = hash.and_then(|hash| PasswordHash::new(hash).ok());
    let matches = |hash: &PasswordHash| Argon2::default().verify_password(password.as_bytes(), hash).is_ok();
    match &stored {
        Some(hash) => matches(hash),
        None => {
            if let Some(decoy) = PasswordHash::new(decoy()).ok().as_ref() {
                matches(decoy);
            }
            false
        }
    }
}

/// A password that is told to a person once: 20 letters and digits without look-alikes.
pub fn one_time() -> String {
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789x";
    let random = crate::random::bytes::<20>();
    random.iter().filter_map(|byte| LETTERS.get(usize::from(byte & 31))).map(|letter| char::from(*letter)).collect()
}

/// The hash of a password that nobody has.
fn decoy() -> &'static str {
    static DECOY: OnceLock<String> = OnceLock::new();
    DECOY.get_or_init(|| hash(&one_time()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_hashed_password_matches() {
        let hashed = hash("quillmoor").unwrap();
        assert!(hashed.starts_with("$argon2id$"));
        assert!(verify("quillmoor", Some(&hashed)));
        assert!(!verify("Quillmoor", Some(&hashed)));
        assert!(!verify("quillmoor", None));
        assert_ne!(hashed, hash("quillmoor").unwrap());
    }

    #[test]
    fn an_unknown_account_costs_the_same_work() {
        let hashed = hash("a").unwrap();
        verify("warm", None);
        let time = |hash: Option<&str>| {
            let started = std::time::Instant::now();
            for _ in 0..4 {
                verify("b", hash);
            }
            started.elapsed()
        };
        let (known, unknown) = (time(Some(&hashed)), time(None));
        assert!(unknown * 3 > known && known * 3 > unknown, "{known:?} {unknown:?}");
    }
}
