//! Sorting slots by numbers without comparing them.

const BITS: u32 = 11;
const BUCKETS: usize = 1 << BITS;

/// Brings slots into the order of their keys; equal ones stay as they stood.
pub(super) fn sort_by(slots: &mut [u32], keys: &[u64]) {
    let key = |slot: u32| keys.get(slot as usize).copied().unwrap_or_default();
    let (low, high) = slots.iter().fold((u64::MAX, 0), |(low, high), slot| (low.min(key(*slot)), high.max(key(*slot))));
    let width = u64::BITS - high.saturating_sub(low).leading_zeros();
    if width <= u32::BITS {
        // Key and slot travel in one number, so that a pass reads in order and only writes about.
        let pack = |slot: u32| ((key(slot) - low) << 32) | u64::from(slot);
        sort(slots, width, pack, |packed| packed >> 32, |packed| (packed & 0xffff_ffff) as u32);
    } else {
        sort(slots, width, |slot| (key(slot) - low, slot), |entry| entry.0, |entry| entry.1);
    }
}

fn sort<T: Copy + Default>(
    slots: &mut [u32],
    width: u32,
    pack: impl Fn(u32) -> T,
    key: impl Fn(T) -> u64,
    slot: impl Fn(T) -> u32,
) {
    let mut entries: Vec<T> = slots.iter().map(|slot| pack(*slot)).collect();
    let mut other = vec![T::default(); entries.len()];
    for shift in (0..width).step_by(BITS as usize) {
        // Masked before it is narrowed: in a browser a usize has 32 bits only.
        let bucket = |entry: T| ((key(entry) >> shift) & (BUCKETS as u64 - 1)) as usize;
        let mut places = [0_u32; BUCKETS];
        for entry in &entries {
            if let Some(count) = places.get_mut(bucket(*entry)) {
                *count += 1;
            }
        }
        let mut start = 0;
        for place in &mut places {
            start += std::mem::replace(place, start);
        }
        for entry in &entries {
            let Some(place) = places.get_mut(bucket(*entry)) else { continue };
            if let Some(to) = other.get_mut(*place as usize) {
                *to = *entry;
            }
            *place += 1;
        }
        std::mem::swap(&mut entries, &mut other);
    }
    for (to, entry) in slots.iter_mut().zip(entries) {
        *to = slot(entry);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_sorts_as_a_stable_sort_does(keys in prop::collection::vec(prop_oneof![0u64..5, any::<u64>()], 0..200)) {
            let mut slots: Vec<u32> = (0..keys.len() as u32).rev().collect();
            let mut wanted = slots.clone();
            wanted.sort_by_key(|slot| keys[*slot as usize]);
            sort_by(&mut slots, &keys);
            prop_assert_eq!(slots, wanted);
        }
    }
}
