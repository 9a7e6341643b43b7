//! Every screen's address, read and written in one place: `enum Route` ⇄ path, query string and fragment.
//!
//! The selected customer stands in the path and nowhere else; typed words stand in the fragment, which no server sees.

mod customer_table;
mod grid_look;
mod investigations;
mod parts;
mod values;

pub use customer_table::{AccessFilter, CustomerTableQuery};
pub use grid_look::{ColumnAt, GridColumn, GroupBy, OpenRow, SortColumn, SortKey};
pub use investigations::InvestigationsQuery;
pub use parts::{Address, BasePath, flip};
pub use values::{AgeBand, AssigneeFilter, Values};

use contract::CustomerId;

/// A screen and what its address says.
#[derive(Debug, Clone, PartialEq)]
pub enum Route {
    /// Reference sign-in.
    SignIn,
    /// Select Customer Account.
    CustomerTable(CustomerTableQuery),
    /// The Primary Customer's products.
    Home,
    /// Every customer with its open work.
    Customers(CustomerTableQuery),
    /// The investigations of every customer.
    Investigations(InvestigationsQuery),
    /// One customer's investigations.
    CustomerInvestigations(CustomerId, InvestigationsQuery),
    /// One investigation: the customer and the RRN's last segment.
    Investigation(CustomerId, String),
    /// Profile preferences.
    Preferences,
    /// Why can't I see this customer?
    Access(CustomerId),
    /// Anything else.
    NotFound,
}

/// A screen without the parts of its address that change while the analyst stays on it. A new key is a new screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Screen {
    /// `/sign-in`
    SignIn,
    /// `/`
    CustomerTable,
    /// `/home`
    Home,
    /// `/multi/customers`
    Customers,
    /// `/multi/investigations`
    Investigations,
    /// `/customers/:customer/investigations`
    CustomerInvestigations(CustomerId),
    /// `/customers/:customer/investigations/:investigation`
    Investigation(CustomerId, String),
    /// `/settings/preferences`
    Preferences,
    /// `/access/:customer`
    Access(CustomerId),
    /// Anything else.
    NotFound,
}

impl Screen {
    /// The customer whose context this is.
    pub fn customer(&self) -> Option<CustomerId> {
        match self {
            Self::CustomerInvestigations(customer) | Self::Investigation(customer, _) => Some(*customer),
            _ => None,
        }
    }
}

impl Route {
    /// Reads an address below the base path. Anything unreadable in the query is left out, anything in the path is `NotFound`.
    pub fn parse(address: &Address) -> Self {
        let segments: Vec<&str> = address.path.split('/').filter(|segment| !segment.is_empty()).collect();
        let customer = |text: &str| text.parse::<CustomerId>().ok();
        match segments.as_slice() {
            [] => Self::CustomerTable(CustomerTableQuery::read(address)),
            ["sign-in"] => Self::SignIn,
            ["home"] => Self::Home,
            ["multi", "customers"] => Self::Customers(CustomerTableQuery::read(address)),
            ["multi", "investigations"] => Self::Investigations(InvestigationsQuery::read(address)),
            ["customers", id, "investigations"] => match customer(id) {
                Some(id) => Self::CustomerInvestigations(id, InvestigationsQuery::read(address)),
                None => Self::NotFound,
            },
            ["customers", id, "investigations", investigation] => match (customer(id), parts::decode(investigation)) {
                (Some(id), Some(investigation)) => Self::Investigation(id, investigation),
                _ => Self::NotFound,
            },
            ["settings", "preferences"] => Self::Preferences,
            ["access", id] => customer(id).map_or(Self::NotFound, Self::Access),
            _ => Self::NotFound,
        }
    }

    /// The address, below the base path.
    pub fn address(&self) -> Address {
        match self {
            Self::SignIn => Address::path("/sign-in"),
            Self::CustomerTable(query) => query.write("/"),
            Self::Home => Address::path("/home"),
            Self::Customers(query) => query.write("/multi/customers"),
            Self::Investigations(query) => query.write("/multi/investigations"),
            Self::CustomerInvestigations(customer, query) => {
                query.write(&format!("/customers/{customer}/investigations"))
            }
            Self::Investigation(customer, id) => {
                Address::path(&format!("/customers/{customer}/investigations/{}", parts::encode(id)))
            }
            Self::Preferences => Address::path("/settings/preferences"),
            Self::Access(customer) => Address::path(&format!("/access/{customer}")),
            Self::NotFound => Address::path("/not-found"),
        }
    }

    /// The address as a link carries it.
    pub fn href(&self, base: &BasePath) -> String {
        base.join(&self.address())
    }

    /// What decides whether it is another screen.
    pub fn screen(&self) -> Screen {
        match self {
            Self::SignIn => Screen::SignIn,
            Self::CustomerTable(_) => Screen::CustomerTable,
            Self::Home => Screen::Home,
            Self::Customers(_) => Screen::Customers,
            Self::Investigations(_) => Screen::Investigations,
            Self::CustomerInvestigations(customer, _) => Screen::CustomerInvestigations(*customer),
            Self::Investigation(customer, id) => Screen::Investigation(*customer, id.clone()),
            Self::Preferences => Screen::Preferences,
            Self::Access(customer) => Screen::Access(*customer),
            Self::NotFound => Screen::NotFound,
        }
    }

    /// The same screen for another customer: what the switcher links to.
    pub fn for_customer(&self, customer: CustomerId) -> Self {
        match self {
            Self::CustomerInvestigations(_, query) => {
                // The open row is the other customer's.
                let kept = InvestigationsQuery { customers: Vec::new(), open: None, ..query.clone() };
                Self::CustomerInvestigations(customer, kept)
            }
            _ => Self::CustomerInvestigations(customer, InvestigationsQuery::default()),
        }
    }
}

#[cfg(test)]
mod tests;
