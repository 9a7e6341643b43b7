//! The rows as shown, in columns: what is held where, without any say in what is true.

mod actors;
mod arena;
mod columns;
mod dict;
mod facts;
mod index;
mod keys;
mod places;
mod sweep;
mod values;

pub(crate) use actors::{Actors, write as write_actor};
pub(crate) use arena::Arena;
pub(crate) use columns::{Cells, Columns, NEVER, at, flag};
pub(crate) use facts::{Facts, moment};
pub(crate) use places::{Place, Places};
pub(crate) use values::{Known, People, TagSets, Texts, Word, Words};

use crate::fold::fold_into;
use crate::row::Row;
use contract::{ActorKind, CustomerId, Disposition, Priority, RegionCode, Rrn, Source, Status};
use index::{Index, name_hash};

/// Everything that columns number.
#[derive(Debug, Default)]
pub(crate) struct Dicts {
    pub(crate) places: Places,
    pub(crate) statuses: Words<Status>,
    pub(crate) priorities: Words<Priority>,
    pub(crate) dispositions: Words<Disposition>,
    pub(crate) sources: Words<Source>,
    pub(crate) kinds: Words<ActorKind>,
    pub(crate) responsibilities: Texts,
    pub(crate) people: People,
    pub(crate) tag_texts: Texts,
    pub(crate) tag_sets: TagSets,
}

/// The rows.
#[derive(Debug, Default)]
pub(crate) struct Store {
    pub(crate) columns: Columns,
    pub(crate) dicts: Dicts,
    pub(crate) hay: Arena,
    text: Arena,
    index: Index,
    free: Vec<u32>,
    /// Room for a row's text while it is put together.
    scratch: String,
    /// Dictionary entries that the last sweep left.
    swept: usize,
    /// Rows that there will be, as far as regions have announced them.
    pub(crate) announced: usize,
    /// Grows when dictionaries are numbered anew.
    pub(crate) numbering: u64,
}

impl Store {
    /// How many rows are held.
    pub(crate) fn len(&self) -> usize {
        self.index.len()
    }

    /// The slot of a name.
    pub(crate) fn find(&self, home: u32, id: &str) -> Option<u32> {
        self.index.find(name_hash(home, id), |slot| self.home(slot) == Some(home) && self.id(slot) == id)
    }

    pub(crate) fn slot(&self, rrn: &Rrn) -> Option<u32> {
        self.find(self.dicts.places.home(rrn.region(), rrn.customer())?, rrn.id())
    }

    pub(crate) fn place(&self, slot: u32) -> Option<&Place> {
        self.dicts.places.get(*self.columns.place.get(slot as usize)?)
    }

    fn home(&self, slot: u32) -> Option<u32> {
        self.place(slot).map(|place| place.home)
    }

    /// A row's title, id and actors, one behind the other.
    fn texts(&self, slot: u32) -> (&str, usize, usize) {
        let title = at(&self.columns.title_len, slot) as usize;
        let id = usize::from(at(&self.columns.id_len, slot));
        (self.text.get(at(&self.columns.text, slot)), title, title + id)
    }

    pub(crate) fn title(&self, slot: u32) -> &str {
        let (text, title, _) = self.texts(slot);
        text.get(..title).unwrap_or_default()
    }

    pub(crate) fn id(&self, slot: u32) -> &str {
        let (text, title, id) = self.texts(slot);
        text.get(title..id).unwrap_or_default()
    }

    /// As [`write_actor`] writes them.
    fn actors_text(&self, slot: u32) -> &str {
        let (text, _, id) = self.texts(slot);
        text.get(id..).unwrap_or_default()
    }

