//! The recycled rows: as many as are seen, each shown for one line after the other. What stays is not written again, and
//! what has the focus is never taken from under it.

mod dom;
mod head;
mod row;
mod texts;

use super::cursor::{Cell, Spot};
use super::lines::Lines;
use super::space::Space;
use crate::pages::investigations::columns::look;
use crate::route::ColumnAt;
use contract::RegionCode;
use head::{HeadLook, HeadNodes};
pub(super) use row::{Look, Marks};
use row::{RowNodes, template};
use std::collections::BTreeSet;
use std::ops::Range;
use texts::Texts;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement};
use working_set::{Group, Key, RowId, WorkingSet};

/// Everything that a frame shows.
pub(super) struct Scene<'a> {
    /// What is known.
    pub(super) set: &'a WorkingSet,
    /// What stands where.
    pub(super) lines: &'a Lines,
    /// Where lines stand.
    pub(super) space: Space,
    /// The lines to draw.
    pub(super) range: Range<usize>,
    /// The list is still on its way: rows that are out of sight may stay as they are.
    pub(super) on_its_way: bool,
    /// What rows are drawn with.
    pub(super) look: Look<'a>,
    /// What counts are of.
    pub(super) noun: &'static str,
    /// Groups as they are counted now, where those shown are older.
    pub(super) groups: &'a [Group],
    /// Regions that do not answer.
    pub(super) silent: &'a BTreeSet<RegionCode>,
    /// Where the cursor is.
    pub(super) cursor: Option<(usize, Spot)>,
    /// The cursor's line keeps its element wherever it is: the focus is in it.
    pub(super) held: bool,
    /// Whether the cursor is seen.
    pub(super) inside: bool,
    /// The line that the Tab key enters the grid by.
    pub(super) stop: Option<usize>,
    /// The row that is open beside the grid.
    pub(super) open: Option<RowId>,
    /// Whether a row is ticked.
    pub(super) selected: &'a dyn Fn(RowId) -> bool,
    /// Whether a row answers the question no more.
    pub(super) left: &'a dyn Fn(RowId) -> bool,
}

/// The elements of a grid's rows and heads.
pub(super) struct Pool {
    document: Document,
    rows: HtmlElement,
    columns: Vec<ColumnAt>,
    template: Element,
    /// Line `i` is shown by slot `i` modulo their number.
    slots: Vec<RowNodes>,
    /// The row with the focus, while it is scrolled away.
    pinned: Option<RowNodes>,
    spare: Vec<RowNodes>,
    heads: Vec<HeadNodes>,
    /// Sticks above the rows of a group whose own head is scrolled away.
    lead: HeadNodes,
    texts: Texts,
    height: f64,
    /// How many rows were ever made.
    made: usize,
}

impl Pool {
    /// Of the element that holds the rows, and the one that sticks above them.
    pub(super) fn new(rows: HtmlElement, sticky: &HtmlElement, columns: &[ColumnAt]) -> Option<Self> {
        let document = rows.owner_document()?;
        let template = template(&document, columns)?;
        let mut lead = HeadNodes::new(&document)?;
        lead.hide();
        sticky.append_child(&lead.root).ok()?;
        Some(Self {
            document,
            rows,
            columns: columns.to_vec(),
            template,
            slots: Vec::new(),
            pinned: None,
            spare: Vec::new(),
            heads: Vec::new(),
            lead,
            texts: Texts::default(),
            height: f64::NAN,
            made: 0,
        })
    }

    /// Roles may be others now.
    pub(super) fn ask_again(&mut self) {
        self.texts.ask_again();
    }

    /// Takes over other columns; true when every row had to be made anew.
    pub(super) fn set_columns(&mut self, columns: &[ColumnAt]) -> bool {
        let same = self.columns.iter().map(|at| at.column).eq(columns.iter().map(|at| at.column));
        if !same && let Some(template) = template(&self.document, columns) {
            self.template = template;
            for row in self.slots.drain(..).chain(self.pinned.take()).chain(self.spare.drain(..)) {
                row.root.remove();
            }
        }
        self.columns = columns.to_vec();
        !same
    }

