//! The grid's head: what each column is, the order, every row's check box; columns are moved and made wider here.

use super::state::GridState;
use crate::components::flow::For;
use crate::components::{Icon, IconName};
use crate::pages::investigations::columns::{Look, look, put, shift, widen};
use crate::pages::investigations::edit;
use crate::pages::investigations::list::List;
use crate::reactive::memo;
use crate::route::{GridColumn, SortColumn};
use leptos::ev;
use leptos::prelude::*;
use trusted_view::view;
use wasm_bindgen::JsCast;

/// How much wider a key makes a column, in pixels.
const STEP: f64 = 16.0;

/// What the pointer does with a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Drag {
    /// Moves it.
    Move(GridColumn),
    /// Makes it this wide; it began this wide with the pointer there.
    Widen { column: GridColumn, width: f64, began: f64, pointer: f64 },
}

/// The head's row.
#[component]
pub(super) fn Head(
    /// What the grid remembers.
    grid: GridState,
) -> impl IntoView {
    let all = move || {
        grid.selection.track();
        let shown = grid.live.shown.get();
        let ticked = untrack(|| grid.selection.len());
        (ticked > 0, ticked > 0 && ticked >= shown.rows.len())
    };
    // A column that only became wider keeps its head, and the focus in it.
    let order = memo(move || grid.columns.with(|columns| columns.iter().map(|at| at.column).collect::<Vec<_>>()));
    view! {
        <div
            role="row"
            class="head"
            aria-rowindex="1"
            on:pointermove=move |event| dragged(grid, &event)
            on:pointerup=move |_| dropped(grid)
            on:pointercancel=move |_| grid.drag.set(None)
        >
            <div role="columnheader" class="c-check" aria-colindex="1">
                <input
                    type="checkbox"
                    class="check"
                    aria-label=move || if all().0 { "Select none" } else { "Select all" }
                    prop:checked=move || all().1
                    prop:indeterminate=move || all().0 && !all().1
                    on:change=move |event| {
                        if untrack(|| grid.selection.len()) > 0 { grid.selection.clear() } else { grid.tick_all() }
                        // What is ticked decides, also where nothing changed.
                        let input = event.target().and_then(|input| input.dyn_into::<web_sys::HtmlInputElement>().ok());
                        if let Some(input) = input {
                            input.set_checked(untrack(all).1);
                        }
                    }
                />
            </div>
            <For
                each=move || order.get()
                key=|column| *column
                let:column
            >
                <ColumnHead grid=grid column=column />
            </For>
        </div>
    }
}

#[component]
fn ColumnHead(grid: GridState, column: GridColumn) -> impl IntoView {
    let Look { class, word, hint, sort } = look(column);
    let list = grid.list;
    let sorted = memo(move || sort.and_then(|sort| list.query.with(|query| edit::sorted_by(query, sort))));
    // The smallest moment is the oldest: under "Age" and "Latest" that is the largest.
    let flips = matches!(column, GridColumn::Age | GridColumn::Latest);
    let down = move || sorted.get().map(|(descending, _)| descending != flips);
    let aria = move || {
        sort.map(|_| match down() {
            Some(true) => "descending",
            Some(false) => "ascending",
            None => "none",
        })
    };
    let icon = move || {
        down().map(|down| view! { <Icon name=if down { IconName::SortDown } else { IconName::SortUp } small=true /> })
    };
    let several = memo(move || list.query.with(|query| query.sort.len() > 1));
    let rank =
        move || sorted.get().filter(|_| several.get()).map(|(_, rank)| view! { <span class="rank">{rank}</span> });
    // The first column is that of the check boxes.
    let place =
        move || grid.columns.with(|columns| columns.iter().position(|at| at.column == column).map(|place| place + 2));
    let target = move || grid.drag.get() == Some(Drag::Move(column));
    view! {
        <div
            role="columnheader"
            class=class
            class:is-dragged=target
            aria-sort=aria
            aria-colindex=place
            title=(!hint.is_empty()).then_some(hint)
            on:pointerdown=move |event| {
                if event.button() == 0 {
                    grid.drag.set(Some(Drag::Move(column)));
                }
            }
            on:pointerup=move |event| {
                if let Some(Drag::Move(moved)) = grid.drag.get_untracked()
                    && moved != column
                {
                    event.stop_propagation();
                    grid.drag.set(None);
                    grid.list.adjust(|query| put(query, grid.list.customer().is_some(), moved, column));
                }
            }
        >
            <button
                aria-keyshortcuts="Shift+ArrowLeft Shift+ArrowRight Alt+Shift+ArrowLeft Alt+Shift+ArrowRight"
                on:click=move |event| {
                    if let Some(sort) = sort {
                        order(list, sort, event.shift_key());
                    }
                }
                on:keydown=move |event| on_key(grid, column, &event)
            >
                <span class="lab">{word}</span>
                " "
                {icon}
                {rank}
            </button>
            <Grip grid=grid column=column />
        </div>
    }
}

