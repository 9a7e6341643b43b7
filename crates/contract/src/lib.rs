//! The wire of the directory and of the regional gateways, as `serde` types; no logic beyond reading and writing them.
//!
//! Reading order: ids, words (enums that keep what they do not know), times, pages, errors; then the records of the
//! public InsightIDR v2 dialect; then the extension under `/mci/v1` (`extension`, `stream`, `bulk`); then
//! the directory; `views` belongs to both.

mod ids;
mod members;
mod page;
mod rrn;
mod time;
mod words;

pub mod bulk;
pub mod directory;
pub mod extension;
pub mod idr;
pub mod stream;
pub mod views;

pub use ids::{AnalystId, BadId, CustomerId, RegionCode};
pub use page::{Answer, ErrorBody, Page, PageMetadata};
pub use rrn::{BadRrn, Rrn};
pub use time::{BadTimestamp, Timestamp};
pub use words::{
    AccessState, ActorKind, Association, Disposition, Licence, Priority, Role, Source, Status, Visibility,
};
