//! Many changes written together: rows that take the same values in one statement, what tells of them in another.

use super::{Author, Change, Conn, Found, RegionStore, activity, change, comments};
use crate::error::Result;
use contract::CustomerId;
use contract::extension::ActivityEntry;
use contract::idr::{Comment, Investigation};
use std::collections::HashSet;

/// Rows of one kind that a statement may write at most; SQLite binds 32,766 values a statement.
const ROWS: usize = 2_000;

/// Changes that were decided and are not written yet. Whoever reads what may be changed here writes it out first.
#[derive(Debug)]
pub struct Batch {
    by: Author,
    /// Distinct changes, each with the rows that take it.
    changes: Vec<(Change, Vec<i64>)>,
    changed: HashSet<i64>,
    activity: Vec<(i64, CustomerId, ActivityEntry)>,
    comments: Vec<(i64, Investigation, Comment)>,
}

impl Batch {
    /// An empty one, all of whose changes are `by`'s.
    pub fn new(by: Author) -> Self {
        let (changes, activity, comments) = (Vec::new(), Vec::new(), Vec::new());
        Self { by, changes, changed: HashSet::new(), activity, comments }
    }

    /// Takes `change` in and brings `found` up to date; false when all that it asks for stands already.
    pub fn change(&mut self, found: &mut Found, change: Change) -> bool {
        let (change, entries) = change.against(&mut found.investigation, &self.by);
        if entries.is_empty() {
            return false;
        }
        found.version += 1;
        self.changed.insert(found.seq);
        match self.changes.iter_mut().find(|(same, _)| *same == change) {
            Some((_, rows)) => rows.push(found.seq),
            None => self.changes.push((change, vec![found.seq])),
        }
        let customer = found.investigation.organization_id;
        self.activity.extend(entries.into_iter().map(|entry| (found.seq, customer, entry)));
        true
    }

    /// Takes a comment of the author's in.
    pub fn comment(&mut self, found: &Found, comment: Comment) {
        let entry = comments::added(&comment, &self.by);
        self.activity.push((found.seq, found.investigation.organization_id, entry));
        self.comments.push((found.seq, found.investigation.clone(), comment));
    }

    /// Whether `found` was changed here and that is not written yet. A second change of a row asks for the first to be
    /// written, as do questions about its activity.
    pub fn holds(&self, found: &Found) -> bool {
        self.changed.contains(&found.seq)
    }
}

impl RegionStore {
    /// Writes everything out.
    pub async fn write_batch(&self, conn: &mut Conn, batch: &mut Batch) -> Result<()> {
        let Batch { by, changes, changed, activity, comments } = batch;
        for (change, rows) in changes.drain(..) {
            change::set(&mut *conn, &change, &rows).await?;
        }
        for comments in comments.chunks(ROWS) {
            let rows = comments.iter().map(|(seq, investigation, comment)| (*seq, investigation, comment));
            comments::insert_all(&mut *conn, rows).await?;
        }
        for entries in activity.chunks(ROWS) {
            let rows = entries.iter().map(|(seq, customer, entry)| (*seq, *customer, entry));
            activity::record_all(&mut *conn, rows, by.unguarded).await?;
        }
        comments.clear();
        activity.clear();
        changed.clear();
        Ok(())
    }
}
