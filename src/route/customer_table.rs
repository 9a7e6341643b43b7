//! What the addresses of the Customer Table and of the Customers view say: search, filters, order.

use super::parts::Address;
use contract::RegionCode;

/// Which customers by the analyst's own standing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccessFilter {
    /// All gates hold.
    Workable,
    /// Something is missing.
    Missing,
}

impl AccessFilter {
    /// The word in the address.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Workable => "workable",
            Self::Missing => "missing",
        }
    }

    fn read(word: &str) -> Option<Self> {
        [Self::Workable, Self::Missing].into_iter().find(|filter| filter.word() == word)
    }
}

/// Search, filters and order of a list of customers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CustomerTableQuery {
    /// Typed words; in the fragment.
    pub words: String,
    /// Empty = every region.
    pub regions: Vec<RegionCode>,
    /// Empty = every tier.
    pub tiers: Vec<String>,
    /// `None` = every customer.
    pub access: Option<AccessFilter>,
    /// Starred ones only.
    pub favourites: bool,
    /// Ones with critical or high work, or unknown, only (Customers view).
    pub attention: bool,
    /// Column to sort by; `None` = the screen's own order.
    pub sort: Option<String>,
    /// Largest, latest or Z first.
    pub descending: bool,
}

impl CustomerTableQuery {
    pub(super) fn read(address: &Address) -> Self {
        let mut query = Self { words: address.words(), ..Self::default() };
        for (name, value) in address.pairs() {
            match name.as_str() {
                "region" => query.regions.extend(value.parse().ok()),
                "tier" => query.tiers.push(value),
                "access" => query.access = AccessFilter::read(&value),
                "show" if value == "favourites" => query.favourites = true,
                "show" if value == "attention" => query.attention = true,
                "sort" => {
                    let (column, descending) = match value.strip_prefix('-') {
                        Some(column) => (column, true),
                        None => (value.as_str(), false),
                    };
                    let sound = (1..=24).contains(&column.len()) && column.bytes().all(|b| b.is_ascii_lowercase());
                    query.sort = sound.then(|| column.to_owned());
                    query.descending = sound && descending;
                }
                _ => {}
            }
        }
        query
    }

    pub(super) fn write(&self, path: &str) -> Address {
        let mut pairs = Vec::new();
        pairs.extend(self.regions.iter().map(|region| ("region", region.to_string())));
        pairs.extend(self.tiers.iter().map(|tier| ("tier", tier.clone())));
        pairs.extend(self.access.map(|access| ("access", access.word().to_owned())));
        pairs.extend(self.favourites.then(|| ("show", "favourites".to_owned())));
        pairs.extend(self.attention.then(|| ("show", "attention".to_owned())));
        if let Some(sort) = &self.sort {
            pairs.push(("sort", if self.descending { format!("-{sort}") } else { sort.clone() }));
        }
        Address::with(path, pairs, &self.words)
    }
}
