//! Which answer the grid shows: the newest, or the one that the analyst is working in while news wait.

use crate::pages::investigations::list::List;
use crate::reactive::{effect, memo};
use contract::{CustomerId, Priority};
use leptos::leptos_dom::helpers::set_timeout_with_handle;
use leptos::prelude::*;
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;
use working_set::{Answer, Coverage, Query, RowId, WorkingSet};

/// How long nobody has to be in the grid before news come in by themselves, and how often they then do.
const REST: Duration = Duration::from_secs(1);

/// What waits to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct News {
    /// Rows that would come in.
    pub(super) rows: usize,
    /// Of how many customers.
    pub(super) customers: usize,
    /// Of them critical.
    pub(super) critical: usize,
    /// Rows would stand elsewhere, or leave.
    pub(super) order: bool,
}

/// The answer that is shown, and what it waits for.
#[derive(Clone, Copy)]
pub(super) struct Live {
    list: List,
    /// What the grid shows.
    pub(super) shown: RwSignal<Arc<Answer>>,
    /// What waits.
    pub(super) news: Memo<News>,
    /// Somebody is in the grid: nothing moves.
    pub(super) hold: Memo<bool>,
}

impl Live {
    /// Of a list; `hold` says whether somebody is in the grid, `at_work` whether more than their pointer is.
    pub(super) fn new(list: List, hold: Memo<bool>, at_work: Memo<bool>) -> Self {
        let shown = RwSignal::new(list.answer.get_untracked());
        let news = memo(move || {
            if !hold.get() {
                return News::default();
            }
            let (answer, shown) = (list.answer.get(), shown.get());
            if Arc::ptr_eq(&answer, &shown) || answer.rows == shown.rows {
                return News::default();
            }
            list.sync.with_untracked(|set| news(&answer, shown.revision, set))
        });
        let live = Self { list, shown, news, hold };
        live.follow(at_work);
        live
    }

    /// Shows all that is known by now.
    pub(super) fn catch_up(&self) {
        self.list.refresh();
        self.show();
    }

    /// Shows the newest answer.
    fn show(&self) {
        let newest = self.list.answer.get_untracked();
        if !Arc::ptr_eq(&newest, &self.shown.get_untracked()) {
            self.shown.set(newest);
        }
    }

    fn follow(self, at_work: Memo<bool>) {
        let list = self.list;
        let loading = memo(move || list.coverage.with(Coverage::loading));
        let waiting = StoredValue::new(None::<TimeoutHandle>);
        let last = StoredValue::new(None::<Query>);
        let settled = StoredValue::new(false);
        effect(move || {
            list.answer.track();
            let hold = self.hold.get();
            let same = list.question.with(|asked| {
                last.try_update_value(|last| last.replace(asked.clone()).is_some_and(|last| last == *asked))
            });
            let empty = self.shown.with_untracked(|shown| shown.rows.is_empty());
            let loads = loading.get();
            // A load that ends shows its last rows at once, too, also below a pointer that saw the others come in.
            let settles = !loads && !settled.get_value() && !at_work.get();
            if same != Some(true) || empty || settles || (!hold && loads) {
                settled.set_value(!loads);
                if settles {
                    self.list.refresh();
                }
                self.show();
                return;
            }
            self.let_go();
            if hold || waiting.with_value(Option::is_some) {
                return;
            }
            let later = set_timeout_with_handle(
                move || {
                    waiting.try_set_value(None);
                    if self.hold.try_get_untracked() == Some(false) {
                        self.show();
                    }
                },
                REST,
            );
            waiting.set_value(later.ok());
        });
        on_cleanup(move || {
            if let Some(later) = waiting.try_update_value(Option::take).flatten() {
                later.clear();
            }
        });
    }

    /// Rows that are held no more, because a customer was closed to the analyst, vanish at once.
    fn let_go(&self) {
        let shown = self.shown.get_untracked();
        let rest = self.list.sync.with_untracked(|set| {
            let gone = shown.rows.iter().any(|row| set.row(*row).is_none());
            gone.then(|| without(&shown, |row| set.row(row).is_some()))
        });
        if let Some(rest) = rest {
            self.shown.set(Arc::new(rest));
        }
    }
}

/// What an answer has that came in after this revision.
fn news(answer: &Answer, since: u64, set: &WorkingSet) -> News {
    let mut customers = HashSet::<CustomerId>::new();
    let mut news = News { order: true, ..News::default() };
    for row in answer.rows.iter().filter_map(|row| set.row(*row)).filter(|row| row.added() > since) {
        news.rows += 1;
        news.critical += usize::from(*row.priority() == Priority::Critical);
        customers.insert(row.customer());
    }
    news.customers = customers.len();
    news
}

/// An answer without some of its rows; order and groups stay.
fn without(answer: &Answer, stays: impl Fn(RowId) -> bool) -> Answer {
    let kept = |rows: &[RowId]| rows.iter().copied().filter(|row| stays(*row)).collect::<Vec<_>>();
    let mut groups = answer.groups.clone();
    let mut rows = Vec::with_capacity(answer.rows.len());
    for group in &mut groups {
        let start = rows.len();
        rows.extend(kept(answer.rows.get(group.rows.clone()).unwrap_or_default()));
        group.rows = start..rows.len();
    }
    if groups.is_empty() {
        rows = kept(&answer.rows);
    }
    groups.retain(|group| !group.rows.is_empty());
    Answer { rows: rows.into(), groups, total: answer.total, revision: answer.revision }
}
