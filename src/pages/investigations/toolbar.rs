//! Above the grid: search, the filters that hold, and the way to the rail where it is hidden.

use super::chips::{Chip, chips};
use super::export::ExportButton;
use super::list::List;
use super::rail::Rail;
use super::rail::choose::active_filters;
use super::search::Search;
use crate::components::flow::{For, Show};
use crate::components::{Dialog, DialogWidth, Icon, IconName};
use crate::reactive::memo;
use crate::state::Toasts;
use contract::directory::Session;
use leptos::prelude::*;
use trusted_view::view;
use wasm_bindgen_futures::JsFuture;

/// Search box and filters.
#[component]
pub(super) fn Toolbar(
    /// The list it narrows.
    list: List,
) -> impl IntoView {
    view! {
        <div class="toolbar list-toolbar" class:flat=list.customer().is_some()>
            <Search list=list />
            {list.customer().is_none().then(|| view! { <FiltersButton list=list /> })}
            <Chips list=list />
            <ExportButton list=list />
        </div>
    }
}

/// Opens the rail as a dialog where the screen is too narrow to keep it beside the grid.
#[component]
fn FiltersButton(list: List) -> impl IntoView {
    let open = RwSignal::new(false);
    let count = memo(move || list.query.with(active_filters));
    view! {
        <button class="btn when-narrow" aria-haspopup="dialog" on:click=move |_| open.set(true)>
            <Icon name=IconName::Filter />
            "Filters"
            {move || {
                (count.get() > 0).then(|| view! { <span class="badge accent">{count}<span class="sr">" on"</span></span> })
            }}
        </button>
        <Dialog
            open=open
            title="Filters"
            width=DialogWidth::Narrow
            on_close=move |()| open.set(false)
            footer=move || {
                view! {
                    <button class="btn quiet push-end" on:click=move |_| list.clear()>
                        "Clear filters"
                    </button>
                    <button class="btn primary" on:click=move |_| open.set(false)>
                        {move || format!("Show {}", list.total())}
                    </button>
                }
                    .into_any()
            }
        >
            <Rail list=list keep=true />
        </Dialog>
    }
}

#[component]
fn Chips(list: List) -> impl IntoView {
    let shown = memo(move || {
        let zone = list.clock.zone().get();
        list.query.with(|query| {
            let chips = |session: &Session| chips(query, list.customer().is_some(), &session.customers, &zone);
            list.session.with_session(chips).unwrap_or_default()
        })
    });
    let narrowed = memo(move || list.query.with(|query| query.narrowed()));
    view! {
        <For each=move || shown.get() key=|chip| (chip.field, chip.value.clone()) let:chip>
            <ChipView list=list chip=chip />
        </For>
        <Show when=move || narrowed.get()>
            <button class="btn quiet small" on:click=move |_| list.clear()>
                "Clear filters"
            </button>
        </Show>
    }
}

#[component]
fn ChipView(list: List, chip: Chip) -> impl IntoView {
    let field = chip.field;
    view! {
        <span class="chip">
            <span>
                {field.word()}
                <b>
                    <bdi class="clip" title=chip.value.clone()>
                        {chip.value.clone()}
                    </bdi>
                </b>
            </span>
            <button
                class="x"
                aria-label=format!("Remove filter {}", field.word())
                title=format!("Remove filter {}", field.word())
                on:click=move |_| list.edit(|query| field.remove(query))
            >
                <Icon name=IconName::Cross small=true />
            </button>
        </span>
    }
}

/// Puts this view's address on the clipboard.
#[component]
pub(super) fn CopyLink() -> impl IntoView {
    let toasts = Toasts::expect();
    let copy = move |_| {
        leptos::task::spawn_local(async move {
            let copied = match address() {
                Some((window, address)) => {
                    JsFuture::from(window.navigator().clipboard().write_text(&address)).await.is_ok()
                }
                None => false,
            };
            if copied {
                toasts.done("Link to this view copied");
            } else {
                toasts.failed(
                    "The link was not copied",
                    "The browser does not allow it here; copy it from the address bar.",
                );
            }
        });
    };
    view! {
        <button
            class="btn quiet icon-only"
            aria-label="Copy link to this view"
            title="Copy link to this view"
            on:click=copy
        >
            <Icon name=IconName::Link />
        </button>
    }
}

/// The address bar's words. Where the page is not served securely there is no clipboard to ask.
fn address() -> Option<(web_sys::Window, String)> {
    let window = web_sys::window()?;
    let clipboard = js_sys::Reflect::get(&window.navigator(), &"clipboard".into()).ok()?;
    let href = window.location().href().ok()?;
    clipboard.is_truthy().then_some((window, href))
}
