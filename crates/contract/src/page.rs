//! Lists and errors: both pagination dialects, pages without metadata, bare arrays, and the one error body.

use serde::{Deserialize, Deserializer, Serialize, de};
use serde_json::Value;

/// Where a page stands in its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PageMetadata {
    /// Number of this page, from 0.
    pub index: u64,
    /// Rows asked for per page.
    pub size: u64,
    /// Pages there are.
    pub total_pages: u64,
    /// Rows there are. The second dialect calls it `total_items`.
    #[serde(alias = "total_items")]
    pub total_data: u64,
}

/// One page as our own servers write it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// The rows.
    pub data: Vec<T>,
    /// Where they stand.
    pub metadata: PageMetadata,
}

/// A list as gateways really answer it: a page, a page without metadata, or a bare array.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer<T> {
    /// The rows.
    pub data: Vec<T>,
    /// Absent where the gateway sent none: the total is then unknown.
    pub metadata: Option<PageMetadata>,
}

impl<'de, T: de::DeserializeOwned> Deserialize<'de> for Answer<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Wrapped {
            #[serde(alias = "items")]
            data: Vec<Value>,
            #[serde(default)]
            metadata: Option<Value>,
        }
        let (rows, metadata) = match Value::deserialize(deserializer)? {
            Value::Array(rows) => (rows, None),
            object @ Value::Object(_) => {
                let wrapped: Wrapped = serde_json::from_value(object).map_err(de::Error::custom)?;
                (wrapped.data, wrapped.metadata)
            }
            _ => return Err(de::Error::custom("expected a page or an array")),
        };
        let data = rows
            .into_iter()
            .enumerate()
            .map(|(place, row)| {
                serde_json::from_value(row).map_err(|error| de::Error::custom(format!("row {place}: {error}")))
            })
            .collect::<Result<_, D::Error>>()?;
        // Metadata that cannot be read is the same as none: the rows are still good, the total is unknown.
        let metadata = metadata.and_then(|value| serde_json::from_value(value).ok());
        Ok(Self { data, metadata })
    }
}

/// The body of every error. A 412 also carries what stands now.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ErrorBody {
    /// One sentence.
    #[serde(default)]
    pub message: String,
    /// Finds the cause in the server's log.
    #[serde(default)]
    pub correlation_id: String,
    /// With 412: the investigation as it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current: Option<Value>,
}
