//! Users, assets and addresses of the investigation; absent where the gateway does not tell them.

use super::details::Details;
use super::part::{PartNotice, absent};
use crate::components::flow::Show;
use crate::components::{Icon, IconName};
use crate::format::count::{count, plural};
use crate::format::text::{clip, one_line};
use crate::reactive::memo;
use contract::ActorKind;
use contract::extension::Actor;
use leptos::prelude::*;
use trusted_view::view;

/// Longest name that is put into the page.
const CHARS: usize = 200;

/// The panel.
#[component]
pub(super) fn ActorsPanel(details: Details) -> impl IntoView {
    let query = details.actors();
    let gone = memo(move || query.signal().with(absent));
    let actors = memo(move || query.signal().with(|state| state.value().map(|known| known.actors.clone())));
    let number = move || actors.with(|actors| actors.as_ref().map(|actors| count(actors.len() as u64)));
    view! {
        <Show when=move || !gone.get()>
            <section class="panel tight" aria-labelledby="inv-actors">
                <header>
                    <h2 id="inv-actors">"Actors "<span class="count">{number}</span></h2>
                </header>
                <PartNotice details=details what="Actors" query=query />
                <div class="body inv-body">
                    {move || match actors.get() {
                        None => ().into_any(),
                        Some(actors) if actors.is_empty() => view! { <p class="muted">"No actors"</p> }.into_any(),
                        Some(actors) => view! {
                            <ul class="stack gap-0">{actors.into_iter().map(actor).collect_view()}</ul>
                        }
                        .into_any(),
                    }}
                </div>
            </section>
        </Show>
    }
}

fn actor(actor: Actor) -> impl IntoView {
    let (icon, kind) = match &actor.kind {
        ActorKind::User => (IconName::User, "User".to_owned()),
        ActorKind::Asset => (IconName::Server, "Asset".to_owned()),
        ActorKind::Address => (IconName::Globe, "Address".to_owned()),
        ActorKind::Other(word) => (IconName::Process, super::words::sentence(word)),
    };
    let name = clip(&one_line(&actor.name), CHARS).into_owned();
    let note = actor.note.as_deref().map(|note| clip(&one_line(note), CHARS).into_owned());
    view! {
        <li class="entity-row">
            <Icon name=icon />
            <span class="grow">
                <span class="sr">{kind}" "</span>
                <bdi class="mono strong wrap">{name}</bdi>
                {note.map(|note| view! { <bdi class="meta wrap">{note}</bdi> })}
            </span>
            <span class="muted small fixed">{plural(actor.alert_count, "alert")}</span>
        </li>
    }
}
