//! What the pointer, the keys and the focus do in the rows: one listener each for all of them.

use super::cursor::{Cell, Spot};
use super::keys::{extends, moves};
use super::state::{GridState, OpenMenu};
use crate::format::zone::precise;
use crate::pages::investigations::columns::look;
use crate::pages::parts::active;
use crate::route::GridColumn;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, Node};
use working_set::RowId;

fn element(target: Option<EventTarget>) -> Option<Element> {
    target.and_then(|target| target.dyn_into().ok())
}

fn closest(element: &Element, selector: &str) -> Option<Element> {
    element.closest(selector).ok().flatten()
}

/// The line that an element belongs to, and what stands there.
fn line_of(grid: GridState, element: &Element) -> Option<(usize, Spot)> {
    // The head of the grid is line 1, the first row line 2.
    let row = closest(element, "[aria-rowindex]")?;
    let line = row.get_attribute("aria-rowindex")?.parse::<usize>().ok()?.checked_sub(2)?;
    Some((line, grid.lines.with_untracked(|lines| Spot::at(lines, line))?))
}

/// The column of the cell that an element belongs to.
fn column_of(grid: GridState, element: &Element) -> Option<GridColumn> {
    let cell = closest(element, "[role=gridcell]")?;
    let classes = cell.class_name();
    let columns = grid.columns.get_untracked();
    columns.into_iter().map(|at| at.column).find(|column| look(*column).class == classes)
}

/// A press remembers which menu was open: the click that follows closes it and does not open it again.
pub(super) fn pressed(grid: GridState, event: &ev::PointerEvent) {
    let cell = element(event.target()).and_then(|target| menu_of(grid, &target));
    grid.pressed.set_value(cell.filter(|cell| grid.menu.get_untracked() == Some(*cell)));
}

fn menu_of(grid: GridState, target: &Element) -> Option<OpenMenu> {
    closest(target, ".cell-menu")?;
    let (Some((_, Spot::Row(row))), Some(column)) = (line_of(grid, target), column_of(grid, target)) else {
        return None;
    };
    Some(OpenMenu { row, column })
}

/// A click: on a tick, a cell's button, a head, or the row.
pub(super) fn clicked(grid: GridState, event: &ev::MouseEvent) {
    let Some(target) = element(event.target()) else { return };
    let Some((line, spot)) = line_of(grid, &target) else { return };
    let row = match spot {
        Spot::Row(row) => row,
        Spot::Head(key) => {
            let folded = grid.folds.with_untracked(|folds| folds.contains(&key));
            grid.fold(&key, !folded);
            grid.go(line, Cell::Row);
            return;
        }
    };
    if closest(&target, ".c-check").is_some() {
        tick(grid, row, event.shift_key());
        if let Ok(check) = target.dyn_into::<web_sys::HtmlInputElement>() {
            check.set_checked(grid.selection.contains(row));
        }
        grid.go(line, Cell::Row);
        return;
    }
    if let Some(open) = menu_of(grid, &target) {
        event.stop_propagation();
        if grid.pressed.try_update_value(Option::take).flatten() != Some(open) {
            grid.open_menu(line, row, open.column);
        }
        return;
    }
    if closest(&target, "a").is_some() {
        return;
    }
    if event.shift_key() || event.ctrl_key() || event.meta_key() {
        tick(grid, row, event.shift_key());
    }
    grid.go(line, Cell::Row);
}

fn tick(grid: GridState, row: RowId, range: bool) {
    if range {
        grid.tick_to(row);
    } else {
        grid.tick_one(row);
    }
}

/// A key while the focus is in the rows.
pub(super) fn keyed(grid: GridState, event: &ev::KeyboardEvent) {
    let Some(target) = element(event.target()) else { return };
    let in_cell = target.get_attribute("role").as_deref() != Some("row");
    let chord = event.ctrl_key() || event.meta_key();
    let key = event.key();
    if event.alt_key() {
        return;
    }
    let done = match key.as_str() {
        "a" | "A" if chord && !event.shift_key() => {
            grid.tick_all();
            true
        }
        "Home" | "End" if chord => {
            if let Some(movement) = moves(&key, false) {
                grid.make(movement, event.shift_key());
            }
            true
        }
        _ if chord => false,
        "Enter" if !in_cell => {
            grid.enter();
            true
        }
        " " if !in_cell => {
            if let Some((_, row)) = grid.on_row() {
                tick(grid, row, event.shift_key());
            }
            true
        }
        "Escape" if !in_cell => escape(grid),
        _ => match moves(&key, in_cell) {
            Some(movement) if !event.shift_key() || extends(movement) => {
                grid.make(movement, event.shift_key());
                true
            }
            _ => false,
        },
    };
    if done {
        event.prevent_default();
        event.stop_propagation();
    }
}

