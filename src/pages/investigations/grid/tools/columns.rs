//! Which columns are shown and in which order: a list of check boxes, each with a way up and down.

use crate::components::flow::{For, Show};
use crate::components::{Dialog, DialogWidth, Icon, IconName};
use crate::late::{late_above, late_fn};
use crate::pages::investigations::columns::{look, offered, put, shift, shown, toggle};
use crate::pages::investigations::grid::state::GridState;
use crate::reactive::memo;
use crate::route::{GridColumn, InvestigationsQuery};
use leptos::prelude::*;
use trusted_view::view;
use wasm_bindgen::JsCast;

/// Opens the list of columns.
#[component]
pub(super) fn ColumnsButton(
    /// What the grid remembers.
    grid: GridState,
) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <button
            class="btn quiet icon-only"
            aria-haspopup="dialog"
            aria-label="Columns"
            title="Columns"
            on:click=move |_| open.set(true)
        >
            <Icon name=IconName::Columns />
        </button>
        {late_above(column_dialog, move || open.get(), move || (grid, open))}
    }
}

late_fn!(tools: /// The list in its dialog.
    fn column_dialog(grid: GridState, open: RwSignal<bool>) -> AnyView {
        let own = memo(move || grid.list.query.with(|query| query.columns.is_empty()));
        view! {
            <Dialog
                open=open
                title="Columns"
                width=DialogWidth::Narrow
                on_close=move |()| open.set(false)
                footer=move || {
                    view! {
                        <Show when=move || !own.get()>
                            <button
                                class="btn quiet push-end"
                                on:click=move |_| grid.list.adjust(|query| query.columns = Vec::new())
                            >
                                "Back to the usual columns"
                            </button>
                        </Show>
                        <button class="btn primary" on:click=move |_| open.set(false)>
                            "Done"
                        </button>
                    }
                        .into_any()
                }
            >
                <ColumnList grid=grid />
            </Dialog>
        }
        .into_any()
    }
);

#[component]
fn ColumnList(grid: GridState) -> impl IntoView {
    let list = grid.list;
    let one = list.customer().is_some();
    // Those shown in their order, then the rest.
    let all = memo(move || {
        let columns: Vec<GridColumn> = grid.columns.with(|columns| columns.iter().map(|at| at.column).collect());
        let rest: Vec<GridColumn> = offered(one).filter(|column| !columns.contains(column)).collect();
        columns.into_iter().chain(rest).collect::<Vec<_>>()
    });
    let dragged = RwSignal::new(None::<GridColumn>);
    view! {
        <ul class="column-list" on:pointerup=move |_| dragged.set(None)>
            <For each=move || all.get() key=|column| *column let:column>
                <ColumnRow grid=grid column=column one=one dragged=dragged />
            </For>
        </ul>
    }
}

#[component]
fn ColumnRow(grid: GridState, column: GridColumn, one: bool, dragged: RwSignal<Option<GridColumn>>) -> impl IntoView {
    let list = grid.list;
    let word = look(column).word;
    let on = memo(move || grid.columns.with(|columns| columns.iter().any(|at| at.column == column)));
    let fixed = column == GridColumn::Title;
    let edit = move |change: &dyn Fn(&mut InvestigationsQuery)| list.adjust(|query| change(query));
    let step = move |by: isize, name: &'static str, icon: IconName| {
        let at_end = memo(move || {
            let columns = list.query.with(|query| shown(query, one));
            let place = columns.iter().position(|at| at.column == column);
            place.is_none_or(|place| if by < 0 { place == 0 } else { place + 1 == columns.len() })
        });
        view! {
            <button
                class="btn quiet small icon-only"
                aria-label=format!("Move {word} {name}")
                aria-disabled=move || at_end.get().then_some("true")
                on:click=move |event| {
                    edit(&|query| shift(query, one, column, by));
                    let button = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
                    let button = button.and_then(|target| target.closest("button").ok().flatten());
                    let button = button.and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok());
                    // What is moved in the page loses the focus.
                    request_animation_frame(move || _ = button.map(|button| button.focus()));
                }
            >
                <Icon name=icon />
            </button>
        }
    };
    view! {
        <li
            class:is-dragged=move || dragged.get() == Some(column)
            on:pointerup=move |_| {
                if let Some(moved) = dragged.get_untracked().filter(|moved| *moved != column) {
                    edit(&|query| put(query, one, moved, column));
                }
            }
        >
            <span class="drag" aria-hidden="true" on:pointerdown=move |_| dragged.set(on.get_untracked().then_some(column))></span>
            <label>
                <input
                    type="checkbox"
                    class="check"
                    prop:checked=on
                    prop:disabled=fixed
                    on:change=move |_| edit(&|query| toggle(query, one, column))
                />
                {word}
            </label>
            <Show when=move || on.get()>
                <span class="push row gap-1">
                    {step(-1, "up", IconName::SortUp)} {step(1, "down", IconName::SortDown)}
                </span>
            </Show>
        </li>
    }
}
