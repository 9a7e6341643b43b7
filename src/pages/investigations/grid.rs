//! The investigations grid: a sticky head, the rows that are seen, a cursor that keys move, changes in the cell.

mod cells;
mod cursor;
mod facts;
mod group;
mod head;
mod keyed;
mod keys;
mod letters;
mod line;
mod row;
mod state;
mod window;

use super::list::List;
pub(super) use cells::People;
use head::Head;
use leptos::prelude::*;
pub(super) use letters::Letters;
pub(super) use state::GridState;
use trusted_view::view;
use window::RowWindow;

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
    let one = list.customer().is_some();
    view! {
        <div class="grid-wrap">
            <div class="grid-scroll" node_ref=grid.scroller on:scroll=move |_| grid.scrolled()>
                <div
                    class="grid plain"
                    class:grouped=one
                    class:one-customer=one
                    role="grid"
                    aria-label=label
                    aria-rowcount=rowcount
                >
                    <div class="row-probe" node_ref=grid.probe></div>
                    <Head list=list />
                    <RowWindow list=list grid=grid />
                </div>
            </div>
        </div>
    }
}
