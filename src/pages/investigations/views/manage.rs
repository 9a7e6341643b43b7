//! All saved views in one dialog: rename, share, pin, open first, delete. A colleague's can be pinned, not changed.

use super::kept::{Kept, Views};
use super::save::Saving;
use crate::components::flow::{For, Show};
use crate::components::{Dialog, DialogWidth, Icon, IconName};
use crate::late::late_fn;
use crate::pages::investigations::list::List;
use contract::views::{NewView, ViewMarks};
use leptos::prelude::*;
use trusted_view::view;

late_fn!(tools: /// See [`ManageDialog`].
    pub(super) fn manage_dialog(list: List, views: Views, open: RwSignal<bool>, saving: Saving) -> AnyView {
        view! { <ManageDialog list=list views=views open=open saving=saving /> }.into_any()
    }
);

/// The dialog.
#[component]
fn ManageDialog(
    /// The list.
    list: List,
    /// Its views.
    views: Views,
    /// Whether it is there.
    open: RwSignal<bool>,
    /// Saves what is shown.
    saving: Saving,
) -> impl IntoView {
    let footer = move || {
        let save = move |_| {
            open.set(false);
            saving.begin(list);
        };
        view! {
            <button type="button" class="btn quiet push-end" on:click=save>
                "Save what is shown…"
            </button>
            <button type="button" class="btn primary" on:click=move |_| open.set(false)>
                "Done"
            </button>
        }
        .into_any()
    };
    view! {
        <Dialog
            open=open
            title="Saved views"
            width=DialogWidth::Broad
            footer=footer
            on_close=move |()| open.set(false)
        >
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">"Name"</th>
                        <th scope="col">"Kept"</th>
                        <th scope="col">"Whose"</th>
                        <th scope="col">"Tab"</th>
                        {list.customer().is_none().then(|| view! { <th scope="col">"Opens first"</th> })}
                        <th scope="col">"Shared"</th>
                        <th>
                            <span class="sr">"Actions"</span>
                        </th>
                    </tr>
                </thead>
                <tbody>
                    <For
                        each=move || views.kept().get()
                        key=Kept::stamp
                        children=move |kept| view! { <Row list=list views=views kept=kept /> }
                    />
                </tbody>
            </table>
            <Show when=move || views.kept().with(Vec::is_empty)>
                <p class="muted">"None is left."</p>
            </Show>
        </Dialog>
    }
}

#[component]
fn Row(list: List, views: Views, kept: Kept) -> impl IntoView {
    let own = untrack(|| kept.own(list.session));
    let by = untrack(|| kept.by(list.session)).unwrap_or_else(|| "Yours".to_owned());
    let (name, marks) = (kept.name(), ViewMarks { pinned: kept.view.pinned, default: kept.view.default });
    let kept = StoredValue::new(kept);
    let mark = move |marks: ViewMarks| views.mark(kept.get_value(), marks);
    let share = move |shared: bool| {
        let now = kept.get_value();
        let view = NewView { shared, ..now.renewed() };
        views.replace(now, view, if shared { "View shared" } else { "View no longer shared" });
    };
    let rename = move |name: String| {
        let now = kept.get_value();
        let name = name.trim().to_owned();
        if !name.is_empty() && name != now.view.name {
            let view = NewView { name, ..now.renewed() };
            views.replace(now, view, "View renamed");
        }
    };
    let shared = kept.with_value(|kept| kept.view.shared);
    view! {
        <tr>
            <th scope="row">
                {match own {
                    true => view! {
                        <input
                            class="input control-s"
                            aria-label=format!("Name of {name}")
                            maxlength="80"
                            prop:value=kept.with_value(|kept| kept.view.name.clone())
                            on:change:target=move |event| rename(event.target().value())
                        />
                    }
                    .into_any(),
                    false => view! { <bdi class="clip">{name.clone()}</bdi> }.into_any(),
                }}
            </th>
            <td>{kept.with_value(place)}</td>
            <td>{by}</td>
            <td>
                <Tick
                    label=format!("Keep {name} as a tab")
                    on=marks.pinned
                    change=move |pinned| mark(ViewMarks { pinned, ..marks })
                />
            </td>
            {list
                .customer()
                .is_none()
                .then(|| {
                    view! {
                        <td>
                            <Tick
                                label=format!("Open All Investigations with {name}")
                                on=marks.default
                                change=move |default| mark(ViewMarks { default, ..marks })
                            />
                        </td>
                    }
                })}
            <td>
                {match own {
                    true => view! { <Tick label=format!("Share {name}") on=shared change=share /> }.into_any(),
                    false => view! { <span class="muted">"by its owner"</span> }.into_any(),
                }}
            </td>
            <td class="num">
                {own
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="btn quiet small"
                                aria-label=format!("Delete {name}")
                                on:click=move |_| views.remove(kept.get_value())
                            >
                                <Icon name=IconName::Cross small=true />
                                "Delete"
                            </button>
                        }
                    })}
            </td>
        </tr>
    }
}

fn place(kept: &Kept) -> String {
    match &kept.at {
        crate::api::Service::Directory => "in the directory".to_owned(),
        crate::api::Service::Region(region) => format!("at {region}"),
    }
}

#[component]
fn Tick(label: String, on: bool, change: impl Fn(bool) + 'static) -> impl IntoView {
    view! {
        <input
            type="checkbox"
            class="check"
            aria-label=label
            prop:checked=on
            on:change:target=move |event| change(event.target().checked())
        />
    }
}
