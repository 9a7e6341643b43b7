//! The four gates in words: what is there, missing or not known, and who can give it. Pure.

use crate::format::{words, zone};
use crate::state::session::RegionRoles;
use contract::directory::Gates;
use contract::{AccessState, Association, Licence};
use working_set::sorted;

/// Whether a gate holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NeedState {
    There,
    Missing,
    Unknown,
}

impl NeedState {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::There => "Already there",
            Self::Missing => "Missing",
            Self::Unknown => "Not known yet",
        }
    }
}

/// One line of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Need {
    pub(super) what: String,
    pub(super) state: NeedState,
    pub(super) explanation: String,
}

/// Missing ones first, then unknown ones, then what is there.
pub(super) fn needs(gates: &Gates, roles: Option<&RegionRoles>, zone: &str) -> Vec<Need> {
    let mut list = vec![access(gates), role(gates, roles), association(gates), licences(gates, zone)];
    sorted::by_key(&mut list, |need| match need.state {
        NeedState::Missing => 0,
        NeedState::Unknown => 1,
        NeedState::There => 2,
    });
    list
}

/// "One thing is missing, one is not known yet."
pub(super) fn summary(list: &[Need]) -> String {
    let count = |state| list.iter().filter(|need| need.state == state).count();
    let number = |n: usize| match n {
        1 => "One".to_owned(),
        n => n.to_string(),
    };
    match (count(NeedState::Missing), count(NeedState::Unknown)) {
        (0, 0) => "Everything is there.".to_owned(),
        (0, n) => format!("{} {} not known yet.", number(n), if n == 1 { "thing is" } else { "things are" }),
        (n, 0) => format!("{} {} missing.", number(n), if n == 1 { "thing is" } else { "things are" }),
        (m, u) => format!(
            "{} {} missing, {} not known yet.",
            number(m),
            if m == 1 { "thing is" } else { "things are" },
            if u == 1 { "one is".to_owned() } else { format!("{u} are") }
        ),
    }
}

fn administrators(gates: &Gates) -> String {
    match gates.administrators.as_slice() {
        [] => "No administrator of your company can be reached.".to_owned(),
        [one] => format!("{one} can give it."),
        many => format!("{} can give it.", many.join(" or ")),
    }
}

fn access(gates: &Gates) -> Need {
    let there = gates.customer.access == AccessState::Granted;
    Need {
        what: format!("Access to {}", gates.customer.name),
        state: if there { NeedState::There } else { NeedState::Missing },
        explanation: if there {
            "An administrator of your company gave it to you.".to_owned()
        } else {
            format!("Nobody has given it to you. {}", administrators(gates))
        },
    }
}

fn role(gates: &Gates, roles: Option<&RegionRoles>) -> Need {
    let region = &gates.customer.region;
    let accessible = gates.customer.access == AccessState::Granted;
    let (state, explanation) = match roles {
        _ if !accessible => (
            NeedState::Unknown,
            format!(
                "The {region} region tells your role only once you have access. Ask for both: without a role you would see nothing."
            ),
        ),
        None => (NeedState::Unknown, format!("The {region} region has not answered yet.")),
        Some(Err(error)) => {
            (NeedState::Unknown, format!("The {region} region does not tell your role: {}.", error.reason()))
        }
        Some(Ok(roles)) => match roles.get(&gates.customer.id).cloned().flatten() {
            Some(role) => (NeedState::There, format!("You are {} there.", words::role(&role))),
            None => (
                NeedState::Missing,
                format!("You have access, but no role in the customer's SIEM. {}", administrators(gates)),
            ),
        },
    };
    Need { what: format!("A SIEM role in {}", gates.customer.name), state, explanation }
}

