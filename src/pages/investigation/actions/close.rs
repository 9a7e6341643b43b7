//! Closing: what it turned out to be, and a word about it. Undecided is not offered.

use super::super::details::Details;
use crate::components::{CustomerName, Dialog, DialogWidth, unique_id};
use crate::format::text;
use crate::format::words;
use crate::reactive::effect;
use contract::{Disposition, Status};
use leptos::prelude::*;
use trusted_view::view;
use working_set::Patch;

/// The dialog.
#[component]
pub(super) fn CloseDialog(
    /// Whose page this is.
    details: Details,
    /// Whether it is there.
    open: RwSignal<bool>,
) -> impl IntoView {
    let chosen = RwSignal::new(None::<Disposition>);
    let comment = RwSignal::new(String::new());
    let asked = RwSignal::new(false);
    keep_on_leaving(details, comment);
    effect(move || {
        if open.get() {
            asked.set(false);
            let now = details.shown().with_untracked(|shown| shown.as_ref().map(|shown| shown.disposition.clone()));
            chosen.set(now.filter(|now| *now != Disposition::Undecided));
        }
    });
    let close = move |_| {
        let Some(disposition) = chosen.get_untracked() else { return asked.set(true) };
        let said = comment.with_untracked(|comment| comment.trim().to_owned());
        comment.set(String::new());
        open.set(false);
        let patch = Patch { status: Some(Status::Closed), disposition: Some(disposition), ..Patch::default() };
        details.make(patch, (!said.is_empty()).then_some(said));
    };
    let confirm = move || match chosen.get() {
        Some(disposition) => format!("Close as {}", text::clip(&text::one_line(words::disposition(&disposition)), 40)),
        None => "Close".to_owned(),
    };
    let footer = move || {
        view! {
            <button type="button" class="btn" on:click=move |_| open.set(false)>
                "Cancel"
            </button>
            <button
                type="button"
                class="btn primary"
                aria-disabled=move || chosen.with(Option::is_none).then_some("true")
                on:click=close
            >
                {confirm}
            </button>
        }
        .into_any()
    };
    let customer = move || {
        details.session().customer(details.customer()).map(|customer| {
            view! {
                <p class="row">
                    <CustomerName id=customer.id name=customer.name code=customer.code region=customer.region />
                </p>
            }
        })
    };
    view! {
        <Dialog
            open=open
            title="Close this investigation"
            width=DialogWidth::Narrow
            subtitle=move || customer().into_any()
            footer=footer
            on_close=move |()| open.set(false)
        >
            <Body details=details chosen=chosen comment=comment asked=asked />
        </Dialog>
    }
}

#[component]
fn Body(
    details: Details,
    chosen: RwSignal<Option<Disposition>>,
    comment: RwSignal<String>,
    asked: RwSignal<bool>,
) -> impl IntoView {
    let title = move || details.shown().with(|shown| shown.as_ref().map(|shown| text::title(&shown.title)));
    let (group, label) = (unique_id("disposition"), unique_id("close"));
    let radio = |disposition: &'static Disposition| {
        let group = group.clone();
        view! {
            <label class="row inv-radio">
                <input
                    type="radio"
                    class="check"
                    name=group
                    prop:checked=move || chosen.with(|chosen| chosen.as_ref() == Some(disposition))
                    on:change=move |_| chosen.set(Some(disposition.clone()))
                />
                {words::disposition(disposition)}
            </label>
        }
    };
    let offered = Disposition::KNOWN.iter().filter(|disposition| **disposition != Disposition::Undecided);
    view! {
        <p class="wrap mb-3" dir="auto">
            {title}
        </p>
        <fieldset class="inv-radios mb-3">
            <legend>"What did it turn out to be?"</legend>
            {offered.map(radio).collect_view()}
            <p role="alert" class="small inv-asked">
                {move || (asked.get() && chosen.with(Option::is_none)).then_some("Choose one first")}
            </p>
        </fieldset>
        <div class="field">
            <label for=label.clone()>"Internal comment, if you like"</label>
            <textarea
                id=label
                class="textarea"
                rows="3"
                dir="auto"
                prop:value=comment
                on:input:target=move |event| comment.set(event.target().value())
            ></textarea>
        </div>
    }
}

/// A text that was begun here goes into the draft when the page is left without closing.
fn keep_on_leaving(details: Details, comment: RwSignal<String>) {
    let (composer, rrn) = (details.composer(), details.rrn());
    on_cleanup(move || {
        let text = comment.try_get_untracked().unwrap_or_default();
        if !text.trim().is_empty() {
            composer.keep(&rrn, text.trim());
        }
    });
}
