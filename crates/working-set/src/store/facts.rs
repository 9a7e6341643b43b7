//! What one answer tells of one investigation, in numbers where columns hold numbers; and the way back to a row.

use super::Dicts;
use super::actors;
use super::columns::NEVER;
use super::places::Place;
use crate::row::{NamedActor, Row};
use contract::idr::{Assignee, Investigation};
use contract::{Disposition, Priority, Source, Status, Timestamp};
use std::borrow::Cow;

/// An answer about one investigation. The numbers hold until the dictionaries are swept.
#[derive(Debug, Clone, Default)]
pub(crate) struct Facts<'a> {
    pub(crate) place: u32,
    pub(crate) id: Cow<'a, str>,
    pub(crate) title: Cow<'a, str>,
    pub(crate) status: u32,
    pub(crate) priority: u32,
    pub(crate) disposition: u32,
    pub(crate) source: u32,
    pub(crate) responsibility: u32,
    pub(crate) assignee: u32,
    pub(crate) tags: u32,
    pub(crate) created: i64,
    pub(crate) accessed: i64,
    pub(crate) first_alert: i64,
    pub(crate) latest_alert: i64,
    pub(crate) version: Option<u64>,
    pub(crate) alerts: Option<u64>,
    /// As [`actors::write`] writes them; `None`: not told.
    pub(crate) actors: Option<Cow<'a, str>>,
}

fn micros(moment: Option<Timestamp>) -> i64 {
    moment.map_or(NEVER, Timestamp::micros)
}

pub(crate) fn moment(micros: i64) -> Option<Timestamp> {
    (micros != NEVER).then(|| Timestamp::from_micros(micros))
}

impl Dicts {
    /// A row in numbers.
    pub(crate) fn facts<'a>(&mut self, row: &'a Row) -> Facts<'a> {
        let told = &row.investigation;
        let tags: Vec<u32> = told.tags.iter().map(|tag| self.tag_texts.of(tag)).collect();
        Facts {
            place: self.places.of(&told.rrn),
            id: told.rrn.id().into(),
            title: told.title.as_str().into(),
            status: self.statuses.of(&told.status),
            priority: self.priorities.of(&told.priority),
            disposition: self.dispositions.of(&told.disposition),
            source: self.sources.of(&told.source),
            responsibility: told.responsibility.as_ref().map_or(0, |text| self.responsibilities.of(text)),
            assignee: told.assignee.as_ref().map_or(0, |person| self.people.of(&person.name, &person.email)),
            tags: self.tag_sets.of(&tags),
            created: told.created_time.micros(),
            accessed: micros(told.last_accessed),
            first_alert: micros(told.first_alert_time),
            latest_alert: micros(told.latest_alert_time),
            version: row.version,
            alerts: row.alert_count,
            actors: row.actors.as_ref().map(|actors| {
                let mut text = String::new();
                for actor in actors {
                    actors::write(&mut text, self.kinds.of(&actor.kind), &actor.name);
                }
                text.into()
            }),
        }
    }

    /// The row that these facts tell, at their place.
    pub(crate) fn row(&self, place: &Place, facts: &Facts<'_>) -> Row {
        let tags = self.tag_sets.get(facts.tags).iter().filter_map(|tag| self.tag_texts.get(*tag));
        let person = self.people.get(facts.assignee).filter(|_| facts.assignee != 0);
        Row {
            investigation: Investigation {
                rrn: place.name(&facts.id),
                organization_id: place.customer,
                title: facts.title.clone().into_owned(),
                source: self.sources.get(facts.source).cloned().unwrap_or(Source::Manual),
                status: self.statuses.get(facts.status).cloned().unwrap_or(Status::Open),
                priority: self.priorities.get(facts.priority).cloned().unwrap_or(Priority::Unspecified),
                disposition: self.dispositions.get(facts.disposition).cloned().unwrap_or(Disposition::Undecided),
                assignee: person.map(|person| Assignee { name: (*person.name).into(), email: (*person.email).into() }),
                created_time: Timestamp::from_micros(facts.created),
                last_accessed: moment(facts.accessed),
                first_alert_time: moment(facts.first_alert),
                latest_alert_time: moment(facts.latest_alert),
                responsibility: self.responsibilities.get(facts.responsibility).map(str::to_owned),
                tags: tags.map(str::to_owned).collect(),
            },
            version: facts.version,
            alert_count: facts.alerts,
            actors: facts.actors.as_ref().map(|text| {
                let actors = actors::Actors { text, kinds: &self.kinds };
                actors.map(|(kind, name)| NamedActor { kind: kind.clone(), name: name.to_owned() }).collect()
            }),
        }
    }
}
