//! A row's elements, made once and shown for one investigation after the other: what says the same is not written again.

use super::dom::{Attribute, Class, Number, Words, element, with, within};
use super::texts::{Texts, actors, plain};
use crate::format::text::{clip, one_line, title};
use crate::format::words;
use crate::pages::investigations::columns::look;
use crate::route::{ColumnAt, GridColumn};
use contract::{Priority, Status, Timestamp};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, HtmlInputElement};
use working_set::{RowId, RowRef};

/// Longest word of a value that is put into the page.
const WORD_CHARS: usize = 40;

/// What every row of a frame is drawn with.
pub(in crate::pages::investigations::grid) struct Look<'a> {
    /// The server's now.
    pub(in crate::pages::investigations::grid) now: Timestamp,
    /// Zone of absolute times.
    pub(in crate::pages::investigations::grid) zone: &'a str,
    /// The analyst's address.
    pub(in crate::pages::investigations::grid) me: &'a str,
    /// Grows when rows that did not change look different: another minute, other roles, other names.
    pub(in crate::pages::investigations::grid) epoch: u64,
    /// Where a row's title leads.
    pub(in crate::pages::investigations::grid) href: &'a dyn Fn(RowRef<'_>) -> String,
    /// Why nothing of a customer's can be changed.
    pub(in crate::pages::investigations::grid) barred: &'a dyn Fn(contract::CustomerId) -> Option<String>,
}

/// What a row is besides its facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::pages::investigations::grid) struct Marks {
    /// Ticked.
    pub(in crate::pages::investigations::grid) selected: bool,
    /// The cursor is on it, and seen.
    pub(in crate::pages::investigations::grid) cursor: bool,
    /// The Tab key enters the grid by it.
    pub(in crate::pages::investigations::grid) stop: bool,
    /// Open beside the grid.
    pub(in crate::pages::investigations::grid) open: bool,
    /// It answers the question no more.
    pub(in crate::pages::investigations::grid) left: bool,
    /// Its region does not answer.
    pub(in crate::pages::investigations::grid) stale: bool,
}

enum Cell {
    Title { link: Element, words: Words, href: Attribute, actor: Words },
    Customer { mark: HtmlElement, name: Words, code: Words, region: Words, hue: Attribute, shape: String },
    Menu { button: Element, words: Words, face: Option<Face>, class: Class, title: Attribute, disabled: Attribute },
    Plain { words: Words },
}

/// Initials on the hue of whoever works on it.
struct Face {
    element: Element,
    initials: Words,
    hue: Attribute,
}

/// One row's elements.
pub(super) struct RowNodes {
    pub(super) root: HtmlElement,
    check: HtmlInputElement,
    cells: Vec<(GridColumn, Cell)>,
    /// Which investigation it shows.
    pub(super) shows: Option<RowId>,
    /// Where it stands.
    pub(super) line: Option<usize>,
    painted: Option<(u64, u64)>,
    marks: Option<(Marks, bool, bool)>,
    index: Number,
    y: f64,
}

/// One row without facts, to be cloned.
pub(super) fn template(document: &Document, columns: &[ColumnAt]) -> Option<Element> {
    let row = element(document, "div", "r")?;
    with(&row, &[("role", "row"), ("tabindex", "-1"), ("aria-selected", "false")]);
    let cell = |class: &str| {
        let cell = within(document, &row, "div", class)?;
        with(&cell, &[("role", "gridcell")]);
        Some(cell)
    };
    let box_cell = cell("c-check")?;
    with(&box_cell, &[("aria-colindex", "1")]);
    let check = within(document, &box_cell, "input", "check")?;
    with(&check, &[("type", "checkbox"), ("tabindex", "-1"), ("aria-label", "Select")]);
    for (place, at) in columns.iter().enumerate() {
        let cell = cell(look(at.column).class)?;
        with(&cell, &[("aria-colindex", &(place + 2).to_string())]);
        match at.column {
            GridColumn::Title => {
                // The cell runs as its title does, so that the end is what is cut off where it is too long.
                with(&cell, &[("dir", "auto")]);
                with(&within(document, &cell, "a", "title")?, &[("tabindex", "-1")]);
                // Read aloud, the two are words of their own.
                cell.append_child(&document.create_text_node(" ")).ok()?;
                within(document, &cell, "bdi", "entity")?;
            }
            GridColumn::Customer => {
                with(&within(document, &cell, "span", "mark")?, &[("aria-hidden", "true")]);
                within(document, &cell, "bdi", "clip name")?;
                within(document, &cell, "span", "code")?;
                within(document, &cell, "span", "region")?;
            }
            GridColumn::Priority | GridColumn::Status | GridColumn::Assignee => {
                let button = within(document, &cell, "button", "cell-menu")?;
                let popup = if at.column == GridColumn::Assignee { "listbox" } else { "menu" };
                let attributes =
                    [("type", "button"), ("tabindex", "-1"), ("aria-haspopup", popup), ("aria-expanded", "false")];
                with(&button, &attributes);
                if at.column == GridColumn::Assignee {
                    with(&within(document, &button, "span", "initials")?, &[("aria-hidden", "true")]);
                }
            }
            _ => with(&cell, &[("dir", "auto")]),
        }
    }
    Some(row)
}

