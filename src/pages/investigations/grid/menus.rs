//! The menus of a row's cells: one at a time, at the button that opened it.

mod assignee;

use super::state::{GridState, OpenMenu};
use crate::components::{MenuAt, MenuItem, PriorityMark, StatusMark};
use crate::format::words;
use crate::reactive::{derived, effect_after, memo};
use crate::route::GridColumn;
use assignee::AssigneeMenu;
pub(in crate::pages::investigations) use assignee::People;
use contract::{Priority, Status};
use leptos::prelude::*;
use trusted_view::view;
use working_set::{RowId, RowRef};

/// The open menu, if there is one.
#[component]
pub(in crate::pages::investigations) fn CellMenus(
    /// What the grid remembers.
    grid: GridState,
) -> impl IntoView {
    effect_after(move |before: Option<Option<web_sys::HtmlButtonElement>>| {
        let button = grid.menu.with(Option::is_some).then(|| grid.anchor.get_untracked()).flatten();
        let said = |button: &web_sys::HtmlButtonElement, expanded| _ = button.set_attribute("aria-expanded", expanded);
        if let Some(before) = before.flatten() {
            said(&before, "false");
        }
        if let Some(button) = &button {
            said(button, "true");
        }
        button
    });
    move || {
        let OpenMenu { row, column } = grid.menu.get()?;
        Some(match column {
            GridColumn::Priority => view! { <PriorityMenu grid=grid row=row /> }.into_any(),
            GridColumn::Status => view! { <StatusMenu grid=grid row=row /> }.into_any(),
            GridColumn::Assignee => view! { <AssigneeMenu grid=grid row=row /> }.into_any(),
            _ => ().into_any(),
        })
    }
}

/// Something of a row, tracked; `None` once it is held no more.
fn of<T>(grid: GridState, row: RowId, read: impl Fn(RowRef<'_>) -> T) -> Option<T> {
    grid.list.sync.with(|set| set.row(row).map(read))
}

/// Closes the menu; where the focus did not go elsewhere, it is on the cell again.
fn closed(grid: GridState) -> Callback<bool> {
    Callback::new(move |_| {
        grid.menu.try_set(None);
    })
}

#[component]
fn PriorityMenu(grid: GridState, row: RowId) -> impl IntoView {
    let now = memo(move || of(grid, row, |row| row.priority().clone()));
    let items = derived(move || {
        let now = now.get();
        let item = |priority: &Priority| {
            let shown = priority.clone();
            MenuItem::new(priority.word(), words::priority(priority))
                .checked(now.as_ref() == Some(priority))
                .view(move || view! { <PriorityMark priority=shown.clone() /> })
        };
        Priority::KNOWN.iter().map(item).collect::<Vec<_>>()
    });
    let pick = move |word: String| grid.changes.priority(row, Priority::from_word(&word));
    view! { <MenuAt label="Change priority" items=items search=None anchor=grid.anchor on_close=closed(grid) on_pick=pick /> }
}

#[component]
fn StatusMenu(grid: GridState, row: RowId) -> impl IntoView {
    let now = memo(move || of(grid, row, |row| row.status().clone()));
    let items = derived(move || {
        let now = now.get();
        let item = |status: &Status| {
            let shown = status.clone();
            let item = MenuItem::new(status.word(), words::status(status)).checked(now.as_ref() == Some(status));
            let item = item.view(move || view! { <StatusMark status=shown.clone() /> });
            if *status == Status::Closed { item.note("asks for a disposition") } else { item }
        };
        Status::KNOWN.iter().map(item).collect::<Vec<_>>()
    });
    let pick = move |word: String| grid.changes.status(row, Status::from_word(&word));
    view! { <MenuAt label="Change status" items=items search=None anchor=grid.anchor on_close=closed(grid) on_pick=pick /> }
}
