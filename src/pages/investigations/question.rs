//! From what an address says to a question for the working set. Pure.

use crate::route::{AgeBand as Age, AssigneeFilter, GroupBy, InvestigationsQuery, SortColumn as Column};
use contract::{CustomerId, Status};
use working_set::{AgeBand, Direction, Filter, Query, SortColumn, SortKey, StatusIs, TimeRange, Who, sorted};

/// The question of a list: of every customer, or of the one in the path, which no filter widens.
pub(super) fn question(query: &InvestigationsQuery, customer: Option<CustomerId>) -> Query {
    let not = &query.not;
    Query {
        customers: match customer {
            Some(customer) => Filter::only([customer]),
            None => filter(&query.customers, &not.customers, |id| *id),
        },
        regions: filter(&query.regions, &not.regions, Clone::clone),
        priorities: filter(&query.priorities, &not.priorities, Clone::clone),
        statuses: Filter {
            exclude: not.statuses.iter().cloned().map(StatusIs::Is).collect(),
            ..statuses(&query.statuses)
        },
        assignees: filter(&query.assignees, &not.assignees, who),
        sources: filter(&query.sources, &not.sources, Clone::clone),
        dispositions: filter(&query.dispositions, &not.dispositions, Clone::clone),
        tags: filter(&query.tags, &not.tags, Clone::clone),
        responsibilities: filter(&query.responsibilities, &not.responsibilities, Clone::clone),
        ages: filter(&query.ages, &not.ages, age),
        created: TimeRange { from: query.from, until: query.to },
        text: query.words.clone(),
        sort: order(query),
        group_by: query.group.map(group).or_else(|| customer.map(|_| working_set::Column::Priority)),
    }
}

fn filter<A, T: Ord>(include: &[A], exclude: &[A], value: impl Fn(&A) -> T) -> Filter<T> {
    Filter { include: sorted::set(include.iter().map(&value)), exclude: sorted::set(exclude.iter().map(&value)) }
}

pub(super) const fn age(age: &Age) -> AgeBand {
    match age {
        Age::Hour => AgeBand::Hour,
        Age::Day => AgeBand::Day,
        Age::Week => AgeBand::Week,
        Age::Month => AgeBand::Month,
        Age::Older => AgeBand::Older,
    }
}

const fn group(by: GroupBy) -> working_set::Column {
    match by {
        GroupBy::Customer => working_set::Column::Customer,
        GroupBy::Region => working_set::Column::Region,
        GroupBy::Priority => working_set::Column::Priority,
        GroupBy::Status => working_set::Column::Status,
        GroupBy::Assignee => working_set::Column::Assignee,
        GroupBy::Source => working_set::Column::Source,
        GroupBy::Age => working_set::Column::Age,
        GroupBy::Tag => working_set::Column::Tag,
        GroupBy::Disposition => working_set::Column::Disposition,
        GroupBy::Responsibility => working_set::Column::Responsibility,
    }
}

/// The known active statuses: together they mean active work, words nobody knows yet included.
pub(super) fn active_statuses() -> Vec<Status> {
    Status::KNOWN.iter().filter(|status| status.active()).cloned().collect()
}

fn statuses(asked: &[Status]) -> Filter<StatusIs> {
    let active = active_statuses();
    let all_active = asked.is_empty() || active.iter().all(|status| asked.contains(status));
    let single = asked.iter().filter(|status| !(all_active && active.contains(status))).cloned().map(StatusIs::Is);
    Filter::only(all_active.then_some(StatusIs::Active).into_iter().chain(single))
}

pub(super) fn who(assignee: &AssigneeFilter) -> Who {
    match assignee {
        AssigneeFilter::Me => Who::Me,
        AssigneeFilter::Unassigned => Who::Unassigned,
        AssigneeFilter::Email(email) => Who::person(email),
    }
}

/// Most urgent first, then the newest: what the list opens with, and what breaks ties of any other order.
fn order(query: &InvestigationsQuery) -> Vec<SortKey> {
    let key = |column, descending| {
        let direction = if descending { Direction::Descending } else { Direction::Ascending };
        SortKey { column, direction }
    };
    if query.sort.is_empty() {
        return vec![key(SortColumn::Priority, true), key(SortColumn::Created, true)];
    }
    query.sort.iter().map(|asked| key(column(asked.column), asked.descending)).collect()
}

const fn column(column: Column) -> SortColumn {
    match column {
        Column::Priority => SortColumn::Priority,
        Column::Created => SortColumn::Created,
        Column::Latest => SortColumn::LatestAlert,
        Column::Title => SortColumn::Title,
        Column::Customer => SortColumn::Customer,
        Column::Status => SortColumn::Status,
        Column::Assignee => SortColumn::Assignee,
        Column::Region => SortColumn::Region,
        Column::Alerts => SortColumn::Alerts,
    }
}

