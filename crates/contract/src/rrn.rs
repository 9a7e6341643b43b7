//! The name of an investigation: `rrn:investigation:{region}:{organization}:investigation:{id}`.

use crate::{CustomerId, RegionCode};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

/// A text that does not name an investigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRrn(
    /// The text as it came.
    pub String,
);

impl fmt::Display for BadRrn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected rrn:investigation:REGION:ORGANIZATION:investigation:ID, found {:?}", self.0)
    }
}

impl std::error::Error for BadRrn {}

/// An investigation's name. Printed as first spelt; equal when region (`us1` is `us`), organisation and id are.
#[derive(Clone)]
pub struct Rrn {
    text: Box<str>,
    region: RegionCode,
    customer: CustomerId,
    id_start: usize,
}

impl Rrn {
    /// The name of investigation `id` of `customer` in `region`; refused when `id` is empty or holds `:`, `/` or controls.
    pub fn new(region: &RegionCode, customer: CustomerId, id: &str) -> Result<Self, BadRrn> {
        format!("rrn:investigation:{region}:{customer}:investigation:{id}").parse()
    }

    /// As first spelt.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Where it lives.
    pub fn region(&self) -> &RegionCode {
        &self.region
    }

    /// Whose it is.
    pub fn customer(&self) -> CustomerId {
        self.customer
    }

    /// The last segment, unique within its customer; what the app's addresses carry.
    pub fn id(&self) -> &str {
        self.text.get(self.id_start..).unwrap_or_default()
    }
}

impl FromStr for Rrn {
    type Err = BadRrn;
    fn from_str(text: &str) -> Result<Self, BadRrn> {
        let bad = || BadRrn(text.chars().take(200).collect());
        let mut parts = text.splitn(6, ':');
        let mut next = || parts.next().ok_or_else(bad);
        if next()? != "rrn" || next()? != "investigation" {
            return Err(bad());
        }
        let region = next()?.parse().map_err(|_| bad())?;
        let customer = next()?.parse().map_err(|_| bad())?;
        if next()? != "investigation" {
            return Err(bad());
        }
        let id = next()?;
        let sound =
            (1..=128).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.~".contains(&b));
        if !sound || id == "." || id == ".." {
            return Err(bad());
        }
        Ok(Self { region, customer, id_start: text.len() - id.len(), text: text.into() })
    }
}

impl PartialEq for Rrn {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Rrn {}
impl PartialOrd for Rrn {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Rrn {
    fn cmp(&self, other: &Self) -> Ordering {
        (&self.region, self.customer, self.id()).cmp(&(&other.region, other.customer, other.id()))
    }
}
impl Hash for Rrn {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.region.hash(state);
        self.customer.hash(state);
        self.id().hash(state);
    }
}
impl fmt::Display for Rrn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
impl fmt::Debug for Rrn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
impl Serialize for Rrn {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}
impl<'de> Deserialize<'de> for Rrn {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(feature = "openapi")]
mod schema {
    use utoipa::openapi::{ObjectBuilder, RefOr, Schema, schema::Type};
    impl utoipa::PartialSchema for super::Rrn {
        fn schema() -> RefOr<Schema> {
            ObjectBuilder::new()
                .schema_type(Type::String)
                .description(Some("rrn:investigation:{region}:{organization}:investigation:{id}"))
                .into()
        }
    }
    impl utoipa::ToSchema for super::Rrn {}
}
