//! Taking the lines of an answer into the set, as many at a time as the caller has time for.

use super::scan::scan;
use super::{Intake, IntakeError, Kind};
use crate::row::Row;
use crate::set::{Marked, WorkingSet};
use crate::store::Facts;
use contract::stream::{Header, Line, Removed};
use contract::{CustomerId, Rrn};
use memchr::memchr;
use std::collections::BTreeMap;

/// A longer line is not waited for.
const LONGEST_LINE: usize = 4 << 20;

/// What one call took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Taken {
    /// Bytes done with: the rest is to be handed in again.
    pub bytes: usize,
    /// Lines done with.
    pub rows: usize,
}

/// What a whole answer came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    /// What the answer said of itself: as of when, and from which cursor on changes follow it.
    pub header: Header,
    /// Records that came.
    pub records: u64,
    /// Rows that were let go, because they were named as removed or not named at all.
    pub removed: usize,
    /// Customers of whom other than the announced number of records came: whose, how many came, how many were announced.
    pub short: Vec<(CustomerId, u64, u64)>,
}

impl WorkingSet {
    /// Takes in at most `limit_rows` whole lines of `bytes`, which follow those of the call before; the beginning of a
    /// line is kept until its end comes. After an error nothing more is taken.
    pub fn take_in(&mut self, intake: &mut Intake, bytes: &[u8], limit_rows: usize) -> Result<Taken, IntakeError> {
        if let Some(failed) = &intake.failed {
            return Err(failed.clone());
        }
        let mut taken = Taken::default();
        while taken.rows < limit_rows.max(1) {
            let rest = bytes.get(taken.bytes..).unwrap_or_default();
            let Some(len) = memchr(b'\n', rest) else {
                intake.rest.extend_from_slice(rest);
                taken.bytes = bytes.len();
                break;
            };
            let line = rest.get(..len).unwrap_or_default();
            if intake.rest.is_empty() {
                self.line(intake, line)?;
            } else {
                let mut whole = std::mem::take(&mut intake.rest);
                whole.extend_from_slice(line);
                self.line(intake, &whole)?;
                whole.clear();
                intake.rest = whole;
            }
            taken.bytes += len + 1;
            taken.rows += 1;
        }
        if intake.rest.len() > LONGEST_LINE {
            intake.lines += 1;
            return Err(intake.malformed("it is longer than 4 MiB"));
        }
        self.settle();
        Ok(taken)
    }

    /// The answer is over. A whole one lets go what it would have named and did not, unless that was learned later.
    pub fn finish(&mut self, mut intake: Intake) -> Result<Finished, IntakeError> {
        if let Some(failed) = intake.failed {
            return Err(failed);
        }
        let rest = std::mem::take(&mut intake.rest);
        if !rest.is_empty() {
            self.line(&mut intake, &rest)?;
        }
        let sent = intake.end.filter(|sent| *sent == intake.records);
        let Some(header) = intake.header.take().filter(|_| sent.is_some()) else {
            let Intake { region, records, end, .. } = intake;
            return Err(IntakeError::Cut { region, records, expected: end });
        };
        let (mut removed, mut short) = (intake.removed, Vec::new());
        if intake.kind != Kind::Since {
            removed += self.let_go_unnamed(&intake, &header);
            short = self.short(&intake, &header);
        }
        self.settle();
        self.delivered(&intake.region);
        Ok(Finished { header, records: intake.records, removed, short })
    }

