//! Two people changed the same investigation: both sides, and the analyst's word on which one stands.

use crate::api::gateway::Versioned;
use crate::components::{CustomerName, Dialog};
use crate::format::text;
use crate::format::zone::clock_time;
use crate::late::late_fn;
use crate::pages::parts::{FactView, Sides, sides};
use crate::reactive::derived;
use crate::state::toasts::Tone;
use crate::state::{Clock, SessionState, Toasts};
use crate::sync::{Basis, Conflict, Failed, Sync, new_key};
use leptos::prelude::*;
use trusted_view::view;

late_fn!(tools: /// See [`ConflictDialog`].
    pub(super) fn conflict_dialog() -> AnyView {
        view! { <ConflictDialog /> }.into_any()
    }
);

/// A dialog while a conflict waits for an answer. Whatever is answered, neither side's value is lost.
#[component]
fn ConflictDialog() -> impl IntoView {
    let sync = Sync::expect();
    let toasts = Toasts::expect();
    let session = SessionState::expect();
    let conflict = sync.conflict();
    let open = derived(move || conflict.with(Option::is_some));
    let title = derived(move || {
        let who = conflict.with(|conflict| conflict.as_ref().and_then(|conflict| conflict.changed_by.clone()));
        let who = who.map(|who| text::clip(&text::one_line(&who), 80).into_owned());
        format!("{} changed this after you opened it", who.unwrap_or_else(|| "Somebody".to_owned()))
    });
    let customer = move || {
        let id = conflict.with(|conflict| conflict.as_ref().map(|conflict| conflict.target.customer()));
        id.and_then(|id| session.customer(id)).map(|customer| {
            view! {
                <p class="row">
                    <CustomerName id=customer.id name=customer.name code=customer.code region=customer.region />
                </p>
            }
        })
    };
    let put_aside = move |()| {
        if let Some(aside) = conflict.get_untracked() {
            conflict.set(None);
            let again = Callback::new(move |()| conflict.set(Some(aside.clone())));
            let detail = "What the other person changed stands; yours is kept here.".to_owned();
            let action = Some(("Compare".to_owned(), again));
            toasts.push(Tone::Warn, "Your change was not made".to_owned(), Some(detail), action);
        }
    };
    let apply = move |_| {
        if let Some(taken) = conflict.get_untracked() {
            conflict.set(None);
            let name = session.customer(taken.target.customer()).map(|customer| customer.name).unwrap_or_default();
            apply_on_top(sync, toasts, taken, name, new_key());
        }
    };
    view! {
        <Dialog
            open=open
            title=title
            subtitle=move || customer().into_any()
            footer=move || {
                view! {
                    <button type="button" class="btn" on:click=move |_| conflict.set(None)>
                        "Keep theirs"
                    </button>
                    <button type="button" class="btn primary" on:click=apply>
                        "Apply mine on top"
                    </button>
                }
                    .into_any()
            }
            on_close=put_aside
        >
            {move || conflict.get().map(|conflict| view! { <Versus conflict=conflict /> })}
        </Dialog>
    }
}

/// The same wish, based on what stands now. Another change in between is another conflict.
fn apply_on_top(sync: Sync, toasts: Toasts, conflict: Conflict, name: String, key: String) {
    let now = Versioned { investigation: conflict.now.clone(), etag: conflict.etag.clone() };
    leptos::task::spawn_local(async move {
        match sync.change(Basis::Version(now), conflict.mine.clone(), key.clone()).await {
            Ok(_) => toasts.done(format!("Changed at {name}, on top of theirs")),
            Err(Failed::Conflict) => {}
            Err(Failed::Error(error)) => {
                let detail = format!("{error}. What the other person changed stands; yours is kept here.");
                let text = format!("Not saved at {name}");
                let again = Callback::new(move |()| {
                    apply_on_top(sync, toasts, conflict.clone(), name.clone(), key.clone());
                });
                toasts.push(Tone::Failed, text, Some(detail), Some(("Retry".to_owned(), again)));
            }
        }
    });
}

#[component]
fn Versus(conflict: Conflict) -> impl IntoView {
    let clock = Clock::expect();
    let by = {
        let (who, at) = (conflict.changed_by.clone(), conflict.changed_time);
        let who = who.map(|who| format!(", by {}", text::clip(&text::one_line(&who), 40))).unwrap_or_default();
        move || {
            let at = at.map(|at| clock.zone().with(|zone| format!(", {}", clock_time(at, zone)))).unwrap_or_default();
            format!("{who}{at}")
        }
    };
    let lines = sides(&conflict.seen, &conflict.now, &conflict.mine).into_iter().map(line).collect_view();
    view! {
        <p class="wrap mb-3" dir="auto">{text::title(&conflict.now.title)}</p>
        <table class="versus-table">
            <thead>
                <tr>
                    <td></td>
                    <th scope="col">
                        <b>"Now"</b>
                        {by}
                    </th>
                    <th scope="col">
                        <b>"Yours"</b>
                        ", based on what you saw"
                    </th>
                </tr>
            </thead>
            <tbody>{lines}</tbody>
        </table>
    }
}

/// One fact; the side that changed it is tinted, and says so to who cannot see it.
fn line(sides: Sides) -> impl IntoView {
    let changed = |yes: bool| yes.then(|| view! { <span class="sr">", changed"</span> });
    view! {
        <tr>
            <th scope="row">{sides.label}</th>
            <td class:hit=sides.they_changed>
                <FactView fact=sides.now />
                {changed(sides.they_changed)}
            </td>
            <td class:hit=sides.you_changed>
                <FactView fact=sides.yours />
                {changed(sides.you_changed)}
            </td>
        </tr>
    }
}