fn association(gates: &Gates) -> Need {
    let customer = &gates.customer;
    let (state, explanation) = match &customer.association {
        _ if customer.primary => (NeedState::There, "This is your Primary Customer itself.".to_owned()),
        Association::Active => (NeedState::There, format!("{} is managed by your Primary Customer.", customer.name)),
        Association::Pending => (
            NeedState::Missing,
            format!("{} has not confirmed yet that your Primary Customer manages it. Only they can.", customer.name),
        ),
        Association::Ended => {
            (NeedState::Missing, format!("Your Primary Customer no longer manages {}.", customer.name))
        }
        Association::Other(word) => (NeedState::Missing, format!("The association is {word}.")),
    };
    Need { what: "Association with your Primary Customer".to_owned(), state, explanation }
}

fn licences(gates: &Gates, zone: &str) -> Need {
    let mut problems = Vec::new();
    if !gates.partner.partner_status {
        problems.push("Your Primary Customer has no partner status.".to_owned());
    }
    if gates.partner.licence != Licence::Active {
        problems.push(format!("Your Primary Customer's SIEM licence: {}.", words::licence(&gates.partner.licence)));
    }
    let customer = &gates.customer;
    let until = customer.licence_until.map(|until| zone::day(until, zone));
    match (&customer.licence, until) {
        (Licence::Active, _) => {}
        (Licence::Expired, Some(day)) => problems.push(format!("{}'s SIEM licence expired on {day}.", customer.name)),
        (licence, _) => problems.push(format!("{}'s SIEM licence: {}.", customer.name, words::licence(licence))),
    }
    let state = if problems.is_empty() { NeedState::There } else { NeedState::Missing };
    if problems.is_empty() {
        problems.push("Your Primary Customer's partner licence and the customer's SIEM licence are valid.".to_owned());
    }
    Need { what: "Licences".to_owned(), state, explanation: problems.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{ApiError, Problem, Service};
    use contract::directory::{Customer, Partner};
    use contract::{CustomerId, Role};
    use std::collections::HashMap;

    fn gates() -> Gates {
        Gates {
            customer: Customer {
                id: CustomerId::from_u128(7),
                name: "Arkenfell Utilities".into(),
                code: "ARKF".into(),
                region: "eu".parse().unwrap(),
                aliases: Vec::new(),
                tier: None,
                association: Association::Active,
                licence: Licence::Active,
                licence_until: None,
                access: AccessState::Missing,
                primary: false,
                confidential: false,
            },
            partner: Partner { partner_status: true, licence: Licence::Active },
            administrators: vec!["Priya Raman".into()],
        }
    }

    #[test]
    fn missing_access_hides_the_role_and_names_who_can_help() {
        let list = needs(&gates(), None, "UTC");
        assert_eq!(list[0].state, NeedState::Missing);
        assert!(list[0].explanation.contains("Priya Raman can give it."), "{}", list[0].explanation);
        assert_eq!(list[1].state, NeedState::Unknown);
        assert_eq!(summary(&list), "One thing is missing, one is not known yet.");
    }

    #[test]
    fn a_silent_region_is_unknown_not_missing() {
        let mut gates = gates();
        gates.customer.access = AccessState::Granted;
        let silent: RegionRoles = Err(ApiError::new(Service::Region("eu".parse().unwrap()), Problem::Unreachable));
        let list = needs(&gates, Some(&silent), "UTC");
        assert_eq!(list[0].state, NeedState::Unknown);
        assert_eq!(summary(&list), "One thing is not known yet.");
        let none: RegionRoles = Ok(HashMap::new());
        assert_eq!(needs(&gates, Some(&none), "UTC")[0].state, NeedState::Missing);
        let role: RegionRoles = Ok(HashMap::from([(gates.customer.id, Some(Role::Viewer))]));
        assert_eq!(summary(&needs(&gates, Some(&role), "UTC")), "Everything is there.");
    }

    #[test]
    fn licences_say_whose_is_missing() {
        let mut gates = gates();
        gates.partner.partner_status = false;
        gates.customer.licence = Licence::Expired;
        let list = needs(&gates, None, "UTC");
        let licences = list.iter().find(|need| need.what == "Licences").unwrap();
        assert_eq!(licences.state, NeedState::Missing);
        assert!(licences.explanation.contains("partner status") && licences.explanation.contains("Arkenfell"));
    }
}
