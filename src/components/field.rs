//! Form fields: label, control, hint and error, tied together for assistive technology.

use super::{Icon, IconName, unique_id};
use crate::reactive::derived;
use leptos::prelude::*;
use trusted_view::view;

/// What a control inside a [`Field`] wires itself to.
#[derive(Clone, Debug)]
pub struct FieldIds {
    /// `id` of the control, which the label names.
    pub control: String,
    /// `aria-describedby`: hint and error, present or not.
    pub described_by: String,
    /// `aria-invalid`.
    pub invalid: Signal<bool>,
}

/// What is typed into a [`TextField`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldKind {
    /// Anything.
    #[default]
    Text,
    /// A mail address.
    Email,
    /// Never shown.
    Password,
    /// A search box.
    Search,
}

impl FieldKind {
    const fn input_type(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Email => "email",
            Self::Password => "password",
            Self::Search => "search",
        }
    }
}

/// Label, any control, hint and error.
#[component]
pub fn Field<F, V>(
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// How to answer; always shown.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong, and what would be right; said once when it appears.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Draws the control with the ids it needs.
    control: F,
) -> impl IntoView
where
    F: FnOnce(FieldIds) -> V,
    V: IntoView + 'static,
{
    let id = unique_id("field");
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let ids = FieldIds {
        control: id.clone(),
        described_by: format!("{hint_id} {error_id}"),
        invalid: derived(move || error.with(Option::is_some)),
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {control(ids)}
            {hint.map(|hint| view! { <span class="hint" id=hint_id>{hint}</span> })}
            <span id=error_id role="alert" class:error=move || error.with(Option::is_some)>
                {move || {
                    error
                        .get()
                        .map(|error| view! {
                            <Icon name=IconName::CrossCircle small=true />
                            <span>{error}</span>
                        })
                }}
            </span>
        </div>
    }
}

/// A field of one line of text.
#[component]
pub fn TextField(
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// The text, both ways.
    value: RwSignal<String>,
    /// What is typed.
    #[prop(optional)]
    kind: FieldKind,
    /// What a browser may fill in, such as `username`.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// An example.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// How to answer.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Has to be answered.
    #[prop(optional)]
    required: bool,
    /// The input, for focus.
    #[prop(optional)]
    node_ref: NodeRef<leptos::html::Input>,
) -> impl IntoView {
    let control = move |ids: FieldIds| {
        view! {
            <input
                node_ref=node_ref
                class="input"
                id=ids.control
                type=kind.input_type()
                autocomplete=autocomplete
                placeholder=placeholder
                required=required
                disabled=disabled
                aria-describedby=ids.described_by
                aria-invalid=move || if ids.invalid.get() { "true" } else { "false" }
                prop:value=value
                on:input:target=move |event| value.set(event.target().value())
            />
        }
    };
    match hint {
        Some(hint) => view! { <Field label=label hint=hint error=error control=control /> }.into_any(),
        None => view! { <Field label=label error=error control=control /> }.into_any(),
    }
}
