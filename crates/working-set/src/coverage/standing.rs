//! Which customers are expected to answer: the four gates, as far as they are known.

use contract::directory::{Customer, Partner};
use contract::{AccessState, Association, CustomerId, Licence, RegionCode, Role};

/// What is known of the analyst's role in a customer's instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoleKnowledge<'a> {
    /// The region has not told.
    Unknown,
    /// There is none.
    Missing,
    /// This one.
    Held(&'a Role),
}

/// Where a customer stands towards the analyst.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// All gates hold, as far as is known: it must answer.
    Expected,
    /// No access.
    WithoutAccess,
    /// Access, but no role.
    WithoutRole,
    /// Association or licence does not hold.
    NotReady,
}

impl Standing {
    /// From the gates. A role that is not known yet is expected, so that a silent region counts as missing.
    pub fn of(customer: &Customer, partner: &Partner, role: RoleKnowledge<'_>) -> Self {
        let licensed =
            partner.partner_status && partner.licence == Licence::Active && customer.licence == Licence::Active;
        if customer.association != Association::Active || !licensed {
            Self::NotReady
        } else if customer.access != AccessState::Granted {
            Self::WithoutAccess
        } else if role == RoleKnowledge::Missing {
            Self::WithoutRole
        } else {
            Self::Expected
        }
    }
}

/// A customer and its standing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingOf {
    /// Whose.
    pub customer: CustomerId,
    /// Where its data lives.
    pub region: RegionCode,
    /// The standing.
    pub standing: Standing,
}
