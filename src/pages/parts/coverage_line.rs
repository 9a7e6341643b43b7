//! The coverage line: the only way a total is ever written.

use super::coverage_words::{Weight, action, answered, pieces, total};
use crate::components::{Icon, IconName};
use crate::route::{AccessFilter, CustomerTableQuery, Route};
use crate::state::{Clock, Links};
use crate::sync::Sync;
use leptos::prelude::*;
use trusted_view::view;
use working_set::{Action, Form, Query};

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
    let line = Memo::new(move |_| {
        query.with(|query| sync.with(|set| set.coverage(query).line(set.count(query, clock.now().get()))))
    });
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
        line.with(|line| pieces(line, now, &zone))
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
        line.with(|line| line.action.as_ref().map(action)).map(|word| {
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
        let count = line.with(|line| line.without);
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
        <p class="coverage" class:complete=move || line.with(|line| line.form == Form::Live) role="status">
            <span class="total">{move || line.with(|line| total(line, noun))}</span>
            {separator()}
            <span class="row">
                {move || {
                    line.with(|line| line.form == Form::Loading)
                        .then(|| view! { <span class="spin" aria-hidden="true"></span> })
                }}
                {move || line.with(answered)}
            </span>
            {said}
            {button}
            {without}
        </p>
    }
}

/// Where every customer that is left out says what it needs.
fn missing() -> Route {
    Route::CustomerTable(CustomerTableQuery { access: Some(AccessFilter::Missing), ..CustomerTableQuery::default() })
}
