//! A list under its heading: toolbar, then rows, rows at rest, or why there are none; beside them the row that is open.

use super::bulk::BulkSection;
use super::change::Changes;
use super::close::close_dialog;
use super::empty::{LoadHead, Nothing, Resting};
use super::grid::{CellMenus, Grid, GridState, GridTools, People};
use super::list::List;
use super::peek::PeekPane;
use super::toolbar::Toolbar;
use crate::components::flow::Show;
use crate::late::late_above;
use crate::reactive::memo;
use leptos::leptos_dom::helpers::set_timeout_with_handle;
use leptos::prelude::*;
use std::time::Duration;
use trusted_view::view;

/// What stands under the toolbar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Rows,
    Resting,
    Nothing,
    /// Rows are about to come: their place is kept.
    Awaited,
}

/// A load that is over sooner shows no sign of itself.
const BRIEF: Duration = Duration::from_millis(200);

/// Toolbar and rows.
#[component]
pub(super) fn Body(
    /// The list.
    list: List,
    /// What the grid remembers.
    grid: GridState,
    /// How rows are changed.
    changes: Changes,
) -> impl IntoView {
    provide_context(People::ask(list, grid));
    let loading = memo(move || list.coverage.with(working_set::Coverage::loading));
    let none = memo(move || list.answer.with(|answer| answer.rows.is_empty()) && grid.is_empty());
    let long = RwSignal::new(false);
    let timer = set_timeout_with_handle(
        move || {
            long.try_set(true);
        },
        BRIEF,
    );
    on_cleanup(move || {
        if let Ok(timer) = timer {
            timer.clear();
        }
    });
    let shape = memo(move || match (none.get(), loading.get()) {
        (false, _) => Shape::Rows,
        (true, true) if long.get() => Shape::Resting,
        (true, true) => Shape::Awaited,
        (true, false) => Shape::Nothing,
    });
    view! {
        <div class="list-panes">
            <div class="work">
                <div class="tool-row">
                    <Toolbar list=list />
                    <GridTools grid=grid />
                </div>
                <Show when=move || loading.get() && long.get()>
                    <LoadHead list=list />
                </Show>
                {move || match shape.get() {
                    Shape::Rows => view! { <Grid list=list grid=grid /> }.into_any(),
                    Shape::Resting => view! { <Resting list=list /> }.into_any(),
                    Shape::Nothing => view! { <Nothing list=list /> }.into_any(),
                    Shape::Awaited => view! { <div class="grid-wrap"></div> }.into_any(),
                }}
                <BulkSection bulk=grid.bulk on_done=move |()| grid.take_focus() />
                <CellMenus grid=grid />
                {late_above(close_dialog, move || changes.closing.with(Option::is_some), move || (list, changes, grid))}
            </div>
            <PeekPane list=list grid=grid />
        </div>
    }
}
