//! One value of a facet: asked for, left out or neither, how it looks, how many have it.

use super::choose;
use super::rows::Held;
use crate::components::{Avatar, CustomerMark, Icon, IconName, MarkSize, PriorityMark, RegionTag, StatusMark};
use crate::format::text::{clip, one_line};
use crate::format::words;
use crate::pages::investigations::chips::age_word;
use crate::pages::investigations::list::List;
use crate::reactive::memo;
use crate::route::InvestigationsQuery;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use trusted_view::view;
use working_set::{Choice, Entry, Key, StatusIs, Who};

/// A value with its box, its count, and the way to leave it out.
#[component]
pub(super) fn EntryRow(
    /// The list it narrows.
    list: List,
    /// The row's place.
    place: usize,
    /// Which value it stands for by now.
    entry: Memo<Option<Entry>>,
    /// Where to say that it has the focus.
    held: Held,
) -> impl IntoView {
    // A mark is not made anew for another count.
    let who = memo(move || entry.with(|entry| entry.as_ref().map(|entry| (entry.key.clone(), entry.person.clone()))));
    let key = move || who.with_untracked(|who| who.as_ref().map(|(key, _)| key.clone()));
    let state = memo(move || {
        entry.with(|entry| entry.as_ref().map(|entry| (entry.choice, entry.total.none())).unwrap_or_default())
    });
    let out = move || state.get().0 == Choice::Excluded;
    // Their marks say the word; all others are a mark and a word beside it.
    let worded = who.with_untracked(|who| matches!(who, Some((Key::Priority(_) | Key::Status(_) | Key::Region(_), _))));
    let down = match key() {
        Some(Key::Region(_)) => memo(move || {
            who.with(|who| match who {
                Some((Key::Region(region), _)) => list.silent.with(|silent| silent.contains(region)),
                _ => false,
            })
        })
        .into(),
        _ => Signal::stored(false),
    };
    let class = move || {
        let zero = if state.get().1 { " zero" } else { "" };
        let out = if out() { " out" } else { "" };
        let down = if down.get() { " down" } else { "" };
        format!("facet-row can-leave{zero}{out}{down}")
    };
    let total = memo(move || {
        let total = || entry.with(|entry| entry.as_ref().map(|entry| format!("{:#}", entry.total)).unwrap_or_default());
        if down.get() { String::new() } else { total() }
    });
    let silent = move || {
        let said = || {
            view! {
                <Icon name=IconName::Warn small=true />
                <span class="sr">"not answering"</span>
            }
        };
        down.get().then(said)
    };
    let name = memo(move || {
        who.with(|who| who.as_ref().map(|(key, person)| said(list, key, person.as_deref())).unwrap_or_default())
    });
    let edit = move |change: fn(&mut InvestigationsQuery, &Key)| {
        if let Some(key) = key() {
            list.edit(|query| change(query, &key));
        }
    };
    let chosen = move || state.get().0 == Choice::Included;
    let on_change = move |target: web_sys::HtmlInputElement| {
        // The address decides; where it stays as it is, so does the box.
        target.set_checked(untrack(chosen));
        edit(choose::include);
    };
    let on_click = move |event: MouseEvent| {
        if event.alt_key() {
            event.prevent_default();
            edit(choose::leave_out);
        }
    };
    view! {
        <div
            class=class
            on:focusin=move |_| held.set_value(key().map(|key| (place, key)))
            on:focusout=move |_| held.set_value(None)
        >
            <label class="pick" on:click=on_click>
                <input
                    type="checkbox"
                    class="check"
                    prop:checked=chosen
                    on:change:target=move |event| on_change(event.target())
                />
                {move || out().then(|| view! { <span class="not">"not"</span> })}
                {move || who.with(|who| who.as_ref().map(|(key, person)| face(list, key, person.as_deref(), down)))}
                {(!worded)
                    .then(|| {
                        view! {
                            <bdi class="clip" title=name>
                                {name}
                            </bdi>
                        }
                    })}
                <span class="n">{silent} {total}</span>
            </label>
            <button
                type="button"
                class="leave-out"
                aria-pressed=move || if out() { "true" } else { "false" }
                aria-label=move || format!("Leave out {}", name.get())
                title=move || {
                    if out() {
                        format!("{} is left out; click to let it in again", name.get())
                    } else {
                        format!("Leave out {} (Alt and click)", name.get())
                    }
                }
                on:click=move |_| edit(choose::leave_out)
            ></button>
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

/// The value as a mark; nothing where words are all there is.
fn face(list: List, key: &Key, person: Option<&str>, down: Signal<bool>) -> AnyView {
    match key.clone() {
        Key::Customer(id) => view! { <CustomerMark id=id size=MarkSize::Small /> }.into_any(),
        Key::Priority(priority) => view! { <PriorityMark priority=priority /> }.into_any(),
        Key::Status(StatusIs::Is(status)) => view! { <StatusMark status=status /> }.into_any(),
        Key::Region(region) => view! { <RegionTag region=region down=down /> }.into_any(),
        Key::Assignee(Who::Unassigned) => view! { <span class="avatar none" aria-hidden="true"></span> }.into_any(),
        Key::Assignee(Who::Me) => {
            let me = untrack(|| list.session.with_session(|session| session.analyst.clone()));
            me.map(|me| view! { <Avatar name=me.name email=Some(me.email) /> }).into_any()
        }
        Key::Assignee(Who::Person(email)) => {
            let name = person.unwrap_or(&email).to_owned();
            view! { <Avatar name=name email=Some(email) /> }.into_any()
        }
        _ => ().into_any(),
    }
}
