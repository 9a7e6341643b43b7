//! The scale `large`: 200 invented customers in 7 regions, by default with 100,000 active investigations between them.

use super::customers::{end_of_day, world};
use super::demo;
use super::people::Standing;
use super::random::Random;
use super::world::{Detail, PlannedCustomer, World};
use contract::{Association, BadId, CustomerId, Licence, Timestamp};
use std::collections::BTreeSet;

/// Active investigations of all customers together, unless asked otherwise.
pub const ACTIVE: u32 = 100_000;
/// Customers beside the Primary Customer.
pub const CUSTOMERS: u32 = 200;

const REGIONS: &[&str] = &["us", "us2", "us3", "eu", "ca", "au", "ap"];
const FIRST: &[&str] = &[
    "Alder", "Bracken", "Calder", "Dun", "Elder", "Fenni", "Glass", "Hollin", "Inver", "Jes", "Kestrel", "Lark",
    "Merrow", "Nettle", "Orrin", "Pelli", "Quern", "Rook", "Salt", "Thistle", "Umber", "Vella", "Wren", "Yarrow",
];
const SECOND: &[&str] = &[
    "march", "holt", "wick", "stone", "fell", "haven", "mere", "garth", "lyn", "croft", "den", "spire", "worth",
    "combe",
];
const TRADE: &[&str] = &[
    "Bank",
    "Retail",
    "Energy",
    "Ferries",
    "Shipping",
    "Clinics",
    "Foods",
    "Water",
    "Aerospace",
    "Robotics",
    "Logistics",
    "Health",
    "Rail",
    "Media",
    "Legal",
    "Pharma",
    "Schools",
    "Insurance",
    "Hotels",
    "Farms",
    "Brewing",
    "Steel",
    "Gaming",
    "Chemicals",
    "Textiles",
    "Motors",
    "Housing",
    "Payments",
    "Mining",
    "Paper",
    "Telecom",
    "Capital",
];
const TIERS: &[&str] = &["Platinum", "Gold", "Gold", "Silver", "Silver", "Bronze"];

/// 200 customers, all associated and licensed; both the demo analyst and the administrator pass every gate.
pub fn large(seed: u64, active: u32, now: Timestamp) -> Result<World, BadId> {
    let mut random = Random::new(seed, "large");
    let weights: Vec<u64> = (0..CUSTOMERS).map(|place| 100 + random.below(900) * u64::from(place % 5 + 1)).collect();
    let shares = shares(u64::from(active), &weights);
    let mut used = BTreeSet::new();
    let mut customers = Vec::new();
    for (place, share) in shares.into_iter().enumerate() {
        let name = fresh_name(&mut random, &mut used);
        let code = fresh_code(&name, &mut used);
        let region = REGIONS.get(place % REGIONS.len()).copied().unwrap_or("us");
        let customer = PlannedCustomer {
            id: CustomerId::from_u128(random.uuid()),
            name,
            code,
            region: region.parse()?,
            aliases: Vec::new(),
            tier: random.pick(TIERS).map(|tier| (*tier).to_owned()),
            association: Association::Active,
            licence: Licence::Active,
            licence_until: Some(end_of_day(now, random.between(40, 700))),
            confidential: false,
            active: by_priority(share),
            closed: share / 20,
        };
        customers.push((customer, Standing::Analyst));
    }
    let mut world = world(seed, now, REGIONS, ([0; 5], 20), customers)?;
    world.detail = Detail::Lean;
    for analyst in world.analysts.iter_mut().filter(|analyst| analyst.email == demo::INES) {
        analyst.what = "analyst in every customer, passes every gate".to_owned();
    }
    Ok(world)
}

/// `total` divided by `weights` so that the parts add up to it exactly.
fn shares(total: u64, weights: &[u64]) -> Vec<u32> {
    let sum: u64 = weights.iter().sum::<u64>().max(1);
    let mut passed = 0;
    let mut given = 0;
    weights
        .iter()
        .map(|weight| {
            passed += weight;
            let upto = total * passed / sum;
            let share = upto - given;
            given = upto;
            u32::try_from(share).unwrap_or_default()
        })
        .collect()
}

/// About 1 % critical, 8 % high, 43 % medium, 38 % low, the rest unspecified.
fn by_priority(share: u32) -> [u32; 5] {
    let [critical, high, medium, low] = [share / 100, share * 8 / 100, share * 43 / 100, share * 38 / 100];
    [critical, high, medium, low, share - critical - high - medium - low]
}

fn fresh_name(random: &mut Random, used: &mut BTreeSet<String>) -> String {
    loop {
        let name = format!("{}{} {}", random.word(FIRST), random.word(SECOND), random.word(TRADE));
        if used.insert(name.clone()) {
            return name;
        }
    }
}

/// Four letters of the name, or three and a number where those are taken.
fn fresh_code(name: &str, used: &mut BTreeSet<String>) -> String {
    let letters: String = name.chars().filter(|letter| !" aeiou".contains(*letter)).collect();
    let start: String = letters.to_uppercase().chars().take(4).collect();
    let mut code = start.clone();
    let mut number = 2;
    while !used.insert(code.clone()) {
        let stem: String = start.chars().take(3).collect();
        code = format!("{stem}{number}");
        number += 1;
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_exactly_as_many_as_promised() {
        let world = large(1, ACTIVE, Timestamp::from_millis(1_773_744_360_000)).unwrap();
        let active: u32 = world.everyone().flat_map(|customer| customer.active).sum();
        assert_eq!(active, ACTIVE);
        assert_eq!(world.customers.len(), 200);
        assert_eq!(world.regions.len(), 7);
        let codes: BTreeSet<_> = world.everyone().map(|customer| &customer.code).collect();
        let ids: BTreeSet<_> = world.everyone().map(|customer| customer.id).collect();
        assert_eq!((codes.len(), ids.len()), (201, 201));
        let regions: BTreeSet<_> = world.customers.iter().map(|customer| &customer.region).collect();
        assert_eq!(regions.len(), 7);
        let fewer = large(1, 1_234, Timestamp::from_millis(1_773_744_360_000)).unwrap();
        assert_eq!(fewer.everyone().flat_map(|customer| customer.active).sum::<u32>(), 1_234);
    }
}
