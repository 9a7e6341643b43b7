//! The coverage line's words: what the total is worth, who answered, what is missing and since when. Pure.

use crate::format::zone::{clock_time, day};
use contract::Timestamp;
use working_set::{Action, Fact, Form, Line};

/// How pressing a piece of the line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// In order.
    Fresh,
    /// On its way.
    Waiting,
    /// Missing: nobody answers.
    Silent,
    /// Old.
    Old,
    /// Refused, or out of reach.
    Barred,
}

/// A piece of the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// How pressing.
    pub weight: Weight,
    /// Stressed first words, such as a region.
    pub stress: String,
    /// The rest.
    pub text: String,
}

fn piece(weight: Weight, stress: impl Into<String>, text: impl Into<String>) -> Piece {
    Piece { weight, stress: stress.into(), text: text.into() }
}

/// "128+ active", "None known". `noun` is what is counted.
pub fn total(line: &Line, noun: &str) -> String {
    if line.total.none_known() && line.form != Form::Loading {
        "None known".to_owned()
    } else {
        format!("{:#} {noun}", line.total)
    }
}

/// "41 of 43 customers", "all 43 customers". Empty where the question is about one customer, which needs no count.
pub fn answered(line: &Line) -> String {
    match (line.answered, line.expected, line.form) {
        (1, 1, _) => "complete".to_owned(),
        (0, 1, Form::Loading) => "loading".to_owned(),
        (0, 1, _) => "nothing known".to_owned(),
        (answered, expected, Form::Loading) => format!("{answered} of {expected} customers so far"),
        (answered, expected, _) if answered == expected => format!("all {expected} customers"),
        (answered, expected, _) => format!("{answered} of {expected} customers"),
    }
}

/// What is to be said, most pressing first.
pub fn pieces(line: &Line, now: Timestamp, zone: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = line.facts.iter().filter_map(|fact| words(fact, line, now, zone)).collect();
    let told = line.facts.iter().any(|fact| matches!(fact, Fact::ClosedPartly { .. }));
    if let Some(history) = line.history.filter(|_| !told) {
        pieces.push(piece(Weight::Waiting, "", format!("history: {history} loaded")));
    }
    pieces
}

/// The line as one reads it, without its button: `128+ active · 41 of 43 customers · eu not answering since 10:31 UTC`.
pub fn sentence(line: &Line, noun: &str, now: Timestamp, zone: &str) -> String {
    let pieces =
        pieces(line, now, zone).into_iter().map(|piece| format!("{} {}", piece.stress, piece.text).trim().to_owned());
    [total(line, noun), answered(line)].into_iter().chain(pieces).collect::<Vec<_>>().join(" · ")
}

fn words(fact: &Fact, line: &Line, now: Timestamp, zone: &str) -> Option<Piece> {
    Some(match fact {
        Fact::Live { as_of } => {
            let text = as_of.map_or_else(|| "live".to_owned(), |as_of| format!("live, {}", clock_time(as_of, zone)));
            piece(Weight::Fresh, "", text)
        }
        Fact::NoRegionAnswers { .. } => piece(Weight::Silent, "", "no region is answering"),
        Fact::NotAnswering { region, since, .. } => {
            let since = since.map_or_else(String::new, |since| format!(" since {}", moment(since, now, zone)));
            piece(Weight::Silent, region.as_str(), format!("not answering{since}"))
        }
        Fact::Refused { customers, why, .. } => {
            piece(Weight::Barred, "", format!("{} refused, {}", customers.len(), refusal(why)))
        }
        Fact::Loading { customers, .. } => {
            // A region's progress is not that of one of its customers, of whom nothing more is known.
            let progress = line.progress.filter(|_| line.expected > 1).map(|progress| format!("{progress} loaded"));
            // The customers' count is said already, unless something worse leads the line.
            let customers = (line.form != Form::Loading).then(|| format!("{customers} still loading"));
            let said: Vec<String> = customers.into_iter().chain(progress).collect();
            return (!said.is_empty()).then(|| piece(Weight::Waiting, "", said.join(", ")));
        }
        Fact::Stale { region, as_of } => {
            let age = crate::format::time::age(now, *as_of);
            piece(Weight::Old, region.as_str(), format!("as of {}, {age} old", moment(*as_of, now, zone)))
        }
        Fact::ClosedPartly { since } => {
            let held = match (line.history, since) {
                (Some(history), _) => format!("{history} loaded"),
                (None, Some(since)) => format!("only those closed since {}", day(*since, zone)),
                (None, None) => "only closed ones seen in this tab".to_owned(),
            };
            piece(Weight::Waiting, "", format!("history: {held}"))
        }
        Fact::Unseen { customers } => {
            let plural = if customers.len() == 1 { "customer" } else { "customers" };
            piece(Weight::Barred, "", format!("{} {plural} asked for that you cannot see", customers.len()))
        }
    })
}

