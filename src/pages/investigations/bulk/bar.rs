//! The bar under ticked rows: how many, whose, and what can be done to them.

use super::actions::{BulkActions, Kind};
use super::people::{head, note, silent, takers};
use crate::components::{Icon, IconName, Menu, MenuItem, MenuLook, Person, PriorityMark, StatusMark};
use crate::format::count::{count, plural};
use crate::format::text::one_line;
use crate::format::words;
use crate::pages::investigations::export::ExportSelection;
use crate::reactive::{derived, effect, effect_after, memo};
use crate::state::Remote;
use crate::sync::Wish;
use contract::idr::Assignee;
use contract::{Disposition, Priority, Status};
use leptos::prelude::*;
use std::collections::BTreeMap;
use trusted_view::view;
use working_set::sorted;

const RETRY: &str = "retry";
const NOBODY: &str = "";
const LOOK: MenuLook = MenuLook::Button("btn quiet");

/// Count, customers, actions.
#[component]
pub(super) fn Bar(bulk: BulkActions, on_done: Callback<()>) -> impl IntoView {
    let number = memo(move || bulk.selection.len());
    let customers = memo(move || {
        bulk.selection.len();
        bulk.customers().len()
    });
    let cut =
        move || bulk.selection.cut_from().map(|wanted| format!("of {}, the most at a time", count(wanted as u64)));
    let clear = move |_| {
        bulk.escape();
        bulk.selection.clear();
        on_done.run(());
    };
    view! {
        <div class="bulk-bar">
            <p class="sum">
                <b>{move || format!("{} selected", count(number.get() as u64))}</b>
                <span class="muted">{cut}</span>
                <span class="muted">{move || format!("in {}", plural(customers.get() as u64, "customer"))}</span>
            </p>
            <StatusMenu bulk=bulk />
            <AssignMenu bulk=bulk />
            <PriorityMenu bulk=bulk />
            <CloseMenu bulk=bulk />
            <ExportSelection list=bulk.list selection=bulk.selection />
            <button class="btn quiet small push" on:click=clear>
                "Clear"
            </button>
        </div>
    }
}

#[component]
fn StatusMenu(bulk: BulkActions) -> impl IntoView {
    let item = |status: &Status| {
        let shown = status.clone();
        MenuItem::new(status.word(), words::status(status)).view(move || view! { <StatusMark status=shown.clone() /> })
    };
    let items: Vec<MenuItem> = Status::KNOWN.iter().filter(|status| status.active()).map(item).collect();
    let pick = move |word: String| {
        if let Some(wish) = Wish::status(Status::from_word(&word)) {
            bulk.preview(wish, BTreeMap::new());
        }
    };
    view! {
        <Menu
            label="Set the status of the selected"
            items=Signal::stored(items)
            look=LOOK
            open=bulk.menu(Kind::Status)
            on_pick=pick
        >
            <Icon name=IconName::CheckCircle />
            "Status"
        </Menu>
    }
}

#[component]
fn PriorityMenu(bulk: BulkActions) -> impl IntoView {
    let item = |priority: &Priority| {
        let shown = priority.clone();
        let item = MenuItem::new(priority.word(), words::priority(priority));
        item.view(move || view! { <PriorityMark priority=shown.clone() /> })
    };
    let items: Vec<MenuItem> = Priority::KNOWN.iter().map(item).collect();
    let pick = move |word: String| bulk.preview(Wish::priority(Priority::from_word(&word)), BTreeMap::new());
    view! {
        <Menu
            label="Set the priority of the selected"
            items=Signal::stored(items)
            look=LOOK
            open=bulk.menu(Kind::Priority)
            on_pick=pick
        >
            <Icon name=IconName::Bars />
            "Priority"
        </Menu>
    }
}

/// Nothing is closed without saying what it turned out to be.
#[component]
fn CloseMenu(bulk: BulkActions) -> impl IntoView {
    let known = Disposition::KNOWN.iter().filter(|disposition| **disposition != Disposition::Undecided);
    let items: Vec<MenuItem> = known
        .enumerate()
        .map(|(place, disposition)| {
            let item = MenuItem::new(disposition.word(), words::disposition(disposition));
            if place == 0 { item.head("What did they turn out to be?") } else { item }
        })
        .collect();
    let pick = move |word: String| {
        if let Some(wish) = Wish::close(Disposition::from_word(&word)) {
            bulk.preview(wish, BTreeMap::new());
        }
    };
    view! {
        <Menu
            label="Close the selected"
            items=Signal::stored(items)
            look=LOOK
            open=bulk.menu(Kind::Close)
            on_pick=pick
        >
            <Icon name=IconName::Check />
            "Close…"
        </Menu>
    }
}

