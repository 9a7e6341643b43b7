//! Filters, words, order and groups.

use crate::fixture::*;
use contract::{Priority, Status};
use working_set::*;

fn asks(change: impl FnOnce(&mut Query)) -> Query {
    let mut query = Query::default();
    change(&mut query);
    query
}

fn sorted_by(keys: &[(SortColumn, Direction)]) -> Query {
    asks(|query| {
        query.sort = keys.iter().map(|(column, direction)| SortKey { column: *column, direction: *direction }).collect()
    })
}

#[test]
fn every_word_must_stand_somewhere_in_the_row_or_in_its_customers_names() {
    let mut spray = row_with(3, "X7", |row| {
        row.title = "Password spray against r\u{e9}sum\u{e9} server".to_owned();
        row.assignee = person("Mia");
        row.tags = vec!["Night Shift".to_owned()];
    });
    spray.actors = Some(vec![NamedActor { kind: contract::ActorKind::Asset, name: "FIN-DC02".to_owned() }]);
    let set = live([spray, row(1, "A")]);
    for found in [
        "spray",
        "RESUME",
        "resumé  SPRAY",
        "angmar",
        "ANGM spray",
        "fin-dc mia",
        "mia@quill",
        "shift night",
        "x7",
        "rail X7",
    ] {
        assert_eq!(ids(&set, &asks(|query| query.text = found.to_owned())), ["X7"], "{found}");
    }
    for missed in ["spray zephrine", "shiftmia", "spray\u{0}"] {
        assert!(ids(&set, &asks(|query| query.text = missed.to_owned())).is_empty(), "{missed}");
    }
    assert_eq!(ids(&set, &asks(|query| query.text = "zeta".to_owned())), ["A"], "an alias");
    assert_eq!(ids(&set, &asks(|query| query.text = " \t ".to_owned())).len(), 2, "no words");
}

#[test]
fn a_renamed_customer_is_found_under_its_new_name() {
    let mut set = live([row(1, "A")]);
    let mut renamed = names();
    renamed[0].name = "Wolmar".to_owned();
    renamed[0].aliases.clear();
    set.set_customers(renamed);
    assert_eq!(ids(&set, &asks(|query| query.text = "wolmar".to_owned())), ["A"]);
    assert!(ids(&set, &asks(|query| query.text = "zephrine".to_owned())).is_empty());
}

#[test]
fn the_first_screen_has_critical_first_then_the_latest_opened_whatever_its_age() {
    let opened = |id: &str, priority: Priority, days: i64| {
        row_with(1, id, |row| {
            row.priority = priority;
            row.created_time = NOW.plus_secs(-days * 86_400);
        })
    };
    let set = live([
        opened("low", Priority::Low, 1),
        opened("word", Priority::Other("UNMAPPED".into()), 0),
        opened("old", Priority::Critical, 400),
        opened("new", Priority::Critical, 2),
        row_with(1, "closed", |row| row.status = Status::Closed),
    ]);
    assert_eq!(ids(&set, &Query::active()), ["new", "old", "low", "word"]);
}

#[test]
fn rows_without_a_value_come_last_in_either_direction() {
    let set = live([
        row_with(1, "none", |_| {}),
        row_with(1, "mia", |row| row.assignee = person("Mia")),
        row_with(1, "ana", |row| row.assignee = person("Ána")),
    ]);
    let by = |direction| ids(&set, &sorted_by(&[(SortColumn::Assignee, direction)]));
    assert_eq!(by(Direction::Ascending), ["ana", "mia", "none"]);
    assert_eq!(by(Direction::Descending), ["mia", "ana", "none"]);
}

#[test]
fn three_keys_then_time_then_name() {
    let at = |number, id: &str, title: &str, secs| {
        row_with(number, id, |row| {
            row.title = title.to_owned();
            row.created_time = NOW.plus_secs(secs);
        })
    };
    let set =
        live([at(1, "c", "b", 0), at(2, "b", "B", 0), at(2, "a", "b", 0), at(2, "d", "b", 5), at(3, "e", "a", 0)]);
    let by_title = ids(&set, &sorted_by(&[(SortColumn::Title, Direction::Descending)]));
    assert_eq!(
        by_title,
        ["d", "c", "a", "b", "e"],
        "folded alike, then latest, then by name of region, customer and id"
    );
    let keys = [
        (SortColumn::Region, Direction::Descending),
        (SortColumn::Customer, Direction::Ascending),
        (SortColumn::Title, Direction::Ascending),
    ];
    assert_eq!(ids(&set, &sorted_by(&keys)), ["d", "a", "b", "c", "e"]);
}

#[test]
fn statuses_sort_by_their_life_and_not_by_alphabet() {
    let words = ["WAITING", "CLOSED", "OPEN", "AAA", "INVESTIGATING"];
    let set = live(words.map(|word| row_with(1, word, |row| row.status = Status::from_word(word))));
    let order = ids(&set, &sorted_by(&[(SortColumn::Status, Direction::Ascending)]));
    assert_eq!(order, ["OPEN", "INVESTIGATING", "WAITING", "CLOSED", "AAA"]);
}

#[test]
fn me_unassigned_and_others_are_filters() {
    let set = live([
        row(1, "none"),
        row_with(1, "blank", |row| {
            row.assignee = Some(contract::idr::Assignee { name: String::new(), email: String::new() })
        }),
        row_with(1, "me", |row| row.assignee = person("Ines")),
        row_with(1, "mia", |row| row.assignee = person("Mia")),
    ]);
    let who = |filter: Filter<Who>| {
        let mut found = ids(&set, &asks(|query| query.assignees = filter));
        found.sort();
        found
    };
    assert_eq!(who(Filter::only([Who::Me])), ["me"]);
    assert_eq!(who(Filter::only([Who::Unassigned])), ["blank", "none"]);
    assert_eq!(who(Filter::only([Who::person("MIA@quillmoor.example"), Who::Me])), ["me", "mia"]);
    assert_eq!(who(Filter::without([Who::Me, Who::Unassigned])), ["mia"]);
}

