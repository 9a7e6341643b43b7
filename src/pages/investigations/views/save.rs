//! Saving what is shown as a view: its name, who sees it, and where it is kept, which depends on what is in it.

use super::kept::{Views, for_directory, kept_query};
use crate::api::{ApiError, Problem, Service};
use crate::components::flow::For;
use crate::components::{Dialog, DialogWidth, TextField};
use crate::late::late_fn;
use crate::pages::investigations::list::List;
use crate::reactive::{derived, memo};
use crate::sync::new_key;
use contract::RegionCode;
use contract::views::{NewView, ViewMarks};
use leptos::prelude::*;
use trusted_view::view;

/// The longest name.
const NAME: usize = 80;

/// What the dialog holds while it is open.
#[derive(Clone, Copy)]
pub(super) struct Saving {
    open: RwSignal<bool>,
    name: RwSignal<String>,
    shared: RwSignal<bool>,
    pinned: RwSignal<bool>,
    default: RwSignal<bool>,
    region: RwSignal<Option<RegionCode>>,
    /// The directory would not keep it.
    refused: RwSignal<bool>,
    busy: RwSignal<bool>,
    error: RwSignal<Option<String>>,
}

impl Saving {
    /// Closed.
    pub(super) fn new() -> Self {
        Self {
            open: RwSignal::new(false),
            name: RwSignal::new(String::new()),
            shared: RwSignal::new(false),
            pinned: RwSignal::new(true),
            default: RwSignal::new(false),
            region: RwSignal::new(None),
            refused: RwSignal::new(false),
            busy: RwSignal::new(false),
            error: RwSignal::new(None),
        }
    }

    /// Whether the dialog is open, tracked.
    pub(super) fn is_open(self) -> bool {
        self.open.get()
    }

    /// Asks for a name for what is shown.
    pub(super) fn begin(self, list: List) {
        self.name.set(String::new());
        self.shared.set(false);
        self.pinned.set(true);
        self.default.set(false);
        self.error.set(None);
        self.refused.set(false);
        let alone = list.query.with_untracked(|query| match query.regions.as_slice() {
            [only] => Some(only.clone()),
            _ => None,
        });
        let own = list.customer().and_then(|customer| untrack(|| list.session.customer(customer)));
        self.region.set(own.map(|customer| customer.region).or(alone));
        self.open.set(true);
    }

    /// Where it will be kept; `None` while a region is still to be chosen.
    fn place(self, list: List) -> Option<Service> {
        match list.query.with(for_directory) && !self.refused.get() {
            true => Some(Service::Directory),
            false => self.region.get().map(Service::Region),
        }
    }

    fn save(self, list: List, views: Views) {
        let name = self.name.get_untracked().trim().to_owned();
        let place = untrack(|| self.place(list));
        let at = match (name.chars().count(), place) {
            (0, _) => return self.error.set(Some("Give it a name".to_owned())),
            (NAME.., _) if name.chars().count() > NAME => {
                return self.error.set(Some(format!("At most {NAME} characters")));
            }
            (_, None) => return self.error.set(Some("Choose the region that keeps it".to_owned())),
            (_, Some(at)) => at,
        };
        if self.busy.get_untracked() {
            return;
        }
        let query = list.query.with_untracked(kept_query);
        let view = NewView {
            name,
            query: query.search(),
            words: query.words,
            customer: list.customer(),
            shared: self.shared.get_untracked(),
        };
        let marks = ViewMarks { pinned: self.pinned.get_untracked(), default: self.default.get_untracked() };
        self.busy.set(true);
        let key = new_key();
        leptos::task::spawn_local(async move {
            let outcome: Result<(), ApiError> = views.save(at.clone(), &key, view, marks).await;
            self.busy.try_set(false);
            match outcome {
                Ok(()) => drop(self.open.try_set(false)),
                Err(error) => {
                    // What the directory will not keep, such as people it does not know, a region may.
                    if at == Service::Directory && matches!(error.problem, Problem::Refused(_)) {
                        self.refused.try_set(true);
                    }
                    self.error.try_set(Some(format!("Not saved: {error}")));
                }
            }
        });
    }
}

