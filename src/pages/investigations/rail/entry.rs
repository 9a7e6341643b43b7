//! One value of a facet: asked for, left out or neither, how it looks, how many have it.

use super::choose;
use crate::components::{Avatar, CustomerMark, Icon, IconName, MarkSize, PriorityMark, RegionTag, StatusMark};
use crate::format::text::{clip, one_line};
use crate::format::words;
use crate::pages::investigations::chips::age_word;
use crate::pages::investigations::list::List;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use trusted_view::view;
use working_set::{Choice, Facets, Key, StatusIs, Who};

/// A value with its box, its count, and the way to leave it out.
#[component]
pub(super) fn EntryRow(
    /// The list it narrows.
    list: List,
    /// The counts.
    facets: Memo<Facets>,
    /// Which value.
    key: Key,
) -> impl IntoView {
    let for_entry = key.clone();
    let entry = Memo::new(move |_| facets.with(|facets| facets.get(&for_entry).cloned()));
    let choice = Memo::new(move |_| entry.with(|entry| entry.as_ref().map(|entry| entry.choice).unwrap_or_default()));
    let chosen = Memo::new(move |_| choice.get() == Choice::Included);
    let out = Memo::new(move |_| choice.get() == Choice::Excluded);
    let person = Memo::new(move |_| entry.with(|entry| entry.as_ref().and_then(|entry| entry.person.clone())));
    let down = match &key {
        Key::Region(region) => {
            let region = region.clone();
            Signal::derive(move || list.silent.with(|silent| silent.contains(&region)))
        }
        _ => Signal::derive(|| false),
    };
    let total = Memo::new(move |_| {
        entry.with(|entry| entry.as_ref().map(|entry| format!("{:#}", entry.total)).unwrap_or_default())
    });
    let none = Memo::new(move |_| entry.with(|entry| entry.as_ref().is_some_and(|entry| entry.total.none())));
    let count = move || match down.get() {
        true => view! {
            <Icon name=IconName::Warn small=true />
            <span class="sr">"not answering"</span>
        }
        .into_any(),
        false => view! { {total} }.into_any(),
    };
    let name = {
        let key = key.clone();
        Signal::derive(move || said(list, &key, person.get().as_deref()))
    };
    let (for_include, for_out, for_alt) = (key.clone(), key.clone(), key.clone());
    let on_change = move |target: web_sys::HtmlInputElement| {
        // The address decides; where it stays as it is, so does the box.
        target.set_checked(chosen.get_untracked());
        list.edit(|query| choose::include(query, &for_include));
    };
    let on_click = move |event: MouseEvent| {
        if event.alt_key() {
            event.prevent_default();
            list.edit(|query| choose::leave_out(query, &for_alt));
        }
    };
    view! {
        <div
            class="facet-row can-leave"
            class:zero=move || none.get()
            class:out=move || out.get()
            class:down=move || down.get()
        >
            <label class="pick" on:click=on_click>
                <input
                    type="checkbox"
                    class="check"
                    prop:checked=chosen
                    on:change:target=move |event| on_change(event.target())
                />
                {move || out.get().then(|| view! { <span class="not">"not"</span> })}
                {face(list, key, person, down)}
                <span class="n">{count}</span>
            </label>
            <button
                type="button"
                class="leave-out"
                aria-pressed=move || if out.get() { "true" } else { "false" }
                aria-label=move || format!("Leave out {}", name.get())
                title=move || {
                    if out.get() {
                        format!("{} is left out; click to let it in again", name.get())
                    } else {
                        format!("Leave out {} (Alt and click)", name.get())
                    }
                }
                on:click=move |_| list.edit(|query| choose::leave_out(query, &for_out))
            >
                <Icon name=IconName::Minus small=true />
            </button>
        </div>
    }
}

/// The value as words: what the button beside it is called.
fn said(list: List, key: &Key, person: Option<&str>) -> String {
    match key {
        Key::Customer(id) => one_line(&list.customer_name(*id)),
        Key::Priority(priority) => words::priority(priority).to_owned(),
        Key::Status(StatusIs::Is(status)) => words::status(status).to_owned(),
        Key::Status(StatusIs::Active) => "Active".to_owned(),
        Key::Assignee(Who::Unassigned) => "Unassigned".to_owned(),
        Key::Assignee(Who::Me) => "You".to_owned(),
        Key::Assignee(Who::Person(email)) => clip(&one_line(person.unwrap_or(email)), 60).into_owned(),
        Key::Region(region) => region.to_string(),
        Key::Source(source) => clip(&one_line(words::source(source)), 60).into_owned(),
        Key::Disposition(disposition) => clip(&one_line(words::disposition(disposition)), 60).into_owned(),
        Key::Tag(tag) => clip(&one_line(tag.as_deref().unwrap_or("Untagged")), 60).into_owned(),
        Key::Responsibility(who) => clip(&one_line(who.as_deref().unwrap_or("Not stated")), 60).into_owned(),
        Key::Age(band) => age_word(*band).to_owned(),
    }
}

fn face(list: List, key: Key, person: Memo<Option<String>>, down: Signal<bool>) -> AnyView {
    match key {
        Key::Customer(id) => {
            let name = move || one_line(&list.customer_name(id));
            view! {
                <CustomerMark id=id size=MarkSize::Small />
                <bdi class="clip" title=name>
                    {name}
                </bdi>
            }
            .into_any()
        }
        Key::Priority(priority) => view! { <PriorityMark priority=priority /> }.into_any(),
        Key::Status(StatusIs::Is(status)) => view! { <StatusMark status=status /> }.into_any(),
        Key::Region(region) => view! { <RegionTag region=region down=down /> }.into_any(),
        Key::Assignee(Who::Unassigned) => view! {
            <span class="avatar none" aria-hidden="true"></span>
            <span class="clip">"Unassigned"</span>
        }
        .into_any(),
        Key::Assignee(Who::Me) => {
            let me = untrack(|| list.session.with_session(|session| session.analyst.clone()));
            view! {
                {me.map(|me| view! { <Avatar name=me.name email=Some(me.email) /> })}
                <span class="clip">"You"</span>
            }
            .into_any()
        }
        Key::Assignee(Who::Person(email)) => {
            let address = email.clone();
            let name = Memo::new(move |_| person.get().unwrap_or_else(|| address.clone()));
            view! {
                {move || view! { <Avatar name=name.get() email=Some(email.clone()) /> }}
                <bdi class="clip" title=move || one_line(&name.get())>
                    {move || clip(&one_line(&name.get()), 60).into_owned()}
                </bdi>
            }
            .into_any()
        }
        plain => view! { <bdi class="clip">{untrack(|| said(list, &plain, None))}</bdi> }.into_any(),
    }
}
