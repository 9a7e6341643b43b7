//! Sorting slots by numbers without comparing them.

const BITS: u32 = 11;
const BUCKETS: usize = 1 << BITS;

/// Brings slots into the order of their keys; equal ones stay as they stood.
pub(super) fn sort_by(slots: &mut Vec<u32>, keys: &[u64]) {
    let key = |slot: u32| keys.get(slot as usize).copied().unwrap_or_default();
    let (low, high) = slots.iter().fold((u64::MAX, 0), |(low, high), slot| (low.min(key(*slot)), high.max(key(*slot))));
    let width = u64::BITS - high.saturating_sub(low).leading_zeros();
    let mut other = vec![0; slots.len()];
    for shift in (0..width).step_by(BITS as usize) {
        // Masked before it is narrowed: in a browser a usize has 32 bits only.
        let bucket = |slot: u32| (((key(slot) - low) >> shift) & (BUCKETS as u64 - 1)) as usize;
        let mut places = [0_u32; BUCKETS];
        for slot in slots.iter() {
            if let Some(count) = places.get_mut(bucket(*slot)) {
                *count += 1;
            }
        }
        let mut start = 0;
        for place in &mut places {
            start += std::mem::replace(place, start);
        }
        for slot in slots.iter() {
            let Some(place) = places.get_mut(bucket(*slot)) else { continue };
            if let Some(to) = other.get_mut(*place as usize) {
                *to = *slot;
            }
            *place += 1;
        }
        std::mem::swap(slots, &mut other);
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