impl RowNodes {
    /// Of a clone of the template of these columns; `number` is another one for each.
    pub(super) fn of(template: &Element, columns: &[ColumnAt], number: usize) -> Option<Self> {
        let root: HtmlElement = template.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
        let first = root.first_element_child()?;
        let check: HtmlInputElement = first.first_element_child()?.dyn_into().ok()?;
        let mut cells = Vec::with_capacity(columns.len());
        let mut next = first.next_element_sibling();
        for at in columns {
            let cell = next?;
            next = cell.next_element_sibling();
            cells.push((at.column, Cell::of(at.column, cell)?));
        }
        if let Some(link) = root.query_selector(".title").ok().flatten() {
            // Each box is named by what it selects, without a word written when the row shows another.
            let (own, title) = (format!("row-{number}-check"), format!("row-{number}-title"));
            link.set_id(&title);
            with(&check, &[("id", &own), ("aria-labelledby", &format!("{own} {title}"))]);
        }
        let index = Number::new("aria-rowindex");
        Some(Self { root, check, cells, shows: None, line: None, painted: None, marks: None, index, y: f64::NAN })
    }

    /// Puts it on a line.
    pub(super) fn place(&mut self, line: usize, y: f64) {
        if self.line.is_none() {
            // A style that the browser does not take leaves the row where it was.
            _ = self.root.style().remove_property("display");
        }
        self.line = Some(line);
        // The head of the grid is line 1, the first row line 2.
        self.index.set(&self.root, line + 2);
        if self.y.to_bits() != y.to_bits() {
            self.y = y;
            _ = self.root.style().set_property("transform", &format!("translateY({y}px)"));
        }
    }

    /// Takes it off the page without taking it out.
    pub(super) fn hide(&mut self) {
        if self.line.take().is_some() || self.shows.is_none() {
            _ = self.root.style().set_property("display", "none");
        }
        self.shows = None;
        self.painted = None;
    }

    /// Shows an investigation.
    pub(super) fn paint(&mut self, row: RowRef<'_>, marks: Marks, look: &Look<'_>, texts: &mut Texts) {
        let stamp = (row.revision(), look.epoch);
        let fresh = self.shows != Some(row.id()) || self.painted != Some(stamp);
        self.shows = Some(row.id());
        self.painted = Some(stamp);
        if fresh {
            for (column, cell) in &mut self.cells {
                cell.paint(*column, row, look, texts);
            }
        }
        let marks = (marks, row.saving(), *row.status() == Status::Closed);
        if self.marks != Some(marks) {
            self.mark(marks);
        }
    }

    fn mark(&mut self, (marks, saving, closed): (Marks, bool, bool)) {
        let old = self.marks.replace((marks, saving, closed));
        let classes = [
            (marks.cursor, " is-cursor"),
            (marks.open, " is-open"),
            (marks.left, " is-left"),
            (marks.stale, " is-stale"),
            (saving, " is-saving"),
            (closed, " is-closed"),
        ];
        let class = classes.into_iter().filter(|(on, _)| *on).fold("r".to_owned(), |all, (_, class)| all + class);
        self.root.set_class_name(&class);
        let old = old.unwrap_or_default();
        if old.0.selected != marks.selected {
            self.check.set_checked(marks.selected);
            with(&self.root, &[("aria-selected", if marks.selected { "true" } else { "false" })]);
        }
        if old.0.stop != marks.stop {
            with(&self.root, &[("tabindex", if marks.stop { "0" } else { "-1" })]);
        }
        if old.1 != saving {
            _ = if saving {
                self.root.set_attribute("aria-busy", "true")
            } else {
                self.root.remove_attribute("aria-busy")
            };
        }
    }

    /// The element of a cell that can have the focus.
    pub(super) fn control(&self, column: GridColumn) -> Option<&Element> {
        self.cells.iter().find(|(other, _)| *other == column).and_then(|(_, cell)| match cell {
            Cell::Title { link, .. } => Some(link),
            Cell::Menu { button, .. } => Some(button),
            Cell::Customer { .. } | Cell::Plain { .. } => None,
        })
    }
}

