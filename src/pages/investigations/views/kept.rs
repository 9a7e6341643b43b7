//! Saved views as they are kept: ids and words of the product at the directory, anything that people typed at one region.

use crate::api::{ApiError, Problem, Service, views as api};
use crate::format::text::{clip, one_line};
use crate::pages::investigations::list::List;
use crate::reactive::memo;
use crate::route::{InvestigationsQuery, Values};
use crate::state::toasts::Tone;
use crate::state::{FirstScreen, Query, SessionState, Toasts, query};
use crate::sync::new_key;
use contract::views::{NewView, SavedView, ViewMarks};
use contract::{Disposition, Priority, Source, Status};
use leptos::prelude::*;
use std::future::Future;
use working_set::sorted;

/// A view and who keeps it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Kept {
    /// The directory, or a region.
    pub(super) at: Service,
    /// As it is kept.
    pub(super) view: SavedView,
}

impl Kept {
    /// Tells it from all others.
    pub(super) fn key(&self) -> String {
        format!("{} {}", self.at, self.view.id)
    }

    /// Everything that is drawn of it: another stamp is drawn anew.
    pub(super) fn stamp(&self) -> (String, [String; 3], [bool; 3]) {
        let SavedView { name, query, words, shared, pinned, default, .. } = self.view.clone();
        (self.key(), [name, query, words], [shared, pinned, default])
    }

    /// What its address says.
    pub(super) fn query(&self) -> InvestigationsQuery {
        InvestigationsQuery::from_search(&self.view.query, &self.view.words)
    }

    /// What it is called, safe to show.
    pub(super) fn name(&self) -> String {
        clip(&one_line(&self.view.name), 80).into_owned()
    }

    /// Whether the analyst made it.
    pub(super) fn own(&self, session: SessionState) -> bool {
        session.with_session(|session| session.analyst.id == self.view.owner).unwrap_or_default()
    }

    /// Who shares it, where that is somebody else.
    pub(super) fn by(&self, session: SessionState) -> Option<String> {
        (!self.own(session)).then(|| clip(&one_line(&self.view.owner_name), 60).into_owned())
    }

    /// The same with other words for it.
    pub(super) fn renewed(&self) -> NewView {
        let SavedView { name, query, words, customer, shared, .. } = self.view.clone();
        NewView { name, query, words, customer, shared }
    }
}

/// Whether an address shows what a view says; the open row aside.
pub(super) fn same(now: &InvestigationsQuery, view: &InvestigationsQuery) -> bool {
    let plain = |query: &InvestigationsQuery| InvestigationsQuery { open: None, everything: false, ..query.clone() };
    plain(now) == plain(view)
}

/// What is kept of an address: without the open row, which is no view.
pub(super) fn kept_query(now: &InvestigationsQuery) -> InvestigationsQuery {
    InvestigationsQuery { open: None, everything: false, ..now.clone() }
}

/// Whether a view may be kept at the directory: nothing that a person typed is in it.
pub(super) fn for_directory(query: &InvestigationsQuery) -> bool {
    let plain = |values: &Values| {
        values.tags.iter().all(Option::is_none)
            && values.responsibilities.iter().all(Option::is_none)
            && values.priorities.iter().all(|word| Priority::KNOWN.contains(word))
            && values.statuses.iter().all(|word| Status::KNOWN.contains(word))
            && values.sources.iter().all(|word| Source::KNOWN.contains(word))
            && values.dispositions.iter().all(|word| Disposition::KNOWN.contains(word))
    };
    query.words.trim().is_empty() && plain(&query.included()) && plain(&query.not)
}

/// All saved views of a list, and the calls that change them.
#[derive(Clone, Copy)]
pub(super) struct Views {
    session: SessionState,
    toasts: Toasts,
    places: StoredValue<Vec<(Service, Query<Vec<SavedView>>)>>,
    kept: Memo<Vec<Kept>>,
    opened: RwSignal<Option<String>>,
}

