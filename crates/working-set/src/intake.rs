//! A region's working set, line by line from the bytes of its answer into the set.

mod cursor;
mod error;
mod moment;
mod scan;
mod take;

pub use error::IntakeError;
pub use take::{Finished, Taken};

use crate::set::Asked;
use contract::RegionCode;
use contract::stream::Header;
use scan::Buffers;

/// What an answer speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// All of a region: what it does not name is not there.
    Whole,
    /// All of the customers in its header.
    Customers,
    /// What changed since a cursor.
    Since,
}

/// One answer to `GET /mci/v1/working-set` on its way in: the state between two portions of bytes.
#[derive(Debug)]
pub struct Intake {
    region: RegionCode,
    asked: Asked,
    kind: Kind,
    header: Option<Header>,
    /// The beginning of a line whose end has not come.
    rest: Vec<u8>,
    lines: u64,
    records: u64,
    removed: usize,
    end: Option<u64>,
    failed: Option<IntakeError>,
    /// Records so far by place.
    loaded: Vec<u64>,
    buffers: Buffers,
}

impl Intake {
    fn of(kind: Kind, region: RegionCode, asked: Asked) -> Self {
        Self {
            region,
            asked,
            kind,
            header: None,
            rest: Vec::new(),
            lines: 0,
            records: 0,
            removed: 0,
            end: None,
            failed: None,
            loaded: Vec::new(),
            buffers: Buffers::default(),
        }
    }

    /// The whole working set of a region. What it does not name is let go when it is finished.
    pub fn new(region: RegionCode, asked: Asked) -> Self {
        Self::of(Kind::Whole, region, asked)
    }

    /// The working set of some customers of a region. What it does not name of those in its header is let go when it is
    /// finished; other customers' rows stay.
    pub fn customers(region: RegionCode, asked: Asked) -> Self {
        Self::of(Kind::Customers, region, asked)
    }

    /// What changed in a region since a cursor: records and removals, nothing else is let go.
    pub fn since(region: RegionCode, asked: Asked) -> Self {
        Self::of(Kind::Since, region, asked)
    }

    /// Which region answers.
    pub const fn region(&self) -> &RegionCode {
        &self.region
    }

    /// What follows; `None` while not even that has come.
    pub const fn header(&self) -> Option<&Header> {
        self.header.as_ref()
    }

    /// Records so far.
    pub const fn records(&self) -> u64 {
        self.records
    }

    /// Records of all customers together as the header tells; `None` where it does not.
    pub fn expected(&self) -> Option<u64> {
        let header = self.header.as_ref().filter(|_| self.kind != Kind::Since)?;
        Some(header.expected.iter().map(|customer| customer.records).sum())
    }

    /// True once the last line has come. More may still be wrong with the answer: see
    /// [`WorkingSet::finish`](crate::WorkingSet::finish).
    pub const fn ended(&self) -> bool {
        self.end.is_some()
    }
}
