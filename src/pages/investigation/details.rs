//! What the parts of the page share: which investigation it is, how it stands, and the way to change it.

use super::composer::Composer;
use super::news::Change;
use super::wishes::Wishes;
use super::words::barred;
use crate::api::gateway::{self, Versioned};
use crate::pages::parts::differences;
use crate::reactive::{effect_after, memo};
use crate::state::{Clock, Query, Remote, SessionState, query};
use crate::sync::Sync;
use contract::extension::{Activity, Actors};
use contract::idr::Investigation;
use contract::{CustomerId, Rrn, Timestamp};
use leptos::prelude::*;
use working_set::Patch;

/// One investigation on screen. Copies are the same one.
#[derive(Clone, Copy)]
pub(super) struct Details {
    session: SessionState,
    rrn: StoredValue<Rrn>,
    name: Memo<String>,
    barred: Memo<Option<String>>,
    reading: Query<Versioned>,
    read_at: RwSignal<Option<Timestamp>>,
    shown: Memo<Option<Investigation>>,
    change: RwSignal<Option<Change>>,
    wishes: Wishes,
    composer: Composer,
    actors: Query<Actors>,
    activity: Query<Activity>,
}

impl Details {
    /// Asks for everything that one answer holds; lists ask for themselves.
    pub(super) fn new(rrn: Rrn) -> Self {
        let (session, sync, clock) = (SessionState::expect(), Sync::expect(), Clock::expect());
        let api = session.api();
        let customer = rrn.customer();
        let name = memo(move || session.customer(customer).map(|customer| customer.name).unwrap_or_default());
        let may_not = memo(move || {
            let standing = session.customer(customer).map(|customer| session.standing(&customer));
            standing.and_then(|standing| name.with(|name| barred(&standing, name)))
        });
        let of = rrn.clone();
        let actors = query(session, move || of.clone(), move |rrn| async move { gateway::actors(api, &rrn).await });
        let of = rrn.clone();
        let activity = query(session, move || of.clone(), move |rrn| async move { gateway::activity(api, &rrn).await });
        let composer = Composer::new(&rrn, name, activity);
        let read_at = RwSignal::new(None);
        let change = RwSignal::new(None);
        let last = StoredValue::new(None::<Investigation>);
        let writes = StoredValue::new(0_u32);
        let of = rrn.clone();
        let reading = query(
            session,
            move || of.clone(),
            move |rrn| async move {
                let answer = loop {
                    let before = writes.try_get_value();
                    let answer = gateway::investigation(api, &rrn).await?;
                    // A write that was confirmed meanwhile knows better than this answer.
                    if writes.try_get_value() == before {
                        break answer;
                    }
                };
                sync.learn(&answer.investigation);
                read_at.try_set(Some(clock.exact()));
                let before = last.try_update_value(|last| last.replace(answer.investigation.clone())).flatten();
                if let Some(before) = before
                    && !differences(&before, &answer.investigation).is_empty()
                {
                    change.try_set(Some(Change { before, after: answer.investigation.clone() }));
                    activity.reload();
                    composer.comments().reload();
                }
                Ok(answer)
            },
        );
        let wishes = Wishes::new(reading, composer, move |versioned: &Versioned| {
            writes.try_update_value(|writes| *writes += 1);
            last.try_set_value(Some(versioned.investigation.clone()));
            reading.put(versioned.clone());
            read_at.try_set(Some(clock.exact()));
            activity.reload();
        });
        let of = StoredValue::new(rrn);
        let told = memo(move || sync.with(|set| set.get(&of.get_value()).map(|row| row.told().investigation)));
        let shown = memo(move || {
            let read = reading.signal().with(|reading| reading.value().map(|known| known.investigation.clone()));
            let mut shown = read.or_else(|| told.get())?;
            wishes.patches().with(|patches| patches.iter().for_each(|patch| patch.apply_to(&mut shown)));
            Some(shown)
        });
        follow(told, reading, wishes);
        Self {
            session,
            rrn: of,
            name,
            barred: may_not,
            reading,
            read_at,
            shown,
            change,
            wishes,
            composer,
            actors,
            activity,
        }
    }

    /// The name of the investigation.
    pub(super) fn rrn(&self) -> Rrn {
        self.rrn.get_value()
    }

    /// The last segment of that name.
    pub(super) fn id(&self) -> String {
        self.rrn.with_value(|rrn| rrn.id().to_owned())
    }

    /// Whose it is.
    pub(super) fn customer(&self) -> CustomerId {
        self.rrn.with_value(Rrn::customer)
    }

    /// What the customer is called.
    pub(super) fn name(&self) -> Memo<String> {
        self.name
    }

    /// Who is signed in.
    pub(super) fn session(&self) -> SessionState {
        self.session
    }

    /// The reading, with its version.
    pub(super) fn reading(&self) -> Signal<Remote<Versioned>> {
        self.reading.signal()
    }

    /// When it was last known to be true.
    pub(super) fn read_at(&self) -> Signal<Option<Timestamp>> {
        self.read_at.into()
    }

    /// As it is drawn: what was read, else what the list knew, with changes that wait for their verdict.
    pub(super) fn shown(&self) -> Memo<Option<Investigation>> {
        self.shown
    }

    /// Why nothing can be changed here; `None` when it can.
    pub(super) fn barred(&self) -> Memo<Option<String>> {
        self.barred
    }

    /// What somebody else changed while this was open.
    pub(super) fn change(&self) -> RwSignal<Option<Change>> {
        self.change
    }

    /// Changes that wait for their verdict, and the one that failed.
    pub(super) fn wishes(&self) -> Wishes {
        self.wishes
    }

    /// Comments, and the one that is being written.
    pub(super) fn composer(&self) -> Composer {
        self.composer
    }

    /// Users, assets and addresses.
    pub(super) fn actors(&self) -> Query<Actors> {
        self.actors
    }

    /// Who did what.
    pub(super) fn activity(&self) -> Query<Activity> {
        self.activity
    }

    /// Reads the investigation again.
    pub(super) fn reload(&self) {
        self.reading.reload();
    }

    /// Makes a change, after those that wait already; nothing happens for one that is so already.
    pub(super) fn make(&self, patch: Patch, comment: Option<String>) {
        let so = self.shown.with_untracked(|shown| shown.as_ref().is_none_or(|shown| patch.already_so(shown)));
        if self.barred.get_untracked().is_none() && (!so || comment.is_some()) {
            self.wishes.add(patch, comment);
        }
    }
}

/// Reads again when the list learns something else than is shown; each thing it learns is followed once.
fn follow(told: Memo<Option<Investigation>>, reading: Query<Versioned>, wishes: Wishes) {
    effect_after(move |before: Option<Option<Investigation>>| {
        let told = told.get();
        let waiting = wishes.patches().with(|patches| !patches.is_empty());
        let read = reading.signal().with_untracked(|reading| reading.value().map(|known| known.investigation.clone()));
        let Some(read) = read else { return told };
        let moved = match &told {
            Some(told) => !differences(told, &read).is_empty(),
            // Closed work leaves the list.
            None => before.as_ref().is_some_and(Option::is_some) && read.status.active(),
        };
        if moved && !waiting && before.as_ref() != Some(&told) {
            reading.reload();
        }
        // While a change waits, nothing has been followed.
        if waiting { before.flatten() } else { told }
    });
}
