//! The palette, Ctrl or Cmd and K: go to a customer or an investigation, or do something, without leaving the keyboard.

mod choices;
mod command;
mod find;
mod list;
mod usual;

pub use command::{Command, Commands, offer};

use crate::components::flow::Show;
use crate::components::{Icon, IconName};
use crate::late::late;
use crate::pages::parts::{Focus, focus};
use crate::reactive::effect;
use crate::state::{Links, SessionState};
use crate::sync::Sync;
use choices::{Act, Choice, Sources};
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use list::asking;
use trusted_view::view;
use usual::offer_usual;
use wasm_bindgen::JsCast;

/// The palette itself; listens for its key while the frame stands.
#[component]
pub(super) fn Palette(
    /// What is offered.
    commands: Commands,
) -> impl IntoView {
    let sources = Sources { session: SessionState::expect(), sync: Sync::expect(), links: Links::expect(), commands };
    let open = commands.palette;
    let dialog = NodeRef::<html::Dialog>::new();
    offer_usual(commands);
    let listener = window_event_listener(ev::keydown, move |event| {
        let modified = (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key();
        let (true, Some(dialog)) = (modified && event.key().eq_ignore_ascii_case("k"), dialog.get_untracked()) else {
            return;
        };
        match (focus(&dialog), open.get_untracked()) {
            (Focus::Elsewhere, _) | (Focus::Layer, false) => return,
            (_, true) => open.set(false),
            (_, false) => open.set(true),
        }
        event.prevent_default();
    });
    on_cleanup(move || listener.remove());
    let on_choose = Callback::new(move |choice: Choice| {
        // Closed first: the focus is back where it was when the command begins.
        open.set(false);
        match choice.act {
            Act::Go(route) => sources.links.go(&route),
            Act::Run(command) => command.run(),
        }
    });
    view! {
        <dialog
            node_ref=dialog
            class="palette"
            aria-label="Go to or do anything"
            on:close=move |_| {
                if open.try_get_untracked() == Some(true) && dialog.get_untracked().is_none_or(|dialog| !dialog.open()) {
                    open.set(false);
                }
            }
            on:keydown=move |event| {
                let again = (event.ctrl_key() || event.meta_key()) && event.key().eq_ignore_ascii_case("k");
                if !again {
                    event.stop_propagation();
                }
            }
            on:click=move |event| {
                // A click beside the box lands on the dialog itself.
                let target = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok());
                let itself = dialog.get_untracked().is_some_and(|dialog| target.as_ref() == Some(&*dialog));
                if itself {
                    open.set(false);
                }
            }
        >
            <Show when=move || open.get()>
                <Opened dialog=dialog />
                {late(asking, move || (sources, on_choose))}
                <div class="hint-bar" aria-hidden="true">
                    <span>
                        <kbd>"↑"</kbd>
                        <kbd>"↓"</kbd>
                        "choose"
                    </span>
                    <span>
                        <kbd>"Enter"</kbd>
                        "go"
                    </span>
                    <span>
                        <kbd>"Esc"</kbd>
                        "close"
                    </span>
                </div>
            </Show>
        </dialog>
    }
}

/// Opens the dialog once its content is in the page, and closes it before the content goes.
#[component]
fn Opened(dialog: NodeRef<html::Dialog>) -> impl IntoView {
    effect(move || {
        if let Some(dialog) = dialog.get()
            && !dialog.open()
        {
            // It can only fail when the dialog has left the page, and then nobody is looking.
            _ = dialog.show_modal();
        }
    });
    on_cleanup(move || {
        if let Some(dialog) = dialog.try_get_untracked().flatten()
            && dialog.open()
        {
            dialog.close();
        }
    });
}

/// The button in the top bar that opens the palette.
#[component]
pub(super) fn PaletteTrigger(
    /// What it opens.
    commands: Commands,
) -> impl IntoView {
    view! {
        <button
            class="search-trigger"
            aria-haspopup="dialog"
            on:click=move |_| commands.palette.set(true)
        >
            <Icon name=IconName::Search />
            <span>"Go to or do anything"</span>
            <kbd aria-hidden="true">{key_word()}</kbd>
        </button>
    }
}

/// The palette's key as this computer's keyboard has it.
pub(super) fn key_word() -> &'static str {
    let platform = web_sys::window().and_then(|window| window.navigator().platform().ok()).unwrap_or_default();
    if platform.contains("Mac") || platform.starts_with("iP") { "⌘ K" } else { "Ctrl K" }
}
