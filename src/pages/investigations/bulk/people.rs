//! Who can be given a mixed selection: the analyst first, then who can take all, then who can take some, then nobody's
//! reason left out. Pure.

use crate::format::count::count;
use crate::format::text::{clip, one_line};
use contract::extension::Assignees;
use contract::{CustomerId, RegionCode};
use std::collections::{BTreeMap, HashMap, HashSet};
use working_set::sorted;

/// The selection as far as the analyst may change it: whose rows, where, and how many.
pub(in crate::pages::investigations) type Asked = BTreeMap<RegionCode, BTreeMap<CustomerId, usize>>;
/// What each region answered; a reason where it did not.
pub(in crate::pages::investigations) type Answers = BTreeMap<RegionCode, Result<Assignees, String>>;

/// Somebody, and how much of the selection they can take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Taker {
    /// Display name.
    pub(super) name: String,
    /// Address.
    pub(super) email: String,
    /// The analyst at the screen.
    pub(super) you: bool,
    /// Rows they can take.
    pub(super) takes: usize,
    /// Customers whose work they cannot take, and why.
    pub(super) cannot: BTreeMap<CustomerId, String>,
}

/// Everyone any region names, in the order of the picker.
pub(super) fn takers(asked: &Asked, answers: &Answers, me: &str) -> Vec<Taker> {
    let mut takers: HashMap<String, Taker> = HashMap::new();
    let mut told: HashMap<String, HashSet<RegionCode>> = HashMap::new();
    for (region, answer) in answers {
        let (Some(customers), Ok(answer)) = (asked.get(region), answer) else { continue };
        for option in &answer.assignees {
            let key = option.email.to_lowercase();
            told.entry(key.clone()).or_default().insert(region.clone());
            let taker = takers.entry(key).or_insert_with(|| Taker {
                name: option.name.clone(),
                email: option.email.clone(),
                you: option.email.eq_ignore_ascii_case(me),
                takes: 0,
                cannot: BTreeMap::new(),
            });
            for (customer, rows) in customers {
                if option.can.contains(customer) {
                    taker.takes += rows;
                } else {
                    let refusal = option.cannot.iter().find(|refusal| refusal.organization_id == *customer);
                    let reason = refusal.map_or("cannot take it", |refusal| refusal.reason.as_str());
                    taker.cannot.insert(*customer, reason.to_owned());
                }
            }
        }
    }
    // A region that did not answer, or does not name somebody, says nothing for them.
    for (key, taker) in &mut takers {
        for (region, customers) in asked {
            let reason = match answers.get(region) {
                Some(Ok(_)) if told.get(key).is_some_and(|told| told.contains(region)) => continue,
                Some(Ok(_)) => format!("not known at {region}"),
                Some(Err(_)) | None => format!("{region} has not said who can take it"),
            };
            taker.cannot.extend(customers.keys().map(|customer| (*customer, reason.clone())));
        }
    }
    let mut takers: Vec<Taker> = takers.into_values().collect();
    sorted::by(&mut takers, |one, other| {
        let rank = |taker: &Taker| match (taker.you, taker.cannot.is_empty(), taker.takes) {
            (true, _, 1..) => 0,
            (_, true, 1..) => 1,
            (_, _, 1..) => 2,
            _ => 3,
        };
        rank(one)
            .cmp(&rank(other))
            .then(other.takes.cmp(&one.takes))
            .then_with(|| one.name.to_lowercase().cmp(&other.name.to_lowercase()))
            .then_with(|| one.email.cmp(&other.email))
    });
    takers
}

/// Under which head of the picker somebody stands.
pub(super) fn head(taker: &Taker, of: usize) -> String {
    match (taker.takes, taker.cannot.is_empty()) {
        (0, _) => "Cannot take any".to_owned(),
        (_, true) => format!("Can take all {}", count(of as u64)),
        _ => "Can take some".to_owned(),
    }
}

