//! Where lines stand in a scrolling element: pixels as long as they fit, and a scaled space beyond, because browsers
//! cap how tall an element can be (Firefox at 17.8 million pixels). Pure.

use std::ops::Range;

/// Tallest the scrolled element gets, in pixels.
const CAP: f64 = 10_000_000.0;
/// Lines drawn beyond either edge, so that scrolling shows no gap before the next frame.
const MARGIN: usize = 2;

/// The scrolled space of a grid. All measures in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Space {
    /// How many lines.
    pub(super) count: usize,
    /// Height of every line.
    pub(super) line: f64,
    /// Height of what is seen of the lines, the sticky head not counted.
    pub(super) seen: f64,
    /// How far the element is scrolled.
    scrolled: f64,
    /// What to add to that for the place among the lines; 0 where everything fits.
    base: f64,
}

impl Space {
    /// Height of all lines, as if nothing capped it.
    fn full(&self) -> f64 {
        self.count as f64 * self.line
    }

    /// Height that the scrolled element gets.
    pub(super) fn height(&self) -> f64 {
        self.full().min(CAP)
    }

    /// How far down among the lines the first seen pixel is.
    pub(super) fn top(&self) -> f64 {
        self.scrolled + self.base
    }

    /// Whether it is scrolled away from its beginning.
    pub(super) fn away(&self) -> bool {
        self.top() >= 1.0
    }

    /// Where a line is drawn in the scrolled element.
    pub(super) fn y(&self, line: usize) -> f64 {
        line as f64 * self.line - self.base
    }

    /// Takes over measures; the place among the lines stays as near as it can.
    pub(super) fn measured(&mut self, count: usize, line: f64, seen: f64) {
        (self.count, self.line, self.seen) = (count, line, seen);
        if self.full() <= CAP {
            self.base = 0.0;
        }
    }

    /// The element was scrolled to there: small ways are taken pixel by pixel, long ones in proportion.
    pub(super) fn scroll(&mut self, to: f64) {
        let to = to.max(0.0);
        if self.full() > CAP {
            let (reach, end) = (self.full() - self.seen, CAP - self.seen);
            let small = (to - self.scrolled).abs() < self.seen.max(self.line) * 2.0;
            self.base = if to <= 0.0 {
                0.0
            } else if to >= end - 0.5 {
                reach - end
            } else if small {
                self.base.clamp(-to, reach - to)
            } else {
                to / end * reach - to
            };
        } else {
            self.base = 0.0;
        }
        self.scrolled = to;
    }

    /// How far the element has to be scrolled so that this place among the lines is the first seen.
    pub(super) fn go(&mut self, top: f64) -> f64 {
        let reach = (self.full() - self.seen).max(0.0);
        let top = top.clamp(0.0, reach);
        if self.full() <= CAP {
            (self.scrolled, self.base) = (top, 0.0);
        } else {
            // Whole pixels: that is what browsers scroll by.
            self.scrolled = (top / reach * (CAP - self.seen)).round();
            self.base = top - self.scrolled;
        }
        self.scrolled
    }

    /// The lines to draw.
    pub(super) fn drawn(&self) -> Range<usize> {
        let Range { start, end } = self.in_sight();
        if self.line < 1.0 { 0..0 } else { start.saturating_sub(MARGIN)..(end + MARGIN).min(self.count) }
    }

    /// The lines of which anything is seen.
    pub(super) fn in_sight(&self) -> Range<usize> {
        if self.line < 1.0 {
            return 0..0;
        }
        let first = (self.top().max(0.0) / self.line) as usize;
        let last = ((self.top() + self.seen).max(0.0) / self.line).ceil() as usize;
        first.min(self.count)..last.min(self.count)
    }

    /// Whether the way from there to here is so long that no line of then is still seen.
    pub(super) fn is_far_from(&self, before: &Self) -> bool {
        self.seen >= self.line && (self.top() - before.top()).abs() >= self.seen
    }

    /// How far the element is scrolled.
    pub(super) fn scrolled(&self) -> f64 {
        self.scrolled
    }

