//! A small invented world: four customers in two regions.

use contract::idr::{Assignee, Investigation};
use contract::*;
use working_set::*;

pub(crate) const NOW: Timestamp = Timestamp::from_millis(1_773_744_360_000);

pub(crate) fn customer(number: u128) -> CustomerId {
    CustomerId::from_u128(number)
}

pub(crate) fn region(code: &str) -> RegionCode {
    code.parse().unwrap()
}

/// Customers 1 and 2 live in us, 3 and 4 in eu.
pub(crate) fn home(number: u128) -> RegionCode {
    region(if number <= 2 { "us" } else { "eu" })
}

pub(crate) fn rrn(number: u128, id: &str) -> Rrn {
    Rrn::new(&home(number), customer(number), id).unwrap()
}

pub(crate) fn row(number: u128, id: &str) -> Row {
    Row::from(Investigation {
        rrn: rrn(number, id),
        organization_id: customer(number),
        title: format!("Title {id}"),
        source: Source::Alert,
        status: Status::Open,
        priority: Priority::Medium,
        disposition: Disposition::Undecided,
        assignee: None,
        created_time: NOW.plus_secs(-7_200),
        last_accessed: None,
        first_alert_time: None,
        latest_alert_time: None,
        responsibility: None,
        tags: vec![],
    })
}

/// A row with some of its facts changed.
pub(crate) fn row_with(number: u128, id: &str, change: impl FnOnce(&mut Investigation)) -> Row {
    let mut row = row(number, id);
    change(&mut row.investigation);
    row
}

pub(crate) fn person(name: &str) -> Option<Assignee> {
    Some(Assignee { name: name.to_owned(), email: format!("{}@quillmoor.example", name.to_lowercase()) })
}

pub(crate) fn names() -> Vec<CustomerNames> {
    [(1, "Zephrine", "ZPHR", "Zeta"), (2, "Adelbeck", "ADLB", ""), (3, "Ångmar Rail", "ANGM", "")]
        .map(|(number, name, code, alias)| CustomerNames {
            id: customer(number),
            name: name.to_owned(),
            code: code.to_owned(),
            aliases: vec![alias.to_owned()],
            region: home(number),
        })
        .into()
}

pub(crate) fn standing(number: u128, standing: Standing) -> StandingOf {
    StandingOf { customer: customer(number), region: home(number), standing }
}

pub(crate) fn all_expected() -> Vec<StandingOf> {
    (1..=4).map(|number| standing(number, Standing::Expected)).collect()
}

/// A set that expects all four customers, with these rows, and both regions complete.
pub(crate) fn live(rows: impl IntoIterator<Item = Row>) -> WorkingSet {
    let mut set = WorkingSet::new();
    set.set_customers(names());
    set.set_me(Some("Ines@Quillmoor.example"));
    set.ledger_mut().expect(all_expected());
    let asked = set.asking();
    for code in ["us", "eu"] {
        let round = set.ledger_mut().begin(&region(code));
        assert!(set.ledger_mut().complete(&round, NOW));
    }
    set.ingest(rows, asked);
    set
}

/// The last segments of the rows that answer, in order.
pub(crate) fn ids(set: &WorkingSet, query: &Query) -> Vec<String> {
    set.answer(query, NOW).rows.iter().map(|id| set.row(*id).unwrap().rrn().id().to_owned()).collect()
}

pub(crate) fn down(set: &mut WorkingSet, code: &str) {
    set.ledger_mut().failed(&region(code), Failure::Unreachable, NOW, None);
}
