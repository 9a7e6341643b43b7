//! The ledger's states and who counts as answered.

use crate::fixture::*;
use contract::directory::{Customer, Partner};
use contract::{AccessState, Association, Licence, Role, Timestamp};
use proptest::prelude::*;
use working_set::*;

fn fresh() -> Ledger {
    let mut ledger = Ledger::default();
    ledger.expect(all_expected());
    ledger
}

fn later(secs: i64) -> Timestamp {
    NOW.plus_secs(secs)
}

fn answered(ledger: &Ledger) -> (usize, usize) {
    let coverage = ledger.coverage(&Scope::everything());
    (coverage.answered, coverage.expected)
}

#[test]
fn nothing_is_complete_before_the_customers_are_known() {
    let ledger = Ledger::default();
    let coverage = ledger.coverage(&Scope::everything());
    assert!(!coverage.complete() && coverage.loading());
    assert_eq!(coverage.total(0).to_string(), "0+");
    let mut ledger = Ledger::default();
    ledger.expect([]);
    assert!(ledger.coverage(&Scope::everything()).complete(), "no customers, for certain");
}

#[test]
fn a_region_loads_completes_and_stays_complete_while_it_is_read_again() {
    let (us, mut ledger) = (region("us"), fresh());
    let round = ledger.begin(&us);
    assert!(ledger.progress(&round, 100, Some(250)));
    assert_eq!(ledger.region(&us), Some(&RegionState::Loading { loaded: 100, expected: Some(250) }));
    assert_eq!(answered(&ledger), (0, 4));
    assert!(ledger.complete(&round, NOW));
    assert_eq!(answered(&ledger), (2, 4));
    let again = ledger.begin(&us);
    assert!(ledger.progress(&again, 1, None));
    assert_eq!(ledger.region(&us), Some(&RegionState::Complete { as_of: NOW }));
    assert!(ledger.complete(&again, later(10)));
    assert_eq!(ledger.region(&us), Some(&RegionState::Complete { as_of: later(10) }));
}

#[test]
fn the_answer_of_a_round_that_was_replaced_counts_for_nothing() {
    let (us, mut ledger) = (region("us"), fresh());
    let first = ledger.begin(&us);
    let second = ledger.begin(&us);
    assert!(!ledger.progress(&first, 5, None) && !ledger.complete(&first, NOW));
    assert_eq!(answered(&ledger), (0, 4));
    assert!(ledger.complete(&second, NOW));
}

#[test]
fn failing_dates_from_the_first_failure_and_lasts_until_an_answer() {
    let (us, mut ledger) = (region("us"), fresh());
    let round = ledger.begin(&us);
    ledger.complete(&round, NOW);
    ledger.failed(&us, Failure::TimedOut, later(10), Some(later(12)));
    ledger.failed(&us, Failure::Answered(503), later(20), Some(later(25)));
    let failing =
        |next_try| RegionState::Failing { why: Failure::Answered(503), since: later(10), next_try, as_of: Some(NOW) };
    assert_eq!(ledger.region(&us), Some(&failing(Some(later(25)))));
    assert_eq!(answered(&ledger), (0, 4), "rows are held, but nobody knows whether they are still so");
    let round = ledger.begin(&us);
    assert_eq!(ledger.region(&us), Some(&failing(None)), "being asked is not an answer");
    ledger.stale(&us, later(30));
    assert_eq!(ledger.region(&us), Some(&failing(None)));
    ledger.progress(&round, 10, None);
    assert_eq!(ledger.region(&us), Some(&RegionState::Loading { loaded: 10, expected: None }));
    ledger.complete(&round, later(31));
    ledger.failed(&us, Failure::Unreachable, later(40), None);
    assert!(matches!(ledger.region(&us), Some(RegionState::Failing { since, .. }) if *since == later(40)));
}

#[test]
fn a_silent_region_is_stale_answers_as_of_then_and_comes_back_when_heard() {
    let (us, mut ledger) = (region("us"), fresh());
    ledger.age(NOW, 30);
    assert_eq!(ledger.region(&us), Some(&RegionState::Loading { loaded: 0, expected: None }));
    let round = ledger.begin(&us);
    ledger.complete(&round, NOW);
    ledger.age(later(30), 30);
    assert_eq!(ledger.region(&us), Some(&RegionState::Complete { as_of: NOW }));
    ledger.age(later(31), 30);
    assert_eq!(ledger.region(&us), Some(&RegionState::Stale { as_of: NOW, since: later(30) }));
    let coverage = ledger.coverage(&Scope::customer(customer(1)));
    assert_eq!((coverage.answered, coverage.as_of), (1, Some(NOW)));
    assert_eq!(coverage.total(3).certainty(), Certainty::AsOf(NOW));
    ledger.heard(&us, later(40));
    assert_eq!(ledger.region(&us), Some(&RegionState::Complete { as_of: later(40) }));
}

