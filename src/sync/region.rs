//! What is remembered of each region between two connections to it: how it is read, and up to where.

use contract::stream::Header;
use contract::{CustomerId, RegionCode, Timestamp};
use leptos::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};

/// How a gateway is followed, as far as it has shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Way {
    /// It streams its changes, for all that is known.
    #[default]
    Streamed,
    /// It has working sets but no stream of changes: asked every few seconds what became different.
    Polled,
    /// It knows the public calls only.
    Subset,
}

#[derive(Debug, Default)]
struct Known {
    way: Way,
    cursor: Option<String>,
}

/// All regions.
#[derive(Clone, Copy)]
pub(super) struct Regions {
    known: StoredValue<HashMap<RegionCode, Known>>,
    /// Regions whose rows are all in by streaming, and from when on closed ones are among them.
    reached: RwSignal<BTreeMap<RegionCode, Timestamp>>,
    /// Customers whose rows are being asked for by themselves.
    opening: StoredValue<HashSet<CustomerId>>,
}

impl Regions {
    pub(super) fn new() -> Self {
        Self {
            known: StoredValue::new(HashMap::new()),
            reached: RwSignal::new(BTreeMap::new()),
            opening: StoredValue::new(HashSet::new()),
        }
    }

    /// How a region is followed.
    pub(super) fn way(&self, region: &RegionCode) -> Way {
        self.known.try_with_value(|known| known.get(region).map(|known| known.way)).flatten().unwrap_or_default()
    }

    /// It has shown how.
    pub(super) fn goes(&self, region: &RegionCode, way: Way) {
        self.known.try_update_value(|known| known.entry(region.clone()).or_default().way = way);
    }

    /// Where its changes are taken up again; `None` before everything was read.
    pub(super) fn cursor(&self, region: &RegionCode) -> Option<String> {
        self.known.try_with_value(|known| known.get(region)?.cursor.clone()).flatten()
    }

    /// Everything has been read.
    pub(super) fn reached(&self, region: &RegionCode, header: Header) {
        self.moved(region, header.cursor);
        self.reached.try_update(|reached| reached.insert(region.clone(), header.closed_since));
    }

    /// Changes up to here are in.
    pub(super) fn moved(&self, region: &RegionCode, cursor: String) {
        self.known.try_update_value(|known| known.entry(region.clone()).or_default().cursor = Some(cursor));
    }

    /// Everything is to be read anew.
    pub(super) fn lost(&self, region: &RegionCode) {
        self.known.try_update_value(|known| {
            if let Some(known) = known.get_mut(region) {
                known.cursor = None;
            }
        });
    }

    /// Nothing is known of any.
    pub(super) fn forget(&self) {
        self.known.try_update_value(HashMap::clear);
        self.reached.try_set(BTreeMap::new());
    }

    /// Regions whose closed investigations are held from a moment on, tracked.
    pub(super) fn closed_since(&self) -> BTreeMap<RegionCode, Timestamp> {
        self.reached.get()
    }

    /// Those of `customers` that nobody else is asking for; they are from here on, until [`Self::opened`].
    pub(super) fn opening(&self, customers: impl IntoIterator<Item = CustomerId>) -> Vec<CustomerId> {
        let fresh =
            |opening: &mut HashSet<CustomerId>| customers.into_iter().filter(|id| opening.insert(*id)).collect();
        self.opening.try_update_value(fresh).unwrap_or_default()
    }

    /// They have been asked for.
    pub(super) fn opened(&self, customers: &[CustomerId]) {
        self.opening.try_update_value(|opening| opening.retain(|id| !customers.contains(id)));
    }
}
