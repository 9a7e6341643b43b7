//! A button that opens a list of choices in the top layer: status, priority, assignee, selects, the customer switcher.

mod at;
mod item;
mod keys;
mod place;
mod popup;

use super::{Icon, IconName};
use crate::components::flow::Show;
pub use at::MenuAt;
pub use item::MenuItem;
use keys::Step;
use leptos::prelude::*;
use leptos::{ev, html};
use popup::Popup;
use trusted_view::view;

/// What kind of list it is, for assistive technology.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MenuKind {
    /// Actions, or one value of a thing that exists: a row's status.
    #[default]
    Menu,
    /// A value of a form or the place to go to.
    Listbox,
}

/// How the button looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MenuLook {
    /// A cell of the grid: outline and caret on hover and focus only.
    #[default]
    Cell,
    /// A field of a form.
    Select,
    /// A button with these classes, and a caret.
    Button(&'static str),
    /// These classes, and nothing drawn but the children.
    Bare(&'static str),
}

/// A menu button. Arrow keys, Home, End and typing move; Enter picks; Escape closes and gives the focus back; Tab, a click
/// or the wheel elsewhere close.
#[component]
pub fn Menu(
    /// What picking does, such as `Change status`: names the list and is the button's title.
    #[prop(into)]
    label: String,
    /// The choices; read only while the list is open.
    #[prop(into)]
    items: Signal<Vec<MenuItem>>,
    /// How the button looks.
    #[prop(optional)]
    look: MenuLook,
    /// What kind of list it is.
    #[prop(optional)]
    kind: MenuKind,
    /// Placeholder of a search box over the list; without it, typing jumps to what starts so.
    #[prop(optional, into)]
    search: Option<String>,
    /// Why nothing can be picked at all: the button stays readable and says so.
    #[prop(optional, into)]
    disabled: Signal<Option<String>>,
    /// Id of the button, for a label or a key that opens it.
    #[prop(optional, into)]
    id: Option<String>,
    /// Place in the tab order; -1 inside a grid, which is one stop.
    #[prop(optional)]
    tabindex: Option<i32>,
    /// Whether the list is open, both ways: a key opens it by this.
    #[prop(default = RwSignal::new(false))]
    open: RwSignal<bool>,
    /// The value picked; not called for a disabled one. The list is closed by then and the focus is on the button.
    #[prop(into)]
    on_pick: Callback<String>,
    /// What the button says.
    children: Children,
) -> impl IntoView {
    let anchor = NodeRef::<html::Button>::new();
    // Set by a press inside button or list, read by the listener on the window that closes on any other press.
    let inside = StoredValue::new(false);
    let start = StoredValue::new(Step::First);
    let (class, caret) = match look {
        MenuLook::Cell => ("cell-menu", Some((true, "caret"))),
        MenuLook::Select => ("select input", Some((false, ""))),
        MenuLook::Button(class) => (class, Some((true, "end"))),
        MenuLook::Bare(class) => (class, None),
    };
    let shown = move || open.get() && disabled.with(Option::is_none);
    let begin = move |step: Step| {
        start.set_value(step);
        if disabled.with_untracked(Option::is_none) {
            open.set(true);
        }
    };
    let on_keydown = move |event: ev::KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowDown" => Step::First,
            "ArrowUp" => Step::Last,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        begin(step);
    };
    let close = Callback::new(move |refocus: bool| {
        if refocus && let Some(button) = anchor.get_untracked() {
            // It fails only when the button has left the page: there is no focus to give back then.
            _ = button.focus();
        }
        open.set(false);
    });
    let list_label = label.clone();
    let searchable = search.is_some();
    let haspopup = if kind == MenuKind::Listbox || searchable { "listbox" } else { "menu" };
    view! {
        <button
            type="button"
            node_ref=anchor
            id=id
            class=class
            tabindex=tabindex
            aria-haspopup=haspopup
            aria-expanded=move || if shown() { "true" } else { "false" }
            aria-disabled=move || disabled.with(Option::is_some).then_some("true")
            title=move || disabled.get().unwrap_or_else(|| label.clone())
            on:pointerdown=move |_| inside.set_value(true)
            on:mousedown=move |event| {
                if open.get_untracked() {
                    event.prevent_default();
                }
            }
            on:click=move |event| {
                event.stop_propagation();
                if open.get_untracked() { close.run(true) } else { begin(Step::First) }
            }
            on:keydown=on_keydown
        >
            {children()}
            {caret
                .map(|(small, class)| {
                    view! { <Icon name=IconName::ChevronDown small=small class=class /> }
                })}
        </button>
        <Show when=shown>
            <Popup
                label=list_label.clone()
                items=items
                kind=kind
                search=search.clone()
                anchor=anchor
                inside=inside
                start=start.get_value()
                close=close
                on_pick=on_pick
            />
        </Show>
    }
}
