//! The engine: every loaded investigation of every customer and region, its queries, facets, groups and coverage.
//!
//! Pure: no browser, no view layer, no I/O; the caller passes the server's now. Reading order: `row` (what is told),
//! `store` (where it is held, in columns), `set` (taking it in and keeping it true), `intake` (the same from the bytes of
//! an answer), `query` and `key` (what can be asked), `mask`, `search` and `order` (what is kept between questions),
//! `answer`, `facets` and `load` (what comes back), `coverage` (what every number is worth).

mod answer;
mod coverage;
mod facets;
mod fold;
mod intake;
mod key;
mod load;
mod mask;
mod names;
mod order;
mod query;
mod row;
mod row_ref;
mod search;
mod set;
pub mod sorted;
mod store;

pub use answer::{Answer, Group};
pub use coverage::{
    Action, Certainty, ClosedReach, Coverage, CustomerState, Fact, Failure, Form, Gap, Ledger, Line, Progress, Reason,
    Refusal, RegionState, RoleKnowledge, Round, Scope, StaleRegion, Standing, StandingOf, Total,
};
pub use facets::{Entry, Facets};
pub use fold::fold;
pub use intake::{Finished, Intake, IntakeError, Taken};
pub use key::{AgeBand, Choice, Column, Key, StatusIs, Who};
pub use load::{CustomerLoad, Load, Loads};
pub use names::CustomerNames;
pub use query::{Direction, Filter, Query, SortColumn, SortKey, TimeRange};
pub use row::{NamedActor, Patch, Row};
pub use row_ref::{Person, RowRef};
pub use set::{Asked, Ingested, LocalChange, Misplaced, Outcome, Reach, RowId, WorkingSet};

// The README's example is compiled and run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
