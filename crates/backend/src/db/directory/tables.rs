//! Names of the directory's tables and columns, and how columns become values of the wire.

use crate::{Error, Result};
use contract::Timestamp;
use sea_query::Iden;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use std::str::FromStr;

macro_rules! table {
    ($name:ident { $($column:ident),+ $(,)? }) => {
        #[derive(Iden, Clone, Copy)]
        #[allow(clippy::enum_variant_names, reason = "a column may begin with its table's name")]
        pub(super) enum $name { Table, $($column),+ }
    };
}

table!(Partner { Id, Name, PrimaryCustomer, PartnerStatus, Licence });
table!(Regions { Code, Name, Position });
table!(Customers {
    Id,
    Name,
    Code,
    Region,
    Aliases,
    Tier,
    Association,
    Licence,
    LicenceUntil,
    IsPrimary,
    Confidential
});
table!(Analysts { Id, Name, Email, PasswordHash, PartnerAdmin, Active, CreatedTime });
table!(Access { Analyst, Customer, GrantedTime, GrantedBy });
table!(Sessions { TokenHash, Analyst, Kind, CreatedTime, SeenTime, ExpiresTime });
table!(Preferences { Analyst, Body });
table!(ApiKeys { Hash, Analyst, Label, CreatedTime, RevokedTime });
table!(Meta { Key, Value });
table!(Audit { Seq, Time, Analyst, What, Customer, Subject });

/// A text column read as an id, a code or whatever else is spelt in text.
pub(super) fn parsed<T: FromStr<Err: std::fmt::Display>>(row: &SqliteRow, column: &str) -> Result<T> {
    let text: String = row.try_get(column)?;
    text.parse().map_err(|cause| Error::caused(format!("column {column}"), cause))
}

/// A column of JSON text.
pub(super) fn json<T: serde::de::DeserializeOwned>(row: &SqliteRow, column: &str) -> Result<T> {
    let text: String = row.try_get(column)?;
    serde_json::from_str(&text).map_err(|cause| Error::caused(format!("column {column}"), cause))
}

/// A moment that may be absent.
pub(super) fn moment(row: &SqliteRow, column: &str) -> Result<Option<Timestamp>> {
    Ok(row.try_get::<Option<i64>, _>(column)?.map(Timestamp::from_micros))
}
