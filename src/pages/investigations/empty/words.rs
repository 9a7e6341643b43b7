//! The words of a list without rows. Pure.

use crate::format::count::plural;
use crate::format::words;
use crate::pages::investigations::question::noun;
use crate::route::InvestigationsQuery;
use contract::CustomerId;
use working_set::{ClosedReach, Coverage, Gap, Reason, Refusal};

/// `64 so far`: rows in, which says of itself that it is no total.
pub(super) fn so_far(coverage: &Coverage, rows: usize) -> String {
    if coverage.known { format!("{rows} so far") } else { "Asking who your customers are".to_owned() }
}

/// `26 of 43 customers`, and which regions are still to come.
pub(super) fn regions_so_far(coverage: &Coverage) -> String {
    let mut waiting: Vec<&str> = coverage
        .gaps
        .iter()
        .filter(|gap| matches!(gap.reason, Reason::Loading { .. }))
        .map(|gap| gap.region.as_str())
        .collect();
    waiting.dedup();
    let customers = format!("{} of {}", coverage.answered, plural(coverage.expected as u64, "customer"));
    if waiting.is_empty() { customers } else { format!("{customers}, waiting for {}", waiting.join(", ")) }
}

/// Title and explanation. `as_of` is the moment everybody had answered; `names` tells what customers are called.
pub(super) fn nothing(
    query: &InvestigationsQuery,
    coverage: &Coverage,
    one_customer: bool,
    as_of: Option<String>,
    names: impl Fn(&[CustomerId]) -> Vec<String>,
) -> (String, String) {
    if coverage.known && coverage.expected == 0 && coverage.unseen.is_empty() {
        let text = "You have no access to any customer’s investigations. The Customer Table says what is missing, customer by customer.";
        return ("No customer to ask".to_owned(), text.to_owned());
    }
    if !coverage.complete() {
        return ("None found so far".to_owned(), partial(coverage, names));
    }
    let at = as_of.map_or_else(String::new, |at| format!(" at {at}"));
    let who = match (one_customer, coverage.answered) {
        (true, _) => format!("The customer’s region answered{at}."),
        (false, 1) => format!("The customer answered{at}."),
        (false, answered) => format!("All {} answered{at}.", plural(answered as u64, "customer")),
    };
    (absent(query), who)
}

/// `No active critical or high investigations`, `… match` where more than status and priority was asked for.
fn absent(query: &InvestigationsQuery) -> String {
    let priorities: Vec<String> = query.priorities.iter().map(|p| words::priority(p).to_lowercase()).collect();
    let status = match noun(query) {
        "found" => String::new(),
        noun => format!("{noun} "),
    };
    let priority = if priorities.is_empty() { String::new() } else { format!("{} ", priorities.join(" or ")) };
    let rest = InvestigationsQuery { statuses: Vec::new(), priorities: Vec::new(), ..query.clone() };
    let matching = if rest.narrowed() { " match" } else { "" };
    format!("No {status}{priority}investigations{matching}")
}

fn partial(coverage: &Coverage, names: impl Fn(&[CustomerId]) -> Vec<String>) -> String {
    let mut said = Vec::new();
    if coverage.answered > 0 {
        said.push(format!("{} of {} have none.", coverage.answered, plural(coverage.expected as u64, "customer")));
    }
    said.extend(coverage.gaps.iter().map(|gap| unknown(gap, &names(&gap.customers))));
    if !coverage.unseen.is_empty() {
        let count = plural(coverage.unseen.len() as u64, "customer");
        said.push(format!("The filter names {count} whose investigations you cannot see."));
    }
    if let ClosedReach::Partly { .. } = coverage.closed {
        said.push("Closed investigations are still being read.".to_owned());
    }
    said.join(" ")
}

