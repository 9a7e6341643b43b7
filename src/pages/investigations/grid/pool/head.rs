//! The head of a group: what its rows share, how many there are, and the button that folds them.

use super::dom::{Attribute, Class, Number, Words, element, with, within};
use super::texts::Texts;
use crate::format::text::{clip, one_line};
use crate::format::words;
use contract::Priority;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement};
use working_set::{AgeBand, Group, Key, StatusIs, Who, WorkingSet};

/// Priorities that are counted apart, most urgent first.
const COUNTED: [(Priority, &str, &str); 5] = [
    (Priority::Critical, "pm count critical", "critical"),
    (Priority::High, "pm count high", "high"),
    (Priority::Medium, "pm count medium", "medium"),
    (Priority::Low, "pm count low", "low"),
    (Priority::Unspecified, "pm count unspecified", "unspecified"),
];

/// What a head is drawn with.
pub(super) struct HeadLook<'a> {
    /// What its count is of.
    pub(super) noun: &'static str,
    /// Its rows are left out.
    pub(super) folded: bool,
    /// The cursor is on it, and seen.
    pub(super) cursor: bool,
    /// The Tab key enters the grid by it.
    pub(super) stop: bool,
    /// Names of customers.
    pub(super) set: &'a WorkingSet,
}

/// One head's elements.
pub(super) struct HeadNodes {
    pub(super) root: HtmlElement,
    fold: Element,
    face: HtmlElement,
    name: Words,
    code: Words,
    region: Words,
    meta: Words,
    counts: Vec<(Element, Words, bool)>,
    /// Which group it shows.
    pub(super) shows: Option<Key>,
    class: Class,
    face_class: Class,
    hue: Attribute,
    expanded: Attribute,
    label: Attribute,
    stop: Attribute,
    index: Number,
    y: f64,
    hidden: bool,
}

impl HeadNodes {
    /// A new one, hidden.
    pub(super) fn new(document: &Document) -> Option<Self> {
        let root: HtmlElement = element(document, "div", "group-row")?.dyn_into().ok()?;
        with(&root, &[("role", "row")]);
        let cell = within(document, &root, "div", "group")?;
        with(&cell, &[("role", "gridcell")]);
        let fold = within(document, &cell, "button", "fold")?;
        with(&fold, &[("type", "button"), ("tabindex", "-1")]);
        let face = within(document, &cell, "span", "face")?;
        let name = within(document, &face, "bdi", "name clip")?;
        let code = within(document, &cell, "span", "code")?;
        let region = within(document, &cell, "span", "region")?;
        let meta = within(document, &cell, "span", "meta")?;
        let push = within(document, &cell, "span", "push")?;
        let counts = COUNTED.iter().map(|(_, class, word)| {
            let count = within(document, &push, "span", class)?;
            let number = within(document, &count, "span", "")?;
            within(document, &count, "span", "sr")?.set_text_content(Some(&format!(" {word}")));
            Some((count, Words::of(&number)?, true))
        });
        let counts = counts.collect::<Option<Vec<_>>>()?;
        Some(Self {
            name: Words::of(&name)?,
            code: Words::of(&code)?,
            region: Words::of(&region)?,
            meta: Words::of(&meta)?,
            face: face.dyn_into().ok()?,
            root,
            fold,
            counts,
            shows: None,
            class: Class::default(),
            face_class: Class::default(),
            hue: Attribute::new("data-hue"),
            expanded: Attribute::new("aria-expanded"),
            label: Attribute::new("aria-label"),
            stop: Attribute::new("tabindex"),
            index: Number::new("aria-rowindex"),
            y: f64::NAN,
            hidden: false,
        })
    }

    /// Puts it on a line; one that sticks has no place of its own.
    pub(super) fn place(&mut self, line: usize, y: Option<f64>) {
        self.index.set(&self.root, line + 2);
        if self.hidden {
            self.hidden = false;
            _ = self.root.style().remove_property("display");
        }
        if let Some(y) = y.filter(|y| y.to_bits() != self.y.to_bits()) {
            self.y = y;
            _ = self.root.style().set_property("transform", &format!("translateY({y}px)"));
        }
    }

