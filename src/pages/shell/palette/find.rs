//! What typed words may mean: a customer, an investigation by its id, something to do. Pure.

use contract::directory::Customer;
use contract::{CustomerId, RegionCode, Rrn};
use working_set::sorted;
use working_set::{WorkingSet, fold};

/// Customers shown at most.
const CUSTOMERS: usize = 8;
/// Investigations of one id shown at most: an id is unique within its customer only.
const INVESTIGATIONS: usize = 8;

/// Customers whose name, code or aliases hold every word, a code typed in full first, then names that begin so.
pub(super) fn customers<'a>(all: &'a [Customer], typed: &str) -> Vec<&'a Customer> {
    let typed = fold(typed.trim());
    let words: Vec<&str> = typed.split_whitespace().collect();
    if words.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(u8, String, &Customer)> = all
        .iter()
        .filter_map(|customer| {
            let (name, code) = (fold(&customer.name), fold(&customer.code));
            let aliases: Vec<String> = customer.aliases.iter().map(|alias| fold(alias)).collect();
            let holds = |word: &&str| {
                name.contains(word) || code.contains(word) || aliases.iter().any(|alias| alias.contains(word))
            };
            let rank = match () {
                () if code == typed => 0,
                () if name.starts_with(&typed) => 1,
                () if code.starts_with(&typed) => 2,
                () => 3,
            };
            words.iter().all(holds).then_some((rank, name, customer))
        })
        .collect();
    sorted::by(&mut found, |(a, a_name, a_customer), (b, b_name, b_customer)| {
        (a, a_name, a_customer.id).cmp(&(b, b_name, b_customer.id))
    });
    found.into_iter().take(CUSTOMERS).map(|(_, _, customer)| customer).collect()
}

/// What typed words say about an investigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Named {
    /// Nothing: these are no words of an id.
    None,
    /// It begins like an RRN and is none.
    Broken,
    /// A whole RRN of a customer that the analyst does not know.
    Unknown,
    /// A whole RRN, or an id with the customer it is held for.
    Known {
        /// Whose.
        customer: CustomerId,
        /// Where it is kept.
        region: RegionCode,
        /// Its last segment.
        id: String,
        /// What it is called, where it is loaded.
        title: Option<String>,
    },
    /// An id that nothing loaded has.
    NotLoaded(String),
}

/// Looks an id or an RRN up among what is loaded; a whole RRN says by itself where it is kept.
pub(super) fn investigations(set: &WorkingSet, all: &[Customer], typed: &str) -> Vec<Named> {
    let typed = typed.trim();
    if typed.to_ascii_lowercase().starts_with("rrn:") {
        let Ok(rrn) = typed.parse::<Rrn>() else { return vec![Named::Broken] };
        // Whether an unknown customer exists is not the analyst's to learn.
        if !all.iter().any(|customer| customer.id == rrn.customer() && customer.region == *rrn.region()) {
            return vec![Named::Unknown];
        }
        return vec![known(set, rrn.customer(), rrn.region(), rrn.id())];
    }
    if !is_id(typed) {
        return vec![Named::None];
    }
    let spellings = [typed.to_owned(), typed.to_ascii_uppercase(), typed.to_ascii_lowercase()];
    let held = all.iter().filter_map(|customer| {
        let id = spellings.iter().find(|id| set.find(customer.id, id).is_some())?;
        Some(known(set, customer.id, &customer.region, id))
    });
    let held: Vec<Named> = held.take(INVESTIGATIONS).collect();
    if held.is_empty() { vec![Named::NotLoaded(typed.to_owned())] } else { held }
}

fn known(set: &WorkingSet, customer: CustomerId, region: &RegionCode, id: &str) -> Named {
    let title = set.find(customer, id).map(|row| row.title().to_owned());
    Named::Known { customer, region: region.clone(), id: id.to_owned(), title }
}

/// One word with a digit or a dash in it: most words are no ids.
fn is_id(typed: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let telling = |c: char| c.is_ascii_digit() || c == '-';
    (2..=128).contains(&typed.len()) && typed.chars().all(plain) && typed.chars().any(telling)
}

