//! What a seeded partner consists of before anything is written: regions, customers, analysts and their grants.

use contract::{AnalystId, Association, CustomerId, Licence, RegionCode, Role, Timestamp};

/// A partner, its customers and its analysts.
#[derive(Debug, Clone)]
pub struct World {
    /// Decides every generated row.
    pub seed: u64,
    /// The moment all ages count from.
    pub now: Timestamp,
    /// The Primary Customer.
    pub primary: PlannedCustomer,
    /// Partner status of the Primary Customer.
    pub partner_status: bool,
    /// The multi-customer switch of every analyst.
    pub multi_customer: bool,
    /// Code and name in words.
    pub regions: Vec<(RegionCode, String)>,
    /// Without the Primary Customer.
    pub customers: Vec<PlannedCustomer>,
    /// Everyone who signs in.
    pub analysts: Vec<PlannedAnalyst>,
    /// How much hangs on one investigation.
    pub detail: Detail,
}

/// How much hangs on one investigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Alerts with evidence, actors, comments, activity.
    Full,
    /// One alert, one actor, one line of activity: for large amounts.
    Lean,
}

/// One customer to be written.
#[derive(Debug, Clone)]
pub struct PlannedCustomer {
    /// organization_id.
    pub id: CustomerId,
    /// Display name.
    pub name: String,
    /// Short code, unique.
    pub code: String,
    /// Where its data lives.
    pub region: RegionCode,
    /// Other names.
    pub aliases: Vec<String>,
    /// Service tier.
    pub tier: Option<String>,
    /// Gate 1.
    pub association: Association,
    /// Gate 2.
    pub licence: Licence,
    /// Last day of the licence.
    pub licence_until: Option<Timestamp>,
    /// Known to analysts with access and to administrators only.
    pub confidential: bool,
    /// Active investigations by priority, from critical to unspecified; named ones come on top.
    pub active: [u32; 5],
    /// Closed investigations.
    pub closed: u32,
}

/// One analyst to be written.
#[derive(Debug, Clone)]
pub struct PlannedAnalyst {
    /// Account.
    pub id: AnalystId,
    /// Display name.
    pub name: String,
    /// Address, which is also the sign-in.
    pub email: String,
    /// Administers the partner.
    pub partner_admin: bool,
    /// What the account is good for, as a phrase.
    pub what: String,
    /// Starred customers.
    pub favourites: Vec<CustomerId>,
    /// Access, each with the role in that customer's instance; a missing role is a gate that does not hold.
    pub access: Vec<(CustomerId, Option<Role>)>,
}

impl World {
    /// The Primary Customer first, then its customers.
    pub fn everyone(&self) -> impl Iterator<Item = &PlannedCustomer> {
        std::iter::once(&self.primary).chain(&self.customers)
    }

    /// Analysts who can take work of `customer`, by name and address.
    pub fn workers(&self, customer: CustomerId) -> Vec<(&str, &str)> {
        let works = |analyst: &&PlannedAnalyst| {
            let takes = |(id, role): &(CustomerId, Option<Role>)| {
                *id == customer && role.as_ref().is_some_and(Role::may_change)
            };
            analyst.access.iter().any(takes)
        };
        self.analysts.iter().filter(works).map(|analyst| (analyst.name.as_str(), analyst.email.as_str())).collect()
    }
}
