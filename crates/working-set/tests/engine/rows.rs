//! Rows: what is taken in, what is kept, what is let go.

use crate::fixture::*;
use contract::{Priority, Status};
use std::collections::HashSet;
use working_set::*;

fn versioned(mut row: Row, version: u64) -> Row {
    row.version = Some(version);
    row
}

#[test]
fn the_higher_version_wins_whenever_it_was_asked_for() {
    let mut set = WorkingSet::new();
    let (early, late) = (set.asking(), set.asking());
    let closed = || row_with(1, "A", |row| row.status = Status::Closed);
    assert_eq!(set.upsert(versioned(closed(), 5), early), Outcome::Added);
    assert_eq!(set.upsert(versioned(row(1, "A"), 4), late), Outcome::Older);
    assert_eq!(set.get(&rrn(1, "A")).unwrap().status(), &Status::Closed);
    assert_eq!(set.upsert(versioned(closed(), 5), late), Outcome::Unchanged);
    assert_eq!(set.upsert(versioned(row(1, "A"), 6), early), Outcome::Changed);
    assert_eq!(set.get(&rrn(1, "A")).unwrap().version(), Some(6));
}

#[test]
fn without_versions_what_was_asked_for_later_wins() {
    let mut set = WorkingSet::new();
    let (early, late) = (set.asking(), set.asking());
    set.upsert(row_with(1, "A", |row| row.priority = Priority::Low), late);
    assert_eq!(set.upsert(row(1, "A"), early), Outcome::Older);
    assert_eq!(set.get(&rrn(1, "A")).unwrap().priority(), &Priority::Low);
}

#[test]
fn what_an_answer_does_not_tell_is_kept_and_a_changed_row_has_no_known_version() {
    let mut set = WorkingSet::new();
    let asked = set.asking();
    let actors = vec![NamedActor { kind: contract::ActorKind::Asset, name: "FIN-DC02".to_owned() }];
    let full = Row { version: Some(3), alert_count: Some(9), actors: Some(actors), ..row(1, "A") };
    set.upsert(full.clone(), asked);
    assert_eq!(set.upsert(row(1, "A"), asked), Outcome::Unchanged);
    assert_eq!(set.get(&rrn(1, "A")).unwrap().to_row(), full);
    assert_eq!(set.upsert(row_with(1, "A", |row| row.priority = Priority::High), asked), Outcome::Changed);
    let held = set.get(&rrn(1, "A")).unwrap();
    assert_eq!((held.version(), held.alert_count(), held.actors().count()), (None, Some(9), 1));
}

#[test]
fn a_row_that_names_two_customers_is_refused() {
    let mut set = WorkingSet::new();
    let asked = set.asking();
    let wrong = row_with(1, "A", |row| row.organization_id = customer(2));
    let ingested = set.ingest([row(1, "B"), wrong], asked);
    assert_eq!((ingested.added, ingested.misplaced.len()), (1, 1));
    assert_eq!(ingested.misplaced[0], Misplaced { rrn: rrn(1, "A"), organization_id: customer(2) });
    assert_eq!(set.len(), 1);
}

#[test]
fn one_name_in_two_spellings_is_one_row_under_the_first() {
    let mut set = WorkingSet::new();
    let asked = set.asking();
    let spelt = rrn(1, "A").to_string().replace(":us:", ":us1:");
    set.upsert(row_with(1, "A", |row| row.rrn = spelt.parse().unwrap()), asked);
    set.upsert(row_with(1, "A", |row| row.priority = Priority::High), asked);
    assert_eq!(set.len(), 1);
    assert_eq!(set.get(&rrn(1, "A")).unwrap().rrn().to_string(), spelt);
}

#[test]
fn a_handle_never_becomes_another_rows() {
    let mut set = live([row(1, "A")]);
    let id = set.get(&rrn(1, "A")).unwrap().id();
    assert!(set.remove(&rrn(1, "A")));
    let asked = set.asking();
    set.upsert(row(2, "B"), asked);
    assert!(set.row(id).is_none());
    assert_eq!(set.row(set.get(&rrn(2, "B")).unwrap().id()).unwrap().customer(), customer(2));
}

#[test]
fn what_was_let_go_does_not_come_back_with_an_older_answer() {
    let mut set = live([row(1, "A"), row(1, "B"), row(2, "C")]);
    let before = set.asking();
    assert!(set.remove(&rrn(2, "C")));
    assert_eq!(set.remove_customer(customer(1)), 2);
    for late in [row(1, "A"), row(1, "new"), row(2, "C")] {
        assert_eq!(set.upsert(late, before), Outcome::Older);
    }
    assert!(set.is_empty());
    let again = set.asking();
    assert_eq!(set.ingest([row(1, "A"), row(2, "C")], again).added, 2);
}

#[test]
fn a_whole_round_lets_go_what_it_does_not_name_but_neither_closed_nor_newer_rows() {
    let closed = row_with(1, "closed", |row| row.status = Status::Closed);
    let mut set = live([row(1, "stays"), row(1, "goes"), closed, row(3, "elsewhere")]);
    let asked = set.asking();
    let later = set.asking();
    set.upsert(row(1, "just-opened"), later);
    let keep = HashSet::from([rrn(1, "stays")]);
    assert_eq!(set.retain_region(&region("us"), &keep, Reach::Active, asked), [rrn(1, "goes")]);
    assert_eq!(set.len(), 4);
    assert_eq!(set.retain_region(&region("us"), &keep, Reach::Everything, asked), [rrn(1, "closed")]);
}

#[test]
fn a_row_is_found_by_customer_and_last_segment() {
    let set = live([row(1, "A"), row(4, "A")]);
    assert_eq!(set.find(customer(1), "A").unwrap().rrn(), rrn(1, "A"));
    assert_eq!(set.find(customer(4), "A").unwrap().rrn(), rrn(4, "A"), "without names too");
    assert!(set.find(customer(2), "A").is_none());
}

