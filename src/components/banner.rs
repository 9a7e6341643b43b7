//! A banner: what happened, to which customer, whether anything was lost, what to do.

use super::{Icon, IconName};
use leptos::prelude::*;
use trusted_view::view;

/// How a message is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    #[default]
    Info,
    /// Done.
    Ok,
    /// Something is old, missing or waiting.
    Warn,
    /// Something failed or was refused.
    Danger,
}

impl Tone {
    /// Its class in the style sheets.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Danger => "danger",
        }
    }

    /// The icon that goes with it.
    pub const fn icon(self) -> IconName {
        match self {
            Self::Info => IconName::Info,
            Self::Ok => IconName::CheckCircle,
            Self::Warn => IconName::Warn,
            Self::Danger => IconName::CrossCircle,
        }
    }

    /// `alert` interrupts a screen reader, `status` waits for a pause.
    pub const fn role(self) -> &'static str {
        match self {
            Self::Danger => "alert",
            Self::Info | Self::Ok | Self::Warn => "status",
        }
    }
}

/// A message in the page. It stays until its cause is gone.
#[component]
pub fn Banner(
    /// How it is meant.
    tone: Tone,
    /// What happened, in one sentence without a full stop.
    #[prop(into)]
    title: String,
    /// Another icon than the tone's own.
    #[prop(optional)]
    icon: Option<IconName>,
    /// Edge to edge, between header and list.
    #[prop(optional)]
    flush: bool,
    /// Buttons, the way out first.
    #[prop(optional, into)]
    actions: Option<ViewFnOnce>,
    /// The rest: whether anything was lost, what to do.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let class = format!("banner {}{}", tone.class(), if flush { " flush" } else { "" });
    view! {
        <div class=class role=tone.role()>
            <Icon name=icon.unwrap_or(tone.icon()) />
            <div class="text">
                <b>{title}</b>
                {children.map(|children| children())}
            </div>
            {actions.map(|actions| view! { <div class="actions">{actions.run()}</div> })}
        </div>
    }
}
