//! Bulk changes on screen: the bar under ticked rows, the preview by customer, progress, and a verdict for each row.

mod actions;
mod bar;
mod people;
mod preview;
mod progress;
mod result;
mod words;

pub(super) use actions::{BulkActions, Kind};

use crate::components::CustomerName;
use crate::components::flow::Show;
use crate::late::{late, late_fn};
use crate::reactive::memo;
use crate::sync::Run;
use bar::Bar;
use contract::CustomerId;
use leptos::prelude::*;
use preview::Preview;
use progress::Progress;
use result::Verdicts;
use trusted_view::view;

/// What stands above the bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Panel {
    Preview,
    Progress,
    Result,
}

/// The bar and what it opened; nothing while nothing is ticked and nothing is under way.
#[component]
pub(super) fn BulkSection(
    /// The actions of the list.
    bulk: BulkActions,
    /// Gives the focus back to the grid.
    #[prop(into)]
    on_done: Callback<()>,
) -> impl IntoView {
    let sync = bulk.list.sync;
    let panel = memo(move || {
        let running = sync.with_run(|run| run.map(|run| run.ended)).filter(|_| bulk.shown());
        match (running, bulk.wish.with(Option::is_some)) {
            (Some(false), _) => Some(Panel::Progress),
            (_, true) => Some(Panel::Preview),
            (Some(true), false) => Some(Panel::Result),
            (None, false) => None,
        }
    });
    let ticked = memo(move || bulk.selection.len() > 0);
    let bar = memo(move || ticked.get() && panel.get() != Some(Panel::Progress));
    let there = memo(move || ticked.get() || panel.get().is_some());
    let on_keydown = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" && !event.default_prevented() && bulk.escape() {
            event.prevent_default();
            event.stop_propagation();
            on_done.run(());
        }
    };
    let said = memo(move || sync.with_run(|run| run.filter(|_| bulk.shown()).map(milestone)).unwrap_or_default());
    view! {
        <p class="sr" role="status">
            {said}
        </p>
        <Show when=move || there.get()>
            <section class="bulk" aria-label="Bulk actions" on:keydown=on_keydown>
                {move || {
                    panel
                        .get()
                        .map(|panel| late(bulk_panel, move || (bulk, panel, on_done)))
                }}
                <Show when=move || bar.get()>
                    {late(bulk_bar, move || (bulk, on_done))}
                </Show>
            </section>
        </Show>
    }
}

late_fn!(tools: /// What stands above the bar.
    fn bulk_panel(bulk: BulkActions, panel: Panel, on_done: Callback<()>) -> AnyView {
        match panel {
            Panel::Preview => view! { <Preview bulk=bulk on_done=on_done /> }.into_any(),
            Panel::Progress => view! { <Progress bulk=bulk /> }.into_any(),
            Panel::Result => view! { <Verdicts bulk=bulk on_done=on_done /> }.into_any(),
        }
    }
);

late_fn!(tools: /// See [`Bar`].
    fn bulk_bar(bulk: BulkActions, on_done: Callback<()>) -> AnyView {
        view! { <Bar bulk=bulk on_done=on_done /> }.into_any()
    }
);

/// What is said aloud of a run: its beginning, its quarters, its end; not every call.
fn milestone(run: &Run) -> String {
    let tally = run.tally();
    if run.ended {
        return words::heading(run);
    }
    match tally.ended * 4 / tally.total.max(1) {
        0 => format!("Changing {} investigations", tally.total),
        quarters => format!("{} % done", quarters * 25),
    }
}

/// Mark, name, code and region of a customer.
fn customer_name(bulk: BulkActions, id: CustomerId) -> impl IntoView {
    let names = bulk.list.sync.with_untracked(|set| set.customer(id).cloned());
    names.map(|names| view! { <CustomerName id=id name=names.name code=names.code region=names.region /> })
}