#[test]
fn a_refusal_of_a_customer_or_a_region_is_a_gap_with_its_reason() {
    let (us, eu, mut ledger) = (region("us"), region("eu"), fresh());
    for code in [&us, &eu] {
        let round = ledger.begin(code);
        ledger.complete(&round, NOW);
    }
    ledger.refuse_customer(customer(1), Refusal::RoleChanged, later(5));
    ledger.refused(&eu, Refusal::SignedOut, later(6));
    ledger.refused(&eu, Refusal::SignedOut, later(9));
    let coverage = ledger.coverage(&Scope::everything());
    let gap = |code: &str, customers: &[u128], why, since| Gap {
        region: region(code),
        customers: customers.iter().map(|number| customer(*number)).collect(),
        reason: Reason::Refused { why },
        since: Some(since),
    };
    assert_eq!(
        coverage.gaps,
        [gap("eu", &[3, 4], Refusal::SignedOut, later(6)), gap("us", &[1], Refusal::RoleChanged, later(5))]
    );
    assert_eq!((coverage.answered, coverage.expected), (1, 4));
    ledger.admit_customer(customer(1));
    assert_eq!(ledger.customer(customer(1)), Some(CustomerState::Loading), "its rows have yet to come");
    let round = ledger.begin(&us);
    ledger.complete(&round, later(20));
    assert_eq!(ledger.customer(customer(1)), Some(CustomerState::Answered { as_of: later(20) }));
}

#[test]
fn a_customer_granted_later_loads_until_a_round_begun_since_is_complete() {
    let (us, mut ledger) = (region("us"), Ledger::default());
    ledger.expect([standing(1, Standing::Expected), standing(2, Standing::WithoutRole)]);
    let running = ledger.begin(&us);
    ledger.expect([standing(1, Standing::Expected), standing(2, Standing::Expected)]);
    ledger.complete(&running, NOW);
    assert_eq!(ledger.customer(customer(1)), Some(CustomerState::Answered { as_of: NOW }));
    assert_eq!(ledger.customer(customer(2)), Some(CustomerState::Loading), "that round was asked without it");
    ledger.expect([standing(1, Standing::Expected), standing(2, Standing::Expected)]);
    assert_eq!(ledger.customer(customer(2)), Some(CustomerState::Loading), "said again, still loading");
    let round = ledger.begin(&us);
    ledger.complete(&round, later(10));
    assert_eq!(answered(&ledger), (2, 2));
    ledger.expect([standing(1, Standing::Expected), standing(2, Standing::WithoutAccess)]);
    ledger.expect(all_expected());
    assert_eq!(ledger.customer(customer(2)), Some(CustomerState::Loading));
    ledger.customer_loaded(customer(2));
    assert_eq!(ledger.customer(customer(2)), Some(CustomerState::Answered { as_of: later(10) }));
}

#[test]
fn customers_left_out_are_told_apart_and_never_expected() {
    let mut ledger = Ledger::default();
    ledger.expect([
        standing(1, Standing::Expected),
        standing(2, Standing::WithoutAccess),
        standing(3, Standing::WithoutRole),
        standing(4, Standing::NotReady),
    ]);
    let coverage = ledger.coverage(&Scope::everything());
    assert_eq!((coverage.expected, coverage.without()), (1, 2));
    assert_eq!(coverage.without_access, [customer(2)]);
    assert_eq!(coverage.without_role, [customer(3)]);
    assert_eq!(coverage.not_ready, [customer(4)]);
    assert_eq!(ledger.customer(customer(3)), Some(CustomerState::LeftOut(Standing::WithoutRole)));
    let round = ledger.begin(&region("us"));
    ledger.complete(&round, NOW);
    assert!(ledger.coverage(&Scope::everything()).complete(), "eu has nobody who must answer");
    let named = ledger.coverage(&Scope::customer(customer(2)));
    assert_eq!((named.complete(), named.unseen), (false, vec![customer(2)]));
}