    /// Shows a frame.
    pub(super) fn render(&mut self, scene: &Scene<'_>) {
        let height = scene.space.height();
        if self.height.to_bits() != height.to_bits() {
            self.height = height;
            // Without a height the list cannot be scrolled, and is there all the same.
            _ = self.rows.style().set_property("height", &format!("{height}px"));
        }
        let range = scene.range.clone();
        while self.slots.len() < scene.space.most().max(range.len()) {
            let Some(row) = self.fresh() else { break };
            self.slots.push(row);
        }
        self.hold(scene, &range);
        let lead = scene.lines.lead(scene.space.first_seen());
        let mut heads: Vec<usize> = Vec::new();
        let mut used = vec![false; self.slots.len()];
        for line in range.clone() {
            let Some(row) = scene.lines.row_at(line) else {
                if lead != Some(line) {
                    heads.push(line);
                }
                continue;
            };
            let slot = line.checked_rem(self.slots.len()).unwrap_or_default();
            if let (Some(nodes), Some(held)) = (self.slots.get_mut(slot), scene.set.row(row)) {
                nodes.place(line, scene.space.y(line));
                nodes.paint(held, marks(scene, line, held), &scene.look, &mut self.texts);
                if let Some(used) = used.get_mut(slot) {
                    *used = true;
                }
            }
        }
        // What is hidden and shown again is laid out anew: on the way nobody sees it anyhow.
        for (nodes, _) in self.slots.iter_mut().zip(used).filter(|(_, used)| !used && !scene.on_its_way) {
            nodes.hide();
        }
        self.render_heads(scene, heads, &range, lead);
    }

    /// The row with the focus keeps its element, wherever it stands now.
    fn hold(&mut self, scene: &Scene<'_>, range: &Range<usize>) {
        let held = scene.cursor.as_ref().filter(|_| scene.held);
        let Some((line, Spot::Row(row))) = held else {
            if let Some(mut row) = self.pinned.take() {
                row.hide();
                self.spare.push(row);
            }
            return;
        };
        let (line, row) = (*line, *row);
        let slot = line.checked_rem(self.slots.len()).unwrap_or_default();
        let now = self.slots.iter().position(|nodes| nodes.shows == Some(row));
        if range.contains(&line) && now == Some(slot) {
            if let Some(mut other) = self.pinned.take() {
                other.hide();
                self.spare.push(other);
            }
            return;
        }
        let mut taken = match now {
            Some(now) => {
                let Some(fresh) = self.fresh() else { return };
                self.slots.get_mut(now).map(|nodes| std::mem::replace(nodes, fresh))
            }
            None => None,
        };
        if let Some(mut pinned) = self.pinned.take() {
            if taken.is_none() && pinned.shows == Some(row) {
                taken = Some(pinned);
            } else {
                pinned.hide();
                self.spare.push(pinned);
            }
        }
        let Some(mut taken) = taken else { return };
        if range.contains(&line) {
            if let Some(nodes) = self.slots.get_mut(slot) {
                let mut other = std::mem::replace(nodes, taken);
                other.hide();
                self.spare.push(other);
            }
        } else if let Some(held) = scene.set.row(row) {
            taken.place(line, scene.space.y(line));
            taken.paint(held, marks(scene, line, held), &scene.look, &mut self.texts);
            self.pinned = Some(taken);
        }
    }

    fn render_heads(&mut self, scene: &Scene<'_>, mut wanted: Vec<usize>, range: &Range<usize>, lead: Option<usize>) {
        // A head with the focus keeps its element, too.
        if let Some((line, Spot::Head(_))) = &scene.cursor
            && scene.held
            && !range.contains(line)
            && lead != Some(*line)
        {
            wanted.push(*line);
        }
        let mut free: Vec<HeadNodes> = std::mem::take(&mut self.heads);
        for line in wanted {
            let Some(group) = scene.lines.head_at(line) else { continue };
            let known = free.iter().position(|nodes| nodes.shows.as_ref() == Some(&group.key));
            let nodes = match known.or_else(|| free.iter().position(|nodes| !is_wanted(scene, nodes, range))) {
                Some(place) => Some(free.swap_remove(place)),
                None => self.fresh_head(),
            };
            if let Some(mut nodes) = nodes {
                nodes.place(line, Some(scene.space.y(line)));
                paint_head(&mut nodes, scene, line, group, &mut self.texts);
                self.heads.push(nodes);
            }
        }
        for mut nodes in free {
            nodes.hide();
            self.heads.push(nodes);
        }
        match lead.and_then(|line| Some((line, scene.lines.head_at(line)?))) {
            Some((line, group)) => {
                self.lead.place(line, None);
                paint_head(&mut self.lead, scene, line, group, &mut self.texts);
            }
            None => self.lead.hide(),
        }
    }

