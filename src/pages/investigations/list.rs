//! What the parts of one list share: the address, the question, its answer, and the way to edit the address.

mod pulse;

use super::edit;
use super::question::{noun, question};
use crate::reactive::{effect, effect_after, memo};
use crate::route::{InvestigationsQuery, Route};
use crate::state::{Clock, FirstScreen, Links, SessionState};
use crate::sync::Sync;
use contract::{CustomerId, RegionCode};
use leptos::prelude::*;
use pulse::Pulse;
use std::collections::BTreeSet;
use std::sync::Arc;
use working_set::sorted;
use working_set::{Answer, Column, Coverage, Facets, Query, RegionState};

/// One list of investigations: of every customer, or of the one in the path.
#[derive(Clone, Copy)]
pub(super) struct List {
    customer: Option<CustomerId>,
    links: Links,
    /// Who asks.
    pub(super) session: SessionState,
    /// What is asked of.
    pub(super) sync: Sync,
    /// The server's clock.
    pub(super) clock: Clock,
    /// Words that are being typed, until the address says them.
    pub(super) typed: RwSignal<Option<String>>,
    /// What the address says, and what is being typed.
    pub(super) query: Memo<InvestigationsQuery>,
    /// The same as a question.
    pub(super) question: Memo<Query>,
    /// Beats when what is known may answer otherwise: at once after a rest, then as often as answering is cheap.
    pulse: Pulse,
    /// The rows, as they are known; the grid may show an older order, see its `live`.
    pub(super) answer: Memo<Arc<Answer>>,
    /// What the answer is worth.
    pub(super) coverage: Memo<Coverage>,
    /// Regions that do not answer.
    pub(super) silent: Memo<BTreeSet<RegionCode>>,
    /// What its counts are of: `active`, `closed`, `found`.
    pub(super) noun: Memo<&'static str>,
}

impl List {
    /// The list of the screen that is shown; closed investigations are read while it asks for them.
    pub(super) fn new(customer: Option<CustomerId>) -> Self {
        let (links, session, sync, clock) = (Links::expect(), SessionState::expect(), Sync::expect(), Clock::expect());
        let typed = RwSignal::new(None::<String>);
        let query = memo(move || {
            let said = match links.route().get() {
                Route::Investigations(query) | Route::CustomerInvestigations(_, query) => query,
                _ => InvestigationsQuery::default(),
            };
            match typed.get() {
                Some(words) => InvestigationsQuery { words, ..said },
                None => said,
            }
        });
        let question = memo(move || query.with(|query| question(query, customer)));
        let pulse = Pulse::follow(sync);
        let beat = pulse.beat();
        let answer = memo(move || {
            beat.track();
            let ask = |asked: &Query| sync.with_untracked(|set| Arc::new(set.answer(asked, clock.exact())));
            let answer = pulse.timed(|| question.with(ask));
            pulse.found(answer.rows.len());
            answer
        });
        let coverage = memo(move || question.with(|asked| sync.with(|set| set.coverage(asked))));
        let silent = memo(move || {
            sync.with(|set| {
                let regions = set.ledger().regions();
                let failing = regions.filter(|(_, state)| matches!(state, RegionState::Failing { .. }));
                sorted::set(failing.map(|(region, _)| region.clone()))
            })
        });
        // The last rows of a load are shown as soon as they are in.
        let loading = memo(move || coverage.with(Coverage::loading));
        effect_after(move |before: Option<bool>| {
            let loading = loading.get();
            pulse.loads(loading);
            if before == Some(true) && !loading {
                pulse.strike();
            }
            loading
        });
        let first_screen = FirstScreen::expect();
        effect(move || {
            if answer.with(|answer| !answer.rows.is_empty()) || !loading.get() {
                first_screen.drawn();
            }
        });
        // A question that reaches beyond what memory holds also pages the regions' history, as long as it is asked.
        effect(move || question.with(|asked| sync.want_history(asked)));
        let noun = memo(move || query.with(noun));
        Self { customer, links, session, sync, clock, typed, query, question, pulse, answer, coverage, silent, noun }
    }

