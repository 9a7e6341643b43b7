//! Why a query is refused: the place, what was found, what was expected, and a sentence for people.

use std::fmt;

use crate::span::{Place, Span};

/// A refused query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    span: Span,
    found: String,
    expected: &'static str,
    sentence: String,
}

/// What an error quotes of the query at most, in characters.
const QUOTED: usize = 32;

impl Error {
    /// "Expected …, found …."
    pub(crate) fn expected(text: &str, span: Span, expected: &'static str) -> Self {
        Self::hinted(text, span, expected, "")
    }

    /// The same, with a sentence more on what to do.
    pub(crate) fn hinted(text: &str, span: Span, expected: &'static str, hint: &str) -> Self {
        let found = found(text, span);
        let mut sentence = String::with_capacity(64 + hint.len());
        for part in ["Expected ", expected, ", found ", &found, "."] {
            sentence.push_str(part);
        }
        if !hint.is_empty() {
            sentence.push(' ');
            sentence.push_str(hint);
        }
        Self { span, found, expected, sentence }
    }

    /// A sentence of its own.
    pub(crate) fn says(text: &str, span: Span, expected: &'static str, sentence: impl Into<String>) -> Self {
        Self { span, found: found(text, span), expected, sentence: sentence.into() }
    }

    /// The bytes that are wrong; empty, at the end, where something is missing.
    pub fn span(&self) -> Span {
        self.span
    }

    /// What stands there, shortened, in backticks; or "the end of the query".
    pub fn found(&self) -> &str {
        &self.found
    }

    /// What could stand there.
    pub fn expected_here(&self) -> &'static str {
        self.expected
    }

    /// The line and column, in the text that was parsed.
    pub fn place(&self, text: &str) -> Place {
        Place::of(text, self.span.start)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

impl std::error::Error for Error {}

fn found(text: &str, span: Span) -> String {
    let written = span.of(text);
    if written.is_empty() {
        return "the end of the query".to_owned();
    }
    let mut quoted = String::from("`");
    quoted.extend(written.chars().take(QUOTED).map(|c| if c.is_control() { ' ' } else { c }));
    if written.chars().nth(QUOTED).is_some() {
        quoted.push('…');
    }
    quoted.push('`');
    quoted
}
