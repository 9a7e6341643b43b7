//! One facet: its head, which folds it, and its values.

use super::entry::EntryRow;
use crate::components::{Icon, IconName, unique_id};
use crate::pages::investigations::list::List;
use leptos::prelude::*;
use trusted_view::view;
use working_set::{Choice, Column, Coverage, Entry, Facets, Key, Who};

/// Values shown before "Show all".
pub(super) const SHORT: usize = 8;

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
) -> impl IntoView {
    let all = RwSignal::new(false);
    let keys = Memo::new(move |_| {
        facets.with(|facets| {
            let entries = facets.column(column).iter().filter(|entry| shown(list, &entry.key));
            shorten(entries, all.get())
        })
    });
    let hidden = Memo::new(move |_| {
        let count = facets.with(|facets| facets.column(column).iter().filter(|entry| shown(list, &entry.key)).count());
        count - keys.with(Vec::len).min(count)
    });
    view! {
        <Fold facets=facets column=column title=title expanded=expanded>
            <For each=move || keys.get() key=Clone::clone let:key>
                <EntryRow list=list facets=facets key=key />
            </For>
            <Show when=move || keys.with(Vec::is_empty)>
                <p class="more muted">
                    {move || if list.coverage.with(Coverage::complete) { "None" } else { "None so far" }}
                </p>
            </Show>
            <ShowAll hidden=hidden all=all />
        </Fold>
    }
}

/// Head and body of a facet.
#[component]
pub(super) fn Fold(
    /// The counts.
    facets: Memo<Facets>,
    /// Of which column.
    column: Column,
    /// Its word.
    title: &'static str,
    /// Unfolded at first.
    expanded: bool,
    /// Its values.
    children: ChildrenFn,
) -> impl IntoView {
    let chosen = Memo::new(move |_| {
        facets.with(|facets| facets.column(column).iter().filter(|entry| entry.choice == Choice::Included).count())
    });
    let picked = Signal::derive(move || {
        let chosen = chosen.get();
        (chosen > 0).then(|| chosen.to_string())
    });
    view! { <Foldable title=title expanded=expanded picked=picked>{children()}</Foldable> }
}

/// A head that folds what is under it.
#[component]
pub(super) fn Foldable(
    /// Its word.
    title: &'static str,
    /// Unfolded at first.
    expanded: bool,
    /// What is chosen, in a word.
    #[prop(into)]
    picked: Signal<Option<String>>,
    /// What is folded.
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(expanded || picked.with_untracked(Option::is_some));
    let body = unique_id("facet");
    let controls = body.clone();
    view! {
        <section class="facet">
            <h2 class="facet-title">
                <button
                    class="facet-head"
                    aria-expanded=move || if open.get() { "true" } else { "false" }
                    aria-controls=controls
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    {move || {
                        let name = if open.get() { IconName::ChevronDown } else { IconName::ChevronRight };
                        view! { <Icon name=name small=true /> }
                    }}
                    {title}
                    {move || {
                        picked
                            .get()
                            .map(|picked| {
                                view! {
                                    <span class="picked push">
                                        {picked} <span class="sr">" chosen"</span>
                                    </span>
                                }
                            })
                    }}
                </button>
            </h2>
            <div id=body hidden=move || !open.get()>
                {children()}
            </div>
        </section>
    }
}

/// "Show all", when something is left out.
#[component]
pub(super) fn ShowAll(
    /// How many values are left out.
    hidden: Memo<usize>,
    /// Set to show them.
    all: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Show when=move || { hidden.get() > 0 || all.get() }>
            <button class="link more" on:click=move |_| all.update(|all| *all = !*all)>
                {move || if all.get() { "Show fewer".to_owned() } else { format!("Show {} more", hidden.get()) }}
            </button>
        </Show>
    }
}

/// The first values, and every chosen one wherever it stands.
pub(super) fn shorten<'a>(entries: impl Iterator<Item = &'a Entry>, all: bool) -> Vec<Key> {
    let kept = entries.enumerate().filter(|(place, entry)| all || *place < SHORT || entry.choice != Choice::Free);
    kept.map(|(_, entry)| entry.key.clone()).collect()
}

/// An address can say everything but "untagged"; the analyst is there as "You" already.
fn shown(list: List, key: &Key) -> bool {
    match key {
        Key::Tag(None) => false,
        Key::Assignee(Who::Person(email)) => {
            let me = list.session.with_session(|session| session.analyst.email.eq_ignore_ascii_case(email));
            !me.unwrap_or_default()
        }
        _ => true,
    }
}
