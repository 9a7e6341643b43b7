//! A list without rows: loading shows structure, "No …" only when everybody answered, "None found so far" otherwise.

mod words;

use super::list::List;
use crate::components::{Empty, Icon, IconName, SkeletonGrid};
use crate::format::zone::clock_time;
use crate::pages::investigations::edit;
use crate::reactive::memo;
use crate::route::{CustomerTableQuery, Route};
use leptos::prelude::*;
use trusted_view::view;
use working_set::{Query, Reason};

/// How far loading is.
#[component]
pub(super) fn LoadHead(
    /// The list that loads.
    list: List,
) -> impl IntoView {
    // As often as rows are counted, not with every one that comes in.
    let coverage = memo(move || {
        list.beat().track();
        list.coverage.get_untracked()
    });
    let progress = memo(move || coverage.with(|coverage| (coverage.answered, coverage.expected)));
    let share = move || {
        let (answered, expected) = progress.get();
        format!("{}%", answered * 100 / expected.max(1))
    };
    view! {
        <div class="load-head">
            <p class="row">
                <span class="spin" aria-hidden="true"></span>
                <span class="strong">{move || coverage.with(|coverage| words::so_far(coverage, list.answer.with(|a| a.rows.len())))}</span>
                <span class="muted">{move || coverage.with(words::regions_so_far)}</span>
            </p>
            <div
                class="progress"
                role="progressbar"
                aria-label="Customers loaded"
                aria-valuemin="0"
                aria-valuenow=move || progress.get().0
                aria-valuemax=move || progress.get().1
            >
                <i style:width=share></i>
            </div>
        </div>
    }
}

/// Rows at rest, where rows will be.
#[component]
pub(super) fn Resting(
    /// The list that loads.
    list: List,
) -> impl IntoView {
    let one = list.customer().is_some();
    view! {
        <div class="grid-wrap">
            <div class="grid plain" class:one-customer=one aria-hidden="true">
                <SkeletonGrid rows=12 one_customer=one />
            </div>
        </div>
    }
}

/// Why there is no row, and what to do about it.
#[component]
pub(super) fn Nothing(
    /// The list without rows.
    list: List,
) -> impl IntoView {
    let names = move |ids: &[contract::CustomerId]| ids.iter().map(|id| list.customer_name(*id)).collect::<Vec<_>>();
    let said = memo(move || {
        let zone = list.clock.zone().get();
        list.query.with(|query| {
            list.coverage.with(|coverage| {
                let as_of = coverage.as_of.map(|at| clock_time(at, &zone));
                words::nothing(query, coverage, list.customer().is_some(), as_of, names)
            })
        })
    });
    // What the filters hide: all active work of the same customers.
    let hidden = memo(move || {
        let mut asked = Query::active();
        if let Some(customer) = list.customer() {
            asked.customers = working_set::Filter::only([customer]);
        }
        list.sync.with(|set| set.count(&asked, list.clock.exact()))
    });
    let narrowed = memo(move || list.query.with(|query| query.narrowed()));
    let hides = move || {
        let hides = narrowed.get() && !hidden.with(|hidden| hidden.none() || hidden.none_known());
        hides.then(|| hidden.with(|hidden| format!(" Your filters hide {hidden:#} active investigations.")))
    };
    let silent = memo(move || {
        list.coverage.with(|coverage| {
            let failing = coverage.gaps.iter().filter(|gap| matches!(gap.reason, Reason::Failing { .. }));
            let mut regions: Vec<_> = failing.map(|gap| gap.region.clone()).collect();
            regions.dedup();
            regions
        })
    });
    let retry = move || {
        let regions = silent.get();
        (!regions.is_empty()).then(|| {
            let names: Vec<&str> = regions.iter().map(contract::RegionCode::as_str).collect();
            let word = format!("Retry {}", names.join(", "));
            view! {
                <button class="btn" on:click=move |_| list.sync.retry(&regions)>
                    <Icon name=IconName::Refresh />
                    {word}
                </button>
            }
        })
    };
    let show_all = move || {
        narrowed.get().then(|| {
            view! {
                <button class="btn" on:click=move |_| list.edit(edit::clear)>
                    "Show all active"
                </button>
            }
        })
    };
    let nobody = memo(move || list.coverage.with(|coverage| coverage.known && coverage.expected == 0));
    let table = move || {
        nobody.get().then(|| {
            view! {
                <a class="btn" href=list.href(&Route::CustomerTable(CustomerTableQuery::default()))>
                    "Open the Customer Table"
                </a>
            }
        })
    };
    view! {
        <div class="list-empty" role="status">
            {move || {
                let (title, text) = said.get();
                view! {
                    <Empty icon=IconName::Search title=title>
                        {text}
                        {hides}
                    </Empty>
                }
            }}
            <div class="actions">{retry} {show_all} {table}</div>
        </div>
    }
}