    /// A row that shows nothing yet.
    fn fresh(&mut self) -> Option<RowNodes> {
        if let Some(row) = self.spare.pop() {
            return Some(row);
        }
        self.made += 1;
        let row = RowNodes::of(&self.template, &self.columns, self.made)?;
        self.rows.append_child(&row.root).ok()?;
        Some(row)
    }

    fn fresh_head(&self) -> Option<HeadNodes> {
        let nodes = HeadNodes::new(&self.document)?;
        self.rows.append_child(&nodes.root).ok()?;
        Some(nodes)
    }

    /// The element of a row or head, or of a row's cell, while it is on the page.
    pub(super) fn element(&self, spot: &Spot, cell: Cell) -> Option<HtmlElement> {
        match spot {
            Spot::Head(key) => self.head(key).map(|nodes| nodes.root.clone()),
            Spot::Row(row) => {
                let nodes = self.slots.iter().chain(&self.pinned).find(|nodes| nodes.shows == Some(*row))?;
                match cell {
                    Cell::Row => Some(nodes.root.clone()),
                    Cell::In(column) => match nodes.control(column) {
                        Some(control) => control.clone().dyn_into().ok(),
                        None => Some(nodes.root.clone()),
                    },
                }
            }
        }
    }

    fn head(&self, key: &Key) -> Option<&HeadNodes> {
        self.heads.iter().chain(std::iter::once(&self.lead)).find(|nodes| nodes.shows.as_ref() == Some(key))
    }

    /// The widest that a column's cells want to be, in pixels, among the rows on the page.
    pub(super) fn natural_width(&self, at: ColumnAt) -> f64 {
        let selector = format!(".{}", look(at.column).class);
        let shown = self.slots.iter().filter(|nodes| nodes.line.is_some());
        let cells = shown.filter_map(|nodes| nodes.root.query_selector(&selector).ok().flatten());
        cells.filter_map(|cell| cell.dyn_into().ok()).map(|cell| wanted_width(&cell)).fold(0.0, f64::max)
    }
}

fn marks(scene: &Scene<'_>, line: usize, row: working_set::RowRef<'_>) -> Marks {
    let id = row.id();
    Marks {
        selected: (scene.selected)(id),
        cursor: scene.inside && scene.cursor.as_ref().is_some_and(|(_, spot)| *spot == Spot::Row(id)),
        stop: scene.stop == Some(line),
        open: scene.open == Some(id),
        left: (scene.left)(id),
        stale: scene.silent.contains(row.region()),
    }
}

fn paint_head(nodes: &mut HeadNodes, scene: &Scene<'_>, line: usize, group: &Group, texts: &mut Texts) {
    let folded = scene.lines.group_of(line).is_some_and(|group| scene.lines.is_folded(group));
    let cursor = scene.inside && scene.cursor.as_ref().is_some_and(|(at, _)| *at == line);
    let look = HeadLook { noun: scene.noun, folded, cursor, stop: scene.stop == Some(line), set: scene.set };
    let now = scene.groups.iter().find(|other| other.key == group.key);
    nodes.paint(now.unwrap_or(group), &look, texts);
}

/// Whether a head's group is on the page again.
fn is_wanted(scene: &Scene<'_>, nodes: &HeadNodes, range: &Range<usize>) -> bool {
    let line = nodes.shows.as_ref().and_then(|key| scene.lines.line_of_key(key));
    line.is_some_and(|line| range.contains(&line))
}

/// Beside what a cell shows: its paddings, the caret of a menu, what is between its parts, in pixels.
const AROUND: f64 = 24.0;
const GAP: f64 = 8.0;

/// How wide what a cell shows is, clipped or not: squeezed to nothing, it tells what overflows.
fn wanted_width(cell: &HtmlElement) -> f64 {
    let style = cell.style();
    // Where it cannot be squeezed it says how wide it is, which is no harm.
    _ = style.set_property("width", "0");
    let mut wanted = AROUND;
    let mut next = cell.first_element_child();
    if next.is_none() {
        wanted += f64::from(cell.scroll_width());
    }
    while let Some(child) = next {
        // What stands in a line of text has no width of its own to scroll.
        let box_width = child.dyn_ref::<HtmlElement>().map_or(0, HtmlElement::offset_width);
        wanted += f64::from(child.scroll_width().max(box_width)) + GAP;
        next = child.next_element_sibling();
    }
    _ = style.remove_property("width");
    wanted
}
