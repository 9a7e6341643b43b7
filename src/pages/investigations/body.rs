//! A list under its heading: toolbar, then rows, rows at rest, or why there are none; beside them the row that is open.

use super::bulk::BulkSection;
use super::change::Changes;
use super::close::CloseDialog;
use super::empty::{LoadHead, Nothing, Resting};
use super::grid::{CellMenus, Grid, GridState, GridTools, People};
use super::list::List;
use super::peek::PeekPane;
use super::toolbar::Toolbar;
use leptos::prelude::*;
use trusted_view::view;

/// What stands under the toolbar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Rows,
    Resting,
    Nothing,
}

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
    let loading = Memo::new(move |_| list.coverage.with(working_set::Coverage::loading));
    let none = Memo::new(move |_| list.answer.with(|answer| answer.rows.is_empty()) && grid.is_empty());
    let shape = Memo::new(move |_| match (none.get(), loading.get()) {
        (false, _) => Shape::Rows,
        (true, true) => Shape::Resting,
        (true, false) => Shape::Nothing,
    });
    view! {
        <div class="list-panes">
            <div class="work">
                <div class="tool-row">
                    <Toolbar list=list />
                    <GridTools grid=grid />
                </div>
                <Show when=move || loading.get()>
                    <LoadHead list=list />
                </Show>
                {move || match shape.get() {
                    Shape::Rows => view! { <Grid list=list grid=grid /> }.into_any(),
                    Shape::Resting => view! { <Resting list=list /> }.into_any(),
                    Shape::Nothing => view! { <Nothing list=list /> }.into_any(),
                }}
                <BulkSection bulk=grid.bulk on_done=move |()| grid.take_focus() />
                <CellMenus grid=grid />
                <CloseDialog list=list changes=changes grid=grid />
            </div>
            <PeekPane list=list grid=grid />
        </div>
    }
}
