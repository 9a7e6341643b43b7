//! A small seeded generator of numbers (splitmix64): the same stream on every machine, never for secrets.

/// A stream of numbers that its seed and its name alone decide.
#[derive(Debug, Clone)]
pub struct Random(u64);

/// Letters and digits that are not mistaken for one another.
const LETTERS: &[u8] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

impl Random {
    /// The stream called `name` of `seed`; streams with different names are unrelated, so one customer's rows do not
    /// change when another's do.
    pub fn new(seed: u64, name: &str) -> Self {
        let hash = name
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
        Self(seed ^ hash)
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 when `end` is 0.
    pub fn below(&mut self, end: u64) -> u64 {
        let product = u128::from(self.bits()) * u128::from(end);
        u64::try_from(product >> 64).unwrap_or_default()
    }

    /// A number from `low` to `high`, both included; `low` when they are the wrong way round.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high.saturating_sub(low)).unwrap_or_default();
        low.saturating_add(i64::try_from(self.below(span.saturating_add(1))).unwrap_or_default())
    }

    /// True in `percent` of 100 cases.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of `list`; `None` when it is empty.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        let place = self.below(u64::try_from(list.len()).unwrap_or_default());
        list.get(usize::try_from(place).unwrap_or_default())
    }

    /// One of `list`; empty when it is empty.
    pub fn word(&mut self, list: &[&'static str]) -> &'static str {
        self.pick(list).copied().unwrap_or_default()
    }

    /// A number of seconds from `low` to `high`, small ones as likely as large ones: each doubling has equal weight.
    pub fn spread_secs(&mut self, low: i64, high: i64) -> i64 {
        let low = low.max(1);
        let mut doublings = 0_i64;
        while low << (doublings + 1) <= high && doublings < 40 {
            doublings += 1;
        }
        let start = low << self.between(0, doublings);
        self.between(start, (start * 2).min(high.max(start)))
    }

    /// `length` letters and digits.
    pub fn letters(&mut self, length: usize) -> String {
        (0..length).filter_map(|_| self.pick(LETTERS)).map(|byte| char::from(*byte)).collect()
    }

    /// 128 bits in the shape of a random UUID.
    pub fn uuid(&mut self) -> u128 {
        let bits = (u128::from(self.bits()) << 64) | u128::from(self.bits());
        let version = bits & !(0xf << 76) | (0x4 << 76);
        version & !(0x3 << 62) | (0x2 << 62)
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn a_stream_is_decided_by_seed_and_name() {
        let row = |seed, name| (0..8).map(|_| Random::new(seed, name).bits()).collect::<Vec<_>>();
        assert_eq!(row(1, "CALD"), row(1, "CALD"));
        assert_ne!(row(1, "CALD"), row(1, "CALB"));
        assert_ne!(row(1, "CALD"), row(2, "CALD"));
    }

    #[test]
    fn numbers_stay_within_their_bounds() {
        let mut random = Random::new(7, "bounds");
        for _ in 0..2_000 {
            assert!(random.below(3) < 3);
            assert!((-2..=2).contains(&random.between(-2, 2)));
            assert!((60..=8_640_000).contains(&random.spread_secs(60, 8_640_000)));
        }
        assert_eq!(random.below(0), 0);
        assert_eq!(random.between(5, 1), 5);
        assert!(random.pick::<u8>(&[]).is_none());
        assert_eq!(random.letters(10).len(), 10);
    }

    #[test]
    fn every_value_of_a_small_range_comes_up() {
        let mut random = Random::new(7, "range");
        let seen: std::collections::BTreeSet<_> = (0..200).map(|_| random.below(5)).collect();
        assert_eq!(seen.len(), 5);
    }

    #[test]
    fn a_uuid_is_marked_as_random() {
        let text = contract::CustomerId::from_u128(Random::new(1, "x").uuid()).to_string();
        assert_eq!(text.chars().nth(14), Some('4'));
        assert!(matches!(text.chars().nth(19), Some('8' | '9' | 'a' | 'b')));
    }
}
