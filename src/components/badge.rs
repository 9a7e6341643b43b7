//! Badges: facts in one or two words, never buttons.

use super::{Icon, IconName};
use leptos::prelude::*;
use trusted_view::view;

/// What a badge says about its fact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BadgeTone {
    /// Just a fact.
    #[default]
    Plain,
    /// In order.
    Ok,
    /// Look twice.
    Warn,
    /// Wrong.
    Danger,
    /// About the analyst's own place here.
    Accent,
    /// A fact on a tinted ground.
    Outline,
}

/// A fact in a pill.
#[component]
pub fn Badge(
    /// The word or two.
    #[prop(into)]
    text: String,
    /// How it is meant.
    #[prop(optional)]
    tone: BadgeTone,
    /// A small picture before the word.
    #[prop(optional)]
    icon: Option<IconName>,
    /// The sentence behind it, on hover.
    #[prop(optional, into)]
    title: Option<String>,
) -> impl IntoView {
    let class = match tone {
        BadgeTone::Plain => "badge",
        BadgeTone::Ok => "badge ok",
        BadgeTone::Warn => "badge warn",
        BadgeTone::Danger => "badge danger",
        BadgeTone::Accent => "badge accent",
        BadgeTone::Outline => "badge outline",
    };
    view! {
        <span class=class title=title>
            {icon.map(|name| view! { <Icon name=name small=true /> })}
            {text}
        </span>
    }
}
