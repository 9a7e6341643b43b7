//! One facet: its head, which folds it, its values, and the search among many of them.

use super::entry::EntryRow;
use super::fold::Fold;
use crate::components::{Icon, IconName};
use crate::format::words;
use crate::pages::investigations::list::List;
use leptos::prelude::*;
use trusted_view::view;
use working_set::{Choice, Column, Coverage, Entry, Facets, Key, Who, fold};

/// Values shown before "Show more".
pub(super) const SHORT: usize = 8;
/// Values that "Show more" adds.
const MORE: usize = 60;

/// A facet of any column.
#[component]
pub(super) fn FacetSection(
    /// The list it narrows.
    list: List,
    /// The counts.
    facets: Memo<Facets>,
    /// Of which column.
    column: Column,
    /// Its word.
    title: &'static str,
    /// Unfolded at first; one that is chosen from always is.
    expanded: bool,
    /// What its search box is called; empty: there is none.
    search: &'static str,
) -> impl IntoView {
    let room = RwSignal::new(SHORT);
    let typed = RwSignal::new(String::new());
    let keys = Memo::new(move |_| {
        let words = fold(typed.read().trim());
        facets.with(|facets| {
            let shown = facets.column(column).iter().filter(|entry| shown(list, &entry.key) && named(entry, &words));
            shorten(shown, room.get())
        })
    });
    let count = Memo::new(move |_| {
        let words = fold(typed.read().trim());
        facets.with(|facets| {
            facets.column(column).iter().filter(|entry| shown(list, &entry.key) && named(entry, &words)).count()
        })
    });
    let many = Memo::new(move |_| count.get() > SHORT || !typed.read().is_empty());
    view! {
        <Fold facets=facets column=column title=title expanded=expanded>
            <Show when=move || many.get() && !search.is_empty()>
                <Find label=search typed=typed />
            </Show>
            <For each=move || keys.get() key=Clone::clone let:key>
                <EntryRow list=list facets=facets key=key />
            </For>
            <Show when=move || keys.with(Vec::is_empty)>
                <p class="more muted">
                    {move || match (typed.read().is_empty(), list.coverage.with(Coverage::complete)) {
                        (false, _) => "None of that name",
                        (true, true) => "None",
                        (true, false) => "None so far",
                    }}
                </p>
            </Show>
            <ShowMore count=count room=room shown=Signal::derive(move || keys.with(Vec::len)) />
        </Fold>
    }
}

/// A search box among the values.
#[component]
pub(super) fn Find(
    /// What it is called.
    label: &'static str,
    /// What can be typed.
    #[prop(default = "Find")]
    placeholder: &'static str,
    /// What is typed.
    typed: RwSignal<String>,
) -> impl IntoView {
    view! {
        <div class="search">
            <Icon name=IconName::Search />
            <input
                class="input control-s"
                type="search"
                placeholder=placeholder
                aria-label=label
                autocomplete="off"
                spellcheck="false"
                prop:value=typed
                on:input:target=move |event| typed.set(event.target().value())
            />
        </div>
    }
}

/// "Show more", while something is left out; "Show fewer" after that.
#[component]
pub(super) fn ShowMore(
    /// How many values there are.
    count: Memo<usize>,
    /// How many are shown.
    #[prop(into)]
    shown: Signal<usize>,
    /// How many may be.
    room: RwSignal<usize>,
) -> impl IntoView {
    let hidden = move || count.get().saturating_sub(shown.get());
    view! {
        <div class="row">
            <Show when=move || { hidden() > 0 }>
                <button class="link more" on:click=move |_| room.update(|room| *room = room.saturating_add(MORE))>
                    {move || format!("Show {} more", hidden().min(MORE))}
                </button>
            </Show>
            <Show when=move || { room.get() > SHORT && count.get() > SHORT }>
                <button class="link more" on:click=move |_| room.set(SHORT)>
                    "Show fewer"
                </button>
            </Show>
        </div>
    }
}

/// The first values, and every chosen one wherever it stands.
pub(super) fn shorten<'a>(entries: impl Iterator<Item = &'a Entry>, room: usize) -> Vec<Key> {
    let kept = entries.enumerate().filter(|(place, entry)| *place < room || entry.choice != Choice::Free);
    kept.map(|(_, entry)| entry.key.clone()).collect()
}

/// The analyst is there as "You" already.
fn shown(list: List, key: &Key) -> bool {
    let Key::Assignee(Who::Person(email)) = key else { return true };
    let me = list.session.with_session(|session| session.analyst.email.eq_ignore_ascii_case(email));
    !me.unwrap_or_default()
}

/// Whether a value's words contain the folded ones; everything contains nothing.
fn named(entry: &Entry, words: &str) -> bool {
    if words.is_empty() {
        return true;
    }
    let text = match &entry.key {
        Key::Tag(tag) => tag.as_deref().unwrap_or("Untagged"),
        Key::Responsibility(who) => who.as_deref().unwrap_or("Not stated"),
        Key::Source(source) => words::source(source),
        Key::Assignee(Who::Me) => "You",
        Key::Assignee(Who::Unassigned) => "Unassigned",
        Key::Assignee(Who::Person(email)) => {
            return fold(email).contains(words) || entry.person.as_ref().is_some_and(|name| fold(name).contains(words));
        }
        _ => return true,
    };
    fold(text).contains(words)
}
