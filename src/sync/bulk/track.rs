//! What a run under way reads and writes of its own state. Everything here does nothing once the app has left the page
//! or another run has taken its place.

use super::run::{End, Message, Run, Step};
use crate::api::ApiError;
use crate::sync::Sync;
use contract::RegionCode;
use leptos::prelude::*;
use std::sync::Arc;
use working_set::WorkingSet;

impl Sync {
    /// Writes the working set; `None` once the app has left the page.
    pub(super) fn write<T>(&self, write: impl FnOnce(&mut WorkingSet) -> T) -> Option<T> {
        self.set.try_update(write)
    }

    fn read_run<T>(&self, id: u64, read: impl FnOnce(&Run) -> T) -> Option<T> {
        let run = self.bulk.run;
        run.try_with_untracked(|run| run.as_ref().filter(|run| run.id == id).map(read)).flatten()
    }

    fn write_run(&self, id: u64, write: impl FnOnce(&mut Run)) {
        self.bulk.run.try_update(|run| {
            if let Some(run) = run.as_mut().filter(|run| run.id == id) {
                write(run);
            }
        });
    }

    /// The steps at these places.
    pub(super) fn steps(&self, id: u64, places: &[usize]) -> Vec<(usize, Arc<Step>)> {
        let step = |run: &Run, place: usize| run.rows.get(place).map(|row| (place, Arc::clone(&row.step)));
        self.read_run(id, |run| places.iter().filter_map(|place| step(run, *place)).collect()).unwrap_or_default()
    }

    /// The comment that goes with each row.
    pub(super) fn comment(&self, id: u64) -> Option<String> {
        self.read_run(id, |run| run.comment.clone()).flatten()
    }

    /// Whether nothing more is to be sent; so too when the run has been forgotten.
    pub(super) fn cancelled(&self, id: u64) -> bool {
        self.read_run(id, |run| run.cancelled).unwrap_or(true)
    }

    /// Says that a region is tried again, and why, or that it no longer waits.
    pub(super) fn waits(&self, id: u64, region: &RegionCode, why: Option<&ApiError>) {
        self.write_run(id, |run| {
            run.waiting.retain(|(waiting, _)| waiting != region);
            run.waiting.extend(why.map(|why| (region.clone(), why.clone())));
        });
    }

    /// Takes over what became of rows.
    pub(super) fn told(&self, id: u64, ends: Vec<(usize, End)>) {
        self.write_run(id, |run| {
            for (place, end) in ends {
                if let Some(row) = run.rows.get_mut(place) {
                    row.end = Some(end);
                }
            }
        });
    }

    /// No call is under way any more: says how the run went, with the way back.
    pub(super) fn finish(&self, id: u64) {
        self.write_run(id, |run| run.ended = true);
        let Some((report, back)) = self.read_run(id, |run| {
            let undoable = !run.undo && run.tally().changed > 0;
            ((run.report)(run), undoable.then(|| run.way_back()))
        }) else {
            return;
        };
        let (sync, Message { tone, text, detail }) = (*self, report);
        let undo = back.map(|back| {
            let undo = Callback::new(move |()| {
                if !sync.start_bulk(back.clone()) {
                    sync.busy();
                }
            });
            ("Undo".to_owned(), undo)
        });
        self.toasts.push(tone, text, detail, undo);
    }

    /// Says that one bulk change at a time is made.
    pub(super) fn busy(&self) {
        let detail = "The bulk change before it is still being saved. Try again when it is done.".to_owned();
        self.toasts.push(crate::state::toasts::Tone::Warn, "Nothing was changed".to_owned(), Some(detail), None);
    }

    /// Sends these rows again.
    pub(super) fn resume(self, places: Vec<usize>) {
        let Some(id) = self
            .bulk
            .run
            .try_with_untracked(|run| run.as_ref().filter(|run| run.ended && !places.is_empty()).map(|run| run.id))
            .flatten()
        else {
            return;
        };
        self.write_run(id, |run| {
            run.ended = false;
            run.cancelled = false;
            for place in &places {
                if let Some(row) = run.rows.get_mut(*place) {
                    row.end = None;
                }
            }
        });
        leptos::task::spawn_local(self.drive(id, places));
    }
}
