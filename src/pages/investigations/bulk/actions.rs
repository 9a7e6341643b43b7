//! What can be done to the ticked rows: choosing what they shall have, judging it, beginning it.

use super::people::{Answers, Asked};
use super::words;
use crate::api::gateway;
use crate::pages::investigations::change::why_not;
use crate::pages::investigations::list::List;
use crate::pages::investigations::selection::Selection;
use crate::reactive::{effect_after, memo};
use crate::state::toasts::Tone;
use crate::state::{Query, Toasts, query};
use crate::sync::{Batch, Include, Plan, Run, Ticked, Wish, plan};
use contract::{CustomerId, RegionCode};
use futures::future::join_all;
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use working_set::sorted;

/// What can be chosen for many rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pages::investigations) enum Kind {
    /// Where they stand.
    Status,
    /// Who works on them.
    Assign,
    /// How urgent they are.
    Priority,
    /// What they turned out to be.
    Close,
}

/// The bulk actions of one list. They act on the ticked rows and on nothing else.
#[derive(Clone, Copy)]
pub(in crate::pages::investigations) struct BulkActions {
    pub(super) list: List,
    pub(super) selection: Selection,
    toasts: Toasts,
    menus: [(Kind, RwSignal<bool>); 4],
    /// What is previewed.
    pub(super) wish: RwSignal<Option<Wish>>,
    /// Rows that the analyst took in.
    pub(super) include: RwSignal<Include>,
    /// What would become of the ticked rows.
    pub(super) plan: RwSignal<Option<Arc<Plan>>>,
    /// The comment being written; kept while the preview is put away.
    pub(super) comment: RwSignal<String>,
    /// Customers whose work the chosen person cannot take.
    cannot: StoredValue<BTreeMap<CustomerId, String>>,
    /// Whose assignees are asked for: the selection when the picker opened.
    pub(super) asked: RwSignal<Asked>,
    /// Who can take it, region by region.
    pub(super) people: Query<Answers>,
}

impl BulkActions {
    /// Of this list's ticked rows.
    pub(in crate::pages::investigations) fn new(list: List, selection: Selection) -> Self {
        let asked = RwSignal::new(Asked::new());
        let api = list.session.api();
        let key = move || {
            let regions = asked.get();
            regions.into_iter().map(|(region, rows)| (region, rows.into_keys().collect())).collect::<Vec<_>>()
        };
        let people = query(list.session, key, move |regions: Vec<(RegionCode, Vec<CustomerId>)>| async move {
            let asking = regions.into_iter().map(|(region, customers)| async move {
                let answer = gateway::assignees(api, region.clone(), customers).await;
                (region, answer.map_err(|error| error.reason()))
            });
            Ok(sorted::map(join_all(asking).await))
        });
        let kinds = [Kind::Status, Kind::Assign, Kind::Priority, Kind::Close];
        let bulk = Self {
            list,
            selection,
            toasts: Toasts::expect(),
            menus: kinds.map(|kind| (kind, RwSignal::new(false))),
            wish: RwSignal::new(None),
            include: RwSignal::new(Include::default()),
            plan: RwSignal::new(None),
            comment: RwSignal::new(String::new()),
            cannot: StoredValue::new(BTreeMap::new()),
            asked,
            people,
        };
        bulk.follow();
        bulk
    }

    /// A preview is of the rows that are ticked, and failures stay ticked.
    fn follow(self) {
        effect_after(move |before: Option<usize>| {
            let ticked = self.selection.len();
            if before.is_some_and(|before| before != ticked) && self.wish.with_untracked(Option::is_some) {
                if ticked == 0 { self.put_away() } else { self.judge() }
            }
            ticked
        });
        let sync = self.list.sync;
        let ended = memo(move || sync.with_run(|run| run.filter(|run| run.ended).map(|run| run.id)));
        effect_after(move |before: Option<Option<u64>>| {
            let ended = ended.get();
            if before.is_some_and(|before| before != ended)
                && let Some(unmade) = sync.with_run_untracked(|run| run.filter(|run| !run.undo).map(Run::unmade))
                && ended.is_some()
            {
                self.selection.keep(&unmade);
            }
            ended
        });
    }

    /// Whether the list of choices of this kind is open; both ways.
    pub(super) fn menu(&self, kind: Kind) -> RwSignal<bool> {
        let [first, rest @ ..] = &self.menus;
        rest.iter().find(|(other, _)| *other == kind).unwrap_or(first).1
    }

    /// Opens the choices of this kind. False while nothing is ticked, or another bulk change is under way.
    pub(in crate::pages::investigations) fn open(&self, kind: Kind) -> bool {
        let ready = self.list.sync.with_run_untracked(|run| run.is_none_or(|run| run.ended));
        let some = untrack(|| self.selection.len()) > 0;
        if ready && some {
            self.menu(kind).set(true);
        }
        ready && some
    }

