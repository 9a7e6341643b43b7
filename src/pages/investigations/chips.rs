//! The filters that hold, one chip a field: its word, its value, and what the list is without it. Pure.

use super::question::age;
use crate::format::text::{clip, one_line};
use crate::format::{words, zone};
use crate::route::{AssigneeFilter, InvestigationsQuery};
use contract::directory::Customer;
use contract::{Status, Timestamp};
use working_set::AgeBand;

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
    /// Who is responsible.
    Responsibility,
    /// How old.
    Age,
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
            Self::Responsibility => "Responsibility",
            Self::Age => "Age",
            Self::Created => "Created",
        }
    }

    /// The list without this filter. Without the one that always stands, closed ones are shown too.
    pub(super) fn remove(self, query: &mut InvestigationsQuery) {
        let not = &mut query.not;
        match self {
            Self::Customer => (query.customers, not.customers) = Default::default(),
            Self::Priority => (query.priorities, not.priorities) = Default::default(),
            Self::Status if query.statuses.is_empty() && not.statuses.is_empty() => {
                query.statuses = Status::KNOWN.to_vec();
            }
            Self::Status => (query.statuses, not.statuses) = Default::default(),
            Self::Assignee => (query.assignees, not.assignees) = Default::default(),
            Self::Region => (query.regions, not.regions) = Default::default(),
            Self::Source => (query.sources, not.sources) = Default::default(),
            Self::Disposition => (query.dispositions, not.dispositions) = Default::default(),
            Self::Tag => (query.tags, not.tags) = Default::default(),
            Self::Responsibility => (query.responsibilities, not.responsibilities) = Default::default(),
            Self::Age => (query.ages, not.ages) = Default::default(),
            Self::Created => (query.from, query.to) = (None, None),
        }
    }
}

/// An age band in words.
pub(super) const fn age_word(band: AgeBand) -> &'static str {
    match band {
        AgeBand::Hour => "Under an hour",
        AgeBand::Day => "1 to 24 hours",
        AgeBand::Week => "1 to 7 days",
        AgeBand::Month => "7 to 30 days",
        AgeBand::Older => "30 days and more",
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
    let segment = one_customer && super::views::usual(query);
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
    let not = &query.not;
    let status = |status: &Status| words::status(status).to_owned();
    // With no status chosen, closed ones are the first that are left out.
    let closed = query.statuses.is_empty() && !not.statuses.contains(&Status::Closed);
    let without: Vec<Status> =
        closed.then_some(Status::Closed).into_iter().chain(not.statuses.iter().cloned()).collect();
    let all = [
        (Field::Customer, value(&query.customers, &not.customers, name).filter(|_| !one_customer)),
        (Field::Priority, value(&query.priorities, &not.priorities, |word| words::priority(word).to_owned())),
        (Field::Status, value(&query.statuses, &without, status).filter(|_| !segment)),
        (Field::Assignee, value(&query.assignees, &not.assignees, assignee).filter(|_| !segment)),
        (Field::Region, value(&query.regions, &not.regions, ToString::to_string)),
        (Field::Source, value(&query.sources, &not.sources, |word| words::source(word).to_owned())),
        (Field::Age, value(&query.ages, &not.ages, |band| age_word(age(band)).to_owned())),
        (Field::Tag, value(&query.tags, &not.tags, |tag| tag.clone().unwrap_or_else(|| "untagged".to_owned()))),
        (Field::Disposition, value(&query.dispositions, &not.dispositions, |word| words::disposition(word).to_owned())),
        (
            Field::Responsibility,
            value(&query.responsibilities, &not.responsibilities, |who| {
                who.clone().unwrap_or_else(|| "not stated".to_owned())
            }),
        ),
        (Field::Created, range(query.from, query.to, zone)),
    ];
    all.into_iter().filter_map(|(field, value)| Some(Chip { field, value: value? })).collect()
}

/// `Critical or High`, `not Low`, `Critical, not Low`; `None` for neither.
fn value<T>(include: &[T], exclude: &[T], say: impl Fn(&T) -> String) -> Option<String> {
    match (either(include.iter().map(&say)), either(exclude.iter().map(&say))) {
        (Some(include), Some(exclude)) => Some(format!("{include}, not {exclude}")),
        (None, Some(exclude)) => Some(format!("not {exclude}")),
        (include, None) => include,
    }
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
    fn what_is_left_out_is_said_so() {
        let mut query = InvestigationsQuery { priorities: vec![Priority::High], ..Default::default() };
        query.not.priorities = vec![Priority::Low];
        query.not.tags = vec![None, Some("noise".to_owned())];
        query.not.statuses = vec![Status::Waiting];
        let said_now = said(&query, false);
        assert_eq!(
            said_now,
            ["Priority High, not Low", "Status not Closed or Waiting", "Tag not untagged or noise"].map(str::to_owned)
        );
        Field::Status.remove(&mut query);
        assert!(!query.wants_closed(), "only what was left out comes back");
        Field::Tag.remove(&mut query);
        Field::Priority.remove(&mut query);
        assert!(!query.narrowed());
    }

    #[test]
    fn a_removed_chip_is_gone() {
        let mut query = InvestigationsQuery {
            tags: vec![Some("vip".to_owned())],
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