impl Cell {
    fn of(column: GridColumn, cell: Element) -> Option<Self> {
        Some(match column {
            GridColumn::Title => {
                let link = cell.first_element_child()?;
                let actor = link.next_element_sibling()?;
                Self::Title { words: Words::of(&link)?, actor: Words::of(&actor)?, link, href: Attribute::new("href") }
            }
            GridColumn::Customer => {
                let mark = cell.first_element_child()?;
                let name = mark.next_element_sibling()?;
                let code = name.next_element_sibling()?;
                let region = code.next_element_sibling()?;
                Self::Customer {
                    name: Words::of(&name)?,
                    code: Words::of(&code)?,
                    region: Words::of(&region)?,
                    hue: Attribute::new("data-hue"),
                    shape: String::new(),
                    mark: mark.dyn_into().ok()?,
                }
            }
            GridColumn::Priority | GridColumn::Status | GridColumn::Assignee => {
                let button = cell.first_element_child()?;
                let face = button.first_element_child();
                Self::Menu {
                    words: Words::after(&button, face.as_ref())?,
                    face: face.and_then(|element| {
                        Some(Face { initials: Words::of(&element)?, element, hue: Attribute::new("data-hue") })
                    }),
                    button,
                    class: Class::default(),
                    title: Attribute::new("title"),
                    disabled: Attribute::new("aria-disabled"),
                }
            }
            _ => Self::Plain { words: Words::of(&cell)? },
        })
    }

    fn paint(&mut self, column: GridColumn, row: RowRef<'_>, look: &Look<'_>, texts: &mut Texts) {
        match self {
            Self::Title { link, words, href, actor } => {
                words.say(&title(row.title()));
                href.set(link, Some(&(look.href)(row)));
                actor.say(&actors(row));
            }
            Self::Customer { mark, name, code, region, hue, shape } => {
                let text = texts.customer(row.customer(), row.customer_names());
                name.say(&text.name);
                code.say(&text.code);
                hue.set(mark, Some(&text.hue));
                if *shape != text.mark {
                    shape.clone_from(&text.mark);
                    // Without it the mark is a plain square of the customer's hue.
                    _ = mark.style().set_property("--mark", shape);
                }
                region.say(row.region().as_str());
            }
            Self::Menu { button, words: said, face, class, title, disabled } => {
                let short = |word: &str| clip(&one_line(word), WORD_CHARS).into_owned();
                let (label, now) = match column {
                    GridColumn::Priority => {
                        said.say(&short(words::priority(row.priority())));
                        ("Change priority", priority_class(row.priority()))
                    }
                    GridColumn::Status => {
                        said.say(&short(words::status(row.status())));
                        ("Change status", status_class(row.status()))
                    }
                    _ => {
                        let person = row.assignee().map(|person| (person, texts.person(person)));
                        if let Some(face) = face {
                            face.hue.set(&face.element, person.as_ref().map(|(_, text)| text.hue.as_str()));
                            face.initials.say(person.as_ref().map_or("", |(_, text)| text.initials.as_str()));
                        }
                        let you = person.as_ref().is_some_and(|(person, _)| person.email.eq_ignore_ascii_case(look.me));
                        match &person {
                            Some(_) if you => said.say("You"),
                            Some((_, text)) => said.say(&text.name),
                            None => said.say("Unassigned"),
                        }
                        ("Change assignee", if person.is_some() { "cell-menu who" } else { "cell-menu who nobody" })
                    }
                };
                class.set(button, now);
                let barred = texts.barred(row.customer(), || (look.barred)(row.customer()));
                let barred = barred.or_else(|| row.saving().then_some("The last change is still being saved"));
                title.set(button, Some(barred.unwrap_or(label)));
                disabled.set(button, barred.map(|_| "true"));
            }
            Self::Plain { words } => words.say(&plain(texts, column, row, look.now, look.zone)),
        }
    }
}

/// Shape and colour of a priority; an unknown word has those of an unspecified one.
pub(super) const fn priority_class(priority: &Priority) -> &'static str {
    match priority {
        Priority::Critical => "cell-menu pm critical",
        Priority::High => "cell-menu pm high",
        Priority::Medium => "cell-menu pm medium",
        Priority::Low => "cell-menu pm low",
        Priority::Unspecified | Priority::Other(_) => "cell-menu pm unspecified",
    }
}

/// Shape and colour of a status; an unknown word is active work and has those of an open one.
const fn status_class(status: &Status) -> &'static str {
    match status {
        Status::Open | Status::Other(_) => "cell-menu sm open",
        Status::Investigating => "cell-menu sm investigating",
        Status::Waiting => "cell-menu sm waiting",
        Status::Closed => "cell-menu sm closed",
    }
}
