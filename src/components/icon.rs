//! Icons: one hidden sprite per mount, and small references into it.

mod shapes;

use leptos::prelude::*;
pub use shapes::IconName;
use shapes::{ICONS, MARKS, Paint};
use trusted_view::view;

/// A 16 px outline icon in the colour of the text. Decorative: the word or the label beside it carries the meaning.
#[component]
pub fn Icon(
    /// Which one.
    name: IconName,
    /// 12 px instead of 16.
    #[prop(optional)]
    small: bool,
    /// More classes, such as `end` or `caret`.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let base = if small { "icon icon-s" } else { "icon" };
    let class = if class.is_empty() { base.to_owned() } else { format!("{base} {class}") };
    view! {
        <svg class=class aria-hidden="true">
            <use href=name.href()></use>
        </svg>
    }
}

/// The shape of a priority (`p-…`) or a status (`s-…`), coloured by the element around it.
#[component]
pub(super) fn MarkShape(
    /// Its address, such as `#mci-p-critical`.
    href: &'static str,
) -> impl IntoView {
    view! {
        <svg aria-hidden="true">
            <use href=href></use>
        </svg>
    }
}

/// Every symbol, hidden. Drawn once, at the top of the mount: references are looked up in the tree they stand in, so a
/// shadow root needs its own.
#[component]
pub fn Sprite() -> impl IntoView {
    let symbols = ICONS.iter().chain(MARKS).map(|(id, side, shapes)| {
        let paths = shapes.iter().map(|(paint, path)| draw(*paint, path)).collect_view();
        view! {
            <symbol id=format!("mci-{id}") viewBox=format!("0 0 {side} {side}")>
                {paths}
            </symbol>
        }
    });
    view! {
        <svg class="sprite" width="0" height="0" aria-hidden="true">
            {symbols.collect_view()}
        </svg>
    }
}

fn draw(paint: Paint, path: &'static str) -> impl IntoView {
    let [fill, stroke, width, dashes] = paint.attributes();
    view! {
        <path
            d=path
            fill=fill
            stroke=stroke
            stroke-width=width
            stroke-dasharray=dashes
            stroke-linecap=paint.ends()
            stroke-linejoin=paint.ends()
        ></path>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_symbol_has_an_id_of_its_own_and_starts_with_a_move() {
        let mut seen = HashSet::new();
        for (id, side, shapes) in ICONS.iter().chain(MARKS) {
            assert!(seen.insert(id), "{id} twice");
            assert!(*side == 16 || *side == 18, "{id}");
            assert!(!shapes.is_empty(), "{id}");
            for (_, path) in *shapes {
                assert!(path.starts_with(['m', 'M']), "{id}: {path}");
            }
        }
        assert_eq!(seen.len(), 67);
    }

    #[test]
    fn an_icon_points_at_its_symbol() {
        assert_eq!(IconName::Search.href(), "#mci-i-search");
        assert!(ICONS.iter().any(|(id, ..)| format!("#mci-{id}") == IconName::CheckCircle.href()));
    }
}
