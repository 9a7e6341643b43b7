//! The open list of a menu: in the top layer, so that no scrolling container clips it.

use super::keys::{Step, Typed, step};
use super::place::{Anchor, place};
use super::{MenuItem, MenuKind};
use crate::components::{Icon, IconName};
use crate::reactive::{derived, effect};
use leptos::prelude::*;
use leptos::{ev, html};
use trusted_view::view;
use wasm_bindgen::JsCast;

/// The list. It exists only while it is open.
#[component]
pub(super) fn Popup(
    /// Names the list.
    label: String,
    /// The choices.
    items: Signal<Vec<MenuItem>>,
    /// What kind of list.
    kind: MenuKind,
    /// Placeholder of the search box, if there is one.
    search: Option<String>,
    /// The button.
    anchor: NodeRef<html::Button>,
    /// A press inside sets it, so that the window's listener lets it pass.
    inside: StoredValue<bool>,
    /// Where the focus begins, unless a choice is checked.
    start: Step,
    /// Closes; `true` gives the focus back to the button.
    close: Callback<bool>,
    /// The value picked.
    on_pick: Callback<String>,
) -> impl IntoView {
    let list = NodeRef::<html::Div>::new();
    let field = NodeRef::<html::Input>::new();
    let query = RwSignal::new(String::new());
    let typed = StoredValue::new(Typed::default());
    let shown = derived(move || {
        query.with(|query| {
            items.with(|items| items.iter().filter(|item| item.matches(query)).cloned().collect::<Vec<_>>())
        })
    });
    let searchable = search.is_some();
    let kind = if searchable { MenuKind::Listbox } else { kind };

    effect(move || {
        let (Some(list), Some(anchor)) = (list.get(), anchor.get_untracked()) else { return };
        float(&list, &anchor);
        match field.get() {
            // Failing means that the list has gone again: nothing is left to focus.
            Some(field) => _ = field.focus(),
            None => {
                let checked = shown.with_untracked(|items| items.iter().position(|item| item.checked == Some(true)));
                let count = shown.with_untracked(Vec::len);
                focus(&list, checked.or_else(|| step(None, count, start)));
            }
        }
    });
    close_elsewhere(inside, close);

    let pick = move |place: usize| {
        let picked = shown.with_untracked(|items| {
            items.get(place).filter(|item| item.disabled.is_none()).map(|item| item.value.clone())
        });
        if let Some(value) = picked {
            close.run(true);
            on_pick.run(value);
        }
    };
    let on_keydown = move |event: ev::KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() {
            return;
        }
        event.stop_propagation();
        let Some(list) = list.get_untracked() else { return };
        let now = focused(&event);
        let count = shown.with_untracked(Vec::len);
        let go = |place: Option<usize>| {
            event.prevent_default();
            focus(&list, place);
        };
        match event.key().as_str() {
            "Tab" => close.run(true),
            "Escape" => {
                event.prevent_default();
                close.run(true);
            }
            "ArrowDown" => go(step(now, count, Step::Next)),
            "ArrowUp" if searchable && now == Some(0) => {
                event.prevent_default();
                _ = field.get_untracked().map(|field| field.focus());
            }
            "ArrowUp" => go(step(now, count, Step::Previous)),
            "Home" if now.is_some() => go(step(now, count, Step::First)),
            "End" if now.is_some() => go(step(now, count, Step::Last)),
            "Enter" => {
                event.prevent_default();
                // In the search box it takes the first that is left.
                pick(now.unwrap_or(0));
            }
            " " if now.is_some() => {
                event.prevent_default();
                _ = now.map(pick);
            }
            letter if letter.chars().count() == 1 && !event.alt_key() => {
                if searchable {
                    // The letter itself lands in the box, which has the focus by the time it is written.
                    _ = field.get_untracked().map(|field| field.focus());
                    return;
                }
                let place = shown.with_untracked(|items| {
                    let texts = items.iter().map(|item| item.text.as_str());
                    typed.try_update_value(|typed| typed.find(letter, event.time_stamp(), now, texts)).flatten()
                });
                go(place);
            }
            _ => {}
        }
    };
    let on_focusout = move |event: ev::FocusEvent| {
        let Some(next) = event.related_target().and_then(|target| target.dyn_into::<web_sys::Node>().ok()) else {
            return close.run(false);
        };
        let holds = |node: Option<&web_sys::Node>| node.is_some_and(|node| node.contains(Some(&next)));
        let (list, anchor) = (list.get_untracked(), anchor.get_untracked());
        if !holds(list.as_deref().map(AsRef::as_ref)) && !holds(anchor.as_deref().map(AsRef::as_ref)) {
            close.run(false);
        }
    };
    let role = if kind == MenuKind::Listbox { "listbox" } else { "menu" };
    let list_label = label.clone();
    view! {
        <div
            node_ref=list
            class="pop menu"
            popover="manual"
            tabindex="-1"
            on:keydown=on_keydown
            on:focusout=on_focusout
            on:click=|event| event.stop_propagation()
            on:pointerdown=move |_| inside.set_value(true)
            on:wheel=move |_| inside.set_value(true)
        >
            {search
                .map(|placeholder| {
                    view! {
                        <div class="search">
                            <Icon name=IconName::Search />
                            <input
                                node_ref=field
                                class="input control-s"
                                type="text"
                                autocomplete="off"
                                placeholder=placeholder.clone()
                                aria-label=placeholder
                                prop:value=query
                                on:input:target=move |event| query.set(event.target().value())
                            />
                        </div>
                    }
                })}
            <div role=role aria-label=list_label>
                {move || {
                    shown
                        .get()
                        .into_iter()
                        .enumerate()
                        .map(|(place, item)| choice(item, place, kind, pick))
                        .collect_view()
                }}
                {move || {
                    shown.with(Vec::is_empty).then(|| view! { <div class="menu-head">"Nothing found"</div> })
                }}
            </div>
        </div>
    }
}

