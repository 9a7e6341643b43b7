//! Random changes of many, and their verdicts.

use crate::idr::{investigation, patch};
use crate::leaves::*;
use contract::bulk::*;
use proptest::prelude::*;

fn change() -> impl Strategy<Value = BulkChange> {
    (rrn(), any::<u64>(), patch(), maybe(text()), text()).prop_map(|(rrn, version, change, comment, key)| BulkChange {
        rrn,
        version,
        change,
        comment,
        key,
    })
}

fn current() -> impl Strategy<Value = BulkCurrent> {
    (any::<u64>(), investigation(), maybe(text()), maybe(moment())).prop_map(
        |(version, investigation, changed_by, changed_time)| BulkCurrent {
            version,
            investigation,
            changed_by,
            changed_time,
        },
    )
}

fn outcome() -> impl Strategy<Value = BulkOutcome> {
    prop_oneof![
        (any::<u64>(), investigation()).prop_map(|(version, investigation)| BulkOutcome::Changed {
            version,
            investigation: Box::new(investigation)
        }),
        any::<u64>().prop_map(|version| BulkOutcome::AlreadySo { version }),
        current().prop_map(|current| BulkOutcome::Conflict { current: Box::new(current) }),
        text().prop_map(|message| BulkOutcome::Forbidden { message }),
        Just(BulkOutcome::NotFound),
        text().prop_map(|message| BulkOutcome::Invalid { message }),
    ]
}

fn verdict() -> impl Strategy<Value = BulkVerdict> {
    (rrn(), customer(), text(), outcome()).prop_map(|(rrn, organization_id, key, outcome)| BulkVerdict {
        rrn,
        organization_id,
        key,
        outcome,
    })
}

crate::round_trips! {
    a_change(change()), some_changes(several(change()).prop_map(Bulk)), a_current(current()), an_outcome(outcome()),
    a_verdict(verdict()), some_verdicts(several(verdict()).prop_map(|verdicts| BulkVerdicts { verdicts })),
}
