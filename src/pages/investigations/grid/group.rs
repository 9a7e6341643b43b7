//! The head of a group: what its rows share, and how many there are.

use super::line::Line;
use super::state::GridState;
use super::window::place_of;
use crate::components::PriorityMark;
use crate::pages::investigations::list::List;
use leptos::prelude::*;
use trusted_view::view;
use working_set::{Group, Key};

/// A head. It stays in sight while its rows are.
#[component]
pub(super) fn GroupRow(
    /// The list.
    list: List,
    /// What the grid remembers.
    grid: GridState,
    /// What the rows share.
    key: Key,
    /// Its place at first.
    place: usize,
) -> impl IntoView {
    let place = place_of(grid, Line::Group(key.clone()), place);
    let wanted = key.clone();
    let counts = Memo::new(move |old: Option<&String>| {
        let said = list.answer.with(|answer| answer.groups.iter().find(|group| group.key == wanted).map(counts));
        said.or_else(|| old.cloned()).unwrap_or_default()
    });
    let face = match key {
        Key::Priority(priority) => view! { <PriorityMark priority=priority /> }.into_any(),
        _ => ().into_any(),
    };
    view! {
        <div role="row" class="group-row" aria-rowindex=move || place.get() + 2>
            <div role="gridcell" class="group">
                {face}
                <span class="meta">
                    {move || {
                        let noun = list.noun.get();
                        counts.get().replacen("{}", noun, 1)
                    }}
                </span>
            </div>
        </div>
    }
}

/// `2 {}, 1 unassigned`: the noun is the list's.
fn counts(group: &Group) -> String {
    format!("{:#} {{}}, {:#} unassigned", group.total, group.unassigned)
}
