//! A run's calls: shown at once, at most 500 rows a call, one call at a time a region, regions side by side; each row
//! confirmed by its verdict or taken back. A lost answer is asked for again with the same keys.

use super::run::{End, Step};
use super::single;
use super::verdict::{body, ends};
use crate::api::{ApiError, Problem, Service, gateway};
use crate::sync::Sync;
use crate::sync::change::version;
use crate::sync::pause::pause;
use contract::RegionCode;
use futures::future::join_all;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use working_set::{LocalChange, Row, WorkingSet};

/// Rows of one call: the gateway takes no more.
const CALL: usize = 500;
/// Bytes of one call, with room to the gateway's limit of 1 MiB, and of a row without its comment.
const CALL_BYTES: usize = 800_000;
const ROW_BYTES: usize = 600;
/// Rows of a region without versions that are under way at a time.
const SINGLES: usize = 4;
/// Tries of one call.
const TRIES: u32 = 4;
/// Rows that are shown as changed before the page may have its turn: some milliseconds, and one drawing.
const SHOWN: usize = 1_000;

/// A row on its way.
pub(super) struct Sent {
    place: usize,
    step: Arc<Step>,
    local: Option<LocalChange>,
}

impl Sync {
    /// Carries out these rows of a run, by place, and says at the end how the whole run went.
    pub(super) async fn drive(self, run: u64, places: Vec<usize>) {
        let regions = self.show(run, &places).await;
        join_all(regions.into_iter().map(|(region, sent)| self.drive_region(run, region, sent))).await;
        self.finish(run);
    }

    /// Shows the changes before any server has answered.
    async fn show(self, run: u64, places: &[usize]) -> BTreeMap<RegionCode, Vec<Sent>> {
        let mut regions: BTreeMap<RegionCode, Vec<Sent>> = BTreeMap::new();
        for some in places.chunks(SHOWN) {
            let steps = self.steps(run, some);
            let shown = self.write(|set| {
                let show = |(place, step): &(usize, Arc<Step>)| {
                    let local = set.apply_local(step.target.rrn(), step.patch.clone());
                    Sent { place: *place, step: Arc::clone(step), local }
                };
                steps.iter().map(show).collect::<Vec<_>>()
            });
            self.set.tell_now();
            for sent in shown.into_iter().flatten() {
                regions.entry(sent.step.target.rrn().region().clone()).or_default().push(sent);
            }
            self.breathe().await;
        }
        regions
    }

    async fn drive_region(self, run: u64, region: RegionCode, sent: Vec<Sent>) {
        let (guarded, single): (Vec<Sent>, Vec<Sent>) = sent.into_iter().partition(|sent| sent.step.version.is_some());
        let mut failed = None;
        let size = rows_a_call(self.comment(run).as_deref());
        for some in chunks(guarded, size) {
            let outcome = match self.halted(run, failed.as_ref()) {
                Some(end) => Err(end),
                None => self.call(run, &region, &some).await.map_err(|error| End::Failed(failed.insert(error).clone())),
            };
            self.settle(run, some, outcome);
        }
        for some in chunks(single, SINGLES) {
            let outcome = match self.halted(run, failed.as_ref()) {
                Some(end) => Err(end),
                None => {
                    let api = self.session.api();
                    let ends = join_all(some.iter().map(|sent| single::change(api, &sent.step))).await;
                    failed = ends.iter().find_map(|end| match end {
                        End::Failed(error) => Some(error.clone()),
                        _ => None,
                    });
                    Ok(ends)
                }
            };
            self.settle(run, some, outcome);
        }
        if let Some(error) = failed {
            self.session.note(&error);
        }
    }

    /// Why nothing more is sent: a region that failed is not asked for the rest, and a cancelled run sends nothing.
    fn halted(self, run: u64, failed: Option<&ApiError>) -> Option<End> {
        if self.cancelled(run) {
            return Some(End::Cancelled);
        }
        failed.map(|error| End::Failed(error.clone()))
    }

