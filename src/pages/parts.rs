//! Pieces that several pages draw: the coverage line, and what stands in for screens that are switched off.

mod coverage_line;
mod coverage_words;
mod multi_off;

pub use coverage_line::CoverageLine;
pub use multi_off::MultiOff;
