//! One facet: its head, which folds it, its values, and the search among many of them.

use super::fold::Fold;
use super::rows::{Held, Rows, kept};
use crate::components::flow::Show;
use crate::components::{Icon, IconName};
use crate::format::words;
use crate::pages::investigations::list::List;
use crate::reactive::{derived, memo};
use leptos::prelude::*;
use trusted_view::view;
use working_set::{Column, Coverage, Entry, Facets, Key, Who, fold};

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
    facets: RwSignal<Facets>,
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
    let held = Held::new(None);
    let entries = memo(move || {
        let words = fold(typed.read().trim());
        let me = list.session.with_session(|session| session.analyst.email.clone());
        facets.with(|facets| {
            let shown =
                facets.column(column).iter().filter(|entry| shown(me.as_deref(), &entry.key) && named(entry, &words));
            held.with_value(|held| kept(shown, room.get(), held.as_ref()))
        })
    });
    let count = memo(move || {
        let words = fold(typed.read().trim());
        let me = list.session.with_session(|session| session.analyst.email.clone());
        facets.with(|facets| {
            let all = facets.column(column).iter();
            all.filter(|entry| shown(me.as_deref(), &entry.key) && named(entry, &words)).count()
        })
    });
    let many = memo(move || count.get() > SHORT || !typed.read().is_empty());
    view! {
        <Fold list=list facets=facets column=column title=title expanded=expanded>
            <Show when=move || many.get() && !search.is_empty()>
                <Find label=search typed=typed />
            </Show>
            <Rows list=list entries=entries held=held />
            <Show when=move || entries.with(Vec::is_empty)>
                <p class="more muted">
                    {move || match (typed.read().is_empty(), list.coverage.with(Coverage::complete)) {
                        (false, _) => "None of that name",
                        (true, true) => "None",
                        (true, false) => "None so far",
                    }}
                </p>
            </Show>
            <ShowMore count=count room=room shown=derived(move || entries.with(Vec::len)) />
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

/// The analyst is there as "You" already.
fn shown(me: Option<&str>, key: &Key) -> bool {
    let Key::Assignee(Who::Person(email)) = key else { return true };
    !me.is_some_and(|me| me.eq_ignore_ascii_case(email))
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
