//! One investigation as a row: its cells, and what it shows of itself.

use super::cells::{AssigneeCell, PriorityCell, StatusCell};
use super::cursor::{Cell, Wish};
use super::facts::Facts;
use super::line::Line;
use super::state::GridState;
use super::window::place_of;
use crate::components::{CustomerName, RelativeTime};
use crate::format::text;
use crate::pages::investigations::list::List;
use crate::route::Route;
use contract::Status;
use leptos::html::Div;
use leptos::prelude::*;
use trusted_view::view;
use wasm_bindgen::JsCast;
use working_set::RowId;

/// A row, as long as the working set holds it.
#[component]
pub(super) fn RowView(
    /// The list.
    list: List,
    /// What the grid remembers.
    grid: GridState,
    /// Which row.
    row: RowId,
    /// Its place at first.
    place: usize,
) -> impl IntoView {
    let first = list.sync.with_untracked(|set| set.row(row).map(Facts::of))?;
    let facts = Memo::new(move |old: Option<&Facts>| {
        let held = list.sync.with(|set| set.row(row).map(Facts::of));
        // A row on its way out of the page shows what it showed.
        held.unwrap_or_else(|| old.unwrap_or(&first).clone())
    });
    Some(view! { <Cells list=list grid=grid row=row place=place facts=facts /> })
}

#[component]
fn Cells(list: List, grid: GridState, row: RowId, place: usize, facts: Memo<Facts>) -> impl IntoView {
    let place = place_of(grid, Line::Row(row), place);
    let (priority_open, status_open, assignee_open) =
        (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let node = NodeRef::<Div>::new();
    let cursor = grid.cursor;
    carry_out(grid, row, node, move |cell| match cell {
        Cell::Priority => Some(priority_open),
        Cell::Status => Some(status_open),
        Cell::Assignee => Some(assignee_open),
        Cell::Row | Cell::Title => None,
    });
    let is_cursor = Memo::new(move |_| cursor.inside.get() && cursor.now.get().is_some_and(|(_, now)| now == row));
    let is_stop = Memo::new(move |_| grid.stop.get() == Some(row));
    let saving = Memo::new(move |_| facts.with(|facts| facts.saving));
    let closed = Memo::new(move |_| facts.with(|facts| facts.status == Status::Closed));
    let silent = Signal::derive(move || facts.with(|facts| list.silent.with(|silent| silent.contains(&facts.region))));
    let away = Memo::new(move |_| !grid.range.with(|range| range.contains(&place.get())));
    let top = move || {
        if away.get() { format!("{}px", place.get() as f64 * grid.view.with(|view| view.line)) } else { String::new() }
    };
    let customer = Memo::new(move |_| facts.with(|facts| (facts.customer, facts.names.clone(), facts.region.clone())));
    let latest = Memo::new(move |_| facts.with(|facts| facts.latest));
    let created = Memo::new(move |_| facts.with(|facts| facts.created));
    let (now, zone) = (list.clock.now(), list.clock.zone());
    view! {
        <div
            node_ref=node
            role="row"
            class="r"
            class:is-cursor=is_cursor
            class:is-saving=saving
            class:is-closed=closed
            class:is-stale=silent
            class:is-away=away
            style:top=top
            aria-rowindex=move || place.get() + 2
            aria-busy=move || saving.get().then_some("true")
            tabindex=move || if is_stop.get() { "0" } else { "-1" }
        >
            <div role="gridcell" class="c-prio">
                <PriorityCell grid=grid row=row facts=facts open=priority_open />
            </div>
            <div role="gridcell" class="c-title">
                <TitleLink list=list facts=facts />
                {move || {
                    saving
                        .get()
                        .then(|| {
                            view! {
                                <span class="spin" aria-hidden="true"></span>
                                <span class="sr">"Saving"</span>
                            }
                        })
                }}
            </div>
            {list
                .customer()
                .is_none()
                .then(|| {
                    view! {
                        <div role="gridcell" class="c-cust">
                            {move || {
                                let (id, (name, code), region) = customer.get();
                                view! { <CustomerName id=id name=name code=code region=region down=silent /> }
                            }}
                        </div>
                    }
                })}
            <div role="gridcell" class="c-status">
                <StatusCell grid=grid row=row facts=facts open=status_open />
            </div>
            <div role="gridcell" class="c-who">
                <AssigneeCell list=list grid=grid row=row facts=facts open=assignee_open />
            </div>
            <div role="gridcell" class="c-latest">
                <span class="latest">
                    {move || latest.get().map(|at| view! { <RelativeTime at=at now=now zone=zone /> })}
                </span>
            </div>
            <div role="gridcell" class="c-age">
                <span class="age">{move || view! { <RelativeTime at=created.get() now=now zone=zone /> }}</span>
            </div>
        </div>
    }
}

/// The title leads to the investigation. Whoever triggered an alert may have written it: it is text and nothing else.
#[component]
fn TitleLink(list: List, facts: Memo<Facts>) -> impl IntoView {
    let title = Memo::new(move |_| facts.with(|facts| text::title(&facts.title)));
    let href = Memo::new(move |_| {
        facts.with(|facts| list.href(&Route::Investigation(facts.customer, facts.rrn.id().to_owned())))
    });
    view! {
        <a class="title clip" href=href title=title tabindex="-1">
            <bdi>{title}</bdi>
        </a>
    }
}

/// Takes the focus when the cursor asks for it, and opens the menu that a key named.
fn carry_out(grid: GridState, row: RowId, node: NodeRef<Div>, menu: impl Fn(Cell) -> Option<RwSignal<bool>> + 'static) {
    let wish = grid.cursor.wish;
    let here = Memo::new(move |_| wish.get().filter(|wish| wish.row == row));
    Effect::new(move || {
        let (Some(Wish { cell, menu: opens, .. }), Some(node)) = (here.get(), node.get()) else { return };
        let control = cell.selector().and_then(|selector| node.query_selector(selector).ok().flatten());
        let control = control.and_then(|control| control.dyn_into::<web_sys::HtmlElement>().ok());
        // It fails only when the row has just left the page, and then the cursor has moved on.
        _ = match control {
            Some(control) => control.focus(),
            None => node.focus(),
        };
        if opens && let Some(open) = menu(cell) {
            open.set(true);
        }
        wish.set(None);
    });
}
