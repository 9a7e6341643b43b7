//! What customers are called: joined to rows by id, for search and for sorting.

use crate::fold::{fold, fold_into};
use contract::directory::Customer;
use contract::{CustomerId, RegionCode};
use std::collections::HashMap;

/// A customer's names as the directory tells them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerNames {
    /// organization_id.
    pub id: CustomerId,
    /// Display name.
    pub name: String,
    /// Short code.
    pub code: String,
    /// Other names it is known by.
    pub aliases: Vec<String>,
    /// Where its data lives.
    pub region: RegionCode,
}

impl From<&Customer> for CustomerNames {
    fn from(customer: &Customer) -> Self {
        Self {
            id: customer.id,
            name: customer.name.clone(),
            code: customer.code.clone(),
            aliases: customer.aliases.clone(),
            region: customer.region.clone(),
        }
    }
}

#[derive(Debug)]
struct Known {
    names: CustomerNames,
    sort_name: String,
    haystack: String,
}

/// Every customer's names, folded once.
#[derive(Debug, Default)]
pub(crate) struct Names {
    known: HashMap<CustomerId, Known>,
}

impl Names {
    /// Replaces all; false when nothing differs.
    pub(crate) fn replace(&mut self, all: Vec<CustomerNames>) -> bool {
        let same = all.len() == self.known.len() && all.iter().all(|names| self.get(names.id) == Some(names));
        if !same {
            self.known = all.into_iter().map(|names| (names.id, Known::new(names))).collect();
        }
        !same
    }

    pub(crate) fn get(&self, customer: CustomerId) -> Option<&CustomerNames> {
        self.known.get(&customer).map(|known| &known.names)
    }

    /// Name, code and aliases, folded, one a line; empty for a customer without names.
    pub(crate) fn haystack(&self, customer: CustomerId) -> &str {
        self.known.get(&customer).map_or("", |known| &known.haystack)
    }

    /// The folded name, `None` for a customer without names.
    pub(crate) fn sort_name(&self, customer: CustomerId) -> Option<&str> {
        self.known.get(&customer).map(|known| known.sort_name.as_str())
    }
}

impl Known {
    fn new(names: CustomerNames) -> Self {
        let sort_name = fold(&names.name);
        let mut haystack = sort_name.clone();
        for text in std::iter::once(&names.code).chain(&names.aliases) {
            haystack.push('\n');
            fold_into(&mut haystack, text);
        }
        Self { names, sort_name, haystack }
    }
}
