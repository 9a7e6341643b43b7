//! ⟶ Reads query strings: every parameter of the public dialect, checked once; unknown ones are ignored.

use crate::db::region::{Criterion, Order, Sort, SortKey};
use crate::error::{Error, Result};
use contract::{BadTimestamp, Priority, Source, Status, Timestamp};
use percent_encoding::percent_decode_str;

/// Rows a page has unless asked otherwise, and may have at most.
const SIZES: (u64, u64) = (20, 100);
/// How far back a list goes unless asked otherwise, in seconds.
const DEFAULT_REACH_SECS: i64 = 28 * 24 * 60 * 60;
/// Keys an order may have.
const SORT_KEYS: usize = 8;

/// Names and values in their order, decoded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Query(Vec<(String, String)>);

/// Which page is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PageRequest {
    /// From 0.
    pub(super) index: u64,
    /// 1 to 100.
    pub(super) size: u64,
}

impl Query {
    /// Reads what stands behind the `?`.
    pub(super) fn parse(raw: &str) -> Result<Self> {
        let decoded = |text: &str| match percent_decode_str(&text.replace('+', " ")).decode_utf8() {
            Ok(text) => Ok(text.into_owned()),
            Err(_) => Err(Error::BadRequest("The query string is not UTF-8.".to_owned())),
        };
        let pairs = raw.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Ok((decoded(name)?, decoded(value)?))
        });
        Ok(Self(pairs.collect::<Result<_>>()?))
    }

    /// Every value of a parameter that is not empty.
    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(found, value)| found == name && !value.trim().is_empty())
            .map(|(_, value)| value.trim())
    }

    /// The value of a parameter that may stand once; the last one counts.
    pub(super) fn one(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .rev()
            .find(|(found, value)| found == name && !value.trim().is_empty())
            .map(|(_, value)| value.trim())
    }

    /// The members of a list, which may be separated by commas with spaces or by repetition.
    pub(super) fn members<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.all(name).flat_map(|value| value.split(',')).map(str::trim).filter(|member| !member.is_empty())
    }

    /// `index` (0) and `size` (20, 1 to 100).
    pub(super) fn page(&self) -> Result<PageRequest> {
        let number = |name, default| match self.one(name) {
            Some(text) => text.parse().map_err(|_| Error::BadRequest(format!("{name} must be a whole number."))),
            None => Ok(default),
        };
        let (index, size) = (number("index", 0)?, number("size", SIZES.0)?);
        if (1..=SIZES.1).contains(&size) {
            Ok(PageRequest { index, size })
        } else {
            Err(Error::BadRequest(format!("size must be from 1 to {}.", SIZES.1)))
        }
    }

    /// `multi-customer` (false).
    pub(super) fn multi_customer(&self) -> Result<bool> {
        match self.one("multi-customer") {
            None => Ok(false),
            Some(word) if word.eq_ignore_ascii_case("true") => Ok(true),
            Some(word) if word.eq_ignore_ascii_case("false") => Ok(false),
            Some(_) => Err(Error::BadRequest("multi-customer must be true or false.".to_owned())),
        }
    }

    /// What a list of investigations selects.
    pub(super) fn criteria(&self, now: Timestamp) -> Result<Vec<Criterion>> {
        let mut criteria = self.period(now)?;
        let statuses = self.words("statuses", Status::known, Status::KNOWN)?;
        let sources = self.words("sources", Source::known, Source::KNOWN)?;
        let priorities = self.words("priorities", Priority::known, Priority::KNOWN)?;
        criteria.extend((!statuses.is_empty()).then_some(Criterion::Status(statuses)));
        criteria.extend((!sources.is_empty()).then_some(Criterion::Source(sources)));
        criteria.extend((!priorities.is_empty()).then_some(Criterion::Priority(priorities)));
        if let Some(email) = self.one("assignee.email") {
            criteria.push(Criterion::Assignee(vec![email.to_owned()]));
        }
        criteria.extend(self.members("tags").map(|tag| Criterion::Tag(tag.to_owned())));
        Ok(criteria)
    }

    fn period(&self, now: Timestamp) -> Result<Vec<Criterion>> {
        let moment = |name: &str| -> Result<Option<Timestamp>> {
            // An offset's plus sign that was not encoded arrives as a space.
            let read = |text: &str| text.replace(' ', "+").parse();
            let bad = |cause: BadTimestamp| Error::BadRequest(format!("{name}: {cause}."));
            self.one(name).map(read).transpose().map_err(bad)
        };
        Ok(period(moment("start_time")?, moment("end_time")?, now))
    }

    fn words<T: ToString>(&self, name: &str, known: impl Fn(&str) -> Option<T>, all: &[T]) -> Result<Vec<T>> {
        self.members(name).map(|word| known(word).ok_or_else(|| bad_word(name, word, all))).collect()
    }

    /// `sort` as `field,DIR`, repeated or chained.
    pub(super) fn sort(&self) -> Result<Vec<Sort>> {
        let mut sort: Vec<Sort> = Vec::new();
        for member in self.members("sort") {
            match (direction(member), sort.last_mut()) {
                (Some(order), Some(last)) => last.1 = order,
                (Some(_), None) => return Err(bad_sort(member)),
                (None, _) => sort.push((sort_key(member)?, Order::Descending)),
            }
        }
        ordered(sort)
    }
}