/// Who can take all, then who can take some. Every region of the selection is asked when it opens.
#[component]
fn AssignMenu(bulk: BulkActions) -> impl IntoView {
    let open = bulk.menu(Kind::Assign);
    effect(move || {
        if open.get() {
            bulk.ask_people();
        }
    });
    // A list is placed for what it holds when it opens: with the answer there it is placed anew.
    effect_after(move |before: Option<bool>| {
        let known = bulk.people.signal().with(|people| people.value().is_some());
        if before == Some(false) && known && open.get_untracked() {
            open.set(false);
            request_animation_frame(move || {
                open.try_set(true);
            });
        }
        known
    });
    let items = derived(move || choices(bulk));
    let pick = move |value: String| match value.as_str() {
        RETRY => {
            bulk.people.reload();
            open.set(true);
        }
        NOBODY => bulk.preview(Wish::assign(None), BTreeMap::new()),
        email => {
            let people = bulk.people.get();
            let takers = people.value().map(|answers| takers(&bulk.asked.get_untracked(), answers, &bulk.me()));
            let taker = takers.into_iter().flatten().find(|taker| taker.email == email);
            if let Some(taker) = taker {
                let assignee = Assignee { name: taker.name, email: taker.email };
                let cannot = taker.cannot.into_iter().map(|(id, reason)| (id, format!("cannot take it, {reason}")));
                bulk.preview(Wish::assign(Some(assignee)), sorted::map(cannot));
            }
        }
    };
    view! {
        <Menu
            label="Assign the selected"
            items=items
            look=LOOK
            search="Find a person"
            open=open
            on_pick=pick
        >
            <Icon name=IconName::User />
            "Assign"
        </Menu>
    }
}

fn choices(bulk: BulkActions) -> Vec<MenuItem> {
    let asked = bulk.asked.get();
    let of: usize = asked.values().flat_map(|customers| customers.values()).sum();
    if of == 0 {
        let why = "you can change none of the selected".to_owned();
        return vec![MenuItem::new("-", "Nobody").disabled(Some(why))];
    }
    let people = bulk.people.get();
    let answers = match &people {
        Remote::Failed(error, None) => {
            let failed = MenuItem::new("-", "Nobody can be named").disabled(Some(error.to_string()));
            return vec![failed, MenuItem::new(RETRY, "Ask again")];
        }
        known => match known.value() {
            Some(answers) => answers.clone(),
            None => {
                let regions: Vec<&str> = asked.keys().map(contract::RegionCode::as_str).collect();
                let why = format!("asking {}…", regions.join(", "));
                return vec![MenuItem::new("-", "Who can take them?").disabled(Some(why))];
            }
        },
    };
    let me = bulk.me();
    let mut items: Vec<MenuItem> = Vec::new();
    for (region, reason) in silent(&asked, &answers) {
        let rows: usize = asked.get(&region).map(|customers| customers.values().sum()).unwrap_or_default();
        let text = format!("{region} has not said who can take its {}", count(rows as u64));
        items.push(MenuItem::new("-", text).disabled(Some(reason)));
    }
    if !items.is_empty() {
        items.push(MenuItem::new(RETRY, "Ask again"));
    }
    let mut last = String::new();
    for taker in takers(&asked, &answers, &me) {
        let head = head(&taker, of);
        let note = note(&taker, of, |customer| bulk.code(customer));
        let words = if taker.you { format!("You {}", taker.name) } else { one_line(&taker.name) };
        let (name, email, you) = (taker.name.clone(), taker.email.clone(), taker.you);
        let mut item = MenuItem::new(&taker.email, format!("{words} {}", taker.email))
            .view(move || view! { <Person name=name.clone() email=Some(email.clone()) you=you /> });
        if taker.takes == 0 {
            item = item.disabled(Some(note.unwrap_or_else(|| "cannot take any".to_owned())));
        } else if let Some(note) = note {
            item = item.note(note);
        }
        items.push(if head == last { item } else { item.head(head.clone()) });
        last = head;
    }
    items.push(MenuItem::new(NOBODY, "Unassign"));
    items
}
