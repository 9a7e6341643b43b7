//! A run under way: how far it is, who is waited for, and the way to stop it.

use super::actions::BulkActions;
use crate::components::flow::Show;
use crate::components::{Icon, IconName};
use crate::format::count::count;
use crate::reactive::{effect, memo};
use crate::sync::{Run, Tally};
use leptos::html;
use leptos::prelude::*;
use trusted_view::view;

/// Progress with counts.
#[component]
pub(super) fn Progress(bulk: BulkActions) -> impl IntoView {
    let sync = bulk.list.sync;
    let tally = memo(move || sync.with_run(|run| run.map(Run::tally)).unwrap_or_default());
    let cancelled = memo(move || sync.with_run(|run| run.is_some_and(|run| run.cancelled)));
    let bar = NodeRef::<html::I>::new();
    effect(move || {
        let Tally { total, ended, .. } = tally.get();
        let share = ended as f64 * 100.0 / total.max(1) as f64;
        if let Some(bar) = bar.get() {
            // A width of our own making is one.
            _ = web_sys::HtmlElement::style(&bar).set_property("--w", &format!("{share:.1}%"));
        }
    });
    let waiting = move || {
        let waiting = sync.with_run(|run| run.map(|run| run.waiting.clone())).unwrap_or_default();
        let line = |(region, error): (contract::RegionCode, crate::api::ApiError)| {
            let text =
                format!("{region} is {}: trying again with the same keys, nothing is made twice", error.reason());
            view! {
                <p class="soft small">
                    <Icon name=IconName::Warn />
                    " "
                    {text}
                </p>
            }
        };
        waiting.into_iter().map(line).collect_view()
    };
    let said = move || {
        let Tally { total, ended, changed, .. } = tally.get();
        let done = format!("{} of {}", count(ended as u64), count(total as u64));
        let rest = if changed == ended { String::new() } else { format!(", {} changed", count(changed as u64)) };
        format!("{done}{rest}")
    };
    view! {
        <div class="bulk-progress">
            <div class="row">
                <span class="spin" aria-hidden="true"></span>
                <b class="num">{said}</b>
                <span class="soft">
                    {move || {
                        if cancelled.get() { "Stopping: what is done stays done" } else { "Changing the selected" }
                    }}
                </span>
                <Show when=move || !cancelled.get()>
                    <button class="btn quiet small push" on:click=move |_| sync.cancel_bulk()>
                        "Stop"
                    </button>
                </Show>
            </div>
            <div
                class="progress"
                role="progressbar"
                aria-label="Bulk change"
                aria-valuemin="0"
                aria-valuemax=move || tally.get().total
                aria-valuenow=move || tally.get().ended
            >
                <i node_ref=bar></i>
            </div>
            {waiting}
        </div>
    }
}
