//! A row's actors as text behind its title: kind and length in letters of seven bits, then the name.

use super::values::Words;
use contract::ActorKind;

/// Appends one actor.
pub(crate) fn write(text: &mut String, kind: u32, name: &str) {
    number(text, kind);
    number(text, u32::try_from(name.len()).unwrap_or(u32::MAX));
    text.push_str(name);
}

/// Six bits a letter, lowest first; the seventh says that more follow.
fn number(text: &mut String, mut number: u32) {
    loop {
        let low = u8::try_from(number & 0x3f).unwrap_or_default();
        number >>= 6;
        text.push(char::from(if number == 0 { low } else { low | 0x40 }));
        if number == 0 {
            return;
        }
    }
}

/// Reads them again, in their order.
#[derive(Debug, Clone)]
pub(crate) struct Actors<'a> {
    pub(crate) text: &'a str,
    pub(crate) kinds: &'a Words<ActorKind>,
}

impl Actors<'_> {
    fn number(&mut self) -> Option<u32> {
        let (mut number, mut shift) = (0_u32, 0);
        loop {
            let letter = u32::from(*self.text.as_bytes().first()?);
            self.text = self.text.get(1..)?;
            number |= (letter & 0x3f).checked_shl(shift)?;
            if letter & 0x40 == 0 {
                return Some(number);
            }
            shift += 6;
        }
    }
}

impl<'a> Iterator for Actors<'a> {
    type Item = (&'a ActorKind, &'a str);
    fn next(&mut self) -> Option<Self::Item> {
        let kind = self.number()?;
        let len = self.number()? as usize;
        let (name, rest) = self.text.split_at_checked(len)?;
        self.text = rest;
        Some((self.kinds.get(kind)?, name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_actors_are_read_as_written(written in prop::collection::vec((".{0,3}", ".{0,200}"), 0..6)) {
            let (mut kinds, mut text) = (Words::<ActorKind>::default(), String::new());
            for (kind, name) in &written {
                write(&mut text, kinds.read(kind), name);
            }
            let read: Vec<(String, String)> =
                Actors { text: &text, kinds: &kinds }.map(|(kind, name)| (kind.to_string(), name.to_owned())).collect();
            prop_assert_eq!(read, written);
        }
    }
}