    fn line(&mut self, intake: &mut Intake, line: &[u8]) -> Result<(), IntakeError> {
        intake.lines += 1;
        let outcome = if line.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r')) {
            Ok(())
        } else if intake.end.is_some() {
            Err(intake.malformed("it comes after the end"))
        } else {
            self.read(intake, line)
        };
        if let Err(failed) = &outcome {
            intake.failed = Some(failed.clone());
        }
        outcome
    }

    fn read(&mut self, intake: &mut Intake, line: &[u8]) -> Result<(), IntakeError> {
        let mut buffers = std::mem::take(&mut intake.buffers);
        let scanned = scan(line, &mut self.store.dicts, &mut buffers);
        let outcome = scanned.map(|(mut facts, customer)| {
            facts.actors = Some(buffers.actors.as_str().into());
            self.record(intake, &facts, customer)
        });
        intake.buffers = buffers;
        if let Some(outcome) = outcome {
            return outcome;
        }
        match serde_json::from_slice(line) {
            Ok(Line::Header { working_set }) => self.header(intake, working_set),
            Ok(Line::End { end }) if intake.header.is_some() => {
                intake.end = Some(end.records);
                Ok(())
            }
            Ok(Line::Removed { removed }) if intake.header.is_some() => self.removed(intake, &removed),
            Ok(Line::Record(record)) => {
                let row = Row::from(*record);
                let facts = self.store.dicts.facts(&row);
                self.record(intake, &facts, row.investigation.organization_id)
            }
            Ok(Line::End { .. } | Line::Removed { .. }) => Err(intake.malformed("it comes before the header")),
            Err(error) => Err(intake.malformed(kind_of(&error))),
        }
    }

    fn header(&mut self, intake: &mut Intake, header: Header) -> Result<(), IntakeError> {
        if intake.header.is_some() {
            return Err(intake.malformed("it is a second header"));
        }
        intake.header = Some(header);
        if let Some(expected) = intake.expected() {
            self.promise(intake.region.clone(), usize::try_from(expected).unwrap_or_default());
        }
        Ok(())
    }

    fn record(&mut self, intake: &mut Intake, facts: &Facts<'_>, customer: CustomerId) -> Result<(), IntakeError> {
        if intake.header.is_none() {
            return Err(intake.malformed("it comes before the header"));
        }
        let number = facts.place as usize;
        let first = intake.loaded.get(number).is_none_or(|loaded| *loaded == 0);
        let place = self.store.dicts.places.get(facts.place);
        let wrong = place.is_some_and(|place| place.customer != customer || (first && self.wrong_place(intake, place)));
        if wrong {
            return Err(match place.map(|place| place.name(&facts.id)) {
                Some(rrn) => self.misplaced(intake, rrn, customer),
                None => intake.malformed("it has no name"),
            });
        }
        if intake.loaded.len() <= number {
            intake.loaded.resize(number + 1, 0);
        }
        if let Some(loaded) = intake.loaded.get_mut(number) {
            *loaded += 1;
        }
        intake.records += 1;
        let marked = if intake.kind == Kind::Since { Marked::Told } else { Marked::Named };
        self.take(facts, intake.asked.0, marked);
        Ok(())
    }

    fn removed(&mut self, intake: &mut Intake, removed: &Removed) -> Result<(), IntakeError> {
        let (rrn, customer) = (&removed.rrn, removed.organization_id);
        if rrn.customer() != customer || *rrn.region() != intake.region || self.lives_elsewhere(customer, rrn.region())
        {
            return Err(self.misplaced(intake, rrn.clone(), customer));
        }
        intake.removed += usize::from(self.remove_as_of(rrn, intake.asked));
        Ok(())
    }

    fn wrong_place(&self, intake: &Intake, place: &crate::store::Place) -> bool {
        place.region != intake.region || self.lives_elsewhere(place.customer, &place.region)
    }

    fn misplaced(&self, intake: &Intake, rrn: Rrn, customer: CustomerId) -> IntakeError {
        let asked = rrn.customer();
        let answered = if customer != asked {
            format!("its organization_id is {customer}")
        } else if *rrn.region() != intake.region {
            format!("it came from {}", intake.region)
        } else {
            let home = self.names().get(asked).map(|names| names.region.to_string()).unwrap_or_default();
            format!("its customer lives in {home}")
        };
        IntakeError::Misplaced {
            region: intake.region.clone(),
            line: intake.lines,
            rrn: Box::new(rrn),
            asked,
            answered,
        }
    }

    fn let_go_unnamed(&mut self, intake: &Intake, header: &Header) -> usize {
        let customers: Vec<CustomerId> = header.expected.iter().map(|expected| expected.organization_id).collect();
        let all = intake.kind == Kind::Whole;
        let gone = self.unnamed(intake.asked, |place| {
            place.region == intake.region && (all || customers.contains(&place.customer))
        });
        if all {
            self.forget_removals(&intake.region, intake.asked);
        }
        gone
    }

    fn short(&self, intake: &Intake, header: &Header) -> Vec<(CustomerId, u64, u64)> {
        let mut loaded: BTreeMap<CustomerId, u64> = BTreeMap::new();
        for (place, count) in self.store.dicts.places.values().iter().zip(&intake.loaded) {
            *loaded.entry(place.customer).or_default() += count;
        }
        let counts = header.expected.iter().map(|expected| {
            (expected.organization_id, loaded.get(&expected.organization_id).copied().unwrap_or(0), expected.records)
        });
        counts.filter(|(_, loaded, expected)| loaded != expected).collect()
    }
}

impl Intake {
    fn malformed(&mut self, what: &str) -> IntakeError {
        let failed = IntakeError::Malformed { region: self.region.clone(), line: self.lines, what: what.to_owned() };
        self.failed = Some(failed.clone());
        failed
    }
}

/// What serde found, without the text that it may quote.
fn kind_of(error: &serde_json::Error) -> &'static str {
    match error.classify() {
        serde_json::error::Category::Io | serde_json::error::Category::Syntax => "it is not JSON",
        serde_json::error::Category::Data => "it is neither header, record, removal nor end",
        serde_json::error::Category::Eof => "it ends within a value",
    }
}
