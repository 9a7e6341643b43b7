//! Random records of the extension.

use crate::leaves::*;
use contract::extension::*;
use proptest::prelude::*;

fn priority_count() -> impl Strategy<Value = PriorityCount> {
    (priority(), any::<u64>()).prop_map(|(priority, count)| PriorityCount { priority, count })
}

fn customer_summary() -> impl Strategy<Value = CustomerSummary> {
    let counts = (any::<u64>(), several(priority_count()), any::<u64>(), several(any::<u64>()));
    (customer(), counts, maybe(moment())).prop_map(|(organization_id, counts, oldest)| CustomerSummary {
        organization_id,
        active: counts.0,
        by_priority: counts.1,
        unassigned: counts.2,
        oldest,
        opened_per_day: counts.3,
    })
}

fn summary() -> impl Strategy<Value = Summary> {
    (moment(), several(customer_summary())).prop_map(|(as_of, customers)| Summary { as_of, customers })
}

fn customer_role() -> impl Strategy<Value = CustomerRole> {
    (customer(), maybe(role())).prop_map(|(organization_id, role)| CustomerRole { organization_id, role })
}

fn refusal() -> impl Strategy<Value = AssigneeRefusal> {
    (customer(), text()).prop_map(|(organization_id, reason)| AssigneeRefusal { organization_id, reason })
}

fn option() -> impl Strategy<Value = AssigneeOption> {
    (analyst(), text(), text(), several(customer()), several(refusal()))
        .prop_map(|(id, name, email, can, cannot)| AssigneeOption { id, name, email, can, cannot })
}

fn actor() -> impl Strategy<Value = Actor> {
    (actor_kind(), text(), maybe(text()), any::<u64>()).prop_map(|(kind, name, note, alert_count)| Actor {
        kind,
        name,
        note,
        alert_count,
    })
}

fn actors() -> impl Strategy<Value = Actors> {
    (customer(), rrn(), several(actor())).prop_map(|(organization_id, rrn, actors)| Actors {
        organization_id,
        rrn,
        actors,
    })
}

fn evidence() -> impl Strategy<Value = Evidence> {
    (customer(), rrn(), text(), several(json())).prop_map(|(organization_id, rrn, alert, events)| Evidence {
        organization_id,
        rrn,
        alert,
        events,
    })
}

fn entry() -> impl Strategy<Value = ActivityEntry> {
    (moment(), text(), maybe(text()), text(), maybe(text()), maybe(text()))
        .prop_map(|(time, who, email, what, from, to)| ActivityEntry { time, who, email, what, from, to })
}

fn activity() -> impl Strategy<Value = Activity> {
    (customer(), rrn(), several(entry())).prop_map(|(organization_id, rrn, entries)| Activity {
        organization_id,
        rrn,
        entries,
    })
}

crate::round_trips! {
    a_priority_count(priority_count()), a_customer_summary(customer_summary()), a_summary(summary()),
    a_customer_role(customer_role()), roles(several(customer_role()).prop_map(|roles| Roles { roles })),
    assignees_request(several(customer()).prop_map(|customers| AssigneesRequest { customers })),
    an_assignee_refusal(refusal()), an_assignee_option(option()),
    assignees(several(option()).prop_map(|assignees| Assignees { assignees })),
    an_actor(actor()), some_actors(actors()), some_evidence(evidence()), an_entry(entry()), some_activity(activity()),
}
