//! Views of a list: the usual parts of it, and those that people saved, as tabs with counts above the grid.

mod counts;
mod entry;
mod kept;
mod manage;
mod save;
mod tab;
mod usual;

use super::list::List;
use crate::components::flow::For;
use crate::components::{Icon, IconName, Menu, MenuItem, MenuLook};
use crate::format::text::{clip, one_line};
use crate::late::late_above;
use crate::pages::shell::{Command, offer};
use crate::reactive::{derived, effect, memo};
use counts::Counts;
use entry::open_default;
use kept::{Kept, Views};
use leptos::prelude::*;
use manage::manage_dialog;
use save::{Saving, save_dialog};
use tab::Tab;
use trusted_view::view;
use usual::Usual;

/// Whether one of the usual parts of a list is shown, which its tab says.
pub(super) fn usual(query: &crate::route::InvestigationsQuery) -> bool {
    Usual::ALL.into_iter().any(|usual| usual.is(query))
}

/// Tabs, the menu of all views, and saving.
#[component]
pub(super) fn ViewsBar(
    /// The list.
    list: List,
) -> impl IntoView {
    let views = Views::new(list);
    let saving = Saving::new();
    let managing = RwSignal::new(false);
    open_default(list, views);
    offer_views(list, views, saving);
    let pinned = memo(move || {
        views.kept().with(|kept| kept.iter().filter(|kept| kept.view.pinned).cloned().collect::<Vec<_>>())
    });
    let counted = memo(move || {
        let usual = Usual::ALL.into_iter().map(Usual::query);
        let saved = pinned.with(|pinned| pinned.iter().map(Kept::query).collect::<Vec<_>>());
        usual.chain(saved).collect::<Vec<_>>()
    });
    let counts = Counts::follow(list, counted.into());
    let tabs = Usual::ALL.into_iter().map(|usual| {
        let target = derived(move || list.query.with(|query| usual.over(query)));
        let here = memo(move || list.query.with(|query| usual.is(query)));
        view! {
            <Tab list=list target=target here=here total=counts.of(usual.query()) name=usual.word().to_owned() />
        }
    });
    let saved = move |kept: Kept| {
        let query = kept.query();
        let (target, same) = (query.clone(), query.clone());
        let here = memo(move || list.query.with(|now| kept::same(now, &same)));
        let by = kept.by(list.session);
        view! {
            <Tab
                list=list
                target=derived(move || target.clone())
                here=here
                total=counts.of(query)
                name=kept.name()
                by=by
            />
        }
    };
    view! {
        <div class="tabs-row views-row">
            <nav class="tabs" aria-label="Views">
                {tabs.collect_view()}
                <For each=move || pinned.get() key=Kept::stamp children=saved />
            </nav>
            <div class="row views-tools">
                <ViewsMenu list=list views=views saving=saving managing=managing />
            </div>
        </div>
        {late_above(save_dialog, move || saving.is_open(), move || (list, views, saving))}
        {late_above(manage_dialog, move || managing.get(), move || (list, views, managing, saving))}
    }
}

/// Every saved view, and what can be done with the one that is shown.
#[component]
fn ViewsMenu(list: List, views: Views, saving: Saving, managing: RwSignal<bool>) -> impl IntoView {
    let items = derived(move || {
        let kept = views.kept().get();
        let now = list.query.get();
        let (own, shared): (Vec<Kept>, Vec<Kept>) = kept.into_iter().partition(|kept| kept.own(list.session));
        let item = |kept: &Kept| {
            let item = MenuItem::new(kept.key(), kept.name()).checked(kept::same(&now, &kept.query()));
            match kept.by(list.session) {
                Some(by) => item.note(format!("by {by}")),
                None if kept.view.default => item.note("opens first"),
                None => item,
            }
        };
        let headed = |mut items: Vec<MenuItem>, head: &str| {
            if !items.is_empty() {
                let first = items.remove(0).head(head);
                items.insert(0, first);
            }
            items
        };
        let mut items = headed(own.iter().map(item).collect(), "Yours");
        items.extend(headed(shared.iter().map(item).collect(), "Shared with you"));
        let mut actions = vec![MenuItem::new("save", "Save this view…")];
        if let Some(opened) = views.opened_own() {
            let name = clip(&one_line(&opened.view.name), 40).into_owned();
            actions.push(MenuItem::new("replace", format!("Save changes to “{name}”")));
        }
        if views.kept().with(|kept| !kept.is_empty()) {
            actions.push(MenuItem::new("manage", "Rename, share, pin, delete…"));
        }
        items.extend(headed(actions, "This view"));
        if let Some(missing) = views.missing() {
            items.push(MenuItem::new("reload", "Ask again").head(missing));
        }
        items
    });
    let pick = Callback::new(move |value: String| match value.as_str() {
        "save" => saving.begin(list),
        "replace" => views.replace_opened(list),
        "manage" => managing.set(true),
        "reload" => views.reload(),
        key => views.open(list, key),
    });
    view! {
        <Menu label="Views" items=items look=MenuLook::Button("btn quiet small") on_pick=pick>
            <Icon name=IconName::Bookmark />
            "Views"
        </Menu>
        <button class="btn quiet small" aria-haspopup="dialog" on:click=move |_| saving.begin(list)>
            <Icon name=IconName::Plus small=true />
            "Save view"
        </button>
    }
}

/// The palette opens views too.
fn offer_views(list: List, views: Views, saving: Saving) {
    for usual in Usual::ALL {
        let open = move || list.open(&list.route(list.query.with_untracked(|query| usual.over(query))));
        offer(Command::new(format!("View: {}", usual.word()), open));
    }
    offer(Command::new("Save this view…", move || saving.begin(list)));
    offer(Command::new("Clear filters", move || list.clear()));
    effect(move || {
        for kept in views.kept().get() {
            let key = kept.key();
            offer(Command::new(format!("View: {}", kept.name()), move || views.open(list, &key)));
        }
    });
}
