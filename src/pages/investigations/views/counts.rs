//! Counts of several views over all rows, one view at a time and never more often than twice a second: tabs may lag a
//! moment, a keystroke may not.

use crate::pages::investigations::list::List;
use crate::pages::investigations::question::question;
use crate::reactive::{effect, memo};
use crate::route::InvestigationsQuery;
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use std::time::Duration;
use working_set::Total;

/// Between two rounds.
const REST: Duration = Duration::from_millis(500);
/// Between two views of one round, so that each takes a frame of its own.
const BREATH: Duration = Duration::from_millis(40);

/// The counts as far as they are known.
#[derive(Clone, Copy)]
pub(super) struct Counts {
    list: List,
    wanted: Signal<Vec<InvestigationsQuery>>,
    known: RwSignal<Vec<(InvestigationsQuery, Total)>>,
    timer: StoredValue<Option<TimeoutHandle>>,
    stale: StoredValue<bool>,
}

impl Counts {
    /// Counts while its owner stands, again whenever the working set has changed.
    pub(super) fn follow(list: List, wanted: Signal<Vec<InvestigationsQuery>>) -> Self {
        let counts = Self {
            list,
            wanted,
            known: RwSignal::new(Vec::new()),
            timer: StoredValue::new(None),
            stale: StoredValue::new(false),
        };
        effect(move || {
            wanted.track();
            list.sync.with(|_| ());
            counts.stale.set_value(true);
            if counts.timer.with_value(Option::is_none) {
                counts.later(BREATH, 0);
            }
        });
        on_cleanup(move || {
            counts.timer.try_update_value(|timer| {
                if let Some(timer) = timer.take() {
                    timer.clear();
                }
            });
        });
        counts
    }

    /// The count of one view, once it is known.
    pub(super) fn of(self, query: InvestigationsQuery) -> Signal<Option<Total>> {
        let total = memo(move || {
            self.known.with(|known| known.iter().find(|(other, _)| *other == query).map(|(_, total)| *total))
        });
        total.into()
    }

    fn later(self, pause: Duration, at: usize) {
        let timer = set_timeout_with_handle(move || self.step(at), pause).ok();
        self.timer.try_set_value(timer);
    }

    fn step(self, at: usize) {
        if at == 0 {
            self.stale.try_set_value(false);
        }
        let Some(wanted) = self.wanted.try_get_untracked() else { return };
        if let Some(query) = wanted.get(at) {
            let asked = question(query, self.list.customer());
            let now = self.list.clock.exact();
            let total = self.list.sync.with_untracked(|set| set.count(&asked, now));
            self.known.try_update(|known| {
                known.retain(|(other, _)| other != query && wanted.contains(other));
                known.push((query.clone(), total));
            });
            self.later(if at + 1 < wanted.len() { BREATH } else { REST }, at + 1);
        } else if self.stale.try_get_value() == Some(true) {
            self.step(0);
        } else {
            self.timer.try_set_value(None);
        }
    }
}
