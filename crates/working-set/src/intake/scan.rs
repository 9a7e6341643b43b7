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
    let (mut seen, mut customer) = (0, None);
    buffers.actors.clear();
    let mut at = Cursor::new(text);
    at.object(|at, key| {
        let bit = member(at, key, dicts, buffers, &mut facts, &mut customer)?;
        let again = seen & bit != 0;
        seen |= bit;
        (!again).then_some(())
    })?;
    let text = customer.filter(|_| at.done() && seen & REQUIRED == REQUIRED)?;
    let place = dicts.places.get(facts.place)?;
    let customer = if *place.customer_text == *text { place.customer } else { text.parse().ok()? };
    Some((facts, customer))
}

const REQUIRED: u32 = 0xff;

/// Reads one member's value. Returns its bit.
fn member<'a>(
    at: &mut Cursor<'a>,
    key: &str,
    dicts: &mut Dicts,
    buffers: &mut Buffers,
    facts: &mut Facts<'a>,
    customer: &mut Option<&'a str>,
) -> Option<u32> {
    let maybe = |at: &mut Cursor<'a>| match at.string_or_null()? {
        Some(text) => moment(&text),
        None => Some(NEVER),
    };
    let bit = match key {
        "rrn" => {
            let (place, id) = dicts.places.read(at.plain()?)?;
            (facts.place, facts.id) = (place, id.into());
            0
        }
        "organization_id" => {
            *customer = Some(at.plain()?);
            1
        }
        "source" => {
            facts.source = dicts.sources.read(&at.string()?);
            2
        }
        "status" => {
            facts.status = dicts.statuses.read(&at.string()?);
            3
        }
        "priority" => {
            facts.priority = dicts.priorities.read(&at.string()?);
            4
        }
        "created_time" => {
            facts.created = moment(&at.string()?)?;
            5
        }
        "version" => {
            facts.version = Some(at.number()?);
            6
        }
        "alert_count" => {
            facts.alerts = Some(at.number()?);
            7
        }
        "title" => {
            facts.title = at.string_or_null()?.unwrap_or_default();
            8
        }
        "disposition" => {
            let word = at.string_or_null()?;
            facts.disposition = dicts.dispositions.read(word.as_deref().unwrap_or("UNDECIDED"));
            9
        }
        "assignee" => {
            facts.assignee = assignee(at, dicts)?;
            10
        }
        "last_accessed" => {
            facts.accessed = maybe(at)?;
            11
        }
        "first_alert_time" => {
            facts.first_alert = maybe(at)?;
            12
        }
        "latest_alert_time" => {
            facts.latest_alert = maybe(at)?;
            13
        }
        "responsibility" => {
            facts.responsibility = at.string_or_null()?.map_or(0, |text| dicts.responsibilities.of(&text));
            14
        }
        "tags" => {
            facts.tags = tags(at, dicts, &mut buffers.tags)?;
            15
        }
        "actors" => {
            at.array(|at| actor(at, dicts, &mut buffers.actors))?;
            16
        }
        _ => return None,
    };
    Some(1 << bit)
}

fn assignee(at: &mut Cursor<'_>, dicts: &mut Dicts) -> Option<u32> {
    if at.null().is_some() {
        return Some(0);
    }
    let (mut name, mut email) = (None, None);
    at.object(|at, key| {
        let part = match key {
            "name" => &mut name,
            "email" => &mut email,
            _ => return None,
        };
        let text = at.string_or_null()?.unwrap_or_default();
        part.replace(text).is_none().then_some(())
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
    at.object(|at, key| {
        let part = match key {
            "kind" => &mut kind,
            "name" => &mut name,
            _ => return None,
        };
        part.replace(at.string()?).is_none().then_some(())
    })?;
    write_actor(actors, dicts.kinds.read(&kind?), &name?);
    Some(())
}
