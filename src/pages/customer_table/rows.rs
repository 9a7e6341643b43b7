//! Which customers the table shows and in which order. Pure.

use crate::route::{AccessFilter, CustomerTableQuery};
use crate::state::Standing;
use contract::directory::Customer;
use contract::{Association, Role};
use std::cmp::Ordering;
use working_set::sorted;

/// A row's facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TableRow {
    pub(super) customer: Customer,
    pub(super) standing: Standing,
    pub(super) favourite: bool,
    pub(super) similar: bool,
}

/// The columns after the star.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Customer,
    Code,
    Region,
    Aliases,
    Tier,
    Licence,
    Access,
}

impl Column {
    pub(super) const ALL: [Self; 7] =
        [Self::Customer, Self::Code, Self::Region, Self::Aliases, Self::Tier, Self::Licence, Self::Access];

    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Customer => "Customer",
            Self::Code => "Code",
            Self::Region => "Region",
            Self::Aliases => "Also known as",
            Self::Tier => "Tier",
            Self::Licence => "SIEM licence",
            Self::Access => "Your access",
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Code => "code",
            Self::Region => "region",
            Self::Aliases => "aliases",
            Self::Tier => "tier",
            Self::Licence => "licence",
            Self::Access => "access",
        }
    }

    /// `Some(descending)` when the table is sorted by this column.
    pub(super) fn sorted_by(self, query: &CustomerTableQuery) -> Option<bool> {
        match &query.sort {
            Some(sort) => (sort == self.word()).then_some(query.descending),
            None => (self == Self::Customer).then_some(false),
        }
    }

    /// What a click on its head asks for: up, then down.
    pub(super) fn clicked(self, query: &CustomerTableQuery) -> CustomerTableQuery {
        let descending = self.sorted_by(query) == Some(false);
        let plain = self == Self::Customer && !descending;
        CustomerTableQuery { sort: (!plain).then(|| self.word().to_owned()), descending, ..query.clone() }
    }

    fn compare(self, left: &TableRow, right: &TableRow) -> Ordering {
        let (a, b) = (&left.customer, &right.customer);
        match self {
            Self::Customer | Self::Aliases => Ordering::Equal,
            Self::Code => a.code.cmp(&b.code),
            Self::Region => a.region.cmp(&b.region),
            Self::Tier => a.tier.cmp(&b.tier),
            Self::Licence => (&a.licence, a.licence_until).cmp(&(&b.licence, b.licence_until)),
            Self::Access => access_rank(&left.standing).cmp(&access_rank(&right.standing)),
        }
    }
}

fn access_rank(standing: &Standing) -> u8 {
    match standing {
        Standing::Works(Role::Admin) => 0,
        Standing::Works(Role::Analyst) => 1,
        Standing::Works(_) => 2,
        Standing::RoleLoading | Standing::RoleUnknown => 3,
        Standing::NoRole => 4,
        Standing::NoAccess => 5,
        Standing::Unlicensed(_) | Standing::PartnerUnlicensed => 6,
        Standing::NotAssociated(_) => 7,
    }
}

/// Rows that match, the Primary Customer first, then favourites, then the order asked for.
pub(super) fn arrange(rows: &[TableRow], query: &CustomerTableQuery) -> Vec<TableRow> {
    let words: Vec<String> = query.words.split_whitespace().map(str::to_lowercase).collect();
    let mut shown: Vec<TableRow> = rows.iter().filter(|row| matches(row, query, &words)).cloned().collect();
    let column = Column::ALL.into_iter().find(|column| column.sorted_by(query).is_some()).unwrap_or(Column::Customer);
    let by_name = |row: &TableRow| row.customer.name.to_lowercase();
    sorted::by(&mut shown, |left, right| {
        let pinned = (!left.customer.primary, !left.favourite).cmp(&(!right.customer.primary, !right.favourite));
        let asked = column.compare(left, right).then_with(|| by_name(left).cmp(&by_name(right)));
        pinned
            .then(if query.descending { asked.reverse() } else { asked })
            .then_with(|| left.customer.id.cmp(&right.customer.id))
    });
    shown
}

