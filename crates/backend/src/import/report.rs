//! What came of a file, in words and counts.

use super::read::{Refused, Unreadable};
use crate::db::region::Outcome;
use std::fmt;

/// What came of the rows of one file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows that were not there before.
    pub created: usize,
    /// Rows that were there and differed.
    pub updated: usize,
    /// Rows that stood there already.
    pub unchanged: usize,
    /// Rows that cannot be taken, with reason and place.
    pub refused: Vec<Refused>,
}

impl Counts {
    /// One more row with this outcome.
    pub fn add(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Created => self.created += 1,
            Outcome::Updated => self.updated += 1,
            Outcome::Unchanged => self.unchanged += 1,
        }
    }

    /// One more row that cannot be taken.
    pub fn refuse(&mut self, row: usize, reason: impl Into<String>) {
        self.refused.push(Refused { row, reason: reason.into() });
    }

    /// What is left when a refused row kept the whole file out.
    #[must_use]
    pub fn refused_only(self) -> Self {
        Self { refused: self.refused, ..Self::default() }
    }
}

/// What came of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileReport {
    name: String,
    kind: &'static str,
    outcome: Result<Counts, Unreadable>,
}

impl FileReport {
    /// The file was read; it is stored whole, or not at all when a row was refused.
    pub fn taken(name: String, kind: &'static str, counts: Counts) -> Self {
        Self { name, kind, outcome: Ok(counts) }
    }

    /// Nothing of the file is stored.
    pub fn unreadable(name: String, why: Unreadable) -> Self {
        Self { name, kind: "rows", outcome: Err(why) }
    }

    /// Every row was taken.
    pub fn good(&self) -> bool {
        self.outcome.as_ref().is_ok_and(|counts| counts.refused.is_empty())
    }
}

impl fmt::Display for FileReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, kind, outcome } = self;
        match outcome {
            Err(why) => writeln!(f, "{}: unreadable, nothing changed: {}", printable(name), printable(&why.0)),
            Ok(Counts { created, updated, unchanged, refused }) => {
                writeln!(
                    f,
                    "{}: {kind}: {created} created, {updated} updated, {unchanged} unchanged, {} refused",
                    printable(name),
                    refused.len()
                )?;
                for Refused { row, reason } in refused {
                    writeln!(f, "  row {row} refused: {}", printable(reason))?;
                }
                if !refused.is_empty() {
                    writeln!(f, "  nothing of this file was taken in: correct it and import it again")?;
                }
                Ok(())
            }
        }
    }
}

/// Text of others may hold what a terminal would obey: control characters and direction overrides are written out, and
/// what is long is cut.
fn printable(text: &str) -> String {
    let mut shown = String::new();
    for letter in text.chars().take(400) {
        let commands = letter.is_control() || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if commands { shown.extend(letter.escape_default()) } else { shown.push(letter) }
    }
    if text.chars().nth(400).is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_names_counts_and_places() {
        let mut counts = Counts::default();
        counts.add(Outcome::Created);
        counts.add(Outcome::Unchanged);
        counts.refuse(3, "no\u{1b}[2J such \u{202e}thing");
        let report = FileReport::taken("list.json".to_owned(), "investigations", counts);
        assert!(!report.good());
        assert_eq!(
            report.to_string(),
            "list.json: investigations: 1 created, 0 updated, 1 unchanged, 1 refused\n  \
             row 3 refused: no\\u{1b}[2J such \\u{202e}thing\n  \
             nothing of this file was taken in: correct it and import it again\n"
        );
    }

    #[test]
    fn a_long_reason_is_cut() {
        let report = FileReport::unreadable("x".to_owned(), Unreadable("y".repeat(10_000)));
        assert!(report.to_string().len() < 600);
    }
}