/// `Fennimarch Rail and Tollgarth Payments are unknown: eu is not answering.`
fn unknown(gap: &Gap, names: &[String]) -> String {
    let who = match names {
        [] => gap.region.to_string(),
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [one, two, rest @ ..] => format!("{one}, {two} and {} more", rest.len()),
    };
    let verb = if names.len() > 1 { "are" } else { "is" };
    let region = &gap.region;
    match &gap.reason {
        Reason::Failing { .. } => format!("{who} {verb} unknown: {region} is not answering."),
        Reason::Loading { .. } => format!("{who} {verb} still loading."),
        Reason::Refused { why } => {
            let why = match why {
                Refusal::RoleChanged => "your role there changed".to_owned(),
                Refusal::NoAccess => "you have no access there".to_owned(),
                Refusal::SignedOut => "your session ended".to_owned(),
                Refusal::Told(told) => told.clone(),
            };
            format!("{who} {verb} refused by {region}: {why}.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{Priority, RegionCode, Status, Timestamp};
    use working_set::{Failure, Query, Standing, StandingOf, WorkingSet};

    fn now() -> Timestamp {
        "2026-03-17T10:46:00Z".parse().unwrap()
    }

    fn set() -> WorkingSet {
        let mut set = WorkingSet::new();
        let customers = [(1, "us"), (2, "eu"), (3, "eu"), (4, "eu")];
        set.ledger_mut().expect(customers.map(|(id, region)| StandingOf {
            customer: CustomerId::from_u128(id),
            region: region.parse().unwrap(),
            standing: Standing::Expected,
        }));
        set
    }

    fn answered(set: &mut WorkingSet, region: &str) {
        let region: RegionCode = region.parse().unwrap();
        let round = set.ledger_mut().begin(&region);
        set.ledger_mut().complete(&round, now());
    }

    fn said(set: &WorkingSet, query: &InvestigationsQuery) -> (String, String) {
        let coverage = set.coverage(&Query::active());
        let names = |ids: &[CustomerId]| {
            ids.iter()
                .map(|id| format!("C{}", u128::from_str_radix(&id.to_string().replace('-', ""), 16).unwrap()))
                .collect()
        };
        nothing(query, &coverage, false, Some("10:46 UTC".to_owned()), names)
    }

    #[test]
    fn nothing_is_only_said_when_everybody_answered() {
        let mut set = set();
        let query = InvestigationsQuery { priorities: vec![Priority::Critical], ..Default::default() };
        answered(&mut set, "us");
        assert_eq!(said(&set, &query).0, "None found so far");
        set.ledger_mut().failed(&"eu".parse().unwrap(), Failure::Unreachable, now(), None);
        let (title, text) = said(&set, &query);
        assert_eq!(title, "None found so far");
        assert_eq!(text, "1 of 4 customers have none. C2, C3 and 1 more are unknown: eu is not answering.");
        answered(&mut set, "eu");
        let (title, text) = said(&set, &query);
        assert_eq!(title, "No active critical investigations");
        assert_eq!(text, "All 4 customers answered at 10:46 UTC.");
    }

    #[test]
    fn the_title_says_what_was_asked() {
        let absent = |query| absent(&query);
        assert_eq!(absent(InvestigationsQuery::default()), "No active investigations");
        let closed = InvestigationsQuery { statuses: vec![Status::Closed], ..Default::default() };
        assert_eq!(absent(closed), "No closed investigations");
        let words = InvestigationsQuery { words: "ransom".to_owned(), ..Default::default() };
        assert_eq!(absent(words), "No active investigations match");
        let mixed = InvestigationsQuery {
            statuses: vec![Status::Open, Status::Closed],
            priorities: vec![Priority::High, Priority::Low],
            ..Default::default()
        };
        assert_eq!(absent(mixed), "No high or low investigations");
    }

    #[test]
    fn nobody_to_ask() {
        let mut set = WorkingSet::new();
        assert_eq!(said(&set, &InvestigationsQuery::default()).0, "None found so far", "not known yet");
        set.ledger_mut().expect([StandingOf {
            customer: CustomerId::from_u128(1),
            region: "us".parse().unwrap(),
            standing: Standing::WithoutAccess,
        }]);
        assert_eq!(said(&set, &InvestigationsQuery::default()).0, "No customer to ask");
    }
}
