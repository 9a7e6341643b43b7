//! Who works on a row. Who can take it is asked of the customer's region when the menu opens.

use super::{closed, of};
use crate::api::gateway;
use crate::components::{MenuAt, MenuItem, Person};
use crate::format::text::one_line;
use crate::pages::investigations::assign::{Choice, choices};
use crate::pages::investigations::grid::state::GridState;
use crate::pages::investigations::list::List;
use crate::reactive::{derived, effect_after, memo};
use crate::state::{Remote, query};
use contract::extension::Assignees;
use contract::idr::Assignee;
use leptos::prelude::*;
use trusted_view::view;
use working_set::RowId;

const RETRY: &str = "retry";
const NOBODY: &str = "";

/// The picker.
#[component]
pub(super) fn AssigneeMenu(grid: GridState, row: RowId) -> impl IntoView {
    let now = memo(move || of(grid, row, |row| row.assignee().map(|person| person.email.to_owned())).flatten());
    let place = of(grid, row, |row| (row.region().clone(), row.customer()));
    grid.changes.choosing.set(place.clone());
    let people = expect_context::<People>();
    // A list is placed for what it holds when it opens: with the answer there it is placed anew.
    let known = memo(move || people.0.signal().with(|people| people.value().is_some_and(Option::is_some)));
    let items = derived(move || {
        let Some((region, customer)) = place.clone() else { return Vec::new() };
        if grid.changes.choosing.get().as_ref() != Some(&(region.clone(), customer)) {
            return vec![asking(region.as_str())];
        }
        match people.0.get() {
            Remote::Failed(error, None) => vec![
                MenuItem::new(NOBODY, "Nobody can be named").disabled(Some(error.to_string())),
                MenuItem::new(RETRY, "Ask again"),
            ],
            known => match known.value() {
                Some(Some(answer)) => {
                    let session = grid.list.session;
                    let me = session.with_session(|session| session.analyst.email.clone()).unwrap_or_default();
                    drawn(&choices(answer, customer, &me, now.get().as_deref()))
                }
                _ => vec![asking(region.as_str())],
            },
        }
    });
    let pick = Callback::new(move |value: String| match value.as_str() {
        RETRY => {
            people.0.reload();
            if let Some((line, row)) = grid.on_row() {
                grid.open_menu(line, row, crate::route::GridColumn::Assignee);
            }
        }
        NOBODY => grid.changes.assign(row, None),
        email => {
            let known = people.0.signal().get_untracked();
            let options = known.value().and_then(Option::as_ref).map(|answer| answer.assignees.as_slice());
            let person = options.unwrap_or_default().iter().find(|option| option.email == email);
            if let Some(person) = person {
                grid.changes.assign(row, Some(Assignee { name: person.name.clone(), email: person.email.clone() }));
            }
        }
    });
    effect_after(move |before: Option<bool>| {
        let known = known.get();
        if before == Some(false) && known {
            let open = grid.menu.get_untracked();
            grid.menu.set(None);
            request_animation_frame(move || {
                if grid.menu.try_get_untracked() == Some(None) {
                    grid.menu.set(open);
                }
            });
        }
        known
    });
    view! {
        <MenuAt
            label="Change assignee"
            items=items
            search=Some("Find a person".to_owned())
            anchor=grid.anchor
            on_close=closed(grid)
            on_pick=pick
        />
    }
}

fn asking(region: &str) -> MenuItem {
    MenuItem::new(NOBODY, "Who can take it?").disabled(Some(format!("asking {region}…")))
}

/// The picker's lines, each group under its head.
fn drawn(choices: &[Choice]) -> Vec<MenuItem> {
    let mut head = None;
    let items = choices.iter().map(|choice| {
        let (group, item) = match choice {
            Choice::Unassign => (None, MenuItem::new(NOBODY, "Unassign")),
            Choice::Person { name, email, you, now, cannot } => {
                let words = if *you { format!("You {name}") } else { one_line(name) };
                let (name, address, you) = (name.clone(), email.clone(), *you);
                let item = MenuItem::new(email, format!("{words} {email}"))
                    .checked(*now)
                    .disabled(cannot.clone())
                    .view(move || view! { <Person name=name.clone() email=Some(address.clone()) you=you /> });
                (Some(if cannot.is_none() { "Can take it" } else { "Cannot take it" }), item)
            }
        };
        if group.is_some() && group != head {
            head = group;
            return item.head(group.unwrap_or_default());
        }
        item
    });
    items.collect()
}

/// Who can be given work of the customer whose menu is open.
#[derive(Clone, Copy)]
pub(in crate::pages::investigations) struct People(crate::state::Query<Option<Assignees>>);

impl People {
    /// Asks when a menu of another customer opens; an answer holds while this list is on screen.
    pub(in crate::pages::investigations) fn ask(list: List, grid: GridState) -> Self {
        let api = list.session.api();
        let key = move || grid.changes.choosing.get();
        Self(query(list.session, key, move |place| async move {
            match place {
                Some((region, customer)) => gateway::assignees(api, region, vec![customer]).await.map(Some),
                None => Ok(None),
            }
        }))
    }
}
