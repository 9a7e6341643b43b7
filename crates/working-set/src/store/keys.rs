//! What the numbers in columns stand for, as the rail and the groups name it.

use super::Dicts;
use crate::key::{Column, Key, StatusIs, Who};
use crate::sorted;

impl Dicts {
    /// How many values a column has numbered; none for ages.
    pub(crate) fn values_of(&self, column: Column) -> usize {
        match column {
            Column::Customer | Column::Region => self.places.values().len(),
            Column::Priority => self.priorities.values().len(),
            Column::Status => self.statuses.values().len(),
            Column::Assignee => self.people.values().len(),
            Column::Source => self.sources.values().len(),
            Column::Tag => self.tag_sets.values().len(),
            Column::Disposition => self.dispositions.values().len(),
            Column::Responsibility => self.responsibilities.len(),
            Column::Age => 0,
        }
    }

    /// The value that a row with this number is grouped under; `None` for ages.
    pub(crate) fn key(&self, column: Column, id: u32) -> Option<Key> {
        Some(match column {
            Column::Customer => Key::Customer(self.places.get(id)?.customer),
            Column::Region => Key::Region(self.places.get(id)?.region.clone()),
            Column::Priority => Key::Priority(self.priorities.get(id)?.clone()),
            Column::Status => Key::Status(StatusIs::Is(self.statuses.get(id)?.clone())),
            Column::Assignee => {
                let person = self.people.get(id)?;
                let who = if person.someone() { Who::Person((*person.key).into()) } else { Who::Unassigned };
                Key::Assignee(who)
            }
            Column::Source => Key::Source(self.sources.get(id)?.clone()),
            Column::Tag => Key::Tag(self.tags(id).min().map(str::to_owned)),
            Column::Disposition => Key::Disposition(self.dispositions.get(id)?.clone()),
            Column::Responsibility => Key::Responsibility(self.responsibilities.get(id).map(str::to_owned)),
            Column::Age => return None,
        })
    }

    /// The values that a row with this number is counted under: each of its tags once, me beside the person.
    pub(crate) fn keys(&self, column: Column, id: u32, me: Option<&str>) -> Vec<Key> {
        let mut keys: Vec<Key> = self.key(column, id).into_iter().collect();
        match column {
            Column::Tag if !self.tag_sets.get(id).is_empty() => {
                keys = self.tags(id).map(|tag| Key::Tag(Some(tag.to_owned()))).collect();
                keys = sorted::set(keys).into_iter().collect();
            }
            Column::Assignee => {
                let person = self.people.get(id).filter(|person| person.someone());
                if Who::Me.holds(person.map(|person| &*person.key), me) {
                    keys.push(Key::Assignee(Who::Me));
                }
            }
            _ => {}
        }
        keys
    }

    fn tags(&self, set: u32) -> impl Iterator<Item = &str> {
        self.tag_sets.get(set).iter().filter_map(|tag| self.tag_texts.get(*tag))
    }
}
