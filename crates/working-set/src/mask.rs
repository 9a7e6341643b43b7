//! Which of a question's filters each row fails, kept: a changed filter is asked again of its own column alone, and a
//! changed row of its own place.

use crate::key::{AgeBand, Column, StatusIs, Who};
use crate::query::{Query, TimeRange};
use crate::search::Search;
use crate::set::WorkingSet;
use crate::store::{NEVER, at};
use contract::Timestamp;

/// Bits beside those of [`Column::bit`].
const CREATED: u16 = 1 << 10;
const WORDS: u16 = 1 << 11;
const NO_ROW: u16 = 1 << 15;

/// Masks kept beside the latest.
const KEPT: usize = 2;

/// One question's filters and what each row makes of them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Mask {
    /// The question, its order and groups aside.
    query: Query,
    now: Timestamp,
    search: Search,
    /// By column, then by number: what passes. `None` where everything does.
    tables: [Option<Vec<bool>>; Column::ALL.len()],
    bands: [bool; AgeBand::ALL.len()],
    misses: Vec<u16>,
    count: usize,
    /// The set as it was looked at: changes seen, numbering, names, analyst.
    seen: Option<u64>,
    numbering: u64,
    names_at: u64,
    me_at: u64,
}

/// The masks that were asked for last.
#[derive(Debug, Default)]
pub(crate) struct Masks {
    last: Mask,
    earlier: Vec<Mask>,
}

impl Masks {
    /// The mask of a question.
    pub(crate) fn of(&mut self, set: &WorkingSet, query: &Query, now: Timestamp) -> &Mask {
        if self.last.differs(query) > 0 {
            let last = std::mem::take(&mut self.last);
            self.earlier.push(last);
            let best = self.earlier.iter().enumerate().min_by_key(|(_, mask)| mask.differs(query));
            let (best, exact) = best.map(|(at, mask)| (at, mask.differs(query) == 0)).unwrap_or_default();
            self.last =
                if exact { self.earlier.remove(best) } else { self.earlier.get(best).cloned().unwrap_or_default() };
            if self.earlier.len() == KEPT {
                self.earlier.remove(0);
            }
        }
        self.last.follow(set, query, now);
        &self.last
    }
}

impl Mask {
    /// By slot, the filters that its row fails; 0 is a row that answers.
    pub(crate) fn misses(&self) -> &[u16] {
        &self.misses
    }

    /// True when the row of a slot answers.
    pub(crate) fn answers(&self, slot: u32) -> bool {
        self.misses.get(slot as usize) == Some(&0)
    }

    /// How many rows answer.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// In how many filters a question differs.
    fn differs(&self, query: &Query) -> usize {
        let columns = Column::ALL.iter().filter(|column| !same_filter(&self.query, query, **column)).count();
        let words = if self.query.text == query.text { 0 } else { 2 };
        columns + usize::from(self.query.created != query.created) + words + usize::from(self.seen.is_none())
    }

    /// True when nothing has happened since it was last followed up, and it is asked the same.
    fn is_current(&self, set: &WorkingSet, query: &Query, now: Timestamp) -> bool {
        let seen = (self.seen, self.numbering, self.names_at, self.me_at);
        seen == (Some(set.log.end()), set.store.numbering, set.names_at(), set.me_at())
            && (self.now == now || query.ages.is_empty())
            && self.differs(query) == 0
    }

