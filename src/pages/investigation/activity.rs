//! Who did what, newest first; absent where the gateway does not tell it.

mod told;

use super::details::Details;
use super::part::{PartNotice, absent};
use crate::components::flow::{For, Show};
use crate::components::{Icon, IconName, RelativeTime, TimeStyle};
use crate::format::count::count;
use crate::reactive::memo;
use crate::state::Clock;
use contract::extension::ActivityEntry;
use leptos::prelude::*;
use told::{Doing, told};
use trusted_view::view;

/// Entries that are shown before somebody asks for all.
const SHOWN: usize = 4;

/// The panel.
#[component]
pub(super) fn ActivityPanel(details: Details) -> impl IntoView {
    let query = details.activity();
    let all = RwSignal::new(false);
    let gone = memo(move || query.signal().with(absent));
    let entries =
        memo(move || query.signal().with(|state| state.value().map(|known| known.entries.clone())).unwrap_or_default());
    let asked = memo(move || query.signal().with(|state| state.value().is_some()));
    let shown = move || {
        let limit = if all.get() { usize::MAX } else { SHOWN };
        entries.with(|entries| entries.iter().take(limit).cloned().enumerate().collect::<Vec<_>>())
    };
    // An entry never changes; counted from the oldest, its place stays when newer ones come.
    let key = move |(place, entry): &(usize, ActivityEntry)| {
        let from_oldest = entries.with_untracked(Vec::len).saturating_sub(*place);
        (from_oldest, entry.time.micros(), entry.what.clone(), entry.who.clone())
    };
    let words = move || match all.get() {
        true => "Show less".to_owned(),
        false => format!("All {}", entries.with(|entries| count(entries.len() as u64))),
    };
    view! {
        <Show when=move || !gone.get()>
            <section class="panel tight" aria-labelledby="inv-activity">
                <header>
                    <h2 id="inv-activity">"Activity"</h2>
                    <Show when=move || entries.with(|entries| entries.len() > SHOWN)>
                        <button
                            type="button"
                            class="link small push"
                            aria-expanded=move || if all.get() { "true" } else { "false" }
                            on:click=move |_| all.update(|all| *all = !*all)
                        >
                            {words}
                        </button>
                    </Show>
                </header>
                <PartNotice details=details what="Activity" query=query />
                <div class="body inv-body">
                    <ol class="activity">
                        <For each=shown key=key let:row>
                            <Entry details=details entry=row.1 />
                        </For>
                    </ol>
                    <Show when=move || asked.get() && entries.with(Vec::is_empty)>
                        <p class="muted">"Nothing was done yet"</p>
                    </Show>
                </div>
            </section>
        </Show>
    }
}

#[component]
fn Entry(details: Details, entry: ActivityEntry) -> impl IntoView {
    let clock = Clock::expect();
    let at = entry.time;
    let said = told(&entry, &details.name().get_untracked());
    let icon = match said.doing {
        Doing::Created => IconName::Plus,
        Doing::Changed => IconName::Edit,
        Doing::Urgency => IconName::Bars,
        Doing::Assigned => IconName::User,
        Doing::Commented => IconName::Comment,
        Doing::Alerts => IconName::Merge,
        Doing::Imported => IconName::Download,
        Doing::Other => IconName::History,
    };
    view! {
        <li>
            <Icon name=icon />
            <span class="wrap">
                <b>
                    <bdi>{said.who}</bdi>
                </b>
                " "
                <bdi>{said.sentence}</bdi>
                " "
                <RelativeTime at=at now=clock.now() zone=clock.zone() style=TimeStyle::Ago />
            </span>
        </li>
    }
}
