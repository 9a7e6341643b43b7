//! The investigations grid: a sticky head, the rows that are seen, a cursor that keys move, changes in the cell.

mod cursor;
mod events;
mod head;
mod keys;
mod letters;
mod lines;
mod live;
mod menus;
mod pool;
mod space;
mod state;
mod tools;

use super::list::List;
use crate::reactive::memo;
use events::{clicked, focused, keyed, left, moved_over, pressed, titled};
use head::Head;
pub(super) use keys::Move;
use leptos::prelude::*;
pub(super) use letters::Letters;
pub(super) use lines::Step;
pub(super) use menus::{CellMenus, People};
pub(super) use state::GridState;
pub(super) use tools::GridTools;
use trusted_view::view;

/// The grid of a list that has rows.
#[component]
pub(super) fn Grid(
    /// The list.
    list: List,
    /// What the grid remembers.
    grid: GridState,
) -> impl IntoView {
    let label = move || match list.customer() {
        Some(customer) => format!("Investigations of {}", list.customer_name(customer)),
        None => "All Investigations".to_owned(),
    };
    // One more for the head. While something is missing nobody knows how many rows there are.
    let rowcount = move || {
        let exact = list.answer.with(|answer| answer.total.exact().is_some());
        if exact { grid.lines.with(|lines| (lines.len() + 1).to_string()) } else { "-1".to_owned() }
    };
    let grouped = memo(move || grid.lines.with(|lines| lines.grouped()));
    let by_customer = move || list.query.with(|query| query.group == Some(crate::route::GroupBy::Customer));
    let chosen = memo(move || list.query.with(|query| !query.columns.is_empty()));
    view! {
        <div class="grid-wrap">
            <div class="grid-scroll" node_ref=grid.scroller on:scroll=move |_| grid.scrolled()>
                <div
                    class="grid pooled"
                    class:grouped=by_customer
                    class:in-groups=grouped
                    class:chosen=chosen
                    class:one-customer=list.customer().is_some()
                    role="grid"
                    aria-label=label
                    aria-multiselectable="true"
                    aria-rowcount=rowcount
                    aria-colcount=move || grid.columns.with(Vec::len) + 1
                    style=("--cols", move || grid.tracks())
                >
                    <div class="row-probe" node_ref=grid.probe></div>
                    <Head grid=grid />
                    <div
                        class="body"
                        role="rowgroup"
                        on:pointerdown=move |event| pressed(grid, &event)
                        on:click=move |event| clicked(grid, &event)
                        on:keydown=move |event| keyed(grid, &event)
                        on:focusin=move |event| focused(grid, &event)
                        on:focusout=move |event| left(grid, &event)
                        on:pointermove=move |event| moved_over(grid, &event)
                        on:pointerleave=move |_| _ = grid.pointer.try_set(false)
                        on:pointerover=move |event| titled(grid, &event)
                    >
                        <div class="lead" role="presentation" node_ref=grid.sticky></div>
                        <div class="rows" role="presentation" node_ref=grid.rows></div>
                    </div>
                </div>
            </div>
        </div>
    }
}
