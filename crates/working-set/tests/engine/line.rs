//! The six forms of the coverage line, and totals that cannot be written bare.

use crate::fixture::*;
use contract::Timestamp;
use working_set::*;

fn line(set: &WorkingSet) -> Line {
    let query = Query::active();
    set.coverage(&query).line(set.count(&query, NOW))
}

#[test]
fn everything_in_and_followed() {
    let mut set = live([row(1, "A")]);
    let mut standings = all_expected();
    standings[3].standing = Standing::WithoutAccess;
    set.ledger_mut().expect(standings);
    let line = line(&set);
    assert_eq!((line.form, line.total.to_string().as_str()), (Form::Live, "1"));
    assert_eq!((line.answered, line.expected, line.without), (3, 3, 1));
    assert_eq!((line.facts, line.action), (vec![Fact::Live { as_of: Some(NOW) }], None));
}

#[test]
fn a_region_not_answering() {
    let mut set = live([row(1, "A"), row(3, "B")]);
    down(&mut set, "eu");
    let line = line(&set);
    assert_eq!((line.form, line.total.to_string().as_str()), (Form::NotAnswering, "2+"));
    assert_eq!((line.answered, line.expected), (2, 4));
    let fact = Fact::NotAnswering {
        region: region("eu"),
        customers: vec![customer(3), customer(4)],
        since: Some(NOW),
        why: Failure::Unreachable,
        next_try: None,
    };
    assert_eq!(line.facts, [fact]);
    assert_eq!(line.action, Some(Action::Retry(vec![region("eu")])));
}

#[test]
fn a_region_stale() {
    let mut set = live([row(1, "A")]);
    set.ledger_mut().stale(&region("eu"), NOW.plus_secs(60));
    let line = line(&set);
    assert_eq!((line.form, line.total.to_string().as_str()), (Form::Stale, "1"));
    assert_eq!(line.total.certainty(), Certainty::AsOf(NOW));
    assert_eq!((line.answered, line.expected), (4, 4));
    assert_eq!(line.facts, [Fact::Stale { region: region("eu"), as_of: NOW }]);
    assert_eq!(line.action, Some(Action::Refresh(vec![region("eu")])));
}

#[test]
fn customers_refused() {
    let mut set = live([row(1, "A")]);
    set.ledger_mut().refuse_customer(customer(2), Refusal::RoleChanged, NOW);
    let line = line(&set);
    assert_eq!((line.form, line.total.to_string().as_str()), (Form::Refused, "1+"));
    assert_eq!(
        line.facts,
        [Fact::Refused { customers: vec![customer(2)], region: region("us"), why: Refusal::RoleChanged }]
    );
    assert_eq!(line.action, Some(Action::Show(vec![customer(2)])));
}

#[test]
fn still_loading() {
    let mut set = WorkingSet::new();
    assert_eq!(line(&set).form, Form::Loading);
    set.ledger_mut().expect(all_expected());
    let round = set.ledger_mut().begin(&region("us"));
    let asked = set.asking();
    set.ingest([row(1, "A"), row(2, "B")], asked);
    set.ledger_mut().complete(&round, NOW);
    let line = line(&set);
    assert_eq!((line.form, line.total.to_string().as_str(), line.action), (Form::Loading, "2+", None));
    assert_eq!((line.answered, line.expected), (2, 4));
    assert_eq!(line.facts, [Fact::Loading { regions: vec![region("eu")], customers: 2 }]);
}

#[test]
fn no_region_answering() {
    let mut set = WorkingSet::new();
    set.ledger_mut().expect(all_expected());
    down(&mut set, "eu");
    assert_eq!(line(&set).form, Form::NotAnswering, "us is still loading");
    set.ledger_mut().failed(&region("us"), Failure::TimedOut, NOW.plus_secs(-5), None);
    let line = line(&set);
    assert_eq!((line.form, line.action.clone()), (Form::NoneAnswering, Some(Action::RetryAll)));
    assert!(line.total.none_known() && !line.total.none(), "none known, which is not none");
    assert_eq!((line.answered, line.expected), (0, 4));
    assert_eq!(line.facts, [Fact::NoRegionAnswers { since: Some(NOW.plus_secs(-5)) }]);
}