/// What a count of these rows is of: `active`, `closed`, a status, or `found` for a mixture.
pub(super) fn noun(query: &InvestigationsQuery) -> &'static str {
    match query.statuses.as_slice() {
        [] => "active",
        [Status::Closed] => "closed",
        [Status::Open] => "open",
        [Status::Investigating] => "investigating",
        [Status::Waiting] => "waiting",
        several if several.iter().all(Status::active) => "active",
        _ => "found",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::route::SortKey as Asked;
    use contract::Priority;

    fn customer() -> CustomerId {
        CustomerId::from_u128(7)
    }

    #[test]
    fn an_empty_address_asks_for_all_active_work_of_any_age() {
        let asked = question(&InvestigationsQuery::default(), None);
        assert_eq!(asked.statuses, Filter::only([StatusIs::Active]));
        assert_eq!(asked.created, TimeRange::default());
        assert!(asked.customers.is_empty() && asked.group_by.is_none() && !asked.admits_closed());
        let first = asked.sort.first().unwrap();
        assert_eq!((first.column, first.direction), (SortColumn::Priority, Direction::Descending));
        assert_eq!(asked.sort.get(1).unwrap().column, SortColumn::Created);
    }

    #[test]
    fn closed_ones_are_complete_where_a_region_holds_them_all() {
        use working_set::{Standing, StandingOf, WorkingSet};
        let now = "2026-03-17T10:46:00Z".parse().unwrap();
        let region = "eu".parse().unwrap();
        let mut set = WorkingSet::new();
        set.ledger_mut().expect([StandingOf {
            customer: customer(),
            region: "eu".parse().unwrap(),
            standing: Standing::Expected,
        }]);
        let round = set.ledger_mut().begin(&region);
        set.ledger_mut().complete(&round, now);
        let closed = InvestigationsQuery { statuses: vec![Status::Closed], ..Default::default() };
        let asked = question(&closed, None);
        assert!(!set.coverage(&asked).complete(), "closed ones were not read");
        set.ledger_mut().holds_closed_since(&region, Some(contract::Timestamp::FIRST));
        assert!(set.coverage(&asked).complete());
    }

    #[test]
    fn the_customer_of_the_path_is_never_widened() {
        let query = InvestigationsQuery { customers: vec![CustomerId::from_u128(8)], ..Default::default() };
        let asked = question(&query, Some(customer()));
        assert_eq!(asked.customers, Filter::only([customer()]));
        assert_eq!(asked.group_by, Some(working_set::Column::Priority));
        assert_eq!(question(&query, None).customers, Filter::only([CustomerId::from_u128(8)]));
    }

    #[test]
    fn all_active_statuses_together_mean_active_work() {
        let with =
            |statuses: Vec<Status>| question(&InvestigationsQuery { statuses, ..Default::default() }, None).statuses;
        assert_eq!(with(active_statuses()), Filter::only([StatusIs::Active]));
        let all = active_statuses().into_iter().chain([Status::Closed]).collect();
        assert_eq!(with(all), Filter::only([StatusIs::Active, StatusIs::Is(Status::Closed)]));
        assert_eq!(with(vec![Status::Closed]), Filter::only([StatusIs::Is(Status::Closed)]));
        assert_eq!(with(vec![Status::Open]), Filter::only([StatusIs::Is(Status::Open)]));
    }

    #[test]
    fn filters_and_order_are_taken_over() {
        let query = InvestigationsQuery {
            priorities: vec![Priority::Critical],
            assignees: vec![AssigneeFilter::Me, AssigneeFilter::Email("Mia@Quillmoor.example".to_owned())],
            tags: vec![Some("phish".to_owned()), None],
            words: "ransom".to_owned(),
            sort: vec![Asked { column: Column::Latest, descending: false }],
            ..Default::default()
        };
        let asked = question(&query, None);
        assert_eq!(asked.priorities, Filter::only([Priority::Critical]));
        assert_eq!(asked.assignees, Filter::only([Who::Me, Who::person("mia@quillmoor.example")]));
        assert_eq!(asked.tags, Filter::only([Some("phish".to_owned()), None]));
        assert_eq!(asked.text, "ransom");
        assert_eq!(asked.sort, [SortKey { column: SortColumn::LatestAlert, direction: Direction::Ascending }]);
    }

    #[test]
    fn what_is_left_out_and_groups_are_taken_over() {
        let mut query = InvestigationsQuery { group: Some(GroupBy::Age), ages: vec![Age::Older], ..Default::default() };
        query.not.statuses = vec![Status::Waiting];
        query.not.customers = vec![customer()];
        let asked = question(&query, None);
        assert_eq!(asked.statuses.include, [StatusIs::Active].into());
        assert_eq!(asked.statuses.exclude, [StatusIs::Is(Status::Waiting)].into());
        assert_eq!(asked.customers, Filter::without([customer()]));
        assert_eq!(asked.ages, Filter::only([AgeBand::Older]));
        assert_eq!(asked.group_by, Some(working_set::Column::Age));
        let own = question(&query, Some(customer()));
        assert_eq!(own.customers, Filter::only([customer()]), "the path's customer is never left out");
        assert_eq!(own.group_by, Some(working_set::Column::Age));
    }

    #[test]
    fn a_count_says_what_it_counts() {
        let of = |statuses: Vec<Status>| noun(&InvestigationsQuery { statuses, ..Default::default() });
        assert_eq!(of(Vec::new()), "active");
        assert_eq!(of(vec![Status::Closed]), "closed");
        assert_eq!(of(vec![Status::Open, Status::Waiting]), "active");
        assert_eq!(of(vec![Status::Open, Status::Closed]), "found");
    }
}