#[test]
fn the_gates_decide_the_standing() {
    let good = Customer {
        id: customer(1),
        name: "Acme".to_owned(),
        code: "ACME".to_owned(),
        region: region("us"),
        aliases: vec![],
        tier: None,
        association: Association::Active,
        licence: Licence::Active,
        licence_until: None,
        access: AccessState::Granted,
        primary: false,
        confidential: false,
    };
    let partner = Partner { partner_status: true, licence: Licence::Active };
    let of = |customer: &Customer, role| Standing::of(customer, &partner, role);
    assert_eq!(of(&good, RoleKnowledge::Unknown), Standing::Expected);
    assert_eq!(of(&good, RoleKnowledge::Held(&Role::Viewer)), Standing::Expected);
    assert_eq!(of(&good, RoleKnowledge::Missing), Standing::WithoutRole);
    let stranger = Customer { access: AccessState::Missing, ..good.clone() };
    assert_eq!(of(&stranger, RoleKnowledge::Unknown), Standing::WithoutAccess);
    for not_ready in [
        Customer { association: Association::Pending, ..stranger },
        Customer { licence: Licence::Expired, ..good.clone() },
        Customer { association: Association::Other("NEW".into()), ..good.clone() },
    ] {
        assert_eq!(of(&not_ready, RoleKnowledge::Missing), Standing::NotReady);
    }
    let unlicensed = Partner { partner_status: true, licence: Licence::Missing };
    assert_eq!(Standing::of(&good, &unlicensed, RoleKnowledge::Unknown), Standing::NotReady);
}

/// Anything that can be told to the ledger.
fn steps() -> impl Strategy<Value = Vec<(u8, u128, i64)>> {
    prop::collection::vec((0u8..11, 1u128..=4, 0i64..100), 0..40)
}

proptest! {
    /// Whatever happens, in whatever order, the coverage adds up and a bare total stands only when nothing is missing.
    #[test]
    fn coverage_adds_up_after_any_history(steps in steps()) {
        let mut ledger = Ledger::default();
        let mut rounds = vec![];
        let mut revision = 0;
        for (step, number, secs) in steps {
            let (place, at) = (home(number), later(secs));
            match step {
                0 => ledger.expect(all_expected()),
                1 => ledger.expect((1..=4).map(|each| standing(each, if each == number { Standing::WithoutRole } else { Standing::Expected }))),
                2 => rounds.push(ledger.begin(&place)),
                3 => { if let Some(round) = rounds.last() { ledger.progress(round, secs as u64, None); } }
                4 => { if let Some(round) = rounds.last() { ledger.complete(round, at); } }
                5 => ledger.failed(&place, Failure::Unreachable, at, Some(at)),
                6 => ledger.refused(&place, Refusal::NoAccess, at),
                7 => ledger.refuse_customer(customer(number), Refusal::RoleChanged, at),
                8 => ledger.admit_customer(customer(number)),
                9 => ledger.age(at, 10),
                _ => ledger.heard(&place, at),
            }
            prop_assert!(ledger.revision() >= revision);
            revision = ledger.revision();
            for scope in [Scope::everything(), Scope::customer(customer(number))] {
                let coverage = ledger.coverage(&scope);
                let missing: usize = coverage.gaps.iter().map(|gap| gap.customers.len()).sum();
                let stale: usize = coverage.stale.iter().map(|stale| stale.customers.len()).sum();
                prop_assert_eq!(coverage.answered + missing, coverage.expected);
                prop_assert!(stale <= coverage.answered);
                prop_assert_eq!(coverage.as_of.is_some(), coverage.answered > 0);
                let total = coverage.total(7);
                prop_assert_eq!(total.exact().is_some(), coverage.complete());
                prop_assert_eq!(total.to_string().ends_with('+'), !coverage.complete());
                let line = coverage.line(total);
                prop_assert!(!line.facts.is_empty());
                prop_assert_eq!(matches!(line.form, Form::Live | Form::Stale), coverage.known && missing == 0);
            }
        }
    }
}

#[test]
fn a_region_that_failed_with_all_its_rows_in_is_live_again_once_it_is_heard() {
    let mut set = live([row(1, "A")]);
    down(&mut set, "us");
    set.ledger_mut().heard(&region("us"), NOW.plus_secs(60));
    assert!(
        matches!(set.ledger().region(&region("us")), Some(RegionState::Complete { as_of }) if *as_of == NOW.plus_secs(60))
    );
    let mut set = WorkingSet::new();
    set.ledger_mut().expect(all_expected());
    down(&mut set, "us");
    set.ledger_mut().heard(&region("us"), NOW);
    assert!(matches!(set.ledger().region(&region("us")), Some(RegionState::Failing { .. })), "its rows never came");
}
