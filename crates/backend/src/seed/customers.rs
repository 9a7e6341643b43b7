//! The invented customers of the scales `demo` and `small`, with their gate states and amounts of work.

use super::demo;
use super::people::{self, Standing};
use super::world::{Detail, PlannedCustomer, World};
use contract::{Association, BadId, Licence, Timestamp};

/// One line of the table: name, code, region, other names, tier, days until the licence ends, gate state, and active
/// investigations from critical to unspecified; the named investigations come on top.
struct Line(&'static str, &'static str, &'static str, &'static [&'static str], &'static str, i64, State, [u32; 5]);

/// The gate state of the demo analyst, and of the customer itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Analyst,
    Viewer,
    Admin,
    NoRole,
    NoAccess,
    Expired,
    Pending,
    Ended,
    ConfidentialKnown,
    ConfidentialHidden,
}

const PLATINUM: &str = "Platinum";
const GOLD: &str = "Gold";
const SILVER: &str = "Silver";
const BRONZE: &str = "Bronze";

use State::{Admin, Analyst, ConfidentialHidden, ConfidentialKnown, Ended, Expired, NoAccess, NoRole, Pending, Viewer};

/// 46 customers in 4 regions.
#[rustfmt::skip]
const DEMO: &[Line] = &[
    Line("Calderhythe Bank", "CALD", "us2", &["Calder", "CB Group"], PLATINUM, 289, Analyst, [0, 6, 38, 6, 8]),
    Line("Hollinfair Retail", "HLNF", "us2", &["Hollinfair.example"], GOLD, 197, Analyst, [0, 2, 24, 10, 2]),
    Line("Jesmarin Airports", "JSMR", "au", &["JAG"], PLATINUM, 289, Analyst, [0, 2, 12, 22, 9]),
    Line("Kestrelwyn Energy", "KSTW", "us2", &["Kestrel grid"], PLATINUM, 289, Analyst, [0, 7, 12, 11, 3]),
    Line("Tidewrack Ferries", "TDWR", "eu", &[], SILVER, 289, NoRole, [0, 2, 14, 9, 2]),
    Line("Adelbeck Shipping", "ADLB", "us", &[], GOLD, 289, Viewer, [0, 4, 18, 6, 1]),
    Line("Aldermoss Clinics", "ALDM", "eu", &[], GOLD, 105, Pending, [0, 0, 4, 3, 0]),
    Line("Ambrosine Dental Group", "AMBR", "us2", &[], SILVER, 289, Analyst, [0, 0, 9, 18, 1]),
    Line("Arkenfell Utilities", "ARKF", "au", &[], GOLD, 197, NoAccess, [0, 3, 16, 9, 2]),
    Line("Bellwhistle Foods", "BELW", "us", &[], SILVER, 105, Analyst, [0, 0, 27, 3, 0]),
    Line("Brackenholt Water", "BRKH", "au", &[], GOLD, 197, Analyst, [0, 0, 2, 11, 0]),
    Line("Bruntisfell Aerospace", "BRNT", "us", &[], GOLD, 197, Analyst, [0, 2, 11, 8, 2]),
    Line("Calderhythe Brokers", "CALB", "us", &["CBL"], GOLD, 289, Analyst, [0, 0, 3, 4, 9]),
    Line("Cinderhope Hospital Trust", "CNDR", "eu", &["CHT"], PLATINUM, 105, Analyst, [0, 1, 12, 4, 9]),
    Line("Corvane Robotics", "CRVN", "us2", &[], SILVER, 197, Analyst, [0, 0, 11, 36, 9]),
    Line("Dunmarrow Logistics", "DNMR", "us", &[], SILVER, 105, Analyst, [0, 0, 10, 9, 1]),
    Line("Eskerfold Health", "ESKF", "eu", &[], GOLD, 289, Analyst, [0, 1, 27, 5, 0]),
    Line("Fennimarch Rail", "FNMR", "eu", &[], GOLD, 105, Analyst, [0, 3, 22, 14, 3]),
    Line("Glasswrack Media", "GLSW", "us2", &[], BRONZE, 197, Analyst, [0, 0, 9, 18, 1]),
    Line("Greywether Legal", "GRYW", "us", &[], SILVER, 197, Analyst, [0, 2, 9, 18, 0]),
    Line("Hespermoor Care Homes", "HSPM", "us", &[], BRONZE, -17, Expired, [0, 1, 9, 6, 2]),
    Line("Inverlune Semiconductors", "INVL", "au", &[], PLATINUM, 105, Analyst, [0, 1, 9, 18, 1]),
    Line("Ivorness Pharma", "IVRN", "eu", &[], GOLD, 289, Analyst, [0, 0, 27, 18, 2]),
    Line("Larkspire Schools", "LKSP", "us", &[], BRONZE, 105, Analyst, [0, 0, 9, 3, 0]),
    Line("Lowmarsh County", "LOWM", "eu", &[], SILVER, 197, Viewer, [0, 0, 9, 9, 9]),
    Line("Marchetwood Insurance", "MRCH", "us", &[], GOLD, 197, Analyst, [0, 0, 18, 18, 1]),
    Line("Merrowdale Hotels", "MRRW", "au", &[], SILVER, 197, Analyst, [0, 4, 26, 18, 2]),
    Line("Nettlecrane Farms", "NTLC", "eu", &[], BRONZE, 105, Analyst, [0, 2, 18, 2, 0]),
    Line("Oakhusk Brewing", "OAKH", "us", &[], BRONZE, 289, Analyst, [0, 0, 26, 18, 9]),
    Line("Osterlyn Foods", "OSTR", "eu", &[], SILVER, 289, Analyst, [0, 0, 3, 10, 0]),
    Line("Pellinard Steel", "PLND", "us2", &[], GOLD, 197, Analyst, [0, 1, 9, 5, 2]),
    Line("Pomerell Vance", "PMVN", "us", &[], SILVER, 289, Analyst, [0, 0, 9, 9, 1]),
    Line("Rookhaven Gaming", "RKHV", "au", &[], SILVER, 105, Analyst, [0, 0, 0, 0, 0]),
    Line("Saltmarrow Chemicals", "SLTM", "us2", &[], GOLD, 197, Analyst, [0, 0, 18, 4, 1]),
    Line("Sorrelby Textiles", "SRLB", "au", &[], BRONZE, 197, Ended, [0, 0, 5, 4, 0]),
    Line("Stanmarch Motors", "STNM", "us2", &[], GOLD, 105, Admin, [0, 0, 11, 6, 1]),
    Line("Tamberlyn Studios", "TMBR", "us", &[], SILVER, 289, Analyst, [0, 0, 22, 9, 0]),
    Line("Thistlegate Housing", "THST", "au", &[], BRONZE, 105, Analyst, [0, 0, 2, 9, 0]),
    Line("Tollgarth Payments", "TLGR", "eu", &[], PLATINUM, 197, Analyst, [0, 4, 17, 11, 2]),
    Line("Umberlow Mining", "UMBR", "au", &[], GOLD, 289, Analyst, [0, 0, 18, 9, 0]),
    Line("Vellacroft Paper", "VLCF", "eu", &[], SILVER, 197, Analyst, [0, 0, 9, 18, 1]),
    Line("Wexmarsh Telecom", "WXMS", "us2", &[], GOLD, 197, Analyst, [0, 0, 18, 3, 15]),
    Line("Wrenholt Capital", "WRNH", "us", &[], PLATINUM, 197, Analyst, [0, 1, 18, 9, 1]),
    Line("Yarrowfen Solar", "YRWF", "au", &[], SILVER, 197, Analyst, [0, 0, 0, 2, 0]),
    Line("Whitlowe Sovereign Fund", "WTLW", "eu", &[], PLATINUM, 289, ConfidentialKnown, [0, 1, 6, 4, 1]),
    Line("Hartsmere Foundation", "HRTM", "us2", &[], PLATINUM, 289, ConfidentialHidden, [0, 2, 7, 3, 1]),
];