#[test]
fn everything_at_once_says_the_most_pressing_first() {
    let mut set = live([]);
    down(&mut set, "eu");
    set.ledger_mut().refuse_customer(customer(1), Refusal::NoAccess, NOW);
    set.ledger_mut().stale(&region("us"), NOW);
    let query = Query { customers: Filter::without([customer(4)]), ..Query::default() };
    let line = set.coverage(&query).line(set.count(&query, NOW));
    assert_eq!(line.form, Form::NotAnswering);
    let kinds: Vec<&str> = line
        .facts
        .iter()
        .map(|fact| match fact {
            Fact::NotAnswering { customers, .. } if *customers == [customer(3)] => "not answering",
            Fact::Refused { .. } => "refused",
            Fact::Stale { .. } => "stale",
            Fact::ClosedPartly { since: None } => "closed in part",
            _ => "other",
        })
        .collect();
    assert_eq!(kinds, ["not answering", "refused", "stale", "closed in part"]);
}

#[test]
fn totals_print_with_their_certainty_and_group_their_digits() {
    let mut set = live((0..1_234).map(|number| row(1, &number.to_string())));
    let total = |set: &WorkingSet| set.count(&Query::active(), NOW);
    assert_eq!(format!("{} {:#}", total(&set), total(&set)), "1234 1,234");
    assert_eq!(total(&set).exact(), Some(1_234));
    down(&mut set, "us");
    assert_eq!(format!("{} {:#}", total(&set), total(&set)), "1234+ 1,234+");
    assert_eq!(total(&set).exact(), None, "no number without its certainty");
}

#[test]
fn certainty_of_a_sum_is_that_of_its_worst_part() {
    let (old, older) = (Timestamp::from_millis(2), Timestamp::from_millis(1));
    let all = [Certainty::Exact, Certainty::AsOf(old), Certainty::AsOf(older), Certainty::AtLeast];
    for (place, one) in all.iter().enumerate() {
        for (other_place, other) in all.iter().enumerate() {
            assert_eq!(one.and(*other), all[place.max(other_place)]);
        }
    }
}

#[test]
fn what_is_in_of_what_was_announced_is_told_while_it_comes() {
    let mut set = WorkingSet::new();
    set.ledger_mut().expect(all_expected());
    let us = set.ledger_mut().begin(&region("us"));
    assert!(set.ledger_mut().progress(&us, 12_000, Some(60_000)));
    assert_eq!(line(&set).progress, None, "eu has not said how many there are");
    let eu = set.ledger_mut().begin(&region("eu"));
    assert!(set.ledger_mut().progress(&eu, 400, Some(40_213)));
    assert_eq!(line(&set).progress.unwrap().to_string(), "12,400 of 100,213");
    assert!(set.ledger_mut().progress(&us, 60_000, Some(60_000)) && set.ledger_mut().complete(&us, NOW));
    assert_eq!(line(&set).progress.unwrap().to_string(), "60,400 of 100,213");
    assert!(set.ledger_mut().complete(&eu, NOW));
    assert_eq!(line(&set).progress, None);
}

#[test]
fn history_is_told_and_makes_a_total_exact_only_where_it_reaches() {
    let mut set = live([row(1, "A")]);
    let ago = |days: i64| NOW.plus_secs(-days * 86_400);
    for code in ["us", "eu"] {
        set.ledger_mut().holds_closed_since(&region(code), Some(ago(28)));
    }
    let mut query = Query::default();
    query.created.from = Some(ago(400));
    let line = |set: &WorkingSet, query: &Query| set.coverage(query).line(set.count(query, NOW));
    assert_eq!((line(&set, &query).total.to_string().as_str(), line(&set, &query).history), ("1+", None));
    set.ledger_mut().history(&region("us"), 200, 4_000);
    set.ledger_mut().history(&region("eu"), 100, 120);
    assert_eq!(line(&set, &query).history.unwrap().to_string(), "300 of 4,120");
    assert_eq!(line(&set, &Query::active()).history, None, "active work does not reach back");
    set.ledger_mut().history(&region("us"), 4_000, 4_000);
    set.ledger_mut().history(&region("eu"), 120, 120);
    assert_eq!(line(&set, &query).total.to_string(), "1+", "of what, nobody has said");
    for code in ["us", "eu"] {
        let opened = TimeRange { from: Some(ago(400)), until: None };
        set.ledger_mut().history_reaches(&region(code), opened);
    }
    assert_eq!(line(&set, &query).total.to_string(), "1");
    let mut further = query.clone();
    further.created.from = Some(ago(401));
    assert_eq!(line(&set, &further).total.to_string(), "1+");
    set.ledger_mut().history_off(&region("us"));
    assert_eq!(line(&set, &query).total.to_string(), "1+");
    query.regions = Filter::only([region("eu")]);
    assert_eq!(line(&set, &query).total.to_string(), "0");
}
