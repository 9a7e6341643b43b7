//! The list of every key, by screen: `?` opens it from anywhere in the app.

use super::palette::{Commands, key_word};
use crate::components::{Dialog, DialogWidth, Icon, IconName};
use crate::late::{late_above, late_fn};
use crate::pages::parts::{Focus, focus};
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use trusted_view::view;

type Keys = (&'static str, &'static [(&'static [&'static str], &'static str)]);

/// Every key, by the screen it works on.
const KEYS: [Keys; 5] = [
    ("Any screen", &[(&["?"], "This list"), (&["Esc"], "Close what is open"), (&["Tab"], "To the next control")]),
    (
        "Lists of investigations",
        &[
            (&["/"], "Search"),
            (&["↑", "↓"], "Row above, row below"),
            (&["j", "k"], "Row below, row above"),
            (&["←", "→"], "Cells of the row"),
            (&["Home", "End"], "First row, last row"),
            (&["Page Up", "Page Down"], "A screenful up, down"),
            (&["Enter"], "Open the investigation"),
            (&["v"], "Peek: open it beside the list"),
            (&["Space", "x"], "Select the row, or no longer"),
            (&["Shift", "↑ ↓"], "Select a range"),
            (&["Ctrl", "a"], "Select all rows"),
            (&["a"], "Assignee"),
            (&["s"], "Status"),
            (&["p"], "Priority"),
            (&["."], "Show what is new"),
            (&["z"], "Undo the last change of many"),
            (&["Shift", "← →"], "On a column’s head: narrower, wider"),
        ],
    ),
    (
        "One investigation",
        &[
            (&["a"], "Assignee"),
            (&["s"], "Status"),
            (&["p"], "Priority"),
            (&["d"], "Disposition"),
            (&["c"], "Close"),
            (&["m"], "Comment"),
            (&["Ctrl", "Enter"], "Send the comment"),
            (&["y"], "Copy its link"),
        ],
    ),
    ("Filters", &[(&["Space"], "Ask for a value, or no longer"), (&["Alt", "click"], "Leave a value out")]),
    (
        "Menus and dialogs",
        &[
            (&["↑", "↓"], "Choose"),
            (&["Home", "End"], "First, last"),
            (&["Enter"], "Take it"),
            (&["a … z"], "To the choice that begins so"),
        ],
    ),
];

/// Listens for the key of the list while the frame stands.
#[component]
pub(super) fn Help(
    /// Whether it is open.
    commands: Commands,
) -> impl IntoView {
    let open = commands.help;
    let here = NodeRef::<html::Span>::new();
    let listener = window_event_listener(ev::keydown, move |event| {
        if event.default_prevented() || event.ctrl_key() || event.meta_key() || event.alt_key() || event.key() != "?" {
            return;
        }
        if here.get_untracked().is_some_and(|here| focus(&here) == Focus::Inside) {
            event.prevent_default();
            open.set(true);
        }
    });
    on_cleanup(move || listener.remove());
    view! {
        <span node_ref=here hidden></span>
        {late_above(key_list, move || open.get(), move || (open,))}
    }
}

late_fn!(tools: /// The dialog.
    fn key_list(open: RwSignal<bool>) -> AnyView {
        view! {
            <Dialog
                open=open
                title="Keyboard"
                width=DialogWidth::Broad
                footer=move || {
                    view! {
                        <button type="button" class="btn primary" on:click=move |_| open.set(false)>
                            "Close"
                        </button>
                    }
                        .into_any()
                }
                on_close=move |()| open.set(false)
            >
                <div class="keys">
                    <h3>"Everywhere"</h3>
                    <p class="k">
                        <span>"Go to a customer or an investigation, or do something"</span>
                        <kbd>{key_word()}</kbd>
                    </p>
                    {KEYS.into_iter().map(group).collect_view()}
                </div>
            </Dialog>
        }
        .into_any()
    }
);

fn group((title, keys): Keys) -> impl IntoView {
    let rows = keys.iter().map(|(keys, does)| {
        view! {
            <p class="k">
                <span>{*does}</span>
                {keys.iter().map(|key| view! { <kbd>{*key}</kbd> }).collect_view()}
            </p>
        }
    });
    view! {
        <h3>{title}</h3>
        {rows.collect_view()}
    }
}

/// The button in the top bar that opens the list.
#[component]
pub(super) fn HelpButton(
    /// What it opens.
    commands: Commands,
) -> impl IntoView {
    view! {
        <button
            class="btn quiet icon-only"
            aria-haspopup="dialog"
            aria-label="Keyboard shortcuts"
            title="Keyboard shortcuts (?)"
            on:click=move |_| commands.help.set(true)
        >
            <Icon name=IconName::Help />
        </button>
    }
}
