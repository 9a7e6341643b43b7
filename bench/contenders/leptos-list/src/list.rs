//! The window: a box as high as all rows, and in it the rows that are seen and a few more.

use crate::Held;
use crate::row::RowView;
use leptos::html::Div;
use leptos::prelude::*;
use working_set::RowId;

/// Height of a row, in pixels.
pub(crate) const LINE: f64 = 32.0;
/// Rows drawn beyond both ends.
const OVER: usize = 5;
const HEADS: [&str; 11] = [
    "Priority",
    "Status",
    "Title",
    "Customer",
    "Region",
    "Assignee",
    "Source",
    "Disposition",
    "Created",
    "Latest alert",
    "Tags",
];

#[component]
pub(crate) fn List(held: Held) -> impl IntoView {
    let scroller = NodeRef::<Div>::new();
    let top = RwSignal::new(0.0_f64);
    let scrolled = move |_| {
        if let Some(element) = scroller.get_untracked() {
            top.set(f64::from(element.scroll_top()));
        }
    };
    // Another question begins at its first row.
    Effect::new(move || {
        held.query.track();
        if let Some(element) = scroller.get_untracked() {
            element.set_scroll_top(0);
        }
    });
    let height = move || scroller.get().map_or(0.0, |element| f64::from(element.client_height()));
    let window = Memo::new(move |_| -> Vec<(usize, RowId)> {
        // Row numbers are small: no digit is lost.
        let first = ((top.get() / LINE) as usize).saturating_sub(OVER);
        let count = (height() / LINE) as usize + 2 * OVER + 1;
        held.rows.with(|rows| rows.iter().copied().enumerate().skip(first).take(count).collect())
    });
    let room = move || format!("{}px", held.rows.with(Vec::len) as f64 * LINE);
    view! {
        <div class="h">{HEADS.map(|head| view! { <div>{head}</div> }).into_iter().collect_view()}</div>
        <div class="v" node_ref=scroller on:scroll=scrolled>
            <div class="z" style:height=room>
                // A row that moves is another element: its place is fixed when it is made.
                <For each=move || window.get() key=|line| *line let:line>
                    <RowView held=held place=line.0 row=line.1 />
                </For>
            </div>
        </div>
    }
}
