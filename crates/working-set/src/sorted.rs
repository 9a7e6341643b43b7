//! Short lists in order: the standard sorts are compiled once for each type of element, these once for all.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Sorts stably.
pub fn by<T>(list: &mut [T], mut order: impl FnMut(&T, &T) -> Ordering) {
    let places = places(list.len(), &mut |one, other| match (list.get(*one as usize), list.get(*other as usize)) {
        (Some(one), Some(other)) => order(one, other),
        _ => Ordering::Equal,
    });
    settle(places, &mut |one, other| list.swap(one, other));
}

/// Sorts stably by a key that costs little.
pub fn by_key<T, K: Ord>(list: &mut [T], mut key: impl FnMut(&T) -> K) {
    by(list, |one, other| key(one).cmp(&key(other)));
}

/// Sorts stably; each key is made once.
pub fn by_cached_key<T, K: Ord>(list: &mut [T], key: impl FnMut(&T) -> K) {
    let keys: Vec<K> = list.iter().map(key).collect();
    let places = places(keys.len(), &mut |one, other| keys.get(*one as usize).cmp(&keys.get(*other as usize)));
    settle(places, &mut |one, other| list.swap(one, other));
}

/// What `collect` makes, by one insertion after the other instead of a sort.
pub fn set<T: Ord>(values: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    for value in values {
        set.insert(value);
    }
    set
}

/// What `collect` makes, by one insertion after the other instead of a sort.
pub fn map<K: Ord, V>(pairs: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    for (key, value) in pairs {
        map.insert(key, value);
    }
    map
}

/// Sorts slots stably.
#[inline(never)]
pub(crate) fn slots(slots: &mut [u32], order: &mut dyn FnMut(&u32, &u32) -> Ordering) {
    slots.sort_by(order);
}

/// Which element belongs at each place.
fn places(length: usize, order: &mut dyn FnMut(&u32, &u32) -> Ordering) -> Vec<u32> {
    let mut places: Vec<u32> = (0..).take(length).collect();
    slots(&mut places, order);
    places
}

/// Moves each element to its place, one cycle after the other.
#[inline(never)]
fn settle(mut places: Vec<u32>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..places.len() {
        let mut at = start;
        while let Some(place) = places.get_mut(at) {
            let next = std::mem::replace(place, u32::try_from(at).unwrap_or(u32::MAX)) as usize;
            if next == start {
                break;
            }
            swap(at, next);
            at = next;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(list in proptest::collection::vec((0_u8..20, any::<u16>()), 0..200)) {
            let mut expected = list.clone();
            expected.sort_by_key(|(key, _)| *key);
            let (mut plain, mut cached) = (list.clone(), list);
            by_key(&mut plain, |(key, _)| *key);
            by_cached_key(&mut cached, |(key, _)| *key);
            prop_assert_eq!(&plain, &expected);
            prop_assert_eq!(&cached, &expected);
        }

        #[test]
        fn collects_as_the_standard_library_does(pairs in proptest::collection::vec((0_u8..20, any::<u16>()), 0..60)) {
            prop_assert_eq!(map(pairs.clone()), pairs.iter().copied().collect::<BTreeMap<_, _>>());
            prop_assert_eq!(set(pairs.clone()), pairs.into_iter().collect::<BTreeSet<_>>());
        }
    }
}