/// Escape on a row: what stands above the grid closes first, then nothing is ticked, then what is open beside it closes.
fn escape(grid: GridState) -> bool {
    if grid.bulk.escape() {
        return true;
    }
    if untrack(|| grid.selection.len()) > 0 {
        grid.selection.clear();
        return true;
    }
    grid.close_peek()
}

/// The focus came to a row or one of its cells.
pub(super) fn focused(grid: GridState, event: &ev::FocusEvent) {
    let Some(target) = element(event.target()) else { return };
    let Some((line, spot)) = line_of(grid, &target) else { return };
    let on_row = target.get_attribute("role").as_deref() == Some("row");
    let cell = column_of(grid, &target).filter(|_| !on_row).map_or(Cell::Row, Cell::In);
    grid.cursor.rest(spot, line, cell);
    if !grid.cursor.inside.get_untracked() {
        grid.cursor.inside.set(true);
    }
}

/// The focus left a row: for another place in the grid, for elsewhere, or with the row itself.
pub(super) fn left(grid: GridState, event: &ev::FocusEvent) {
    let node = |target: Option<EventTarget>| target.and_then(|target| target.dyn_into::<Node>().ok());
    // A list that leaves the page takes the focus out of it last of all.
    let rows = grid.rows.try_get_untracked().flatten().and_then(|rows| rows.parent_element());
    let Some(rows) = rows else { return };
    match node(event.related_target()) {
        Some(next) if rows.contains(Some(&next)) => {}
        Some(_) => _ = grid.cursor.inside.try_set(false),
        // To nobody: because the window lost it, or a row was hidden that had it. The cursor hands it on.
        None => request_animation_frame(move || {
            let inside = grid.cursor.inside.try_get_untracked() == Some(true);
            let elsewhere = active(&rows).is_some_and(|active| active.tag_name() != "BODY");
            if inside && elsewhere && !active(&rows).is_some_and(|active| rows.contains(Some(&active))) {
                _ = grid.cursor.inside.try_set(false);
            }
        }),
    }
}

/// The pointer moved over the rows: nothing moves under it from now on. Rows that move under a pointer at rest tell
/// nothing.
pub(super) fn moved_over(grid: GridState, event: &ev::PointerEvent) {
    if (event.movement_x() != 0 || event.movement_y() != 0) && grid.pointer.try_get_untracked() == Some(false) {
        grid.pointer.set(true);
    }
}

/// What is clipped or told in short says itself in full when the pointer comes to it.
pub(super) fn titled(grid: GridState, event: &ev::PointerEvent) {
    let Some(target) = element(event.target()) else { return };
    let Some(cell) = closest(&target, "[role=gridcell]") else { return };
    let (Some((_, Spot::Row(row))), Some(column)) = (line_of(grid, &target), column_of(grid, &target)) else { return };
    if matches!(column, GridColumn::Priority | GridColumn::Status) {
        return;
    }
    let list = grid.list;
    let zone = list.clock.zone().get_untracked();
    let title = list.sync.with_untracked(|set| {
        let row = set.row(row)?;
        match column {
            GridColumn::Age | GridColumn::Created => Some(format!("Created {}", precise(row.created(), &zone))),
            GridColumn::Latest => row.latest_alert().map(|at| format!("Latest alert {}", precise(at, &zone))),
            GridColumn::Title => Some(crate::format::text::title(row.title())),
            GridColumn::Customer => row.customer_names().map(|names| crate::format::text::one_line(&names.name)),
            GridColumn::Assignee => row.assignee().map(|person| crate::format::text::one_line(person.email)),
            _ => cell.text_content(),
        }
    });
    // It names no element: what it says stands in the cell already, or is said there in short.
    _ = match title {
        Some(title) => cell.set_attribute("title", &title),
        None => cell.remove_attribute("title"),
    };
}
