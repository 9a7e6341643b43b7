//! Names of investigations up to their last segment: region, customer, and the spelling of both.

use super::dict::{Dict, hash_of};
use crate::fold::fold;
use contract::{CustomerId, RegionCode, Rrn};
use std::collections::HashMap;

/// One spelling of `rrn:investigation:{region}:{organization}:investigation:`.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) region: RegionCode,
    pub(crate) customer: CustomerId,
    /// The same for every spelling of one region and customer.
    pub(crate) home: u32,
    /// Rows held there.
    pub(crate) rows: usize,
    /// The text, and the same folded.
    prefix: Box<str>,
    pub(crate) hay: Box<str>,
    /// The customer's id as it is usually spelt.
    pub(crate) customer_text: Box<str>,
    /// A sound name of this place.
    sample: Rrn,
}

impl Place {
    /// The name that ends in `id`.
    pub(crate) fn name(&self, id: &str) -> Rrn {
        let text = format!("{}{id}", self.prefix);
        // Only sound ids are taken in, so the sample is never told.
        text.parse().unwrap_or_else(|_| self.sample.clone())
    }
}

/// All of them; a number is never another place's.
#[derive(Debug, Default)]
pub(crate) struct Places {
    dict: Dict<Place>,
    homes: HashMap<(RegionCode, CustomerId), u32>,
}

impl Places {
    pub(crate) fn get(&self, id: u32) -> Option<&Place> {
        self.dict.get(id)
    }

    pub(crate) fn get_mut(&mut self, id: u32) -> Option<&mut Place> {
        self.dict.get_mut(id)
    }

    pub(crate) fn values(&self) -> &[Place] {
        self.dict.values()
    }

    /// The number of a name's place.
    pub(crate) fn of(&mut self, name: &Rrn) -> u32 {
        let text = name.as_str();
        let prefix = text.get(..text.len() - name.id().len()).unwrap_or_default();
        self.known(prefix).unwrap_or_else(|| self.add(prefix, name))
    }

    /// The place and id of a name as it stands on the wire; `None` when it is no name.
    pub(crate) fn read<'a>(&mut self, text: &'a str) -> Option<(u32, &'a str)> {
        let cut = text.rfind(':')? + 1;
        let (prefix, id) = text.split_at_checked(cut)?;
        match self.known(prefix) {
            Some(place) if sound(id) => Some((place, id)),
            Some(_) => None,
            None => Some((self.of(&text.parse().ok()?), id)),
        }
    }

    /// The number that every spelling of a region and customer shares.
    pub(crate) fn home(&self, region: &RegionCode, customer: CustomerId) -> Option<u32> {
        self.homes.get(&(region.clone(), customer)).copied()
    }

    /// The numbers of a customer, wherever it lives.
    pub(crate) fn homes_of(&self, customer: CustomerId) -> impl Iterator<Item = u32> {
        self.homes.iter().filter(move |((_, own), _)| *own == customer).map(|(_, home)| *home)
    }

    pub(crate) fn memory(&self) -> usize {
        self.dict.memory(|place| place.prefix.len() * 3 + place.customer_text.len()) + self.homes.capacity() * 64
    }

    fn known(&self, prefix: &str) -> Option<u32> {
        self.dict.find(hash_of(0, prefix.as_bytes()), |place| *place.prefix == *prefix)
    }

    fn add(&mut self, prefix: &str, name: &Rrn) -> u32 {
        let (region, customer) = (name.region().clone(), name.customer());
        let next = u32::try_from(self.homes.len()).unwrap_or(u32::MAX);
        let home = *self.homes.entry((region.clone(), customer)).or_insert(next);
        let place = Place {
            home,
            rows: 0,
            hay: fold(prefix).into(),
            customer_text: customer.to_string().into(),
            prefix: prefix.into(),
            sample: name.clone(),
            region,
            customer,
        };
        self.dict.add(hash_of(0, prefix.as_bytes()), place)
    }
}

/// What a name may end in.
fn sound(id: &str) -> bool {
    let letters = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
    (1..=128).contains(&id.len()) && id.bytes().all(letters) && id != "." && id != ".."
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PREFIX: &str = "rrn:investigation:us1:00000000-0000-0000-0000-00000000000a:investigation:";

    proptest! {
        #[test]
        fn a_name_is_read_as_the_wire_reads_it(id in "[a-zA-Z0-9._~:/ -]{0,8}|\\.{1,3}|a{127,130}", known: bool) {
            let mut places = Places::default();
            if known { places.read(&format!("{PREFIX}first")); }
            let text = format!("{PREFIX}{id}");
            let read = places.read(&text).map(|(place, id)| places.get(place).unwrap().name(id).to_string());
            prop_assert_eq!(read, text.parse::<Rrn>().ok().map(|name| name.to_string()));
        }
    }
}
