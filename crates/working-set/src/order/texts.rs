//! Titles by alphabet, eight letters at a time: they begin alike too often to be compared from the start each time.

use crate::store::Store;

/// A text on its way: its letters from the present depth on as a number, how many there are of them, the whole, the slot.
type Entry<'a> = (u64, u8, &'a [u8], u32);

/// Each slot's place among the different folded titles; what a slot without a row has means nothing.
pub(super) fn ranks_of_texts(store: &Store) -> Vec<u64> {
    let mut ranks = vec![0; store.columns.len()];
    let live = (0..).zip(&store.columns.flags).filter(|(slot, _)| store.columns.live(*slot));
    let mut entries: Vec<Entry<'_>> = live.map(|(slot, _)| (0, 0, store.title_sort(slot).as_bytes(), slot)).collect();
    sort(&mut entries);
    let (mut rank, mut last) = (0, None);
    for (_, _, text, slot) in entries {
        rank += u64::from(last.is_some_and(|last| last != text));
        last = Some(text);
        if let Some(own) = ranks.get_mut(slot as usize) {
            *own = rank;
        }
    }
    ranks
}

fn sort(entries: &mut [Entry<'_>]) {
    let mut runs = vec![(0..entries.len(), 0)];
    while let Some((range, depth)) = runs.pop() {
        let Some(run) = entries.get_mut(range.clone()) else { continue };
        for entry in run.iter_mut() {
            (entry.0, entry.1) = letters(entry.2, depth);
        }
        run.sort_unstable_by_key(|entry| (entry.0, entry.1));
        let mut start = range.start;
        for alike in run.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let end = start + alike.len();
            // Nine stands for eight and more to come.
            if alike.len() > 1 && alike.first().is_some_and(|entry| entry.1 > 8) {
                runs.push((start..end, depth + 8));
            }
            start = end;
        }
    }
}

/// Up to eight letters from `depth` on, and how many there are.
fn letters(text: &[u8], depth: usize) -> (u64, u8) {
    let rest = text.get(depth..).unwrap_or_default();
    let mut eight = [0; 8];
    for (to, from) in eight.iter_mut().zip(rest) {
        *to = *from;
    }
    (u64::from_be_bytes(eight), u8::try_from(rest.len().min(9)).unwrap_or(9))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn texts_come_in_the_order_of_their_bytes(texts in prop::collection::vec("(common beginning )?[ab\\x00]{0,18}", 0..60)) {
            let mut entries: Vec<Entry<'_>> = texts.iter().map(|text| (0, 0, text.as_bytes(), 0)).collect();
            sort(&mut entries);
            let sorted: Vec<&[u8]> = entries.into_iter().map(|entry| entry.2).collect();
            let mut wanted: Vec<&[u8]> = texts.iter().map(String::as_bytes).collect();
            wanted.sort_unstable();
            prop_assert_eq!(sorted, wanted);
        }
    }
}