/// The edge by which a column is made wider; twice gives it the width of what it shows.
#[component]
fn Grip(grid: GridState, column: GridColumn) -> impl IntoView {
    view! {
        <span
            class="grip"
            aria-hidden="true"
            on:pointerdown=move |event| {
                event.stop_propagation();
                event.prevent_default();
                let grip = event.target().and_then(|grip| grip.dyn_into::<web_sys::Element>().ok());
                if let Some(grip) = grip {
                    // Without it the pointer has to stay over the head.
                    _ = grip.set_pointer_capture(event.pointer_id());
                    let began = width_of(&grip);
                    let pointer = f64::from(event.client_x());
                    grid.drag.set(Some(Drag::Widen { column, width: began, began, pointer }));
                }
            }
            on:dblclick=move |event| {
                event.stop_propagation();
                grid.fit(column);
            }
        ></span>
    }
}

fn order(list: List, sort: SortColumn, too: bool) {
    list.edit(|query| {
        if too {
            edit::click_sort_too(query, sort);
        } else {
            edit::click_sort(query, sort);
        }
    });
}

/// With Shift the arrows make a column wider or narrower, with Alt as well they move it.
fn on_key(grid: GridState, column: GridColumn, event: &ev::KeyboardEvent) {
    let by = match event.key().as_str() {
        "ArrowRight" => 1.0,
        "ArrowLeft" => -1.0,
        _ => return,
    };
    if !event.shift_key() || event.ctrl_key() || event.meta_key() {
        return;
    }
    event.prevent_default();
    event.stop_propagation();
    let one = grid.list.customer().is_some();
    let button = event.target().and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok());
    let Some(button) = button else { return };
    if event.alt_key() {
        grid.list.adjust(|query| shift(query, one, column, by as isize));
        // The head that moved is the same element, and browsers take the focus from what is moved.
        request_animation_frame(move || _ = button.focus());
    } else {
        let width = width_of(&button) + by * STEP;
        grid.list.adjust(|query| widen(query, one, column, Some(width)));
    }
}

/// How wide the column of something in its head is.
fn width_of(inside: &web_sys::Element) -> f64 {
    let head = inside.closest("[role=columnheader]").ok().flatten();
    head.map_or(0.0, |head| head.get_bounding_client_rect().width())
}

fn dragged(grid: GridState, event: &ev::PointerEvent) {
    if let Some(Drag::Widen { column, began, pointer, .. }) = grid.drag.get_untracked() {
        let width = began + f64::from(event.client_x()) - pointer;
        grid.drag.set(Some(Drag::Widen { column, width, began, pointer }));
    }
}

fn dropped(grid: GridState) {
    let drag = grid.drag.get_untracked();
    grid.drag.set(None);
    if let Some(Drag::Widen { column, width, began, .. }) = drag
        && (width - began).abs() >= 1.0
    {
        grid.list.adjust(|query| widen(query, grid.list.customer().is_some(), column, Some(width)));
    }
}
