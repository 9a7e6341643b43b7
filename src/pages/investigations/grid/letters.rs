//! Single letters that act on the list: only while the focus is in the app, and in no field; on a row only while it is in the grid.

use super::keys::{Letter, Move, letter};
use super::lines::Step;
use super::state::GridState;
use crate::pages::investigations::bulk::Kind;
use crate::route::GridColumn;
use leptos::ev;
use leptos::html::Section;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};

/// Listens while the list is on screen.
#[component]
pub(in crate::pages::investigations) fn Letters(
    /// What the grid remembers.
    grid: GridState,
    /// The whole screen of the list.
    screen: NodeRef<Section>,
) -> impl IntoView {
    let listener = window_event_listener(ev::keydown, move |event| {
        if event.default_prevented() || event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key() {
            return;
        }
        let (Some(letter), Some(screen)) = (letter(&event.key()), screen.get_untracked()) else { return };
        if listening(&screen) && act(grid, &screen, letter) {
            event.prevent_default();
        }
    });
    on_cleanup(move || listener.remove());
}

/// Does what the letter says; false when there is nothing to do it to.
fn act(grid: GridState, screen: &Element, letter: Letter) -> bool {
    match letter {
        Letter::Search => {
            let field = screen.query_selector(".list-toolbar input").ok().flatten();
            let field = field.and_then(|field| field.dyn_into::<HtmlElement>().ok());
            return field.is_some_and(|field| field.focus().is_ok());
        }
        Letter::Next => grid.make(Move::To(Step::NextRow), false),
        Letter::Previous => grid.make(Move::To(Step::PreviousRow), false),
        Letter::Show => return grid.show_news(),
        Letter::Undo => return grid.bulk.undo(),
        Letter::Assign | Letter::Status | Letter::Priority if untrack(|| grid.selection.len()) > 1 => {
            return grid.bulk.open(match letter {
                Letter::Assign => Kind::Assign,
                Letter::Status => Kind::Status,
                _ => Kind::Priority,
            });
        }
        _ => return on_row(grid, letter),
    }
    true
}

/// Nobody changes a row that is not marked as the one: the cursor is seen while the grid has the focus, and while its row
/// is open beside it.
fn on_row(grid: GridState, letter: Letter) -> bool {
    let peeked = grid.peeked.get_untracked();
    if letter == Letter::Peek && peeked.is_some() {
        return grid.close_peek();
    }
    let inside = grid.cursor.inside.get_untracked();
    let Some((line, row)) = grid.on_row().filter(|(_, row)| inside || peeked == Some(*row)) else { return false };
    match letter {
        Letter::Peek => grid.peek(row),
        Letter::Tick => grid.tick_one(row),
        Letter::Assign => grid.open_menu(line, row, GridColumn::Assignee),
        Letter::Status => grid.open_menu(line, row, GridColumn::Status),
        Letter::Priority => grid.open_menu(line, row, GridColumn::Priority),
        _ => return false,
    }
    true
}

/// The focus is inside the mount and in no field. A page that is ours alone listens without any focus, too.
fn listening(screen: &Element) -> bool {
    let Some(mount) = screen.closest(".mci").ok().flatten() else { return false };
    let Some(active) = active(screen) else { return false };
    let alone = mount.parent_element().is_some_and(|parent| parent.tag_name() == "BODY");
    let within = mount.contains(Some(&active)) || (alone && active.tag_name() == "BODY");
    within && !is_field(&active) && active.closest("dialog, [popover]").ok().flatten().is_none()
}

/// The element with the focus, in the tree that `inside` stands in.
pub(super) fn active(inside: &Element) -> Option<Element> {
    let root = inside.get_root_node();
    match root.dyn_into::<web_sys::Document>() {
        Ok(document) => document.active_element(),
        Err(root) => root.dyn_into::<web_sys::ShadowRoot>().ok()?.active_element(),
    }
}

fn is_field(element: &Element) -> bool {
    match element.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => element
            .dyn_ref::<HtmlInputElement>()
            .is_none_or(|input| !matches!(input.type_().as_str(), "checkbox" | "radio" | "button")),
        _ => element.has_attribute("contenteditable"),
    }
}
