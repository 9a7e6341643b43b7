//! What can be done: status, priority, assignee, disposition, assign to me, close.

mod close;
mod people;

use super::details::Details;
use super::part::Reference;
use crate::api::gateway;
use crate::components::{Banner, Menu, MenuItem, MenuKind, MenuLook, Person, PriorityMark, StatusMark, Tone};
use crate::format::text::{clip, one_line};
use crate::format::{words, zone};
use crate::reactive::{derived, memo};
use crate::state::{Clock, Remote, query};
use close::CloseDialog;
use contract::idr::{Assignee, Investigation};
use contract::{Disposition, Priority, Status};
use leptos::prelude::*;
use people::{Choice, choices};
use trusted_view::view;
use working_set::Patch;

/// The panel.
#[component]
pub(super) fn Actions(details: Details) -> impl IntoView {
    let closing = RwSignal::new(false);
    let loaded = memo(move || details.reading().with(|reading| reading.value().is_some()));
    let why_not = memo(move || match details.barred().get() {
        None if !loaded.get() => Some("The investigation is being read".to_owned()),
        barred => barred,
    });
    let mine = memo(move || {
        let me = details.session().with_session(|session| session.analyst.email.clone());
        me.is_some_and(|me| fact(details, |shown| person_is(&shown.assignee, &me)).unwrap_or_default())
    });
    let closed = memo(move || fact(details, |shown| shown.status == Status::Closed).unwrap_or_default());
    let no_take = memo(move || why_not.get().or_else(|| mine.get().then(|| "It is yours already".to_owned())));
    let no_close = memo(move || why_not.get().or_else(|| closed.get().then(|| "It is closed already".to_owned())));
    let take = move |_| {
        let me = details.session().with_session(|session| Assignee {
            name: session.analyst.name.clone(),
            email: session.analyst.email.clone(),
        });
        if no_take.with_untracked(Option::is_none) && me.is_some() {
            details.make(Patch { assignee: Some(me), ..Patch::default() }, None);
        }
    };
    let close = move |_| {
        if no_close.with_untracked(Option::is_none) {
            closing.set(true);
        }
    };
    view! {
        <section class="panel tight" aria-labelledby="inv-actions">
            <header>
                <h2 id="inv-actions">"Actions"</h2>
                <Freshness details=details />
            </header>
            <div class="body stack inv-actions">
                <Unmade details=details />
                <div class="two-up">
                    <StatusField details=details why_not=why_not closing=closing />
                    <PriorityField details=details why_not=why_not />
                    <AssigneeField details=details why_not=why_not />
                    <DispositionField details=details why_not=why_not />
                </div>
                <div class="row">
                    <button
                        type="button"
                        class="btn primary grow"
                        data-key="assign"
                        aria-disabled=move || no_take.with(Option::is_some).then_some("true")
                        title=move || no_take.get()
                        on:click=take
                    >
                        "Assign to me "
                        <kbd>"a"</kbd>
                    </button>
                    <button
                        type="button"
                        class="btn"
                        data-key="close"
                        aria-haspopup="dialog"
                        aria-disabled=move || no_close.with(Option::is_some).then_some("true")
                        title=move || no_close.get()
                        on:click=close
                    >
                        "Close… "
                        <kbd>"c"</kbd>
                    </button>
                </div>
                {move || details.barred().get().map(|reason| view! { <p class="muted small">{reason}"."</p> })}
            </div>
            <CloseDialog details=details open=closing />
        </section>
    }
}

fn fact<T>(details: Details, read: impl FnOnce(&Investigation) -> T) -> Option<T> {
    details.shown().with(|shown| shown.as_ref().map(read))
}

fn person_is(assignee: &Option<Assignee>, email: &str) -> bool {
    assignee.as_ref().is_some_and(|assignee| assignee.email.eq_ignore_ascii_case(email))
}

/// Whether what is shown is what the region has: `Saving…`, `Up to date, 10:46 UTC`.
#[component]
fn Freshness(details: Details) -> impl IntoView {
    let clock = Clock::expect();
    let version = move || {
        let etag = details.reading().with(|reading| reading.value().and_then(|known| known.etag.clone()));
        etag.map_or_else(
            || "Checked before each change, not guarded: this region tells no versions".to_owned(),
            |etag| format!("Version {}", etag.trim_start_matches("W/").trim_matches('"')),
        )
    };
    let words = move || {
        if details.wishes().patches().with(|patches| !patches.is_empty()) {
            return "Saving…".to_owned();
        }
        match (details.reading().with(|reading| matches!(reading, Remote::Failed(..))), details.read_at().get()) {
            (false, Some(at)) => clock.zone().with(|zone| format!("Up to date, {}", zone::clock_time(at, zone))),
            (true, Some(at)) => clock.zone().with(|zone| format!("As of {}", zone::clock_time(at, zone))),
            (true, None) => "Not read".to_owned(),
            (false, None) => "Reading…".to_owned(),
        }
    };
    view! {
        <span class="muted small push" role="status" title=version>
            {words}
        </span>
    }
}

/// A change that was not made: what, where, nothing lost, Retry.
#[component]
fn Unmade(details: Details) -> impl IntoView {
    let unmade = details.wishes().unmade();
    move || {
        unmade.get().map(|failed| {
            let why = failed
                .error
                .as_ref()
                .map_or_else(|| "Another change came first. ".to_owned(), |error| format!("{error}. "));
            view! {
                <Banner
                    tone=Tone::Danger
                    title=format!("Not saved at {}", details.name().get_untracked())
                    actions=move || {
                        view! {
                            <button
                                type="button"
                                class="btn small"
                                on:click=move |_| details.wishes().retry()
                            >
                                "Retry"
                            </button>
                            <button type="button" class="btn small quiet" on:click=move |_| unmade.set(None)>
                                "Give up"
                            </button>
                        }
                    }
                >
                    {why}
                    "What stood before stands; your change is kept for Retry."
                    {failed.error.map(|error| view! { <Reference error=error /> })}
                </Banner>
            }
        })
    }
}

