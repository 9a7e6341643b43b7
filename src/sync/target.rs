//! The customer of a write: taken from an investigation, and from nowhere else.

use contract::idr::Investigation;
use contract::{CustomerId, Rrn};

/// An investigation together with its customer. There is no other way to build one than from an investigation that names
/// the same customer twice, so a change can never be sent for a customer that merely happens to be on screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerScoped {
    rrn: Rrn,
}

impl CustomerScoped {
    /// `None` for an investigation whose name and organisation differ.
    pub fn of(investigation: &Investigation) -> Option<Self> {
        (investigation.rrn.customer() == investigation.organization_id).then(|| Self { rrn: investigation.rrn.clone() })
    }

    /// Which investigation.
    pub fn rrn(&self) -> &Rrn {
        &self.rrn
    }

    /// Whose.
    pub fn customer(&self) -> CustomerId {
        self.rrn.customer()
    }
}