    fn follow(&mut self, set: &WorkingSet, query: &Query, now: Timestamp) {
        if self.is_current(set, query, now) {
            return;
        }
        let log = self.seen.and_then(|seen| set.log.since(seen));
        let changed =
            log.filter(|changed| self.numbering == set.store.numbering && changed.len() <= self.misses.len() / 4 + 64);
        let nothing_new = changed.as_ref().is_some_and(Vec::is_empty);
        let anew = changed.is_none();
        if anew {
            self.misses.clear();
        }
        self.misses.resize(set.store.columns.len(), 0);
        let mut touched = anew || !nothing_new;
        for column in Column::ALL {
            touched |= self.follow_column(set, query, column, now, anew);
        }
        if anew || self.query.created != query.created {
            touched = true;
            for (misses, created) in self.misses.iter_mut().zip(&set.store.columns.created) {
                put(misses, CREATED, in_range(query.created, *created));
            }
        }
        touched |= self.follow_words(set, query, anew);
        self.query = Query { sort: Vec::new(), group_by: None, ..query.clone() };
        self.now = now;
        (self.numbering, self.names_at, self.me_at) = (set.store.numbering, set.names_at(), set.me_at());
        self.seen = Some(set.log.end());
        if anew {
            for (misses, slot) in self.misses.iter_mut().zip(0..) {
                put(misses, NO_ROW, set.store.columns.live(slot));
            }
        }
        for slot in changed.unwrap_or_default() {
            self.look_at(set, slot);
        }
        if touched {
            self.misses.shrink_to(set.store.columns.len());
            self.count = self.misses.iter().filter(|misses| **misses == 0).count();
        }
    }

    /// Asks one column's filter again where it is another one. True when it is.
    fn follow_column(&mut self, set: &WorkingSet, query: &Query, column: Column, now: Timestamp, anew: bool) -> bool {
        let filtered = is_filtered(query, column);
        let moved = match column {
            Column::Age => filtered && self.now != now,
            Column::Assignee => filtered && self.me_at != set.me_at(),
            _ => false,
        };
        let other = anew || moved || !same_filter(&self.query, query, column);
        let grown = self.table(column).is_some_and(|table| table.len() != set.store.dicts.values_of(column));
        if !other && !grown {
            return false;
        }
        let table = filtered.then(|| passing(set, query, column));
        if column == Column::Age {
            self.bands = AgeBand::ALL.map(|band| query.ages.passes_value(&band));
        }
        if other {
            match (&table, set.store.columns.of(column)) {
                (None, _) if anew => {}
                (None, _) => self.misses.iter_mut().for_each(|misses| put(misses, column.bit(), true)),
                (Some(table), Some(ids)) => {
                    for (misses, id) in self.misses.iter_mut().zip(ids) {
                        put(misses, column.bit(), at(table, *id));
                    }
                }
                (Some(_), None) => {
                    for (misses, created) in self.misses.iter_mut().zip(&set.store.columns.created) {
                        put(misses, column.bit(), of_band(&self.bands, *created, now));
                    }
                }
            }
        }
        if let Some(own) = self.tables.get_mut(column as usize) {
            *own = table;
        }
        other
    }

    /// Looks for the words again where they are others. True when they are.
    fn follow_words(&mut self, set: &WorkingSet, query: &Query, anew: bool) -> bool {
        let mut search = if self.query.text == query.text { self.search.clone() } else { Search::new(&query.text) };
        let renamed = self.names_at != set.names_at() && !search.is_empty();
        let other = anew || renamed || !search.same(&self.search);
        search.follow(set);
        if other {
            let narrows = !anew && !renamed && search.narrows(&self.search);
            let left = self.misses.iter().filter(|misses| **misses & WORDS == 0).count();
            if search.is_empty() {
                self.misses.iter_mut().for_each(|misses| put(misses, WORDS, true));
            } else if narrows && left <= self.misses.len() / 4 {
                for (slot, misses) in (0..).zip(&mut self.misses).filter(|(_, misses)| **misses & WORDS == 0) {
                    put(misses, WORDS, search.holds(set, slot));
                }
            } else {
                for (misses, hit) in self.misses.iter_mut().zip(search.all(set)) {
                    put(misses, WORDS, hit);
                }
            }
        }
        self.search = search;
        other
    }

    fn table(&self, column: Column) -> Option<&Vec<bool>> {
        self.tables.get(column as usize)?.as_ref()
    }

