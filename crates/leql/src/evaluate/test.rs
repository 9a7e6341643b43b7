//! What a comparison asks of a value.

use std::cmp::Ordering;
use std::collections::HashSet;

use regex::Regex;

use super::event::{Event, Field};
use super::find::Find;
use super::fold::fold;
use super::path::Path;
use crate::address::Network;
use crate::number::Number;

/// What a value must equal.
#[derive(Debug, Clone)]
pub(crate) enum Equal {
    Text(Find),
    /// `loose`: a part is enough.
    Part(Find),
    /// The same number, or the same text.
    Number(Number, String),
    Regex(Regex),
    Ip(Network),
    /// One of many.
    Set(Set),
}

/// Values of which one is enough, looked up at once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Set {
    pub(crate) texts: HashSet<String>,
    pub(crate) folded: HashSet<String>,
    pub(crate) others: Vec<Equal>,
}

impl Equal {
    pub(crate) fn holds(&self, text: &str) -> bool {
        match self {
            Self::Text(find) => find.is(text),
            Self::Part(find) => find.within(text),
            Self::Number(number, spelt) => {
                text == spelt || Number::read(text).is_some_and(|other| other.compare(*number) == Ordering::Equal)
            }
            Self::Regex(regex) => regex.is_match(text),
            Self::Ip(network) => network.holds(text),
            Self::Set(set) => {
                set.texts.contains(text)
                    || (!set.folded.is_empty() && set.folded.contains(fold(text).as_ref()))
                    || set.others.iter().any(|other| other.holds(text))
            }
        }
    }
}

/// What less and greater compare with.
#[derive(Debug, Clone)]
pub(crate) enum Than {
    Number(Number),
    Text(String),
}

/// What is asked of the values of one key.
#[derive(Debug, Clone)]
pub(crate) enum Test {
    Missing,
    There,
    Equal(Equal),
    NotEqual(Equal),
    /// Which order fits: less, equal, greater.
    Order(Than, [bool; 3]),
    Contains(Vec<Find>, bool),
    Starts(Vec<Find>, bool),
}

impl Test {
    pub(crate) fn holds(&self, event: &dyn Event, path: &Path) -> bool {
        match self {
            Self::There => event.visit(path, &mut |field| field != Field::Null),
            Self::Missing => !event.visit(path, &mut |field| field != Field::Null),
            Self::Equal(equal) => some(event, path, |text| equal.holds(text)),
            Self::NotEqual(equal) => some(event, path, |_| true) && !some(event, path, |text| equal.holds(text)),
            Self::Order(than, fits) => some(event, path, |text| ordered(than, fits, text)),
            Self::Contains(finds, all) => many(finds, *all, |find| some(event, path, |text| find.within(text))),
            Self::Starts(finds, all) => many(finds, *all, |find| some(event, path, |text| find.starts(text))),
        }
    }
}

fn some(event: &dyn Event, path: &Path, test: impl Fn(&str) -> bool) -> bool {
    event.visit(path, &mut |field| matches!(field, Field::Text(text) if test(text)))
}

fn many(finds: &[Find], all: bool, test: impl Fn(&Find) -> bool) -> bool {
    if all { finds.iter().all(test) } else { finds.iter().any(test) }
}

fn ordered(than: &Than, [less, equal, greater]: &[bool; 3], text: &str) -> bool {
    let order = match than {
        Than::Number(number) => match Number::read(text) {
            Some(other) => other.compare(*number),
            None => return false,
        },
        Than::Text(other) => text.cmp(other),
    };
    match order {
        Ordering::Less => *less,
        Ordering::Equal => *equal,
        Ordering::Greater => *greater,
    }
}
