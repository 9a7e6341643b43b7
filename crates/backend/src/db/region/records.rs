//! What one investigation is in store: the public record and everything that hangs on it.

use contract::extension::{ActivityEntry, Actor};
use contract::idr::{Alert, Comment, Investigation, ProductAlert};
use serde_json::Value;

/// An investigation with all its parts, as it is loaded.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredInvestigation {
    /// The public record.
    pub investigation: Investigation,
    /// 1 for a new one; grows by one with each change.
    pub version: i64,
    /// Its alerts, in any order.
    pub alerts: Vec<StoredAlert>,
    /// Alerts of other products, in the order they are answered.
    pub product_alerts: Vec<ProductAlert>,
    /// Users, assets and addresses; answered with most alerts first.
    pub actors: Vec<Actor>,
    /// Comments; the target of each is this investigation.
    pub comments: Vec<Comment>,
    /// What was done to it, oldest first.
    pub activity: Vec<ActivityEntry>,
}

impl StoredInvestigation {
    /// A new investigation without parts.
    pub fn new(investigation: Investigation) -> Self {
        Self {
            investigation,
            version: 1,
            alerts: Vec::new(),
            product_alerts: Vec::new(),
            actors: Vec::new(),
            comments: Vec::new(),
            activity: Vec::new(),
        }
    }
}

/// An alert and the events behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredAlert {
    /// The alert as it is answered.
    pub alert: Alert,
    /// Events, oldest first; each any JSON object.
    pub evidence: Vec<Value>,
}
