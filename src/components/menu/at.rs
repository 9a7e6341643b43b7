//! The list of a menu at any button: where many buttons share one list, as the cells of a grid do.

use super::MenuItem;
use super::MenuKind;
use super::keys::Step;
use super::popup::Popup;
use leptos::html;
use leptos::prelude::*;
use trusted_view::view;

/// An open list at a button. It stands as long as it is mounted: whoever mounts it takes it away when it closes.
#[component]
pub fn MenuAt(
    /// Names the list.
    #[prop(into)]
    label: String,
    /// The choices.
    #[prop(into)]
    items: Signal<Vec<MenuItem>>,
    /// Placeholder of a search box over the list.
    #[prop(optional_no_strip, into)]
    search: Option<String>,
    /// The button; it gets the focus back.
    anchor: NodeRef<html::Button>,
    /// It closes; `true` when the focus went back to the button.
    #[prop(into)]
    on_close: Callback<bool>,
    /// The value picked.
    #[prop(into)]
    on_pick: Callback<String>,
) -> impl IntoView {
    let close = Callback::new(move |refocus: bool| {
        if refocus && let Some(button) = anchor.get_untracked() {
            // It fails only when the button has left the page: there is no focus to give back then.
            _ = button.focus();
        }
        on_close.run(refocus);
    });
    view! {
        <Popup
            label=label
            items=items
            kind=MenuKind::Menu
            search=search
            anchor=anchor
            inside=StoredValue::new(false)
            start=Step::First
            close=close
            on_pick=on_pick
        />
    }
}
