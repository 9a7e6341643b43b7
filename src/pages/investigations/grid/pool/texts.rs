//! What cells say, kept per value where many rows share it: a frame of scrolling writes text and works out little of it.

use crate::format::mark::Mark;
use crate::format::people::{initials, person_hue};
use crate::format::text::{clip, one_line};
use crate::format::time::age;
use crate::format::words;
use crate::format::zone::absolute;
use crate::route::GridColumn;
use contract::{CustomerId, Timestamp};
use std::borrow::Cow;
use std::collections::HashMap;
use working_set::{CustomerNames, Person, RowRef};

/// Longest name that is put into the page.
const NAME_CHARS: usize = 160;
/// Values remembered before all are forgotten, so that hostile data fills no memory.
const REMEMBERED: usize = 5_000;

/// How a customer is drawn.
pub(super) struct CustomerText {
    names: Option<CustomerNames>,
    /// One line.
    pub(super) name: String,
    /// Short code; empty while the directory has not told.
    pub(super) code: String,
    /// Its hue's number.
    pub(super) hue: String,
    /// Its mark, as a value for `clip-path`.
    pub(super) mark: String,
}

/// How a person is drawn.
pub(super) struct PersonText {
    /// One line; the address where there is no name.
    pub(super) name: String,
    /// One or two letters.
    pub(super) initials: String,
    /// Their hue's number.
    pub(super) hue: String,
}

/// Texts by value.
#[derive(Default)]
pub(super) struct Texts {
    customers: HashMap<CustomerId, CustomerText>,
    people: HashMap<String, PersonText>,
    moments: HashMap<Timestamp, String>,
    zone: String,
    barred: HashMap<CustomerId, Option<String>>,
}

impl Texts {
    /// Of the customer of a row.
    pub(super) fn customer(&mut self, id: CustomerId, names: Option<&CustomerNames>) -> &CustomerText {
        let text = self.customers.entry(id).or_insert_with(|| CustomerText::of(id, names));
        if text.names.as_ref() != names {
            *text = CustomerText::of(id, names);
        }
        text
    }

    /// Of a person.
    pub(super) fn person(&mut self, person: Person<'_>) -> &PersonText {
        let key = if person.email.is_empty() { person.name } else { person.email };
        if self.people.len() > REMEMBERED {
            self.people.clear();
        }
        if self.people.get(key).is_none_or(|known| !known.is(person)) {
            self.people.insert(key.to_owned(), PersonText::of(person));
        }
        // It is there by now.
        self.people.entry(key.to_owned()).or_insert_with(|| PersonText::of(person))
    }

    /// A moment in a zone, asked of the browser once.
    pub(super) fn moment(&mut self, at: Timestamp, zone: &str) -> &str {
        if self.zone != zone || self.moments.len() > REMEMBERED {
            self.moments.clear();
            zone.clone_into(&mut self.zone);
        }
        self.moments.entry(at).or_insert_with(|| absolute(at, zone))
    }

    /// Why nothing can be changed at a customer, worked out once until [`Self::ask_again`].
    pub(super) fn barred(&mut self, id: CustomerId, why: impl FnOnce() -> Option<String>) -> Option<&str> {
        self.barred.entry(id).or_insert_with(why).as_deref()
    }

    /// Roles may be others now.
    pub(super) fn ask_again(&mut self) {
        self.barred.clear();
    }
}

impl CustomerText {
    fn of(id: CustomerId, names: Option<&CustomerNames>) -> Self {
        let mark = Mark::of(&id.to_string());
        let (name, code) = names.map_or_else(
            || (id.to_string(), String::new()),
            |names| {
                (clip(&one_line(&names.name), NAME_CHARS).into_owned(), clip(&one_line(&names.code), 20).into_owned())
            },
        );
        Self {
            names: names.cloned(),
            name,
            code,
            hue: mark.hue.to_string(),
            mark: format!("path(\"{}\")", mark.path()),
        }
    }
}

impl PersonText {
    fn of(person: Person<'_>) -> Self {
        let name = if person.name.trim().is_empty() { person.email } else { person.name };
        let email = (!person.email.is_empty()).then_some(person.email);
        Self {
            name: clip(&one_line(name), NAME_CHARS).into_owned(),
            initials: initials(name),
            hue: person_hue(name, email).to_string(),
        }
    }

    fn is(&self, person: Person<'_>) -> bool {
        person.name.trim().is_empty() || self.name == clip(&one_line(person.name), NAME_CHARS)
    }
}

/// What a cell of words says; the columns with cells of their own say nothing here.
pub(super) fn plain<'a>(
    texts: &'a mut Texts,
    column: GridColumn,
    row: RowRef<'a>,
    now: Timestamp,
    zone: &str,
) -> Cow<'a, str> {
    let short = |word: &str| Cow::Owned(clip(&one_line(word), NAME_CHARS).into_owned());
    match column {
        GridColumn::Region => Cow::Borrowed(row.region().as_str()),
        GridColumn::Age => Cow::Owned(age(now, row.created())),
        GridColumn::Created => Cow::Borrowed(texts.moment(row.created(), zone)),
        GridColumn::Latest => row.latest_alert().map_or(Cow::Borrowed(""), |at| Cow::Owned(age(now, at))),
        GridColumn::Alerts => {
            row.alert_count().map_or(Cow::Borrowed(""), |count| Cow::Owned(crate::format::count::count(count)))
        }
        GridColumn::Actors => Cow::Owned(actors(row)),
        GridColumn::Source => short(words::source(row.source())),
        GridColumn::Tags => short(&row.tags().collect::<Vec<_>>().join(" · ")),
        GridColumn::Disposition => short(words::disposition(row.disposition())),
        GridColumn::Responsibility => short(row.responsibility().unwrap_or_default()),
        GridColumn::Id => Cow::Borrowed(row.id_text()),
        GridColumn::Priority | GridColumn::Title | GridColumn::Customer | GridColumn::Status | GridColumn::Assignee => {
            Cow::Borrowed("")
        }
    }
}

/// The first actor and how many more: `FIN-DC02 +2`.
pub(super) fn actors(row: RowRef<'_>) -> String {
    let mut names = row.actors().map(|(_, name)| name);
    let Some(first) = names.next() else { return String::new() };
    let first = clip(&one_line(first), NAME_CHARS).into_owned();
    match names.count() {
        0 => first,
        more => format!("{first} +{more}"),
    }
}
