//! The preview: who is skipped and why, then what changes, customer by customer, and one comment for all.

use super::actions::BulkActions;
use super::{customer_name, words};
use crate::components::flow::Show;
use crate::components::{Icon, IconName, unique_id};
use crate::format::count::{count, plural};
use crate::format::text::one_line;
use crate::reactive::{effect, memo};
use crate::sync::{Changing, Plan, Skip, Skipped, Was, Wish, person_key};
use contract::CustomerId;
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;
use trusted_view::view;
use working_set::sorted;

/// Customers named in one line; the rest are counted.
const NAMED: usize = 3;

/// What would become of the ticked rows.
#[component]
pub(super) fn Preview(bulk: BulkActions, on_done: Callback<()>) -> impl IntoView {
    let me = StoredValue::new(bulk.me());
    let heading = unique_id("preview");
    let apply = NodeRef::<html::Button>::new();
    let plan = move || bulk.plan.get().unwrap_or_default();
    let number = memo(move || bulk.plan.with(|plan| plan.as_ref().map_or(0, |plan| plan.steps.len())));
    let selected = memo(move || bulk.plan.with(|plan| plan.as_ref().map_or(0, |plan| plan.selected)));
    let title = move || bulk.wish.with(|wish| wish.as_ref().map(|wish| me.with_value(|me| words::title(wish, me))));
    effect(move || {
        if let Some(button) = apply.get() {
            // It fails only when the preview has gone again.
            _ = button.focus();
        }
    });
    let leave = move |_| {
        bulk.put_away();
        on_done.run(());
    };
    let make = move || {
        if number.get_untracked() > 0 && bulk.apply() {
            on_done.run(());
        }
    };
    let on_keydown = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            make();
        }
    };
    let labelled_by = heading.clone();
    view! {
        <div class="preview" role="dialog" aria-labelledby=labelled_by on:keydown=on_keydown>
            <header>
                <h3 id=heading>{title}</h3>
                <span class="muted hide-tight">
                    {move || {
                        format!("{} of {} change", count(number.get() as u64), count(selected.get() as u64))
                    }}
                </span>
                <button
                    class="btn quiet small icon-only push"
                    aria-label="Cancel this change"
                    title="Cancel this change"
                    on:click=leave
                >
                    <Icon name=IconName::Cross />
                </button>
            </header>
            <ul class="lines" tabindex="0" aria-label="What will change">
                {move || lines(bulk, &plan())}
            </ul>
            <CommentField bulk=bulk />
            <div class="apply">
                <span class="soft sumline push-end">{move || summary(bulk, &plan())}</span>
                <button class="btn quiet" on:click=leave>
                    "Cancel"
                </button>
                <button
                    node_ref=apply
                    class="btn primary"
                    aria-disabled=move || (number.get() == 0).then_some("true")
                    on:click=move |_| make()
                >
                    {move || format!("Change {}", count(number.get() as u64))}
                    <kbd class="hide-tight">"Ctrl Enter"</kbd>
                </button>
            </div>
        </div>
    }
}

/// One comment for all; who will read it is said beside it.
#[component]
fn CommentField(bulk: BulkActions) -> impl IntoView {
    let open = RwSignal::new(bulk.comment.with_untracked(|comment| !comment.is_empty()));
    let field = NodeRef::<html::Textarea>::new();
    let id = StoredValue::new(unique_id("bulk-comment"));
    let partner = memo(move || bulk.list.session.primary().map(|primary| primary.name).unwrap_or_default());
    let left_out = move || {
        let unguarded = bulk.plan.with(|plan| plan.as_ref().map_or(0, |plan| plan.unguarded()));
        (unguarded > 0).then(|| {
            let rows = plural(unguarded as u64, "investigation");
            format!(" Left out of {rows} whose region cannot keep it internal.")
        })
    };
    view! {
        <div class="bulk-comment">
            <Show
                when=move || open.get()
                fallback=move || {
                    let show = move |_| {
                        open.set(true);
                        request_animation_frame(move || {
                            if let Some(field) = field.try_get_untracked().flatten() {
                                // It fails only when the preview has gone again.
                                _ = field.focus();
                            }
                        });
                    };
                    view! {
                        <button class="btn quiet small" on:click=show>
                            <Icon name=IconName::Comment />
                            "Add a comment"
                        </button>
                    }
                }
            >
                <label class="small" for=id.get_value()>
                    {move || format!("Internal comment on each, seen by {} only", one_line(&partner.get()))}
                    {left_out}
                </label>
                <textarea
                    node_ref=field
                    id=id.get_value()
                    class="input"
                    rows="2"
                    maxlength="4000"
                    prop:value=bulk.comment
                    on:input:target=move |event| bulk.comment.set(event.target().value())
                ></textarea>
            </Show>
        </div>
    }
}

