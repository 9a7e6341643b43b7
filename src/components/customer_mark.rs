//! Whose data this is: the mark from the id, then name, code and region.

use super::{CodeTag, RegionTag};
use crate::format::mark::Mark;
use crate::format::text::{clip, one_line};
use contract::{CustomerId, RegionCode};
use leptos::prelude::*;
use trusted_view::view;

/// Longest name that is put into the page.
const NAME_CHARS: usize = 160;

/// Side of a mark in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MarkSize {
    /// 16, in facets.
    Small,
    /// 20, in rows.
    #[default]
    Normal,
    /// 32, in the identity band.
    Large,
    /// 44, on a page of its own.
    Huge,
}

/// The mark of a customer. Decorative: name or code stand beside it.
#[component]
pub fn CustomerMark(
    /// Whose; nothing else decides how it looks.
    id: CustomerId,
    /// How large.
    #[prop(optional)]
    size: MarkSize,
) -> impl IntoView {
    let mark = Mark::of(&id.to_string());
    let class = match size {
        MarkSize::Small => "cmark s",
        MarkSize::Normal => "cmark",
        MarkSize::Large => "cmark l",
        MarkSize::Huge => "cmark xl",
    };
    view! {
        <span class=class data-hue=mark.hue.to_string() aria-hidden="true">
            <svg viewBox="0 0 16 16">
                <path d=mark.path()></path>
            </svg>
        </span>
    }
}

/// Mark, name, code and region: how a row that may be any customer's says whose it is.
#[component]
pub fn CustomerName(
    /// Whose.
    id: CustomerId,
    /// Display name.
    #[prop(into)]
    name: String,
    /// Short code.
    #[prop(into)]
    code: String,
    /// Where its data lives.
    region: RegionCode,
    /// That region is not answering.
    #[prop(optional, into)]
    down: Signal<bool>,
) -> impl IntoView {
    let name = one_line(&name);
    let shown = clip(&name, NAME_CHARS).into_owned();
    view! {
        <span class="cust">
            <CustomerMark id=id />
            <bdi class="clip name" title=name>
                {shown}
            </bdi>
            <CodeTag code=code />
            <RegionTag region=region down=down />
        </span>
    }
}