    /// How many lines are ever drawn at once.
    pub(super) fn most(&self) -> usize {
        if self.line < 1.0 { 0 } else { (self.seen / self.line).ceil() as usize + 2 + 2 * MARGIN }
    }

    /// The first line of which anything is seen.
    pub(super) fn first_seen(&self) -> usize {
        if self.line < 1.0 { 0 } else { (self.top().max(0.0) / self.line) as usize }
    }

    /// The first line that is seen whole.
    pub(super) fn first_whole(&self) -> usize {
        if self.line < 1.0 { 0 } else { (self.top().max(0.0) / self.line - 0.01).ceil() as usize }
    }

    /// How many lines a screenful has.
    pub(super) fn page(&self) -> usize {
        if self.line < 1.0 { 10 } else { ((self.seen / self.line) as usize).saturating_sub(1).max(1) }
    }

    /// The place among the lines to scroll to so that this line is seen; `None` when it is. `covered` is what sticks
    /// above the lines.
    pub(super) fn reveal(&self, line: usize, covered: f64) -> Option<f64> {
        let (start, end) = (line as f64 * self.line, (line + 1) as f64 * self.line);
        if start - covered < self.top() {
            return Some((start - covered).max(0.0));
        }
        (end > self.top() + self.seen).then_some(end - self.seen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn space(count: usize, line: f64, seen: f64) -> Space {
        let mut space = Space::default();
        space.measured(count, line, seen);
        space
    }

    proptest! {
        #[test]
        fn what_is_seen_is_drawn(count in 0_usize..600_000, line in prop::sample::select(vec![30.0, 36.0, 44.0]), share in 0.0..1.0_f64) {
            let mut space = space(count, line, 800.0);
            space.scroll((share * (space.height() - 800.0)).max(0.0));
            let drawn = space.drawn();
            prop_assert!(drawn.len() <= space.most() && drawn.end <= count);
            let first = (space.top() / line) as usize;
            let last = (((space.top() + 800.0) / line) as usize).min(count.saturating_sub(1));
            prop_assert!(count == 0 || (drawn.contains(&first) && drawn.contains(&last)), "{drawn:?} {first} {last}");
            // A drawn line never stands outside of the element.
            prop_assert!(drawn.clone().all(|line_no| space.y(line_no) >= -line * 8.0 && space.y(line_no) <= space.height() + line * 8.0));
        }

        #[test]
        fn a_revealed_line_is_seen_whole(count in 40_usize..600_000, at in 0.0..1.0_f64, from in 0.0..1.0_f64, covered in prop::sample::select(vec![0.0, 36.0])) {
            let mut space = space(count, 36.0, 800.0);
            space.scroll(from * (space.height() - 800.0));
            let line = (at * (count - 1) as f64) as usize;
            if let Some(top) = space.reveal(line, covered) {
                space.go(top);
            }
            let start = line as f64 * 36.0;
            prop_assert!(start >= space.top() - 0.001 && start + 36.0 <= space.top() + 800.001);
        }

        #[test]
        fn a_small_way_is_taken_pixel_by_pixel(count in 300_000_usize..600_000, at in 0.1..0.9_f64, by in -300.0..300.0_f64) {
            let mut space = space(count, 48.0, 800.0);
            let to = (at * (space.height() - 800.0)).round();
            space.scroll(to);
            let before = space.top();
            space.scroll(to + by);
            prop_assert!((space.top() - before - by).abs() < 0.001);
        }
    }

    #[test]
    fn both_ends_can_be_reached() {
        for count in [20, 1_000, 500_000] {
            let mut space = space(count, 48.0, 800.0);
            space.scroll(space.height() - 800.0);
            assert_eq!(space.drawn().end, count);
            assert!((space.top() + 800.0 - (count as f64 * 48.0)).abs() < 1.0);
            space.scroll(0.0);
            assert_eq!((space.drawn().start, space.top()), (0, 0.0));
        }
        assert!(space(500_000, 48.0, 800.0).height() <= 10_000_000.0);
    }

    #[test]
    fn without_measures_nothing_is_drawn() {
        assert_eq!(Space::default().drawn(), 0..0);
        assert_eq!(space(2, 36.0, 800.0).drawn(), 0..2);
    }
}