#[test]
fn a_time_range_holds_its_start_and_not_its_end() {
    let set =
        live([0, 10, 20].map(|secs| row_with(1, &format!("at{secs}"), |row| row.created_time = NOW.plus_secs(secs))));
    let query = asks(|query| query.created = TimeRange { from: Some(NOW), until: Some(NOW.plus_secs(20)) });
    assert_eq!(ids(&set, &query), ["at10", "at0"]);
}

#[test]
fn groups_stand_by_urgency_and_keep_the_order_within() {
    let set = live([
        row_with(1, "z-low", |row| row.priority = Priority::Low),
        row_with(1, "z-med", |row| row.assignee = person("Mia")),
        row_with(2, "a-crit", |row| row.priority = Priority::Critical),
        row(2, "a-med"),
        row_with(3, "r-high", |row| row.priority = Priority::High),
    ]);
    let mut query = Query { group_by: Some(Column::Customer), ..Query::active() };
    let answer = set.answer(&query, NOW);
    let keys: Vec<&Key> = answer.groups.iter().map(|group| &group.key).collect();
    assert_eq!(keys, [&Key::Customer(customer(2)), &Key::Customer(customer(3)), &Key::Customer(customer(1))]);
    assert_eq!(ids(&set, &query), ["a-crit", "a-med", "r-high", "z-med", "z-low"]);
    assert_eq!(answer.groups[2].rows, 3..5);
    assert_eq!(answer.groups[2].unassigned.exact(), Some(1));
    let counts: Vec<String> = answer.groups[2].by_priority.iter().map(|(_, total)| total.to_string()).collect();
    assert_eq!(counts, ["0", "0", "1", "1", "0"]);
    query.group_by = Some(Column::Assignee);
    let answer = set.answer(&query, NOW);
    assert_eq!(answer.groups[0].key, Key::Assignee(Who::Unassigned));
    assert_eq!(answer.groups[1].person.as_deref(), Some("Mia"));
}

#[test]
fn a_group_of_a_live_customer_stays_exact_while_another_region_is_down() {
    let mut set = live([row(1, "A"), row(3, "B")]);
    down(&mut set, "eu");
    let answer = set.answer(&Query { group_by: Some(Column::Customer), ..Query::active() }, NOW);
    assert_eq!(answer.total.to_string(), "2+");
    let totals: Vec<String> = answer.groups.iter().map(|group| group.total.to_string()).collect();
    assert_eq!(totals, ["1+", "1"], "Ångmar Rail in eu, then Zephrine in us");
}

#[test]
fn the_total_of_a_live_part_is_exact_while_another_region_is_down() {
    let mut set = live([row(1, "A"), row(3, "B")]);
    down(&mut set, "eu");
    let count = |change: fn(&mut Query)| {
        let mut query = Query::active();
        change(&mut query);
        set.count(&query, NOW).to_string()
    };
    assert_eq!(count(|_| {}), "2+");
    assert_eq!(count(|query| query.regions = Filter::only([region("us")])), "1");
    assert_eq!(count(|query| query.regions = Filter::without([region("eu")])), "1");
    assert_eq!(count(|query| query.customers = Filter::only([customer(2)])), "0");
    assert_eq!(count(|query| query.customers = Filter::only([customer(4)])), "0+");
    assert_eq!(
        count(|query| query.customers = Filter::only([customer(99)])),
        "0+",
        "nothing can be said of a stranger"
    );
}

#[test]
fn a_question_that_reaches_closed_ones_is_never_sure_beyond_what_is_held() {
    let closed = row_with(1, "A", |row| row.status = Status::Closed);
    let mut set = live([closed]);
    let query = Query { statuses: Filter::only([StatusIs::Is(Status::Closed)]), ..Query::default() };
    assert_eq!(set.answer(&query, NOW).total.to_string(), "1+");
    assert_eq!(set.coverage(&query).closed, ClosedReach::Partly { since: None });
    let held_since = NOW.plus_secs(-86_400);
    set.ledger_mut().holds_closed_since(&region("us"), Some(held_since));
    assert_eq!(set.coverage(&query).closed, ClosedReach::Partly { since: None }, "eu does not hold them");
    set.ledger_mut().holds_closed_since(&region("eu"), Some(held_since.plus_secs(60)));
    assert_eq!(set.coverage(&query).closed, ClosedReach::Partly { since: Some(held_since.plus_secs(60)) });
    let mut recent = query.clone();
    recent.created.from = Some(held_since.plus_secs(60));
    assert_eq!(set.coverage(&recent).closed, ClosedReach::Held);
    assert_eq!(set.answer(&recent, NOW).total.to_string(), "1");
    recent.created.from = Some(held_since);
    assert_eq!(set.answer(&recent, NOW).total.to_string(), "1+");
    assert_eq!(set.count(&Query::active(), NOW).to_string(), "0", "active work does not depend on it");
    for code in ["us", "eu"] {
        set.ledger_mut().holds_closed_since(&region(code), Some(contract::Timestamp::FIRST));
    }
    assert_eq!(set.coverage(&query).closed, ClosedReach::Held, "all of them, of any age");
    assert_eq!(set.answer(&query, NOW).total.to_string(), "1");
}