fn summary(bulk: BulkActions, plan: &Plan) -> String {
    if plan.steps.is_empty() {
        return "Nothing of the selected would change".to_owned();
    }
    let Some(wish) = bulk.wish.get_untracked() else { return String::new() };
    let mut from: Vec<(Was, usize)> = Vec::new();
    for (was, number) in plan.changing.iter().flat_map(|line| &line.from) {
        match from.iter_mut().find(|(known, _)| known == was) {
            Some((_, all)) => *all += number,
            None => from.push((was.clone(), *number)),
        }
    }
    sorted::by_key(&mut from, |(_, number)| std::cmp::Reverse(*number));
    let me = bulk.me();
    let said = words::change(from.iter().map(|(was, number)| (was, *number)), &words::to(&wish, &me), &me);
    let unguarded = plan.unguarded();
    let checked = if unguarded > 0 {
        format!("; {} checked before the write, not guarded by a version", count(unguarded as u64))
    } else {
        String::new()
    };
    format!("{said}, in {}{checked}", plural(plan.changing.len() as u64, "customer"))
}

fn lines(bulk: BulkActions, plan: &Arc<Plan>) -> impl IntoView + use<> {
    let me = bulk.me();
    let wish = bulk.wish.get_untracked();
    let skipped = plan.skipped.iter().map(|skipped| skipped_line(bulk, skipped, &me)).collect_view();
    let changing =
        wish.map(|wish| plan.changing.iter().map(|line| changing_line(bulk, line, &wish, &me)).collect_view());
    (skipped, changing)
}

fn skipped_line(bulk: BulkActions, line: &Skipped, me: &str) -> impl IntoView + use<> {
    let ask = matches!(line.why, Skip::Moved | Skip::Theirs(_));
    let what = words::skip(&line.why, line.count, me);
    let named = format!("{} {what}", count(line.count as u64));
    let why = line.why.clone();
    let include = ask.then(|| {
        let include = move |_| {
            bulk.take_in(|include| match &why {
                Skip::Theirs(person) => _ = include.people.insert(person_key(person)),
                _ => include.moved = true,
            });
        };
        view! {
            <button class="link small" aria-label=format!("Include: {named}") on:click=include>
                "Include"
            </button>
        }
    });
    let icon = if matches!(line.why, Skip::Theirs(_)) { IconName::User } else { IconName::Minus };
    view! {
        <li class="line skip" class:ask=ask>
            <Icon name=icon />
            {whose(bulk, &line.customers)}
            <b class="num">{count(line.count as u64)}</b>
            <span class="what">{what}</span>
            {include}
        </li>
    }
}

fn changing_line(bulk: BulkActions, line: &Changing, wish: &Wish, me: &str) -> impl IntoView + use<> {
    let from = line.from.iter().map(|(was, number)| (was, *number));
    let what = words::change(from, &words::to(wish, me), me);
    view! {
        <li class="line">
            <Icon name=IconName::Check />
            {whose(bulk, &[line.customer])}
            <b class="num">{count(line.count as u64)}</b>
            <span class="what">{what}</span>
        </li>
    }
}

fn whose(bulk: BulkActions, customers: &[CustomerId]) -> AnyView {
    match customers {
        [] => view! { <span></span> }.into_any(),
        [one] => customer_name(bulk, *one).into_any(),
        many => {
            let named: Vec<String> =
                many.iter().take(NAMED).map(|id| untrack(|| bulk.list.customer_name(*id))).collect();
            let more = many.len() - named.len();
            let more = if more > 0 { format!(" and {} more", count(more as u64)) } else { String::new() };
            let text = format!("{}{more}", named.join(", "));
            view! {
                <span class="soft clip" title=text.clone()>
                    {text.clone()}
                </span>
            }
            .into_any()
        }
    }
}