    /// The customer in the path, if there is one.
    pub(super) const fn customer(&self) -> Option<CustomerId> {
        self.customer
    }

    /// The address of this list with these filters.
    pub(super) fn route(&self, query: InvestigationsQuery) -> Route {
        match self.customer {
            Some(customer) => Route::CustomerInvestigations(customer, query),
            None => Route::Investigations(query),
        }
    }

    /// This list's own address, while it is the one in the address bar.
    pub(super) fn address(&self) -> Option<String> {
        let route = self.links.route().get();
        let here = match &route {
            Route::Investigations(_) => self.customer.is_none(),
            Route::CustomerInvestigations(customer, _) => self.customer == Some(*customer),
            _ => false,
        };
        here.then(|| self.href(&route))
    }

    /// A link to any screen.
    pub(super) fn href(&self, route: &Route) -> String {
        self.links.to(route)
    }

    /// Goes to any screen.
    pub(super) fn open(&self, route: &Route) {
        self.links.go(route);
    }

    /// Edits the filters as a step that *back* takes back.
    pub(super) fn edit(&self, change: impl FnOnce(&mut InvestigationsQuery)) {
        let Some(mut query) = self.query.try_get_untracked() else { return };
        change(&mut query);
        self.links.go(&self.route(query));
    }

    /// Edits how the list is shown, in place: it is no step that *back* takes back.
    pub(super) fn adjust(&self, change: impl FnOnce(&mut InvestigationsQuery)) {
        let Some(mut query) = self.query.try_get_untracked() else { return };
        change(&mut query);
        if self.query.with_untracked(|now| *now != query) {
            self.links.replace(&self.route(query));
        }
    }

    /// Corrects the address in place.
    pub(super) fn replace(&self, query: InvestigationsQuery) {
        self.links.replace(&self.route(query));
    }

    /// Takes over typed words; typing leaves no trail in the history.
    pub(super) fn search(&self, words: String) {
        let Some(query) = self.query.try_get_untracked() else { return };
        self.links.replace(&self.route(InvestigationsQuery { words, ..query }));
    }

    /// Takes every filter off.
    pub(super) fn clear(&self) {
        self.edit(edit::clear);
    }

    /// The total of the rows with what it is worth, and what they are: `128+ active`.
    pub(super) fn total(&self) -> String {
        format!("{:#} {}", self.answer.with(|answer| answer.total), self.noun.get())
    }

    /// What a customer is called, tracked; its id where the directory has not told.
    pub(super) fn customer_name(&self, customer: CustomerId) -> String {
        let name = self.sync.with(|set| set.customer(customer).map(|names| names.name.clone()));
        name.unwrap_or_else(|| customer.to_string())
    }

    /// Changes when what is known is counted again.
    pub(super) fn beat(&self) -> Signal<u64> {
        self.pulse.beat()
    }

    /// Answers with what is known by now, not at the last beat.
    pub(super) fn refresh(&self) {
        self.pulse.strike();
    }

    /// The facet rail's counts, of the columns that are looked at.
    pub(super) fn facets(&self, seen: Signal<Vec<Column>>) -> RwSignal<Facets> {
        let list = *self;
        // Another order or grouping counts the same rows.
        let counted =
            memo(move || list.question.with(|asked| Query { sort: Vec::new(), group_by: None, ..asked.clone() }));
        let count = move || {
            let now = list.clock.exact();
            let facets =
                |asked: &Query| seen.with(|seen| list.sync.with_untracked(|set| set.facets_of(asked, now, seen)));
            list.pulse.timed(|| counted.with(facets))
        };
        let asked = move || (list.pulse.beat().get(), counted.get(), seen.get());
        let answered = StoredValue::new(untrack(asked));
        let facets = RwSignal::new(untrack(count));
        // Written, not followed: what counts the same wakes none of the rail's many readers.
        effect(move || {
            let asked = asked();
            if answered.with_value(|answered| *answered == asked) {
                return;
            }
            answered.set_value(asked);
            let counts = untrack(count);
            if facets.with_untracked(|known| *known != counts) {
                facets.set(counts);
            }
        });
        facets
    }
}
