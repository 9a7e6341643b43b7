//! Identifiers as newtypes: a customer's id can never be passed where an analyst's is meant.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// A text that is not the identifier it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadId {
    /// What was expected, as a noun phrase.
    pub expected: &'static str,
    /// The text as it came.
    pub found: String,
}

impl fmt::Display for BadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}, found {:?}", self.expected, self.found)
    }
}

impl std::error::Error for BadId {}

/// Reads a hyphenated UUID in either case; `None` for anything else.
fn parse_uuid(text: &str) -> Option<u128> {
    let bytes = text.as_bytes();
    if bytes.len() != 36 {
        return None;
    }
    let mut value: u128 = 0;
    for (position, byte) in bytes.iter().enumerate() {
        if matches!(position, 8 | 13 | 18 | 23) {
            if *byte != b'-' {
                return None;
            }
            continue;
        }
        let digit = char::from(*byte).to_digit(16)?;
        value = (value << 4) | u128::from(digit);
    }
    Some(value)
}

fn print_uuid(value: u128, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(
        f,
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        value >> 96,
        (value >> 80) & 0xffff,
        (value >> 64) & 0xffff,
        (value >> 48) & 0xffff,
        value & 0xffff_ffff_ffff
    )
}

macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident, $expected:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u128);

        impl $name {
            /// The id with these 128 bits.
            pub const fn from_u128(value: u128) -> Self { Self(value) }
            /// Its 128 bits.
            pub const fn as_u128(self) -> u128 { self.0 }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { print_uuid(self.0, f) }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { print_uuid(self.0, f) }
        }
        impl FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                parse_uuid(text).map(Self).ok_or_else(|| BadId { expected: $expected, found: text.to_owned() })
            }
        }
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
                text.parse().map_err(de::Error::custom)
            }
        }
    };
}

uuid_id!(
    /// A customer: its organization_id, a UUID printed in lower case. The Primary Customer has one too.
    CustomerId, "a customer's id (UUID)"
);
uuid_id!(
    /// An analyst's account in the directory.
    AnalystId, "an analyst's id (UUID)"
);

/// A region's code as configured (`us`, `eu`, …), lower case, 1 to 16 letters or digits. `us1` is read as `us`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct RegionCode(String);

impl RegionCode {
    /// The code's letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for RegionCode {
    type Err = BadId;
    fn from_str(text: &str) -> Result<Self, BadId> {
        let sound = (1..=16).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !sound {
            return Err(BadId { expected: "a region's code", found: text.to_owned() });
        }
        let lower = text.to_ascii_lowercase();
        Ok(Self(if lower == "us1" { "us".to_owned() } else { lower }))
    }
}

impl<'de> Deserialize<'de> for RegionCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// Schemas for the OpenAPI document: each id is a string on the wire.
#[cfg(feature = "openapi")]
mod schema {
    use super::{AnalystId, CustomerId, RegionCode};
    use utoipa::openapi::{ObjectBuilder, RefOr, Schema, SchemaFormat, schema::Type};

    macro_rules! string_schema {
        ($name:ident, $format:expr, $doc:literal) => {
            impl utoipa::PartialSchema for $name {
                fn schema() -> RefOr<Schema> {
                    ObjectBuilder::new().schema_type(Type::String).format($format).description(Some($doc)).into()
                }
            }
            impl utoipa::ToSchema for $name {}
        };
    }
    string_schema!(CustomerId, Some(SchemaFormat::Custom("uuid".to_owned())), "organization_id");
    string_schema!(AnalystId, Some(SchemaFormat::Custom("uuid".to_owned())), "An analyst's id");
    string_schema!(RegionCode, None, "A region's code, such as `eu`");
}
