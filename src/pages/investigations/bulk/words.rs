//! Bulk changes in words: what is wanted, what is skipped and why, what became of it. Pure.

use crate::api::Problem;
use crate::format::count::{count, plural};
use crate::format::text::{clip, one_line, upper};
use crate::format::words;
use crate::state::toasts::Tone;
use crate::sync::{End, Message, Run, Skip, Tally, Was, Wish};
use contract::idr::Assignee;
use working_set::sorted;

/// Longest name of a person.
const NAME: usize = 60;

/// What a person is called; `you` for the analyst.
fn person(person: &Assignee, me: &str) -> String {
    if person.email.eq_ignore_ascii_case(me) {
        return "you".to_owned();
    }
    let name = if person.name.trim().is_empty() { &person.email } else { &person.name };
    clip(&one_line(name), NAME).into_owned()
}

/// Heads the preview: `Set status to Investigating`.
pub(super) fn title(wish: &Wish, me: &str) -> String {
    let patch = wish.patch();
    match (&patch.disposition, &patch.status, &patch.priority, &patch.assignee) {
        (Some(disposition), ..) => format!("Close as {}", words::disposition(disposition)),
        (_, Some(status), ..) => format!("Set status to {}", words::status(status)),
        (_, _, Some(priority), _) => format!("Set priority to {}", words::priority(priority)),
        (.., Some(Some(to))) => format!("Assign to {}", person(to, me)),
        _ => "Take the assignee off".to_owned(),
    }
}

/// What is said of rows that have it: `set to Investigating`.
pub(super) fn done(wish: &Wish, me: &str) -> String {
    let patch = wish.patch();
    match (&patch.disposition, &patch.status, &patch.priority, &patch.assignee) {
        (Some(disposition), ..) => format!("closed as {}", words::disposition(disposition)),
        (_, Some(status), ..) => format!("set to {}", words::status(status)),
        (_, _, Some(priority), _) => format!("set to priority {}", words::priority(priority)),
        (.., Some(Some(to))) => format!("assigned to {}", person(to, me)),
        _ => "unassigned".to_owned(),
    }
}

/// What rows become: `Investigating`, `you`.
pub(super) fn to(wish: &Wish, me: &str) -> String {
    let patch = wish.patch();
    match (&patch.disposition, &patch.status, &patch.priority, &patch.assignee) {
        (Some(disposition), ..) => format!("Closed, {}", words::disposition(disposition)),
        (_, Some(status), ..) => words::status(status).to_owned(),
        (_, _, Some(priority), _) => words::priority(priority).to_owned(),
        (.., Some(Some(to))) => person(to, me),
        _ => "unassigned".to_owned(),
    }
}

/// `4 Open, 1 Waiting → Investigating`.
pub(super) fn change<'a>(from: impl Iterator<Item = (&'a Was, usize)>, to: &str, me: &str) -> String {
    let said: Vec<String> = from.map(|(was, number)| format!("{} {}", count(number as u64), before(was, me))).collect();
    let (told, more) = said.split_at(said.len().min(4));
    let more = if more.is_empty() { String::new() } else { format!(", {} more kinds", more.len()) };
    format!("{}{more} → {to}", told.join(", "))
}

fn before(was: &Was, me: &str) -> String {
    match was {
        Was::Status(status) => words::status(status).to_owned(),
        Was::Priority(priority) => words::priority(priority).to_owned(),
        Was::Assignee(None) => "unassigned".to_owned(),
        Was::Assignee(Some(person)) if person.email.eq_ignore_ascii_case(me) => "yours".to_owned(),
        Was::Assignee(Some(one)) => format!("of {}", person(one, me)),
    }
}

/// Why rows are left out, after their number: `skipped: you are Viewer here`.
pub(super) fn skip(why: &Skip, number: usize, me: &str) -> String {
    let (is, are) = if number == 1 { ("is", "it was") } else { ("are", "they were") };
    match why {
        Skip::Gone => "skipped: no longer in this list".to_owned(),
        Skip::Barred(reason) => format!("skipped: {reason}"),
        Skip::Saving => "skipped: the change before it is still being saved".to_owned(),
        Skip::AlreadySo => "already so".to_owned(),
        Skip::CannotTake(reason) => format!("skipped: {reason}"),
        Skip::Moved => format!("changed since {are} selected"),
        Skip::Theirs(one) => format!("{is} {}’s now", person(one, me)),
    }
}

/// What became of a row, in a few words.
pub(super) fn verdict(end: Option<&End>) -> String {
    match end {
        None => "Saving".to_owned(),
        Some(End::Changed { .. }) => "Changed".to_owned(),
        Some(End::AlreadySo) => "Already so".to_owned(),
        Some(End::Conflict(conflict)) => {
            let who = conflict.changed_by.as_deref().filter(|who| !who.trim().is_empty());
            format!(
                "Changed by {}",
                who.map_or_else(|| "somebody".to_owned(), |who| clip(&one_line(who), NAME).into_owned())
            )
        }
        Some(End::Refused(reason)) => sentence(&clip(&one_line(reason), 160)),
        Some(End::Failed(error)) => match error.problem {
            Problem::WrongCustomer { .. } => error.to_string(),
            _ => sentence(&format!("{}: {}", error.service, error.reason())),
        },
        Some(End::Cancelled) => "Not sent".to_owned(),
    }
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| upper(first.encode_utf8(&mut [0; 4])) + letters.as_str()).unwrap_or_default()
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// Heads the result: `12 of 14 set to Investigating`.
pub(super) fn heading(run: &Run) -> String {
    let tally = run.tally();
    let made = tally.changed;
    if made == tally.total {
        format!("{} {}", count(made as u64), run.done)
    } else {
        format!("{} of {} {}", count(made as u64), count(tally.total as u64), run.done)
    }
}