    /// One call, tried again with the same keys while it may succeed.
    async fn call(self, run: u64, region: &RegionCode, sent: &[Sent]) -> Result<Vec<End>, ApiError> {
        let steps: Vec<Arc<Step>> = sent.iter().map(|sent| Arc::clone(&sent.step)).collect();
        let body = body(&steps, self.comment(run).as_deref());
        let mut tries = 1;
        loop {
            let answer = gateway::bulk(self.session.api(), region.clone(), &body).await;
            let error = match answer {
                Ok(verdicts) => match ends(&steps, verdicts) {
                    Ok(ends) => return Ok(ends),
                    Err(problem) => ApiError::new(Service::Region(region.clone()), problem),
                },
                Err(error) => error,
            };
            let again = error.passing() && tries < TRIES && !self.cancelled(run);
            if !again {
                return Err(error);
            }
            self.waits(run, region, Some(&error));
            self.wait(run, wait_secs(tries, &error.problem)).await;
            self.waits(run, region, None);
            tries += 1;
        }
    }

    /// Waits in short pieces, so that cancelling is noticed.
    async fn wait(self, run: u64, secs: u64) {
        for _ in 0..secs.saturating_mul(4) {
            if self.cancelled(run) {
                return;
            }
            pause(Duration::from_millis(250)).await;
        }
    }

    /// Takes over what became of rows: what stands now is held, what does not stand is taken back.
    fn settle(self, run: u64, sent: Vec<Sent>, outcome: Result<Vec<End>, End>) {
        let ends = match outcome {
            Ok(ends) => ends,
            Err(end) => vec![end; sent.len()],
        };
        let mut told = Vec::with_capacity(sent.len());
        let held = self.write(|set| {
            for (sent, end) in sent.into_iter().zip(ends) {
                hold(set, sent.local, &end);
                told.push((sent.place, end));
            }
        });
        // The app has left the page: nobody is left to tell.
        if held.is_some() {
            self.told(run, told);
        }
    }
}

fn hold(set: &mut WorkingSet, local: Option<LocalChange>, end: &End) {
    let row =
        |investigation: &contract::idr::Investigation, version| Row { version, ..Row::from(investigation.clone()) };
    match (end, local) {
        (End::Changed { now, version }, Some(local)) => {
            set.confirm(local, row(now, *version));
        }
        (End::Changed { now, version }, None) => {
            let asked = set.asking();
            set.upsert(row(now, *version), asked);
        }
        (End::Conflict(conflict), local) => {
            let version = version(conflict.etag.as_deref());
            let asked = set.asking();
            set.upsert(row(&conflict.now, version), asked);
            roll_back(set, local);
        }
        (_, local) => roll_back(set, local),
    }
}

fn roll_back(set: &mut WorkingSet, local: Option<LocalChange>) {
    if let Some(local) = local {
        set.roll_back(local);
    }
}

fn chunks(mut sent: Vec<Sent>, size: usize) -> Vec<Vec<Sent>> {
    let mut chunks = Vec::new();
    while sent.len() > size {
        let rest = sent.split_off(size);
        chunks.push(std::mem::replace(&mut sent, rest));
    }
    if !sent.is_empty() {
        chunks.push(sent);
    }
    chunks
}

/// A comment goes with each row, so a long one makes calls of fewer rows. Escaping doubles most texts at worst.
fn rows_a_call(comment: Option<&str>) -> usize {
    let row = ROW_BYTES + comment.map_or(0, |comment| comment.len() * 2);
    (CALL_BYTES / row).clamp(1, CALL)
}

/// 1, 2, 4 seconds; a server's own wish is respected, within two minutes.
fn wait_secs(tries: u32, problem: &Problem) -> u64 {
    let wish = match problem {
        Problem::Busy { retry_after_secs } => (*retry_after_secs).min(120),
        _ => 0,
    };
    (1 << tries.saturating_sub(1).min(6)).max(wish)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_comment_makes_small_calls() {
        assert_eq!(rows_a_call(None), CALL);
        assert_eq!(rows_a_call(Some("handed over")), CALL);
        assert_eq!(rows_a_call(Some(&"x".repeat(10_000))), 38);
        assert_eq!(rows_a_call(Some(&"x".repeat(10_000_000))), 1);
    }

    #[test]
    fn waits_grow_and_respect_the_server() {
        assert_eq!([1, 2, 3].map(|tries| wait_secs(tries, &Problem::Unreachable)), [1, 2, 4]);
        assert_eq!(wait_secs(1, &Problem::Busy { retry_after_secs: 20 }), 20);
        assert_eq!(wait_secs(1, &Problem::Busy { retry_after_secs: 86_400 }), 120);
    }
}
