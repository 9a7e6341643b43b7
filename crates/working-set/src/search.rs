//! The words of a question against rows: what many rows share is looked at once, the rest where it lies.

use crate::fold::words;
use crate::set::WorkingSet;
use crate::store::at;
use memchr::memmem::Finder;

/// One word, and which shared values hold it.
#[derive(Debug, Clone)]
struct Needle {
    word: String,
    finder: Finder<'static>,
    /// By place: the customer's names or the beginning of the investigation's name hold it.
    places: Vec<bool>,
    /// By place: the beginning of the name ends as the word begins, up to its last colon.
    ends: Vec<bool>,
    people: Vec<bool>,
    tags: Vec<bool>,
}

/// All words, made ready.
#[derive(Debug, Clone, Default)]
pub(crate) struct Search {
    needles: Vec<Needle>,
    names_at: u64,
    numbering: u64,
}

impl Search {
    pub(crate) fn new(text: &str) -> Self {
        let needles = words(text).into_iter().map(|word| Needle {
            finder: Finder::new(&word).into_owned(),
            word,
            places: Vec::new(),
            ends: Vec::new(),
            people: Vec::new(),
            tags: Vec::new(),
        });
        Self { needles: needles.collect(), names_at: 0, numbering: 0 }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.needles.is_empty()
    }

    /// True when every row that answers this answers `other` too.
    pub(crate) fn narrows(&self, other: &Self) -> bool {
        let within = |old: &Needle| self.needles.iter().any(|new| new.word.contains(&old.word));
        !other.is_empty() && other.needles.iter().all(within)
    }

    /// True when both look for the same.
    pub(crate) fn same(&self, other: &Self) -> bool {
        self.needles.iter().map(|needle| &needle.word).eq(other.needles.iter().map(|needle| &needle.word))
    }

    /// Looks through shared values that it has not seen yet.
    pub(crate) fn follow(&mut self, set: &WorkingSet) {
        let anew = self.numbering != set.store.numbering || self.names_at != set.names_at();
        (self.numbering, self.names_at) = (set.store.numbering, set.names_at());
        for needle in &mut self.needles {
            needle.follow(set, anew);
        }
    }

    /// True when the row holds every word.
    pub(crate) fn holds(&self, set: &WorkingSet, slot: u32) -> bool {
        self.needles.iter().all(|needle| needle.holds(set, slot))
    }

    /// For every slot whether its row holds every word.
    pub(crate) fn all(&self, set: &WorkingSet) -> Vec<bool> {
        let mut all = vec![true; set.store.columns.len()];
        let mut hits = Vec::new();
        for needle in &self.needles {
            needle.all(set, &mut hits);
            for (all, hit) in all.iter_mut().zip(&hits) {
                *all &= hit;
            }
        }
        all
    }
}

impl Needle {
    fn follow(&mut self, set: &WorkingSet, anew: bool) {
        let dicts = &set.store.dicts;
        if anew {
            for table in [&mut self.places, &mut self.ends, &mut self.people, &mut self.tags] {
                table.clear();
            }
        }
        let finder = &self.finder;
        let holds = |text: &str| finder.find(text.as_bytes()).is_some();
        let head = self.word.rfind(':').and_then(|colon| self.word.get(..=colon));
        for place in dicts.places.values().iter().skip(self.places.len()) {
            self.places.push(holds(&place.hay) || holds(set.names().haystack(place.customer)));
            self.ends.push(head.is_some_and(|head| place.hay.ends_with(head)));
        }
        self.people.extend(dicts.people.values().iter().skip(self.people.len()).map(|person| holds(&person.hay)));
        if self.tags.len() < dicts.tag_sets.values().len() {
            let tags: Vec<bool> =
                dicts.tag_texts.iter().map(|tag| tag.is_some_and(|tag| holds(&crate::fold(tag)))).collect();
            let any = |set: &[u32]| set.iter().any(|tag| at(&tags, *tag));
            self.tags.extend(dicts.tag_sets.values().iter().skip(self.tags.len()).map(|set| any(set)));
        }
    }

    fn holds(&self, set: &WorkingSet, slot: u32) -> bool {
        let columns = &set.store.columns;
        at(&self.places, at(&columns.place, slot))
            || at(&self.people, at(&columns.assignee, slot))
            || at(&self.tags, at(&columns.tags, slot))
            || self.finder.find(set.store.haystack(slot).as_bytes()).is_some()
            || self.spans(set, slot)
    }

    /// True when the word begins in the beginning of the row's name and ends in its last segment.
    fn spans(&self, set: &WorkingSet, slot: u32) -> bool {
        let tail = self.word.rfind(':').and_then(|colon| self.word.get(colon + 1..)).unwrap_or_default();
        at(&self.ends, at(&set.store.columns.place, slot)) && crate::fold(set.store.id(slot)).starts_with(tail)
    }

    fn all(&self, set: &WorkingSet, hits: &mut Vec<bool>) {
        let columns = &set.store.columns;
        hits.clear();
        hits.resize(columns.len(), false);
        set.store.hay.search(&self.finder, |slot| {
            if let Some(hit) = hits.get_mut(slot as usize) {
                *hit = true;
            }
        });
        for (table, ids) in
            [(&self.places, &columns.place), (&self.people, &columns.assignee), (&self.tags, &columns.tags)]
        {
            if table.contains(&true) {
                for (hit, id) in hits.iter_mut().zip(ids) {
                    *hit |= at(table, *id);
                }
            }
        }
        if self.ends.contains(&true) {
            for (slot, hit) in (0..).zip(hits.iter_mut()).filter(|(_, hit)| !**hit) {
                *hit = self.spans(set, slot);
            }
        }
    }
}
