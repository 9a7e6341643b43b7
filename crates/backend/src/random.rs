//! Randomness from the operating system, in the forms that ids, keys and passwords need.

use contract::{AnalystId, CustomerId};
use std::fmt::Write;

/// `N` random bytes. The system's source cannot fail on the platforms this runs on; where it does, nothing here may
/// go on with predictable secrets.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    if getrandom::fill(&mut bytes).is_err() {
        std::process::abort();
    }
    bytes
}

/// `N` random bytes in lower-case hex.
pub fn hex<const N: usize>() -> String {
    to_hex(&bytes::<N>())
}

/// Lower-case hex of `bytes`.
pub fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A new customer's id.
pub fn customer_id() -> CustomerId {
    CustomerId::from_u128(uuid())
}

/// A new analyst's id.
pub fn analyst_id() -> AnalystId {
    AnalystId::from_u128(uuid())
}

/// A random UUID of version 4.
fn uuid() -> u128 {
    let random = u128::from_be_bytes(bytes());
    (random & !(0xf << 76) & !(0b11 << 62)) | (0x4 << 76) | (0b10 << 62)
}
