//! Lines in the page, each kept as the element it is: what stays is not moved, for a moved element loses the focus.
//!
//! The framework's own list takes some of the lines that stay out of the page and puts them back whenever others come
//! before them, which is every scroll.

use super::line::Line;
use super::state::GridState;
use leptos::prelude::*;
use leptos::reactive::owner::Owner;
use leptos::tachys::reactive_graph::OwnedView;
use leptos::tachys::view::{Mountable, Render};
use std::collections::{HashMap, HashSet};
use web_sys::{Element, Node};

type State = <OwnedView<AnyView> as Render>::State;

struct Drawn {
    line: Line,
    node: Option<Node>,
    state: State,
}

/// Keeps the drawn lines of a grid in its element, in their order. `draw` gets a line and its place, once a line.
pub(super) fn keep_drawn(grid: GridState, draw: impl Fn(usize, Line) -> AnyView + 'static) {
    let Some(parent) = Owner::current() else { return };
    let held = StoredValue::new_local(Vec::<Drawn>::new());
    let build = move |place: usize, line: Line| {
        let owner = parent.with(Owner::new);
        let view = owner.with(|| untrack(|| draw(place, line)));
        OwnedView::new_with_owner(view, owner).build()
    };
    Effect::new(move || {
        let wanted = grid.drawn.get();
        if let Some(rows) = grid.rows.get() {
            held.try_update_value(|held| arrange(held, &rows, wanted, &build));
        }
    });
}

fn arrange(held: &mut Vec<Drawn>, rows: &Element, wanted: Vec<(usize, Line)>, build: &impl Fn(usize, Line) -> State) {
    let mut old: HashMap<Line, Drawn> = held.drain(..).map(|drawn| (drawn.line.clone(), drawn)).collect();
    let stays: HashSet<&Line> = wanted.iter().map(|(_, line)| line).collect();
    old.retain(|line, drawn| {
        let keep = stays.contains(line);
        if !keep {
            drawn.state.unmount();
        }
        keep
    });
    // From the end, so that what a line stands before is there already.
    let mut next: Option<Node> = None;
    for (place, line) in wanted.into_iter().rev() {
        let drawn = match old.remove(&line) {
            Some(mut drawn) => {
                if drawn.node.as_ref().is_some_and(|node| node.next_sibling() != next) {
                    drawn.state.mount(rows, next.as_ref());
                }
                drawn
            }
            None => {
                let mut state = build(place, line.clone());
                state.mount(rows, next.as_ref());
                let node = state.elements().into_iter().next().map(Node::from);
                Drawn { line, node, state }
            }
        };
        next = drawn.node.clone().or(next);
        held.push(drawn);
    }
}