/// Who is in `small`, where, and with how much.
#[rustfmt::skip]
const SMALL: &[(&str, &str, [u32; 5])] = &[
    ("CALD", "eu", [0, 2, 2, 1, 1]), ("CALB", "us", [0, 0, 1, 1, 1]), ("PLND", "us", [0, 0, 1, 1, 0]),
    ("TMBR", "us", [0, 0, 1, 1, 0]), ("ADLB", "eu", [0, 1, 1, 0, 0]), ("TDWR", "eu", [0, 1, 1, 0, 0]),
    ("ARKF", "au", [0, 1, 1, 0, 0]), ("HSPM", "us", [0, 0, 1, 0, 0]), ("ALDM", "eu", [0, 0, 1, 0, 0]),
    ("SRLB", "au", [0, 0, 1, 0, 0]), ("WTLW", "eu", [0, 1, 1, 0, 0]), ("HRTM", "us", [0, 1, 1, 0, 0]),
    ("JSMR", "au", [0, 1, 1, 1, 0]), ("RKHV", "au", [0, 0, 0, 0, 0]),
];

/// 46 customers in 4 regions, about 2,000 investigations.
pub fn demo(seed: u64, now: Timestamp) -> Result<World, BadId> {
    let planned = |line: &Line| planned(line, line.2, line.7, closed(line), now);
    let customers = DEMO.iter().map(planned).collect::<Result<_, _>>()?;
    world(seed, now, &["us", "us2", "eu", "au"], ([0, 2, 12, 18, 4], 40), customers)
}

