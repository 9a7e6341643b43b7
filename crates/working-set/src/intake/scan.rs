//! One record of a working set, from its line straight into the numbers of columns.
//!
//! It reads the usual spelling only, and says nothing of the rest: an unknown or repeated member, a missing one, an odd
//! number. Then serde reads the line, and what serde says holds; both must say the same wherever both say something.

use super::cursor::Cursor;
use super::moment::moment;
use crate::store::{Dicts, Facts, NEVER, write_actor};
use contract::CustomerId;

/// Room that is used again for every line.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    pub(super) actors: String,
    tags: Vec<u32>,
}

/// Facts of a record and its organization_id; the actors are in the buffers. `None`: serde has to look itself.
pub(super) fn scan<'a>(line: &'a [u8], dicts: &mut Dicts, buffers: &mut Buffers) -> Option<(Facts<'a>, CustomerId)> {
    let text = std::str::from_utf8(line).ok()?;
    // Strings must not hold control characters, and between members our regions write none.
    if line.iter().fold(false, |any, byte| any | (*byte < 0x20)) {
        return None;
    }
    let mut facts = Facts { accessed: NEVER, first_alert: NEVER, latest_alert: NEVER, ..Facts::default() };
    facts.disposition = dicts.dispositions.read("UNDECIDED");
    let mut customer = None;
    buffers.actors.clear();
    let mut at = Cursor::new(text);
    let seen = at.object(&MEMBERS, |at, place| member(at, place, dicts, buffers, &mut facts, &mut customer))?;
    let text = customer.filter(|_| at.done() && seen & REQUIRED == REQUIRED)?;
    let place = dicts.places.get(facts.place)?;
    let customer = if *place.customer_text == *text { place.customer } else { text.parse().ok()? };
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
    customer: &mut Option<&'a str>,
) -> Option<()> {
    let maybe = |at: &mut Cursor<'a>| match at.string_or_null()? {
        Some(text) => moment(&text),
        None => Some(NEVER),
    };
    match place {
        0 => {
            let (place, id) = dicts.places.read(at.plain()?)?;
            (facts.place, facts.id) = (place, id.into());
        }
        1 => *customer = Some(at.plain()?),
        2 => facts.title = at.string_or_null()?.unwrap_or_default(),
        3 => facts.source = dicts.sources.read(&at.string()?),
        4 => facts.status = dicts.statuses.read(&at.string()?),
        5 => facts.priority = dicts.priorities.read(&at.string()?),
        6 => {
            let word = at.string_or_null()?;
            facts.disposition = dicts.dispositions.read(word.as_deref().unwrap_or("UNDECIDED"));
        }
        7 => facts.assignee = assignee(at, dicts)?,
        8 => facts.created = moment(&at.string()?)?,
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
        let part = if place == 0 { &mut kind } else { &mut name };
        *part = Some(at.string()?);
        Some(())
    })?;
    write_actor(actors, dicts.kinds.read(&kind?), &name?);
    Some(())
}
