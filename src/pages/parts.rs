//! Pieces that several pages draw: the coverage line, the facts of an investigation, and what stands in for screens that are
//! switched off.

mod coverage_line;
mod coverage_words;
mod fact_view;
mod facts;
mod multi_off;

pub use coverage_line::CoverageLine;
pub use coverage_words::sentence as coverage_sentence;
pub use fact_view::FactView;
pub use facts::{Difference, Fact, Sides, differences, sides};
pub use multi_off::MultiOff;
