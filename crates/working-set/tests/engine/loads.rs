//! Customers at a glance.

use crate::fixture::*;
use contract::extension::{CustomerSummary, PriorityCount, Summary};
use contract::{Priority, Status};
use working_set::*;

fn order(set: &WorkingSet) -> Vec<u128> {
    set.loads(NOW).customers.iter().map(|load| load.customer.as_u128()).collect()
}

#[test]
fn critical_work_first_then_the_unknown_then_the_rest_by_urgency() {
    let mut set = live([
        row_with(1, "A", |row| row.priority = Priority::High),
        row_with(2, "B", |row| row.priority = Priority::Critical),
        row_with(3, "C", |row| row.priority = Priority::Critical),
        row(3, "D"),
    ]);
    assert_eq!(order(&set), [3, 2, 1, 4]);
    down(&mut set, "eu");
    assert_eq!(order(&set), [2, 3, 4, 1], "eu's counts are unknown, not zero");
    let loads = set.loads(NOW).customers;
    assert_eq!(loads[1].load, None);
    assert!(matches!(loads[1].state, CustomerState::Failing { .. }));
}

#[test]
fn a_load_counts_active_work_only_but_openings_of_all() {
    let days = |days: i64| NOW.plus_secs(-days * 86_400);
    let mut set = live([
        row_with(1, "A", |row| row.created_time = days(400)),
        row_with(1, "B", |row| {
            row.created_time = days(6);
            row.assignee = person("Mia");
            row.priority = Priority::Other("UNMAPPED".into());
        }),
        row_with(1, "C", |row| {
            row.created_time = days(0);
            row.status = Status::Closed;
        }),
        row_with(1, "D", |row| row.created_time = days(7)),
        row_with(1, "E", |row| row.created_time = days(-1)),
    ]);
    let load = set.loads(NOW).customers.into_iter().find(|load| load.customer == customer(1)).unwrap().load.unwrap();
    assert_eq!((load.active.exact(), load.unassigned.exact(), load.oldest), (Some(4), Some(3), Some(days(400))));
    let medium = load.by_priority.iter().find(|(priority, _)| *priority == Priority::Medium).unwrap().1;
    assert_eq!(medium.exact(), Some(3));
    assert_eq!(load.by_priority.last().unwrap().0, Priority::Other("UNMAPPED".into()));
    assert_eq!(load.opened_per_day.map(|total| total.to_string()), ["1+", "0+", "0+", "0+", "0+", "0+", "1+"]);
    set.ledger_mut().holds_closed_since(&region("us"), Some(days(28)));
    let load = set.loads(NOW).customers.into_iter().find(|load| load.customer == customer(1)).unwrap().load.unwrap();
    assert_eq!(load.opened_per_day.map(|total| total.to_string()), ["1", "0", "0", "0", "0", "0", "1"]);
}

#[test]
fn while_a_customer_loads_its_regions_summary_stands_in_and_then_the_rows() {
    let mut set = WorkingSet::new();
    set.set_customers(names());
    set.ledger_mut().expect(all_expected());
    let asked = set.asking();
    set.ingest([row(1, "A")], asked);
    assert_eq!(
        set.loads(NOW)
            .customers
            .into_iter()
            .filter_map(|load| load.load)
            .map(|load| load.active.to_string())
            .collect::<Vec<_>>(),
        ["1+"]
    );
    set.set_summary(&Summary {
        as_of: NOW,
        customers: vec![CustomerSummary {
            organization_id: customer(1),
            active: 7,
            by_priority: vec![PriorityCount { priority: Priority::Critical, count: 2 }],
            unassigned: 3,
            oldest: Some(NOW),
            opened_per_day: vec![1, 2],
        }],
    });
    let load = set.loads(NOW).customers.remove(0);
    assert_eq!(load.customer, customer(1));
    let load = load.load.unwrap();
    assert_eq!((load.active.exact(), load.active.certainty()), (Some(7), Certainty::AsOf(NOW)));
    assert_eq!(load.opened_per_day.map(|total| total.to_string()), ["0", "0", "0", "0", "0", "1", "2"]);
    let round = set.ledger_mut().begin(&region("us"));
    assert!(set.ledger_mut().complete(&round, NOW));
    let loads = set.loads(NOW);
    let first = loads.customers.iter().find(|load| load.customer == customer(1)).unwrap();
    assert_eq!(first.load.as_ref().unwrap().active.exact(), Some(1), "one truth: the rows, once they are in");
}

#[test]
fn customers_left_out_have_no_line_and_totals_add_up_with_what_they_are_worth() {
    let mut set = live([row(1, "A"), row(3, "B")]);
    set.ledger_mut().expect([
        standing(1, Standing::Expected),
        standing(2, Standing::WithoutAccess),
        standing(3, Standing::Expected),
    ]);
    assert_eq!(order(&set), [3, 1]);
    let sum = |set: &WorkingSet| set.loads(NOW).whole.active;
    assert_eq!(sum(&set).to_string(), "2");
    set.ledger_mut().stale(&region("eu"), NOW);
    assert_eq!(sum(&set).certainty(), Certainty::AsOf(NOW));
    down(&mut set, "eu");
    let whole = set.loads(NOW).whole;
    assert_eq!((whole.active.to_string(), whole.unassigned.to_string()), ("1+".to_owned(), "1+".to_owned()));
    assert_eq!(WorkingSet::new().loads(NOW).whole.active.to_string(), "0+", "nothing is known yet");
}
