//! When investigations were created: a few usual spans, and days of the analyst's own choice.

use super::days::{day_of, end_of_day, start_of_day};
use super::fold::Foldable;
use crate::components::{Field, Menu, MenuItem, MenuKind, MenuLook};
use crate::pages::investigations::edit::created;
use crate::pages::investigations::list::List;
use crate::reactive::{derived, memo};
use leptos::prelude::*;
use trusted_view::view;

/// Words and hours of the usual spans.
const SPANS: [(&str, i64); 4] =
    [("Last 24 hours", 24), ("Last 7 days", 7 * 24), ("Last 30 days", 30 * 24), ("Last 90 days", 90 * 24)];

/// The span of creation. Nothing is left out for its age unless the analyst asks for that here.
#[component]
pub(super) fn CreatedSection(
    /// The list it narrows.
    list: List,
) -> impl IntoView {
    let set = memo(move || list.query.with(|query| query.from.is_some() || query.to.is_some()));
    let picked = derived(move || set.get().then(|| "1".to_owned()));
    let spans = derived(move || {
        let any = MenuItem::new("", "Any time").checked(!set.get());
        let spans = SPANS.iter().map(|(word, hours)| MenuItem::new(hours.to_string(), *word).checked(false));
        std::iter::once(any).chain(spans).collect::<Vec<_>>()
    });
    let pick = Callback::new(move |value: String| {
        let from = value.parse::<i64>().ok().map(|hours| list.clock.exact().plus_secs(-hours * 3_600));
        list.edit(|query| created(query, from, None));
    });
    let day = move |end: bool| {
        derived(move || {
            let zone = list.clock.zone().get();
            let (from, to) = list.query.with(|query| (query.from, query.to));
            // The end of a range is the first moment after its last day.
            let at = if end { to.map(|to| to.plus_secs(-1)) } else { from };
            at.map(|at| day_of(at, &zone)).unwrap_or_default()
        })
    };
    let choose = move |value: String, end: bool| {
        let zone = list.clock.zone().get_untracked();
        let at = if end { end_of_day(&value, &zone) } else { start_of_day(&value, &zone) };
        list.edit(|query| {
            let (from, to) = (query.from, query.to);
            if end { created(query, from, at) } else { created(query, at, to) }
        });
    };
    let date = move |label: &'static str, end: bool| {
        let value = day(end);
        view! {
            <Field
                label=label
                control=move |ids| {
                    view! {
                        <input
                            class="input control-s"
                            type="date"
                            id=ids.control
                            aria-describedby=ids.described_by
                            prop:value=value
                            on:change:target=move |event| choose(event.target().value(), end)
                        />
                    }
                }
            />
        }
    };
    view! {
        <Foldable title="Created" expanded=false picked=picked>
            <div class="facet-dates">
                <Menu
                    label="Created"
                    items=spans
                    look=MenuLook::Button("btn small")
                    kind=MenuKind::Listbox
                    on_pick=pick
                >
                    {move || if set.get() { "Chosen below" } else { "Any time" }}
                </Menu>
                {date("From", false)}
                {date("To, that day included", true)}
            </div>
        </Foldable>
    }
}
