//! Memory stays flat: what is let go makes room for what comes.

use crate::fixture::*;
use contract::Status;
use contract::idr::Assignee;
use working_set::*;

fn told(number: u32, round: u32) -> Row {
    let mut made = row_with(1 + u128::from(number % 4), &format!("{number:012X}"), |row| {
        row.title = format!("Title {number} as of round {round} {}", "x".repeat((round % 37) as usize));
        row.status = Status::Other(format!("STEP_{}", (number ^ round) % 5_000).into());
        row.assignee =
            Some(Assignee { name: format!("Someone {round}"), email: format!("{}@a.example", number ^ round) });
        row.tags = vec![format!("round {round}"), format!("tag {}", number * round % 9_999)];
        row.responsibility = Some(format!("whoever {}", round * 7 + number));
    });
    made.version = Some(u64::from(round));
    let name = format!("HOST-{number}-{round}");
    made.actors = Some(vec![NamedActor { kind: contract::ActorKind::Asset, name }]);
    made
}

#[test]
fn changing_the_same_rows_over_and_over_takes_no_more_room() {
    const ROWS: u32 = 2_000;
    let mut set = WorkingSet::new();
    let query = Query { text: "someone".to_owned(), ..Query::active() };
    let mut after_warming_up = 0;
    for round in 1..=100 {
        let asked = set.asking();
        set.ingest((0..ROWS).map(|number| told(number, round)), asked);
        if round == 30 {
            after_warming_up = set.memory();
        }
    }
    assert_eq!(set.len(), ROWS as usize);
    assert!(set.memory() < after_warming_up * 5 / 4, "{} after {after_warming_up}", set.memory());
    for number in [0, 7, ROWS - 1] {
        let wanted = told(number, 100);
        assert_eq!(
            set.get(&wanted.investigation.rrn).unwrap().to_row(),
            wanted,
            "what was renumbered is what was told"
        );
    }
    assert_eq!(set.answer(&query, NOW).rows.len(), ROWS as usize);
}

#[test]
fn rows_that_come_and_go_take_no_more_room() {
    let mut set = WorkingSet::new();
    let mut peaks = [0, 0];
    for round in 0..80 {
        let asked = set.asking();
        set.ingest((0..1_000).map(|number| told(number + round * 1_000, 1)), asked);
        let peak = &mut peaks[usize::from(round >= 40)];
        *peak = set.memory().max(*peak);
        for number in 1..=4 {
            set.remove_customer(customer(number));
        }
    }
    assert!(set.is_empty());
    assert!(peaks[1] <= peaks[0] * 11 / 10, "{peaks:?}");
}
