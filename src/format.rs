//! Values as words: pure functions from what the wire says to what a person reads. Nothing here knows a screen.

pub mod count;
pub mod csv;
pub mod indicator;
pub mod mark;
pub mod people;
pub mod text;
pub mod time;
pub mod words;
pub mod zone;
