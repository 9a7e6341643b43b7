//! Who signs in at the invented partner, and where each may work.

use super::demo;
use super::world::{PlannedAnalyst, PlannedCustomer};
use contract::{CustomerId, Role};

/// Whose access is planned by what rule.
#[derive(Clone, Copy)]
enum Rule {
    /// By the gate state written beside each customer.
    ByState,
    /// This role everywhere.
    Everywhere(Rank),
    /// This role in these regions.
    Regions(&'static [&'static str], Rank),
    /// This role for these tiers.
    Tiers(&'static [&'static str], Rank),
    /// Nothing at all.
    Nowhere,
}

#[derive(Clone, Copy)]
enum Rank {
    Viewer,
    Analyst,
    Admin,
}

impl Rank {
    fn role(self) -> Role {
        match self {
            Self::Viewer => Role::Viewer,
            Self::Analyst => Role::Analyst,
            Self::Admin => Role::Admin,
        }
    }
}

/// Name, address, what the account shows, and its rule.
const PEOPLE: &[(&str, &str, &str, Rule)] = &[
    ("Ines Duarte", demo::INES, "analyst, with a customer in every gate state", Rule::ByState),
    (
        "Priya Raman",
        demo::PRIYA,
        "partner administrator, passes every gate that can be passed",
        Rule::Everywhere(Rank::Admin),
    ),
    (
        "Mia Sorensen",
        demo::MIA,
        "analyst in every customer of us and us2",
        Rule::Regions(&["us", "us2", "us3"], Rank::Analyst),
    ),
    (
        "Ewan Birch",
        "ewan.birch@quillmoor.example",
        "analyst in us2 and au",
        Rule::Regions(&["us2", "au"], Rank::Analyst),
    ),
    (
        "Tomás Ferreira",
        "tomas.ferreira@quillmoor.example",
        "analyst in eu and us",
        Rule::Regions(&["eu", "us"], Rank::Analyst),
    ),
    ("Jonas Wick", "jonas.wick@quillmoor.example", "analyst in au only", Rule::Regions(&["au", "ap"], Rank::Analyst)),
    (
        "Amara Okoye",
        "amara.okoye@quillmoor.example",
        "SIEM Admin of the Platinum customers",
        Rule::Tiers(&["Platinum"], Rank::Admin),
    ),
    (
        "Kofi Mensah",
        "kofi.mensah@quillmoor.example",
        "analyst of the Gold and Silver customers",
        Rule::Tiers(&["Gold", "Silver"], Rank::Analyst),
    ),
    ("Lena Holm", demo::LENA, "lead, Viewer everywhere", Rule::Everywhere(Rank::Viewer)),
    ("Yuki Tanabe", demo::YUKI, "new colleague, no access to any customer", Rule::Nowhere),
];

/// What the demo analyst has in one customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Access and role Analyst; a missing association or licence may still stand in the way.
    Analyst,
    /// Access and role Viewer.
    Viewer,
    /// Access and role Admin.
    Admin,
    /// Access, no role.
    NoRole,
    /// Nothing.
    NoAccess,
}

/// Everyone, with access planned for `customers` (each with the demo analyst's standing) and for the Primary Customer.
/// Confidential customers are known to the demo analyst by her standing, to the administrator and to nobody else.
pub fn everyone(primary: &PlannedCustomer, customers: &[(PlannedCustomer, Standing)]) -> Vec<PlannedAnalyst> {
    PEOPLE
        .iter()
        .map(|(name, email, what, rule)| {
            let partner_admin = *email == demo::PRIYA;
            let mut access = Vec::new();
            if let Some(rank) = at_home(*rule) {
                access.push((primary.id, Some(rank.role())));
            }
            access.extend(customers.iter().filter_map(|(customer, standing)| {
                if customer.confidential && !partner_admin && !matches!(rule, Rule::ByState) {
                    return None;
                }
                grant(*rule, customer, *standing).map(|role| (customer.id, role))
            }));
            PlannedAnalyst {
                id: demo::analyst_id(email),
                name: (*name).to_owned(),
                email: (*email).to_owned(),
                partner_admin,
                what: (*what).to_owned(),
                favourites: if *email == demo::INES { favourites(customers) } else { Vec::new() },
                access,
            }
        })
        .collect()
}

/// The rank at the Primary Customer itself.
fn at_home(rule: Rule) -> Option<Rank> {
    match rule {
        Rule::ByState | Rule::Regions(..) | Rule::Tiers(..) => Some(Rank::Analyst),
        Rule::Everywhere(rank) => Some(rank),
        Rule::Nowhere => None,
    }
}

/// `None` without access, `Some(None)` with access but no role.
fn grant(rule: Rule, customer: &PlannedCustomer, standing: Standing) -> Option<Option<Role>> {
    match rule {
        Rule::ByState => match standing {
            Standing::Analyst => Some(Some(Role::Analyst)),
            Standing::Viewer => Some(Some(Role::Viewer)),
            Standing::Admin => Some(Some(Role::Admin)),
            Standing::NoRole => Some(None),
            Standing::NoAccess => None,
        },
        Rule::Everywhere(rank) => Some(Some(rank.role())),
        Rule::Regions(codes, rank) => codes.contains(&customer.region.as_str()).then(|| Some(rank.role())),
        Rule::Tiers(tiers, rank) => {
            let tier = customer.tier.as_deref().unwrap_or_default();
            tiers.contains(&tier).then(|| Some(rank.role()))
        }
        Rule::Nowhere => None,
    }
}

fn favourites(customers: &[(PlannedCustomer, Standing)]) -> Vec<CustomerId> {
    const STARRED: [&str; 4] = [demo::MOST_URGENT, "HLNF", "JSMR", "KSTW"];
    let starred = |(customer, _): &&(PlannedCustomer, Standing)| STARRED.contains(&customer.code.as_str());
    customers.iter().filter(starred).map(|(customer, _)| customer.id).collect()
}
