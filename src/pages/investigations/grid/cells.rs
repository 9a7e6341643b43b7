//! The cells that change a row: priority, status, assignee. Each is a menu; what may not be changed says why.

use super::facts::Facts;
use super::state::GridState;
use crate::api::gateway;
use crate::components::{Menu, MenuItem, Person, PriorityMark, StatusMark};
use crate::format::text::one_line;
use crate::format::words;
use crate::pages::investigations::assign::{Choice, choices};
use crate::pages::investigations::list::List;
use crate::state::{Remote, query};
use contract::extension::Assignees;
use contract::idr::Assignee;
use contract::{Priority, Status};
use leptos::prelude::*;
use trusted_view::view;
use working_set::RowId;

/// Why a row's cells cannot be used, tracked.
fn barred(grid: GridState, facts: Memo<Facts>) -> Signal<Option<String>> {
    let customer = Memo::new(move |_| facts.with(|facts| facts.customer));
    let saving = Memo::new(move |_| facts.with(|facts| facts.saving));
    Memo::new(move |_| {
        let saving = saving.get().then(|| "The last change is still being saved".to_owned());
        grid.changes.barred(customer.get()).or(saving)
    })
    .into()
}

/// How urgent.
#[component]
pub(super) fn PriorityCell(grid: GridState, row: RowId, facts: Memo<Facts>, open: RwSignal<bool>) -> impl IntoView {
    let now = Memo::new(move |_| facts.with(|facts| facts.priority.clone()));
    let items = Signal::derive(move || {
        let now = now.get();
        let item = |priority: &Priority| {
            let shown = priority.clone();
            MenuItem::new(priority.word(), words::priority(priority))
                .checked(*priority == now)
                .view(move || view! { <PriorityMark priority=shown.clone() /> })
        };
        Priority::KNOWN.iter().map(item).collect::<Vec<_>>()
    });
    let pick = Callback::new(move |word: String| grid.changes.priority(row, Priority::from_word(&word)));
    view! {
        <Menu label="Change priority" items=items disabled=barred(grid, facts) tabindex=-1 open=open on_pick=pick>
            {move || view! { <PriorityMark priority=now.get() /> }}
        </Menu>
    }
}

/// Where it stands.
#[component]
pub(super) fn StatusCell(grid: GridState, row: RowId, facts: Memo<Facts>, open: RwSignal<bool>) -> impl IntoView {
    let now = Memo::new(move |_| facts.with(|facts| facts.status.clone()));
    let items = Signal::derive(move || {
        let now = now.get();
        let item = |status: &Status| {
            let shown = status.clone();
            let item = MenuItem::new(status.word(), words::status(status)).checked(*status == now);
            let item = item.view(move || view! { <StatusMark status=shown.clone() /> });
            if *status == Status::Closed { item.note("asks for a disposition") } else { item }
        };
        Status::KNOWN.iter().map(item).collect::<Vec<_>>()
    });
    let pick = Callback::new(move |word: String| grid.changes.status(row, Status::from_word(&word)));
    view! {
        <Menu label="Change status" items=items disabled=barred(grid, facts) tabindex=-1 open=open on_pick=pick>
            {move || view! { <StatusMark status=now.get() /> }}
        </Menu>
    }
}

const RETRY: &str = "retry";
const NOBODY: &str = "";

/// Who works on it. Who can take it is asked of the customer's region when the menu opens.
#[component]
pub(super) fn AssigneeCell(
    list: List,
    grid: GridState,
    row: RowId,
    facts: Memo<Facts>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let now = Memo::new(move |_| facts.with(|facts| facts.assignee.clone()));
    let place = Memo::new(move |_| facts.with(|facts| (facts.region.clone(), facts.customer)));
    Effect::new(move || {
        if open.get() {
            grid.changes.choosing.set(Some(place.get_untracked()));
        }
    });
    let people = expect_context::<People>();
    // A list is placed for what it holds when it opens: with the answer there it is placed anew.
    Effect::new(move |before: Option<bool>| {
        let known = people.0.signal().with(|people| people.value().is_some_and(Option::is_some));
        if before == Some(false) && known && open.get_untracked() {
            open.set(false);
            request_animation_frame(move || {
                open.try_set(true);
            });
        }
        known
    });
    let items = Signal::derive(move || {
        let (region, customer) = place.get();
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
                    let me = list.session.with_session(|session| session.analyst.email.clone()).unwrap_or_default();
                    let now = now.get().map(|person| person.email);
                    drawn(&choices(answer, customer, &me, now.as_deref()))
                }
                _ => vec![asking(region.as_str())],
            },
        }
    });
    let pick = Callback::new(move |value: String| match value.as_str() {
        RETRY => {
            people.0.reload();
            open.set(true);
        }
        NOBODY => grid.changes.assign(row, None),
        email => {
            let known = people.0.get();
            let options = known.value().and_then(Option::as_ref).map(|answer| answer.assignees.as_slice());
            let person = options.unwrap_or_default().iter().find(|option| option.email == email);
            if let Some(person) = person {
                grid.changes.assign(row, Some(Assignee { name: person.name.clone(), email: person.email.clone() }));
            }
        }
    });
    let face = move || {
        let person = now.get();
        let (name, email) = person.map_or((None, None), |person| (Some(person.name), Some(person.email)));
        let you = email.as_deref().is_some_and(|email| grid.changes.is_me(email));
        view! { <Person name=name email=email you=you /> }
    };
    view! {
        <Menu
            label="Change assignee"
            items=items
            search="Find a person"
            disabled=barred(grid, facts)
            tabindex=-1
            open=open
            on_pick=pick
        >
            {face}
        </Menu>
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
