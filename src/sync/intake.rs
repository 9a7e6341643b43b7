//! From the bytes of a working set to rows in the set: whole lines only, a bounded number at a time.

use contract::stream::{End, Header, Line, Record};
use contract::{CustomerId, RegionCode, Rrn};
use std::collections::HashSet;
use std::fmt;
use working_set::{Asked, NamedActor, Reach, Row, WorkingSet};

/// What an answer is about, which decides what its silence about a row means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Everything of the region: a row it does not name has left.
    Everything,
    /// Some customers, or what became different: a row it does not name stays.
    Part,
}

/// Why nothing more is taken from an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum IntakeError {
    /// A row of another region, or one that names two customers.
    Misplaced {
        /// Its name says so.
        asked: CustomerId,
        /// And this is the other, or the whole name where the region is wrong.
        answered: String,
    },
    /// Not what a working set is made of.
    Malformed {
        /// Counted from 1.
        line: u64,
        /// What is wrong with it.
        what: String,
    },
    /// Ended before its end.
    Cut {
        /// Records that came.
        records: u64,
        /// Records there should be, where the end told.
        told: Option<u64>,
    },
}

impl fmt::Display for IntakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Misplaced { asked, answered } => write!(f, "a row of customer {asked} names {answered}"),
            Self::Malformed { line, what } => write!(f, "line {line}: {what}"),
            Self::Cut { records, told: None } => write!(f, "cut after {records} records"),
            Self::Cut { records, told: Some(told) } => write!(f, "{records} records of {told}"),
        }
    }
}

/// One answer, as far as it has been read.
#[derive(Debug)]
pub(super) struct Intake {
    region: RegionCode,
    kind: Kind,
    asked: Asked,
    /// Bytes that no whole line has been made of.
    rest: Vec<u8>,
    lines: u64,
    header: Option<Header>,
    end: Option<End>,
    records: u64,
    named: HashSet<Rrn>,
}

impl Intake {
    pub(super) fn new(region: RegionCode, kind: Kind, asked: Asked) -> Self {
        let (rest, header, end, named) = (Vec::new(), None, None, HashSet::new());
        Self { region, kind, asked, rest, lines: 0, header, end, records: 0, named }
    }

    /// What the answer says of itself, once that has come.
    pub(super) const fn header(&self) -> Option<&Header> {
        self.header.as_ref()
    }

    /// Records taken in.
    pub(super) const fn records(&self) -> u64 {
        self.records
    }

    /// Keeps bytes until they are taken in.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.rest.extend_from_slice(bytes);
    }

    /// Takes in at most `limit` whole lines of what was pushed. False when there was none left.
    pub(super) fn take_in(&mut self, set: &mut WorkingSet, limit: usize) -> Result<bool, IntakeError> {
        let rest = std::mem::take(&mut self.rest);
        let mut used = 0;
        let mut taken = 0;
        while taken < limit
            && let Some(after) = rest.get(used..)
            && let Some(length) = after.iter().position(|byte| *byte == b'\n')
        {
            if let Some(line) = after.get(..length) {
                self.line(set, line)?;
            }
            used += length + 1;
            taken += 1;
        }
        self.rest = rest;
        self.rest.drain(..used);
        Ok(taken > 0)
    }

    fn line(&mut self, set: &mut WorkingSet, line: &[u8]) -> Result<(), IntakeError> {
        self.lines += 1;
        if line.iter().all(u8::is_ascii_whitespace) {
            return Ok(());
        }
        let malformed = |what: String| IntakeError::Malformed { line: self.lines, what };
        let line = serde_json::from_slice(line).map_err(|error| malformed(error.to_string()))?;
        if self.end.is_some() {
            return Err(malformed("something after the end".to_owned()));
        }
        match (line, self.header.is_some()) {
            (Line::Header { working_set }, false) => self.header = Some(working_set),
            (_, false) => return Err(malformed("no header".to_owned())),
            (Line::Header { .. }, true) => return Err(malformed("a second header".to_owned())),
            (Line::End { end }, true) => self.end = Some(end),
            (Line::Removed { removed }, true) => {
                let (rrn, region) = (&removed.rrn, &self.region);
                if rrn.region() != region || rrn.customer() != removed.organization_id {
                    return Err(misplaced(rrn, removed.organization_id));
                }
                set.remove(rrn);
            }
            (Line::Record(record), true) => {
                self.records += 1;
                let rrn = check(set, &self.region, &record)?;
                if self.kind == Kind::Everything {
                    self.named.insert(rrn);
                }
                set.upsert(row(*record), self.asked);
            }
        }
        Ok(())
    }

    /// All bytes came: checks that the answer is whole, and lets go what it would have named and did not.
    pub(super) fn finish(self, set: &mut WorkingSet) -> Result<Header, IntakeError> {
        let told = self.end.map(|end| end.records);
        match self.header {
            Some(header) if told == Some(self.records) && self.rest.iter().all(u8::is_ascii_whitespace) => {
                if self.kind == Kind::Everything {
                    set.retain_region(&self.region, &self.named, Reach::Everything, self.asked);
                }
                Ok(header)
            }
            _ => Err(IntakeError::Cut { records: self.records, told }),
        }
    }
}

/// A region tells of its own customers only, and a row of one.
pub(super) fn check(set: &WorkingSet, region: &RegionCode, record: &Record) -> Result<Rrn, IntakeError> {
    let investigation = &record.investigation;
    let rrn = &investigation.rrn;
    let home = set.ledger().region_of(rrn.customer());
    let here = rrn.region() == region && home.is_none_or(|home| home == region);
    if here && rrn.customer() == investigation.organization_id {
        Ok(rrn.clone())
    } else {
        Err(misplaced(rrn, investigation.organization_id))
    }
}

fn misplaced(rrn: &Rrn, organization: CustomerId) -> IntakeError {
    let same = rrn.customer() == organization;
    let answered = if same { rrn.to_string() } else { organization.to_string() };
    IntakeError::Misplaced { asked: rrn.customer(), answered }
}

/// A record as it is held.
pub(super) fn row(record: Record) -> Row {
    let actors = record.actors.into_iter().map(|actor| NamedActor { kind: actor.kind, name: actor.name }).collect();
    Row {
        investigation: record.investigation,
        version: Some(record.version),
        alert_count: Some(record.alert_count),
        actors: Some(actors),
    }
}
