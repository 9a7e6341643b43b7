//! Plans, verdicts and the way back, on the host.

use super::run::{End, Run, Step};
use super::verdict::{body, ends};
use super::*;
use crate::api::Problem;
use crate::state::toasts::Tone;
use crate::sync::CustomerScoped;
use contract::bulk::{BulkCurrent, BulkOutcome, BulkVerdict, BulkVerdicts};
use contract::idr::{Assignee, Investigation};
use contract::{CustomerId, Disposition, Priority, RegionCode, Rrn, Source, Status, Timestamp};
use std::cell::Cell;
use std::sync::Arc;
use working_set::{Patch, Row, RowId, WorkingSet};

const ACME: CustomerId = CustomerId::from_u128(1);
const BANK: CustomerId = CustomerId::from_u128(2);

fn person(name: &str) -> Assignee {
    Assignee { name: name.to_owned(), email: format!("{}@quillmoor.example", name.to_lowercase()) }
}

fn investigation(customer: CustomerId, id: &str, status: Status, assignee: Option<Assignee>) -> Investigation {
    let region: RegionCode = if customer == ACME { "us2" } else { "eu" }.parse().unwrap();
    Investigation {
        rrn: Rrn::new(&region, customer, id).unwrap(),
        organization_id: customer,
        title: format!("Spray {id}"),
        source: Source::Alert,
        status,
        priority: Priority::High,
        disposition: Disposition::Undecided,
        assignee,
        created_time: Timestamp::from_millis(1_773_744_360_000),
        last_accessed: None,
        first_alert_time: None,
        latest_alert_time: None,
        responsibility: None,
        tags: Vec::new(),
    }
}

fn row(investigation: Investigation, version: u64) -> Row {
    Row { version: Some(version), ..Row::from(investigation) }
}

/// Seven rows of two customers, and how they were ticked.
fn world() -> (WorkingSet, Vec<Ticked>) {
    let mut set = WorkingSet::new();
    set.set_me(Some("ines@quillmoor.example"));
    let asked = set.asking();
    let rows = [
        investigation(ACME, "A1", Status::Open, None),
        investigation(ACME, "A2", Status::Waiting, Some(person("Ines"))),
        investigation(ACME, "A3", Status::Open, Some(person("Mia"))),
        investigation(ACME, "A4", Status::Investigating, None),
        investigation(BANK, "B1", Status::Open, None),
        investigation(BANK, "B2", Status::Open, None),
    ];
    let names: Vec<Rrn> = rows.iter().map(|row| row.rrn.clone()).collect();
    set.ingest(rows.map(|investigation| row(investigation, 3)), asked);
    let ticked = names.iter().map(|rrn| ticked(&set, rrn)).collect();
    (set, ticked)
}

fn ticked(set: &WorkingSet, rrn: &Rrn) -> Ticked {
    let row = set.get(rrn).unwrap();
    Ticked { row: row.id(), version: row.version() }
}

fn investigating() -> Wish {
    Wish::status(Status::Investigating).unwrap()
}

fn judged(set: &WorkingSet, ticked: &[Ticked], wish: &Wish, include: &Include) -> Plan {
    let barred = |customer| (customer == BANK).then(|| "you are Viewer here".to_owned());
    plan(set, ticked, wish, include, barred, |_| None)
}

#[test]
fn a_mixed_selection_is_previewed_skips_first() {
    let (mut set, mut ticks) = world();
    let gone: RowId = ticks[5].row;
    let rrn = set.row(gone).unwrap().rrn();
    set.remove(&rrn);
    let asked = set.asking();
    set.upsert(
        row(Investigation { priority: Priority::Critical, ..investigation(ACME, "A1", Status::Open, None) }, 4),
        asked,
    );
    let made = judged(&set, &ticks, &investigating(), &Include::default());
    let said: Vec<(Skip, usize)> = made.skipped.iter().map(|line| (line.why.clone(), line.count)).collect();
    assert_eq!(
        said,
        [
            (Skip::Barred("you are Viewer here".to_owned()), 1),
            (Skip::Gone, 1),
            (Skip::AlreadySo, 1),
            (Skip::Moved, 1),
            (Skip::Theirs(person("Mia")), 1),
        ]
    );
    assert_eq!(made.selected, 6);
    assert_eq!(made.changing.len(), 1);
    assert_eq!(made.changing[0].from, [(Was::Status(Status::Waiting), 1)]);
    assert_eq!(made.steps.len(), 1);

    let all = Include { moved: true, people: [person_key(&person("MIA"))].into() };
    let made = judged(&set, &ticks, &investigating(), &all);
    assert_eq!(made.changing[0].count, 3);
    assert_eq!(made.changing[0].from[0], (Was::Status(Status::Open), 2), "most first");
    let moved = made.steps.iter().find(|step| step.target.rrn().id() == "A1").unwrap();
    assert_eq!(moved.version, Some(4), "based on what is shown now");
    ticks.clear();
    assert_eq!(judged(&set, &ticks, &investigating(), &all).steps.len(), 0);
}

