//! Who can be given a row's work: the analyst first, then who can take it, then who cannot and why. Pure.

use contract::CustomerId;
use contract::extension::{AssigneeOption, Assignees};
use working_set::sorted;

/// A line of the picker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Choice {
    /// Somebody.
    Person {
        /// Display name.
        name: String,
        /// Address.
        email: String,
        /// The analyst at the screen.
        you: bool,
        /// Has it now.
        now: bool,
        /// Why they cannot take it.
        cannot: Option<String>,
    },
    /// Nobody; there only when somebody has it.
    Unassign,
}

/// The lines in their order. `now` is the address of who has it.
pub(super) fn choices(answer: &Assignees, customer: CustomerId, me: &str, now: Option<&str>) -> Vec<Choice> {
    let person = |option: &AssigneeOption| Choice::Person {
        name: option.name.clone(),
        email: option.email.clone(),
        you: option.email.eq_ignore_ascii_case(me),
        now: now.is_some_and(|now| option.email.eq_ignore_ascii_case(now)),
        cannot: (!option.can.contains(&customer)).then(|| refusal(option, customer)),
    };
    let mut people: Vec<Choice> = answer.assignees.iter().map(person).collect();
    sorted::by_key(&mut people, |choice| match choice {
        Choice::Person { cannot: None, you: true, .. } => 0,
        Choice::Person { cannot: None, .. } => 1,
        _ => 2,
    });
    let taken = people.iter().filter(|choice| matches!(choice, Choice::Person { cannot: None, .. })).count();
    if now.is_some() {
        people.insert(taken, Choice::Unassign);
    }
    people
}

fn refusal(option: &AssigneeOption, customer: CustomerId) -> String {
    let told = option.cannot.iter().find(|refusal| refusal.organization_id == customer);
    told.map_or_else(|| "cannot take it".to_owned(), |refusal| refusal.reason.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer() -> Assignees {
        let (here, there) = (CustomerId::from_u128(1), CustomerId::from_u128(2));
        let person = |name: &str, can: &[CustomerId], reason: &str| {
            serde_json::json!({
                "id": "00000000-0000-4000-8000-000000000001",
                "name": name, "email": format!("{}@quillmoor.example", name.to_lowercase()), "can": can,
                "cannot": if can.contains(&here) { serde_json::json!([]) } else { serde_json::json!([{ "organization_id": here, "reason": reason }]) },
            })
        };
        serde_json::from_value(serde_json::json!({ "assignees": [
            person("Ewan", &[there], "Viewer"), person("Ines", &[here, there], ""), person("Mia", &[here], ""),
        ]}))
        .unwrap()
    }

    fn said(me: &str, now: Option<&str>) -> Vec<String> {
        choices(&answer(), CustomerId::from_u128(1), me, now)
            .into_iter()
            .map(|choice| match choice {
                Choice::Unassign => "nobody".to_owned(),
                Choice::Person { name, you, now, cannot, .. } => {
                    let marks = [(you, "*"), (now, "!")].into_iter().filter(|(on, _)| *on).map(|(_, mark)| mark);
                    format!(
                        "{name}{}{}",
                        marks.collect::<String>(),
                        cannot.map(|why| format!(": {why}")).unwrap_or_default()
                    )
                }
            })
            .collect()
    }

    #[test]
    fn you_come_first_and_who_cannot_last() {
        assert_eq!(said("MIA@quillmoor.example", None), ["Mia*", "Ines", "Ewan: Viewer"]);
        assert_eq!(said("ewan@quillmoor.example", None), ["Ines", "Mia", "Ewan*: Viewer"]);
    }

    #[test]
    fn nobody_is_offered_when_somebody_has_it() {
        let now = said("ines@quillmoor.example", Some("Mia@Quillmoor.example"));
        assert_eq!(now, ["Ines*", "Mia!", "nobody", "Ewan: Viewer"]);
    }
}