    pub(crate) fn actors(&self, slot: u32) -> Actors<'_> {
        Actors { text: self.actors_text(slot), kinds: &self.dicts.kinds }
    }

    /// Folded title, id and actors' names, one a line.
    pub(crate) fn haystack(&self, slot: u32) -> &str {
        self.hay.get(at(&self.columns.hay, slot))
    }

    /// The folded title.
    pub(crate) fn title_sort(&self, slot: u32) -> &str {
        let hay = self.haystack(slot);
        // A title's own line breaks are folded away from the line that ends it.
        hay.split_once(END).map_or(hay, |(title, _)| title)
    }

    pub(crate) fn assignee(&self, slot: u32) -> Option<&Known> {
        self.dicts.people.get(at(&self.columns.assignee, slot)).filter(|person| person.someone())
    }

    pub(crate) fn name(&self, slot: u32) -> Option<Rrn> {
        self.place(slot).map(|place| place.name(self.id(slot)))
    }

    /// What is held of a row, borrowed.
    pub(crate) fn facts(&self, slot: u32) -> Facts<'_> {
        let cells = self.columns.get(slot).unwrap_or_default();
        let told = |bit: u8| cells.flags & bit != 0;
        Facts {
            place: cells.place,
            id: self.id(slot).into(),
            title: self.title(slot).into(),
            status: cells.status,
            priority: cells.priority,
            disposition: cells.disposition,
            source: cells.source,
            responsibility: cells.responsibility,
            assignee: cells.assignee,
            tags: cells.tags,
            created: cells.created,
            accessed: cells.accessed,
            first_alert: cells.first_alert,
            latest_alert: cells.latest_alert,
            version: told(flag::VERSION).then_some(cells.version),
            alerts: told(flag::ALERTS).then_some(cells.alerts),
            actors: told(flag::ACTORS).then(|| self.actors_text(slot).into()),
        }
    }

    /// A copy of a row as shown.
    pub(crate) fn row(&self, slot: u32) -> Option<Row> {
        Some(self.dicts.row(self.place(slot)?, &self.facts(slot)))
    }

    /// The slot of a name, and its hash for [`Self::add`].
    pub(crate) fn look_up(&self, facts: &Facts<'_>) -> (u32, Option<u32>) {
        let home = self.dicts.places.get(facts.place).map_or(u32::MAX, |place| place.home);
        let hash = name_hash(home, &facts.id);
        let same = |slot: u32| self.home(slot) == Some(home) && self.id(slot) == facts.id;
        (hash, self.index.find(hash, same))
    }

    /// Holds a row that is not held yet; `marks` are the cells that no answer tells.
    pub(crate) fn add(&mut self, facts: &Facts<'_>, hash: u32, marks: Cells) -> Option<u32> {
        self.dicts.places.get_mut(facts.place)?.rows += 1;
        let slot = match self.free.pop() {
            Some(slot) => slot,
            None => u32::try_from(self.columns.len()).ok()?,
        };
        let generation = at(&self.columns.generation, slot);
        let mut cells = Cells { generation, flags: marks.flags | flag::LIVE, ..marks };
        cells.id_len = u8::try_from(facts.id.len()).unwrap_or_default();
        (cells.text, cells.hay, cells.title_len) = self.put_texts(slot, facts);
        write(&mut cells, facts);
        if slot as usize == self.columns.len() {
            if self.columns.full() {
                self.make_room();
            }
            self.columns.push(&cells);
        } else {
            self.columns.set(slot, &cells);
        }
        self.index.add(hash, slot);
        Some(slot)
    }

    /// Writes over what is held of a row, but for its name. What `facts` do not tell is no longer told.
    pub(crate) fn write(&mut self, slot: u32, facts: &Facts<'_>) {
        let Some(mut cells) = self.columns.get(slot) else { return };
        let told = facts.actors.as_deref().unwrap_or_default();
        if self.title(slot) != facts.title || self.actors_text(slot) != told {
            self.text.drop_text(cells.text);
            self.hay.drop_text(cells.hay);
            (cells.text, cells.hay, cells.title_len) = self.put_texts(slot, facts);
        }
        let place = cells.place;
        write(&mut cells, facts);
        cells.place = place;
        self.columns.set(slot, &cells);
    }

    /// Lets a row go. True when it was held.
    pub(crate) fn remove(&mut self, slot: u32) -> bool {
        let Some(home) = self.home(slot).filter(|_| self.columns.live(slot)) else { return false };
        self.index.remove(name_hash(home, self.id(slot)), slot);
        self.text.drop_text(at(&self.columns.text, slot));
        self.hay.drop_text(at(&self.columns.hay, slot));
        if let Some(place) = self.dicts.places.get_mut(at(&self.columns.place, slot)) {
            place.rows = place.rows.saturating_sub(1);
        }
        let generation = at(&self.columns.generation, slot).wrapping_add(1);
        self.columns.set(slot, &Cells { generation, created: NEVER, latest_alert: NEVER, ..Cells::default() });
        self.free.push(slot);
        true
    }

    /// Rows held of a region.
    pub(crate) fn rows_of(&self, region: &RegionCode) -> usize {
        self.dicts.places.values().iter().filter(|place| place.region == *region).map(|place| place.rows).sum()
    }

    /// Slots of live rows whose place passes.
    pub(crate) fn slots_where(&self, passes: impl Fn(&Place) -> bool) -> Vec<u32> {
        let places: Vec<bool> = self.dicts.places.values().iter().map(passes).collect();
        let rows = (0..).zip(self.columns.place.iter().zip(&self.columns.flags));
        let here = |place: u32| places.get(place as usize).copied().unwrap_or(false);
        rows.filter(|(_, (place, flags))| **flags & flag::LIVE != 0 && here(**place)).map(|(slot, _)| slot).collect()
    }

    /// The slot of a customer's row by the last segment of its name.
    pub(crate) fn find_of(&self, customer: CustomerId, id: &str) -> Option<u32> {
        self.dicts.places.homes_of(customer).find_map(|home| self.find(home, id))
    }

    /// Makes room for more rows: a few at first, until all regions have announced theirs; then for those, once; and
    /// without any announcement by a sixteenth, not to double.
    fn make_room(&mut self) {
        let held = self.columns.len();
        let announced = if held < FIRST_ROOM { self.announced.min(FIRST_ROOM) } else { self.announced };
        let rows = announced.max(held + held / 16 + 64);
        reserve((rows - held).saturating_mul(ROW_BYTES));
        self.columns.room_for(rows);
        self.index.room_for(rows);
    }

    fn put_texts(&mut self, slot: u32, facts: &Facts<'_>) -> (u32, u32, u32) {
        let mut scratch = std::mem::take(&mut self.scratch);
        let told = facts.actors.as_deref().unwrap_or_default();
        scratch.clear();
        scratch.extend([&*facts.title, &*facts.id, told]);
        let text = self.text.put(slot, &scratch);
        scratch.clear();
        fold_into(&mut scratch, &facts.title);
        scratch.push_str(END);
        fold_into(&mut scratch, &facts.id);
        scratch.push('\n');
        for (_, name) in (Actors { text: told, kinds: &self.dicts.kinds }) {
            fold_into(&mut scratch, name);
            scratch.push('\n');
        }
        let hay = self.hay.put(slot, &scratch);
        self.scratch = scratch;
        (text, hay, u32::try_from(facts.title.len()).unwrap_or(u32::MAX))
    }
}

