//! Closing from a row: what it turned out to be is asked for first.

use super::change::Changes;
use super::grid::GridState;
use super::list::List;
use crate::components::{CustomerName, Dialog, DialogWidth};
use crate::format::{text, words};
use crate::late::late_fn;
use crate::reactive::{derived, memo};
use contract::Disposition;
use leptos::prelude::*;
use trusted_view::view;

late_fn!(tools: /// See [`CloseDialog`].
    pub(super) fn close_dialog(list: List, changes: Changes, grid: GridState) -> AnyView {
        view! { <CloseDialog list=list changes=changes grid=grid /> }.into_any()
    }
);

/// The question, while an investigation is about to be closed.
#[component]
fn CloseDialog(
    /// Whose row it is.
    list: List,
    /// What is about to be closed.
    changes: Changes,
    /// Whose cursor takes the focus back.
    grid: GridState,
) -> impl IntoView {
    let closing = changes.closing;
    let chosen = RwSignal::new(None::<Disposition>);
    let open = derived(move || closing.with(Option::is_some));
    // A disposition that is known already is kept unless the analyst says otherwise.
    let start = memo(move || {
        let known = closing.with(|seen| seen.as_ref().map(|seen| seen.disposition.clone()));
        known.filter(|disposition| *disposition != Disposition::Undecided)
    });
    let picked = memo(move || chosen.get().or_else(|| start.get()));
    let leave = move || {
        closing.set(None);
        chosen.set(None);
    };
    let close = move |_| {
        if let (Some(seen), Some(disposition)) = (closing.get_untracked(), picked.get_untracked()) {
            leave();
            changes.close(seen, disposition);
            grid.take_focus();
        }
    };
    let customer = move || {
        let id = closing.with(|seen| seen.as_ref().map(|seen| seen.organization_id))?;
        let names = list.sync.with_untracked(|set| set.customer(id).cloned())?;
        Some(view! { <CustomerName id=id name=names.name code=names.code region=names.region /> })
    };
    let title = move || closing.with(|seen| seen.as_ref().map(|seen| text::title(&seen.title)).unwrap_or_default());
    view! {
        <Dialog
            open=open
            title="Close this investigation"
            width=DialogWidth::Narrow
            on_close=move |()| leave()
            subtitle=move || view! { <p class="row">{customer}</p> }.into_any()
            footer=move || {
                view! {
                    <button class="btn" on:click=move |_| leave()>
                        "Keep it open"
                    </button>
                    <button class="btn primary" disabled=move || picked.with(Option::is_none) on:click=close>
                        {move || match picked.get() {
                            Some(disposition) => format!("Close as {}", words::disposition(&disposition)),
                            None => "Close".to_owned(),
                        }}
                    </button>
                }
                    .into_any()
            }
        >
            <p class="mb-3 wrap">
                <bdi>{title}</bdi>
            </p>
            <fieldset class="choices">
                <legend>"What did it turn out to be?"</legend>
                {Disposition::KNOWN
                    .iter()
                    .filter(|disposition| **disposition != Disposition::Undecided)
                    .map(|disposition| view! { <Radio disposition=disposition.clone() picked=picked chosen=chosen /> })
                    .collect_view()}
            </fieldset>
        </Dialog>
    }
}

#[component]
fn Radio(
    disposition: Disposition,
    picked: Memo<Option<Disposition>>,
    chosen: RwSignal<Option<Disposition>>,
) -> impl IntoView {
    let word = words::disposition(&disposition).to_owned();
    let this = disposition.clone();
    view! {
        <label class="choice">
            <input
                type="radio"
                class="check"
                name="mci-disposition"
                value=disposition.word().to_owned()
                prop:checked=move || picked.with(|picked| picked.as_ref() == Some(&this))
                on:change=move |_| chosen.set(Some(disposition.clone()))
            />
            <span>{word}</span>
        </label>
    }
}
