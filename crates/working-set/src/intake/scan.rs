//! One record of a working set, from its line straight into the numbers of columns.
//!
//! It reads the usual spelling only, and says nothing of the rest: an unknown or repeated member, a missing one, an odd
//! number. Then serde reads the line, and what serde says holds; both must say the same wherever both say something.

use super::cursor::Cursor;
use super::moment::{USUAL, moment, usual};
use crate::store::{Dicts, Facts, NEVER, Word, Words, write_actor};
use contract::CustomerId;

/// Room that is used again for every line.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    pub(super) actors: String,
    tags: Vec<u32>,
}

/// Facts of a record and its organization_id; the actors are in the buffers. `None`: serde has to look itself.
pub(super) fn scan<'a>(line: &'a [u8], dicts: &mut Dicts, buffers: &mut Buffers) -> Option<(Facts<'a>, CustomerId)> {
    // Strings must not hold control characters, and between members our regions write none. Whether they are UTF-8 is
    // looked at where a text is kept.
    if line.iter().fold(false, |any, byte| any | (*byte < 0x20)) {
        return None;
    }
    let mut facts = Facts { accessed: NEVER, first_alert: NEVER, latest_alert: NEVER, ..Facts::default() };
    facts.disposition = dicts.dispositions.read("UNDECIDED");
    let mut customer = None::<CustomerId>;
    buffers.actors.clear();
    let mut at = Cursor::new(line);
    let seen = at.object(&MEMBERS, |at, place| member(at, place, dicts, buffers, &mut facts, &mut customer))?;
    let customer = customer.filter(|_| at.done() && seen & REQUIRED == REQUIRED)?;
    Some((facts, customer))
}

/// The members as a region writes them, in its order.
const MEMBERS: [&str; 17] = [
    "\"rrn\":",
    "\"organization_id\":",
    "\"title\":",
    "\"source\":",
    "\"status\":",
    "\"priority\":",
    "\"disposition\":",
    "\"assignee\":",
    "\"created_time\":",
    "\"last_accessed\":",
    "\"first_alert_time\":",
    "\"latest_alert_time\":",
    "\"responsibility\":",
    "\"tags\":",
    "\"version\":",
    "\"alert_count\":",
    "\"actors\":",
];

/// Those that must be there: name, customer, source, status, priority, opening, version and alerts.
const REQUIRED: u32 = 0b0_1100_0001_0011_1011;

/// Reads the value of one of [`MEMBERS`].
fn member<'a>(
    at: &mut Cursor<'a>,
    place: usize,
    dicts: &mut Dicts,
    buffers: &mut Buffers,
    facts: &mut Facts<'a>,
    customer: &mut Option<CustomerId>,
) -> Option<()> {
    let time = |at: &mut Cursor<'a>| match at.of_len(USUAL, usual) {
        Some(moment) => Some(moment),
        None => moment(&at.string()?),
    };
    let maybe = |at: &mut Cursor<'a>| if at.null().is_some() { Some(NEVER) } else { time(at) };
    match place {
        0 => {
            let (place, id) = dicts.places.read(at.plain()?)?;
            (facts.place, facts.id) = (place, id.into());
        }
        1 => {
            // Mostly that of the name before it.
            let place = dicts.places.get(facts.place);
            let own = place.and_then(|place| at.one_of(std::iter::once(&*place.customer_text)).map(|_| place.customer));
            *customer = Some(match own {
                Some(own) => own,
                None => at.plain()?.parse().ok()?,
            });
        }
        2 => facts.title = at.string_or_null()?.unwrap_or_default(),
        3 => facts.source = word(at, &mut dicts.sources)?,
        4 => facts.status = word(at, &mut dicts.statuses)?,
        5 => facts.priority = word(at, &mut dicts.priorities)?,
        6 => {
            let null = at.null().is_some();
            let dict = &mut dicts.dispositions;
            facts.disposition = if null { dict.read("UNDECIDED") } else { word(at, dict)? };
        }
        7 => facts.assignee = assignee(at, dicts)?,
        8 => facts.created = time(at)?,
        9 => facts.accessed = maybe(at)?,
        10 => facts.first_alert = maybe(at)?,
        11 => facts.latest_alert = maybe(at)?,
        12 => facts.responsibility = at.string_or_null()?.map_or(0, |text| dicts.responsibilities.of(&text)),
        13 => facts.tags = tags(at, dicts, &mut buffers.tags)?,
        14 => facts.version = Some(at.number()?),
        15 => facts.alerts = Some(at.number()?),
        16 => at.array(|at| actor(at, dicts, &mut buffers.actors))?,
        _ => return None,
    }
    Some(())
}

/// A word of the wire: the known ones have the first numbers, in their order.
fn word<T: Word>(at: &mut Cursor<'_>, dict: &mut Words<T>) -> Option<u32> {
    match at.one_of(T::KNOWN.iter().map(Word::word)) {
        Some(place) => u32::try_from(place).ok(),
        None => Some(dict.read(&at.string()?)),
    }
}

fn assignee(at: &mut Cursor<'_>, dicts: &mut Dicts) -> Option<u32> {
    if at.null().is_some() {
        return Some(0);
    }
    let (mut name, mut email) = (None, None);
    at.object(&["\"name\":", "\"email\":"], |at, place| {
        let part = if place == 0 { &mut name } else { &mut email };
        *part = at.string_or_null()?;
        Some(())
    })?;
    Some(dicts.people.of(&name.unwrap_or_default(), &email.unwrap_or_default()))
}

fn tags(at: &mut Cursor<'_>, dicts: &mut Dicts, tags: &mut Vec<u32>) -> Option<u32> {
    tags.clear();
    if at.null().is_none() {
        at.array(|at| {
            tags.push(dicts.tag_texts.of(&at.string()?));
            Some(())
        })?;
    }
    Some(dicts.tag_sets.of(tags))
}

fn actor(at: &mut Cursor<'_>, dicts: &mut Dicts, actors: &mut String) -> Option<()> {
    let (mut kind, mut name) = (None, None);
    at.object(&["\"kind\":", "\"name\":"], |at, place| {
        if place == 0 {
            kind = Some(word(at, &mut dicts.kinds)?)
        } else {
            name = Some(at.string()?)
        }
        Some(())
    })?;
    write_actor(actors, kind?, &name?);
    Some(())
}
