//! A facet's head, which folds what is under it. What was folded stays so while this tab lives, and is kept nowhere else.

use crate::components::flow::Show;
use crate::components::{Icon, IconName, unique_id};
use crate::pages::investigations::list::List;
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

/// Which columns' values are looked at: only those are counted. Provided by the rail.
#[derive(Clone, Copy)]
pub(super) struct Seen(RwSignal<Vec<Column>>);

impl Seen {
    /// Those that are unfolded at first, of facets with their word and whether they are by themselves. Of the status
    /// the head says how many count as chosen, which only its values tell.
    pub(super) fn at_first(list: List, facets: &[(Column, &'static str, bool)]) -> Self {
        let open = |(column, title, expanded): &(Column, &'static str, bool)| {
            *column == Column::Status || begins_open(title, *expanded, chosen(list, *column) > 0)
        };
        let seen = untrack(|| facets.iter().filter(|facet| open(facet)).map(|(column, ..)| *column).collect());
        Self(RwSignal::new(seen))
    }

    /// To be counted.
    pub(super) fn columns(self) -> Signal<Vec<Column>> {
        self.0.into()
    }

    fn tell(self, column: Column, open: bool) {
        if column != Column::Status && self.0.with_untracked(|seen| seen.contains(&column)) != open {
            self.0.update(|seen| if open { seen.push(column) } else { seen.retain(|other| *other != column) });
        }
    }
}

/// How many values of a column are in or out, tracked.
fn chosen(list: List, column: Column) -> usize {
    list.question.with(|asked| asked.chosen(column).len())
}

/// Whether a facet is unfolded when it is drawn.
fn begins_open(title: &'static str, expanded: bool, picked: bool) -> bool {
    FOLDED.with_borrow(|folded| folded.get(title).copied()).unwrap_or(expanded) || picked
}

/// Head and body of a facet.
#[component]
pub(super) fn Fold(
    /// The list it narrows.
    list: List,
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
    let chosen = memo(move || match column {
        Column::Status => {
            facets.with(|facets| facets.column(column).iter().filter(|entry| entry.choice != Choice::Free).count())
        }
        _ => chosen(list, column),
    });
    let seen = use_context::<Seen>();
    let told = move |open| {
        if let Some(seen) = seen {
            seen.tell(column, open);
        }
    };
    let picked = derived(move || {
        let chosen = chosen.get();
        (chosen > 0).then(|| chosen.to_string())
    });
    view! {
        <Foldable title=title expanded=expanded picked=picked on_fold=Callback::new(told)>
            {children()}
        </Foldable>
    }
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
    /// Told whether it is unfolded now.
    #[prop(optional)]
    on_fold: Option<Callback<bool>>,
    /// What is folded.
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(begins_open(title, expanded, picked.with_untracked(Option::is_some)));
    let body = unique_id("facet");
    let controls = body.clone();
    let flip = move |_| {
        open.update(|open| *open = !*open);
        if let Some(on_fold) = on_fold {
            on_fold.run(open.get_untracked());
        }
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
