//! Reads queries, one a line, and says which are refused, and where.

use std::io::{self, BufRead};

use crate::error::Error;
use crate::parser::{LONGEST, parse};
use crate::span::Place;

/// A refused line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The line of the file, from 1.
    pub line: usize,
    /// The character of the line, from 1.
    pub column: usize,
    /// Why.
    pub sentence: String,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.sentence)
    }
}

/// How many lines were what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Queries that can be asked.
    pub accepted: usize,
    /// Queries that cannot.
    pub refused: usize,
}

impl std::fmt::Display for Summary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} accepted, {} refused", self.accepted, self.refused)
    }
}

/// Goes through the lines; blank ones do not count. Holds no more than one line, and of that no more than a query may
/// have.
pub struct Check<'r> {
    reader: &'r mut dyn BufRead,
    line: usize,
    summary: Summary,
}

impl<'r> Check<'r> {
    /// Starts at the reader's next line.
    pub fn new(reader: &'r mut dyn BufRead) -> Self {
        Self { reader, line: 0, summary: Summary::default() }
    }

    /// What was found so far.
    pub fn summary(&self) -> Summary {
        self.summary
    }

    /// The next line; nothing at the end. A line that is too long keeps one byte too many, which refuses it.
    fn next_line(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        let mut any = false;
        loop {
            let bytes = self.reader.fill_buf()?;
            if bytes.is_empty() {
                break;
            }
            any = true;
            let end = bytes.iter().position(|byte| *byte == b'\n');
            let taken = bytes.get(..end.unwrap_or(bytes.len())).unwrap_or_default();
            let room = (LONGEST + 4).saturating_sub(line.len());
            line.extend_from_slice(taken.get(..taken.len().min(room)).unwrap_or_default());
            let used = taken.len() + usize::from(end.is_some());
            self.reader.consume(used);
            if end.is_some() {
                break;
            }
        }
        self.line += usize::from(any);
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        if self.line == 1 && line.starts_with("\u{feff}".as_bytes()) {
            line.drain(..3);
        }
        Ok(any.then_some(line))
    }

    fn look(&self, line: &[u8]) -> Result<(), Refusal> {
        let refusal = |column, sentence| Refusal { line: self.line, column, sentence };
        let text = match std::str::from_utf8(line) {
            Ok(text) => text,
            // A line that was cut within a character is refused for its length.
            Err(error) if line.len() > LONGEST => {
                let good = String::from_utf8_lossy(line.get(..error.valid_up_to()).unwrap_or_default()).into_owned();
                return Err(refusal(good.chars().count() + 1, "A query has at most 65,536 bytes.".to_owned()));
            }
            Err(error) => {
                let good = String::from_utf8_lossy(line.get(..error.valid_up_to()).unwrap_or_default()).into_owned();
                return Err(refusal(good.chars().count() + 1, "This is not UTF-8 text.".to_owned()));
            }
        };
        ask(text).map_err(|error| {
            let Place { column, .. } = error.place(text);
            refusal(column, error.to_string())
        })
    }
}

/// Whether a query could be asked; its expressions are read by the engine that would run them.
fn ask(text: &str) -> Result<(), Error> {
    let query = parse(text)?;
    #[cfg(feature = "evaluate")]
    crate::evaluate::Matcher::new(&query, text)?;
    #[cfg(not(feature = "evaluate"))]
    drop(query);
    Ok(())
}

impl Iterator for Check<'_> {
    type Item = io::Result<Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let line = match self.next_line() {
                Ok(line) => line?,
                Err(error) => return Some(Err(error)),
            };
            if line.trim_ascii().is_empty() {
                continue;
            }
            match self.look(&line) {
                Ok(()) => self.summary.accepted += 1,
                Err(refusal) => {
                    self.summary.refused += 1;
                    return Some(Ok(refusal));
                }
            }
        }
    }
}