#[test]
fn every_selected_row_is_either_skipped_or_changed() {
    let (set, ticks) = world();
    let wishes = [
        investigating(),
        Wish::priority(Priority::High),
        Wish::priority(Priority::Low),
        Wish::assign(None),
        Wish::assign(Some(person("Ines"))),
        Wish::close(Disposition::Benign).unwrap(),
    ];
    for wish in wishes {
        let made = judged(&set, &ticks, &wish, &Include::default());
        let skipped: usize = made.skipped.iter().map(|line| line.count).sum();
        let changing: usize = made.changing.iter().map(|line| line.count).sum();
        assert_eq!(skipped + changing, ticks.len(), "{wish:?}");
        assert_eq!(changing, made.steps.len(), "{wish:?}");
    }
}

#[test]
fn what_is_being_saved_and_who_cannot_take_it_are_skipped() {
    let (mut set, ticks) = world();
    let rrn = set.row(ticks[0].row).unwrap().rrn();
    let patch = Patch { priority: Some(Priority::Low), ..Patch::default() };
    let _saving = set.apply_local(&rrn, patch).unwrap();
    let cannot = |customer| (customer == BANK).then(|| "no role".to_owned());
    let wish = Wish::assign(Some(person("Priya")));
    let made = plan(&set, &ticks, &wish, &Include::default(), |_| None, cannot);
    let count = |why: &Skip| made.skipped.iter().find(|line| line.why == *why).map(|line| line.count);
    assert_eq!(count(&Skip::Saving), Some(1));
    assert_eq!(count(&Skip::CannotTake("no role".to_owned())), Some(2));
}

fn steps() -> Vec<Arc<Step>> {
    let step = |customer, id| {
        let seen = investigation(customer, id, Status::Open, None);
        let patch = Patch { status: Some(Status::Investigating), ..Patch::default() };
        let target = CustomerScoped::of(&seen).unwrap();
        Arc::new(Step { key: format!("key-{id}"), ..Step::new(target, seen, Some(3), patch) })
    };
    vec![step(ACME, "A1"), step(ACME, "A2"), step(ACME, "A3")]
}

fn changed(step: &Step) -> BulkVerdict {
    let now = Investigation { status: Status::Investigating, ..step.seen.clone() };
    BulkVerdict {
        rrn: step.target.rrn().clone(),
        organization_id: step.target.customer(),
        key: step.key.clone(),
        outcome: BulkOutcome::Changed { version: 4, investigation: Box::new(now) },
    }
}

#[test]
fn a_body_carries_version_comment_and_a_key_for_each() {
    let body = body(&steps(), Some("handed over"));
    assert_eq!(body.0.len(), 3);
    assert_eq!((body.0[1].version, body.0[1].key.as_str()), (3, "key-A2"));
    assert_eq!(body.0[1].comment.as_deref(), Some("handed over"));
}

#[test]
fn verdicts_are_taken_in_their_order() {
    let sent = steps();
    let mut verdicts: Vec<BulkVerdict> = sent.iter().map(|step| changed(step)).collect();
    verdicts[1].outcome = BulkOutcome::Forbidden { message: "You are Viewer".to_owned() };
    let theirs = Investigation { status: Status::Waiting, ..sent[2].seen.clone() };
    let current = BulkCurrent { version: 9, investigation: theirs, changed_by: Some("Mia".into()), changed_time: None };
    verdicts[2].outcome = BulkOutcome::Conflict { current: Box::new(current) };
    let told = ends(&sent, BulkVerdicts { verdicts }).unwrap();
    assert!(matches!(&told[0], End::Changed { version: Some(4), .. }));
    assert_eq!(told[1], End::Refused("You are Viewer".to_owned()));
    let End::Conflict(conflict) = &told[2] else { panic!("{:?}", told[2]) };
    assert_eq!((conflict.etag.as_deref(), conflict.changed_by.as_deref()), (Some("\"9\""), Some("Mia")));
    assert_eq!(conflict.seen, sent[2].seen);
}

