//! The facts of an investigation that people change, side by side: what differs between two readings of it.

use contract::idr::{Assignee, Investigation};
use contract::{Disposition, Priority, Status};
use working_set::Patch;

/// One fact, as it is drawn.
#[derive(Debug, Clone)]
pub enum Fact {
    /// Where it stands.
    Status(Status),
    /// How urgent it is.
    Priority(Priority),
    /// What it turned out to be.
    Disposition(Disposition),
    /// Who works on it.
    Assignee(Option<Assignee>),
    /// A title or other words, as they came.
    Text(String),
}

impl PartialEq for Fact {
    /// People are the same when their addresses are, whatever their names read.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Status(left), Self::Status(right)) => left == right,
            (Self::Priority(left), Self::Priority(right)) => left == right,
            (Self::Disposition(left), Self::Disposition(right)) => left == right,
            (Self::Assignee(left), Self::Assignee(right)) => person(left) == person(right),
            (Self::Text(left), Self::Text(right)) => left == right,
            _ => false,
        }
    }
}

fn person(assignee: &Option<Assignee>) -> Option<String> {
    let assignee = assignee.as_ref()?;
    let key = if assignee.email.is_empty() { &assignee.name } else { &assignee.email };
    Some(key.to_lowercase()).filter(|key| !key.is_empty())
}

/// A fact that two readings tell differently.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// What it is about: `Status`.
    pub label: &'static str,
    /// The word of the activity for it: `status`.
    pub what: &'static str,
    /// Before.
    pub from: Fact,
    /// After.
    pub to: Fact,
}

/// What changed between two readings, in the order that facts are drawn.
pub fn differences(before: &Investigation, after: &Investigation) -> Vec<Difference> {
    facts(before)
        .into_iter()
        .zip(facts(after))
        .filter(|((_, _, from), (_, _, to))| from != to)
        .map(|((label, what, from), (_, _, to))| Difference { label, what, from, to })
        .collect()
}

/// One fact of a conflict.
#[derive(Debug, Clone, PartialEq)]
pub struct Sides {
    /// What it is about.
    pub label: &'static str,
    /// As it stands now.
    pub now: Fact,
    /// As the analyst wanted it.
    pub yours: Fact,
    /// The other person changed it since the analyst looked.
    pub they_changed: bool,
    /// The analyst changed it.
    pub you_changed: bool,
}

/// Both sides of a conflict: what people usually change always, the rest only where it differs.
pub fn sides(seen: &Investigation, now: &Investigation, mine: &Patch) -> Vec<Sides> {
    let mut yours = seen.clone();
    mine.apply_to(&mut yours);
    facts(seen)
        .into_iter()
        .zip(facts(now).into_iter().zip(facts(&yours)))
        .map(|((label, _, seen), ((_, _, now), (_, _, yours)))| Sides {
            label,
            they_changed: now != seen,
            you_changed: yours != seen,
            now,
            yours,
        })
        .filter(|sides| !matches!(sides.now, Fact::Text(_)) || sides.they_changed || sides.you_changed)
        .collect()
}

fn facts(of: &Investigation) -> [(&'static str, &'static str, Fact); 7] {
    [
        ("Status", "status", Fact::Status(of.status.clone())),
        ("Priority", "priority", Fact::Priority(of.priority.clone())),
        ("Disposition", "disposition", Fact::Disposition(of.disposition.clone())),
        ("Assignee", "assignee", Fact::Assignee(of.assignee.clone())),
        ("Title", "title", Fact::Text(of.title.clone())),
        ("Tags", "tags", Fact::Text(of.tags.join(", "))),
        ("Responsibility", "responsibility", Fact::Text(of.responsibility.clone().unwrap_or_default())),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn investigation() -> Investigation {
        serde_json::from_str(
            r#"{"rrn":"rrn:investigation:us2:00000000-0000-0000-0000-000000000001:investigation:A1",
                "organization_id":"00000000-0000-0000-0000-000000000001","title":"Spray","source":"ALERT",
                "status":"OPEN","priority":"HIGH","created_time":"2026-03-17T10:28:00Z"}"#,
        )
        .unwrap()
    }

    fn mia() -> Option<Assignee> {
        Some(Assignee { name: "Mia".into(), email: "Mia@Quillmoor.example".into() })
    }

    #[test]
    fn only_what_differs_is_told() {
        let before = investigation();
        let after = Investigation { status: Status::Waiting, assignee: mia(), ..investigation() };
        assert!(differences(&before, &before).is_empty());
        let told = differences(&before, &after);
        assert_eq!(told.iter().map(|difference| difference.label).collect::<Vec<_>>(), ["Status", "Assignee"]);
        let same = Some(Assignee { name: "M.".into(), email: "mia@quillmoor.example".into() });
        assert!(differences(&after, &Investigation { assignee: same, ..after.clone() }).is_empty());
        let nobody = Some(Assignee { name: String::new(), email: String::new() });
        assert!(differences(&before, &Investigation { assignee: nobody, ..investigation() }).is_empty());
    }

    #[test]
    fn a_conflict_shows_who_changed_what() {
        let seen = investigation();
        let now = Investigation { status: Status::Waiting, assignee: mia(), ..investigation() };
        let mine = Patch { status: Some(Status::Closed), disposition: Some(Disposition::Benign), ..Patch::default() };
        let told: Vec<_> = sides(&seen, &now, &mine)
            .into_iter()
            .map(|sides| (sides.label, sides.they_changed, sides.you_changed))
            .collect();
        assert_eq!(
            told,
            [
                ("Status", true, true),
                ("Priority", false, false),
                ("Disposition", false, true),
                ("Assignee", true, false)
            ]
        );
        let renamed = Patch { title: Some("Sprayed".into()), ..Patch::default() };
        assert!(sides(&seen, &now, &renamed).iter().any(|sides| sides.label == "Title" && sides.you_changed));
    }
}
