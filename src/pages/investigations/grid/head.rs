//! The grid's head: what each column is, and the order.

use crate::components::{Icon, IconName};
use crate::pages::investigations::edit;
use crate::pages::investigations::list::List;
use crate::route::SortColumn;
use leptos::prelude::*;
use trusted_view::view;

/// Column, class, word, and what the column is where its word is short.
const COLUMNS: [(SortColumn, &str, &str, &str); 7] = [
    (SortColumn::Priority, "c-prio", "Priority", ""),
    (SortColumn::Title, "c-title", "Investigation", ""),
    (SortColumn::Customer, "c-cust", "Customer", ""),
    (SortColumn::Status, "c-status", "Status", ""),
    (SortColumn::Assignee, "c-who", "Assignee", ""),
    (SortColumn::Latest, "c-latest", "Latest", "Time since the latest alert"),
    (SortColumn::Created, "c-age", "Age", "Time since it was created"),
];

/// The head's row.
#[component]
pub(super) fn Head(
    /// The list it orders.
    list: List,
) -> impl IntoView {
    let columns =
        COLUMNS.into_iter().filter(|(column, ..)| *column != SortColumn::Customer || list.customer().is_none());
    view! {
        <div role="row" class="head" aria-rowindex="1">
            {columns
                .map(|(column, class, word, title)| {
                    view! { <ColumnHead list=list column=column class=class word=word title=title /> }
                })
                .collect_view()}
        </div>
    }
}

#[component]
fn ColumnHead(
    list: List,
    column: SortColumn,
    class: &'static str,
    word: &'static str,
    title: &'static str,
) -> impl IntoView {
    let sorted = Memo::new(move |_| list.query.with(|query| edit::sorted_by(query, column)));
    // The smallest moment is the oldest: under "Age" that is the largest.
    let flips = column == SortColumn::Created || column == SortColumn::Latest;
    let down = move || sorted.get().map(|descending| descending != flips);
    let aria = move || match down() {
        Some(true) => "descending",
        Some(false) => "ascending",
        None => "none",
    };
    let icon = move || {
        down().map(|down| {
            let name = if down { IconName::SortDown } else { IconName::SortUp };
            view! { <Icon name=name small=true /> }
        })
    };
    view! {
        <div role="columnheader" class=class aria-sort=aria title=(!title.is_empty()).then_some(title)>
            <button on:click=move |_| list.edit(|query| edit::click_sort(query, column))>
                <span class="lab">{word}</span>
                " "
                {icon}
            </button>
        </div>
    }
}
