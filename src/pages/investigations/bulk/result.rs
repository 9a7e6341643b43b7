//! The result: a verdict for each row that is not as wanted, counts of the others, and the ways on: retry, on top, undo.

use super::actions::BulkActions;
use super::{customer_name, words};
use crate::components::{Icon, IconName, unique_id};
use crate::format::count::count;
use crate::format::text;
use crate::format::zone::clock_time;
use crate::pages::parts::{FactView, Sides, sides};
use crate::reactive::memo;
use crate::sync::{Conflict, End, Run, RunRow, Tally};
use leptos::html;
use leptos::prelude::*;
use trusted_view::view;

/// Rows that are listed one by one; the rest are counted, and stay selected like these.
const LISTED: usize = 100;

/// Verdicts of the run that has ended.
#[component]
pub(super) fn Verdicts(bulk: BulkActions, on_done: Callback<()>) -> impl IntoView {
    let sync = bulk.list.sync;
    let heading = unique_id("verdicts");
    let panel = NodeRef::<html::Div>::new();
    let tally = memo(move || sync.with_run(|run| run.map(Run::tally)).unwrap_or_default());
    let undo = memo(move || sync.with_run(|run| run.is_some_and(|run| run.undo)));
    let title = move || sync.with_run(|run| run.map(words::heading));
    let subtitle = move || {
        let so = tally.get().already_so;
        (so > 0).then(|| view! { <span class="muted">{format!("{} stood so already", count(so as u64))}</span> })
    };
    let close = move |_| {
        sync.dismiss_bulk();
        on_done.run(());
    };
    let retryable = memo(move || {
        let Tally { failed, cancelled, .. } = tally.get();
        failed + cancelled
    });
    let undoable = memo(move || if undo.get() { 0 } else { tally.get().changed });
    let labelled_by = heading.clone();
    let button = move |number: usize, class: &'static str, word: &'static str, run: Callback<()>| {
        (number > 0).then(|| {
            view! {
                <button class=class on:click=move |_| run.run(())>
                    {format!("{word} {}", count(number as u64))}
                </button>
            }
        })
    };
    let on_top = Callback::new(move |()| sync.bulk_on_top(None));
    let retry = Callback::new(move |()| sync.retry_bulk());
    let back = Callback::new(move |()| {
        bulk.undo();
    });
    view! {
        <div class="preview result" role="group" aria-labelledby=labelled_by node_ref=panel tabindex="-1">
            <header>
                <h3 id=heading>{title}</h3>
                {subtitle}
                <div class="row push">
                    {move || button(undoable.get(), "btn small", "Undo", back)}
                    {move || button(tally.get().conflicts, "btn small", "Apply mine on top of", on_top)}
                    {move || button(retryable.get(), "btn primary small", "Retry", retry)}
                    <button
                        class="btn quiet small icon-only"
                        aria-label="Close the result"
                        title="Close the result"
                        on:click=close
                    >
                        <Icon name=IconName::Cross />
                    </button>
                </div>
            </header>
            {move || sync.with_run(|run| run.map(|run| rows(bulk, run)))}
        </div>
    }
}

fn rows(bulk: BulkActions, run: &Run) -> impl IntoView + use<> {
    let made = |row: &RunRow| matches!(row.end, Some(End::Changed { .. } | End::AlreadySo));
    let unmade: Vec<(usize, RunRow)> =
        run.rows.iter().enumerate().filter(|(_, row)| !made(row)).map(|(place, row)| (place, row.clone())).collect();
    if unmade.is_empty() {
        return None;
    }
    let more = unmade.len().saturating_sub(LISTED);
    let more = (more > 0).then(|| {
        let text = format!("and {} more like these", count(more as u64));
        view! { <li class="line soft">{text}</li> }
    });
    let listed = unmade.into_iter().take(LISTED).map(|(place, row)| verdict_line(bulk, place, &row)).collect_view();
    Some(view! {
        <ul class="lines" tabindex="0" aria-label="Not as wanted">
            {listed}
            {more}
        </ul>
    })
}

fn verdict_line(bulk: BulkActions, place: usize, row: &RunRow) -> impl IntoView + use<> {
    let (class, icon) = match &row.end {
        Some(End::Conflict(_)) => ("verdict skip", IconName::User),
        Some(End::Cancelled) | None => ("verdict wait", IconName::Minus),
        _ => ("verdict no", IconName::CrossCircle),
    };
    let conflict = match &row.end {
        Some(End::Conflict(conflict)) => Some(both_sides(bulk, place, conflict)),
        _ => None,
    };
    let title = text::title(&row.step.seen.title);
    view! {
        <li class="line verdict-line">
            <Icon name=icon />
            {customer_name(bulk, row.step.target.customer())}
            <span class="what">
                <bdi class="clip" title=title.clone()>
                    {title.clone()}
                </bdi>
                <span class=class>{words::verdict(row.end.as_ref())}</span>
                {conflict}
            </span>
        </li>
    }
}

/// What they made of it and what was wanted, fact by fact, and the analyst's word on it.
fn both_sides(bulk: BulkActions, place: usize, conflict: &Conflict) -> impl IntoView + use<> {
    let sync = bulk.list.sync;
    let zone = bulk.list.clock.zone();
    let at = conflict.changed_time;
    let told = sides(&conflict.seen, &conflict.now, &conflict.mine).into_iter();
    let told = told.filter(|sides| sides.they_changed || sides.you_changed).map(side).collect_view();
    let label = format!("Apply mine on top: {}", text::title(&conflict.now.title));
    view! {
        <span class="both-sides">
            {told}
            <span class="muted">{move || at.map(|at| zone.with(|zone| clock_time(at, zone)))}</span>
            <button class="link small" aria-label=label on:click=move |_| sync.bulk_on_top(Some(place))>
                "Apply mine on top"
            </button>
        </span>
    }
}

fn side(sides: Sides) -> impl IntoView {
    let yours = sides.you_changed.then(|| {
        view! {
            <span class="muted">"yours"</span>
            <FactView fact=sides.yours />
        }
    });
    view! {
        <span class="side-fact">
            <span class="muted">{format!("{} now", sides.label)}</span>
            <FactView fact=sides.now />
            {yours}
        </span>
    }
}