fn matches(row: &TableRow, query: &CustomerTableQuery, words: &[String]) -> bool {
    let customer = &row.customer;
    let listed = |words: &str| {
        customer.name.to_lowercase().contains(words)
            || customer.code.to_lowercase().contains(words)
            || customer.aliases.iter().any(|alias| alias.to_lowercase().contains(words))
            || customer.id.to_string().starts_with(words)
    };
    words.iter().all(|word| listed(word))
        && (query.regions.is_empty() || query.regions.contains(&customer.region))
        && (query.tiers.is_empty() || customer.tier.as_ref().is_some_and(|tier| query.tiers.contains(tier)))
        && query
            .access
            .is_none_or(|access| matches!(row.standing, Standing::Works(_)) == (access == AccessFilter::Workable))
        && (!query.favourites || row.favourite)
}

/// "46 customers and 1 pending, 43 you can work in".
pub(super) fn sum(rows: &[TableRow]) -> String {
    let customers = rows.iter().filter(|row| !row.customer.primary);
    let (mut standing, mut pending, mut workable, mut unknown) = (0, 0, 0, 0);
    for row in customers {
        match row.customer.association {
            Association::Pending => pending += 1,
            Association::Ended => {}
            _ => standing += 1,
        }
        match row.standing {
            Standing::Works(_) => workable += 1,
            Standing::RoleLoading | Standing::RoleUnknown => unknown += 1,
            _ => {}
        }
    }
    let plural = if standing == 1 { "" } else { "s" };
    let pending = if pending > 0 { format!(" and {pending} pending") } else { String::new() };
    let more = if unknown > 0 { "+" } else { "" };
    format!("{standing} customer{plural}{pending}, {workable}{more} you can work in")
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{AccessState, CustomerId, Licence};

    fn row(id: u128, name: &str, region: &str, primary: bool, favourite: bool, standing: Standing) -> TableRow {
        let customer = Customer {
            id: CustomerId::from_u128(id),
            name: name.into(),
            code: name.chars().take(4).collect::<String>().to_uppercase(),
            region: region.parse().unwrap(),
            aliases: vec![format!("{name} group")],
            tier: Some("Gold".into()),
            association: Association::Active,
            licence: Licence::Active,
            licence_until: None,
            access: AccessState::Granted,
            primary,
            confidential: false,
        };
        TableRow { customer, standing, favourite, similar: false }
    }

    fn rows() -> Vec<TableRow> {
        vec![
            row(1, "Quillmoor", "us", true, false, Standing::Works(Role::Admin)),
            row(2, "Adelbeck", "us", false, false, Standing::Works(Role::Viewer)),
            row(3, "Tidewrack", "eu", false, true, Standing::NoRole),
            row(4, "Calderhythe", "eu", false, false, Standing::RoleUnknown),
        ]
    }

    fn names(query: &CustomerTableQuery) -> Vec<String> {
        arrange(&rows(), query).into_iter().map(|row| row.customer.name).collect()
    }

    #[test]
    fn primary_first_then_favourites_then_names() {
        assert_eq!(names(&Default::default()), ["Quillmoor", "Tidewrack", "Adelbeck", "Calderhythe"]);
        let by_region = Column::Region.clicked(&Default::default());
        assert_eq!(names(&by_region), ["Quillmoor", "Tidewrack", "Calderhythe", "Adelbeck"]);
        let down = Column::Region.clicked(&by_region);
        assert_eq!(names(&down), ["Quillmoor", "Tidewrack", "Adelbeck", "Calderhythe"]);
    }

    #[test]
    fn a_click_turns_the_order_round_and_back() {
        let down = Column::Customer.clicked(&Default::default());
        assert_eq!(Column::Customer.sorted_by(&down), Some(true));
        assert_eq!(Column::Customer.clicked(&down), CustomerTableQuery::default());
    }

    #[test]
    fn filters_narrow() {
        let with = |change: fn(&mut CustomerTableQuery)| {
            let mut query = CustomerTableQuery::default();
            change(&mut query);
            names(&query)
        };
        assert_eq!(with(|query| query.words = "CALDER group".into()), ["Calderhythe"]);
        assert_eq!(with(|query| query.regions = vec!["eu".parse().unwrap()]), ["Tidewrack", "Calderhythe"]);
        assert_eq!(with(|query| query.access = Some(AccessFilter::Workable)), ["Quillmoor", "Adelbeck"]);
        assert_eq!(with(|query| query.favourites = true), ["Tidewrack"]);
        assert_eq!(with(|query| query.tiers = vec!["Silver".into()]), Vec::<String>::new());
    }

    #[test]
    fn the_sum_says_what_is_not_known() {
        assert_eq!(sum(&rows()), "3 customers, 1+ you can work in");
    }
}