#[test]
fn an_answer_about_anything_else_is_refused_whole() {
    let sent = steps();
    let good = || sent.iter().map(|step| changed(step)).collect::<Vec<_>>();
    type Spoil<'a> = &'a dyn Fn(&mut Vec<BulkVerdict>);
    let spoil: [Spoil<'_>; 6] = [
        &|verdicts| verdicts[0].organization_id = BANK,
        &|verdicts| verdicts[1].rrn = investigation(ACME, "A9", Status::Open, None).rrn,
        &|verdicts| verdicts[2].key = "another".to_owned(),
        &|verdicts| verdicts.truncate(2),
        &|verdicts| verdicts.swap(0, 1),
        &|verdicts| {
            let investigation = Box::new(investigation(BANK, "A1", Status::Investigating, None));
            verdicts[0].outcome = BulkOutcome::Changed { version: 4, investigation };
        },
    ];
    assert!(ends(&sent, BulkVerdicts { verdicts: good() }).is_ok());
    for (case, spoil) in spoil.iter().enumerate() {
        let mut verdicts = good();
        spoil(&mut verdicts);
        assert!(ends(&sent, BulkVerdicts { verdicts }).is_err(), "case {case}");
    }
    let mut wrong = good();
    wrong[0].organization_id = BANK;
    let told = ends(&sent, BulkVerdicts { verdicts: wrong }).unwrap_err();
    assert!(matches!(told, Problem::WrongCustomer { asked, .. } if asked == ACME));
}

fn run() -> Run {
    let report = |_: &Run| Message { tone: Tone::Done, text: String::new(), detail: None };
    let steps = steps().iter().map(|step| Step::clone(step)).collect();
    let next = Cell::new(0);
    let key = || {
        next.set(next.get() + 1);
        format!("k{}", next.get())
    };
    Run::new(1, Batch { steps, done: "set".into(), comment: None, undo: false, report }, key)
}

#[test]
fn the_way_back_is_the_inverse_guarded_by_the_new_version() {
    let mut run = run();
    assert_eq!(run.rows.iter().map(|row| row.step.key.as_str()).collect::<Vec<_>>(), ["k1", "k2", "k3"]);
    let now = Investigation { status: Status::Investigating, ..run.rows[0].step.seen.clone() };
    run.rows[0].end = Some(End::Changed { now: Box::new(now.clone()), version: Some(4) });
    run.rows[1].end = Some(End::Refused("no".into()));
    run.rows[2].end = Some(End::Cancelled);
    let back = run.way_back();
    assert!(back.undo);
    assert_eq!(back.steps.len(), 1, "only what was changed");
    assert_eq!((back.steps[0].version, &back.steps[0].seen), (Some(4), &now));
    assert_eq!(back.steps[0].patch.status, Some(Status::Open));
    assert_eq!(run.unmade().len(), 2);
    assert_eq!(run.retryable(), [2], "a refusal is not tried again");
    let tally = run.tally();
    assert_eq!((tally.total, tally.ended, tally.changed, tally.refused, tally.cancelled), (3, 3, 1, 1, 1));
}

#[test]
fn undoing_a_closing_brings_back_the_status_and_the_open_question() {
    let seen = investigation(ACME, "A1", Status::Waiting, None);
    let close = Wish::close(Disposition::Benign).unwrap();
    let back = close.patch().inverse_on(&seen);
    assert_eq!((back.status, back.disposition), (Some(Status::Waiting), Some(Disposition::Undecided)));
}

#[test]
fn mine_on_top_is_a_new_decision_on_their_version() {
    let mut run = run();
    let sent = steps();
    let theirs = Investigation { status: Status::Waiting, ..sent[0].seen.clone() };
    let current = BulkCurrent { version: 9, investigation: theirs.clone(), changed_by: None, changed_time: None };
    let verdict = BulkVerdict { outcome: BulkOutcome::Conflict { current: Box::new(current) }, ..changed(&sent[0]) };
    run.rows[0].end = ends(&sent[..1], BulkVerdicts { verdicts: vec![verdict] }).unwrap().pop();
    assert_eq!(run.conflicting(), [0]);
    run.put_on_top(0, "new".to_owned());
    let step = &run.rows[0].step;
    assert_eq!((step.version, step.key.as_str(), &step.seen), (Some(9), "new", &theirs));
    assert_eq!(step.patch.status, Some(Status::Investigating));
    assert_eq!(run.rows[0].end, None);
}