    /// Asks every filter again of one row.
    fn look_at(&mut self, set: &WorkingSet, slot: u32) {
        let columns = &set.store.columns;
        let mut misses = 0;
        for column in Column::ALL {
            let passes = match (self.table(column), columns.of(column)) {
                (None, _) => true,
                (Some(table), Some(ids)) => at(table, at(ids, slot)),
                (Some(_), None) => of_band(&self.bands, at(&columns.created, slot), self.now),
            };
            put(&mut misses, column.bit(), passes);
        }
        put(&mut misses, CREATED, in_range(self.query.created, at(&columns.created, slot)));
        let live = columns.live(slot);
        put(&mut misses, WORDS, self.search.is_empty() || (live && self.search.holds(set, slot)));
        put(&mut misses, NO_ROW, live);
        if let Some(own) = self.misses.get_mut(slot as usize) {
            *own = misses;
        }
    }
}

fn put(misses: &mut u16, bit: u16, passes: bool) {
    *misses = if passes { *misses & !bit } else { *misses | bit };
}

fn in_range(range: TimeRange, created: i64) -> bool {
    created != NEVER && range.contains(Timestamp::from_micros(created))
}

fn of_band(bands: &[bool], created: i64, now: Timestamp) -> bool {
    at(bands, AgeBand::of(Timestamp::from_micros(created), now) as u32)
}

fn is_filtered(query: &Query, column: Column) -> bool {
    !match column {
        Column::Customer => query.customers.is_empty(),
        Column::Priority => query.priorities.is_empty(),
        Column::Status => query.statuses.is_empty(),
        Column::Assignee => query.assignees.is_empty(),
        Column::Region => query.regions.is_empty(),
        Column::Source => query.sources.is_empty(),
        Column::Age => query.ages.is_empty(),
        Column::Tag => query.tags.is_empty(),
        Column::Disposition => query.dispositions.is_empty(),
        Column::Responsibility => query.responsibilities.is_empty(),
    }
}

fn same_filter(one: &Query, two: &Query, column: Column) -> bool {
    match column {
        Column::Customer => one.customers == two.customers,
        Column::Priority => one.priorities == two.priorities,
        Column::Status => one.statuses == two.statuses,
        Column::Assignee => one.assignees == two.assignees,
        Column::Region => one.regions == two.regions,
        Column::Source => one.sources == two.sources,
        Column::Age => one.ages == two.ages,
        Column::Tag => one.tags == two.tags,
        Column::Disposition => one.dispositions == two.dispositions,
        Column::Responsibility => one.responsibilities == two.responsibilities,
    }
}

/// By number, which values of a column pass.
fn passing(set: &WorkingSet, query: &Query, column: Column) -> Vec<bool> {
    let dicts = &set.store.dicts;
    match column {
        Column::Customer => {
            dicts.places.values().iter().map(|place| query.customers.passes_value(&place.customer)).collect()
        }
        Column::Region => dicts.places.values().iter().map(|place| query.regions.passes_value(&place.region)).collect(),
        Column::Priority => dicts.priorities.values().iter().map(|word| query.priorities.passes_value(word)).collect(),
        Column::Status => {
            let passes = |status| query.statuses.passes(|meaning: &StatusIs| meaning.holds(status));
            dicts.statuses.values().iter().map(passes).collect()
        }
        Column::Assignee => {
            let key = |person: &'_ crate::store::Known| person.someone().then(|| person.key.clone());
            let passes = |key: Option<&str>| query.assignees.passes(|who: &Who| who.holds(key, set.me()));
            dicts.people.values().iter().map(|person| passes(key(person).as_deref())).collect()
        }
        Column::Source => dicts.sources.values().iter().map(|word| query.sources.passes_value(word)).collect(),
        Column::Disposition => {
            dicts.dispositions.values().iter().map(|word| query.dispositions.passes_value(word)).collect()
        }
        Column::Responsibility => {
            let texts = dicts.responsibilities.iter().map(|text| text.map(str::to_owned));
            texts.map(|text| query.responsibilities.passes_value(&text)).collect()
        }
        Column::Tag => {
            let has = |tags: &[u32], tag: Option<&str>| match tag {
                None => tags.is_empty(),
                Some(_) => tags.iter().any(|own| dicts.tag_texts.get(*own) == tag),
            };
            let passes = |tags: &[u32]| query.tags.passes(|tag| has(tags, tag.as_deref()));
            dicts.tag_sets.values().iter().map(|tags| passes(tags)).collect()
        }
        Column::Age => Vec::new(),
    }
}
