//! The engine through its door: rows, questions, facets, groups, loads and the ledger.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails loudly")]

mod answers;
mod facets;
mod fixture;
mod ledger;
mod line;
mod loads;
mod memory;
mod model;
mod rows;
mod scanner;
mod sequences;
mod steps;
mod stream;