/// A handful of customers in 3 regions, one in each gate state.
pub fn small(seed: u64, now: Timestamp) -> Result<World, BadId> {
    let line_of = |code: &str| DEMO.iter().find(|line| line.1 == code);
    let customers = SMALL
        .iter()
        .filter_map(|(code, region, active)| Some(planned(line_of(code)?, region, *active, 1, now)))
        .collect::<Result<_, _>>()?;
    world(seed, now, &["us", "eu", "au"], ([0, 0, 1, 1, 0], 1), customers)
}

/// The partner of `small` without partner status and licence.
pub fn unlicensed(seed: u64, now: Timestamp) -> Result<World, BadId> {
    let mut world = small(seed, now)?;
    world.partner_status = false;
    world.primary.licence = Licence::Missing;
    world.primary.licence_until = None;
    world.multi_customer = false;
    Ok(world)
}

/// The partner of `small` with no customer that is both associated and licensed.
pub fn empty(seed: u64, now: Timestamp) -> Result<World, BadId> {
    let mut world = small(seed, now)?;
    world
        .customers
        .retain(|customer| customer.association != Association::Active || customer.licence != Licence::Active);
    let kept: Vec<_> = world.everyone().map(|customer| customer.id).collect();
    for analyst in &mut world.analysts {
        analyst.access.retain(|(customer, _)| kept.contains(customer));
        analyst.favourites.retain(|customer| kept.contains(customer));
    }
    world.multi_customer = false;
    Ok(world)
}

/// The partner with these customers, its own work (active by priority, closed), and everyone who signs in.
pub fn world(
    seed: u64,
    now: Timestamp,
    regions: &[&str],
    (active, closed): ([u32; 5], u32),
    customers: Vec<(PlannedCustomer, Standing)>,
) -> Result<World, BadId> {
    let primary = PlannedCustomer {
        id: demo::customer_id(demo::PARTNER_CODE),
        name: demo::PARTNER.to_owned(),
        code: demo::PARTNER_CODE.to_owned(),
        region: "us".parse()?,
        aliases: Vec::new(),
        tier: None,
        association: Association::Active,
        licence: Licence::Active,
        licence_until: Some(end_of_day(now, 470)),
        confidential: false,
        active,
        closed,
    };
    let named = |code: &&str| Ok((code.parse()?, region_name(code).to_owned()));
    Ok(World {
        seed,
        now,
        analysts: people::everyone(&primary, &customers),
        primary,
        partner_status: true,
        multi_customer: true,
        regions: regions.iter().map(named).collect::<Result<_, BadId>>()?,
        customers: customers.into_iter().map(|(customer, _)| customer).collect(),
        detail: Detail::Full,
    })
}

/// 23:59:59 UTC, `days` days from `now`.
pub fn end_of_day(now: Timestamp, days: i64) -> Timestamp {
    const DAY: i64 = 86_400_000_000;
    Timestamp::from_micros((now.micros().div_euclid(DAY) + days + 1) * DAY - 1_000_000)
}

fn region_name(code: &str) -> &'static str {
    match code {
        "us" => "United States",
        "us2" => "United States 2",
        "us3" => "United States 3",
        "eu" => "Europe",
        "ca" => "Canada",
        "au" => "Australia",
        "ap" => "Asia Pacific",
        _ => "",
    }
}

/// One closed for every two active, and a few where nothing is active.
fn closed(line: &Line) -> u32 {
    line.7.iter().sum::<u32>() / 2 + 2
}

fn planned(
    Line(name, code, _, aliases, tier, licence_days, state, _): &Line,
    region: &str,
    active: [u32; 5],
    closed: u32,
    now: Timestamp,
) -> Result<(PlannedCustomer, Standing), BadId> {
    let standing = match state {
        Analyst | Expired | Pending | Ended | ConfidentialKnown => Standing::Analyst,
        Viewer => Standing::Viewer,
        Admin => Standing::Admin,
        NoRole => Standing::NoRole,
        NoAccess | ConfidentialHidden => Standing::NoAccess,
    };
    let customer = PlannedCustomer {
        id: demo::customer_id(code),
        name: (*name).to_owned(),
        code: (*code).to_owned(),
        region: region.parse()?,
        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        tier: Some((*tier).to_owned()),
        association: match state {
            Pending => Association::Pending,
            Ended => Association::Ended,
            _ => Association::Active,
        },
        licence: if *state == Expired { Licence::Expired } else { Licence::Active },
        licence_until: Some(end_of_day(now, *licence_days)),
        confidential: matches!(state, ConfidentialKnown | ConfidentialHidden),
        active,
        closed,
    };
    Ok((customer, standing))
}
