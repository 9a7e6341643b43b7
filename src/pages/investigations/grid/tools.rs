//! Beside the search box: what is new, groups, density, columns.

mod columns;

use super::live::News;
use super::state::GridState;
use crate::api::directory;
use crate::components::{Icon, IconName, Menu, MenuItem, MenuLook};
use crate::format::count::{count, plural};
use crate::reactive::{derived, memo};
use crate::route::GroupBy;
use crate::state::Toasts;
use columns::ColumnsButton;
use leptos::prelude::*;
use trusted_view::view;

/// The grid's own tools.
#[component]
pub(in crate::pages::investigations) fn GridTools(
    /// What the grid remembers.
    grid: GridState,
) -> impl IntoView {
    view! {
        <div class="grid-tools">
            <NewPill grid=grid />
            {grid.list.customer().is_none().then(|| view! { <GroupMenu grid=grid /> })}
            <DensityMenu grid=grid />
            <ColumnsButton grid=grid />
        </div>
    }
}

/// What waits to be shown. Its place is kept free, so that its coming never moves a row.
#[component]
fn NewPill(grid: GridState) -> impl IntoView {
    let news = grid.live.news;
    let shown = move || {
        let News { rows, customers, critical, order } = news.get();
        order.then(|| {
            let head = if rows > 0 { format!("{} new", count(rows as u64)) } else { "Changed".to_owned() };
            let whose = (rows > 0 && grid.list.customer().is_none())
                .then(|| view! { <span class="soft">{format!("in {}", plural(customers as u64, "customer"))}</span> });
            let critical = (critical > 0).then(|| {
                view! { <span class="crit">{format!("{} critical", count(critical as u64))}</span> }
            });
            view! {
                <button
                    class="new-pill"
                    aria-keyshortcuts="."
                    on:click=move |_| {
                        grid.show_news();
                        grid.take_focus();
                    }
                >
                    <Icon name=IconName::SortUp small=true />
                    <b>{head}</b>
                    {whose}
                    {critical}
                    <span class="show">"Show"</span>
                    <kbd aria-hidden="true">"."</kbd>
                </button>
            }
        })
    };
    // Said once per thing that came, not per count: only new critical ones are worth an interruption.
    let said = memo(move || match news.get().critical {
        0 => String::new(),
        critical => format!("{} new critical", count(critical as u64)),
    });
    view! {
        <span class="new-place">{shown}</span>
        <span class="sr" role="status">
            {said}
        </span>
    }
}

/// The word of a grouping.
const fn group_word(by: GroupBy) -> &'static str {
    match by {
        GroupBy::Customer => "Customer",
        GroupBy::Region => "Region",
        GroupBy::Priority => "Priority",
        GroupBy::Status => "Status",
        GroupBy::Assignee => "Assignee",
        GroupBy::Source => "Source",
        GroupBy::Age => "Age",
        GroupBy::Tag => "Tag",
        GroupBy::Disposition => "Disposition",
        GroupBy::Responsibility => "Responsibility",
    }
}

#[component]
fn GroupMenu(grid: GridState) -> impl IntoView {
    let list = grid.list;
    let now = memo(move || list.query.with(|query| query.group));
    let items = derived(move || {
        let now = now.get();
        let none = MenuItem::new("", "No groups").checked(now.is_none());
        let each =
            GroupBy::ALL.into_iter().map(|(by, word)| MenuItem::new(word, group_word(by)).checked(now == Some(by)));
        std::iter::once(none).chain(each).collect::<Vec<_>>()
    });
    let pick = move |word: String| {
        let by = GroupBy::ALL.into_iter().find(|(_, other)| *other == word).map(|(by, _)| by);
        list.edit(|query| query.group = by);
    };
    let word =
        move || now.get().map_or_else(|| "Group".to_owned(), |by| format!("By {}", group_word(by).to_lowercase()));
    view! {
        <Menu label="Group by" items=items look=MenuLook::Button("btn quiet") on_pick=pick>
            <Icon name=IconName::Group />
            <span class="hide-tight">{word}</span>
        </Menu>
    }
}

/// Word on the wire, and on screen.
const DENSITIES: [(&str, &str); 3] = [("compact", "Compact"), ("default", "Default"), ("comfortable", "Comfortable")];

/// How tall rows are: a preference, kept with the account.
#[component]
fn DensityMenu(grid: GridState) -> impl IntoView {
    let (session, toasts) = (grid.list.session, Toasts::expect());
    let now = memo(move || session.preferences().density);
    let items = derived(move || {
        let now = now.get();
        DENSITIES.map(|(word, said)| MenuItem::new(word, said).checked(now == word)).to_vec()
    });
    let pick = move |word: String| {
        let mut wanted = untrack(|| session.preferences());
        wanted.density = word;
        leptos::task::spawn_local(async move {
            match directory::save_preferences(session.api(), wanted).await {
                Ok(saved) => session.saved(saved),
                Err(error) => {
                    session.note(&error);
                    toasts.failed("The density was not saved", format!("{error}. What stood before stands."));
                }
            }
        });
    };
    view! {
        <Menu label="Density" items=items look=MenuLook::Bare("btn quiet icon-only") on_pick=pick>
            <Icon name=IconName::Density />
            <span class="sr">"Density"</span>
        </Menu>
    }
}
