//! Which customers the Customers view shows and in which order. Pure.

use crate::route::CustomerTableQuery;
use contract::directory::Customer;
use contract::{Priority, Role};
use std::cmp::Ordering;
use working_set::sorted;
use working_set::{CustomerLoad, Load, Total};

/// A row's facts.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LoadRow {
    pub(super) customer: Customer,
    pub(super) load: CustomerLoad,
    pub(super) role: Option<Role>,
    pub(super) favourite: bool,
}

/// Columns that order the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Customer,
    Active,
    /// Index into `Priority::KNOWN`.
    Priority(usize),
    Unassigned,
    Oldest,
}

impl Column {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Active => "active",
            Self::Priority(0) => "critical",
            Self::Priority(1) => "high",
            Self::Priority(2) => "medium",
            Self::Priority(3) => "low",
            Self::Priority(_) => "unspecified",
            Self::Unassigned => "unassigned",
            Self::Oldest => "oldest",
        }
    }

    const ALL: [Self; 9] = [
        Self::Customer,
        Self::Active,
        Self::Priority(0),
        Self::Priority(1),
        Self::Priority(2),
        Self::Priority(3),
        Self::Priority(4),
        Self::Unassigned,
        Self::Oldest,
    ];

    /// `Some(descending)` when the table is sorted by this column. Without a wish it is by urgency: critical first.
    pub(super) fn sorted_by(self, query: &CustomerTableQuery) -> Option<bool> {
        match &query.sort {
            Some(sort) => (sort == self.word()).then_some(query.descending),
            None => (self == Self::Priority(0)).then_some(true),
        }
    }

    /// What a click on its head asks for. Counts begin with the largest.
    pub(super) fn clicked(self, query: &CustomerTableQuery) -> CustomerTableQuery {
        let descending = match self.sorted_by(query) {
            Some(descending) => !descending,
            None => self != Self::Customer,
        };
        let urgency = self == Self::Priority(0) && descending;
        CustomerTableQuery {
            sort: (!urgency).then(|| self.word().to_owned()),
            descending: descending && !urgency,
            ..query.clone()
        }
    }

    /// Smaller first; what is unknown is last either way, so it stays `None`.
    fn compare(self, left: &LoadRow, right: &LoadRow) -> Option<Ordering> {
        let name = |row: &LoadRow| row.customer.name.to_lowercase();
        if self == Self::Customer {
            return Some(name(left).cmp(&name(right)));
        }
        let (a, b) = (left.load.load.as_ref()?, right.load.load.as_ref()?);
        Some(match self {
            Self::Active => a.active.known_cmp(b.active),
            Self::Unassigned => a.unassigned.known_cmp(b.unassigned),
            // The oldest is the one opened first: descending age.
            Self::Oldest => b.oldest.cmp(&a.oldest),
            Self::Priority(at) => match (of_priority(a, at), of_priority(b, at)) {
                (Some(x), Some(y)) => x.known_cmp(y),
                _ => Ordering::Equal,
            },
            Self::Customer => Ordering::Equal,
        })
    }
}

/// A customer's count of one of the known priorities.
pub(super) fn of_priority(load: &Load, at: usize) -> Option<Total> {
    let wanted = Priority::KNOWN.get(at)?;
    load.by_priority.iter().find(|(priority, _)| priority == wanted).map(|(_, total)| *total)
}

/// Critical or high work, or nobody knows.
pub(super) fn needs_attention(row: &LoadRow) -> bool {
    let some = |at| {
        row.load.load.as_ref().and_then(|load| of_priority(load, at)).is_some_and(|t| !t.none() && !t.none_known())
    };
    row.load.load.is_none() || some(0) || some(1)
}

/// Rows that match, in the order asked for; the engine's own order (urgency) without a wish.
pub(super) fn arrange(rows: &[LoadRow], query: &CustomerTableQuery) -> Vec<LoadRow> {
    let words: Vec<String> = query.words.split_whitespace().map(str::to_lowercase).collect();
    let mut shown: Vec<LoadRow> = rows.iter().filter(|row| matches(row, query, &words)).cloned().collect();
    if query.sort.is_some()
        && let Some(column) = Column::ALL.into_iter().find(|column| column.sorted_by(query).is_some())
    {
        sorted::by(&mut shown, |left, right| {
            let unknown = (left.load.load.is_none()).cmp(&right.load.load.is_none());
            match column.compare(left, right) {
                Some(ordering) if query.descending => ordering.reverse(),
                Some(ordering) => ordering,
                None => unknown,
            }
        });
    }
    shown
}