/// Whether every typed word stands in these words.
pub(super) fn says(words: &str, typed: &str) -> bool {
    let words = fold(words);
    fold(typed.trim()).split_whitespace().all(|word| words.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::idr::Investigation;
    use working_set::CustomerNames;

    fn customer(id: u128, name: &str, code: &str, region: &str) -> Customer {
        serde_json::from_value(serde_json::json!({
            "id": CustomerId::from_u128(id), "name": name, "code": code, "region": region, "aliases": ["Nordlys"],
            "association": "ACTIVE", "licence": "ACTIVE", "access": "GRANTED"
        }))
        .unwrap()
    }

    fn world() -> (WorkingSet, Vec<Customer>) {
        let all = vec![
            customer(1, "Calderhythe Bank", "CALD", "eu"),
            customer(2, "Calderhythe Brokers", "CALB", "us"),
            customer(3, "Bank of Cald", "BOC", "us"),
        ];
        let mut set = WorkingSet::new();
        set.set_customers(all.iter().map(CustomerNames::from).collect());
        let asked = set.asking();
        let row = |at: usize, id: &str| -> Investigation {
            let customer = &all[at];
            serde_json::from_value(serde_json::json!({
                "rrn": Rrn::new(&customer.region, customer.id, id).unwrap(), "organization_id": customer.id,
                "title": format!("<b>{id}</b>"), "source": "ALERT", "status": "OPEN", "priority": "HIGH",
                "created_time": "2026-03-01T00:00:00Z"
            }))
            .unwrap()
        };
        set.ingest([row(0, "7QK2"), row(1, "7QK2"), row(2, "N1")].map(Into::into), asked);
        (set, all)
    }

    #[test]
    fn customers_are_found_by_any_name_and_a_code_comes_first() {
        let (_, all) = world();
        let names = |typed: &str| customers(&all, typed).iter().map(|c| c.code.clone()).collect::<Vec<_>>();
        assert_eq!(names("cald"), ["CALD", "CALB", "BOC"]);
        assert_eq!(names("bank cald"), ["BOC", "CALD"]);
        assert_eq!(names("nordlys").len(), 3);
        assert!(names("").is_empty() && names("zz").is_empty());
    }

    #[test]
    fn an_id_is_found_at_every_customer_that_has_it() {
        let (set, all) = world();
        let found = investigations(&set, &all, "7qk2");
        assert_eq!(found.len(), 2);
        assert!(matches!(&found[0], Named::Known { title: Some(title), .. } if title == "<b>7QK2</b>"));
        assert_eq!(investigations(&set, &all, "lateral"), [Named::None]);
        assert_eq!(investigations(&set, &all, "9-9"), [Named::NotLoaded("9-9".to_owned())]);
    }

    #[test]
    fn an_rrn_says_where_it_is_kept() {
        let (set, all) = world();
        let rrn = Rrn::new(&"eu".parse().unwrap(), CustomerId::from_u128(1), "OLD-1").unwrap();
        let found = investigations(&set, &all, rrn.as_str());
        assert!(matches!(&found[0], Named::Known { region, title: None, .. } if region.as_str() == "eu"), "{found:?}");
        let foreign = Rrn::new(&"eu".parse().unwrap(), CustomerId::from_u128(9), "X-1").unwrap();
        assert_eq!(investigations(&set, &all, foreign.as_str()), [Named::Unknown]);
        let elsewhere = Rrn::new(&"us".parse().unwrap(), CustomerId::from_u128(1), "X-1").unwrap();
        assert_eq!(investigations(&set, &all, elsewhere.as_str()), [Named::Unknown], "that customer lives in eu");
        assert_eq!(investigations(&set, &all, "rrn:x"), [Named::Broken]);
    }

    #[test]
    fn commands_are_found_by_any_of_their_words() {
        assert!(says("Theme: dark", "dark th") && says("Sign out", "") && !says("Sign out", "in"));
    }
}
