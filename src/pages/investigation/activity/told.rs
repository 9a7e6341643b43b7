//! An entry of the activity as a sentence: who, what, from what to what.

use super::super::words::sentence;
use crate::format::count::plural;
use crate::format::text::{clip, one_line};
use crate::format::words;
use contract::extension::ActivityEntry;
use contract::{Disposition, Priority, Status, Visibility};

/// Longest foreign text within a sentence.
const CHARS: usize = 120;

/// What kind of doing it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doing {
    /// It began here.
    Created,
    /// A fact changed.
    Changed,
    /// Its priority changed.
    Urgency,
    /// Somebody took it or gave it away.
    Assigned,
    /// Something about comments.
    Commented,
    /// Alerts came or went.
    Alerts,
    /// It came from a file.
    Imported,
    /// A word this version does not know.
    Other,
}

/// An entry, ready to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    /// Subject of the sentence.
    pub(super) who: String,
    /// The rest of it.
    pub(super) sentence: String,
    /// What kind of doing.
    pub(super) doing: Doing,
}

/// Reads an entry; `customer` is the name of whose investigation it is.
pub(super) fn told(entry: &ActivityEntry, customer: &str) -> Told {
    let who = plain(&entry.who);
    let who = if who.trim().is_empty() { "Somebody".to_owned() } else { who };
    let (from, to) = (entry.from.as_deref(), entry.to.as_deref());
    let (doing, sentence) = match entry.what.as_str() {
        "created" => (Doing::Created, "created this".to_owned()),
        "imported" => (Doing::Imported, "imported this from a file".to_owned()),
        "title" => (Doing::Changed, change("changed the title", from.map(quoted), to.map(quoted))),
        "status" => (Doing::Changed, change("set status", from.map(status), to.map(status))),
        "disposition" => (Doing::Changed, change("set disposition", from.map(disposition), to.map(disposition))),
        "priority" => (Doing::Urgency, change(raised(from, to), from.map(priority), to.map(priority))),
        "assignee" => (Doing::Assigned, assigned(entry, from, to)),
        "comment" => (
            Doing::Commented,
            match to.map(Visibility::from_word) {
                Some(Visibility::Public) => format!("commented to {}", plain(customer)),
                _ => "commented".to_owned(),
            },
        ),
        "comment_visibility" => (
            Doing::Commented,
            match to.map(Visibility::from_word) {
                Some(Visibility::Public) => format!("showed a comment to {}", plain(customer)),
                Some(Visibility::Internal) => format!("hid a comment from {}", plain(customer)),
                _ => change("changed who sees a comment", from.map(sentence), to.map(sentence)),
            },
        ),
        "comment_deleted" => (Doing::Commented, "deleted a comment".to_owned()),
        "alert_added" => (Doing::Alerts, alerts("added", to)),
        "alert_removed" => (Doing::Alerts, alerts("removed", from)),
        what => (Doing::Other, change(&format!("changed {}", plain(what)), from.map(quoted), to.map(quoted))),
    };
    Told { who, sentence, doing }
}

fn plain(text: &str) -> String {
    clip(&one_line(text), CHARS).into_owned()
}

fn quoted(text: &str) -> String {
    format!("“{}”", plain(text))
}

fn change(what: &str, from: Option<String>, to: Option<String>) -> String {
    match (from, to) {
        (Some(from), Some(to)) => format!("{what} from {from} to {to}"),
        (None, Some(to)) => format!("{what} to {to}"),
        (Some(from), None) => format!("{what}, it was {from}"),
        (None, None) => what.to_owned(),
    }
}

fn status(word: &str) -> String {
    plain(words::status(&Status::from_word(word)))
}

fn priority(word: &str) -> String {
    plain(words::priority(&Priority::from_word(word)))
}

fn disposition(word: &str) -> String {
    plain(words::disposition(&Disposition::from_word(word)))
}

fn raised(from: Option<&str>, to: Option<&str>) -> &'static str {
    let rank = |word: Option<&str>| word.map(|word| Priority::from_word(word).rank()).filter(|rank| *rank > 0);
    match (rank(from), rank(to)) {
        (Some(from), Some(to)) if from < to => "raised priority",
        (Some(from), Some(to)) if from > to => "lowered priority",
        _ => "set priority",
    }
}

