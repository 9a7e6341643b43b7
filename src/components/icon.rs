//! Icons and marks, drawn where they stand: a page holds the shapes that it shows and no others.

mod shapes;

use leptos::prelude::*;
pub use shapes::IconName;
use shapes::{MARKS, Paint, Shapes};
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
    let (paint, path) = name.shape();
    view! {
        <svg class=class viewBox="0 0 16 16" aria-hidden="true">
            {draw(paint, path)}
        </svg>
    }
}

/// The shape of a priority (`p-…`) or a status (`s-…`), coloured by the element around it.
#[component]
pub(super) fn MarkShape(
    /// Its id, such as `p-critical`; one that nobody drew is empty.
    id: &'static str,
) -> impl IntoView {
    let mark = MARKS.iter().find(|(known, ..)| *known == id);
    let (side, shapes): (u8, Shapes) = mark.map_or((16, &[]), |(_, side, shapes)| (*side, *shapes));
    let paths = shapes.iter().map(|(paint, path)| draw(*paint, path)).collect_view();
    view! {
        <svg viewBox=format!("0 0 {side} {side}") aria-hidden="true">
            {paths}
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
    fn every_mark_has_an_id_of_its_own_and_every_shape_starts_with_a_move() {
        let mut seen = HashSet::new();
        for (id, side, shapes) in MARKS {
            assert!(seen.insert(id), "{id} twice");
            assert!(*side == 16 || *side == 18, "{id}");
            assert!(!shapes.is_empty(), "{id}");
        }
        let marks = MARKS.iter().flat_map(|(_, _, shapes)| shapes.iter().map(|(_, path)| *path));
        for path in marks.chain(IconName::ALL.iter().map(|icon| icon.shape().1)) {
            assert!(path.starts_with(['m', 'M']), "{path}");
        }
    }

    #[test]
    fn no_two_icons_are_the_same() {
        let shapes: HashSet<_> = IconName::ALL.iter().map(|icon| icon.shape().1).collect();
        assert_eq!(shapes.len(), IconName::ALL.len());
    }
}