fn refusal(why: &working_set::Refusal) -> String {
    use working_set::Refusal;
    match why {
        Refusal::RoleChanged => "your role there changed".to_owned(),
        Refusal::NoAccess => "you have no access there".to_owned(),
        Refusal::SignedOut => "your session ended".to_owned(),
        Refusal::Told(told) => told.clone(),
    }
}

/// The clock's time today, the day too when it was another.
fn moment(at: Timestamp, now: Timestamp, zone: &str) -> String {
    if day(at, zone) == day(now, zone) {
        clock_time(at, zone)
    } else {
        format!("{}, {}", day(at, zone), clock_time(at, zone))
    }
}

/// The button's words.
pub fn action(action: &Action) -> String {
    match action {
        Action::Retry(_) => "Retry".to_owned(),
        Action::RetryAll => "Retry all".to_owned(),
        Action::Refresh(regions) => {
            let regions: Vec<&str> = regions.iter().map(contract::RegionCode::as_str).collect();
            format!("Refresh {}", regions.join(", "))
        }
        Action::Show(customers) => format!("Show the {}", customers.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{CustomerId, RegionCode};
    use working_set::{Failure, Progress, Query, Standing, StandingOf, WorkingSet};

    fn region(code: &str) -> RegionCode {
        code.parse().unwrap()
    }

    fn set() -> WorkingSet {
        let mut set = WorkingSet::new();
        let customers = [
            (1, "us", Standing::Expected),
            (2, "us", Standing::Expected),
            (3, "eu", Standing::Expected),
            (4, "eu", Standing::WithoutAccess),
        ];
        set.ledger_mut().expect(customers.map(|(id, code, standing)| StandingOf {
            customer: CustomerId::from_u128(id),
            region: region(code),
            standing,
        }));
        set
    }

    fn now() -> Timestamp {
        "2026-03-17T10:46:00Z".parse().unwrap()
    }

    fn said(set: &WorkingSet) -> String {
        let query = Query::active();
        let line = set.coverage(&query).line(set.count(&query, now()));
        sentence(&line, "active", now(), "UTC")
    }

    fn complete(set: &mut WorkingSet, code: &str) {
        let round = set.ledger_mut().begin(&region(code));
        set.ledger_mut().complete(&round, now());
    }

    #[test]
    fn the_forms_of_the_line() {
        let mut set = set();
        assert_eq!(said(&set), "0+ active · 0 of 3 customers so far");
        complete(&mut set, "us");
        assert_eq!(said(&set), "0+ active · 2 of 3 customers so far");
        set.ledger_mut().failed(&region("eu"), Failure::Unreachable, "2026-03-17T10:31:00Z".parse().unwrap(), None);
        assert_eq!(said(&set), "None known · 2 of 3 customers · eu not answering since 10:31 UTC");
        complete(&mut set, "eu");
        assert_eq!(said(&set), "0 active · all 3 customers · live, 10:46 UTC");
        set.ledger_mut().stale(&region("eu"), now());
        assert!(said(&set).contains("eu as of 10:46 UTC"), "{}", said(&set));
    }

    #[test]
    fn loading_and_history_say_how_far_they_are() {
        let set = set();
        let query = Query::active();
        let mut line = set.coverage(&query).line(set.count(&query, now()));
        let said = |line: &Line| sentence(line, "active", now(), "UTC");
        line.progress = Some(Progress::new(12_400, 100_213));
        assert_eq!(said(&line), "0+ active · 0 of 3 customers so far · 12,400 of 100,213 loaded");
        line.history = Some(Progress::new(300, 4_120));
        line.facts.push(Fact::ClosedPartly { since: None });
        assert!(said(&line).ends_with("12,400 of 100,213 loaded · history: 300 of 4,120 loaded"), "{}", said(&line));
        line.facts.pop();
        assert!(said(&line).ends_with(" · history: 300 of 4,120 loaded"), "said once, whoever says it");
        line.expected = 1;
        assert!(!said(&line).contains("12,400"), "a region's rows are not one customer's");
    }

    #[test]
    fn nobody_answers() {
        let mut set = set();
        for code in ["us", "eu"] {
            set.ledger_mut().failed(&region(code), Failure::TimedOut, now(), None);
        }
        assert_eq!(said(&set), "None known · 0 of 3 customers · no region is answering");
    }
}