impl Views {
    /// Asks the directory and every region for the views of this list.
    pub(super) fn new(list: List) -> Self {
        let session = list.session;
        let regions = untrack(|| session.with_session(|session| session.regions.clone())).unwrap_or_default();
        let regions = regions.into_iter().map(|region| Service::Region(region.code));
        // An address without a question may be answered by a view; any other is shown first.
        let first_screen = FirstScreen::expect();
        let bare = list.query.get_untracked() == InvestigationsQuery::default();
        let places: Vec<(Service, Query<Vec<SavedView>>)> = std::iter::once(Service::Directory)
            .chain(regions)
            .map(|at| {
                let asked = at.clone();
                let fetch = move |()| {
                    let asked = asked.clone();
                    async move {
                        if !bare {
                            first_screen.wait().await;
                        }
                        api::list(session.api(), asked).await.map(|views| views.views)
                    }
                };
                (at, query(session, || (), fetch))
            })
            .collect();
        let asked = places.clone();
        let kept = memo(move || {
            let views = asked.iter().flat_map(|(at, query)| {
                let views = query.get().value().cloned().unwrap_or_default();
                views.into_iter().map(|view| Kept { at: at.clone(), view })
            });
            let mut kept: Vec<Kept> = views.filter(|kept| kept.view.customer == list.customer()).collect();
            sorted::by_cached_key(&mut kept, |kept| (!kept.view.pinned, kept.view.name.to_lowercase(), kept.key()));
            kept
        });
        let toasts = Toasts::expect();
        Self { session, toasts, places: StoredValue::new(places), kept, opened: RwSignal::new(None) }
    }

    /// All of them, pinned first, then by name.
    pub(super) fn kept(self) -> Memo<Vec<Kept>> {
        self.kept
    }

    /// The key of the view that was opened last.
    pub(super) fn opened(self) -> RwSignal<Option<String>> {
        self.opened
    }

    /// The view that was opened last, if it is the analyst's own to change.
    pub(super) fn opened_own(self) -> Option<Kept> {
        let key = self.opened.get()?;
        self.kept.with(|kept| kept.iter().find(|kept| kept.key() == key && kept.own(self.session)).cloned())
    }

    /// Whose views are missing, as a sentence; a gateway that knows no views misses none.
    pub(super) fn missing(self) -> Option<String> {
        let silent: Vec<String> = self.places.with_value(|places| {
            let failed = places.iter().filter(|(_, query)| {
                query.get().error().is_some_and(|error| !matches!(error.problem, Problem::NotFound(_)))
            });
            failed.map(|(at, _)| at.to_string()).collect()
        });
        (!silent.is_empty()).then(|| format!("{} did not answer: views kept there are missing", silent.join(", ")))
    }

    /// Asks everybody again.
    pub(super) fn reload(self) {
        self.places.with_value(|places| places.iter().for_each(|(_, query)| query.reload()));
    }

    /// Shows a view.
    pub(super) fn open(self, list: List, key: &str) {
        let found = self.kept.with_untracked(|kept| kept.iter().find(|kept| kept.key() == key).cloned());
        if let Some(kept) = found {
            self.opened.set(Some(kept.key()));
            list.open(&list.route(kept.query()));
        }
    }

    /// Puts what is shown in the place of the view that was opened.
    pub(super) fn replace_opened(self, list: List) {
        let Some(opened) = untrack(|| self.opened_own()) else { return };
        let now = list.query.with_untracked(kept_query);
        if opened.at == Service::Directory && !for_directory(&now) {
            let why =
                "The directory keeps no typed words and no tags. Save it as a new view: it is then kept at a region.";
            self.toasts.failed("The view was not changed", why);
            return;
        }
        let view = NewView { query: now.search(), words: now.words, ..opened.renewed() };
        self.replace(opened, view, "View saved");
    }

    /// Puts another in the place of an own view.
    pub(super) fn replace(self, kept: Kept, view: NewView, done: &'static str) {
        let api = self.session.api();
        let Kept { at, view: old } = kept;
        self.run(at.clone(), done, async move { api::replace(api, at, &old.id, &view).await.map(|_| ()) });
    }

    /// Sets the analyst's own marks; a new default takes the mark off the old one, wherever that is kept.
    pub(super) fn mark(self, kept: Kept, marks: ViewMarks) {
        let api = self.session.api();
        if marks.default {
            let others = self.kept.with_untracked(|all| {
                all.iter().filter(|other| other.view.default && other.key() != kept.key()).cloned().collect::<Vec<_>>()
            });
            for other in others {
                let marks = ViewMarks { pinned: other.view.pinned, default: false };
                let Kept { at, view } = other;
                self.run(at.clone(), "", async move { api::mark(api, at, &view.id, marks).await });
            }
        }
        let Kept { at, view } = kept;
        self.run(at.clone(), "", async move { api::mark(api, at, &view.id, marks).await });
    }

