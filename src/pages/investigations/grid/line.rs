//! The lines of a grid and the arithmetic of showing a part of them. Pure.

use std::ops::Range;
use working_set::{Answer, Key, RowId};

/// One line: the head of a group, or an investigation.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Line {
    /// Heads the rows that share this value.
    Group(Key),
    /// A row of the working set.
    Row(RowId),
}

impl Line {
    /// The row, unless it is a head.
    pub(super) const fn row(&self) -> Option<RowId> {
        match self {
            Self::Row(row) => Some(*row),
            Self::Group(_) => None,
        }
    }
}

/// An answer's rows line by line, each group under its head.
pub(super) fn lines(answer: &Answer) -> Vec<Line> {
    if answer.groups.is_empty() {
        return answer.rows.iter().copied().map(Line::Row).collect();
    }
    let mut lines = Vec::with_capacity(answer.rows.len() + answer.groups.len());
    for group in &answer.groups {
        lines.push(Line::Group(group.key.clone()));
        let rows = answer.rows.get(group.rows.clone()).unwrap_or_default();
        lines.extend(rows.iter().copied().map(Line::Row));
    }
    lines
}

/// What is seen of a scrolling list, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct View {
    /// How far it is scrolled.
    pub(super) top: f64,
    /// How much of it is seen, sticky head included.
    pub(super) height: f64,
    /// Height of every line.
    pub(super) line: f64,
    /// Height of the sticky head above the lines.
    pub(super) head: f64,
}

/// Lines drawn beyond either edge, so that scrolling never shows a gap.
const MARGIN: usize = 12;
/// The drawn part moves in steps of as many lines, so that few frames of a scroll touch the page's structure.
const STEP: usize = 8;

/// Which of `count` lines to draw.
pub(super) fn drawn(view: View, count: usize) -> Range<usize> {
    if view.line < 1.0 {
        return 0..count.min(MARGIN * 4);
    }
    let first = (view.top.max(0.0) / view.line) as usize;
    let seen = (view.height.max(0.0) / view.line).ceil() as usize + 1;
    let start = first.saturating_sub(MARGIN) / STEP * STEP;
    let end = (first + seen + MARGIN).div_ceil(STEP) * STEP;
    start.min(count)..end.min(count)
}

/// The first line that is seen whole.
pub(super) fn first_seen(view: View) -> usize {
    if view.line < 1.0 { 0 } else { (view.top.max(0.0) / view.line).ceil() as usize }
}

/// How far to scroll so that the line is seen; `None` when it is. `covered` is what else sticks above the lines.
pub(super) fn reveal(view: View, place: usize, covered: f64) -> Option<f64> {
    let top = place as f64 * view.line;
    if top - covered < view.top {
        return Some((top - covered).max(0.0));
    }
    let bottom = view.head + top + view.line;
    (bottom > view.top + view.height).then_some(bottom - view.height)
}

/// The lines that are in the page with their places: the range, the head of its first group, and the cursor's row wherever it is.
pub(super) fn in_page(lines: &[Line], range: Range<usize>, cursor: Option<usize>) -> Vec<(usize, Line)> {
    let at = |place: usize| lines.get(place).map(|line| (place, line.clone()));
    let head = lead(lines, &range).and_then(at);
    let away = cursor.filter(|place| !range.contains(place));
    let before = away.filter(|place| *place < range.start).and_then(at);
    let after = away.filter(|place| *place >= range.end).and_then(at);
    head.into_iter().chain(before).chain(range.filter_map(at)).chain(after).collect()
}

/// The head of the group that the range begins in the middle of.
pub(super) fn lead(lines: &[Line], range: &Range<usize>) -> Option<usize> {
    let grouped = lines.first().is_some_and(|line| line.row().is_none());
    let cut = grouped && lines.get(range.start).is_some_and(|line| line.row().is_some());
    if cut {
        (0..range.start).rev().find(|place| lines.get(*place).is_some_and(|line| line.row().is_none()))
    } else {
        None
    }
}

/// A step of the cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Next row.
    Down,
    /// Previous row.
    Up,
    /// A screenful on.
    PageDown,
    /// A screenful back.
    PageUp,
    /// First row.
    First,
    /// Last row.
    Last,
}

/// Where a step leads, heads of groups passed over; `None` only in a list without rows.
pub(super) fn stepped(lines: &[Line], from: Option<usize>, step: Step, page: usize) -> Option<usize> {
    let is_row = |place: &usize| lines.get(*place).is_some_and(|line| line.row().is_some());
    let last = lines.len().checked_sub(1)?;
    let after = |place: usize| (place..=last).find(is_row);
    let before = |place: usize| (0..=place.min(last)).rev().find(is_row);
    let Some(from) = from else { return if step == Step::Last { before(last) } else { after(0) } };
    let found = match step {
        Step::Down => after(from + 1),
        Step::Up => from.checked_sub(1).and_then(before),
        Step::PageDown => before(from + page.max(1)).filter(|place| *place > from).or_else(|| after(from + 1)),
        Step::PageUp => after(from.saturating_sub(page.max(1))).filter(|place| *place < from),
        Step::First => after(0),
        Step::Last => before(last),
    };
    found.or_else(|| before(from)).or_else(|| after(0))
}

/// The row nearest to a place: what the cursor falls on when its own row has gone.
pub(super) fn nearest(lines: &[Line], place: usize) -> Option<usize> {
    let last = lines.len().checked_sub(1)?;
    let is_row = |place: &usize| lines.get(*place).is_some_and(|line| line.row().is_some());
    let place = place.min(last);
    (place..=last).find(is_row).or_else(|| (0..place).rev().find(is_row))
}

#[cfg(test)]
mod tests;
