//! The lines of a grid: an answer's groups and rows, what is folded left out. Lines and rows are told apart by arithmetic. Pure.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;
use working_set::{Answer, Group, Key, RowId};

/// One line, by its place in the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    /// The head of a group, by the group's place.
    Head(usize),
    /// A row, by the row's place.
    Row(usize),
}

/// An answer line by line, each group under its head.
#[derive(Debug, Clone)]
pub(super) struct Lines {
    answer: Arc<Answer>,
    /// The line of each group's head.
    heads: Vec<usize>,
    folded: Vec<bool>,
    len: usize,
}

impl PartialEq for Lines {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.answer, &other.answer) && self.folded == other.folded
    }
}

impl Lines {
    /// Of an answer, with these groups folded.
    pub(super) fn new(answer: Arc<Answer>, folds: &HashSet<Key>) -> Self {
        let folded: Vec<bool> = answer.groups.iter().map(|group| folds.contains(&group.key)).collect();
        let mut len = 0;
        let mut heads = Vec::with_capacity(answer.groups.len());
        for (group, folded) in answer.groups.iter().zip(&folded) {
            heads.push(len);
            len += 1 + if *folded { 0 } else { group.rows.len() };
        }
        if answer.groups.is_empty() {
            len = answer.rows.len();
        }
        Self { answer, heads, folded, len }
    }

    /// How many lines.
    pub(super) const fn len(&self) -> usize {
        self.len
    }

    /// Whether rows stand in groups.
    pub(super) const fn grouped(&self) -> bool {
        !self.heads.is_empty()
    }

    /// What stands there.
    pub(super) fn at(&self, line: usize) -> Option<Line> {
        if line >= self.len {
            return None;
        }
        let Some(group) = self.group_of(line) else { return Some(Line::Row(line)) };
        let head = *self.heads.get(group)?;
        if line == head {
            return Some(Line::Head(group));
        }
        Some(Line::Row(self.answer.groups.get(group)?.rows.start + (line - head - 1)))
    }

    /// The row that stands there, unless it is a head.
    pub(super) fn row_at(&self, line: usize) -> Option<RowId> {
        match self.at(line)? {
            Line::Row(place) => self.answer.rows.get(place).copied(),
            Line::Head(_) => None,
        }
    }

    /// The group that stands there as a head.
    pub(super) fn head_at(&self, line: usize) -> Option<&Group> {
        match self.at(line)? {
            Line::Head(group) => self.answer.groups.get(group),
            Line::Row(_) => None,
        }
    }

    /// The group, by its place, that a line belongs to.
    pub(super) fn group_of(&self, line: usize) -> Option<usize> {
        self.heads.partition_point(|head| *head <= line).checked_sub(1)
    }

    /// The line of a group's head.
    pub(super) fn line_of_head(&self, group: usize) -> Option<usize> {
        self.heads.get(group).copied()
    }

    /// The line of the head of the group with this key.
    pub(super) fn line_of_key(&self, key: &Key) -> Option<usize> {
        self.line_of_head(self.answer.groups.iter().position(|group| group.key == *key)?)
    }

    /// Whether the group's rows are left out.
    pub(super) fn is_folded(&self, group: usize) -> bool {
        self.folded.get(group).copied().unwrap_or_default()
    }

    /// The line of a row; `near` is where it stood. `None` when it is not there, or folded away.
    pub(super) fn line_of(&self, row: RowId, near: usize) -> Option<usize> {
        if self.row_at(near) == Some(row) {
            return Some(near);
        }
        let place = self.answer.rows.iter().position(|other| *other == row)?;
        self.line_of_place(place)
    }

    /// The line of the row at this place of the answer; `None` when it is folded away.
    pub(super) fn line_of_place(&self, place: usize) -> Option<usize> {
        if !self.grouped() {
            return (place < self.len).then_some(place);
        }
        let group = self.answer.groups.partition_point(|group| group.rows.start <= place).checked_sub(1)?;
        let rows = &self.answer.groups.get(group)?.rows;
        let shown = rows.contains(&place) && !self.is_folded(group);
        shown.then(|| self.heads.get(group).map(|head| head + 1 + place - rows.start)).flatten()
    }

    /// The rows of these lines, heads passed over, in their order.
    pub(super) fn rows_in(&self, lines: Range<usize>) -> Vec<RowId> {
        lines.filter_map(|line| self.row_at(line)).collect()
    }

    /// The head that a screenful beginning with this line stands under, when it is not among what is seen.
    pub(super) fn lead(&self, first_seen: usize) -> Option<usize> {
        let head = self.line_of_head(self.group_of(first_seen)?)?;
        (head < first_seen).then_some(head)
    }
}

/// A step of the cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pages::investigations) enum Step {
    /// Next line.
    Down,
    /// Previous line.
    Up,
    /// Next row, heads passed over.
    NextRow,
    /// Previous row, heads passed over.
    PreviousRow,
    /// A screenful on.
    PageDown,
    /// A screenful back.
    PageUp,
    /// First line.
    First,
    /// Last line.
    Last,
}

/// Where a step leads; the ends stay. `None` in a list without lines, and for a step to a row where there is none.
pub(super) fn stepped(lines: &Lines, from: Option<usize>, step: Step, page: usize) -> Option<usize> {
    let last = lines.len().checked_sub(1)?;
    let is_row = |line: &usize| matches!(lines.at(*line), Some(Line::Row(_)));
    let Some(from) = from.map(|from| from.min(last)) else {
        return if step == Step::Last { Some(last) } else { (0..=last).find(is_row).or(Some(0)) };
    };
    match step {
        Step::Down => Some((from + 1).min(last)),
        Step::Up => Some(from.saturating_sub(1)),
        Step::NextRow => (from + 1..=last).find(is_row).or_else(|| is_row(&from).then_some(from)),
        Step::PreviousRow => (0..from).rev().find(is_row).or_else(|| is_row(&from).then_some(from)),
        Step::PageDown => Some((from + page.max(1)).min(last)),
        Step::PageUp => Some(from.saturating_sub(page.max(1))),
        Step::First => Some(0),
        Step::Last => Some(last),
    }
}

/// The row nearest to a line: what the cursor falls on when its own has gone.
pub(super) fn nearest(lines: &Lines, line: usize) -> Option<usize> {
    let last = lines.len().checked_sub(1)?;
    let is_row = |line: &usize| matches!(lines.at(*line), Some(Line::Row(_)));
    let line = line.min(last);
    (line..=last).find(is_row).or_else(|| (0..line).rev().find(is_row)).or(Some(line))
}

#[cfg(test)]
mod tests;
