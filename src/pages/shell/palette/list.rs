//! The palette's box and list: a combobox, whose options never take the focus from what is typed.

use super::choices::{Choice, Face, Sources};
use crate::components::{CodeTag, CustomerMark, Icon, IconName, RegionTag, unique_id};
use crate::format::text::{clip, one_line};
use crate::late::late_fn;
use crate::reactive::{effect, memo};
use contract::directory::Customer;
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use trusted_view::view;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

late_fn!(tools: /// See [`Asking`].
    pub(super) fn asking(sources: Sources, on_choose: Callback<Choice>) -> AnyView {
        view! { <Asking sources=sources on_choose=on_choose /> }.into_any()
    }
);

/// Box, options, and what the keys do.
#[component]
fn Asking(
    /// What the choices are made from.
    sources: Sources,
    /// Called with what was chosen.
    #[prop(into)]
    on_choose: Callback<Choice>,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    // Commands cannot be compared, so every change counts as one.
    let found = Memo::new_with_compare(move |_| typed.with(|typed| sources.choices(typed)), |_, _| true);
    let field = NodeRef::<html::Input>::new();
    let list = NodeRef::<html::Div>::new();
    let id = unique_id("palette");
    let option_id = {
        let id = id.clone();
        move |place: usize| format!("{id}-{place}")
    };
    let active = {
        let option_id = option_id.clone();
        move || found.with(|found| (!found.list.is_empty()).then(|| option_id(at.get())))
    };
    effect(move || {
        if let Some(field) = field.get() {
            // Fails only once the palette has gone again.
            _ = field.focus();
        }
    });
    let choose = move |place: usize| {
        if let Some(choice) = found.with_untracked(|found| found.list.get(place).cloned()) {
            on_choose.run(choice);
        }
    };
    let on_keydown = move |event: KeyboardEvent| {
        let count = found.with_untracked(|found| found.list.len());
        let step = match event.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => count.saturating_sub(1),
            "Enter" => {
                event.prevent_default();
                // What an input method is still composing is no choice yet.
                if !event.is_composing() {
                    choose(at.get_untracked());
                }
                return;
            }
            _ => return,
        };
        event.prevent_default();
        at.update(|at| *at = (*at + step).checked_rem(count).unwrap_or(0));
        reveal(list, at.get_untracked());
    };
    let rows = move || {
        let option_id = option_id.clone();
        found.with(|found| {
            let mut before = "";
            let rows = found.list.iter().enumerate().map(|(place, choice)| {
                let head = (choice.group != before).then_some(choice.group);
                before = choice.group;
                let id = option_id(place);
                option(choice.clone(), place, id, head, at, choose)
            });
            rows.collect::<Vec<_>>()
        })
    };
    let note = move || found.with(|found| found.note.clone());
    let empty = move || found.with(|found| found.list.is_empty() && found.note.is_none());
    let controls = format!("{id}-list");
    let list_id = controls.clone();
    view! {
        <div class="ask">
            <Icon name=IconName::Search />
            <input
                node_ref=field
                type="text"
                role="combobox"
                aria-label="Go to or do anything"
                aria-expanded="true"
                aria-autocomplete="list"
                aria-controls=controls
                aria-activedescendant=active
                placeholder="Customer, investigation id or RRN, action"
                autocomplete="off"
                spellcheck="false"
                prop:value=typed
                on:input:target=move |event| {
                    at.set(0);
                    typed.set(event.target().value());
                }
                on:keydown=on_keydown
            />
        </div>
        <div class="menu palette-list" role="listbox" aria-label="Choices" id=list_id node_ref=list>
            {rows}
        </div>
        <div role="status" class="palette-note">
            {move || note().map(|note| view! { <p>{note}</p> })}
            {move || empty().then(|| view! { <p>"Nothing of that name"</p> })}
        </div>
    }
}

fn option(
    choice: Choice,
    place: usize,
    id: String,
    head: Option<&'static str>,
    at: RwSignal<usize>,
    choose: impl Fn(usize) + 'static,
) -> impl IntoView {
    let here = memo(move || at.get() == place);
    view! {
        {head.map(|head| view! { <div class="menu-head" role="presentation">{head}</div> })}
        <div
            class="menu-item"
            class:active=move || here.get()
            role="option"
            id=id
            data-place=place.to_string()
            aria-selected=move || if here.get() { "true" } else { "false" }
            on:pointermove=move |_| {
                if at.get_untracked() != place {
                    at.set(place);
                }
            }
            on:mousedown=|event| event.prevent_default()
            on:click=move |_| choose(place)
        >
            {face(choice.face)}
        </div>
    }
}

fn face(face: Face) -> AnyView {
    match face {
        Face::Customer(customer, why) => view! {
            {who(&customer)}
            {(!why.is_empty()).then(|| view! { <span class="n small">{why}</span> })}
        }
        .into_any(),
        Face::Investigation(customer, id, words) => view! {
            <bdi class="code">{clip(&one_line(&id), 40).into_owned()}</bdi>
            <bdi class="clip grow">{clip(&one_line(&words), 90).into_owned()}</bdi>
            {who(&customer)}
        }
        .into_any(),
        Face::Words(words, keys) => view! {
            <bdi class="clip grow">{words}</bdi>
            {(!keys.is_empty()).then(|| view! { <kbd>{keys}</kbd> })}
        }
        .into_any(),
    }
}

/// A customer that cannot be taken for another: mark, code and region beside the name.
fn who(customer: &Customer) -> impl IntoView {
    let name = clip(&one_line(&customer.name), 60).into_owned();
    view! {
        <CustomerMark id=customer.id />
        <bdi class="clip">{name}</bdi>
        <CodeTag code=customer.code.clone() />
        <RegionTag region=customer.region.clone() />
    }
}

/// Brings the option into view, with what heads the list while it is the first.
fn reveal(list: NodeRef<html::Div>, place: usize) {
    let Some(list) = list.get_untracked() else { return };
    let found = list.query_selector(&format!("[data-place=\"{place}\"]")).ok().flatten();
    let Some(option) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) else { return };
    if place == 0 {
        list.set_scroll_top(0);
        return;
    }
    let (top, bottom) = (option.offset_top() - list.offset_top(), option.offset_height());
    let (seen, height) = (list.scroll_top(), list.client_height());
    if top < seen {
        list.set_scroll_top(top);
    } else if top + bottom > seen + height {
        list.set_scroll_top(top + bottom - height);
    }
}
