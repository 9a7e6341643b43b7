//! Pieces that several pages draw: the coverage line, the facts of an investigation, what stands in for screens that are
//! switched off; and where the focus is, for whoever listens to keys.

mod coverage_line;
mod coverage_words;
mod fact_view;
mod facts;
mod focus;
mod multi_off;

pub use coverage_line::CoverageLine;
pub use coverage_words::sentence as coverage_sentence;
pub use fact_view::FactView;
pub use facts::{Difference, Fact, Sides, differences, sides};
pub use focus::{Focus, active, focus};
pub use multi_off::MultiOff;
