//! What the directory said last, arranged for the questions that each call asks: the first three gates.

use contract::directory::{EntitledAnalyst, EntitledCustomer, Entitlements, VerifyingKey};
use contract::{AnalystId, CustomerId};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Entitlements of this region, looked up rather than searched.
#[derive(Debug)]
pub(crate) struct Entitled {
    revision: u64,
    primary: Option<CustomerId>,
    analysts: BTreeMap<AnalystId, EntitledAnalyst>,
    api_keys: HashMap<String, AnalystId>,
    verifying: Vec<VerifyingKey>,
    /// Per analyst, the customers for which association, licence and access all hold.
    open: HashMap<AnalystId, Vec<CustomerId>>,
    /// Customers of this region, whoever may see them.
    here: HashSet<CustomerId>,
}

impl Entitled {
    /// Arranges what the directory said. Accounts that are switched off are left out of everything.
    pub(crate) fn new(said: Entitlements) -> Self {
        let analysts: BTreeMap<_, _> =
            said.analysts.into_iter().filter(|analyst| analyst.active).map(|analyst| (analyst.id, analyst)).collect();
        let mut open: HashMap<AnalystId, Vec<CustomerId>> = HashMap::new();
        for customer in said.customers.iter().filter(|customer| said.partner_ready && ready(customer, said.primary)) {
            for analyst in customer.access.iter().filter(|id| analysts.contains_key(id)) {
                open.entry(*analyst).or_default().push(customer.id);
            }
        }
        Self {
            revision: said.revision,
            primary: said.primary,
            api_keys: said.api_keys.into_iter().map(|key| (key.hash, key.analyst)).collect(),
            verifying: said.keys,
            here: said.customers.iter().map(|customer| customer.id).collect(),
            analysts,
            open,
        }
    }

    /// Which state of the directory this is.
    pub(crate) fn revision(&self) -> u64 {
        self.revision
    }

    /// The Primary Customer, wherever it lives.
    pub(crate) fn primary(&self) -> Option<CustomerId> {
        self.primary
    }

    /// Keys that tokens are verified with.
    pub(crate) fn verifying(&self) -> &[VerifyingKey] {
        &self.verifying
    }

    /// An active analyst.
    pub(crate) fn analyst(&self, id: AnalystId) -> Option<&EntitledAnalyst> {
        self.analysts.get(&id)
    }

    /// An active analyst by address, in any case.
    pub(crate) fn analyst_by_email(&self, email: &str) -> Option<&EntitledAnalyst> {
        let wanted = email.trim().to_lowercase();
        self.analysts.values().find(|analyst| analyst.email.to_lowercase() == wanted)
    }

    /// Every active analyst.
    pub(crate) fn analysts(&self) -> impl Iterator<Item = &EntitledAnalyst> {
        self.analysts.values()
    }

    /// As whom an API key acts, by the key's hash.
    pub(crate) fn key_owner(&self, hash: &str) -> Option<&EntitledAnalyst> {
        self.analyst(*self.api_keys.get(hash)?)
    }

    /// Whether this is a customer of this region, whoever may see it.
    pub(crate) fn lives_here(&self, customer: CustomerId) -> bool {
        self.here.contains(&customer)
    }

    /// Customers whose gates 1 to 3 hold for `analyst`.
    pub(crate) fn open_to(&self, analyst: AnalystId) -> &[CustomerId] {
        self.open.get(&analyst).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Gates 1 and 2. The Primary Customer is not associated with itself, and its licence is the partner's.
fn ready(customer: &EntitledCustomer, primary: Option<CustomerId>) -> bool {
    primary == Some(customer.id) || (customer.associated && customer.licensed)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANALYST: AnalystId = AnalystId::from_u128(1);
    const CUSTOMER: CustomerId = CustomerId::from_u128(7);

    fn said() -> Entitlements {
        Entitlements {
            partner_ready: true,
            analysts: vec![EntitledAnalyst {
                id: ANALYST,
                name: "Ines".to_owned(),
                email: "Ines@Quillmoor.example".to_owned(),
                partner_admin: false,
                active: true,
            }],
            customers: vec![EntitledCustomer { id: CUSTOMER, associated: true, licensed: true, access: vec![ANALYST] }],
            ..Entitlements::default()
        }
    }

    #[test]
    fn each_gate_closes_on_its_own() {
        assert_eq!(Entitled::new(said()).open_to(ANALYST), [CUSTOMER]);
        let closing: [fn(&mut Entitlements); 5] = [
            |said| said.partner_ready = false,
            |said| said.customers[0].associated = false,
            |said| said.customers[0].licensed = false,
            |said| said.customers[0].access.clear(),
            |said| said.analysts[0].active = false,
        ];
        for close in closing {
            let mut said = said();
            close(&mut said);
            assert!(Entitled::new(said).open_to(ANALYST).is_empty());
        }
    }

    #[test]
    fn the_primary_customer_needs_the_partners_licence_only() {
        let mut said = said();
        said.primary = Some(CUSTOMER);
        said.customers[0].associated = false;
        said.customers[0].licensed = false;
        assert_eq!(Entitled::new(said.clone()).open_to(ANALYST), [CUSTOMER]);
        said.partner_ready = false;
        assert!(Entitled::new(said).open_to(ANALYST).is_empty());
    }

    #[test]
    fn an_address_is_found_in_any_case() {
        assert!(Entitled::new(said()).analyst_by_email(" ines@QUILLMOOR.example ").is_some());
    }
}
