//! Where a list floats: under its button, above it where there is more room, never outside the window.

/// Pixels kept free to every edge of the window.
const EDGE: f64 = 8.0;
/// Pixels between button and list.
const GAP: f64 = 4.0;
/// Tallest a list gets, as in the style sheet.
const TALLEST: f64 = 420.0;

/// The button, in pixels of the window.
#[derive(Clone, Copy, Debug)]
pub(super) struct Anchor {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

/// Corner and greatest height of the list, in pixels of the window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) height: f64,
}

/// Places a list of this width and height in a window of this width and height.
pub(super) fn place(anchor: Anchor, list: (f64, f64), window: (f64, f64)) -> Place {
    let (below, above) = (window.1 - anchor.bottom - GAP - EDGE, anchor.top - GAP - EDGE);
    let wanted = list.1.min(TALLEST);
    let under = wanted <= below || below >= above;
    let height = wanted.min(if under { below } else { above }).max(0.0);
    let top = if under { anchor.bottom + GAP } else { anchor.top - GAP - height };
    let left = anchor.left.min(window.0 - list.0 - EDGE).max(EDGE);
    Place { left, top: top.max(EDGE), height }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WINDOW: (f64, f64) = (1_000.0, 600.0);

    #[test]
    fn under_the_button_where_there_is_room() {
        let anchor = Anchor { left: 100.0, top: 100.0, bottom: 126.0 };
        assert_eq!(place(anchor, (200.0, 150.0), WINDOW), Place { left: 100.0, top: 130.0, height: 150.0 });
    }

    #[test]
    fn above_it_near_the_bottom_and_held_inside_at_the_right() {
        let anchor = Anchor { left: 950.0, top: 560.0, bottom: 586.0 };
        assert_eq!(place(anchor, (200.0, 150.0), WINDOW), Place { left: 792.0, top: 406.0, height: 150.0 });
    }

    proptest! {
        #[test]
        fn it_never_leaves_the_window(
            left in 0.0..900.0, top in 0.0..570.0, width in 10.0..500.0, height in 10.0..2_000.0,
        ) {
            let placed = place(Anchor { left, top, bottom: top + 26.0 }, (width, height), WINDOW);
            prop_assert!(placed.left >= EDGE && placed.left + width <= WINDOW.0);
            prop_assert!(placed.top >= EDGE && placed.top + placed.height <= WINDOW.1);
        }
    }
}
