//! IP addresses and their networks: `IP(10.0.0.0/8)`, `IP(2001:db8::/32)`.

use std::fmt;
use std::net::IpAddr;

/// An address with the length of its network's prefix; a single address has the longest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    prefix: u8,
}

impl Network {
    /// Reads `10.0.0.0/8` or `10.0.0.1`.
    pub fn read(text: &str) -> Option<Self> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().ok()?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let prefix = match prefix {
            Some(digits) if digits.is_empty() || digits.len() > 3 || !digits.bytes().all(|b| b.is_ascii_digit()) => {
                return None;
            }
            Some(digits) => digits.parse().ok().filter(|prefix| *prefix <= longest)?,
            None => longest,
        };
        Some(Self { address, prefix })
    }

    /// Its first and last address, as numbers of 128 bits; addresses of version 4 as they are mapped into version 6.
    pub fn bounds(self) -> (u128, u128) {
        let length = if self.address.is_ipv4() { self.prefix + 96 } else { self.prefix };
        let host = u128::MAX.checked_shr(u32::from(length)).unwrap_or(0);
        let number = number(self.address);
        (number & !host, number | host)
    }

    /// Whether the address that a text spells lies in it.
    pub fn holds(self, text: &str) -> bool {
        let (first, last) = self.bounds();
        read(text).is_some_and(|number| first <= number && number <= last)
    }
}

/// The number of the address that a text spells.
pub fn read(text: &str) -> Option<u128> {
    text.trim().parse().ok().map(number)
}

fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(v4) => u128::from(v4.to_ipv6_mapped()),
        IpAddr::V6(v6) => u128::from(v6),
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.prefix)
    }
}
