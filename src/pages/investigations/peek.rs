//! The row that is open beside the grid: its facts, its latest alerts, and what can be done with it.

mod alerts;

use super::grid::{GridState, Move, Step};
use super::list::List;
use crate::components::flow::Show;
use crate::components::{CustomerName, Icon, IconName, Person, PriorityMark, RelativeTime, StatusMark, TimeStyle};
use crate::format::text::{clip, one_line, title};
use crate::format::words;
use crate::format::zone::absolute;
use crate::late::{late, late_fn};
use crate::reactive::memo;
use crate::route::{GridColumn, Route};
use alerts::LatestAlerts;
use contract::idr::Investigation;
use contract::{ActorKind, Timestamp};
use leptos::prelude::*;
use trusted_view::view;
use wasm_bindgen::JsCast;
use working_set::{CustomerNames, RowId};

/// Actors that are named here; the rest is in the details.
const ACTORS: usize = 6;

/// What is shown of a row.
#[derive(Debug, Clone, PartialEq)]
struct Facts {
    row: RowId,
    investigation: Investigation,
    names: Option<CustomerNames>,
    actors: Vec<(ActorKind, String)>,
    more_actors: usize,
    alerts: Option<u64>,
}

/// The pane; absent while no row is open.
#[component]
pub(super) fn PeekPane(
    /// The list.
    list: List,
    /// What the grid remembers.
    grid: GridState,
) -> impl IntoView {
    let open = memo(move || list.query.with(|query| query.open.clone()));
    let facts = memo(move || {
        let row = grid.peeked.get()?;
        list.sync.with(|set| {
            let held = set.row(row)?;
            let actors = held.actors().take(ACTORS).map(|(kind, name)| (kind.clone(), name.to_owned())).collect();
            Some(Facts {
                row,
                investigation: held.to_row().investigation,
                names: held.customer_names().cloned(),
                actors,
                more_actors: held.actors().count().saturating_sub(ACTORS),
                alerts: held.alert_count(),
            })
        })
    });
    let step = move |step: Step, word: &'static str, icon: IconName| {
        view! {
            <button
                class="btn quiet small icon-only"
                aria-label=word
                title=word
                on:click=move |_| grid.make(Move::To(step), false)
            >
                <Icon name=icon />
            </button>
        }
    };
    let place = move || grid.place_of_peeked().map(|(place, count)| format!("Row {place} of {count}"));
    let on_keydown = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" && !event.default_prevented() && grid.close_peek() {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    view! {
        <Show when=move || open.with(Option::is_some)>
            <aside class="peek" aria-label="Open investigation" on:keydown=on_keydown>
                <header>
                    {step(Step::PreviousRow, "Previous row (k)", IconName::ChevronLeft)}
                    {step(Step::NextRow, "Next row (j)", IconName::ChevronRight)}
                    <span class="muted small">{place}</span>
                    <button
                        class="btn quiet small icon-only push"
                        aria-label="Close peek (Esc)"
                        title="Close (Esc)"
                        on:click=move |_| _ = grid.close_peek()
                    >
                        <Icon name=IconName::Cross />
                    </button>
                </header>
                {move || match facts.with(Option::is_some) {
                    true => late(opened, move || (list, grid, facts)),
                    false => view! { <NotHeld list=list /> }.into_any(),
                }}
            </aside>
        </Show>
    }
}

/// An address can name a row that no region has told of, or that is not there any more.
#[component]
fn NotHeld(list: List) -> impl IntoView {
    let href = move || {
        let open = list.query.with(|query| query.open.clone());
        open.map(|open| list.href(&Route::Investigation(open.customer, open.id)))
    };
    view! {
        <div class="peek-body">
            <p class="section muted">"This investigation is not among those loaded so far."</p>
        </div>
        <footer>
            <a class="btn" href=href>
                "Open"
            </a>
        </footer>
    }
}

late_fn!(tools: /// See [`Opened`].
    fn opened(list: List, grid: GridState, facts: Memo<Option<Facts>>) -> AnyView {
        view! { <Opened list=list grid=grid facts=facts /> }.into_any()
    }
);

#[component]
fn Opened(list: List, grid: GridState, facts: Memo<Option<Facts>>) -> impl IntoView {
    let rrn = memo(move || facts.with(|facts| facts.as_ref().map(|facts| facts.investigation.rrn.clone())));
    let href = move || {
        rrn.with(|rrn| {
            let rrn = rrn.as_ref()?;
            Some(list.href(&Route::Investigation(rrn.customer(), rrn.id().to_owned())))
        })
    };
    let row = memo(move || facts.with(|facts| facts.as_ref().map(|facts| facts.row)));
    let barred = memo(move || {
        let customer = rrn.with(|rrn| rrn.as_ref().map(contract::Rrn::customer))?;
        grid.changes.barred(customer)
    });
    let mine = memo(move || {
        facts.with(|facts| {
            let person = facts.as_ref()?.investigation.assignee.as_ref()?;
            Some(grid.changes.is_me(&person.email))
        }) == Some(true)
    });
    let count = memo(move || facts.with(|facts| facts.as_ref().and_then(|facts| facts.alerts)));
    view! {
        <div class="peek-body">
            {move || facts.get().map(|facts| head(grid, &facts, barred))}
            {move || facts.get().map(|facts| said(list, &facts))}
            <LatestAlerts list=list rrn=rrn count=count />
        </div>
        <footer>
            <Show when=move || barred.with(Option::is_none) && !mine.get()>
                <button
                    class="btn primary grow"
                    on:click=move |_| {
                        if let Some(row) = row.get_untracked() {
                            grid.changes.assign_to_me(row);
                        }
                    }
                >
                    "Assign to me"
                </button>
            </Show>
            <a class="btn" href=href>
                "Open"
            </a>
        </footer>
    }
}

