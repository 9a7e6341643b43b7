//! One value of a facet: chosen or not, how it looks, how many have it.

use crate::components::{Avatar, CustomerMark, Icon, IconName, MarkSize, PriorityMark, RegionTag, StatusMark};
use crate::format::text::{clip, one_line};
use crate::format::words;
use crate::pages::investigations::edit;
use crate::pages::investigations::list::List;
use leptos::prelude::*;
use trusted_view::view;
use working_set::{Choice, Facets, Key, StatusIs, Who};

/// A value with its box and its count.
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
    let chosen = Memo::new(move |_| entry.with(|entry| entry.as_ref().is_some_and(|e| e.choice == Choice::Included)));
    let person = Memo::new(move |_| entry.with(|entry| entry.as_ref().and_then(|entry| entry.person.clone())));
    let down = match &key {
        Key::Region(region) => {
            let region = region.clone();
            Signal::derive(move || list.silent.with(|silent| silent.contains(&region)))
        }
        _ => Signal::derive(|| false),
    };
    let count = move || match down.get() {
        true => view! {
            <Icon name=IconName::Warn small=true />
            <span class="sr">"not answering"</span>
        }
        .into_any(),
        false => entry.with(|entry| entry.as_ref().map(|entry| format!("{:#}", entry.total))).into_any(),
    };
    let none = move || entry.with(|entry| entry.as_ref().is_some_and(|entry| entry.total.none()));
    let for_edit = key.clone();
    let on_change = move |target: web_sys::HtmlInputElement| {
        // The address decides; where it stays as it is, so does the box.
        target.set_checked(chosen.get_untracked());
        list.edit(|query| edit::toggle(query, &for_edit));
    };
    view! {
        <label class="facet-row" class:zero=none class:down=move || down.get()>
            <input
                type="checkbox"
                class="check"
                prop:checked=chosen
                on:change:target=move |event| on_change(event.target())
            />
            {face(list, key, person, down)}
            <span class="n">{count}</span>
        </label>
    }
}

fn face(list: List, key: Key, person: Memo<Option<String>>, down: Signal<bool>) -> AnyView {
    let plain = |word: &str| view! { <bdi class="clip">{clip(&one_line(word), 60).into_owned()}</bdi> }.into_any();
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
        Key::Status(StatusIs::Active) => plain("Active"),
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
        Key::Region(region) => view! { <RegionTag region=region down=down /> }.into_any(),
        Key::Source(source) => plain(words::source(&source)),
        Key::Disposition(disposition) => plain(words::disposition(&disposition)),
        Key::Tag(tag) => plain(tag.as_deref().unwrap_or("Untagged")),
        Key::Responsibility(who) => plain(who.as_deref().unwrap_or("Not stated")),
        Key::Age(_) => ().into_any(),
    }
}
