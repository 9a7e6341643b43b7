//! The part of a long list that is in the page: as many rows as are seen, between two paddings as tall as the rest.

use super::cursor::Cell;
use super::group::GroupRow;
use super::keyed::keep_drawn;
use super::keys::moves;
use super::line::{Line, lead};
use super::row::RowView;
use super::state::GridState;
use crate::pages::investigations::list::List;
use leptos::ev;
use leptos::prelude::*;
use trusted_view::view;
use wasm_bindgen::JsCast;

/// Rows and heads of groups. A row that stays keeps its place in the page's structure, and so the focus.
#[component]
pub(super) fn RowWindow(
    /// The list.
    list: List,
    /// What the grid remembers.
    grid: GridState,
) -> impl IntoView {
    let line = Memo::new(move |_| grid.view.with(|view| view.line));
    let above = move || {
        let range = grid.range.get();
        // The head of the first group stands in the flow above the range.
        let head = usize::from(grid.lines.with(|lines| lead(lines, &range)).is_some());
        format!("{}px", (range.start - head) as f64 * line.get())
    };
    let below = move || {
        let left = grid.lines.with(Vec::len).saturating_sub(grid.range.with(|range| range.end));
        format!("{}px", left as f64 * line.get())
    };
    let on_keydown = move |event: ev::KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key() {
            return;
        }
        let on_row = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let on_row = on_row.is_some_and(|target| target.get_attribute("role").as_deref() == Some("row"));
        if on_row && event.key() == "Enter" {
            event.prevent_default();
            grid.open();
        } else if let Some(movement) = moves(&event.key(), !on_row) {
            event.prevent_default();
            grid.make(movement);
        }
    };
    let on_focusout = move |event: ev::FocusEvent| {
        let node = |target: Option<web_sys::EventTarget>| target.and_then(|t| t.dyn_into::<web_sys::Node>().ok());
        // A row that is taken out of the page loses the focus to nobody: the cursor hands it on.
        let gone = node(event.target()).is_none_or(|target| !target.is_connected());
        let stays = node(event.related_target())
            .is_some_and(|next| grid.rows.get_untracked().is_some_and(|rows| rows.contains(Some(&next))));
        if !gone && !stays {
            grid.cursor.inside.set(false);
        }
    };
    let on_focusin = move |event: ev::FocusEvent| {
        grid.cursor.inside.set(true);
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if let Some((row, place, cell)) = target.and_then(|target| focused(grid, &target)) {
            grid.cursor.rest(row, place, cell);
        }
    };
    keep_drawn(grid, move |place, line| match line {
        Line::Group(key) => view! { <GroupRow list=list grid=grid key=key place=place /> }.into_any(),
        Line::Row(row) => view! { <RowView list=list grid=grid row=row place=place /> }.into_any(),
    });
    view! {
        <div
            class="rows"
            role="rowgroup"
            node_ref=grid.rows
            style:padding-top=above
            style:padding-bottom=below
            on:keydown=on_keydown
            on:focusin=on_focusin
            on:focusout=on_focusout
        ></div>
    }
}

/// Where a drawn line stands now; the last place known while it is on its way out.
pub(super) fn place_of(grid: GridState, line: Line, first: usize) -> Memo<usize> {
    Memo::new(move |old: Option<&usize>| {
        let found = grid.drawn.with(|drawn| drawn.iter().find(|(_, other)| *other == line).map(|(place, _)| *place));
        found.or(old.copied()).unwrap_or(first)
    })
}

/// The row and cell that an element belongs to.
fn focused(grid: GridState, target: &web_sys::Element) -> Option<(working_set::RowId, usize, Cell)> {
    let within = |selector: &str| target.closest(selector).ok().flatten();
    // The head of the grid is line 1, the first row line 2.
    let place = within("[aria-rowindex]")?.get_attribute("aria-rowindex")?.parse::<usize>().ok()?.checked_sub(2)?;
    let row = grid.lines.with_untracked(|lines| lines.get(place).and_then(Line::row))?;
    let cells = [
        (".c-prio", Cell::Priority),
        (".c-title", Cell::Title),
        (".c-status", Cell::Status),
        (".c-who", Cell::Assignee),
    ];
    let cell = cells.into_iter().find(|(selector, _)| within(selector).is_some()).map_or(Cell::Row, |(_, cell)| cell);
    Some((row, place, cell))
}