/// Whose it is, what it is called, and the three facts that can be changed here.
fn head(grid: GridState, facts: &Facts, barred: Memo<Option<String>>) -> impl IntoView + use<> {
    let Facts { row, investigation, names, .. } = facts;
    let row = *row;
    let whose = names.clone().map(|names| {
        view! { <CustomerName id=names.id name=names.name code=names.code region=names.region /> }
    });
    let you = investigation.assignee.as_ref().is_some_and(|person| grid.changes.is_me(&person.email));
    let button = move |column: GridColumn, label: &'static str, face: AnyView| {
        view! {
            <button
                class="btn small"
                aria-haspopup="menu"
                title=move || barred.get().unwrap_or_else(|| label.to_owned())
                aria-disabled=move || barred.with(Option::is_some).then_some("true")
                on:click=move |event| {
                    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
                    if let Some(button) = target.and_then(|target| target.closest("button").ok().flatten()) {
                        grid.open_menu_at(row, column, &button);
                    }
                }
            >
                {face}
                <Icon name=IconName::ChevronDown small=true class="end" />
            </button>
        }
    };
    let person = investigation.assignee.as_ref();
    let (name, email) = (person.map(|person| person.name.clone()), person.map(|person| person.email.clone()));
    let (priority, status) = (investigation.priority.clone(), investigation.status.clone());
    view! {
        <div class="section stack gap-2">
            {whose}
            <h2 class="peek-title" dir="auto">
                {title(&investigation.title)}
            </h2>
            <div class="row row-wrap">
                {button(GridColumn::Priority, "Change priority", view! { <PriorityMark priority=priority /> }.into_any())}
                {button(GridColumn::Status, "Change status", view! { <StatusMark status=status /> }.into_any())}
                {button(
                    GridColumn::Assignee,
                    "Change assignee",
                    view! { <Person name=name email=email you=you /> }.into_any(),
                )}
            </div>
        </div>
    }
}

/// The other facts, those that are not there left out.
fn said(list: List, facts: &Facts) -> impl IntoView + use<> {
    let (now, zone) = (list.clock.now(), list.clock.zone());
    let Investigation { created_time, latest_alert_time, source, disposition, responsibility, tags, rrn, .. } =
        &facts.investigation;
    let time = move |at: Timestamp, style: TimeStyle| {
        view! {
            <RelativeTime at=at now=now zone=zone style=style />
            <span class="muted">{move || zone.with(|zone| absolute(at, zone))}</span>
        }
    };
    let fact = |name: &'static str, value: String| {
        view! {
            <dt>{name}</dt>
            <dd>
                <bdi class="clip">{value}</bdi>
            </dd>
        }
    };
    let word = |word: &str| clip(&one_line(word), 120).into_owned();
    let actors = (!facts.actors.is_empty()).then(|| {
        let named = facts.actors.iter().map(|(kind, name)| {
            let icon = match kind {
                ActorKind::User => IconName::User,
                _ => IconName::Server,
            };
            view! {
                <span class="row gap-1">
                    <Icon name=icon />
                    <bdi class="mono clip">{word(name)}</bdi>
                </span>
            }
        });
        let more =
            (facts.more_actors > 0).then(|| view! { <span class="muted">{format!("+{}", facts.more_actors)}</span> });
        view! {
            <dt>"Actors"</dt>
            <dd class="row-wrap">{named.collect_view()} {more}</dd>
        }
    });
    view! {
        <div class="section">
            <dl class="facts">
                <dt>"Age"</dt>
                <dd>{time(*created_time, TimeStyle::Age)}</dd>
                {latest_alert_time
                    .map(|at| {
                        view! {
                            <dt>"Latest alert"</dt>
                            <dd>{time(at, TimeStyle::Ago)}</dd>
                        }
                    })}
                {fact("Source", word(words::source(source)))} {actors}
                {(!tags.is_empty()).then(|| fact("Tags", word(&tags.join(", "))))}
                {fact("Disposition", word(words::disposition(disposition)))}
                {responsibility.as_ref().map(|who| fact("Responsibility", word(who)))}
                {fact("Id", rrn.id().to_owned())}
            </dl>
        </div>
    }
}
