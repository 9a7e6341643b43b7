//! One row: its facts as one memo, each cell a text of its own.

use crate::Held;
use crate::list::LINE;
use contract::Timestamp;
use leptos::prelude::*;
use working_set::{RowId, RowRef};

/// What the cells say, in their order.
type Facts = [String; 11];

fn facts(row: RowRef<'_>) -> Facts {
    [
        row.priority().word().to_owned(),
        row.status().word().to_owned(),
        row.title().to_owned(),
        row.customer_names().map_or_else(String::new, |names| names.name.clone()),
        row.region().to_string(),
        row.assignee().map_or_else(String::new, |person| person.name.to_owned()),
        row.source().word().to_owned(),
        row.disposition().word().to_owned(),
        minute(Some(row.created())),
        minute(row.latest_alert()),
        row.tags().collect::<Vec<_>>().join(", "),
    ]
}

/// `2026-03-17 10:46`.
fn minute(moment: Option<Timestamp>) -> String {
    let text = moment.map(|moment| moment.to_string()).unwrap_or_default();
    text.get(..16).unwrap_or_default().replace('T', " ")
}

#[component]
pub(crate) fn RowView(held: Held, place: usize, row: RowId) -> impl IntoView {
    let facts = Memo::new(move |_| {
        held.revision.track();
        held.set.with_value(|set| set.row(row).map(facts)).unwrap_or_default()
    });
    let class = move || if held.marked.get() { "r s" } else { "r" };
    let there = format!("translate3d(0,{}px,0)", place as f64 * LINE);
    let cell = move |column: usize| {
        view! { <div>{move || facts.with(|facts| facts.get(column).cloned().unwrap_or_default())}</div> }
    };
    view! {
        <div class=class style:transform=there>
            {(0..11).map(cell).collect_view()}
        </div>
    }
}
