//! One bulk change under way or done: each row with what was seen, what is wanted, and what became of it.

use crate::api::ApiError;
use crate::state::toasts::Tone;
use crate::sync::change::version;
use crate::sync::{Conflict, CustomerScoped};
use contract::idr::Investigation;
use contract::{CustomerId, RegionCode, Rrn};
use std::collections::BTreeSet;
use std::sync::Arc;
use working_set::Patch;
use working_set::sorted;

/// The change of one row.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Which, and whose.
    pub target: CustomerScoped,
    /// What the analyst saw when they decided.
    pub seen: Investigation,
    /// Its version; `None` where the region counts none.
    pub version: Option<u64>,
    /// What they want.
    pub patch: Patch,
    /// The same for every try of this decision; a run gives it.
    pub key: String,
}

impl Step {
    /// A decision that no run has taken on yet.
    pub fn new(target: CustomerScoped, seen: Investigation, version: Option<u64>, patch: Patch) -> Self {
        Self { target, seen, version, patch, key: String::new() }
    }

    /// The same wish, based on what somebody else made of the row: a new decision, with a new key.
    pub(super) fn on_top(conflict: &Conflict, key: String) -> Self {
        let version = version(conflict.etag.as_deref());
        let step = Self::new(conflict.target.clone(), conflict.now.clone(), version, conflict.mine.clone());
        Self { key, ..step }
    }
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum End {
    /// Changed, and this is what stands now.
    Changed {
        /// The facts, as the server echoed them.
        now: Box<Investigation>,
        /// Their version.
        version: Option<u64>,
    },
    /// It stood so already; nothing was written.
    AlreadySo,
    /// Somebody's change came first; nothing was written.
    Conflict(Box<Conflict>),
    /// The region refuses this row: its reason.
    Refused(String),
    /// The call failed. A retry with the same key is safe, whether the region made the change or not.
    Failed(ApiError),
    /// Cancelled before it was sent.
    Cancelled,
}

/// A row of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct RunRow {
    /// Its change.
    pub step: Arc<Step>,
    /// What became of it; `None` while it is being saved.
    pub end: Option<End>,
}

/// A short message about a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// How it is meant.
    pub tone: Tone,
    /// One sentence.
    pub text: String,
    /// A second, quieter one.
    pub detail: Option<String>,
}

/// What is to be made of many rows.
#[derive(Debug, Clone)]
pub struct Batch {
    /// What each is to have.
    pub steps: Vec<Step>,
    /// What is said of those that have it: `set to Investigating`.
    pub done: String,
    /// An internal comment that goes with each.
    pub comment: Option<String>,
    /// It takes an earlier one back.
    pub undo: bool,
    /// How its end is put into words.
    pub report: fn(&Run) -> Message,
}

/// A bulk change, under way or done.
#[derive(Debug, Clone)]
pub struct Run {
    /// Tells it from the ones before.
    pub id: u64,
    /// What is said of those that have it: `set to Investigating`.
    pub done: String,
    /// It takes an earlier one back.
    pub undo: bool,
    /// Its rows.
    pub rows: Vec<RunRow>,
    /// No call is under way.
    pub ended: bool,
    /// The analyst wants no further calls.
    pub cancelled: bool,
    /// Regions that are tried again, and why.
    pub waiting: Vec<(RegionCode, ApiError)>,
    pub(super) comment: Option<String>,
    pub(super) report: fn(&Run) -> Message,
}

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// All rows.
    pub total: usize,
    /// With an end.
    pub ended: usize,
    /// Changed.
    pub changed: usize,
    /// Stood so already.
    pub already_so: usize,
    /// Somebody's change came first.
    pub conflicts: usize,
    /// Refused.
    pub refused: usize,
    /// Failed; can be retried.
    pub failed: usize,
    /// Not sent; can be retried.
    pub cancelled: usize,
}

impl Run {
    /// Takes a batch on; `key` makes keys that no other decision has.
    pub(super) fn new(id: u64, batch: Batch, key: impl Fn() -> String) -> Self {
        let Batch { steps, done, comment, undo, report } = batch;
        let row = |step: Step| RunRow { step: Arc::new(Step { key: key(), ..step }), end: None };
        let rows = steps.into_iter().map(row).collect();
        Self { id, done, undo, rows, ended: false, cancelled: false, waiting: Vec::new(), comment, report }
    }

    /// How far it is.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally { total: self.rows.len(), ..Tally::default() };
        for end in self.rows.iter().filter_map(|row| row.end.as_ref()) {
            tally.ended += 1;
            *match end {
                End::Changed { .. } => &mut tally.changed,
                End::AlreadySo => &mut tally.already_so,
                End::Conflict(_) => &mut tally.conflicts,
                End::Refused(_) => &mut tally.refused,
                End::Failed(_) => &mut tally.failed,
                End::Cancelled => &mut tally.cancelled,
            } += 1;
        }
        tally
    }

    /// Whose rows were changed.
    pub fn customers(&self) -> BTreeSet<CustomerId> {
        let changed = self.rows.iter().filter(|row| matches!(row.end, Some(End::Changed { .. })));
        sorted::set(changed.map(|row| row.step.target.customer()))
    }

    /// Rows that are not as wanted: these stay selected.
    pub fn unmade(&self) -> Vec<Rrn> {
        let made = |row: &RunRow| matches!(row.end, Some(End::Changed { .. } | End::AlreadySo));
        self.rows.iter().filter(|row| !made(row)).map(|row| row.step.target.rrn().clone()).collect()
    }

    /// Rows that the same try again may help, by place.
    pub(super) fn retryable(&self) -> Vec<usize> {
        self.places(|end| matches!(end, End::Failed(_) | End::Cancelled))
    }

    /// Rows where somebody's change came first, by place.
    pub(super) fn conflicting(&self) -> Vec<usize> {
        self.places(|end| matches!(end, End::Conflict(_)))
    }

    fn places(&self, of: impl Fn(&End) -> bool) -> Vec<usize> {
        let found = self.rows.iter().enumerate().filter(|(_, row)| row.end.as_ref().is_some_and(&of));
        found.map(|(place, _)| place).collect()
    }

    /// Somebody's change came first at this place: the same wish, based on theirs, waits to be sent.
    pub(super) fn put_on_top(&mut self, place: usize, key: String) {
        if let Some(row) = self.rows.get_mut(place)
            && let Some(End::Conflict(conflict)) = row.end.take()
        {
            row.step = Arc::new(Step::on_top(&conflict, key));
        }
    }

    /// The way back for each changed row, guarded by the version that the change made.
    pub(super) fn way_back(&self) -> Batch {
        let back = self.rows.iter().filter_map(|row| match &row.end {
            Some(End::Changed { now, version }) => {
                let inverse = row.step.patch.inverse_on(&row.step.seen);
                Some(Step::new(row.step.target.clone(), (**now).clone(), *version, inverse))
            }
            _ => None,
        });
        Batch { steps: back.collect(), done: "undone".to_owned(), comment: None, undo: true, report: self.report }
    }
}
