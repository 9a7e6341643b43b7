//! The values that columns number: words of the wire, texts, people, tag sets.

use super::dict::{Dict, NOWHERE, hash_of};
use crate::fold::{fold, fold_into};
use contract::{ActorKind, Disposition, Priority, Source, Status};

/// A word of the wire, known or not.
pub(crate) trait Word: PartialEq + Clone + 'static {
    const KNOWN: &'static [Self];
    fn word(&self) -> &str;
    fn read(word: &str) -> Self;
}

macro_rules! words {
    ($($kind:ty),+) => {$(
        impl Word for $kind {
            const KNOWN: &'static [Self] = <$kind>::KNOWN;
            fn word(&self) -> &str { self.word() }
            fn read(word: &str) -> Self { Self::from_word(word) }
        }
    )+};
}
words!(Status, Priority, Disposition, Source, ActorKind);

/// Words of one kind; the known ones have the first numbers, in their order.
#[derive(Debug)]
pub(crate) struct Words<T>(Dict<T>);

impl<T: Word> Default for Words<T> {
    fn default() -> Self {
        let mut words = Self(Dict::default());
        for known in T::KNOWN {
            words.of(known);
        }
        words
    }
}

impl<T: Word> Words<T> {
    /// The number of a word as it stands on the wire.
    pub(crate) fn read(&mut self, word: &str) -> u32 {
        let same = self.0.values().iter().zip(0..).take(T::KNOWN.len()).find(|(known, _)| known.word() == word);
        match same {
            Some((_, id)) => id,
            None => self.of(&T::read(word)),
        }
    }

    /// The number of a value.
    pub(crate) fn of(&mut self, value: &T) -> u32 {
        let hash = hash_of(0, value.word().as_bytes());
        match self.0.find(hash, |held| held == value) {
            Some(id) => id,
            None => self.0.add(hash, value.clone()),
        }
    }

    pub(crate) fn get(&self, id: u32) -> Option<&T> {
        self.0.get(id)
    }

    pub(crate) fn values(&self) -> &[T] {
        self.0.values()
    }

    pub(crate) fn keep(&mut self, used: &mut [bool]) -> Vec<u32> {
        used.iter_mut().take(T::KNOWN.len()).for_each(|used| *used = true);
        self.0.keep(used)
    }

    pub(crate) fn memory(&self) -> usize {
        self.0.memory(|_| 0)
    }
}

/// Texts; number 0 stands for none.
#[derive(Debug)]
pub(crate) struct Texts(Dict<Option<Box<str>>>);

impl Default for Texts {
    fn default() -> Self {
        let mut dict = Dict::default();
        dict.add(hash_of(1, b""), None);
        Self(dict)
    }
}

impl Texts {
    pub(crate) fn of(&mut self, text: &str) -> u32 {
        let hash = hash_of(0, text.as_bytes());
        match self.0.find(hash, |held| held.as_deref() == Some(text)) {
            Some(id) => id,
            None => self.0.add(hash, Some(text.into())),
        }
    }

    pub(crate) fn get(&self, id: u32) -> Option<&str> {
        self.0.get(id)?.as_deref()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Option<&str>> {
        self.0.values().iter().map(Option::as_deref)
    }

    pub(crate) fn keep(&mut self, used: &mut [bool]) -> Vec<u32> {
        used.iter_mut().take(1).for_each(|used| *used = true);
        self.0.keep(used)
    }

    pub(crate) fn memory(&self) -> usize {
        self.0.memory(|text| text.as_ref().map_or(0, |text| text.len()))
    }
}

/// Someone who works on investigations.
#[derive(Debug, Default)]
pub(crate) struct Known {
    pub(crate) name: Box<str>,
    pub(crate) email: Box<str>,
    /// Address, else name, in lower case; empty is nobody, which the wire also spells as a person without either.
    pub(crate) key: Box<str>,
    /// Name and address, folded, one a line.
    pub(crate) hay: Box<str>,
    /// Name, else address, folded.
    pub(crate) sort: Box<str>,
}

impl Known {
    fn new(name: &str, email: &str) -> Self {
        let mut hay = fold(name);
        hay.push('\n');
        fold_into(&mut hay, email);
        Self {
            key: (if email.is_empty() { name } else { email }).to_ascii_lowercase().into(),
            sort: fold(if name.is_empty() { email } else { name }).into(),
            hay: hay.into(),
            name: name.into(),
            email: email.into(),
        }
    }

    /// True for a person, false for nobody.
    pub(crate) fn someone(&self) -> bool {
        !self.key.is_empty()
    }
}

/// People; number 0 stands for none at all.
#[derive(Debug)]
pub(crate) struct People(Dict<Known>);

impl Default for People {
    fn default() -> Self {
        let mut dict = Dict::default();
        dict.add(u32::MAX, Known::default());
        Self(dict)
    }
}

impl People {
    pub(crate) fn of(&mut self, name: &str, email: &str) -> u32 {
        let hash = hash_of(u64::from(hash_of(0, name.as_bytes())), email.as_bytes()) & (u32::MAX >> 1);
        match self.0.find(hash, |held| *held.name == *name && *held.email == *email) {
            Some(id) => id,
            None => self.0.add(hash, Known::new(name, email)),
        }
    }

    pub(crate) fn get(&self, id: u32) -> Option<&Known> {
        self.0.get(id)
    }

    pub(crate) fn values(&self) -> &[Known] {
        self.0.values()
    }

    pub(crate) fn keep(&mut self, used: &mut [bool]) -> Vec<u32> {
        used.iter_mut().take(1).for_each(|used| *used = true);
        self.0.keep(used)
    }

    pub(crate) fn memory(&self) -> usize {
        self.0
            .memory(|known| known.name.len() + known.email.len() + known.key.len() + known.hay.len() + known.sort.len())
    }
}

/// A row's tags, in their order, by number of [`Texts`].
#[derive(Debug)]
pub(crate) struct TagSets(Dict<Box<[u32]>>);

impl Default for TagSets {
    fn default() -> Self {
        let mut sets = Self(Dict::default());
        sets.of(&[]);
        sets
    }
}

impl TagSets {
    pub(crate) fn of(&mut self, tags: &[u32]) -> u32 {
        let hash = tags.iter().fold(0, |hash, tag| hash_of(u64::from(hash), &tag.to_le_bytes()));
        match self.0.find(hash, |held| **held == *tags) {
            Some(id) => id,
            None => self.0.add(hash, tags.into()),
        }
    }

    pub(crate) fn get(&self, id: u32) -> &[u32] {
        self.0.get(id).map_or(&[], |tags| tags)
    }

    pub(crate) fn values(&self) -> &[Box<[u32]>] {
        self.0.values()
    }

    /// Keeps the used sets and the tags in them. Returns each set's new number.
    pub(crate) fn keep(&mut self, used: &mut [bool], texts: &mut Texts) -> Vec<u32> {
        used.iter_mut().take(1).for_each(|used| *used = true);
        let (old, old_texts) = (std::mem::take(self), std::mem::take(texts));
        let mut renumber = |tags: &[u32]| {
            let tags: Vec<u32> = tags.iter().map(|tag| texts.of(old_texts.get(*tag).unwrap_or_default())).collect();
            self.of(&tags)
        };
        let all = old.values().iter().zip(used.iter());
        all.map(|(tags, used)| if *used { renumber(tags) } else { NOWHERE }).collect()
    }

    pub(crate) fn memory(&self) -> usize {
        self.0.memory(|tags| tags.len() * 4)
    }
}