/// Both bounds exclusive, on the time of opening; the last 28 days when no start is named.
pub(super) fn period(start: Option<Timestamp>, end: Option<Timestamp>, now: Timestamp) -> Vec<Criterion> {
    let start = start.unwrap_or_else(|| now.plus_secs(-DEFAULT_REACH_SECS));
    [Some(Criterion::After(start)), end.map(Criterion::Before)].into_iter().flatten().collect()
}

/// The default order where none is asked for.
pub(super) fn ordered(sort: Vec<Sort>) -> Result<Vec<Sort>> {
    match sort.len() {
        0 => Ok(vec![(SortKey::Priority, Order::Descending)]),
        1..=SORT_KEYS => Ok(sort),
        _ => Err(Error::BadRequest(format!("sort takes at most {SORT_KEYS} fields."))),
    }
}

/// A field that can be sorted by.
pub(super) fn sort_key(field: &str) -> Result<SortKey> {
    match field.to_ascii_lowercase().as_str() {
        "created_time" => Ok(SortKey::Created),
        "priority" => Ok(SortKey::Priority),
        "rrn" => Ok(SortKey::Rrn),
        "alerts_most_recent_created_time" => Ok(SortKey::LatestAlert),
        "alerts_most_recent_detection_created_time" => Ok(SortKey::LatestDetection),
        _ => Err(bad_sort(field)),
    }
}

/// ASC or DESC, in any case.
pub(super) fn direction(word: &str) -> Option<Order> {
    match word.to_ascii_uppercase().as_str() {
        "ASC" => Some(Order::Ascending),
        "DESC" => Some(Order::Descending),
        _ => None,
    }
}

/// Refuses a word that is not one of `all`.
pub(super) fn bad_word<T: ToString>(name: &str, word: &str, all: &[T]) -> Error {
    let all: Vec<String> = all.iter().map(ToString::to_string).collect();
    Error::BadRequest(format!("{name} has no value {:?}; it can be {}.", shortened(word), all.join(", ")))
}

fn bad_sort(found: &str) -> Error {
    let fields =
        "created_time, priority, rrn, alerts_most_recent_created_time or alerts_most_recent_detection_created_time";
    Error::BadRequest(format!("sort must be {fields} with ASC or DESC, found {:?}.", shortened(found)))
}