fn assigned(entry: &ActivityEntry, from: Option<&str>, to: Option<&str>) -> String {
    let is_author = |name: &str| {
        name.eq_ignore_ascii_case(&entry.who)
            || entry.email.as_deref().is_some_and(|email| name.eq_ignore_ascii_case(email))
    };
    match (from, to) {
        (Some(from), Some(to)) if is_author(to) => format!("took this over from {}", plain(from)),
        (None, Some(to)) if is_author(to) => "took this".to_owned(),
        (Some(from), Some(to)) => format!("reassigned this from {} to {}", plain(from), plain(to)),
        (None, Some(to)) => format!("assigned this to {}", plain(to)),
        (Some(from), None) if is_author(from) => "gave this back".to_owned(),
        (Some(from), None) => format!("took this off {}", plain(from)),
        (None, None) => "changed the assignee".to_owned(),
    }
}

/// `added 3 alerts` for a count, else the alert by its title.
fn alerts(verb: &str, what: Option<&str>) -> String {
    match (what, what.and_then(counted)) {
        (None, _) => format!("{verb} an alert"),
        (_, Some(number)) => format!("{verb} {}", plural(number, "alert")),
        (Some(title), None) => format!("{verb} the alert {}", quoted(title)),
    }
}

fn counted(text: &str) -> Option<u64> {
    let number = text.strip_suffix(" alerts").or_else(|| text.strip_suffix(" alert"))?;
    number.bytes().all(|byte| byte.is_ascii_digit()).then(|| number.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn entry(what: &str, from: Option<&str>, to: Option<&str>) -> ActivityEntry {
        ActivityEntry {
            time: "2026-03-17T10:28:00Z".parse().unwrap(),
            who: "Mia Sorensen".into(),
            email: Some("mia@quillmoor.example".into()),
            what: what.into(),
            from: from.map(Into::into),
            to: to.map(Into::into),
        }
    }

    fn said(what: &str, from: Option<&str>, to: Option<&str>) -> String {
        told(&entry(what, from, to), "Calderhythe Bank").sentence
    }

    #[test]
    fn every_word_of_the_wire_is_a_sentence() {
        let cases = [
            ("created", None, None, "created this"),
            ("status", Some("OPEN"), Some("INVESTIGATING"), "set status from Open to Investigating"),
            ("priority", Some("HIGH"), Some("CRITICAL"), "raised priority from High to Critical"),
            ("priority", Some("HIGH"), Some("LOW"), "lowered priority from High to Low"),
            ("priority", Some("HIGH"), Some("ODD"), "set priority from High to ODD"),
            (
                "disposition",
                Some("UNDECIDED"),
                Some("FALSE_POSITIVE"),
                "set disposition from Undecided to False positive",
            ),
            ("title", Some("a"), Some("b"), "changed the title from “a” to “b”"),
            ("assignee", None, Some("Mia Sorensen"), "took this"),
            ("assignee", None, Some("MIA@quillmoor.example"), "took this"),
            ("assignee", Some("Ewan"), Some("Mia Sorensen"), "took this over from Ewan"),
            ("assignee", None, Some("Ewan"), "assigned this to Ewan"),
            ("assignee", Some("Ewan"), None, "took this off Ewan"),
            ("comment", None, Some("INTERNAL"), "commented"),
            ("comment", None, Some("PUBLIC"), "commented to Calderhythe Bank"),
            ("comment_visibility", Some("PUBLIC"), Some("INTERNAL"), "hid a comment from Calderhythe Bank"),
            ("comment_deleted", Some("INTERNAL"), None, "deleted a comment"),
            ("alert_added", None, Some("3 alerts"), "added 3 alerts"),
            ("alert_added", None, Some("1 alerts"), "added 1 alert"),
            ("alert_added", None, Some("Odd logon"), "added the alert “Odd logon”"),
            ("alert_removed", Some("Odd logon"), None, "removed the alert “Odd logon”"),
            ("imported", None, None, "imported this from a file"),
            ("escalation", None, Some("2"), "changed escalation to “2”"),
        ];
        for (what, from, to, expected) in cases {
            assert_eq!(said(what, from, to), expected, "{what} {from:?} {to:?}");
        }
    }

    #[test]
    fn an_author_without_a_name_is_somebody() {
        assert_eq!(told(&ActivityEntry { who: " ".into(), ..entry("created", None, None) }, "x").who, "Somebody");
    }

    proptest! {
        #[test]
        fn any_entry_is_one_inert_line(what in any::<String>(), from in any::<Option<String>>(), to in any::<Option<String>>()) {
            let told = told(&entry(&what, from.as_deref(), to.as_deref()), "x");
            let inert = |letter: char| !letter.is_control() && letter != '\u{202e}';
            prop_assert!(told.sentence.chars().all(inert));
            prop_assert!(told.sentence.chars().count() <= 3 * CHARS + 60);
        }
    }
}
