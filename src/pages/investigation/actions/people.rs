//! Who can take an investigation, and why somebody cannot.

use crate::api::Problem;
use crate::components::{MenuItem, Person};
use crate::state::Remote;
use contract::CustomerId;
use contract::extension::Assignees;
use contract::idr::Assignee;
use trusted_view::view;
use working_set::sorted;

/// One line of the picker.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Choice {
    /// `None` takes the present assignee off.
    person: Option<Assignee>,
    you: bool,
    chosen: bool,
    /// Why they cannot.
    cannot: Option<String>,
    /// A group begins here.
    head: Option<&'static str>,
}

impl Choice {
    /// What picking it answers: the address, empty for nobody.
    pub(super) fn value(&self) -> String {
        self.person.as_ref().map(|person| person.email.clone()).unwrap_or_default()
    }

    /// Who works on it then.
    pub(super) fn assignee(&self) -> Option<Assignee> {
        self.person.clone()
    }

    /// As the menu draws it.
    pub(super) fn item(&self) -> MenuItem {
        let words = match &self.person {
            None => "Unassigned".to_owned(),
            Some(person) if self.you => format!("You {} {}", person.name, person.email),
            Some(person) => format!("{} {}", person.name, person.email),
        };
        let (person, you) = (self.person.clone(), self.you);
        let item =
            MenuItem::new(self.value(), words).checked(self.chosen).disabled(self.cannot.clone()).view(move || {
                match person.clone() {
                    Some(person) => view! { <Person name=person.name email=person.email you=you /> },
                    None => view! { <Person name=None /> },
                }
            });
        match self.head {
            Some(head) => item.head(head),
            None => item,
        }
    }
}

/// Nobody, the analyst, everybody who can, everybody who cannot. While the region is silent: whom the app knows itself.
pub(super) fn choices(
    told: &Remote<Assignees>,
    customer: CustomerId,
    me: Option<&Assignee>,
    now: Option<&Assignee>,
) -> Vec<Choice> {
    let is = |left: Option<&Assignee>, email: &str| left.is_some_and(|left| left.email.eq_ignore_ascii_case(email));
    let choice = |person: Option<Assignee>, cannot: Option<String>| Choice {
        you: person.as_ref().is_some_and(|person| is(me, &person.email)),
        chosen: match &person {
            Some(person) => is(now, &person.email),
            None => now.is_none(),
        },
        person,
        cannot,
        head: None,
    };
    let mut able = Vec::new();
    let mut unable = Vec::new();
    for option in told.value().map(|told| told.assignees.as_slice()).unwrap_or_default() {
        let person = Assignee { name: option.name.clone(), email: option.email.clone() };
        if option.can.contains(&customer) {
            able.push(choice(Some(person), None));
        } else {
            let refusal = option.cannot.iter().find(|refusal| refusal.organization_id == customer);
            let reason = refusal.map_or_else(|| "cannot take it".to_owned(), |refusal| refusal.reason.clone());
            unable.push(choice(Some(person), Some(reason)));
        }
    }
    if told.value().is_none() {
        able.extend(me.map(|me| choice(Some(me.clone()), None)));
        able.extend(now.filter(|now| !is(me, &now.email)).map(|now| choice(Some(now.clone()), None)));
    }
    sorted::by_key(&mut able, |choice| !choice.you);
    let begin = |group: &mut Vec<Choice>, head| {
        if let Some(first) = group.first_mut() {
            first.head = Some(head);
        }
    };
    begin(
        &mut able,
        match told {
            Remote::Failed(error, None) if !matches!(error.problem, Problem::NotFound(_)) => {
                "Others are not known: not answering"
            }
            Remote::Failed(_, None) => "Others are not known: this region does not tell",
            Remote::Loading => "Others are being read",
            _ => "Can take it",
        },
    );
    begin(&mut unable, "Cannot take it");
    std::iter::once(choice(None, None)).chain(able).chain(unable).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{ApiError, Service};
    use contract::AnalystId;
    use contract::extension::{AssigneeOption, AssigneeRefusal};

    fn person(name: &str) -> Assignee {
        Assignee { name: name.into(), email: format!("{name}@q.example") }
    }

    fn option(name: &str, can: bool) -> AssigneeOption {
        let customer = CustomerId::from_u128(1);
        AssigneeOption {
            id: AnalystId::from_u128(1),
            name: name.into(),
            email: format!("{name}@q.example"),
            can: if can { vec![customer] } else { Vec::new() },
            cannot: vec![AssigneeRefusal { organization_id: customer, reason: "Viewer".into() }],
        }
    }

    #[test]
    fn who_can_comes_first_and_who_cannot_has_a_reason() {
        let told =
            Remote::Ready(Assignees { assignees: vec![option("ann", true), option("bob", false), option("me", true)] });
        let now = person("ANN");
        let found = choices(&told, CustomerId::from_u128(1), Some(&person("me")), Some(&now));
        let read: Vec<_> = found
            .iter()
            .map(|choice| (choice.value(), choice.you, choice.chosen, choice.cannot.as_deref(), choice.head))
            .collect();
        assert_eq!(
            read,
            [
                (String::new(), false, false, None, None),
                ("me@q.example".to_owned(), true, false, None, Some("Can take it")),
                ("ann@q.example".to_owned(), false, true, None, None),
                ("bob@q.example".to_owned(), false, false, Some("Viewer"), Some("Cannot take it")),
            ]
        );
    }

    #[test]
    fn a_silent_region_still_lets_the_analyst_take_it_and_says_what_is_missing() {
        let error = ApiError::new(Service::Region("eu".parse().unwrap()), Problem::Unreachable);
        let found = choices(&Remote::Failed(error, None), CustomerId::from_u128(1), Some(&person("me")), None);
        assert_eq!(found.len(), 2);
        assert!(found[0].chosen && found[1].you);
        assert_eq!(found[1].head, Some("Others are not known: not answering"));
    }
}