fn matches(row: &LoadRow, query: &CustomerTableQuery, words: &[String]) -> bool {
    let customer = &row.customer;
    let named = |word: &String| {
        customer.name.to_lowercase().contains(word)
            || customer.code.to_lowercase().contains(word)
            || customer.aliases.iter().any(|alias| alias.to_lowercase().contains(word))
    };
    words.iter().all(named)
        && (query.regions.is_empty() || query.regions.contains(&customer.region))
        && (query.tiers.is_empty() || customer.tier.as_ref().is_some_and(|tier| query.tiers.contains(tier)))
        && (!query.favourites || row.favourite)
        && (!query.attention || needs_attention(row))
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::idr::Investigation;
    use contract::{AccessState, Association, CustomerId, Licence, Rrn, Timestamp};
    use working_set::{CustomerNames, Standing, StandingOf, WorkingSet};

    fn customer(id: u128, name: &str, region: &str) -> Customer {
        Customer {
            id: CustomerId::from_u128(id),
            name: name.into(),
            code: name.to_uppercase(),
            region: region.parse().unwrap(),
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

    fn investigation(customer: &Customer, id: &str, priority: &str) -> Investigation {
        serde_json::from_value(serde_json::json!({
            "rrn": Rrn::new(&customer.region, customer.id, id).unwrap(), "organization_id": customer.id, "title": "t",
            "source": "ALERT", "status": "OPEN", "priority": priority, "created_time": "2026-03-01T00:00:00Z"
        }))
        .unwrap()
    }

    fn rows() -> Vec<LoadRow> {
        let customers = [customer(1, "Calm", "us"), customer(2, "Busy", "us"), customer(3, "Silent", "eu")];
        let mut set = WorkingSet::new();
        set.set_customers(customers.iter().map(CustomerNames::from).collect());
        set.ledger_mut().expect(customers.iter().map(|customer| StandingOf {
            customer: customer.id,
            region: customer.region.clone(),
            standing: Standing::Expected,
        }));
        let asked = set.asking();
        let found = [("LOW", 0, "a"), ("HIGH", 1, "b"), ("LOW", 1, "c")];
        set.ingest(found.map(|(priority, at, id)| investigation(&customers[at], id, priority).into()), asked);
        let now: Timestamp = "2026-03-02T00:00:00Z".parse().unwrap();
        let us = "us".parse().unwrap();
        let round = set.ledger_mut().begin(&us);
        set.ledger_mut().complete(&round, now);
        let eu = "eu".parse().unwrap();
        set.ledger_mut().failed(&eu, working_set::Failure::Unreachable, now, None);
        let loads = set.loads(now).customers.into_iter();
        loads
            .map(|load| LoadRow {
                customer: customers.iter().find(|customer| customer.id == load.customer).unwrap().clone(),
                favourite: load.customer == CustomerId::from_u128(1),
                role: Some(Role::Analyst),
                load,
            })
            .collect()
    }

    fn names(query: &CustomerTableQuery) -> Vec<String> {
        arrange(&rows(), query).into_iter().map(|row| row.customer.name).collect()
    }

    #[test]
    fn urgency_first_and_unknown_is_never_lost_below() {
        assert_eq!(names(&Default::default()), ["Silent", "Busy", "Calm"]);
        let by_active = Column::Active.clicked(&Default::default());
        assert_eq!(names(&by_active), ["Busy", "Calm", "Silent"]);
        assert_eq!(names(&Column::Active.clicked(&by_active)), ["Calm", "Busy", "Silent"]);
        assert_eq!(names(&Column::Customer.clicked(&Default::default())), ["Busy", "Calm", "Silent"]);
    }

    #[test]
    fn a_second_click_on_critical_leads_back_to_urgency() {
        let up = Column::Priority(0).clicked(&Default::default());
        assert_eq!(Column::Priority(0).sorted_by(&up), Some(false));
        assert_eq!(Column::Priority(0).clicked(&up), CustomerTableQuery::default());
    }

    #[test]
    fn attention_means_critical_high_or_unknown() {
        let query = CustomerTableQuery { attention: true, ..Default::default() };
        assert_eq!(names(&query), ["Silent", "Busy"]);
        let query = CustomerTableQuery { favourites: true, ..Default::default() };
        assert_eq!(names(&query), ["Calm"]);
        let query = CustomerTableQuery { words: "bus".into(), ..Default::default() };
        assert_eq!(names(&query), ["Busy"]);
    }
}