#[component]
fn StatusField(details: Details, why_not: Memo<Option<String>>, closing: RwSignal<bool>) -> impl IntoView {
    let now = memo(move || fact(details, |shown| shown.status.clone()));
    let items = derived(move || {
        let now = now.get();
        Status::KNOWN
            .iter()
            .map(|status| {
                let drawn = status.clone();
                MenuItem::new(status.word(), words::status(status))
                    .view(move || view! { <StatusMark status=drawn.clone() /> })
                    .checked(now.as_ref() == Some(status))
            })
            .collect()
    });
    let pick = move |word: String| match Status::from_word(&word) {
        // Closing needs to say what it turned out to be.
        Status::Closed if now.get_untracked() != Some(Status::Closed) => closing.set(true),
        status => details.make(Patch { status: Some(status), ..Patch::default() }, None),
    };
    view! {
        <div class="field" data-key="status">
            <span class="label">"Status"</span>
            <Menu label="Change status" items=items look=MenuLook::Select disabled=why_not on_pick=pick>
                {move || now.get().map(|status| view! { <StatusMark status=status /> })}
            </Menu>
        </div>
    }
}

#[component]
fn PriorityField(details: Details, why_not: Memo<Option<String>>) -> impl IntoView {
    let now = memo(move || fact(details, |shown| shown.priority.clone()));
    let items = derived(move || {
        let now = now.get();
        Priority::KNOWN
            .iter()
            .map(|priority| {
                let drawn = priority.clone();
                MenuItem::new(priority.word(), words::priority(priority))
                    .view(move || view! { <PriorityMark priority=drawn.clone() /> })
                    .checked(now.as_ref() == Some(priority))
            })
            .collect()
    });
    let pick = move |word: String| {
        details.make(Patch { priority: Some(Priority::from_word(&word)), ..Patch::default() }, None);
    };
    view! {
        <div class="field" data-key="priority">
            <span class="label">"Priority"</span>
            <Menu label="Change priority" items=items look=MenuLook::Select disabled=why_not on_pick=pick>
                {move || now.get().map(|priority| view! { <PriorityMark priority=priority /> })}
            </Menu>
        </div>
    }
}

#[component]
fn DispositionField(details: Details, why_not: Memo<Option<String>>) -> impl IntoView {
    let now = memo(move || fact(details, |shown| shown.disposition.clone()));
    let closed = memo(move || fact(details, |shown| shown.status == Status::Closed).unwrap_or_default());
    let items = derived(move || {
        let now = now.get();
        Disposition::KNOWN
            .iter()
            .map(|disposition| {
                let barred =
                    *disposition == Disposition::Undecided && closed.get() && now.as_ref() != Some(disposition);
                MenuItem::new(disposition.word(), words::disposition(disposition))
                    .checked(now.as_ref() == Some(disposition))
                    .disabled(barred.then(|| "closed work is decided".to_owned()))
            })
            .collect()
    });
    let pick = move |word: String| {
        details.make(Patch { disposition: Some(Disposition::from_word(&word)), ..Patch::default() }, None);
    };
    let word = move || now.get().map(|now| clip(&one_line(words::disposition(&now)), 40).into_owned());
    view! {
        <div class="field" data-key="disposition">
            <span class="label">"Disposition"</span>
            <Menu label="Change disposition" items=items look=MenuLook::Select disabled=why_not on_pick=pick>
                <span class="clip">{word}</span>
            </Menu>
        </div>
    }
}

#[component]
fn AssigneeField(details: Details, why_not: Memo<Option<String>>) -> impl IntoView {
    let session = details.session();
    let api = session.api();
    let people = query(
        session,
        move || details.rrn(),
        move |rrn| async move { gateway::assignees(api, rrn.region().clone(), vec![rrn.customer()]).await },
    );
    let now = memo(move || fact(details, |shown| shown.assignee.clone()));
    let me = memo(move || {
        session.with_session(|session| Assignee {
            name: session.analyst.name.clone(),
            email: session.analyst.email.clone(),
        })
    });
    let offered = memo(move || {
        let (now, me) = (now.get().flatten(), me.get());
        people.signal().with(|people| choices(people, details.customer(), me.as_ref(), now.as_ref()))
    });
    let items = derived(move || offered.with(|offered| offered.iter().map(Choice::item).collect()));
    let pick = move |email: String| {
        let picked = offered.with_untracked(|offered| offered.iter().find(|choice| choice.value() == email).cloned());
        if let Some(picked) = picked {
            details.make(Patch { assignee: Some(picked.assignee()), ..Patch::default() }, None);
        }
    };
    let face = move || {
        now.get().map(|assignee| match assignee {
            Some(assignee) => {
                let you = me.with(|me| me.as_ref().is_some_and(|me| assignee.email.eq_ignore_ascii_case(&me.email)));
                view! { <Person name=assignee.name email=assignee.email you=you /> }.into_any()
            }
            None => view! { <Person name=None /> }.into_any(),
        })
    };
    view! {
        <div class="field" data-key="assignee">
            <span class="label">"Assignee"</span>
            <Menu
                label="Change assignee"
                items=items
                look=MenuLook::Select
                kind=MenuKind::Listbox
                search="Find a person"
                disabled=why_not
                on_pick=pick
            >
                {face}
            </Menu>
        </div>
    }
}
