//! The only REST paths. An endpoint is opaque: made here, escaped here, printed nowhere else.

use contract::{CustomerId, RegionCode, Rrn, Timestamp};
use std::fmt;

/// Who is asked.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Service {
    /// Analysts, customers, licences, preferences.
    Directory,
    /// One region's gateway.
    Region(RegionCode),
}

impl fmt::Display for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Directory => f.write_str("The directory"),
            Self::Region(region) => write!(f, "{region}"),
        }
    }
}

/// A path with its query, ready to be put behind a service's origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint(String);

fn escape(segment: &str) -> String {
    form_urlencoded::byte_serialize(segment.as_bytes()).collect::<String>().replace('+', "%20")
}

fn query(pairs: &[(&str, String)]) -> String {
    let mut out = form_urlencoded::Serializer::new(String::new());
    for (name, value) in pairs {
        out.append_pair(name, value);
    }
    out.finish()
}

impl Endpoint {
    /// As it is sent.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    fn new(path: impl Into<String>) -> Self {
        Self(path.into())
    }

    /// Who am I.
    pub fn session() -> Self {
        Self::new("/api/v1/session")
    }

    /// A portal's own token for a session.
    pub fn exchange() -> Self {
        Self::new("/api/v1/session/exchange")
    }

    /// A fresh token for one region.
    pub fn token() -> Self {
        Self::new("/api/v1/session/token")
    }

    /// What the analyst chose.
    pub fn preferences() -> Self {
        Self::new("/api/v1/preferences")
    }

    /// The directory's three gates of one customer.
    pub fn gates(customer: CustomerId) -> Self {
        Self::new(format!("/api/v1/customers/{customer}/gates"))
    }

    /// Does this gateway have the extension?
    pub fn extension() -> Self {
        Self::new("/mci/v1")
    }

    /// Saved views: the directory's, or one region's (extension).
    pub fn views(at: &Service) -> Self {
        Self::new(match at {
            Service::Directory => "/api/v1/views",
            Service::Region(_) => "/mci/v1/views",
        })
    }

    /// One saved view.
    pub fn view(at: &Service, id: &str) -> Self {
        Self::new(format!("{}/{}", Self::views(at).0, escape(id)))
    }

    /// The caller's marks on one.
    pub fn view_marks(at: &Service, id: &str) -> Self {
        Self::new(format!("{}/marks", Self::view(at, id).0))
    }

    /// The caller's role per customer.
    pub fn roles() -> Self {
        Self::new("/mci/v1/roles")
    }

    /// Every active investigation and what closed lately, streamed (extension).
    pub fn working_set() -> Self {
        Self::new("/mci/v1/working-set")
    }

    /// What became different since (extension).
    pub fn working_set_since(cursor: &str) -> Self {
        Self::new(format!("/mci/v1/working-set?{}", query(&[("since", cursor.to_owned())])))
    }

    /// Of these customers only (extension).
    pub fn working_set_of(customers: &[CustomerId]) -> Self {
        let ids: Vec<String> = customers.iter().map(CustomerId::to_string).collect();
        Self::new(format!("/mci/v1/working-set?{}", query(&[("customers", ids.join(","))])))
    }

    /// What becomes different from here on, as it happens (extension).
    pub fn changes(cursor: &str) -> Self {
        Self::new(format!("/mci/v1/changes?{}", query(&[("since", cursor.to_owned())])))
    }

    /// Many changes at once (extension).
    pub fn bulk() -> Self {
        Self::new("/mci/v1/bulk")
    }

    /// A page of what a search finds among every visible customer's investigations.
    pub fn search(index: u64, size: u64) -> Self {
        let pairs = [("multi-customer", "true".to_owned()), ("index", index.to_string()), ("size", size.to_string())];
        Self::new(format!("/idr/v2/investigations/_search?{}", query(&pairs)))
    }

    /// Who can be given work.
    pub fn assignees() -> Self {
        Self::new("/mci/v1/assignees")
    }

    /// A page of every visible customer's investigations with these statuses (all, when empty), whatever their age.
    pub fn all_investigations(statuses: &str, index: u64, size: u64) -> Self {
        let wanted = (!statuses.is_empty()).then(|| ("statuses", statuses.to_owned()));
        let pairs = [
            ("multi-customer", "true".to_owned()),
            ("start_time", Timestamp::default().to_string()),
            ("sort", "priority,DESC".to_owned()),
            ("index", index.to_string()),
            ("size", size.to_string()),
        ];
        let pairs: Vec<_> = wanted.into_iter().chain(pairs).collect();
        Self::new(format!("/idr/v2/investigations?{}", query(&pairs)))
    }

    fn of_customer(customer: CustomerId, rest: &str) -> Self {
        Self::new(format!("/mci/v1/customers/{customer}{rest}"))
    }

    /// One investigation, fixed to its customer.
    pub fn investigation(rrn: &Rrn) -> Self {
        Self::of_customer(rrn.customer(), &format!("/idr/v2/investigations/{}", escape(rrn.as_str())))
    }

    /// Its alerts.
    pub fn alerts(rrn: &Rrn, index: u64, size: u64) -> Self {
        let pairs = query(&[("index", index.to_string()), ("size", size.to_string())]);
        Self::of_customer(rrn.customer(), &format!("/idr/v2/investigations/{}/alerts?{pairs}", escape(rrn.as_str())))
    }

    /// Comments on it.
    pub fn comments(rrn: &Rrn, index: u64, size: u64) -> Self {
        let pairs = query(&[("target", rrn.to_string()), ("index", index.to_string()), ("size", size.to_string())]);
        Self::of_customer(rrn.customer(), &format!("/idr/v1/comments?{pairs}"))
    }

    /// Where a new comment of this customer goes.
    pub fn new_comment(customer: CustomerId) -> Self {
        Self::of_customer(customer, "/idr/v1/comments")
    }

    /// Users, assets and addresses in it (extension).
    pub fn actors(rrn: &Rrn) -> Self {
        Self::of_customer(rrn.customer(), &format!("/investigations/{}/actors", escape(rrn.as_str())))
    }

    /// Who changed what and when (extension).
    pub fn activity(rrn: &Rrn) -> Self {
        Self::of_customer(rrn.customer(), &format!("/investigations/{}/activity", escape(rrn.as_str())))
    }

    /// The events behind one alert (extension).
    pub fn evidence(rrn: &Rrn, alert: &str) -> Self {
        let place = format!("/investigations/{}/alerts/{}/evidence", escape(rrn.as_str()), escape(alert));
        Self::of_customer(rrn.customer(), &place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_rrn_is_one_segment() {
        let rrn: Rrn =
            "rrn:investigation:us1:00000000-0000-0000-0000-0000000000aa:investigation:7QK2-LSAS".parse().unwrap();
        assert_eq!(
            Endpoint::investigation(&rrn).as_str(),
            "/mci/v1/customers/00000000-0000-0000-0000-0000000000aa/idr/v2/investigations/\
             rrn%3Ainvestigation%3Aus1%3A00000000-0000-0000-0000-0000000000aa%3Ainvestigation%3A7QK2-LSAS"
        );
    }

    proptest! {
        #[test]
        fn a_segment_cannot_leave_its_place(text in any::<String>()) {
            let escaped = escape(&text);
            prop_assert!(!escaped.contains(['/', '?', '#', ' ', '\\']));
        }
    }
}