fn to(status: Status) -> Patch {
    Patch { status: Some(status), ..Patch::default() }
}

#[test]
fn a_change_on_trial_shows_at_once_and_rolls_back_to_what_was_told_meanwhile() {
    let mut set = live([row(1, "A")]);
    let change = set.apply_local(&rrn(1, "A"), to(Status::Waiting)).unwrap();
    assert!(set.get(&rrn(1, "A")).unwrap().saving());
    assert_eq!(set.get(&rrn(1, "A")).unwrap().status(), &Status::Waiting);
    let asked = set.asking();
    set.upsert(row_with(1, "A", |row| row.priority = Priority::High), asked);
    let shown = set.get(&rrn(1, "A")).unwrap();
    assert_eq!((shown.status(), shown.priority()), (&Status::Waiting, &Priority::High));
    assert_eq!(shown.told().investigation.status, Status::Open);
    assert!(set.roll_back(change));
    let shown = set.get(&rrn(1, "A")).unwrap();
    assert_eq!((shown.status(), shown.priority(), shown.saving()), (&Status::Open, &Priority::High, false));
}

#[test]
fn changes_on_trial_stack_and_leave_in_any_order() {
    let mut set = live([row(1, "A")]);
    let first = set.apply_local(&rrn(1, "A"), to(Status::Waiting)).unwrap();
    let second = set.apply_local(&rrn(1, "A"), to(Status::Investigating)).unwrap();
    assert!(set.roll_back(first));
    assert_eq!(set.get(&rrn(1, "A")).unwrap().status(), &Status::Investigating);
    assert!(set.roll_back(second));
    assert_eq!(set.get(&rrn(1, "A")).unwrap().status(), &Status::Open);
}

#[test]
fn a_confirmed_change_is_not_undone_by_a_poll_that_was_asked_before() {
    let mut set = live([row(1, "A")]);
    let poll = set.asking();
    let change = set.apply_local(&rrn(1, "A"), to(Status::Waiting)).unwrap();
    let echo = Row { version: Some(2), ..row_with(1, "A", |row| row.status = Status::Waiting) };
    assert_eq!(set.confirm(change, echo), Outcome::Changed);
    assert_eq!(set.upsert(row(1, "A"), poll), Outcome::Older);
    let shown = set.get(&rrn(1, "A")).unwrap();
    assert_eq!((shown.status(), shown.version(), shown.saving()), (&Status::Waiting, Some(2), false));
}

#[test]
fn an_echo_of_another_investigation_is_refused_and_the_change_rolled_back() {
    let mut set = live([row(1, "A"), row(2, "A")]);
    let change = set.apply_local(&rrn(1, "A"), to(Status::Waiting)).unwrap();
    assert_eq!(set.confirm(change, row_with(2, "A", |row| row.status = Status::Waiting)), Outcome::Misplaced);
    for number in [1, 2] {
        assert_eq!(set.get(&rrn(number, "A")).unwrap().status(), &Status::Open);
    }
    assert!(!set.get(&rrn(1, "A")).unwrap().saving());
}

#[test]
fn a_row_let_go_while_saving_stays_gone() {
    let mut set = live([row(1, "A")]);
    let change = set.apply_local(&rrn(1, "A"), to(Status::Waiting)).unwrap();
    set.remove_customer(customer(1));
    assert_eq!(set.confirm(change, row(1, "A")), Outcome::Older);
    assert!(set.is_empty());
    assert!(set.apply_local(&rrn(1, "A"), to(Status::Waiting)).is_none());
}

#[test]
fn a_patch_knows_its_way_back_and_whether_it_is_so_already() {
    let row = row_with(1, "A", |row| row.assignee = person("Mia"));
    let patch = Patch { assignee: Some(None), status: Some(Status::Closed), ..Patch::default() };
    let mut changed = row.investigation.clone();
    patch.apply_to(&mut changed);
    assert_eq!((changed.assignee.clone(), changed.status.clone()), (None, Status::Closed));
    assert!(patch.already_so(&changed) && !patch.already_so(&row.investigation));
    patch.inverse_on(&row.investigation).apply_to(&mut changed);
    assert_eq!(changed, row.investigation);
    let wire = contract::idr::InvestigationPatch::from(&patch);
    assert_eq!(wire.assignee, Some(contract::idr::AssigneePatch { email: None }));
}

#[test]
fn the_revision_grows_with_every_effective_change_and_with_no_other() {
    let mut set = live([row(1, "A")]);
    let mut last = set.revision();
    let mut grown = |set: &WorkingSet| {
        let grown = set.revision() > last;
        last = set.revision();
        grown
    };
    let asked = set.asking();
    assert!(!grown(&set), "asking");
    set.upsert(row(1, "A"), asked);
    assert!(!grown(&set), "the same row");
    set.set_customers(names());
    assert!(!grown(&set), "the same names");
    set.set_me(Some("ines@quillmoor.example"));
    assert!(!grown(&set), "the same analyst");
    assert!(!set.remove(&rrn(1, "Z")));
    assert!(!grown(&set), "nothing to let go");
    set.ledger_mut().begin(&region("us"));
    assert!(!grown(&set), "a complete region asked again");
    set.upsert(row_with(1, "A", |row| row.title = "New".to_owned()), asked);
    assert!(grown(&set));
    let change = set.apply_local(&rrn(1, "A"), to(Status::Waiting)).unwrap();
    assert!(grown(&set));
    assert!(set.roll_back(change));
    assert!(grown(&set));
    down(&mut set, "eu");
    assert!(grown(&set));
    set.set_customers(vec![]);
    assert!(grown(&set));
}