/// A caller's own word, short enough to be said back.
fn shortened(text: &str) -> String {
    text.chars().take(64).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
    use proptest::prelude::*;

    fn now() -> Timestamp {
        "2026-03-17T10:46:00Z".parse().unwrap()
    }

    fn criteria(raw: &str) -> Result<Vec<Criterion>> {
        Query::parse(raw)?.criteria(now())
    }

    #[test]
    fn lists_take_commas_spaces_repetition_and_any_case() {
        let wanted = Criterion::Status(vec![Status::Open, Status::Waiting, Status::Closed]);
        for raw in [
            "statuses=OPEN,WAITING,CLOSED",
            "statuses=open,%20waiting+,+Closed",
            "statuses=OPEN,WAITING&statuses=CLOSED",
        ] {
            assert!(criteria(raw).unwrap().contains(&wanted), "{raw}");
        }
        assert_eq!(criteria("statuses=&sources=,&priorities=%20").unwrap().len(), 1);
    }

    #[test]
    fn the_last_28_days_unless_a_start_is_named() {
        assert_eq!(criteria("").unwrap(), [Criterion::After(now().plus_secs(-28 * 86_400))]);
        let both = criteria("start_time=2020-01-01T00:00:00+02:00&end_time=2021-01-01T00:00:00.123456Z").unwrap();
        let start = "2019-12-31T22:00:00Z".parse().unwrap();
        assert_eq!(both, [Criterion::After(start), Criterion::Before("2021-01-01T00:00:00.123456Z".parse().unwrap())]);
    }

    #[test]
    fn bad_values_are_refused() {
        for raw in
            ["statuses=OPNE", "sources=X", "priorities=1", "start_time=yesterday", "end_time=2026-13-01T00:00:00Z"]
        {
            assert!(matches!(criteria(raw), Err(Error::BadRequest(_))), "{raw}");
        }
        for raw in ["size=0", "size=101", "size=-1", "size=x", "index=-1", "index=1.5", "size=99999999999999999999"] {
            assert!(matches!(Query::parse(raw).unwrap().page(), Err(Error::BadRequest(_))), "{raw}");
        }
        for raw in ["sort=title,ASC", "sort=DESC", "sort=priority,UP", "sort=priority;DROP"] {
            assert!(matches!(Query::parse(raw).unwrap().sort(), Err(Error::BadRequest(_))), "{raw}");
        }
        assert!(Query::parse("multi-customer=yes").unwrap().multi_customer().is_err());
        assert!(Query::parse("a=%ff").is_err());
    }

    #[test]
    fn orders_are_single_repeated_or_chained() {
        let sort = |raw| Query::parse(raw).unwrap().sort().unwrap();
        assert_eq!(sort(""), [(SortKey::Priority, Order::Descending)]);
        assert_eq!(sort("sort=created_time,asc"), [(SortKey::Created, Order::Ascending)]);
        let two = [(SortKey::Rrn, Order::Ascending), (SortKey::Created, Order::Descending)];
        assert_eq!(sort("sort=rrn,ASC&sort=created_time,DESC"), two);
        assert_eq!(sort("sort=rrn,%20ASC,created_time"), two);
    }

    #[test]
    fn pages_have_their_defaults_and_the_last_value_counts() {
        let page = |raw| Query::parse(raw).unwrap().page().unwrap();
        assert_eq!(page("index=&other=1"), PageRequest { index: 0, size: 20 });
        assert_eq!(page("size=5&index=2&size=100"), PageRequest { index: 2, size: 100 });
    }

    proptest! {
        #[test]
        fn any_value_comes_out_as_it_went_in(value in "\\PC{1,40}") {
            let raw = format!("tags={}", utf8_percent_encode(&value, NON_ALPHANUMERIC));
            let query = Query::parse(&raw).unwrap();
            let trimmed = value.trim();
            prop_assert_eq!(query.one("tags"), (!trimmed.is_empty()).then_some(trimmed));
        }

        #[test]
        fn never_panics(raw in ".*") {
            if let Ok(query) = Query::parse(&raw) {
                let _ = (query.criteria(now()), query.sort(), query.page(), query.multi_customer());
            }
        }

        #[test]
        fn sizes_within_bounds_only(size: u64) {
            let page = Query::parse(&format!("size={size}")).unwrap().page();
            prop_assert_eq!(page.is_ok(), (1..=100).contains(&size));
        }
    }
}
