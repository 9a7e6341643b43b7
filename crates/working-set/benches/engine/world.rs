//! An invented workload: 200 customers of uneven size in 7 regions, titles from a few patterns, a third unassigned.

use contract::idr::Assignee;
use contract::stream::{End, Expected, Header, Line, Record, RecordActor};
use contract::{ActorKind, CustomerId, Disposition, Priority, RegionCode, Rrn, Source, Status, Timestamp};
use std::collections::BTreeMap;
use working_set::{CustomerNames, Intake, Row, Standing, StandingOf, WorkingSet};

pub(crate) const NOW: Timestamp = Timestamp::from_millis(1_773_744_360_000);
const REGIONS: [&str; 7] = ["us", "us2", "us3", "eu", "ca", "au", "ap"];
const CUSTOMERS: usize = 200;
const TITLES: [&str; 10] = [
    "Account Leaked: credentials of USER found in a public dump",
    "Multiple failed logins followed by a success for USER",
    "Password spray against ASSET from 40 addresses",
    "Suspicious process started by USER on ASSET",
    "LSASS memory read on ASSET",
    "New inbox rule forwards mail of USER outside",
    "Impossible travel: USER from two countries within an hour",
    "Ransom note written on ASSET",
    "First seen tool psexec.exe on ASSET by USER",
    "Large outbound transfer from ASSET",
];
const PRIORITIES: [Priority; 4] = [Priority::Critical, Priority::High, Priority::Medium, Priority::Low];
const STATUSES: [Status; 3] = [Status::Open, Status::Investigating, Status::Waiting];
const TAGS: [&str; 8] = ["phish", "vip", "night shift", "lateral", "cloud", "mail", "endpoint", "tuning"];

/// A fixed sequence of numbers.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }
}

pub(crate) struct World {
    records: Vec<Record>,
    /// Each region's answer.
    bodies: Vec<(RegionCode, Vec<u8>)>,
}

fn region(customer: usize) -> RegionCode {
    REGIONS[customer % REGIONS.len()].parse().unwrap()
}

fn customer(number: usize) -> CustomerId {
    CustomerId::from_u128(0x1234_5678_9abc_def0_0000_0000_0000_0000 + (number % CUSTOMERS) as u128)
}

fn person(number: usize) -> Assignee {
    Assignee { name: format!("Analyst Number {number}"), email: format!("analyst.{number}@quillmoor.example") }
}

impl World {
    pub(crate) fn new(rows: usize) -> Self {
        let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
        let records: Vec<Record> = (0..rows).map(|number| record(&mut dice, number)).collect();
        let mut bodies: BTreeMap<RegionCode, Vec<&Record>> = BTreeMap::new();
        for record in &records {
            bodies.entry(record.investigation.rrn.region().clone()).or_default().push(record);
        }
        let bodies = bodies.into_iter().map(|(region, records)| (region, body(&records))).collect();
        Self { records, bodies }
    }

    pub(crate) fn customer(&self, number: usize) -> CustomerId {
        customer(number)
    }

    /// Takes in all regions at once, in portions as a network delivers them.
    pub(crate) fn load(&self, set: &mut WorkingSet) {
        let names = (0..CUSTOMERS).map(|number| CustomerNames {
            id: customer(number),
            name: format!("Customer Number {number}"),
            code: format!("C{number:03}"),
            aliases: vec![format!("Formerly {number}")],
            region: region(number),
        });
        set.set_customers(names.collect());
        let standing = Standing::Expected;
        let all =
            (0..CUSTOMERS).map(|number| StandingOf { customer: customer(number), region: region(number), standing });
        set.ledger_mut().expect(all);
        let asked = set.asking();
        let mut answers: Vec<_> = self
            .bodies
            .iter()
            .map(|(region, body)| (Intake::new(region.clone(), asked), body.chunks(65_536)))
            .collect();
        let mut more = true;
        while more {
            more = false;
            for (intake, portions) in &mut answers {
                if let Some(portion) = portions.next() {
                    set.take_in(intake, portion, usize::MAX).unwrap();
                    more = true;
                }
            }
        }
        for (intake, _) in answers {
            set.finish(intake).unwrap();
        }
    }

    /// A row as a later change leaves it.
    pub(crate) fn changed(&self, number: usize, round: usize) -> Row {
        let mut record = self.records[number % self.records.len()].clone();
        record.version += round as u64;
        record.investigation.status = STATUSES[round % STATUSES.len()].clone();
        record.investigation.latest_alert_time = Some(NOW.plus_secs(round as i64));
        record.into()
    }
}

fn record(dice: &mut Dice, number: usize) -> Record {
    let whose = dice.below(CUSTOMERS).min(dice.below(CUSTOMERS));
    let (user, asset) = (format!("user{}", dice.below(5_000)), format!("WS-{:05}", dice.below(20_000)));
    let created = NOW.plus_secs(-(dice.below(60 * 86_400) as i64));
    let assignee = (dice.below(100) > 35).then(|| person(dice.below(40)));
    let tags = (0..dice.below(4)).map(|_| TAGS[dice.below(TAGS.len())].to_owned()).collect();
    let actors = [(ActorKind::User, user.clone()), (ActorKind::Asset, asset.clone())];
    Record {
        investigation: contract::idr::Investigation {
            rrn: Rrn::new(&region(whose), customer(whose), &format!("{number:012X}")).unwrap(),
            organization_id: customer(whose),
            title: TITLES[dice.below(TITLES.len())].replace("USER", &user).replace("ASSET", &asset),
            source: Source::KNOWN[dice.below(5)].clone(),
            status: STATUSES[dice.below(STATUSES.len())].clone(),
            priority: PRIORITIES[dice.below(2) + dice.below(3)].clone(),
            disposition: Disposition::Undecided,
            assignee,
            created_time: created,
            last_accessed: None,
            first_alert_time: Some(created),
            latest_alert_time: Some(created.plus_secs(dice.below(86_400) as i64)),
            responsibility: None,
            tags,
        },
        version: 1,
        alert_count: dice.below(30) as u64,
        actors: actors.into_iter().map(|(kind, name)| RecordActor { kind, name }).take(dice.below(3)).collect(),
    }
}

fn body(records: &[&Record]) -> Vec<u8> {
    let mut counts: BTreeMap<CustomerId, u64> = BTreeMap::new();
    for record in records {
        *counts.entry(record.investigation.organization_id).or_default() += 1;
    }
    let expected = counts.into_iter().map(|(organization_id, records)| Expected { organization_id, records }).collect();
    let working_set =
        Header { as_of: NOW, cursor: "bench.1".to_owned(), closed_since: NOW.plus_secs(-86_400), expected };
    let mut body = serde_json::to_vec(&Line::Header { working_set }).unwrap();
    for record in records {
        body.push(b'\n');
        serde_json::to_writer(&mut body, record).unwrap();
    }
    body.push(b'\n');
    serde_json::to_writer(&mut body, &Line::End { end: End { records: records.len() as u64 } }).unwrap();
    body
}
