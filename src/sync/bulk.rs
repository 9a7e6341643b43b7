//! Bulk changes: a plan of who is skipped and what changes, one run at a time, a verdict for each row, and the way back.

mod plan;
mod run;
mod send;
mod single;
mod track;
mod undo;
mod verdict;
mod wish;

#[cfg(test)]
mod tests;

pub use plan::{Changing, Include, Plan, Skip, Skipped, Ticked, person_key, plan};
pub use run::{Batch, End, Message, Run, RunRow, Step, Tally};
pub use wish::{Was, Wish};

use super::{Sync, new_key};
use crate::reactive::effect;
use crate::state::SessionState;
use leptos::prelude::*;

/// The one run that is under way or shown.
#[derive(Clone, Copy)]
pub(super) struct Runs {
    run: RwSignal<Option<Run>>,
    last: StoredValue<u64>,
}

impl Runs {
    /// None yet. Signing out forgets the run, for it holds investigations.
    pub(super) fn new(session: SessionState) -> Self {
        let runs = Self { run: RwSignal::new(None), last: StoredValue::new(0) };
        effect(move || {
            if session.signal().with(Option::is_none) {
                runs.run.try_set(None);
            }
        });
        runs
    }
}

impl Sync {
    /// Reads the run that is under way or shown, tracked.
    pub fn with_run<T>(&self, read: impl FnOnce(Option<&Run>) -> T) -> T {
        self.bulk.run.with(|run| read(run.as_ref()))
    }

    /// Reads it once.
    pub fn with_run_untracked<T>(&self, read: impl FnOnce(Option<&Run>) -> T) -> T {
        self.bulk.run.with_untracked(|run| read(run.as_ref()))
    }

    /// To be awaited between two pieces of long work: passes at once while the page is not kept waiting.
    pub async fn breathe(self) {
        self.pacer.step().await;
    }

    /// Begins a run; it goes on whatever screen is shown. False while another one is under way: nothing was begun.
    pub fn start_bulk(self, batch: Batch) -> bool {
        if self.with_run_untracked(|run| run.is_some_and(|run| !run.ended)) || batch.steps.is_empty() {
            return false;
        }
        let id = self.bulk.last.try_update_value(|last| {
            *last += 1;
            *last
        });
        let Some(id) = id else { return false };
        let run = Run::new(id, batch, new_key);
        let places = (0..run.rows.len()).collect();
        self.bulk.run.set(Some(run));
        leptos::task::spawn_local(self.drive(id, places));
        true
    }

    /// Sends nothing more. What is done stays done, and says so.
    pub fn cancel_bulk(self) {
        self.bulk.run.try_update(|run| {
            if let Some(run) = run.as_mut().filter(|run| !run.ended) {
                run.cancelled = true;
            }
        });
    }

    /// Tries what failed or was cancelled again, with the same keys: nothing is made twice.
    pub fn retry_bulk(self) {
        let places = self.with_run_untracked(|run| run.map(Run::retryable).unwrap_or_default());
        self.resume(places);
    }

    /// Makes the change where somebody else's came first, on top of theirs: of the row at this place, or of all.
    pub fn bulk_on_top(self, place: Option<usize>) {
        let all = self.with_run_untracked(|run| run.map(Run::conflicting).unwrap_or_default());
        let places: Vec<usize> = all.into_iter().filter(|at| place.is_none_or(|place| place == *at)).collect();
        self.bulk.run.try_update(|run| {
            let Some(run) = run.as_mut() else { return };
            for at in &places {
                run.put_on_top(*at, new_key());
            }
        });
        self.resume(places);
    }

    /// Takes back every change that the shown run made, each only if nobody has changed the row since.
    pub fn undo_bulk(self) -> bool {
        let back = self.with_run_untracked(|run| run.filter(|run| run.ended && !run.undo).map(Run::way_back));
        back.is_some_and(|back| self.start_bulk(back))
    }

    /// Puts the result away.
    pub fn dismiss_bulk(self) {
        self.bulk.run.try_update(|run| {
            if run.as_ref().is_some_and(|run| run.ended) {
                *run = None;
            }
        });
    }
}