/// `11 of 14, no role at NTLC, WXMS`; nothing for who can take all. `code` is what a customer is called for short.
pub(super) fn note(taker: &Taker, of: usize, code: impl Fn(CustomerId) -> String) -> Option<String> {
    if taker.cannot.is_empty() {
        return None;
    }
    let mut reasons: BTreeMap<&str, Vec<CustomerId>> = BTreeMap::new();
    for (customer, reason) in &taker.cannot {
        reasons.entry(reason).or_default().push(*customer);
    }
    let said = reasons.into_iter().map(|(reason, customers)| {
        let codes: Vec<String> = customers.iter().take(3).map(|customer| code(*customer)).collect();
        let more = customers.len() - codes.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!("{} at {}{more}", clip(&one_line(reason), 60), codes.join(", "))
    });
    let said = said.collect::<Vec<_>>().join("; ");
    match taker.takes {
        0 => Some(said),
        takes => Some(format!("{} of {}, {said}", count(takes as u64), count(of as u64))),
    }
}

/// Regions that did not say, with their reason.
pub(super) fn silent(asked: &Asked, answers: &Answers) -> Vec<(RegionCode, String)> {
    let silent = answers.iter().filter(|(region, _)| asked.contains_key(*region));
    silent.filter_map(|(region, answer)| Some((region.clone(), answer.as_ref().err()?.clone()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACME: CustomerId = CustomerId::from_u128(1);
    const BANK: CustomerId = CustomerId::from_u128(2);
    const FARM: CustomerId = CustomerId::from_u128(3);

    fn region(code: &str) -> RegionCode {
        code.parse().unwrap()
    }

    fn asked() -> Asked {
        BTreeMap::from([
            (region("us2"), BTreeMap::from([(ACME, 8), (BANK, 3)])),
            (region("eu"), BTreeMap::from([(FARM, 3)])),
        ])
    }

    /// Name, whose work they can take, whose they cannot and why.
    type Taker<'a> = (&'a str, &'a [CustomerId], &'a [(CustomerId, &'a str)]);

    fn answer(people: &[Taker<'_>]) -> Result<Assignees, String> {
        let assignees: Vec<_> = people
            .iter()
            .map(|(name, can, cannot)| {
                let cannot: Vec<_> = cannot
                    .iter()
                    .map(|(id, reason)| serde_json::json!({ "organization_id": id, "reason": reason }))
                    .collect();
                serde_json::json!({
                    "id": "00000000-0000-4000-8000-000000000001", "name": name,
                    "email": format!("{}@quillmoor.example", name.to_lowercase()), "can": can, "cannot": cannot,
                })
            })
            .collect();
        Ok(serde_json::from_value(serde_json::json!({ "assignees": assignees })).unwrap())
    }

    fn said(answers: &Answers) -> Vec<String> {
        let code = |id: CustomerId| {
            if id == ACME {
                "ACME"
            } else if id == BANK {
                "BANK"
            } else {
                "FARM"
            }
            .to_owned()
        };
        takers(&asked(), answers, "INES@quillmoor.example")
            .iter()
            .map(|taker| {
                format!("{} | {} | {}", taker.name, head(taker, 14), note(taker, 14, code).unwrap_or_default())
            })
            .collect()
    }

    #[test]
    fn you_then_all_then_some_then_none_each_with_a_reason() {
        let answers = Answers::from([
            (
                region("us2"),
                answer(&[
                    ("Ewan", &[], &[(ACME, "Viewer"), (BANK, "no access")]),
                    ("Ines", &[ACME, BANK], &[]),
                    ("Mia", &[ACME, BANK], &[]),
                    ("Priya", &[ACME, BANK], &[]),
                ]),
            ),
            (
                region("eu"),
                answer(&[
                    ("Ewan", &[], &[(FARM, "Viewer")]),
                    ("Ines", &[], &[(FARM, "no role")]),
                    ("Mia", &[], &[(FARM, "no role")]),
                    ("Priya", &[FARM], &[]),
                ]),
            ),
        ]);
        assert_eq!(
            said(&answers),
            [
                "Ines | Can take some | 11 of 14, no role at FARM",
                "Priya | Can take all 14 | ",
                "Mia | Can take some | 11 of 14, no role at FARM",
                "Ewan | Cannot take any | Viewer at ACME, FARM; no access at BANK",
            ]
        );
    }

    #[test]
    fn a_silent_region_is_said_and_nobody_is_promised_its_work() {
        let answers = Answers::from([
            (region("us2"), answer(&[("Mia", &[ACME, BANK], &[])])),
            (region("eu"), Err("not answering".to_owned())),
        ]);
        assert_eq!(said(&answers), ["Mia | Can take some | 11 of 14, eu has not said who can take it at FARM"]);
        assert_eq!(silent(&asked(), &answers), [(region("eu"), "not answering".to_owned())]);
    }
}
