//! ⟶ Reads the query string of a saved view: only names and values that the investigations grid has; whose words they are.

use crate::error::{Error, Result};
use contract::{CustomerId, Disposition, Priority, RegionCode, Rrn, Source, Status, Timestamp};
use percent_encoding::percent_decode_str;
use std::collections::HashSet;

/// Longest value that stands for itself, such as a tag, in characters.
const LONGEST_WORD: usize = 200;

/// Columns that rows are sorted by.
const SORTED: [&str; 9] =
    ["priority", "created", "latest", "title", "customer", "status", "assignee", "region", "alerts"];
/// Columns that rows are grouped by.
const GROUPED: [&str; 10] =
    ["customer", "priority", "status", "assignee", "region", "age", "source", "tag", "disposition", "responsibility"];
/// Columns of the grid.
const COLUMNS: [&str; 16] = [
    "priority",
    "title",
    "customer",
    "region",
    "status",
    "assignee",
    "age",
    "created",
    "latest",
    "alerts",
    "actors",
    "source",
    "tags",
    "disposition",
    "responsibility",
    "id",
];
/// Age bands.
const AGES: [&str; 5] = ["hour", "day", "week", "month", "older"];

/// Which values may stand in a view.
#[derive(Debug)]
pub enum Vocabulary {
    /// Those of the contract, and what the directory itself knows: nothing of a customer's can hide among them.
    Directory {
        /// Addresses of the partner's analysts, in lower case.
        people: HashSet<String>,
        /// Regions there are.
        regions: HashSet<RegionCode>,
    },
    /// Words of this region's customers as well.
    Region,
}

/// Refuses a query that says anything but what the grid's address says; the sentence names the parameter, never the
/// value. Answers the customers that it names.
pub(super) fn check(query: &str, vocabulary: &Vocabulary) -> Result<Vec<CustomerId>> {
    let mut customers = Vec::new();
    for pair in pairs(query) {
        let Pair { name, value, .. } = pair?;
        let filter = name.strip_prefix("not_").unwrap_or(&name);
        if !sound(filter, filter != name, &value, vocabulary)? {
            return Err(Error::BadRequest(format!("The query's {name:?} has a value that is not understood.")));
        }
        customers.extend(named(&name, &value));
    }
    Ok(customers)
}

/// The query without customers that its reader does not know, each pair otherwise as it was written. None where no
/// customer is left of those it asks for: without them it would ask for everything.
pub(super) fn shown(query: &str, knows: impl Fn(CustomerId) -> bool) -> Option<String> {
    let mut kept = Vec::new();
    let (mut asked, mut left) = (false, false);
    for pair in pairs(query) {
        let Pair { raw, name, value } = pair.ok()?;
        let known = named(&name, &value).is_none_or(&knows);
        asked |= name == "customer";
        left |= name == "customer" && known;
        if known {
            kept.push(raw);
        }
    }
    (left || !asked).then(|| kept.join("&"))
}

struct Pair<'a> {
    raw: &'a str,
    name: String,
    value: String,
}

fn pairs(query: &str) -> impl Iterator<Item = Result<Pair<'_>>> {
    let decoded = |text: &str| match percent_decode_str(&text.replace('+', " ")).decode_utf8() {
        Ok(text) => Ok(text.into_owned()),
        Err(_) => Err(Error::BadRequest("The query is not UTF-8.".to_owned())),
    };
    query.split('&').filter(|pair| !pair.is_empty()).map(move |raw| {
        let (name, value) = raw.split_once('=').unwrap_or((raw, ""));
        Ok(Pair { raw, name: decoded(name)?, value: decoded(value)? })
    })
}

/// The customer that a pair names, if it is one that does.
fn named(name: &str, value: &str) -> Option<CustomerId> {
    match name {
        "customer" | "not_customer" => value.parse().ok(),
        "open" => value.split_once(':')?.0.parse().ok(),
        _ => None,
    }
}

fn sound(name: &str, negated: bool, value: &str, vocabulary: &Vocabulary) -> Result<bool> {
    let typed = || !value.is_empty() && value.chars().count() <= LONGEST_WORD;
    let at_region = matches!(vocabulary, Vocabulary::Region);
    Ok(match name {
        "customer" => value.parse::<CustomerId>().is_ok(),
        "region" => match (value.parse::<RegionCode>(), vocabulary) {
            (Ok(code), Vocabulary::Directory { regions, .. }) => regions.contains(&code),
            (parsed, Vocabulary::Region) => parsed.is_ok(),
            (Err(_), _) => false,
        },
        "priority" => Priority::known(value).is_some() || at_region && typed(),
        "status" => Status::known(value).is_some() || at_region && typed(),
        "source" => Source::known(value).is_some() || at_region && typed(),
        "disposition" => Disposition::known(value).is_some() || at_region && typed(),
        "assignee" if ["me", "unassigned"].contains(&value) => true,
        "assignee" => match vocabulary {
            Vocabulary::Directory { people, .. } => {
                people.contains(&value.to_lowercase()) || return Err(of_a_customer("An assignee's address"))
            }
            Vocabulary::Region => typed(),
        },
        // Without a value: untagged, not stated.
        "tag" | "responsibility" if value.is_empty() => true,
        "tag" | "responsibility" => at_region && typed() || !at_region && return Err(of_a_customer("A tag")),
        "age" => AGES.contains(&value),
        _ if negated => return Err(unknown()),
        "from" | "to" => value.parse::<Timestamp>().is_ok(),
        "sort" => {
            let sorted = |key: &str| SORTED.contains(&key.strip_prefix('-').unwrap_or(key));
            value.split(',').count() <= 3 && value.split(',').all(sorted)
        }
        "group" => GROUPED.contains(&value),
        "columns" => {
            let column = |at: &str| match at.split_once(':') {
                Some((column, width)) => COLUMNS.contains(&column) && width.parse::<u16>().is_ok(),
                None => COLUMNS.contains(&at),
            };
            value.split(',').count() <= COLUMNS.len() && value.split(',').all(column)
        }
        "open" => value.split_once(':').is_some_and(|(customer, id)| {
            format!("rrn:investigation:x:{customer}:investigation:{id}").parse::<Rrn>().is_ok()
        }),
        "view" => value == "all",
        _ => return Err(unknown()),
    })
}

