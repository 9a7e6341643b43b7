//! The language of Log Search, shared by the backend and the query box.
//!
//! Reading order: `words` (the vocabulary), `lexer`, `ast` (what a query says), `parser`, `print` (back to text), `error`
//! and `span` (what is wrong, and where), `edit`, `walk` with `tokens` and `complete` (what a query box needs), `check`;
//! with the feature `evaluate` also `evaluate`.
#![doc = ""]
#![doc = include_str!("../README.md")]

mod address;
mod ast;
mod check;
mod complete;
pub mod edit;
mod error;
#[cfg(feature = "evaluate")]
pub mod evaluate;
mod lexer;
mod number;
mod parser;
mod print;
mod span;
mod tokens;
mod walk;
mod words;

pub use address::Network;
pub use ast::{
    Calculation, Compare, Direction, Expr, Filter, Having, Key, Literal, Node, Query, Selected, Sort, SortBy,
    Timeslice, Unit, Value, Which,
};
pub use check::{Check, Refusal, Summary};
pub use complete::{Completion, CompletionKind, Completions, Suggestion, Vocabulary, complete};
pub use error::Error;
pub use number::Number;
pub use parser::{DEEPEST, LONGEST, parse};
pub use span::{Mark, Place, Span};
pub use tokens::{Token, TokenKind, tokens};
pub use words::{Clause, Function, How, Of, Operator};
