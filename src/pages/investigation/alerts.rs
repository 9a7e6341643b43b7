//! The alerts of the investigation, newest first: over time and as a list, or as a table; evidence below each.

mod evidence;
mod list;
mod plot;
mod rule;
mod table;
mod timeline;

use super::composer::Listed;
use super::details::Details;
use super::part::{PartNotice, absent};
use crate::api::gateway;
use crate::components::flow::Show;
use crate::format::count::plural;
use crate::reactive::{effect_after, memo};
use crate::state::query;
use contract::idr::Alert;
use leptos::prelude::*;
use list::AlertList;
use std::sync::Arc;
use table::AlertTable;
use timeline::Timeline;
use trusted_view::view;

/// Alerts asked for at a time.
const PAGE: u64 = 50;

/// The panel.
#[component]
pub(super) fn AlertsPanel(details: Details) -> impl IntoView {
    let session = details.session();
    let api = session.api();
    let pages = RwSignal::new(1_u64);
    let query = query(
        session,
        move || details.rrn(),
        move |rrn| async move {
            let mut listed = Listed { rows: Vec::new(), total: None, more: true };
            for index in 0..pages.try_get_untracked().unwrap_or(1) {
                listed.take(gateway::alerts(api, &rrn, index, PAGE).await?, PAGE);
                if !listed.more {
                    break;
                }
            }
            Ok(listed)
        },
    );
    // Alerts come and go with versions of the investigation.
    let version = memo(move || details.reading().with(|reading| reading.value().and_then(|known| known.etag.clone())));
    effect_after(move |before: Option<Option<String>>| {
        let version = version.get();
        if before.flatten().is_some_and(|before| version.as_ref() != Some(&before)) {
            query.reload();
        }
        version
    });
    let alerts = memo(move || {
        query
            .signal()
            .with(|state| state.value().map(|known| known.rows.iter().cloned().map(Arc::new).collect::<Vec<_>>()))
    });
    let rows = memo(move || alerts.get().unwrap_or_default());
    let count = move || query.signal().with(|state| state.value().map(Listed::count));
    let more = memo(move || {
        query.signal().with(|state| state.value().filter(|known| known.more).map(|known| known.earlier()))
    });
    // Evidence is part of the extension, and so are actors: where those are absent, nobody is led to an empty place.
    let evidence = memo(move || !details.actors().signal().with(absent));
    let as_table = RwSignal::new(false);
    let switch = move |word: &'static str, table: bool| {
        view! {
            <button
                type="button"
                class="btn small"
                aria-pressed=move || if as_table.get() == table { "true" } else { "false" }
                on:click=move |_| as_table.set(table)
            >
                {word}
            </button>
        }
    };
    view! {
        <section class="panel" aria-labelledby="inv-alerts">
            <header>
                <h2 id="inv-alerts">"Alerts "<span class="count">{count}</span></h2>
                <div class="btn-group push" role="group" aria-label="Show alerts as">
                    {switch("Timeline", false)}
                    {switch("Table", true)}
                </div>
            </header>
            <PartNotice details=details what="Alerts" query=query />
            <Show when=move || alerts.with(|alerts| alerts.as_ref().is_some_and(Vec::is_empty))>
                <p class="muted inv-section">"No alerts"</p>
            </Show>
            <Show when=move || rows.with(|rows| !rows.is_empty())>
                <Show
                    when=move || as_table.get()
                    fallback=move || {
                        view! {
                            <Timeline alerts=rows />
                            <AlertList details=details alerts=rows evidence=evidence />
                        }
                    }
                >
                    <AlertTable details=details alerts=rows evidence=evidence />
                </Show>
            </Show>
            {move || {
                more.get()
                    .map(|missing| {
                        let words = missing
                            .map_or_else(|| "Earlier alerts".to_owned(), |missing| plural(missing, "earlier alert"));
                        view! {
                            <div class="inv-more">
                                <button
                                    type="button"
                                    class="link small"
                                    on:click=move |_| {
                                        pages.update(|pages| *pages += 1);
                                        query.reload();
                                    }
                                >
                                    {words}
                                </button>
                            </div>
                        }
                    })
            }}
        </section>
    }
}

/// What tells an alert and its revision apart.
fn key(alert: &Alert) -> String {
    serde_json::to_string(alert).unwrap_or_else(|_| alert.id.clone())
}
