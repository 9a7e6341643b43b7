//! The customer mark: four shapes and a hue, computed from the customer's id alone.

/// What a customer's mark looks like. A renamed customer keeps its mark; two customers share one with 1 chance in 32,768.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// 0 to 7, the customer's hue in the tokens.
    pub hue: u8,
    /// Shape of each quadrant, 0 to 7: top left, top right, bottom left, bottom right.
    pub shapes: [u8; 4],
}

impl Mark {
    /// The mark of an id, read as its text in UTF-8.
    pub fn of(id: &str) -> Self {
        let hash = scatter(id);
        let shape = |quadrant: u32| low_bits(hash >> (3 + 3 * quadrant));
        Self { hue: low_bits(hash), shapes: [shape(0), shape(1), shape(2), shape(3)] }
    }

    /// Its outline in a view box of 16 by 16.
    pub fn path(self) -> String {
        let [top_left, top_right, bottom_left, bottom_right] = self.shapes.map(outline);
        format!("M0 0{top_left}M8 0{top_right}M0 8{bottom_left}M8 8{bottom_right}")
    }
}

/// A hue, 0 to 7, for anything that has a name: people, mostly.
pub fn hue_of(key: &str) -> u8 {
    low_bits(scatter(key))
}

/// 32-bit FNV-1a, spread by the finaliser of murmur3: FNV alone leaves the low bits of similar ids alike.
fn scatter(text: &str) -> u32 {
    let fnv = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    let mut hash = fnv;
    hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}

fn low_bits(hash: u32) -> u8 {
    (hash & 7) as u8
}

/// One shape in a quadrant of 8 by 8, from its top left corner.
fn outline(shape: u8) -> &'static str {
    match shape {
        0 => "h8a8 8 0 0 1-8 8z",
        1 => "m8 0v8a8 8 0 0 1-8-8z",
        2 => "m8 8h-8a8 8 0 0 1 8-8z",
        3 => "m0 8v-8a8 8 0 0 1 8 8z",
        4 => "m1 4a3 3 0 1 0 6 0a3 3 0 1 0-6 0z",
        5 => "l8 8h-8z",
        6 => "h8v8z",
        _ => "h8v8h-8z",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    #[test]
    fn the_design_s_own_example() {
        assert_eq!(scatter("a"), 0x1a80_b1b3);
        assert_eq!(Mark::of("a"), Mark { hue: 3, shapes: [6, 6, 0, 3] });
        assert_eq!(Mark::of("a").path(), "M0 0h8v8zM8 0h8v8zM0 8h8a8 8 0 0 1-8 8zM8 8m0 8v-8a8 8 0 0 1 8 8z");
    }

    #[test]
    fn neighbouring_ids_get_different_marks() {
        let marks: HashSet<String> = (0..64_u32)
            .map(|n| Mark::of(&format!("00000000-0000-4000-8000-{n:012x}")))
            .map(|mark| format!("{mark:?}"))
            .collect();
        assert!(marks.len() >= 63, "only {} of 64 differ", marks.len());
    }

    proptest! {
        #[test]
        fn every_text_has_a_mark(id in any::<String>()) {
            let mark = Mark::of(&id);
            prop_assert!(mark.hue < 8 && mark.shapes.iter().all(|shape| *shape < 8));
            prop_assert_eq!(mark.path().matches('M').count(), 4);
            prop_assert_eq!(hue_of(&id), mark.hue);
        }
    }
}
