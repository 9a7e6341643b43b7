//! Single letters that act on the list: only while the focus is in the app, and in no field; on a row only while it is in the grid.

use super::cursor::Spot;
use super::keys::{Letter, Move, letter};
use super::lines::Step;
use super::state::GridState;
use crate::pages::investigations::bulk::Kind;
use crate::pages::parts::{Focus, focus};
use crate::pages::shell::{Command, offer};
use crate::reactive::memo;
use crate::route::GridColumn;
use leptos::ev;
use leptos::html::Section;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

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
        if focus(&screen) == Focus::Inside && act(grid, &screen, letter) {
            event.prevent_default();
        }
    });
    on_cleanup(move || listener.remove());
    offer_commands(grid);
}

/// The same for the palette, where a command names what the cursor is on, seen or not.
fn offer_commands(grid: GridState) {
    let on_row = memo(move || grid.cursor.now.with(|now| matches!(now, Some((_, Spot::Row(_))))));
    let news = memo(move || grid.live.news.with(|news| news.order));
    let after = |run: fn(GridState)| {
        // The palette gives the focus back first.
        move || request_animation_frame(move || run(grid))
    };
    let on_cursor = |word: &'static str, key: &'static str, run: fn(GridState)| {
        offer(Command::new(word, after(run)).keys(key).when(on_row));
    };
    on_cursor("Open beside the grid", "v", |grid| _ = on_row_or_many(grid, Letter::Peek));
    on_cursor("Assign", "a", |grid| _ = on_row_or_many(grid, Letter::Assign));
    on_cursor("Change status", "s", |grid| _ = on_row_or_many(grid, Letter::Status));
    on_cursor("Change priority", "p", |grid| _ = on_row_or_many(grid, Letter::Priority));
    offer(Command::new("Select all", after(|grid| grid.tick_all())));
    offer(Command::new("Show what is new", after(|grid| _ = grid.show_news())).keys(".").when(news));
}

/// With several rows ticked a command is about them, else about the cursor's row.
fn on_row_or_many(grid: GridState, letter: Letter) -> bool {
    many(grid, letter).unwrap_or_else(|| on_row(grid, letter, true))
}

/// What a letter does to several ticked rows; `None` when it is about one.
fn many(grid: GridState, letter: Letter) -> Option<bool> {
    let kind = match letter {
        Letter::Assign => Kind::Assign,
        Letter::Status => Kind::Status,
        Letter::Priority => Kind::Priority,
        _ => return None,
    };
    (untrack(|| grid.selection.len()) > 1).then(|| grid.bulk.open(kind))
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
        _ => return many(grid, letter).unwrap_or_else(|| on_row(grid, letter, grid.cursor.inside.get_untracked())),
    }
    true
}

/// Nobody changes a row that is not marked as the one: the cursor is seen while the grid has the focus, and while its row
/// is open beside it.
fn on_row(grid: GridState, letter: Letter, seen: bool) -> bool {
    let peeked = grid.peeked.get_untracked();
    if letter == Letter::Peek && peeked.is_some() {
        return grid.close_peek();
    }
    let Some((line, row)) = grid.on_row().filter(|(_, row)| seen || peeked == Some(*row)) else { return false };
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
