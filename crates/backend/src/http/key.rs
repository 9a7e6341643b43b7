//! The keys under which a retry is told from a new request.

use crate::{Error, Result};
use axum::http::HeaderMap;

/// Longest key that is taken, in bytes.
const LONGEST: usize = 255;

/// `Idempotency-Key`, where there is one.
pub fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    let bad = |_| Error::BadRequest("The header idempotency-key is not readable.".to_owned());
    let key = value.to_str().map_err(bad)?;
    sound_key("Idempotency-Key", key)?;
    Ok(Some(key.to_owned()))
}

/// Refuses a key that is empty or too long; `name` is what the caller knows it as.
pub fn sound_key(name: &str, key: &str) -> Result<()> {
    if (1..=LONGEST).contains(&key.len()) {
        return Ok(());
    }
    Err(Error::BadRequest(format!("{name} must have 1 to {LONGEST} characters.")))
}
