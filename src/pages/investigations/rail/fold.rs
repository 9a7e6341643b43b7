//! A facet's head, which folds what is under it. What was folded stays so while this tab lives, and is kept nowhere else.

use crate::components::flow::Show;
use crate::components::{Icon, IconName, unique_id};
use crate::reactive::{derived, memo};
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::HashMap;
use trusted_view::view;
use working_set::{Choice, Column, Facets};

thread_local! {
    /// Which heads were folded or unfolded by hand, by their word.
    static FOLDED: RefCell<HashMap<&'static str, bool>> = RefCell::default();
}

/// Head and body of a facet.
#[component]
pub(super) fn Fold(
    /// The counts.
    facets: RwSignal<Facets>,
    /// Of which column.
    column: Column,
    /// Its word.
    title: &'static str,
    /// Unfolded at first.
    expanded: bool,
    /// Its values.
    children: ChildrenFn,
) -> impl IntoView {
    let chosen = memo(move || {
        facets.with(|facets| facets.column(column).iter().filter(|entry| entry.choice != Choice::Free).count())
    });
    let picked = derived(move || {
        let chosen = chosen.get();
        (chosen > 0).then(|| chosen.to_string())
    });
    view! { <Foldable title=title expanded=expanded picked=picked>{children()}</Foldable> }
}

/// A head that folds what is under it. What is folded is not there at all, so that it costs nothing.
#[component]
pub(super) fn Foldable(
    /// Its word.
    title: &'static str,
    /// Unfolded at first; one that is chosen from always is.
    expanded: bool,
    /// What is chosen, in a word.
    #[prop(into)]
    picked: Signal<Option<String>>,
    /// What is folded.
    children: ChildrenFn,
) -> impl IntoView {
    let before = FOLDED.with_borrow(|folded| folded.get(title).copied());
    let open = RwSignal::new(before.unwrap_or(expanded) || picked.with_untracked(Option::is_some));
    let body = unique_id("facet");
    let controls = body.clone();
    let flip = move |_| {
        open.update(|open| *open = !*open);
        FOLDED.with_borrow_mut(|folded| folded.insert(title, open.get_untracked()));
    };
    let children = StoredValue::new(children);
    view! {
        <section class="facet">
            <h2 class="facet-title">
                <button
                    class="facet-head"
                    aria-expanded=move || if open.get() { "true" } else { "false" }
                    aria-controls=controls
                    on:click=flip
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
                <Show when=move || open.get()>{children.with_value(|children| children())}</Show>
            </div>
        </section>
    }
}
