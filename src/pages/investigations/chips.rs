//! The filters that hold, one chip a field: its word, its value, and what the list is without it. Pure.

use crate::format::text::{clip, one_line};
use crate::format::{words, zone};
use crate::route::{AssigneeFilter, InvestigationsQuery};
use contract::directory::Customer;
use contract::{Status, Timestamp};

/// What a chip is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Field {
    /// Whose.
    Customer,
    /// How urgent.
    Priority,
    /// Where it stands.
    Status,
    /// Who works on it.
    Assignee,
    /// Where it lives.
    Region,
    /// What opened it.
    Source,
    /// What it turned out to be.
    Disposition,
    /// Its tags.
    Tag,
    /// When it was opened.
    Created,
}

impl Field {
    /// As the chip says it.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Customer => "Customer",
            Self::Priority => "Priority",
            Self::Status => "Status",
            Self::Assignee => "Assignee",
            Self::Region => "Region",
            Self::Source => "Source",
            Self::Disposition => "Disposition",
            Self::Tag => "Tag",
            Self::Created => "Created",
        }
    }

    /// The list without this filter. Without the one that always stands, closed ones are shown too.
    pub(super) fn remove(self, query: &mut InvestigationsQuery) {
        match self {
            Self::Customer => query.customers.clear(),
            Self::Priority => query.priorities.clear(),
            Self::Status if query.statuses.is_empty() => query.statuses = Status::KNOWN.to_vec(),
            Self::Status => query.statuses.clear(),
            Self::Assignee => query.assignees.clear(),
            Self::Region => query.regions.clear(),
            Self::Source => query.sources.clear(),
            Self::Disposition => query.dispositions.clear(),
            Self::Tag => query.tags.clear(),
            Self::Created => (query.from, query.to) = (None, None),
        }
    }
}

/// A filter that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chip {
    /// What it is about.
    pub(super) field: Field,
    /// What passes.
    pub(super) value: String,
}

/// All that hold. One customer's list says its usual parts with a control of its own, which needs no chip.
pub(super) fn chips(query: &InvestigationsQuery, one_customer: bool, customers: &[Customer], zone: &str) -> Vec<Chip> {
    let segment = one_customer && super::edit::Segment::of(query).is_some();
    let name = |id: &contract::CustomerId| {
        let known = customers.iter().find(|customer| customer.id == *id);
        // An id that means nothing to this analyst stays an id: whether it exists is not theirs to learn.
        known.map_or_else(|| id.to_string(), |customer| customer.name.clone())
    };
    let assignee = |assignee: &AssigneeFilter| match assignee {
        AssigneeFilter::Me => "You".to_owned(),
        AssigneeFilter::Unassigned => "Unassigned".to_owned(),
        AssigneeFilter::Email(email) => email.clone(),
    };
    let status = match query.statuses.as_slice() {
        [] => Some("not Closed".to_owned()),
        some => either(some.iter().map(|status| words::status(status).to_owned())),
    };
    let all = [
        (Field::Customer, either(query.customers.iter().map(name)).filter(|_| !one_customer)),
        (Field::Priority, either(query.priorities.iter().map(|word| words::priority(word).to_owned()))),
        (Field::Status, status.filter(|_| !segment)),
        (Field::Assignee, either(query.assignees.iter().map(assignee)).filter(|_| !segment)),
        (Field::Region, either(query.regions.iter().map(ToString::to_string))),
        (Field::Source, either(query.sources.iter().map(|word| words::source(word).to_owned()))),
        (Field::Disposition, either(query.dispositions.iter().map(|word| words::disposition(word).to_owned()))),
        (Field::Tag, either(query.tags.iter().cloned())),
        (Field::Created, range(query.from, query.to, zone)),
    ];
    all.into_iter().filter_map(|(field, value)| Some(Chip { field, value: value? })).collect()
}

/// `Critical or High`, `Critical, High or 2 more`; `None` for nothing.
fn either(values: impl Iterator<Item = String>) -> Option<String> {
    let values: Vec<String> = values.map(|value| clip(&one_line(&value), 40).into_owned()).collect();
    match values.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        [one, two] => Some(format!("{one} or {two}")),
        [one, two, rest @ ..] => Some(format!("{one}, {two} or {} more", rest.len())),
    }
}

/// `since 16 Mar 2026 10:46 UTC`, `before …`, `… to …`.
fn range(from: Option<Timestamp>, to: Option<Timestamp>, zone: &str) -> Option<String> {
    let say = |at| zone::absolute(at, zone);
    match (from, to) {
        (None, None) => None,
        (Some(from), None) => Some(format!("since {}", say(from))),
        (None, Some(to)) => Some(format!("before {}", say(to))),
        (Some(from), Some(to)) => Some(format!("{} to {}", say(from), say(to))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{CustomerId, Priority};

    fn customers() -> Vec<Customer> {
        let wire = serde_json::json!([{
            "id": CustomerId::from_u128(5), "name": "Calderhythe Bank", "code": "CALD", "region": "us2",
            "association": "ACTIVE", "licence": "ACTIVE", "access": "GRANTED", "primary": false, "confidential": false
        }]);
        serde_json::from_value(wire).unwrap()
    }

    fn said(query: &InvestigationsQuery, one_customer: bool) -> Vec<String> {
        let chips = chips(query, one_customer, &customers(), "UTC");
        chips.into_iter().map(|chip| format!("{} {}", chip.field.word(), chip.value)).collect()
    }

    #[test]
    fn one_chip_a_field() {
        let query = InvestigationsQuery {
            customers: vec![CustomerId::from_u128(5), CustomerId::from_u128(6)],
            priorities: vec![Priority::Critical, Priority::High, Priority::Low, Priority::Medium],
            from: "2026-03-16T10:46:00Z".parse().ok(),
            ..Default::default()
        };
        let unknown = CustomerId::from_u128(6);
        assert_eq!(
            said(&query, false),
            [
                &format!("Customer Calderhythe Bank or {}", clip(&unknown.to_string(), 40)),
                "Priority Critical, High or 2 more",
                "Status not Closed",
                "Created since 16 Mar 2026 10:46 UTC"
            ]
        );
    }

    #[test]
    fn a_removed_chip_is_gone() {
        let mut query = InvestigationsQuery {
            tags: vec!["vip".to_owned()],
            assignees: vec![AssigneeFilter::Me],
            ..Default::default()
        };
        Field::Tag.remove(&mut query);
        Field::Assignee.remove(&mut query);
        assert_eq!(said(&query, false), ["Status not Closed"]);
        Field::Status.remove(&mut query);
        assert!(query.wants_closed());
        Field::Status.remove(&mut query);
        assert!(!query.narrowed());
    }

    #[test]
    fn one_customers_parts_need_no_chip() {
        assert!(said(&InvestigationsQuery::default(), true).is_empty());
        let closed = InvestigationsQuery { statuses: vec![Status::Closed], ..Default::default() };
        assert!(said(&closed, true).is_empty());
        let mixed = InvestigationsQuery { statuses: vec![Status::Open], ..Default::default() };
        assert_eq!(said(&mixed, true), ["Status Open"]);
    }
}
