//! Critical work that came in while somebody was at work: told once, wherever they are.

use super::Sync;
use contract::{CustomerId, Priority, Rrn};
use leptos::prelude::*;
use working_set::{Filter, Query, RowRef};

/// How many are kept; an analyst who sees so many looks at the list.
const KEPT: usize = 20;

/// One that came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// Which.
    pub rrn: Rrn,
    /// Whose.
    pub customer: CustomerId,
    /// Its title: attacker-written text, shown inert.
    pub title: String,
}

/// Those that nobody has said to have seen.
#[derive(Clone, Copy)]
pub(super) struct Arrivals(RwSignal<Vec<Arrival>>);

impl Arrivals {
    pub(super) fn new() -> Self {
        Self(RwSignal::new(Vec::new()))
    }

    /// Notes those of `rrns`, just taken in, that are critical and active.
    pub(super) fn note(&self, sync: Sync, rrns: &[Rrn]) {
        let critical = sync.set.try_with_untracked(|set| {
            let rows = rrns.iter().filter_map(|rrn| set.get(rrn));
            rows.filter(|row| *row.priority() == Priority::Critical && row.status().active())
                .map(|row| Arrival { rrn: row.rrn(), customer: row.customer(), title: row.title().to_owned() })
                .collect::<Vec<_>>()
        });
        let critical = critical.unwrap_or_default();
        if !critical.is_empty() {
            self.0.try_update(|kept| {
                kept.extend(critical);
                let over = kept.len().saturating_sub(KEPT);
                kept.drain(..over);
            });
        }
    }

    /// Notes those that came in after the set was at `revision`.
    pub(super) fn note_since(&self, sync: Sync, revision: u64) {
        let critical = Query { priorities: Filter::only([Priority::Critical]), ..Query::active() };
        let fresh = sync.set.try_with_untracked(|set| {
            let rows = set.answer(&critical, sync.clock.exact());
            let rows = rows.rows.iter().filter_map(|row| set.row(*row));
            rows.filter(|row| row.added() > revision).map(RowRef::rrn).collect::<Vec<_>>()
        });
        self.note(sync, &fresh.unwrap_or_default());
    }

    pub(super) fn clear(&self) {
        if self.0.try_with_untracked(Vec::is_empty) == Some(false) {
            self.0.try_set(Vec::new());
        }
    }
}

impl Sync {
    /// Critical active investigations that came in since the last [`Self::saw_arrivals`], oldest first.
    pub fn arrivals(&self) -> Signal<Vec<Arrival>> {
        self.arrivals.0.into()
    }

    /// They have been seen.
    pub fn saw_arrivals(&self) {
        self.arrivals.clear();
    }
}