/// Draws one choice. Place is its index among those shown.
fn choice(item: MenuItem, place: usize, kind: MenuKind, pick: impl Fn(usize) + 'static) -> impl IntoView {
    let MenuItem { text, view, checked, several, disabled, note, head, .. } = item;
    let said = |yes: bool| if yes { "true" } else { "false" };
    let (role, is_checked, is_selected) = match (kind, checked) {
        (MenuKind::Listbox, checked) => ("option", None, Some(said(checked == Some(true)))),
        (MenuKind::Menu, Some(on)) if several => ("menuitemcheckbox", Some(said(on)), None),
        (MenuKind::Menu, Some(checked)) => ("menuitemradio", Some(said(checked)), None),
        (MenuKind::Menu, None) => ("menuitem", None, None),
    };
    let words = match view {
        Some(view) => view.run(),
        None => view! { <span class="clip">{text}</span> }.into_any(),
    };
    let barred = disabled.is_some().then_some("true");
    let tick = checked.map(|checked| {
        view! { <span class="tick">{checked.then(|| view! { <Icon name=IconName::Check /> })}</span> }
    });
    view! {
        {head.map(|head| view! { <div class="menu-head" role="presentation">{head}</div> })}
        <div
            class="menu-item"
            role=role
            tabindex="-1"
            data-place=place.to_string()
            aria-checked=is_checked
            aria-selected=is_selected
            aria-disabled=barred
            on:click=move |_| pick(place)
        >
            {tick}
            {words}
            {note.map(|note| view! { <span class="n small">{note}</span> })}
            {disabled.map(|reason| view! { <span class="reason">{reason}</span> })}
        </div>
    }
}

/// Shows the list over everything and puts it beside its button.
fn float(list: &web_sys::HtmlElement, anchor: &web_sys::HtmlElement) {
    // A browser without popovers has no such method and draws the list in place: it is fixed, so it floats all the same.
    _ = list.show_popover();
    let (button, size) = (anchor.get_bounding_client_rect(), list.get_bounding_client_rect());
    let window = window();
    let side = |side: Result<wasm_bindgen::JsValue, _>| side.ok().and_then(|side| side.as_f64()).unwrap_or(0.0);
    let placed = place(
        Anchor { left: button.left(), top: button.top(), bottom: button.bottom() },
        (size.width(), size.height()),
        (side(window.inner_width()), side(window.inner_height())),
    );
    let style = list.style();
    for (property, value) in [("left", placed.left), ("top", placed.top), ("max-height", placed.height)] {
        // A style that cannot be set leaves the list where the style sheet puts it.
        _ = style.set_property(property, &format!("{value}px"));
    }
}

/// Presses, the wheel and a new window size close the list, unless they happen inside.
fn close_elsewhere(inside: StoredValue<bool>, close: Callback<bool>) {
    let elsewhere = move || {
        if !inside.try_update_value(std::mem::take).unwrap_or(true) {
            close.run(false);
        }
    };
    inside.set_value(false);
    let press = window_event_listener(ev::pointerdown, move |_| elsewhere());
    let wheel = window_event_listener(ev::wheel, move |_| elsewhere());
    let resize = window_event_listener(ev::resize, move |_| close.run(false));
    on_cleanup(move || {
        press.remove();
        wheel.remove();
        resize.remove();
    });
}

/// Place of the choice that the event happened on, `None` in the search box.
fn focused(event: &ev::KeyboardEvent) -> Option<usize> {
    let target = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    target.get_attribute("data-place")?.parse().ok()
}

/// Focuses the choice at a place.
fn focus(list: &web_sys::Element, place: Option<usize>) {
    let Some(place) = place else { return };
    let found = list.query_selector(&format!("[data-place=\"{place}\"]")).ok().flatten();
    if let Some(choice) = found.and_then(|choice| choice.dyn_into::<web_sys::HtmlElement>().ok()) {
        // It fails only when the choice has just gone.
        _ = choice.focus();
    }
}