    /// Removes an own view; the message that says so brings it back.
    pub(super) fn remove(self, kept: Kept) {
        let api = self.session.api();
        leptos::task::spawn_local(async move {
            match api::remove(api, kept.at.clone(), &kept.view.id).await {
                Ok(()) => {
                    self.reload_at(&kept.at);
                    let text = format!("View “{}” deleted", kept.name());
                    let back = Callback::new(move |()| self.restore(kept.clone()));
                    self.toasts.push(Tone::Warn, text, None, Some(("Undo".to_owned(), back)));
                }
                Err(error) => self.failed(&error),
            }
        });
    }

    fn restore(self, kept: Kept) {
        let api = self.session.api();
        let (view, at) = (kept.renewed(), kept.at.clone());
        let marks = ViewMarks { pinned: kept.view.pinned, default: kept.view.default };
        self.run(at.clone(), "View is back", async move {
            let saved = api::save(api, at.clone(), &new_key(), &view).await?;
            if marks.pinned || marks.default { api::mark(api, at, &saved.id, marks).await } else { Ok(()) }
        });
    }

    /// Keeps a new view, marked as asked for; says whether that worked.
    pub(super) async fn save(self, at: Service, key: &str, view: NewView, marks: ViewMarks) -> Result<(), ApiError> {
        let api = self.session.api();
        let outcome = api::save(api, at.clone(), key, &view).await;
        if let Err(error) = &outcome {
            self.session.note(error);
        }
        let saved = outcome?;
        let kept = Kept { at: at.clone(), view: saved };
        self.opened.try_set(Some(kept.key()));
        if marks.pinned || marks.default {
            self.mark(kept, marks);
        }
        self.reload_at(&at);
        Ok(())
    }

    fn run(self, at: Service, done: &'static str, work: impl Future<Output = Result<(), ApiError>> + 'static) {
        leptos::task::spawn_local(async move {
            match work.await {
                Ok(()) => {
                    self.reload_at(&at);
                    if !done.is_empty() {
                        self.toasts.done(done);
                    }
                }
                Err(error) => self.failed(&error),
            }
        });
    }

    fn failed(self, error: &ApiError) {
        self.session.note(error);
        self.toasts.failed("The view was not changed", error.to_string());
    }

    fn reload_at(self, at: &Service) {
        self.places.try_with_value(|places| {
            places.iter().filter(|(place, _)| place == at).for_each(|(_, query)| query.reload());
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::route::{AssigneeFilter, OpenRow};
    use contract::CustomerId;

    #[test]
    fn what_people_typed_never_goes_to_the_directory() {
        let plain = InvestigationsQuery {
            priorities: vec![Priority::Critical],
            assignees: vec![AssigneeFilter::Me],
            tags: vec![None],
            ..Default::default()
        };
        assert!(for_directory(&plain));
        let typed: [fn(&mut InvestigationsQuery); 5] = [
            |query| query.words = "lsass".to_owned(),
            |query| query.tags.push(Some("vip".to_owned())),
            |query| query.not.tags.push(Some("vip".to_owned())),
            |query| query.not.responsibilities.push(Some("Blue team".to_owned())),
            |query| query.statuses.push(Status::from_word("ON_ICE")),
        ];
        for edit in typed {
            let mut query = plain.clone();
            edit(&mut query);
            assert!(!for_directory(&query), "{query:?}");
        }
    }

    #[test]
    fn the_open_row_is_no_part_of_a_view() {
        let open = Some(OpenRow { customer: CustomerId::from_u128(1), id: "A".to_owned() });
        let shown = InvestigationsQuery { open, words: "x".to_owned(), ..Default::default() };
        let kept = kept_query(&shown);
        assert_eq!((kept.open.as_ref(), kept.words.as_str()), (None, "x"));
        assert!(same(&shown, &kept));
        assert!(!kept.search().contains('x'), "typed words are no part of the query string");
    }
}
