//! The events behind one alert, as text. Asked for when somebody opens them.

use super::super::details::Details;
use super::super::part::PartNotice;
use crate::api::gateway;
use crate::format::text;
use crate::reactive::memo;
use crate::state::query;
use leptos::prelude::*;
use serde_json::Value;
use trusted_view::view;

/// Characters of one event before the rest is left out; evidence can be megabytes.
const CHARS: usize = 100_000;

/// A button that opens the evidence of an alert.
#[component]
pub(super) fn EvidenceButton(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The alert's title, for who cannot see the row.
    title: String,
    /// Id of what it opens.
    controls: String,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="btn quiet small"
            aria-expanded=move || if open.get() { "true" } else { "false" }
            aria-controls=controls
            on:click=move |_| open.update(|open| *open = !*open)
        >
            "Evidence"
            <span class="sr">" of "{title}</span>
        </button>
    }
}

/// The events.
#[component]
pub(super) fn EvidenceView(
    /// Whose page this is.
    details: Details,
    /// Which alert.
    alert: String,
) -> impl IntoView {
    let session = details.session();
    let api = session.api();
    let key = (details.rrn(), alert);
    let query = query(
        session,
        move || key.clone(),
        move |(rrn, alert)| async move { gateway::evidence(api, &rrn, &alert).await },
    );
    let events = memo(move || query.signal().with(|state| state.value().map(|known| known.events.clone())));
    view! {
        <PartNotice details=details what="Evidence" query=query />
        {move || match events.get() {
            None => ().into_any(),
            Some(events) if events.is_empty() => {
                view! { <p class="muted small">"The region keeps no events for this alert"</p> }.into_any()
            }
            Some(events) => events.iter().map(event).collect_view().into_any(),
        }}
    }
}

fn event(event: &Value) -> impl IntoView + use<> {
    // Keyboards scroll it too.
    view! { <pre class="inv-event mono" tabindex="0" role="group" aria-label="Event">{written(event)}</pre> }
}

/// An event as indented JSON, made safe to look at.
fn written(event: &Value) -> String {
    let json = serde_json::to_string_pretty(event).unwrap_or_else(|_| event.to_string());
    text::clip(&text::lines(&json), CHARS).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_event_is_text_and_nothing_else() {
        let shown = written(&json!({ "cmd": "<script>\u{202e}\u{0}" , "n": 18446744073709551615_u64 }));
        assert_eq!(shown, "{\n  \"cmd\": \"<script>⟦RLO⟧\\u0000\",\n  \"n\": 18446744073709551615\n}");
        assert!(written(&json!("x".repeat(CHARS * 2))).chars().count() <= CHARS);
    }
}