/// Rows until which announcements are waited for.
const FIRST_ROOM: usize = 8_192;
/// What a row takes, with its texts, and a little more.
const ROW_BYTES: usize = 320;

/// Has the allocator ask for so much memory at once and keep it: a browser takes half a millisecond each time that it
/// is asked for more, and columns, index and texts would ask hundreds of times.
fn reserve(bytes: usize) {
    let mut room = Vec::<u8>::new();
    // Where there is not so much, whoever needs it will tell.
    let _ = room.try_reserve_exact(bytes);
    drop(std::hint::black_box(room));
}

/// Ends the title in a haystack: no word holds a line break, and no title the mark behind it.
const END: &str = "\n\u{ad}";

fn write(cells: &mut Cells, facts: &Facts<'_>) {
    let told = |told: bool, bit: u8| if told { bit } else { 0 };
    cells.flags &= !(flag::VERSION | flag::ALERTS | flag::ACTORS);
    cells.flags |= told(facts.version.is_some(), flag::VERSION)
        | told(facts.alerts.is_some(), flag::ALERTS)
        | told(facts.actors.is_some(), flag::ACTORS);
    cells.place = facts.place;
    cells.status = facts.status;
    cells.priority = facts.priority;
    cells.disposition = facts.disposition;
    cells.source = facts.source;
    cells.responsibility = facts.responsibility;
    cells.assignee = facts.assignee;
    cells.tags = facts.tags;
    cells.created = facts.created;
    cells.accessed = facts.accessed;
    cells.first_alert = facts.first_alert;
    cells.latest_alert = facts.latest_alert;
    cells.version = facts.version.unwrap_or_default();
    cells.alerts = facts.alerts.unwrap_or_default();
}
