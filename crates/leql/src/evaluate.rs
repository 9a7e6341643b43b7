//! Answers queries over events: matching, what an index can answer, counting. A feature, for the backend only.

mod aggregate;
mod cell;
mod event;
mod find;
mod fold;
mod lower;
mod matcher;
mod path;
mod sketch;
mod test;

pub use aggregate::{Aggregation, Group, GroupLimits, SliceError, Slices, Table};
pub use event::{Event, Field, LogEvent};
pub use lower::{Bound, Indexed, Lowered, lower};
pub use matcher::Matcher;
pub use path::Path;
