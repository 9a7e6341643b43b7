//! Objects whose members decide what they are, read member by member: `flatten` and `untagged` would have every type
//! within compiled once more for each way of reading.

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, Error};
use serde_json::{Map, Value};

/// The members that are not read yet.
pub(crate) struct Members(Map<String, Value>);

impl Members {
    pub(crate) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::Object(members) => Ok(Self(members)),
            _ => Err(Error::custom("expected an object")),
        }
    }

    /// A member that must be there.
    pub(crate) fn take<T: DeserializeOwned, E: Error>(&mut self, name: &'static str) -> Result<T, E> {
        self.find(name)?.ok_or_else(|| E::missing_field(name))
    }

    /// A member that may be absent.
    pub(crate) fn find<T: DeserializeOwned, E: Error>(&mut self, name: &'static str) -> Result<Option<T>, E> {
        self.0.remove(name).map(|value| serde_json::from_value(value).map_err(|error| named(name, &error))).transpose()
    }

    /// Whatever is left.
    pub(crate) fn rest<T: DeserializeOwned, E: Error>(self) -> Result<T, E> {
        serde_json::from_value(Value::Object(self.0)).map_err(E::custom)
    }
}

fn named<E: Error>(name: &str, error: &serde_json::Error) -> E {
    E::custom(format_args!("{name}: {error}"))
}