    /// Takes the shown result back. False when there is none to take back.
    pub(in crate::pages::investigations) fn undo(&self) -> bool {
        self.shown_untracked() && self.list.sync.undo_bulk()
    }

    /// Puts the preview away, else the result. False when there is neither.
    pub(in crate::pages::investigations) fn escape(&self) -> bool {
        if self.wish.with_untracked(Option::is_some) {
            self.put_away();
            return true;
        }
        let ended = self.list.sync.with_run_untracked(|run| run.is_some_and(|run| run.ended));
        if ended && self.shown_untracked() {
            self.list.sync.dismiss_bulk();
            return true;
        }
        false
    }

    /// Whether this list shows the run, tracked. One customer's list never shows another's rows.
    pub(super) fn shown(&self) -> bool {
        self.list.sync.with_run(|run| run.is_some_and(|run| self.is_ours(run)))
    }

    fn shown_untracked(&self) -> bool {
        self.list.sync.with_run_untracked(|run| run.is_some_and(|run| self.is_ours(run)))
    }

    fn is_ours(&self, run: &Run) -> bool {
        let customer = self.list.customer();
        customer.is_none_or(|customer| run.rows.iter().all(|row| row.step.target.customer() == customer))
    }

    /// Previews this for the ticked rows. `cannot` names the customers whose work the chosen person cannot take.
    pub(super) fn preview(&self, wish: Wish, cannot: BTreeMap<CustomerId, String>) {
        self.cannot.set_value(cannot);
        self.include.set(Include::default());
        self.wish.set(Some(wish));
        self.judge();
    }

    /// Takes rows in that were left out.
    pub(super) fn take_in(&self, change: impl FnOnce(&mut Include)) {
        self.include.update(change);
        self.judge();
    }

    /// Forgets what was previewed; the comment stays for the next one.
    pub(super) fn put_away(&self) {
        self.wish.set(None);
        self.plan.set(None);
    }

    fn judge(&self) {
        let Some(wish) = self.wish.get_untracked() else { return };
        let (list, include) = (self.list, self.include.get_untracked());
        let rows = self.selection.rows();
        let ticked: Vec<Ticked> =
            rows.into_iter().map(|row| Ticked { row, version: self.selection.seen(row) }).collect();
        let made = self.cannot.with_value(|cannot| {
            untrack(|| {
                list.sync.with_untracked(|set| {
                    let barred = |customer| why_not(list, customer);
                    plan(set, &ticked, &wish, &include, barred, |customer| cannot.get(&customer).cloned())
                })
            })
        });
        self.plan.set(Some(Arc::new(made)));
    }

    /// Makes what is previewed. False when nothing was begun.
    pub(super) fn apply(&self) -> bool {
        let (Some(wish), Some(plan)) = (self.wish.get_untracked(), self.plan.get_untracked()) else { return false };
        if plan.steps.is_empty() {
            return false;
        }
        let comment = self.comment.with_untracked(|comment| comment.trim().to_owned());
        let batch = Batch {
            steps: plan.steps.clone(),
            done: words::done(&wish, &self.me()),
            comment: (!comment.is_empty()).then_some(comment),
            undo: false,
            report: words::report,
        };
        let begun = self.list.sync.start_bulk(batch);
        if begun {
            self.comment.set(String::new());
            self.put_away();
        } else {
            let detail = "The bulk change before it is still being saved.".to_owned();
            self.toasts.push(Tone::Warn, "Nothing was changed".to_owned(), Some(detail), None);
        }
        begun
    }

    /// The analyst's address.
    pub(super) fn me(&self) -> String {
        untrack(|| self.list.session.with_session(|session| session.analyst.email.clone())).unwrap_or_default()
    }

    /// What a customer is called for short; its id where the directory has not told.
    pub(super) fn code(&self, customer: CustomerId) -> String {
        let code = self.list.sync.with_untracked(|set| set.customer(customer).map(|names| names.code.clone()));
        code.unwrap_or_else(|| customer.to_string())
    }

    /// Whose rows are ticked.
    pub(super) fn customers(&self) -> BTreeSet<CustomerId> {
        let rows = self.selection.rows();
        self.list.sync.with_untracked(|set| {
            sorted::set(rows.into_iter().filter_map(|row| set.row(row).map(working_set::RowRef::customer)))
        })
    }

    /// Asks who can take the ticked rows, as far as the analyst may change them.
    pub(super) fn ask_people(&self) {
        let (rows, list) = (self.selection.rows(), self.list);
        let mut asked = Asked::new();
        list.sync.with_untracked(|set| {
            for row in rows.into_iter().filter_map(|row| set.row(row)) {
                let customers = asked.entry(row.region().clone()).or_default();
                *customers.entry(row.customer()).or_default() += 1;
            }
        });
        for customers in asked.values_mut() {
            customers.retain(|customer, _| untrack(|| why_not(list, *customer)).is_none());
        }
        asked.retain(|_, customers| !customers.is_empty());
        self.asked.set(asked);
    }
}
