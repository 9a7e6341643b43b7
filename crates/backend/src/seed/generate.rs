//! All investigations of one customer, decided by the world's seed and the customer's code alone.

use super::random::Random;
use super::story::{self, Outline};
use super::world::{Detail, PlannedCustomer, World};
use super::{hostile, named};
use crate::db::region::StoredInvestigation;
use contract::{BadRrn, Priority, Source, Status};

const DAY: i64 = 86_400;
/// Youngest and oldest of the generated ones; only named ones are older.
const AGES: (i64, i64) = (120, 396 * DAY);

/// Every investigation of `customer`, oldest first.
///
/// # Errors
/// When an id cannot stand in an RRN.
pub fn investigations(world: &World, customer: &PlannedCustomer) -> Result<Vec<StoredInvestigation>, BadRrn> {
    let mut random = Random::new(world.seed, &customer.code);
    let workers = world.workers(customer.id);
    let mut told = Vec::new();
    if world.detail == Detail::Full {
        let colleague = workers.iter().copied().find(|(_, email)| *email == super::demo::MIA);
        told.extend(named::of(&mut random, customer, colleague.or(workers.first().copied()), world.now)?);
        told.extend(hostile::of(&mut random, customer, world.now)?);
    }
    let mut number = 0_u32;
    for (priority, count) in Priority::KNOWN.iter().zip(customer.active) {
        for _ in 0..count {
            number += 1;
            let outline = active(&mut random, &workers, priority, number);
            told.push(story::tell(&mut random, customer, &outline, world.detail, world.now)?);
        }
    }
    for _ in 0..customer.closed {
        number += 1;
        let outline = closed(&mut random, &workers, number);
        told.push(story::tell(&mut random, customer, &outline, world.detail, world.now)?);
    }
    told.sort_by_key(|story| story.investigation.created_time);
    Ok(told)
}

fn active(random: &mut Random, workers: &[(&str, &str)], priority: &Priority, number: u32) -> Outline {
    let status = match random.below(100) {
        0..58 => Status::Open,
        58..84 => Status::Investigating,
        _ => Status::Waiting,
    };
    // Open work is mostly nobody's yet, the rest mostly somebody's.
    let taken = if status == Status::Open { random.chance(25) } else { random.chance(88) };
    // Urgent work is worked off within days; the rest may wait for months.
    let oldest = match priority {
        Priority::Critical => DAY,
        Priority::High => 4 * DAY,
        Priority::Medium => 60 * DAY,
        _ => AGES.1,
    };
    Outline {
        id: id(random, number),
        title: None,
        priority: priority.clone(),
        status,
        source: source(random),
        assignee: if taken { somebody(random, workers) } else { None },
        age: random.spread_secs(AGES.0, oldest),
        alerts: None,
    }
}

fn closed(random: &mut Random, workers: &[(&str, &str)], number: u32) -> Outline {
    let priority = match random.below(100) {
        0..2 => Priority::Critical,
        2..12 => Priority::High,
        12..55 => Priority::Medium,
        55..92 => Priority::Low,
        _ => Priority::Unspecified,
    };
    Outline {
        id: id(random, number),
        title: None,
        priority,
        status: Status::Closed,
        source: source(random),
        assignee: somebody(random, workers),
        age: random.spread_secs(3_600, AGES.1),
        alerts: None,
    }
}

fn source(random: &mut Random) -> Source {
    match random.below(100) {
        0..78 => Source::Alert,
        78..86 => Source::Manual,
        86..92 => Source::Hunt,
        92..96 => Source::User,
        _ => Source::Automation,
    }
}

fn somebody(random: &mut Random, workers: &[(&str, &str)]) -> Option<(String, String)> {
    random.pick(workers).map(|(name, email)| ((*name).to_owned(), (*email).to_owned()))
}

/// Unique within the customer: random letters first, its number last.
fn id(random: &mut Random, number: u32) -> String {
    format!("{}{number:04X}", random.letters(6))
}