    /// Takes it off the page without taking it out.
    pub(super) fn hide(&mut self) {
        self.shows = None;
        if !self.hidden {
            self.hidden = true;
            _ = self.root.style().set_property("display", "none");
        }
    }

    /// Shows a group.
    pub(super) fn paint(&mut self, group: &Group, look: &HeadLook<'_>, texts: &mut Texts) {
        if self.shows.as_ref() != Some(&group.key) {
            self.shows = Some(group.key.clone());
        }
        let name = name(group, look.set);
        self.name.say(&name);
        self.face(&group.key, look.set, texts);
        self.meta.say(&format!("{:#} {}, {:#} unassigned", group.total, look.noun, group.unassigned));
        for ((priority, ..), (element, number, shown)) in COUNTED.iter().zip(&mut self.counts) {
            let count = group.by_priority.iter().find(|(other, _)| other == priority).map(|(_, total)| total);
            // One priority's own group says its count already.
            let count =
                count.filter(|count| !count.none() && !count.none_known() && !matches!(group.key, Key::Priority(_)));
            if let Some(count) = count {
                number.say(&format!("{count:#}"));
            }
            if *shown != count.is_some() {
                *shown = count.is_some();
                _ = if *shown { element.remove_attribute("hidden") } else { element.set_attribute("hidden", "") };
            }
        }
        self.expanded.set(&self.fold, Some(if look.folded { "false" } else { "true" }));
        self.label.set(&self.fold, Some(&format!("{} {name}", if look.folded { "Expand" } else { "Collapse" })));
        self.stop.set(&self.root, Some(if look.stop { "0" } else { "-1" }));
        self.class.set(&self.root, if look.cursor { "group-row is-cursor" } else { "group-row" });
    }

    fn face(&mut self, key: &Key, set: &WorkingSet, texts: &mut Texts) {
        let (code, region) = match key {
            Key::Customer(id) => {
                let names = set.customer(*id);
                let text = texts.customer(*id, names);
                self.hue.set(&self.face, Some(&text.hue));
                _ = self.face.style().set_property("--mark", &text.mark);
                (text.code.clone(), names.map(|names| names.region.to_string()).unwrap_or_default())
            }
            _ => (String::new(), String::new()),
        };
        self.code.say(&code);
        self.region.say(&region);
        self.face_class.set(
            &self.face,
            match key {
                Key::Customer(_) => "face marked",
                Key::Priority(priority) => match priority {
                    Priority::Critical => "face pm critical",
                    Priority::High => "face pm high",
                    Priority::Medium => "face pm medium",
                    Priority::Low => "face pm low",
                    Priority::Unspecified | Priority::Other(_) => "face pm unspecified",
                },
                _ => "face",
            },
        );
    }
}

/// What a group is called.
pub(super) fn name(group: &Group, set: &WorkingSet) -> String {
    let told = match &group.key {
        Key::Customer(id) => set.customer(*id).map_or_else(|| id.to_string(), |names| names.name.clone()),
        Key::Priority(priority) => words::priority(priority).to_owned(),
        Key::Status(StatusIs::Is(status)) => words::status(status).to_owned(),
        Key::Status(StatusIs::Active) => "Active".to_owned(),
        Key::Assignee(Who::Unassigned) => "Unassigned".to_owned(),
        Key::Assignee(Who::Me) => "You".to_owned(),
        Key::Assignee(Who::Person(email)) => group.person.clone().unwrap_or_else(|| email.clone()),
        Key::Region(region) => region.to_string(),
        Key::Source(source) => words::source(source).to_owned(),
        Key::Age(band) => match band {
            AgeBand::Hour => "Under 1 h",
            AgeBand::Day => "1 to 24 h",
            AgeBand::Week => "1 to 7 d",
            AgeBand::Month => "7 to 30 d",
            AgeBand::Older => "30 d and more",
        }
        .to_owned(),
        Key::Tag(tag) => tag.clone().unwrap_or_else(|| "Untagged".to_owned()),
        Key::Disposition(disposition) => words::disposition(disposition).to_owned(),
        Key::Responsibility(who) => who.clone().unwrap_or_else(|| "Not stated".to_owned()),
    };
    clip(&one_line(&told), 120).into_owned()
}
