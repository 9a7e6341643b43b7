//! What a row shows, as one value: cells redraw only when their part of it differs.

use contract::idr::Assignee;
use contract::{CustomerId, Priority, RegionCode, Rrn, Status, Timestamp};
use working_set::RowRef;

/// The facts of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Facts {
    /// Its name.
    pub(super) rrn: Rrn,
    /// Whose.
    pub(super) customer: CustomerId,
    /// The customer's name and code; its id and nothing while the directory has not told.
    pub(super) names: (String, String),
    /// Where it lives.
    pub(super) region: RegionCode,
    /// As it came: attacker-written.
    pub(super) title: String,
    /// How urgent.
    pub(super) priority: Priority,
    /// Where it stands.
    pub(super) status: Status,
    /// Who works on it.
    pub(super) assignee: Option<Assignee>,
    /// When it was opened.
    pub(super) created: Timestamp,
    /// Its latest alert.
    pub(super) latest: Option<Timestamp>,
    /// A change waits for the server.
    pub(super) saving: bool,
}

impl Facts {
    /// Of a held row.
    pub(super) fn of(row: RowRef<'_>) -> Self {
        let names = row.customer_names();
        Self {
            rrn: row.rrn(),
            customer: row.customer(),
            names: names.map_or_else(
                || (row.customer().to_string(), String::new()),
                |names| (names.name.clone(), names.code.clone()),
            ),
            region: row.region().clone(),
            title: row.title().to_owned(),
            priority: row.priority().clone(),
            status: row.status().clone(),
            assignee: row
                .assignee()
                .map(|person| Assignee { name: person.name.to_owned(), email: person.email.to_owned() }),
            created: row.created(),
            latest: row.latest_alert(),
            saving: row.saving(),
        }
    }
}