/// What is not as wanted, in groups: `1 not answering, 1 changed by Mia`; empty when all is.
fn rest(run: &Run) -> String {
    let mut groups: Vec<(String, usize)> = Vec::new();
    for row in &run.rows {
        let said = match &row.end {
            None | Some(End::Changed { .. }) => continue,
            Some(End::Refused(reason)) => clip(&one_line(reason), 80).into_owned(),
            Some(End::Failed(error)) => error.reason(),
            Some(End::Cancelled) => "not sent".to_owned(),
            end => lower_first(&verdict(end.as_ref())),
        };
        match groups.iter_mut().find(|(known, _)| *known == said) {
            Some((_, number)) => *number += 1,
            None => groups.push((said, 1)),
        }
    }
    sorted::by_key(&mut groups, |(_, number)| std::cmp::Reverse(*number));
    let more = groups.len().saturating_sub(3);
    let mut said: Vec<String> =
        groups.into_iter().take(3).map(|(what, number)| format!("{} {what}", count(number as u64))).collect();
    if more > 0 {
        said.push(plural(more as u64, "other reason"));
    }
    said.join(", ")
}

/// The message at a run's end.
pub(super) fn report(run: &Run) -> Message {
    let tally = run.tally();
    let customers = run.customers().len();
    let place =
        if tally.changed == 0 { String::new() } else { format!(" in {}", plural(customers as u64, "customer")) };
    let Tally { total, changed, already_so, .. } = tally;
    let left = total - changed - already_so;
    let wrong = run.rows.iter().any(|row| match &row.end {
        Some(End::Failed(error)) => matches!(error.problem, Problem::WrongCustomer { .. }),
        _ => false,
    });
    let rest = rest(run);
    let detail = match (left, rest.is_empty()) {
        (_, true) => None,
        (0, false) => Some(rest),
        (_, false) if run.undo => Some(format!("{} not undone: {rest}", count(left as u64))),
        (_, false) => Some(format!("{} still selected: {rest}", count(left as u64))),
    };
    let tone = match (wrong, left, changed) {
        (true, ..) | (false, 1.., 0) => Tone::Failed,
        (false, 0, _) => Tone::Done,
        _ => Tone::Warn,
    };
    Message { tone, text: format!("{}{place}", heading(run)), detail }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{Disposition, Priority, Status};

    fn mia() -> Assignee {
        Assignee { name: "Mia Sorensen".into(), email: "mia@quillmoor.example".into() }
    }

    #[test]
    fn a_wish_is_said_three_ways() {
        let me = "ines@quillmoor.example";
        let you = Assignee { name: "Ines".into(), email: "Ines@Quillmoor.example".into() };
        let said = |wish: Wish| (title(&wish, me), done(&wish, me), to(&wish, me));
        let three = |title: &str, done: &str, to: &str| (title.to_owned(), done.to_owned(), to.to_owned());
        assert_eq!(said(Wish::assign(Some(you))), three("Assign to you", "assigned to you", "you"));
        assert_eq!(said(Wish::assign(None)), three("Take the assignee off", "unassigned", "unassigned"));
        assert_eq!(
            said(Wish::close(Disposition::FalsePositive).unwrap()),
            three("Close as False positive", "closed as False positive", "Closed, False positive")
        );
        assert_eq!(said(Wish::priority(Priority::Low)), three("Set priority to Low", "set to priority Low", "Low"));
        assert_eq!(
            said(Wish::status(Status::Waiting).unwrap()),
            three("Set status to Waiting", "set to Waiting", "Waiting")
        );
    }

    #[test]
    fn from_and_to_are_counted() {
        let from = [(Was::Status(Status::Open), 10), (Was::Status(Status::Waiting), 4)];
        let said = change(from.iter().map(|(was, number)| (was, *number)), "Investigating", "");
        assert_eq!(said, "10 Open, 4 Waiting → Investigating");
        let from = [(Was::Assignee(None), 2_000), (Was::Assignee(Some(mia())), 1)];
        let said = change(from.iter().map(|(was, number)| (was, *number)), "you", "");
        assert_eq!(said, "2,000 unassigned, 1 of Mia Sorensen → you");
    }

    #[test]
    fn a_skip_names_its_reason() {
        assert_eq!(skip(&Skip::Barred("you are Viewer here".into()), 3, ""), "skipped: you are Viewer here");
        assert_eq!(skip(&Skip::Theirs(mia()), 2, ""), "are Mia Sorensen’s now");
        assert_eq!(skip(&Skip::Theirs(mia()), 1, ""), "is Mia Sorensen’s now");
        assert_eq!(skip(&Skip::Moved, 1, ""), "changed since it was selected");
    }
}
