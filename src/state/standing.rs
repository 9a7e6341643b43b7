//! What stands between an analyst and a customer: the four gates, as far as they are known.

use super::session::RegionRoles;
use contract::directory::{Customer, Partner};
use contract::{AccessState, Association, Licence, Role};

/// The first gate that does not hold, or the role when all do.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Standing {
    /// All four gates hold.
    Works(Role),
    /// Gate 1: pending or ended.
    NotAssociated(Association),
    /// Gate 2, the partner's half.
    PartnerUnlicensed,
    /// Gate 2, the customer's half.
    Unlicensed(Licence),
    /// Gate 3.
    NoAccess,
    /// Gate 4.
    NoRole,
    /// Gate 4 is not known: the region has not answered yet.
    RoleLoading,
    /// Gate 4 is not known: the region does not answer.
    RoleUnknown,
}

impl Standing {
    /// Looks at the gates in their order.
    pub fn of(customer: &Customer, partner: Option<&Partner>, roles: Option<&RegionRoles>) -> Self {
        if !customer.primary && customer.association != Association::Active {
            return Self::NotAssociated(customer.association.clone());
        }
        if partner.is_some_and(|partner| !partner.partner_status || partner.licence != Licence::Active) {
            return Self::PartnerUnlicensed;
        }
        if customer.licence != Licence::Active {
            return Self::Unlicensed(customer.licence.clone());
        }
        if customer.access != AccessState::Granted {
            return Self::NoAccess;
        }
        match roles {
            None => Self::RoleLoading,
            Some(Err(_)) => Self::RoleUnknown,
            Some(Ok(roles)) => match roles.get(&customer.id).cloned().flatten() {
                Some(role) => Self::Works(role),
                None => Self::NoRole,
            },
        }
    }

    /// Whether investigations of the customer are expected: all gates hold or may hold.
    pub fn expected(&self) -> bool {
        matches!(self, Self::Works(_) | Self::RoleLoading | Self::RoleUnknown)
    }

    /// Whether the analyst may change investigations there, as far as is known.
    pub fn may_change(&self) -> bool {
        match self {
            Self::Works(role) => role.may_change(),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::CustomerId;
    use std::collections::HashMap;

    fn customer() -> Customer {
        Customer {
            id: CustomerId::from_u128(1),
            name: "Calderhythe Bank".into(),
            code: "CALD".into(),
            region: "us2".parse().unwrap(),
            aliases: Vec::new(),
            tier: None,
            association: Association::Active,
            licence: Licence::Active,
            licence_until: None,
            access: AccessState::Granted,
            primary: false,
            confidential: false,
        }
    }

    #[test]
    fn the_first_closed_gate_is_named() {
        let roles: RegionRoles = Ok(HashMap::from([(CustomerId::from_u128(1), Some(Role::Viewer))]));
        let none: RegionRoles = Ok(HashMap::new());
        let good = Partner { partner_status: true, licence: Licence::Active };
        let bad = Partner { partner_status: false, licence: Licence::Active };
        let of = |customer: &Customer, roles| Standing::of(customer, Some(&good), roles);
        assert_eq!(of(&customer(), Some(&roles)), Standing::Works(Role::Viewer));
        assert!(!of(&customer(), Some(&roles)).may_change());
        assert_eq!(of(&customer(), Some(&none)), Standing::NoRole);
        assert_eq!(of(&customer(), None), Standing::RoleLoading);
        let lost = Customer { access: AccessState::Missing, ..customer() };
        assert_eq!(of(&lost, Some(&roles)), Standing::NoAccess);
        let expired = Customer { licence: Licence::Expired, ..lost.clone() };
        assert_eq!(of(&expired, Some(&roles)), Standing::Unlicensed(Licence::Expired));
        assert_eq!(Standing::of(&expired, Some(&bad), Some(&roles)), Standing::PartnerUnlicensed);
        let pending = Customer { association: Association::Pending, ..expired };
        assert_eq!(Standing::of(&pending, Some(&bad), Some(&roles)), Standing::NotAssociated(Association::Pending));
    }
}
