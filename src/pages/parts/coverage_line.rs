//! The coverage line: the only way a total is ever written.

use super::coverage_words::{Weight, action, answered, pieces, total};
use crate::components::{Icon, IconName};
use crate::reactive::{effect_after, memo};
use crate::route::{AccessFilter, CustomerTableQuery, Route};
use crate::state::{Clock, Links};
use crate::sync::Sync;
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use std::time::Duration;
use trusted_view::view;
use working_set::{Action, Form, Line, Query};

/// While rows are on their way the line is read anew so often: faster than this nobody reads it.
const LOADING: Duration = Duration::from_millis(250);

/// Total · customers that answered · what is missing and since when · one thing to do · who is left out.
#[component]
pub fn CoverageLine(
    /// The question whose total this is.
    #[prop(into)]
    query: Signal<Query>,
    /// What is counted: `active`, `found`.
    #[prop(default = "active")]
    noun: &'static str,
) -> impl IntoView {
    let (links, clock, sync) = (Links::expect(), Clock::expect(), Sync::expect());
    let beat = calm(sync, query);
    let line = memo(move || {
        beat.track();
        query.with(|query| sync.with_untracked(|set| set.coverage(query).line(set.count(query, clock.now().get()))))
    });
    // All but the number, which changes with every key: what stands beside it stays as it is.
    let rest = Memo::new_with_compare(
        move |_| line.get(),
        |before: Option<&Line>, now: Option<&Line>| match (before, now) {
            (Some(before), Some(now)) => *before != Line { total: before.total, ..now.clone() },
            _ => true,
        },
    );
    let act = move |_| match line.with_untracked(|line| line.action.clone()) {
        Some(Action::Retry(regions) | Action::Refresh(regions)) => sync.retry(&regions),
        Some(Action::RetryAll) => sync.retry_all(),
        Some(Action::Show(_)) => links.go(&missing()),
        None => {}
    };
    let separator = || view! { <span class="sep" aria-hidden="true">" · "</span> };
    let said = move || {
        let zone = clock.zone().get();
        let now = clock.now().get();
        rest.with(|line| pieces(line, now, &zone))
            .into_iter()
            .map(|piece| {
                let (class, icon) = match piece.weight {
                    Weight::Fresh => ("fresh", None),
                    Weight::Waiting => ("soft", None),
                    Weight::Silent => ("gap", Some(IconName::Warn)),
                    Weight::Old => ("gap", Some(IconName::Clock)),
                    Weight::Barred => ("gap", Some(IconName::Lock)),
                };
                view! {
                    {separator()}
                    <span class=class>
                        {icon.map(|icon| view! { <Icon name=icon /> })}
                        <span>
                            {(!piece.stress.is_empty()).then(|| view! { <b>{piece.stress}</b> " " })} {piece.text}
                        </span>
                    </span>
                }
            })
            .collect_view()
    };
    let button = move || {
        rest.with(|line| line.action.as_ref().map(action)).map(|word| {
            view! {
                {separator()}
                <button class="link" on:click=act>
                    <Icon name=IconName::Refresh small=true />
                    {word}
                </button>
            }
        })
    };
    let without = move || {
        let count = rest.with(|line| line.without);
        (count > 0).then(|| {
            view! {
                {separator()}
                <span class="without">
                    {format!("{count} without access ")}
                    <a class="link" href=links.to(&missing())>
                        "Why?"
                    </a>
                </span>
            }
        })
    };
    view! {
        <p class="coverage" class:complete=move || rest.with(|line| line.form == Form::Live) role="status">
            <span class="total">{move || line.with(|line| total(line, noun))}</span>
            {separator()}
            <span class="row">
                {move || {
                    rest.with(|line| line.form == Form::Loading)
                        .then(|| view! { <span class="spin" aria-hidden="true"></span> })
                }}
                {move || rest.with(answered)}
            </span>
            {said}
            {button}
            {without}
        </p>
    }
}

/// Changes with the working set; not with every row of a load.
fn calm(sync: Sync, query: Signal<Query>) -> Signal<u64> {
    let beat = RwSignal::new(0_u64);
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    effect_after(move |before: Option<()>| {
        sync.with(|_| ());
        if before.is_none() || waiting.with_value(Option::is_some) {
            return;
        }
        let loading = query.with_untracked(|query| sync.with_untracked(|set| set.coverage(query).loading()));
        let later = loading.then(|| {
            let strike = move || {
                waiting.try_set_value(None);
                beat.try_update(|beat| *beat += 1);
            };
            set_timeout_with_handle(strike, LOADING).ok()
        });
        match later.flatten() {
            Some(later) => waiting.set_value(Some(later)),
            None => beat.update(|beat| *beat += 1),
        }
    });
    on_cleanup(move || {
        if let Some(later) = waiting.try_update_value(Option::take).flatten() {
            later.clear();
        }
    });
    beat.into()
}

/// Where every customer that is left out says what it needs.
fn missing() -> Route {
    Route::CustomerTable(CustomerTableQuery { access: Some(AccessFilter::Missing), ..CustomerTableQuery::default() })
}