late_fn!(tools: /// See [`SaveDialog`].
    pub(super) fn save_dialog(list: List, views: Views, saving: Saving) -> AnyView {
        view! { <SaveDialog list=list views=views saving=saving /> }.into_any()
    }
);

/// The dialog.
#[component]
fn SaveDialog(
    /// The list.
    list: List,
    /// Where it goes.
    views: Views,
    /// What the dialog holds.
    saving: Saving,
) -> impl IntoView {
    let footer = move || {
        view! {
            <button type="button" class="btn" on:click=move |_| saving.open.set(false)>
                "Cancel"
            </button>
            <button
                type="button"
                class="btn primary"
                aria-disabled=move || saving.busy.get().then_some("true")
                on:click=move |_| saving.save(list, views)
            >
                {move || if saving.busy.get() { "Saving…" } else { "Save view" }}
            </button>
        }
        .into_any()
    };
    view! {
        <Dialog
            open=saving.open
            title="Save this view"
            width=DialogWidth::Narrow
            footer=footer
            on_close=move |()| saving.open.set(false)
        >
            <form
                class="stack"
                on:submit=move |event| {
                    event.prevent_default();
                    saving.save(list, views);
                }
            >
                <TextField label="Name" value=saving.name error=saving.error autocomplete="off" />
                <div class="choices">
                    <Tick label="Keep it as a tab" value=saving.pinned />
                    <Tick label="Colleagues see it too" value=saving.shared />
                    {list
                        .customer()
                        .is_none()
                        .then(|| view! { <Tick label="Open All Investigations with it" value=saving.default /> })}
                </div>
                <Place list=list saving=saving />
            </form>
        </Dialog>
    }
}

#[component]
fn Tick(label: &'static str, value: RwSignal<bool>) -> impl IntoView {
    view! {
        <label class="choice">
            <input
                type="checkbox"
                class="check"
                prop:checked=value
                on:change:target=move |event| value.set(event.target().checked())
            />
            {label}
        </label>
    }
}

/// Where it is kept, and why.
#[component]
fn Place(list: List, saving: Saving) -> impl IntoView {
    let plain = memo(move || list.query.with(for_directory) && !saving.refused.get());
    let regions = memo(move || -> Vec<RegionCode> {
        let codes =
            list.session.with_session(|session| session.regions.iter().map(|region| region.code.clone()).collect());
        codes.unwrap_or_default()
    });
    let value = derived(move || saving.region.get().map(|code| code.to_string()).unwrap_or_default());
    let choose = Callback::new(move |code: String| saving.region.set(code.parse().ok()));
    move || match plain.get() {
        true => view! {
            <p class="muted small">
                "Kept in the directory: filters, order and columns, no word that anybody typed, no investigation."
            </p>
        }
        .into_any(),
        false => view! {
            <div class="stack">
                <p class="small">
                    "What people typed, such as search words and tags, may say something about a customer. "
                    "This view is kept at one region, not in the directory. Which one?"
                </p>
                <Regions codes=regions value=value choose=choose />
            </div>
        }
        .into_any(),
    }
}

#[component]
fn Regions(codes: Memo<Vec<RegionCode>>, value: Signal<String>, choose: Callback<String>) -> impl IntoView {
    view! {
        <div class="row region-choice" role="radiogroup" aria-label="Region that keeps the view">
            <For each=move || codes.get() key=Clone::clone let:code>
                <RegionRadio code=code value=value choose=choose />
            </For>
        </div>
    }
}

#[component]
fn RegionRadio(code: RegionCode, value: Signal<String>, choose: Callback<String>) -> impl IntoView {
    let (word, picked) = (code.to_string(), code.to_string());
    let checked = memo(move || value.with(|value| *value == picked));
    let on_pick = word.clone();
    view! {
        <label class="choice">
            <input
                type="radio"
                name="view-region"
                class="check"
                prop:checked=checked
                on:change=move |_| choose.run(on_pick.clone())
            />
            <span class="region">{word}</span>
        </label>
    }
}
