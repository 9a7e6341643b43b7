//! Text of rows in large pieces: nothing is copied while it grows, and the room of what is let go is used again.

use memchr::memmem::Finder;

const PIECE: usize = 128 * 1024;
const ENTRIES: usize = 1 << ENTRY_BITS;
const ENTRY_BITS: u32 = 12;
/// Pieces kept for later once they are empty; more are given back.
const SPARE: usize = 2;
/// Slot of an entry that was let go.
const GONE: u32 = u32::MAX;

#[derive(Debug, Clone, Copy)]
struct Entry {
    start: u32,
    slot: u32,
}

#[derive(Debug, Default)]
struct Piece {
    text: String,
    entries: Vec<Entry>,
    dead: usize,
}

impl Piece {
    fn start(&self, entry: usize) -> usize {
        self.entries.get(entry).map_or(self.text.len(), |entry| entry.start as usize)
    }

    fn has_room(&self, text: &str) -> bool {
        self.text.capacity() - self.text.len() >= text.len() && self.entries.len() < ENTRIES
    }
}

/// One text a row, found by the number that [`Arena::put`] returned.
#[derive(Debug, Default)]
pub(crate) struct Arena {
    pieces: Vec<Piece>,
    /// Pieces without text.
    empty: Vec<usize>,
    open: usize,
    live: usize,
    dead: usize,
}

impl Arena {
    /// Keeps a row's text. Returns where it is.
    pub(crate) fn put(&mut self, slot: u32, text: &str) -> u32 {
        if !self.pieces.get(self.open).is_some_and(|piece| piece.has_room(text)) {
            self.turn(text.len());
        }
        let open = u32::try_from(self.open).unwrap_or_default();
        let Some(piece) = self.pieces.get_mut(self.open) else { return 0 };
        let start = u32::try_from(piece.text.len()).unwrap_or(u32::MAX);
        let entry = u32::try_from(piece.entries.len()).unwrap_or_default();
        piece.entries.push(Entry { start, slot });
        piece.text.push_str(text);
        self.live += text.len();
        (open << ENTRY_BITS) | entry
    }

    /// The text at a place.
    pub(crate) fn get(&self, at: u32) -> &str {
        let (piece, entry) = place(at);
        let Some(piece) = self.pieces.get(piece) else { return "" };
        piece.text.get(piece.start(entry)..piece.start(entry + 1)).unwrap_or_default()
    }

    /// Lets a text go.
    pub(crate) fn drop_text(&mut self, at: u32) {
        let len = self.get(at).len();
        let (number, entry) = place(at);
        let Some(piece) = self.pieces.get_mut(number) else { return };
        if let Some(entry) = piece.entries.get_mut(entry).filter(|entry| entry.slot != GONE) {
            entry.slot = GONE;
            piece.dead += len;
            self.live -= len;
            self.dead += len;
        }
    }

    /// Moves texts together where more than a quarter is dead; tells each moved row's new place.
    pub(crate) fn settle(&mut self, mut moved: impl FnMut(u32, u32)) {
        while self.dead > self.live / 4 + PIECE {
            let worst = self.pieces.iter().enumerate().max_by_key(|(_, piece)| piece.dead).map(|(number, _)| number);
            let Some(worst) = worst else { return };
            if worst == self.open {
                self.turn(0);
            }
            let Some(mut old) = self.pieces.get_mut(worst).map(std::mem::take) else { return };
            for (at, entry) in old.entries.iter().enumerate().filter(|(_, entry)| entry.slot != GONE) {
                let text = old.text.get(old.start(at)..old.start(at + 1)).unwrap_or_default();
                self.live -= text.len();
                moved(entry.slot, self.put(entry.slot, text));
            }
            self.dead -= old.dead;
            old.text.clear();
            old.entries.clear();
            old.dead = 0;
            let keep = self.empty.len() < SPARE && old.text.capacity() == PIECE;
            if let Some(place) = self.pieces.get_mut(worst).filter(|_| keep) {
                *place = old;
            }
            self.empty.push(worst);
        }
    }

    /// Gives back what the last piece and the lists do not use.
    pub(crate) fn shrink(&mut self) {
        self.pieces.iter_mut().for_each(|piece| piece.entries.shrink_to_fit());
    }

    /// Tells the row of every text that holds what `finder` looks for, once.
    pub(crate) fn search(&self, finder: &Finder<'_>, mut hit: impl FnMut(u32)) {
        for piece in &self.pieces {
            let bytes = piece.text.as_bytes();
            let (mut from, mut entry) = (0, 0);
            while let Some(found) = bytes.get(from..).and_then(|rest| finder.find(rest)) {
                let at = from + found;
                while piece.start(entry + 1) <= at {
                    entry += 1;
                }
                match piece.entries.get(entry) {
                    Some(Entry { slot: GONE, .. }) => {}
                    Some(Entry { slot, .. }) => hit(*slot),
                    None => break,
                }
                from = piece.start(entry + 1);
            }
        }
    }

    /// Bytes held.
    pub(crate) fn memory(&self) -> usize {
        let own = |piece: &Piece| piece.text.capacity() + piece.entries.capacity() * size_of::<Entry>();
        self.pieces.iter().map(own).sum::<usize>() + self.pieces.capacity() * size_of::<Piece>()
    }

    /// Opens a piece with room for `len` bytes.
    fn turn(&mut self, len: usize) {
        if let Some(piece) = self.pieces.get_mut(self.open) {
            piece.entries.shrink_to_fit();
        }
        self.open = self.empty.pop().unwrap_or_else(|| {
            self.pieces.push(Piece::default());
            self.pieces.len() - 1
        });
        if let Some(piece) = self.pieces.get_mut(self.open) {
            piece.text.reserve_exact(PIECE.max(len));
        }
    }
}

const fn place(at: u32) -> (usize, usize) {
    ((at >> ENTRY_BITS) as usize, (at as usize) & (ENTRIES - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stay_where_they_are_told_to_be_however_many_come_and_go() {
        let mut arena = Arena::default();
        let text = |round: u32, slot: u32| format!("{round} {slot} {}\n", "x".repeat((slot % 90) as usize));
        let mut at: Vec<u32> = (0..5_000).map(|slot| arena.put(slot, &text(0, slot))).collect();
        let first = arena.memory();
        for round in 1..40 {
            for slot in 0..5_000_u32 {
                arena.drop_text(at[slot as usize]);
                at[slot as usize] = arena.put(slot, &text(round, slot));
                arena.settle(|slot, place| at[slot as usize] = place);
            }
            for slot in 0..5_000_u32 {
                assert_eq!(arena.get(at[slot as usize]), text(round, slot));
            }
        }
        assert!(arena.memory() < 2 * first + 6 * PIECE, "{} after {first}", arena.memory());
        let mut hits = Vec::new();
        arena.search(&Finder::new("39 77"), |slot| hits.push(slot));
        hits.sort_unstable();
        let wanted: Vec<u32> = (0..5_000).filter(|slot| text(39, *slot).contains("39 77")).collect();
        assert_eq!(hits, wanted);
    }

    #[test]
    fn a_text_longer_than_a_piece_is_kept_whole() {
        let mut arena = Arena::default();
        let long = "y".repeat(3 * PIECE);
        let at = arena.put(1, &long);
        let next = arena.put(2, "short");
        assert_eq!((arena.get(at), arena.get(next)), (long.as_str(), "short"));
    }
}
