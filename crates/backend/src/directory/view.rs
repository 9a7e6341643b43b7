//! What one analyst may know: customers, the partner, and the preferences as they take effect.

use super::state::DirectoryState;
use crate::Result;
use crate::db::directory::{StoredAnalyst, StoredCustomer, StoredPartner};
use contract::directory::{Customer, Partner, Preferences};
use contract::{AccessState, CustomerId, Timestamp};
use std::collections::HashSet;

/// Everything the directory knows that bears on one analyst, read once per call.
pub(super) struct View {
    pub(super) partner: StoredPartner,
    pub(super) now: Timestamp,
    admin: bool,
    access: HashSet<CustomerId>,
    customers: Vec<StoredCustomer>,
}

impl View {
    pub(super) async fn of(analyst: &StoredAnalyst, state: &DirectoryState) -> Result<Self> {
        let store = state.store();
        Ok(Self {
            partner: store.partner().await?,
            now: state.clock().now(),
            admin: analyst.partner_admin,
            access: store.access_of(analyst.id).await?,
            customers: store.customers().await?,
        })
    }

    /// The customers this analyst may know of: confidential ones only with access, or as administrator.
    pub(super) fn customers(&self) -> Vec<Customer> {
        self.known().map(|customer| self.shown(customer)).collect()
    }

    /// One customer; none for an unknown and for a confidential one alike.
    pub(super) fn customer(&self, id: CustomerId) -> Option<Customer> {
        self.known().find(|customer| customer.id == id).map(|customer| self.shown(customer))
    }

    /// The partner's half of gate 2.
    pub(super) fn partner(&self) -> Partner {
        Partner { partner_status: self.partner.partner_status, licence: self.partner.licence.clone() }
    }

    /// Why the multi-customer screens cannot be switched on; none when they can.
    pub(super) fn obstacle(&self) -> Option<String> {
        let name = &self.partner.name;
        if !self.partner.partner_status {
            return Some(format!("{name} does not have partner status."));
        }
        if self.partner.licence != contract::Licence::Active {
            return Some(format!("{name} does not have an active SIEM licence."));
        }
        let any = self.customers.iter().any(|customer| !customer.is_primary && customer.ready(self.now));
        (!any).then(|| format!("{name} has no associated customer with a valid SIEM licence."))
    }

    /// The choice as it takes effect: the switch is off while something is missing, favourites are customers one knows.
    pub(super) fn effective(&self, chosen: Preferences) -> Preferences {
        let known: HashSet<CustomerId> = self.known().map(|customer| customer.id).collect();
        Preferences {
            multi_customer: chosen.multi_customer && self.obstacle().is_none(),
            favourites: chosen.favourites.into_iter().filter(|id| known.contains(id)).collect(),
            ..chosen
        }
    }

    fn known(&self) -> impl Iterator<Item = &StoredCustomer> {
        self.customers
            .iter()
            .filter(|customer| !customer.confidential || self.admin || self.access.contains(&customer.id))
    }

    fn shown(&self, customer: &StoredCustomer) -> Customer {
        let access = if self.access.contains(&customer.id) { AccessState::Granted } else { AccessState::Missing };
        Customer {
            id: customer.id,
            name: customer.name.clone(),
            code: customer.code.clone(),
            region: customer.region.clone(),
            aliases: customer.aliases.clone(),
            tier: customer.tier.clone(),
            association: customer.association.clone(),
            licence: customer.licence_at(self.now),
            licence_until: customer.licence_until,
            access,
            primary: customer.is_primary,
            confidential: customer.confidential,
        }
    }
}