fn unknown() -> Error {
    Error::BadRequest("The query has a parameter that the investigations grid does not have.".to_owned())
}

/// Why the directory does not keep a view.
pub(super) fn of_a_customer(what: &str) -> Error {
    Error::BadRequest(format!(
        "{what} is a word of a customer's, which the directory never keeps. Save this view at a region instead."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ONE: CustomerId = CustomerId::from_u128(1);
    const TWO: CustomerId = CustomerId::from_u128(2);

    fn directory() -> Vocabulary {
        Vocabulary::Directory {
            people: HashSet::from(["mia@quillmoor.example".to_owned()]),
            regions: HashSet::from(["eu".parse().unwrap()]),
        }
    }

    #[test]
    fn the_directory_takes_ids_and_words_of_the_contract() {
        let query = format!(
            "customer={ONE}&not_customer={TWO}&region=eu&priority=HIGH&not_status=CLOSED&source=ALERT&disposition=BENIGN\
             &assignee=me&assignee=Mia%40quillmoor.example&tag=&not_responsibility=&age=week&from=2026-03-01T00%3A00%3A00Z\
             &sort=-priority%2Ccreated&group=customer&columns=priority,title%3A420&open={ONE}%3AABC-1&view=all"
        );
        assert_eq!(check(&query, &directory()).unwrap(), [ONE, TWO, ONE]);
        assert!(check("", &directory()).unwrap().is_empty());
    }

    #[test]
    fn what_is_no_word_of_the_contract_is_refused() {
        for query in [
            "q=mimikatz",
            "words=x",
            "Customer=x",
            "customer=acme",
            "region=mars",
            "priority=HOT",
            "status=mimikatz",
            "not_source=x",
            "disposition=",
            "age=old",
            "from=yesterday",
            "sort=mimikatz",
            "sort=a,b,c,d",
            "not_sort=priority",
            "group=x",
            "columns=title:wide",
            "columns=mimikatz",
            "open=x:y",
            "view=mimikatz",
            "assignee=",
            "%FF=1",
            "tag=%FF",
            "priority",
            "not_not_priority=HIGH",
            "?priority=HIGH",
        ] {
            assert!(check(query, &directory()).is_err(), "{query}");
        }
        for query in ["tag=mimikatz", "not_tag=x", "responsibility=x", "assignee=cfo%40acme.example"] {
            let refused = check(query, &directory()).unwrap_err().message();
            assert!(refused.ends_with("Save this view at a region instead."), "{query}: {refused}");
            assert!(check(query, &Vocabulary::Region).is_ok(), "{query}");
        }
        assert!(check("status=UNMAPPED", &Vocabulary::Region).is_ok());
        assert!(check(&format!("tag={}", "x".repeat(201)), &Vocabulary::Region).is_err());
    }

    #[test]
    fn a_reader_is_told_of_known_customers_only() {
        let knows = |customer| customer == ONE;
        let both = format!("customer={ONE}&priority=HIGH&customer={TWO}&not_customer={TWO}&open={TWO}%3AABC&tag=a%2Bb");
        assert_eq!(shown(&both, knows).unwrap(), format!("customer={ONE}&priority=HIGH&tag=a%2Bb"));
        assert_eq!(shown(&format!("customer={TWO}&priority=HIGH"), knows), None, "it would ask for everything");
        assert_eq!(shown(&format!("not_customer={TWO}"), knows).unwrap(), "");
        assert_eq!(shown("priority=HIGH", knows).unwrap(), "priority=HIGH");
    }

    proptest! {
        #[test]
        fn no_typed_word_passes_the_directory(name in "[a-z_]{0,14}", value in "[a-z]{17,40}") {
            let query = format!("{name}={value}");
            prop_assert!(check(&query, &directory()).is_err(), "{}", query);
        }

        #[test]
        fn never_panics_and_never_tells(query in ".{0,80}") {
            let _ = check(&query, &Vocabulary::Region);
            let _ = shown(&query, |_| false);
            let hidden = format!("{query}&open={TWO}:X&not_customer={TWO}");
            if let Some(told) = shown(&hidden, |_| false) {
                prop_assert!(!told.contains(&TWO.to_string()));
            }
        }
    }
}
